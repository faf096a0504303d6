//! Two readings become one comparison: redlines that rejoin, kinds of change, and no change where there is none.

mod promises;
mod support;

use dispositif::compare::comparison::{Basis, Change, RunKind};
use dispositif::{Options, extract};
use promises::comparing::assert_rejoins_everywhere;
use proptest::prelude::*;
use support::{clauses, extracted, files, name};

/// Invariant 5: kept and deleted runs are the older text, kept and inserted ones the newer, to the character.
fn assert_all_rejoin(bytes: &[u8], about: &str) {
    let found = extract(bytes, &Options::default()).unwrap_or_else(|e| panic!("{about}: {e}"));
    assert_rejoins_everywhere(&found.comparison, about);
}

#[test]
fn redlines_rejoin_to_both_wordings() {
    let mut count = 0;
    for (folder, endings) in [("itu", ["txt", "docx"]), ("un", ["txt", "docx"]), ("good", ["txt", "txt"])] {
        for path in files(folder, &endings) {
            assert_all_rejoin(&std::fs::read(&path).expect("readable"), &name(&path));
            count += 1;
        }
    }
    assert!(count > 20);
}

/// Invariant 4: at the place of a clause stands the clause.
#[test]
fn every_clause_and_reference_knows_its_place() {
    use dispositif::read::View;
    let mut count = 0;
    for (folder, endings) in [("itu", ["txt", "docx"]), ("un", ["txt", "docx"]), ("good", ["txt", "txt"])] {
        for path in files(folder, &endings) {
            let (found, document) = extracted(&path);
            let at = |place: dispositif::place::Place, view: View| -> String {
                let mut position = 0;
                let mut out = String::new();
                for span in &found.manuscript.paragraphs[place.paragraph].spans {
                    for c in span.text.chars() {
                        let is_text = span.role == dispositif::read::manuscript::Role::Text;
                        if (place.start..place.end).contains(&position) && is_text && view.shows(&span.marks) {
                            out.push(c);
                        }
                        position += 1;
                    }
                }
                out
            };
            for text in &document.texts {
                for clause in clauses(text) {
                    let (view, words) = match (&clause.text.newer, &clause.text.older) {
                        (Some(newer), _) => (View::Newer, newer),
                        (None, older) => (View::Older, older.as_ref().expect("a clause has a side")),
                    };
                    assert_eq!(&at(clause.place, view), words, "{} {}", name(&path), clause.id);
                    count += 1;
                }
            }
            // What a footnote cites stands where the footnote is called.
            for reference in document.references.iter().filter(|reference| reference.footnote.is_none()) {
                let words = [at(reference.place, View::Newer), at(reference.place, View::Older)];
                assert!(words.contains(&reference.text), "{}: {} at {words:?}", name(&path), reference.text);
            }
        }
    }
    assert!(count > 300, "{count}");
}

#[test]
fn a_footnote_of_the_title_comes_with_the_text() {
    for ending in ["txt", "docx"] {
        let (_, document) = extracted(&support::fixtures().join(format!("itu/alerts.en.{ending}")));
        let [note] = &document.texts[0].footnotes[..] else {
            panic!("one footnote: {:?}", document.texts[0].footnotes)
        };
        assert!(note.text.newer.as_ref().is_some_and(|text| text.contains("country")), "{note:?}");
        assert_eq!(note.text.older, note.text.newer);
    }
}

#[test]
fn a_text_in_one_version_is_not_compared() {
    let (_, document) = extracted(&support::fixtures().join("un/archives.fr.txt"));
    for clause in clauses(&document.texts[0]) {
        assert_eq!(
            (&clause.change, &clause.text.older, clause.evidence.basis),
            (&None, &None, Basis::None),
            "{}",
            clause.id
        );
    }
    assert_eq!(document.texts[0].versions.older, None);
}

#[test]
fn new_text_has_no_older_side_and_deleted_text_no_newer_one() {
    let tracked = "ADD\tATU/1/1\nRESOLUTION [A] (New Delhi, 2024)\nresolves\nto {--light--}{++burn++} the lamps.\n\
                   SUP\tATU/1/2\nRESOLUTION 2 (Geneva, 2022)\nresolves\nto put them out.\n";
    let found = extract(tracked.as_bytes(), &Options::default()).expect("readable");
    let [add, sup] = &found.comparison.texts[..] else { panic!("two texts") };
    let clause = clauses(add)[0];
    assert_eq!((clause.text.older.as_deref(), clause.text.newer.as_deref()), (None, Some("to burn the lamps.")));
    assert_eq!(clause.change.as_deref(), Some(&[Change::Inserted][..]));
    assert_eq!(add.versions.older, None);
    let clause = clauses(sup)[0];
    assert_eq!((clause.text.older.as_deref(), clause.text.newer.as_deref()), (Some("to put them out."), None));
    assert_eq!(clause.change.as_deref(), Some(&[Change::Deleted][..]));
    assert_eq!(sup.versions.newer, None);
}

#[test]
fn a_marked_text_without_changes_in_a_clause_leaves_it_unchanged() {
    let text = "RESOLUTION 3 (Rev. {--Geneva, 2022--}{++New Delhi, 2024++})\nresolves\n1\tto light the lamps;\n2\tto count them.\n";
    let found = extract(text.as_bytes(), &Options::default()).expect("readable");
    for clause in clauses(&found.comparison.texts[0]) {
        assert_eq!(clause.change.as_deref(), Some(&[Change::Unchanged][..]), "{}", clause.id);
        assert!(clause.text.redline.iter().all(|run| run.kind() == RunKind::Keep));
    }
}

#[test]
fn an_author_and_a_date_stay_with_their_run() {
    let text = "RESOLUTION 3 (Geneva, 2022)\nresolves\nto {++always ++}{>>@Secretariat 2024-03-01<<}light the lamps.\n";
    let found = extract(text.as_bytes(), &Options::default()).expect("readable");
    let clause = clauses(&found.comparison.texts[0])[0].clone();
    let json = serde_json::to_value(&clause.text.redline).expect("JSON");
    assert_eq!(json[1], serde_json::json!(["ins", "always ", {"author": "Secretariat", "date": "2024-03-01"}]));
}

/// The one clause of a resolution, compared in two files.
fn compared(older: &str, newer: &str) -> dispositif::compare::comparison::Clause {
    let read = |words: &str| {
        let text = format!("RESOLUTION 3 (Geneva, 2022)\nresolves\n{words}.\n");
        extract(text.as_bytes(), &Options::default()).expect("readable")
    };
    let comparison = dispositif::diff(&read(older), &read(newer), &Options::default()).expect("in time");
    clauses(&comparison.texts[0])[0].clone()
}

#[test]
fn what_only_the_typist_decides_is_no_change() {
    for (older, newer) in [
        ("to read the keeper's log", "to read the keeper\u{2019}s log"),
        ("to ask «who»", "to ask « who »"),
        ("to count non-stop", "to count non\u{2011}stop"),
        ("to wait 3 days", "to wait 3\u{A0}days"),
    ] {
        assert_eq!(compared(older, newer).change.as_deref(), Some(&[Change::Unchanged][..]), "{older} → {newer}");
    }
}

#[test]
fn a_capital_is_more_than_punctuation() {
    let clause = compared("to invite the member States", "to invite the Member States");
    assert_eq!((clause.change.as_deref(), clause.only), (Some(&[Change::Modified][..]), None));
    let clause = compared("to invite them, all", "to invite them all");
    assert_eq!(clause.only, Some(dispositif::compare::comparison::Only::Punctuation));
}

#[test]
fn an_item_that_goes_on_with_a_list_stands_before_a_head_that_is_gone() {
    use dispositif::compare::lines::lines;
    let read = |text: &str| extract(text.as_bytes(), &Options::default()).expect("readable").newer.0;
    let start = "RESOLUTION 3 (Geneva, 2022)\nconsidering\na)\tthat lamps go out;\nb)\tthat nights are long;\n";
    let older =
        read(&format!("{start}noting\na)\tthe work of keepers;\nb)\tthe price of oil,\nresolves\nto light them.\n"));
    let newer = read(&format!("{start}c)\tthat few ships come,\nresolves\nto light them.\n"));
    let english = dispositif::lexicon::Lexicon::built_in().language("en").expect("built in");
    let pairs = lines(&older, &newer, english, dispositif::read::Deadline::default());
    let inserted = pairs.iter().position(|pair| pair.older.is_none()).expect("one is new");
    let deleted = pairs.iter().position(|pair| pair.newer.is_none()).expect("some are gone");
    assert!(inserted < deleted, "{pairs:?}");
}

/// A word, perhaps deleted or inserted.
fn word() -> impl Strategy<Value = String> {
    ("[a-zé]{1,8}", 0..4u8).prop_map(|(word, mark)| match mark {
        0 => format!("{{--{word} --}}"),
        1 => format!("{{++{word} ++}}"),
        _ => format!("{word} "),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_marks_rejoin(clauses in proptest::collection::vec(proptest::collection::vec(word(), 1..12), 1..8)) {
        let mut text = "RESOLUTION 3 (Geneva, 2022)\nresolves\n".to_owned();
        for (index, words) in clauses.iter().enumerate() {
            text.push_str(&format!("{}\t{};\n", index + 1, words.concat()));
        }
        assert_all_rejoin(text.as_bytes(), &text);
    }
}
