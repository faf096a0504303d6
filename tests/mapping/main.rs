//! What a mapping promises: mandates found as they were meant, clauses carried to the version in force, counts that agree with the links,
//! and nothing counted that nobody said.
//!
//! `mandates.rs` holds the worked example against its table; `decisions.rs` what people decide; `counts.rs` coverage and gaps.

mod counts;
mod decisions;
mod mandates;
#[path = "../support/mod.rs"]
mod support;

use dispositif::lexicon::Lexicon;
use dispositif::mapping::{
    Activities, Activity, DecisionRow, MapInput, Mapping, TableOptions, map, read_activities, read_decisions,
};
use dispositif::store::{Incoming, Store};
use dispositif::{Options, extract};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the worked example.
fn example() -> PathBuf {
    support::fixtures().join("mapping/digital-safety")
}

/// A store in memory with some files.
fn store(files: &[PathBuf]) -> Store<'static> {
    let mut store = Store::in_memory(Lexicon::built_in()).expect("a store");
    let read = |path: &PathBuf| {
        let bytes = fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let extracted = extract(&bytes, &Options::default()).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        Incoming { file: support::name(path), bytes, language: None, house: None, extracted }
    };
    store.add(files.iter().map(read).collect()).expect("added");
    store
}

/// The texts of the worked example.
fn texts() -> Vec<PathBuf> {
    support::files("mapping/digital-safety", &["txt"])
}

fn activities(path: &Path) -> Activities {
    let bytes = fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    read_activities(&support::name(path), &bytes, &TableOptions::default()).unwrap_or_else(|e| panic!("{e}"))
}

/// The worked example, with its decisions or without.
fn mapped(decisions: Vec<DecisionRow>) -> Mapping {
    let activities = activities(&example().join("activities.fr.csv"));
    let input = MapInput { activities, decisions, decisions_file: "decisions.csv".to_owned(), ..MapInput::default() };
    map(&store(&texts()), input).expect("mapped")
}

/// The decisions of the worked example.
fn decided() -> Vec<DecisionRow> {
    let bytes = fs::read(example().join("decisions.csv")).expect("there");
    let (rows, remarks) = read_decisions("decisions.csv", &bytes);
    assert!(remarks.is_empty(), "{remarks:?}");
    rows
}

/// The mapping of activities that are made up here.
fn of(activities: Vec<Activity>) -> Mapping {
    let activities = Activities { activities, ..Activities::default() };
    map(&store(&texts()), MapInput { activities, ..MapInput::default() }).expect("mapped")
}

/// An activity with a mandate.
fn mandated(id: &str, mandate: &str) -> Activity {
    Activity { id: id.to_owned(), mandates: Some(mandate.to_owned()), ..Activity::default() }
}
