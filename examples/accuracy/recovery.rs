//! Changes that had run together: clauses told apart as the gold says, and clean texts left alone.

use crate::board::{Case, Score};
use dispositif::compare::comparison::{Change, Clause, Marks};
use dispositif::lexicon::Lexicon;
use dispositif::{Options, extract};
use std::path::{Path, PathBuf};

/// The clauses of a glued text against a list: change, labels and both wordings.
pub fn score(list: &Path, source: &Path, lexicon: &Lexicon) -> Vec<Case> {
    let name = source.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (Ok(list), Ok(bytes)) = (std::fs::read_to_string(list), std::fs::read(source)) else {
        return vec![Case::broken(&name, "fr", "the list or the text cannot be read".to_owned())];
    };
    let found = match extract(&bytes, &Options { lexicon, ..Options::default() }) {
        Ok(found) => found,
        Err(problem) => return vec![Case::broken(&name, "fr", problem.to_string())],
    };
    let raw = |clause: &Clause| found.manuscript.paragraphs[clause.place.paragraph].text();
    let clauses: Vec<&Clause> =
        found.comparison.texts.iter().flat_map(|text| &text.sections).flat_map(|section| &section.clauses).collect();
    let rows: Vec<Vec<&str>> =
        list.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    let mut score = Score { right: 0, wanted: rows.len(), got: clauses.len() };
    let mut failures = Vec::new();
    for row in rows {
        let [id, change, older, newer, split] = row.as_slice() else { continue };
        let clause = clauses.iter().find(|clause| clause.id == **id);
        match clause.map(|clause| wrong(clause, change, (older, newer), split, &raw(clause))) {
            Some(None) => score.right += 1,
            Some(Some(problem)) => failures.push(format!("{name}: {id}: {problem}")),
            None => failures.push(format!("{name}: {id}: there is no such clause")),
        }
    }
    vec![Case { board: "recovered clauses".to_owned(), language: "fr".to_owned(), score, failures }]
}

/// What is wrong with a clause, if anything is.
fn wrong(clause: &Clause, change: &str, labels: (&str, &str), split: &str, raw: &str) -> Option<String> {
    if change == "undetectable" {
        let confidence = clause.evidence.confidence;
        return (confidence > 0.6).then(|| format!("cannot be told, and has the confidence {confidence}"));
    }
    let label = |label: &str| (label != "-").then(|| label.to_owned());
    if (&label(labels.0), &label(labels.1)) != (&clause.label.older, &clause.label.newer) {
        return Some(format!("its labels are {:?} and {:?}", clause.label.older, clause.label.newer));
    }
    let first = clause.change.as_ref().and_then(|kinds| kinds.first());
    let wanted = match change {
        "inserted" => Change::Inserted,
        "modified" => Change::Modified,
        _ => Change::Unchanged,
    };
    if first != Some(&wanted) {
        return Some(format!("it is {first:?}, not {change}"));
    }
    let (glued, before, after) = (plain(split, true, true), plain(split, true, false), plain(split, false, true));
    let older = (change != "inserted").then(|| raw.replacen(&glued, &before, usize::from(split.len() > 1)));
    let newer = raw.replacen(&glued, &after, usize::from(split.len() > 1));
    let same = |side: &Option<String>, wanted: Option<String>| {
        side.as_deref().map(str::trim) == wanted.as_deref().map(|text| without_label(text).trim())
    };
    if !same(&clause.text.older, older) {
        return Some(format!("it was «{}»", clause.text.older.as_deref().unwrap_or_default()));
    }
    (!same(&clause.text.newer, Some(newer)))
        .then(|| format!("it is «{}»", clause.text.newer.as_deref().unwrap_or_default()))
}

/// What stands behind the tab of a label, where there is one.
fn without_label(text: &str) -> &str {
    text.split_once('\t').map_or(text, |(_, behind)| behind)
}

/// A split as text, with what was deleted or not, with what was inserted or not.
fn plain(split: &str, deleted: bool, inserted: bool) -> String {
    let mut out = String::new();
    let mut rest = split;
    while let Some(at) = rest.find("{--").into_iter().chain(rest.find("{++")).min() {
        out.push_str(&rest[..at]);
        let (sign, shown) = if rest[at..].starts_with("{--") { ("--}", deleted) } else { ("++}", inserted) };
        let end = rest[at..].find(sign).map_or(rest.len(), |end| at + end);
        if shown {
            out.push_str(&rest[at + 3..end]);
        }
        rest = rest.get(end + 3..).unwrap_or_default();
    }
    out + rest
}

/// Clean texts, each of which must pass untouched.
pub fn untouched(folder: &Path, lexicon: &Lexicon) -> Vec<Case> {
    let mut folders = vec![folder.to_owned()];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(at) = folders.pop() {
        for path in std::fs::read_dir(&at).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "txt") {
                files.push(path);
            }
        }
    }
    files.sort();
    let case = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let language =
            name.split('.').rev().find(|part| lexicon.codes().any(|code| code == *part)).unwrap_or("?").to_owned();
        let bytes = std::fs::read(path).unwrap_or_default();
        let found = extract(&bytes, &Options { lexicon, ..Options::default() });
        let is_split = found.is_ok_and(|found| found.marks == Marks::Recovered);
        let failures = if is_split { vec![format!("{name}: split, and it is clean")] } else { Vec::new() };
        let score = Score { right: usize::from(!is_split), wanted: 1, got: 1 };
        Case { board: "clean, untouched".to_owned(), language, score, failures }
    };
    files.iter().map(case).collect()
}
