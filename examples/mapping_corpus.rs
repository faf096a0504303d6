//! Writes texts and a table of activities of any size, to measure a mapping with. The same numbers give the same files.
//!
//! ```sh
//! cargo run --release --example mapping_corpus -- corpus 250 10000
//! cargo build --release
//! /usr/bin/time -v target/release/dispositif store add corpus/texts --db corpus/texts.db -q
//! /usr/bin/time -v target/release/dispositif map --activities corpus/activities.csv --db corpus/texts.db -o corpus/out -q
//! ```
//!
//! Each text has two versions with twenty operative clauses; in the newer one a clause came in, one went and one was reworded. Their words are
//! those of the worked example in `fixtures/mapping`. Six activities in ten declare a clause of one of the versions, one cites one in its
//! description, three say nothing of a mandate.

#[path = "conference/lot.rs"]
mod lot;

use lot::Lot;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

const CLAUSES: usize = 20;

fn drawn(lot: &mut Lot, pool: &[String], least: usize, more: usize) -> String {
    let count = least + lot.below(more);
    (0..count).map(|_| pool[lot.below(pool.len())].as_str()).collect::<Vec<_>>().join(" ")
}

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let numbers: Vec<usize> = given.iter().skip(1).filter_map(|number| number.parse().ok()).collect();
    let [texts, activities] = numbers[..] else {
        eprintln!("usage: mapping_corpus FOLDER TEXTS ACTIVITIES");
        return ExitCode::from(2);
    };
    match write(Path::new(&given[0]), texts, activities) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mapping_corpus: {}: {error}", given[0]);
            ExitCode::from(2)
        }
    }
}

fn write(folder: &Path, texts: usize, activities: usize) -> std::io::Result<()> {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/mapping/digital-safety");
    let mut pool: Vec<String> = Vec::new();
    for name in ["wtdc-214.baku-2025.fr.txt", "pp-187.bucharest-2022.fr.txt", "wtsa-163.new_delhi-2024.fr.txt"] {
        let text = fs::read_to_string(example.join(name))?;
        let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 3);
        pool.extend(words.map(str::to_lowercase));
    }
    pool.sort();
    pool.dedup();
    fs::create_dir_all(folder.join("texts"))?;
    let mut lot = Lot(2024);
    for text in 0..texts {
        let number = 1000 + text;
        let older: Vec<String> = (0..CLAUSES).map(|_| drawn(&mut lot, &pool, 14, 16)).collect();
        let mut newer = older.clone();
        newer.remove(lot.below(CLAUSES));
        newer.insert(lot.below(CLAUSES), drawn(&mut lot, &pool, 14, 16));
        newer[CLAUSES - 1] = drawn(&mut lot, &pool, 14, 16);
        for (place, year, clauses) in [("Kigali", 2022, &older), ("Bakou", 2025, &newer)] {
            let name = format!("wtdc-{number}.{year}.fr.txt");
            fs::write(folder.join("texts").join(name), resolution(number, place, year, clauses))?;
        }
    }
    let mut table =
        String::from("N°;Intitulé;Description;Début;Fin;État;Budget;Monnaie;Région;Bureau régional;Unité;Mandat\n");
    for at in 0..activities {
        let number = 1000 + lot.below(texts);
        let (place, label) = (if lot.below(3) == 0 { "Kigali, 2022" } else { "Bakou, 2025" }, 1 + lot.below(CLAUSES));
        let mandate = format!("Résolution {number} (Rév. {place}), charge {label}");
        let (mandate, cited) = match at % 10 {
            0..6 => (mandate, String::new()),
            6 => (String::new(), format!(" Voir le point {label} du charge de la Résolution {number} (Rév. {place}).")),
            _ => (String::new(), String::new()),
        };
        let (title, description) = (drawn(&mut lot, &pool, 4, 5), drawn(&mut lot, &pool, 12, 20));
        let year = 2022 + lot.below(6);
        let status = ["terminée", "en cours", "planifiée"][lot.below(3)];
        let region = ["Afrique", "Amériques", "Asie-Pacifique", "Europe"][lot.below(4)];
        let _ = writeln!(
            table,
            "A{at};{title};{description}.{cited};{year}-03-01;{year}-11-30;{status};{};CHF;{region};Bureau {};BDT;{mandate}",
            1000 * lot.below(200),
            lot.below(12),
        );
    }
    fs::write(folder.join("activities.csv"), table)
}

fn resolution(number: usize, place: &str, year: u16, clauses: &[String]) -> String {
    let mut out = format!(
        "RÉSOLUTION {number} (Rév. {place}, {year})\nTexte d'essai numéro {number}\n\
         La Conférence mondiale de développement des télécommunications ({place}, {year}),\n\
         considérant\nque ce texte sert à mesurer,\n\
         charge le Directeur du Bureau de développement des télécommunications\n"
    );
    for (at, words) in (1..).zip(clauses) {
        let _ = writeln!(out, "{at}\tde {words}{}", if at == clauses.len() { "." } else { ";" });
    }
    out
}
