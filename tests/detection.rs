//! Language and house are found from the text itself, for a document and for each of its texts.

use dispositif::emit::Document;
use dispositif::{Options, extract};
use std::fs;
use std::path::Path;

fn fixture(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path)).expect("a fixture")
}

fn document(text: &str) -> Document {
    let found = extract(text.as_bytes(), &Options::default()).expect("readable");
    Document::new("test", text.as_bytes(), &found)
}

#[test]
fn texts_of_one_file_may_be_in_two_languages_and_of_two_houses() {
    let both = format!(
        "{}\n{}\n{}",
        fixture("itu/alerts.fr.txt"),
        fixture("itu/alerts.ar.txt"),
        fixture("un/archives.zh.txt")
    );
    let alone: Vec<Document> = ["itu/alerts.fr.txt", "itu/alerts.ar.txt", "un/archives.zh.txt"]
        .iter()
        .map(|path| document(&fixture(path)))
        .collect();
    let together = document(&both);
    assert_eq!(together.texts.len(), alone.iter().map(|document| document.texts.len()).sum::<usize>());
    for (text, of) in together.texts.iter().zip(alone.iter().flat_map(|d| d.texts.iter().map(move |text| (d, text)))) {
        assert_eq!(text.id, of.1.id);
        assert_eq!(text.language.language, of.0.source.language);
        assert!(text.language.confidence > 0.8, "{:?}", text.language);
        assert_eq!(text.house.house, of.1.house.house);
        let ids = |text: &dispositif::compare::comparison::Text| -> Vec<String> {
            text.sections.iter().flat_map(|s| s.clauses.iter().map(|clause| clause.id.clone())).collect()
        };
        assert_eq!(ids(text), ids(of.1), "{}", text.id);
    }
}

#[test]
fn a_quotation_does_not_cut_a_text() {
    let text = fixture("itu/alerts.en.txt");
    let quotation = "que la déclaration dit ce qui suit: «Chaque village recevra une alerte avant que la vague n'atteigne la côte, et \
                     chacun saura ce qu'il doit faire quand il l'entendra, de jour comme de nuit, en toute saison.»";
    let quoted = text.replacen("that ", &format!("{quotation} that "), 1);
    assert_ne!(text, quoted);
    let (plain, quoted) = (document(&text), document(&quoted));
    assert_eq!(quoted.texts.len(), plain.texts.len());
    assert_eq!(quoted.source.language, "en");
}

#[test]
fn a_text_whose_body_is_not_known_is_read_by_its_form() {
    let itu = "RESOLUTION 4\nOn spare wicks\nThe Guild of Lamplighters,\nconsidering\na)\tthat wicks burn;\nb)\tthat oil is dear,\n\
               resolves\n1\tto buy oil;\n2\tto trim the wicks,\ninstructs the Director-General\nto report on the oil.\n";
    let un = "RESOLUTION 4\nOn spare wicks\nThe Guild of Lamplighters,\nRecalling its previous decisions on wicks and on oil,\n\
              Noting with concern that oil is dear in every town,\n1. Decides to buy oil for every lamp in the town;\n\
              2. Requests the Secretary-General to report on the oil that was bought.\n";
    for (text, house, clauses) in [(itu, "itu", 5), (un, "un", 4)] {
        let document = document(text);
        let of = &document.texts[0];
        assert_eq!(of.house.house, house);
        assert!(of.house.confidence > 0.5 && of.house.confidence < 1.0, "{:?}", of.house);
        assert_eq!(document.source.confidence.house, (of.house.confidence * 100.0).round() / 100.0);
        assert_eq!(of.sections.iter().map(|section| section.clauses.len()).sum::<usize>(), clauses, "{house}");
    }
}

#[test]
fn a_report_is_of_the_house_whose_bodies_it_names() {
    let report = "PROGRESS REPORT\n1\tBackground\nBy Resolution 71 (Rev. Bucharest, 2022) of the Plenipotentiary Conference, and as the \
                  ITU Council and WTDC asked, the workshops went on.\n2\tNext steps\nThe Council may wish to take note.\n";
    let document = document(report);
    assert!(document.texts.is_empty());
    assert_eq!(document.source.house.as_deref(), Some("itu"));
    assert!(document.source.confidence.house > 0.5);
}

/// Of a number that no line follows nothing tells the house; words before the number are not of its text.
#[test]
fn a_text_without_lines_has_no_house() {
    for (text, house) in [
        ("IAP/24A1/4\nSUP\nRESOLUTION 72\n", ""),
        ("SUP\tIAP/24A1/4\nSome line\nRESOLUTION 72\nReasons: no longer needed.\n", ""),
        ("SUP\tIAP/24A1/4\nRESOLUTION 72\nOn alerts\n", "itu"),
    ] {
        let found = document(text);
        assert_eq!(found.texts.len(), 1, "{text}");
        assert_eq!((found.texts[0].house.house.as_str(), found.texts[0].house.confidence), (house, 0.0), "{text}");
    }
}
