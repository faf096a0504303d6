//! Citations of versions that are not the newest, and the text in force beside a proposal.

use super::{Scratch, out, support};
use dispositif::lexicon::Lexicon;
use dispositif::store::{Key, Store};
use dispositif::{Options, diff, extract};
use std::fs;
use std::path::Path;
use std::process::Command;

/// A store in which Resolutions 123, 140 and 141 of the Plenipotentiary Conference were revised in 2022.
fn filled() -> Scratch {
    let scratch = Scratch::new();
    scratch.good(&["add", "--quiet", "../notes/stale-citation.adopted.txt"]);
    scratch
}

#[test]
fn a_citation_of_an_older_version_is_a_note() {
    let scratch = filled();
    let output = Command::new(env!("CARGO_BIN_EXE_dispositif"))
        .args(["extract", "--to", "clauses", "notes/stale-citation.txt", "--db", &scratch.db()])
        .current_dir(support::fixtures())
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(0));
    let notes = String::from_utf8(output.stderr).expect("UTF-8");
    // Not Resolution 140, whose newer reading cites the newest, nor 141, which is deleted.
    assert_eq!(notes.matches("warning[stale-citation]").count(), 1, "{notes}");
    assert!(notes.contains("warning[stale-citation]: Resolution 123 (Rev. Dubai, 2018)"), "{notes}");
    assert!(notes.contains(": (Rev. Bucharest, 2022) exists"), "{notes}");
}

#[test]
fn the_check_reports_stale_citations_of_the_newest_versions() {
    let scratch = filled();
    let words = |place: &str, year: u16| {
        format!(
            "RESOLUTION 9 ({place}, {year})\nBuoys\nThe World Telecommunication Standardization Assembly ({place}, {year}),\n\
             recalling\nResolution 123 (Rev. Dubai, 2018) of the Plenipotentiary Conference,\nresolves\nto ring every bell.\n"
        )
    };
    scratch.good(&["add", "--quiet", &scratch.text("older.txt", &words("Hammamet", 2016))]);
    let output = scratch.run(&["check"]);
    assert_eq!(output.status.code(), Some(1));
    let line =
        "stale-citation: itu.wtsa.resolution.9@hammamet-2016 (en) recalling__1: Resolution 123 (Rev. Dubai, 2018)";
    assert!(
        out(&output).starts_with(line) && out(&output).ends_with(": (Rev. Bucharest, 2022) exists\n"),
        "{}",
        out(&output)
    );
    // A newer version that cites the newest clears the older one.
    let newer = words("Geneva", 2022).replace("Dubai, 2018", "Bucharest, 2022");
    scratch.good(&["add", "--quiet", &scratch.text("newer.txt", &newer)]);
    assert_eq!(scratch.good(&["check"]), "");
}

#[test]
fn the_text_in_force_is_found_for_a_proposal() {
    let scratch = Scratch::new();
    scratch.good(&["add", "--quiet", "landing-stations"]);
    let store = Store::reading(Path::new(&scratch.db()), Lexicon::built_in()).expect("opened");
    let bytes = fs::read(support::fixtures().join("revisions/landing-stations/proposal-rcc.fr.txt")).expect("readable");
    let found = extract(&bytes, &Options::default()).expect("readable");
    let bases = store.bases(&found).expect("looked up");
    assert_eq!(bases.len(), 1);
    let version = bases[0].comparison.texts[0].versions.newer.as_ref().expect("a version");
    assert_eq!((version.place.as_deref(), version.year), (Some("geneva"), 2022));
    assert_eq!(bases[0].comparison.texts[0].language.language, "fr");
    // An adopted text without marks has none.
    let adopted =
        fs::read(support::fixtures().join("revisions/landing-stations/geneva-2022.fr.txt")).expect("readable");
    assert!(store.bases(&extract(&adopted, &Options::default()).expect("readable")).expect("looked up").is_empty());
}

#[test]
fn two_stored_versions_are_compared() {
    let scratch = Scratch::new();
    scratch.good(&["add", "--quiet", "landing-stations"]);
    let store = Store::reading(Path::new(&scratch.db()), Lexicon::built_in()).expect("opened");
    let key = |version: &str| -> Key { format!("itu.wtsa.resolution.131@{version}").parse().expect("a key") };
    let language = store.common_language(&key("geneva-2022"), &key("new_delhi-2024")).expect("looked up").expect("one");
    let read = |version: &str| {
        let held = store.source_of(&key(version), Some(&language)).expect("held");
        let found = held.extract(Lexicon::built_in()).expect("readable");
        (held, found)
    };
    let ((_, older), (held, newer)) = (read("geneva-2022"), read("new_delhi-2024"));
    let mut comparison = diff(&older, &newer, &Options::default()).expect("in time");
    held.narrow(&mut comparison);
    assert_eq!(comparison.texts.len(), 1);
    assert_eq!(comparison.texts[0].versions.older.as_ref().map(|version| version.year), Some(2022));
}

#[test]
fn diff_takes_stored_versions() {
    let scratch = Scratch::new();
    scratch.good(&["add", "--quiet", "landing-stations"]);
    let diff = |texts: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dispositif"));
        command.arg("diff").args(texts).args(["--to", "clauses", "--db", &scratch.db()]);
        let output =
            command.current_dir(support::fixtures().join("revisions/landing-stations")).output().expect("started");
        assert_eq!(output.status.code(), Some(0), "{}", super::err(&output));
        let rows = out(&output);
        let own = |row: &str| {
            let mut row: serde_json::Value = serde_json::from_str(row).expect("a row");
            row["file"] = serde_json::Value::Null;
            row
        };
        rows.lines().map(own).collect::<Vec<_>>()
    };
    let (older, newer) = ("itu.wtsa.resolution.131@geneva-2022", "itu.wtsa.resolution.131@new_delhi-2024");
    let of_files = diff(&["geneva-2022.zh.txt", "new_delhi-2024.zh.txt"]);
    assert!(of_files.len() > 20);
    assert_eq!(diff(&[older, newer, "--language", "zh"]), of_files);
    assert_eq!(diff(&[older, "new_delhi-2024.zh.txt", "--language", "zh"]), of_files);
    // One proposal alone: what its own marks change.
    let proposal = format!("{newer}+ATU/27A6/1");
    assert_eq!(diff(&[&proposal]), diff(&["proposal-atu.fr.txt"]));
}
