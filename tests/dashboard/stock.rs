//! Mappings to draw: the worked example in each language, one of strangers' words, one in Arabic, a great one.

use super::support::fixtures;
use dispositif::lexicon::Lexicon;
use dispositif::mapping::{Activities, MapInput, Mapping, TableOptions, map, read_activities, read_decisions};
use dispositif::store::{Incoming, Store};
use dispositif::{Options, extract};
use std::fs;

/// Texts that are held here, by the names of their files.
pub fn mapped(texts: &[(String, String)], activities: Activities, decisions: &[u8], language: &str) -> Mapping {
    let lexicon = Lexicon::built_in();
    let mut store = Store::in_memory(lexicon).expect("a store");
    let incoming = texts.iter().map(|(file, text)| Incoming {
        file: file.clone(),
        bytes: text.as_bytes().to_vec(),
        language: None,
        house: None,
        extracted: extract(text.as_bytes(), &Options::default()).expect("readable"),
    });
    store.add(incoming.collect()).expect("added");
    let (decisions, remarks) = read_decisions("decisions.csv", decisions);
    let input = MapInput {
        activities,
        decisions,
        decisions_file: "decisions.csv".to_owned(),
        remarks,
        language: Some(language.to_owned()),
    };
    map(&store, input).expect("mapped")
}

/// A table of activities that is written here.
pub fn table(csv: &str) -> Activities {
    read_activities("here.csv", csv.as_bytes(), &TableOptions::default()).expect("a table")
}

/// The worked example, its texts in one language.
pub fn digital_safety(language: &str) -> Mapping {
    let folder = fixtures().join("mapping/digital-safety");
    let ending = format!(".{language}.txt");
    let mut texts: Vec<(String, String)> = fs::read_dir(&folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.to_string_lossy().ends_with(&ending))
        .map(|path| (super::support::name(&path), fs::read_to_string(&path).expect("UTF-8")))
        .collect();
    texts.sort();
    let csv = fs::read(folder.join("activities.fr.csv")).expect("a table");
    let activities = read_activities("activities.fr.csv", &csv, &TableOptions::default()).expect("readable");
    mapped(&texts, activities, &fs::read(folder.join("decisions.csv")).expect("decisions"), language)
}

/// A text in Arabic, and activities in Arabic against it.
pub fn arabic() -> Mapping {
    let path = fixtures().join("revisions/landing-stations");
    let mut texts: Vec<(String, String)> = fs::read_dir(path)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.to_string_lossy().ends_with(".ar.txt"))
        .map(|path| (super::support::name(&path), fs::read_to_string(&path).expect("UTF-8")))
        .collect();
    texts.sort();
    let csv = "id,title,description,start,end,status,budget,currency,region,office,mandates\n\
               A-1,تدريب على محطات الإنزال,ورشة عمل لمدة ثلاثة أيام,2023-02-01,2023-02-03,done,12000,CHF,Arab States,القاهرة,itu.wtsa.resolution.131#instructs__1\n\
               A-2,دليل تقني,إعداد دليل لإصلاح الكابلات,2024-01-01,,ongoing,8500.50,USD,Africa,القاهرة,itu.wtsa.resolution.131@hammamet-2016#resolves__1\n\
               A-3,مسح,مسح بلا ولاية,,,planned,,,,,\n";
    mapped(&texts, table(csv), b"", "ar")
}

/// Words that try to break out of wherever they are put.
pub const ATTACK: &str =
    "</script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>&lt;</style></title>]]><!--";

/// A text and a table in which every part tries to break out.
pub fn hostile() -> Mapping {
    let attack = format!("{ATTACK}\u{202E}");
    let text = format!(
        "RESOLUTION 91 (Geneva, 2022)\nTitle {attack}\nThe World Telecommunication Standardization Assembly (Geneva, 2022),\n\
         considering {attack}\na)\tthat this holds {attack};\nresolves\n1\tto study {attack};\n2\tto act,\n\
         instructs the Director of the Telecommunication Standardization Bureau\n1\tto report {attack}.\n"
    );
    let cell = |words: &str| format!("\"{}\"", words.replace('"', "\"\""));
    let ids = [format!("A 1 {attack}"), "A\u{202E} 1".to_owned(), "A_1".to_owned(), format!("B{attack}")];
    let mut csv =
        "id,title,description,start,end,status,budget,currency,region,office,unit,partners,mandates,other\n".to_owned();
    for (at, id) in ids.iter().enumerate() {
        let mandate = if at < 2 { "itu.wtsa.resolution.91#resolves__1" } else { attack.as_str() };
        let cells = [
            id,
            &attack,
            &attack,
            "2023-01-01",
            "2024",
            "done",
            "12.50",
            "CHF",
            &attack,
            &attack,
            &attack,
            &attack,
            mandate,
            &attack,
        ];
        csv.push_str(&cells.map(cell).join(","));
        csv.push('\n');
    }
    let decisions = format!(
        "activity,text,version,clause,decision,who,when,note\n{},itu.wtsa.resolution.91,geneva-2022,instructs__1,accept,{},2024-01-01,{}\n",
        cell(&ids[3]),
        cell(&attack),
        cell(&attack)
    );
    let mut mapping = mapped(&[("91.txt".to_owned(), text)], table(&csv), decisions.as_bytes(), "en");
    mapping.source.file = format!("{attack}.csv");
    mapping
}

/// Many activities against many texts.
pub fn great(activities: usize, texts: usize) -> Mapping {
    let clause = |text: usize, at: usize| {
        format!(
            "{}\tto organise course {at} on subject {text} for the authorities of countries that ask for it, and to publish what was learned;",
            at + 1
        )
    };
    let texts: Vec<(String, String)> = (1..=texts)
        .map(|number| {
            let list = |from: usize| (0..10).map(|at| clause(number, from + at)).collect::<Vec<_>>().join("\n");
            let text = format!(
                "RESOLUTION {number} (Kigali, 2022)\nStrengthening of subject {number}\nThe World Telecommunication Development Conference \
                 (Kigali, 2022),\nconsidering\na)\tthat subject {number} matters,\nresolves\n{}\ninstructs the Director of the \
                 Telecommunication Development Bureau\n{}\ninvites Member States\n{}\n",
                list(0), list(0), list(0)
            );
            (format!("{number}.txt"), text)
        })
        .collect();
    let mut csv = "id,title,description,start,end,status,budget,currency,region,office,mandates\n".to_owned();
    for at in 0..activities {
        let (text, label) = (at % texts.len() + 1, at * 7 % 10 + 1);
        let section = ["resolves", "instructs", "invites"][at % 3];
        let region = ["Africa", "Europe", "Americas", "Arab States", "CIS"][at % 5];
        let status = ["done", "ongoing", "planned"][at / 7 % 3];
        let (year, month) = (2018 + at % 9, at % 12 + 1);
        csv.push_str(&format!(
            "ACT-{at:05},Regional workshop number {at} on subject {text},\"Three days of training for forty officials, with exercises and a report in six languages.\",\
             {year}-{month:02}-03,{}-{month:02}-20,{status},{}.50,CHF,{region},Office {},itu.wtdc.resolution.{text}@kigali-2022#{section}__{label}\n",
            year + at % 2, 1000 + at, at % 40
        ));
    }
    mapped(&texts, table(&csv), b"", "en")
}
