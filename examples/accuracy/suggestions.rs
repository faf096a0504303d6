//! Suggestions: of the clauses that an activity answers, how many are among the five that are suggested, and how many of those suggested
//! are right.
//!
//! A case is a row of a table with its clauses (`accuracy/mapping/gold.tsv`). Two boards are drawn of it: *recall at 5* counts every
//! suggestion, *first* only the best of each activity.

use crate::board::{Case, Score};
use dispositif::lexicon::Lexicon;
use dispositif::mapping::{Activities, Activity, Day, MapInput, Mapping, Region, When, map};
use dispositif::store::{Incoming, Store};
use dispositif::{Options, extract};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Scores a table of `accuracy/mapping`.
pub fn score(root: &Path, table: &str, lexicon: &Lexicon) -> Vec<Case> {
    match cases(root, table, lexicon) {
        Ok(cases) => cases,
        Err(problem) => vec![Case::broken(table, "-", problem)],
    }
}

struct Row {
    activity: Activity,
    wanted: BTreeSet<String>,
}

fn cases(root: &Path, table: &str, lexicon: &Lexicon) -> Result<Vec<Case>, String> {
    let folder = root.join("accuracy/mapping");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).map_err(|e| format!("{name}: {e}"));
    let rows: Vec<Row> = read(table)?.lines().skip(1).map(|line| row(line, lexicon)).collect();
    let texts = read("texts.txt")?;
    let files = texts.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mapping = mapped(root, files, rows.iter().map(|row| row.activity.clone()).collect(), lexicon)?;
    let mut found: BTreeMap<&str, Vec<(u32, f64, String)>> = BTreeMap::new();
    for suggestion in &mapping.suggestions {
        let target = &suggestion.target;
        let name = format!("{}#{}", target.text, target.clause.as_deref().unwrap_or_default());
        found.entry(&suggestion.activity).or_default().push((suggestion.rank, suggestion.score, name));
    }
    let mut out = Vec::new();
    for Row { activity, wanted } in &rows {
        let given = found.remove(activity.id.as_str()).unwrap_or_default();
        let right = given.iter().filter(|(_, _, name)| wanted.contains(name)).count();
        let language = activity.language.clone().unwrap_or_default();
        let missed = wanted.iter().filter(|name| given.iter().all(|(_, _, of)| of != *name));
        let failures = missed.map(|name| format!("{}: not suggested {name}", activity.id)).collect();
        let score = Score { right, wanted: wanted.len(), got: given.len() };
        out.push(Case { board: "suggested, best 5".to_owned(), language: language.clone(), score, failures });
        let first = given.iter().find(|(rank, _, _)| *rank == 1).map(|(_, _, name)| name);
        let score = Score {
            right: usize::from(first.is_some_and(|name| wanted.contains(name))),
            wanted: usize::from(!wanted.is_empty()),
            got: usize::from(first.is_some()),
        };
        out.push(Case { board: "suggested, the first".to_owned(), language, score, failures: Vec::new() });
    }
    Ok(out)
}

/// The mapping of some activities against some files.
fn mapped<'f>(
    root: &Path,
    files: impl Iterator<Item = &'f str>,
    activities: Vec<Activity>,
    lexicon: &Lexicon,
) -> Result<Mapping, String> {
    let mut store = Store::in_memory(lexicon).map_err(|e| e.to_string())?;
    let options = Options { lexicon, ..Options::default() };
    let read = |file: &str| {
        let bytes = std::fs::read(root.join(file)).map_err(|e| format!("{file}: {e}"))?;
        let extracted = extract(&bytes, &options).map_err(|e| format!("{file}: {e}"))?;
        Ok(Incoming { file: file.to_owned(), bytes, language: None, house: None, extracted })
    };
    let incoming = files.map(read).collect::<Result<Vec<_>, String>>()?;
    store.add(incoming).map_err(|e| e.to_string())?;
    let activities = Activities { activities, ..Activities::default() };
    map(&store, MapInput { activities, ..MapInput::default() }).map_err(|e| e.to_string())
}

fn row(line: &str, lexicon: &Lexicon) -> Row {
    let cells: Vec<&str> = line.split('\t').collect();
    let cell = |at: usize| cells.get(at).copied().unwrap_or_default().trim();
    let when = |text: &str| Day::parse(text).map(|day| When { from: day, to: day, text: text.to_owned() });
    let activity = Activity {
        id: cell(0).to_owned(),
        language: Some(cell(1).to_owned()),
        title: cell(2).to_owned(),
        description: cell(3).to_owned(),
        start: when(cell(4)),
        end: when(cell(5)),
        unit: Some(cell(6).to_owned()).filter(|unit| !unit.is_empty()),
        regions: [cell(7)]
            .into_iter()
            .filter(|name| !name.is_empty())
            .map(|name| Region { id: lexicon.region(name).map(str::to_owned), text: name.to_owned() })
            .collect(),
        ..Activity::default()
    };
    Row { activity, wanted: cell(8).split_whitespace().map(str::to_owned).collect() }
}
