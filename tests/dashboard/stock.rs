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
