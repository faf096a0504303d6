//! What is kept, under which key, and what is refused.

use super::{Scratch, err, out, small, string};
use rusqlite::Connection;
use std::fs;

const TEXT: &str = "itu.wtsa.resolution.131";

#[test]
fn the_same_bytes_twice_are_nothing() {
    let scratch = Scratch::new();
    scratch.good(&["add", "landing-stations/geneva-2022.en.txt"]);
    let before = scratch.good(&["export"]);
    let copy = scratch.path("copy.txt");
    fs::copy(super::support::fixtures().join("revisions/landing-stations/geneva-2022.en.txt"), &copy).expect("copied");
    let again = scratch.good(&["add", &copy]);
    assert!(again.contains("known") && again.contains("landing-stations/geneva-2022.en.txt"), "{again}");
    assert_eq!(scratch.good(&["export"]), before);
}

#[test]
fn a_proposal_is_no_adopted_version() {
    let scratch = Scratch::new();
    scratch.good(&["add", "landing-stations/geneva-2022.fr.txt", "landing-stations/proposal-atu.fr.txt"]);
    let listed = scratch.json(&["list"]);
    let said = |at: usize, field: &str| string(&listed[at][field]);
    assert_eq!(said(0, "key"), format!("{TEXT}@geneva-2022"));
    assert_eq!(said(0, "status"), "adopted");
    assert_eq!(said(1, "key"), format!("{TEXT}@new_delhi-2024+ATU/27A6/1"));
    assert_eq!(
        (said(1, "status"), said(1, "action"), said(1, "claims")),
        ("proposed".into(), "MOD".into(), "geneva-2022".into())
    );
    // The newest version is the newest adopted one.
    assert!(scratch.good(&["show", TEXT]).starts_with(&format!("{TEXT}@geneva-2022  fr")));
    let shown = scratch.good(&["show", &format!("{TEXT}@new-delhi-2024+ATU/27A6/1")]);
    assert!(shown.contains("tempêtes[- et-]{+,+} les inondations{+ et les séismes+};"), "{shown}");
    let output = scratch.run(&["show", &format!("{TEXT}@new_delhi-2024")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err(&output).contains(&format!("the store has no such version; it has {TEXT}@geneva-2022, ")),
        "{}",
        err(&output)
    );
}

#[test]
fn marks_without_a_marker_are_a_draft() {
    let scratch = Scratch::new();
    let words = small(91).replace("every year", "every {--year--}{++month++}");
    scratch.good(&["add", &scratch.text("draft.txt", &words)]);
    let listed = scratch.json(&["list"]);
    assert_eq!(listed[0]["status"], "proposed");
    assert_eq!(listed[0]["action"], serde_json::Value::Null);
    let key = string(&listed[0]["key"]);
    assert!(key.starts_with("itu.wtsa.resolution.91@geneva-2022+"), "{key}");
    assert!(scratch.good(&["show", &key]).contains("every [-year-]{+month+};"));
}

#[test]
fn other_words_of_a_version_are_reported_and_the_first_stay() {
    let scratch = Scratch::new();
    let (first, second) =
        (scratch.text("first.txt", &small(7)), scratch.text("second.txt", &small(7).replace("bright", "clean")));
    let third = scratch.text("third.txt", &small(7).replace(" bell 7 bright", "\u{a0}bell  7 bright"));
    scratch.good(&["add", &first]);
    let output = scratch.run(&["add", &second]);
    assert_eq!(output.status.code(), Some(0));
    assert!(out(&output).contains("witness  itu.wtsa.resolution.7@geneva-2022  en"), "{}", out(&output));
    assert!(err(&output).contains("is in the store with other words, from"), "{}", err(&output));
    assert!(err(&output).contains("second.txt: resolves__2\n"), "{}", err(&output));
    // Another kind of space is no other word.
    assert_eq!(err(&scratch.run(&["add", &third])), "");
    let shown = scratch.good(&["show", "itu.wtsa.resolution.7"]);
    assert!(shown.contains("bright") && !shown.contains("clean"), "{shown}");
    assert_eq!(scratch.json(&["list"])[0]["witnesses"].as_array().map(Vec::len), Some(2));
}

#[test]
fn one_bad_file_does_not_stop_the_rest_and_a_text_without_texts_is_not_kept() {
    let scratch = Scratch::new();
    let (empty, letter) =
        (scratch.text("empty.txt", ""), scratch.text("letter.txt", "Dear colleagues,\nall is well.\n"));
    let output = scratch.run(&["add", &empty, &letter, "no-such-file.txt", "landing-stations/geneva-2022.en.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        out(&output).contains("passed") && out(&output).contains("1 file added with 1 new version, 2 not read"),
        "{}",
        out(&output)
    );
    assert_eq!(scratch.keys(), [format!("{TEXT}@geneva-2022 en")]);
}

#[test]
fn looking_makes_no_file() {
    let scratch = Scratch::new();
    for verb in [
        vec!["list"],
        vec!["show", TEXT],
        vec!["history", TEXT],
        vec!["search", "bell"],
        vec!["export"],
        vec!["check"],
        vec!["rebuild"],
    ] {
        let output = scratch.run(&verb);
        assert_eq!(output.status.code(), Some(2), "{verb:?}");
        assert!(
            err(&output).contains("there is no such store; make one with `dispositif store add FILES --db"),
            "{}",
            err(&output)
        );
    }
    let output = scratch.run(&["add", "no-such-file.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!fs::exists(scratch.db()).expect("asked"));
}

#[test]
fn what_is_not_a_store_is_not_touched() {
    let scratch = Scratch::new();
    let add = ["add", "landing-stations/geneva-2022.en.txt"];
    let refused = |message: &str| {
        let before = fs::read(scratch.db()).expect("readable");
        for verb in [&add[..], &["list"]] {
            let output = scratch.run(verb);
            assert_eq!(output.status.code(), Some(2), "{verb:?}");
            assert!(err(&output).contains(message), "{}", err(&output));
        }
        assert_eq!(fs::read(scratch.db()).expect("readable"), before);
        fs::remove_file(scratch.db()).expect("removed");
    };
    fs::write(scratch.db(), "RESOLUTION 58 (Geneva, 2022), and much more than a hundred bytes of it. ".repeat(20))
        .expect("written");
    refused("this is no database");
    let other = Connection::open(scratch.db()).expect("opened");
    other.execute_batch("CREATE TABLE bookmark (url TEXT); INSERT INTO bookmark VALUES ('x')").expect("made");
    drop(other);
    refused("this is the database of another program; it was not touched");
    scratch.good(&add);
    let newer = Connection::open(scratch.db()).expect("opened");
    newer.pragma_update(None, "user_version", 99).expect("set");
    newer.pragma_update(None, "journal_mode", "DELETE").expect("set");
    drop(newer);
    refused("this store has version 99, and this program knows versions up to 2; use the newer program");
}

/// A store of the program before: it is not looked at with the eyes of this one, and brought up to date when it is asked to be.
#[test]
fn an_older_store_is_brought_up_to_date_and_loses_nothing() {
    let scratch = Scratch::new();
    scratch.good(&["add", "landing-stations/geneva-2022.en.txt", "landing-stations/new_delhi-2024.en.txt"]);
    let history = scratch.good(&["history", TEXT]);
    let older = Connection::open(scratch.db()).expect("opened");
    older
        .execute_batch(
            "ALTER TABLE passage DROP COLUMN part; ALTER TABLE passage DROP COLUMN act;
             ALTER TABLE passage DROP COLUMN addressees; PRAGMA user_version = 1; PRAGMA journal_mode = DELETE;",
        )
        .expect("as it was");
    drop(older);
    let refused = scratch.run(&["list"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(err(&refused).contains("has version 1, and this program reads version 2"), "{}", err(&refused));
    scratch.good(&["rebuild"]);
    assert_eq!(scratch.good(&["history", TEXT]), history);
    let charged: i64 = Connection::open(scratch.db())
        .expect("opened")
        .query_row("SELECT count(*) FROM passage WHERE addressees LIKE '%dir.tsb%'", [], |row| row.get(0))
        .expect("counted");
    assert!(charged > 0, "what a clause does is derived");
}

#[test]
fn what_is_derived_is_derived_anew_by_another_program() {
    let scratch = Scratch::new();
    scratch.good(&["add", "landing-stations"]);
    let before = scratch.good(&["export"]);
    let spoil = || {
        let store = Connection::open(scratch.db()).expect("opened");
        store
            .execute_batch("UPDATE stamp SET program = '0.0.1'; DELETE FROM lineage; UPDATE passage SET words = 'x'")
            .expect("spoilt");
    };
    spoil();
    let output = scratch.run(&["list"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(err(&output).contains("derived by another version of the program or the lexicon"), "{}", err(&output));
    assert_eq!(scratch.run(&["check"]).status.code(), Some(1));
    scratch.good(&["rebuild"]);
    assert_eq!(scratch.good(&["export"]), before);
    spoil();
    scratch.good(&["add", "landing-stations/geneva-2022.en.txt"]);
    assert_eq!(scratch.good(&["export"]), before);
}

#[test]
fn the_files_come_back_as_they_were() {
    let scratch = Scratch::new();
    let fixtures = super::support::fixtures();
    scratch.good(&["add", "landing-stations/geneva-2022.fr.txt", "../itu/alerts.fr.docx"]);
    scratch.good(&["export", "-o", &scratch.path("out"), "--sources"]);
    for (name, of) in [
        ("geneva-2022.fr.txt", "revisions/landing-stations/geneva-2022.fr.txt"),
        ("alerts.fr.docx", "itu/alerts.fr.docx"),
    ] {
        let back = fs::read(scratch.0.join("out/sources").join(name)).expect(name);
        assert_eq!(back, fs::read(fixtures.join(of)).expect("readable"), "{name}");
    }
    let versions = fs::read_to_string(scratch.0.join("out/versions.jsonl")).expect("written");
    assert_eq!(versions.lines().count(), 4, "{versions}");
    // A text that is proposed for deletion is a proposal of that kind.
    assert!(
        versions.contains("\"itu.wtsa.resolution.40@hammamet-2016+ATU/21A4/2\"") && versions.contains("\"SUP\""),
        "{versions}"
    );
}

#[test]
fn an_altered_file_is_found() {
    let scratch = Scratch::new();
    scratch.good(&["add", "landing-stations/geneva-2022.en.txt"]);
    assert_eq!(scratch.good(&["check"]), "");
    let store = Connection::open(scratch.db()).expect("opened");
    store.execute("UPDATE source SET bytes = x'41'", []).expect("altered");
    drop(store);
    let output = scratch.run(&["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("altered: landing-stations/geneva-2022.en.txt"), "{}", out(&output));
}
