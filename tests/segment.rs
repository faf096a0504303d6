//! Readings become resolutions: cases as files, equal ids in six languages, and nothing lost.

mod promises;
mod support;

use dispositif::note::Name;
use dispositif::read::{Deadline, Limits, Manuscript, View, from_text};
use dispositif::segment::{Setting, segment};
use dispositif::{Options, extract};
use promises::segmenting::assert_nothing_is_lost;
use proptest::prelude::*;
use std::path::Path;
use support::{clauses, extracted, files, name, outline, shared};

#[test]
fn each_case_has_its_outline() {
    insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true}, {
        for folder in ["good"].into_iter().chain(support::HOUSES) {
            for path in files(folder, &["txt"]) {
                let (_, document) = extracted(&path);
                insta::assert_snapshot!(format!("{folder}-{}", name(&path)), outline(&document));
            }
        }
    });
}

/// What must not depend on the language of a text.
fn skeleton(path: &Path) -> Vec<String> {
    let (_, document) = extracted(path);
    let mut out = Vec::new();
    for text in &document.texts {
        out.push(format!("{} {:?} {:?}", text.id, text.proposal.as_ref().map(|p| &p.action), text.annexes.len()));
        out.extend(text.sections.iter().map(|s| {
            let to: Vec<_> = s.addressees.iter().map(|a| (a.id.clone(), a.role)).collect();
            format!("{} {:?} {to:?} {:?}", s.id, s.part, s.change)
        }));
        for clause in clauses(text) {
            let to: Vec<_> = clause.addressees.iter().map(|a| (a.id.clone(), a.role)).collect();
            let act = (&clause.act.id, &clause.act.under, &clause.act.modifiers);
            out.push(format!("{} {act:?} {to:?} {:?} {:?}", clause.id, clause.change, clause.only));
        }
    }
    out
}

#[test]
fn one_resolution_in_all_languages_has_the_same_ids_acts_addressees_and_changes() {
    for (folder, stem) in [("itu", "alerts."), ("un", "archives.")] {
        let english = skeleton(&support::fixtures().join(folder).join(format!("{stem}en.txt")));
        assert!(english.len() > 10);
        let others: Vec<_> = files(folder, &["txt"]).into_iter().filter(|path| name(path).starts_with(stem)).collect();
        assert!(others.len() >= 6);
        for path in others {
            assert_same(&english, &skeleton(&path), &name(&path));
        }
    }
}

fn assert_same(expected: &[String], found: &[String], about: &str) {
    for (index, line) in expected.iter().enumerate() {
        assert_eq!(Some(line), found.get(index), "{about}, line {index}");
    }
    assert_eq!(expected.len(), found.len(), "{about}");
}

#[test]
fn a_word_file_says_the_same_as_its_source() {
    for folder in support::HOUSES {
        for path in files(folder, &["docx"]) {
            assert_same(&skeleton(&path.with_extension("txt")), &skeleton(&path), &name(&path));
        }
    }
}

/// What a fixture says of its texts, one line a text, section and clause: `= id year`, `part`, `label act addressees`.
fn facts(path: &Path) -> Vec<String> {
    let (_, document) = extracted(path);
    let of_form = document.notes.iter().filter(|note| note.name != Name::UnresolvedReference);
    let mut out: Vec<String> = of_form.map(|note| format!("! {}", note.name.as_str())).collect();
    let list = |to: &[dispositif::segment::outline::Addressee]| {
        if to.is_empty() { "-".to_owned() } else { to.iter().map(|a| a.id.as_str()).collect::<Vec<_>>().join("+") }
    };
    for text in &document.texts {
        let year = text.versions.newer.as_ref().map_or_else(|| "-".to_owned(), |version| version.year.to_string());
        out.push(format!("= {} {year}", text.id));
        for section in &text.sections {
            out.push(format!("{:?}", section.part).to_lowercase());
            let mut stack: Vec<_> = section.clauses.iter().rev().map(|clause| (1, clause)).collect();
            while let Some((depth, clause)) = stack.pop() {
                out.push(format!("{} {} {}", ">".repeat(depth), clause.act.id, list(&clause.addressees)));
                stack.extend(clause.clauses.iter().rev().map(|sub| (depth + 1, sub)));
            }
        }
    }
    out
}

#[test]
fn each_house_says_what_its_facts_say() {
    let mut compared = 0;
    for folder in support::HOUSES.into_iter().filter(|folder| !matches!(*folder, "itu" | "un")) {
        let sources = files(folder, &["txt"]);
        for path in files(folder, &["facts"]) {
            let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let said = std::fs::read_to_string(&path).expect("UTF-8");
            let said: Vec<&str> = said.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
            for source in sources.iter().filter(|source| name(source).starts_with(&format!("{stem}."))) {
                let found = facts(source);
                for (index, line) in said.iter().enumerate() {
                    // Languages draft differently: `noting|taking_note` is either.
                    let found = found.get(index).map_or("", String::as_str);
                    let (said, words): (Vec<&str>, Vec<&str>) = (line.split(' ').collect(), found.split(' ').collect());
                    let fits = said.len() == words.len()
                        && said.iter().zip(&words).all(|(said, word)| said.split('|').any(|either| either == *word));
                    assert!(fits, "{folder}/{}: fact {index} is «{line}», not «{found}»", name(source));
                }
                assert_eq!(said.len(), found.len(), "{folder}/{}: {found:#?}", name(source));
                compared += 1;
            }
        }
        // A text whose facts nobody has stated is a text that nobody has judged.
        let stated = |source: &Path| {
            let stem = name(source).split('.').next().unwrap_or_default().to_owned();
            source.with_file_name(format!("{stem}.facts")).exists()
        };
        assert!(sources.iter().all(|source| stated(source)), "fixtures/{folder}: a text without facts");
    }
    assert!(compared >= 28, "{compared} texts");
}

#[test]
fn styles_alone_or_words_alone_do() {
    for path in files("itu", &["txt"]) {
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        let bare: String =
            text.lines().map(|line| line.split(" {.").next().unwrap_or_default().to_owned() + "\n").collect();
        let found = extract(bare.as_bytes(), &Options::default()).expect("readable");
        let (styled, _) = extracted(&path);
        let ids = |found: &dispositif::Extracted| -> Vec<String> {
            found
                .comparison
                .texts
                .iter()
                .flat_map(|t| clauses(t).into_iter().map(|c| format!("{} {}", t.id, c.id)).collect::<Vec<_>>())
                .collect()
        };
        assert_eq!(ids(&styled), ids(&found), "{} without styles", name(&path));
    }
}

#[test]
fn each_note_has_a_fixture_that_triggers_it() {
    use dispositif::note::Name;
    // These come from Word parts, or from damage that is salvaged; tests/read holds theirs.
    let of_parts = [Name::UnreadablePart, Name::EmbeddedDocument, Name::UnknownNumberFormat];
    let of_damage = [Name::DamagedPackage, Name::DamagedPart, Name::DamagedText];
    let elsewhere = [&of_parts[..], &of_damage].concat();
    for note in Name::ALL.iter().filter(|note| !elsewhere.contains(note)) {
        let path = support::fixtures().join("notes").join(format!("{}.txt", note.as_str()));
        let (_, document) = extracted(&path);
        assert!(document.notes.iter().any(|n| n.name == *note), "{} does not trigger its note", path.display());
    }
}

/// Invariant 2, of both readings.
fn both(manuscript: &Manuscript, about: &str) {
    let lexicon = dispositif::lexicon::Lexicon::built_in();
    let setting = Setting { lexicon, house: None, deadline: Deadline::default() };
    for view in [View::Older, View::Newer] {
        let reading = manuscript.reading(view);
        let stretches = dispositif::segment::stretches(&reading, setting);
        let outline = segment(&reading, &stretches, manuscript, setting).value;
        assert_nothing_is_lost(&reading, &outline, about);
    }
}

#[test]
fn nothing_of_a_fixture_is_lost() {
    for folder in ["good", "notes"].into_iter().chain(support::HOUSES) {
        for path in files(folder, &["txt"]) {
            let bytes = std::fs::read(&path).expect("readable");
            both(&from_text(&bytes, &Limits::default()).expect("readable").value, &name(&path));
        }
    }
}

/// Lines that documents are made of, and some that no document holds.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("MOD\tATU/21A4/1".to_owned()),
        Just("RESOLUTION 91 (Rev. Geneva, 2022)".to_owned()),
        Just("The World Telecommunication Standardization Assembly (Geneva, 2022),".to_owned()),
        Just("The General Assembly,".to_owned()),
        Just("considering".to_owned()),
        Just("instructs the Secretary-General".to_owned()),
        Just("Reasons: none".to_owned()),
        Just("ANNEX".to_owned()),
        Just("1. Decides to meet;".to_owned()),
        Just("Abstract: a summary".to_owned()),
        Just(String::new()),
        "(\\(?[a-z1-9ivx]{1,3}[.)]|–|[0-9]{1,2})\t[a-z ]{0,20}[;,.]?",
        "\\PC{0,40}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn odd_drafting_never_fails_and_loses_nothing(lines in proptest::collection::vec(line(), 1..40)) {
        let text = lines.join("\n");
        if let Ok(read) = from_text(text.as_bytes(), &Limits::default()) {
            both(&read.value, &text);
        }
    }
}

#[test]
fn the_seed_proposal_is_read_clause_by_clause() {
    let Some(path) = shared("seeds/wtsa-res58-proposal.fr.txt") else {
        return;
    };
    let (_, document) = extracted(&path);
    assert_eq!(document.texts.len(), 1);
    let text = &document.texts[0];
    let proposal = text.proposal.as_ref().expect("a proposal");
    assert_eq!((proposal.action.as_str(), proposal.id.as_deref()), ("MOD", Some("ATU/35A10/1")));
    assert_eq!(text.id, "itu.wtsa.resolution.58");
    assert_eq!(text.sections.len(), 10);
    assert_eq!(clauses(text).len(), 28);
    let section = &text.sections[7];
    let to: Vec<String> = section.addressees.iter().map(|a| format!("{} {:?}", a.id, a.role)).collect();
    assert_eq!(
        (section.id.as_str(), to),
        ("instructs_2", vec!["dir.tsb Primary".to_owned(), "dir.bdt With".to_owned()])
    );
    assert_eq!(document.source.marks, dispositif::compare::comparison::Marks::Recovered);
    assert!(document.notes.iter().any(|n| n.name == Name::UndetectableChanges));
}

#[test]
fn the_seed_report_has_front_matter_and_headings_and_no_clause() {
    let Some(path) = shared("seeds/tdag-mapping-report.fr.txt") else {
        return;
    };
    let (_, document) = extracted(&path);
    assert!(document.texts.is_empty());
    for key in ["abstract", "action_required", "references"] {
        assert!(document.front_matter.get(key).is_some_and(|value| !value.is_empty()), "{key}");
    }
    assert_eq!(document.headings.len(), 2);
    assert_eq!(document.references.len(), 4);
}

#[test]
fn the_conference_document_has_its_proposals_and_both_versions() {
    let Some(path) = shared("corpus/itu/wrc12-mex-res417.ar.docx") else {
        return;
    };
    let (_, document) = extracted(&path);
    let markers: Vec<String> = document
        .texts
        .iter()
        .filter_map(|t| t.proposal.as_ref())
        .map(|p| format!("{} {}", p.action, p.id.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(markers[..2], ["MOD MEX/18A3/1", "NOC MEX/18A3/2"]);
    let text = &document.texts[0];
    assert_eq!(text.id, "itu.wrc.resolution.417");
    let ids: Vec<&str> = text.sections.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(
        ids,
        ["considering", "recognizing", "noting", "resolves", "invites_older", "invites_2_older", "instructs"]
    );
    let count =
        |keep: fn(&&&dispositif::compare::comparison::Clause) -> bool| clauses(text).iter().filter(keep).count();
    assert_eq!((count(|c| c.text.older.is_some()), count(|c| c.text.newer.is_some())), (26, 19));
}
