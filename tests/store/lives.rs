//! Lineages against the truth in `fixtures/revisions/landing-stations/lineage.tsv`, which no code made.

use super::{Scratch, err, string, support};
use serde_json::{Value, json};
use std::fs;

const TEXT: &str = "itu.wtsa.resolution.131";
const VERSIONS: [&str; 5] = ["johannesburg-2008", "dubai-2012", "hammamet-2016", "geneva-2022", "new_delhi-2024"];

/// A lineage of the truth: ids by version, and what happened in each version but the first.
struct Truth {
    ids: Vec<String>,
    fates: Vec<String>,
}

fn truth() -> Vec<Truth> {
    let path = support::fixtures().join("revisions/landing-stations/lineage.tsv");
    let text = fs::read_to_string(path).expect("readable");
    let own = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
    let rows = text.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    rows.map(|cells| Truth { ids: own(&cells[1..6]), fates: own(&cells[6..10]) }).collect()
}

/// What happened to a clause in a version; `null` where nothing did.
fn event<'l>(line: &'l Value, version: &str) -> Option<&'l Value> {
    line["events"].as_array().expect("events").iter().find(|event| event["version"] == version)
}

fn ids(line: &Value) -> Vec<String> {
    let id = |version| event(line, version).and_then(|event| event["clause"].as_str()).unwrap_or("-").to_owned();
    VERSIONS.map(id).to_vec()
}

#[test]
fn every_clause_is_followed_in_every_language() {
    let scratch = Scratch::new();
    scratch.good(&["add", "landing-stations"]);
    for language in ["en", "fr", "zh", "ar"] {
        let history = scratch.json(&["history", TEXT, "--language", language]);
        let mut told: Vec<Vec<String>> = history["lineages"].as_array().expect("lines").iter().map(ids).collect();
        let mut truth: Vec<Vec<String>> = truth().into_iter().map(|truth| truth.ids).collect();
        told.sort();
        truth.sort();
        assert_eq!(told, truth, "{language}");
    }
}

#[test]
fn what_happened_at_each_conference_is_told() {
    let scratch = Scratch::new();
    scratch.good(&["add", "landing-stations"]);
    let history = scratch.json(&["history", TEXT, "--language", "en"]);
    let lines = history["lineages"].as_array().expect("lines");
    for truth in truth() {
        let line = lines.iter().find(|line| ids(line) == truth.ids).expect("a line");
        for (version, fate) in VERSIONS[1..].iter().zip(&truth.fates) {
            let Some(event) = event(line, version) else {
                assert_eq!(fate, "-", "{} {version}", line["lineage"]);
                continue;
            };
            let has = |kind: &str| event["kinds"].as_array().expect("kinds").contains(&json!(kind));
            for word in fate.split(", ").map(|word| word.split(' ').next().unwrap_or(word)) {
                let fits = match word {
                    "citation" | "punctuation" => event["only"] == word || (fate.contains("head") && has("modified")),
                    "head" => has("modified"),
                    "label" => has("renumbered"),
                    "merged-into" => has("deleted") && event["related"][0][0] == "merged-into",
                    "split-from" => has("inserted") && event["related"][0][0] == "split-from",
                    kind => has(kind),
                };
                assert!(fits, "{} in {version}: {word}: {event}", line["lineage"]);
            }
        }
    }
}

/// The lineage is the same whatever came first: a version between two others makes what lies around it be told anew.
#[test]
fn the_order_of_adding_changes_no_life() {
    let told = |order: &[&str]| {
        let scratch = Scratch::new();
        for version in order {
            scratch.good(&["add", "--quiet", &format!("landing-stations/{version}.fr.txt")]);
        }
        let table = |line: &str| !line.starts_with("{\"table\":\"sources\"");
        scratch.good(&["export"]).lines().filter(|line| table(line)).map(str::to_owned).collect::<Vec<_>>()
    };
    let forward: Vec<&str> = VERSIONS.into_iter().chain(["proposal-atu", "proposal-rcc"]).collect();
    let backward: Vec<&str> = forward.iter().rev().copied().collect();
    let between = ["proposal-rcc", VERSIONS[4], VERSIONS[0], VERSIONS[2], "proposal-atu", VERSIONS[1], VERSIONS[3]];
    let expected = told(&forward);
    assert!(expected.iter().any(|line| line.contains("\"returned\"")));
    assert_eq!(told(&backward), expected);
    assert_eq!(told(&between), expected);
}

#[test]
fn a_history_as_it_is_printed() {
    let scratch = Scratch::new();
    scratch.good(&["add", "--quiet", "landing-stations"]);
    insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../snapshots"}, {
        insta::assert_snapshot!("history-landing-stations.en", scratch.good(&["history", TEXT, "--language", "en"]));
        let clause = |id: &str| scratch.good(&["history", TEXT, "--language", "fr", "--clause", id]);
        insta::assert_snapshot!("history-landing-stations.fr.resolves", clause("resolves__1"));
        insta::assert_snapshot!("history-landing-stations.fr.returned", clause("resolves__3@johannesburg-2008"));
    });
}

#[test]
fn a_proposal_is_listed_apart() {
    let scratch = Scratch::new();
    scratch.good(&["add", "--quiet", "landing-stations"]);
    let life = scratch.json(&["history", TEXT, "--language", "fr", "--clause", "resolves__1"]);
    let moments = life["moments"].as_array().expect("moments");
    assert_eq!(moments.iter().map(|moment| string(&moment["version"])).collect::<Vec<_>>(), VERSIONS);
    assert_eq!(life["proposals"][0]["key"], format!("{TEXT}@new_delhi-2024+ATU/27A6/1"));
    assert_eq!(life["proposals"][0]["kinds"], json!(["modified"]));
}

#[test]
fn a_version_in_another_language_is_listed_and_not_compared() {
    let scratch = Scratch::new();
    let files =
        ["geneva-2022.fr", "new_delhi-2024.fr", "dubai-2012.zh"].map(|name| format!("landing-stations/{name}.txt"));
    scratch.good(&["add", "--quiet", &files[0], &files[1], &files[2]]);
    let printed = scratch.good(&["history", TEXT]);
    assert!(printed.contains("dubai-2012 is held in zh only: not compared\n"), "{printed}");
    let output = scratch.run(&["history", TEXT, "--language", "ar"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("the store has it in fr, zh, not in ar"), "{}", err(&output));
}

#[test]
fn an_unknown_text_or_clause_names_what_there_is() {
    let scratch = Scratch::new();
    scratch.good(&["add", "--quiet", "landing-stations/geneva-2022.en.txt"]);
    for (arguments, message) in [
        (
            vec!["history", "itu.wtsa.resolution.13"],
            "the store has no such text; the nearest is itu.wtsa.resolution.131",
        ),
        (vec!["history", TEXT, "--clause", "resolves__99"], "no version of it has such a clause"),
        (vec!["show", "itu.wtsa.resolution.131@geneva"], "“geneva” in “itu.wtsa.resolution.131@geneva” is no version"),
    ] {
        let output = scratch.run(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(err(&output).contains(message), "{}", err(&output));
    }
}
