use dispositif::lexicon::Lexicon;
fn main() {
    let lexicon = Lexicon::built_in();
    for (code, text) in [
        ("fr", "CMDT Rés. 214 (Rév. Kigali, 2022), charge 5"),
        ("fr", "AMNT Rés. 58 (Rév. Genève, 2022), charge 5"),
        ("fr", "Résolution 214"),
        ("fr", "Résolution 214 (Rév. Kigali, 2022), charge 5"),
        ("fr", "Résolution 214 (Rév. Kigali, 2022) de la CMDT, décide 2"),
        ("fr", "PP Rés. 187 (Rév. Bucarest, 2022), point 3 du charge le Secrétaire général"),
        ("fr", "Résolution 187 de la PP, points 3 et 4 du décide"),
        ("fr", "R.58 AMNT"), ("fr", "Rés. 58 de l'AMNT-20"), ("fr", "Rés. PP-187"), ("fr", "Résolution 58 (AMNT-24)"),("fr", "la Rés.58 (Genève 2022)"),
        ("en", "WTSA Res. 58 (Rev. Geneva, 2022), instructs 5"),
        ("en", "WTDC Resolution 214, resolves 2 and instructs 3"),
        ("en", "Resolution 187 (Rev. Bucharest, 2022), instructs the Director of BDT 3 a)"),
        ("en", "resolves 2 of Resolution 58"), ("en", "Res. 58"), ("en","A/RES/79/1, paragraph 4 (a)"), ("en","General Assembly resolution 79/78, para. 4"),
    ] {
        let language = lexicon.language(code).expect("there");
        println!("{text}");
        for c in dispositif::link::mentions(text, lexicon, language, "itu") {
            println!("    {:?} «{}»", c.what, &text[c.range.clone()]);
        }
    }
}
