//! Citations and facts against marks made by hand: `fixtures/citations/NAME.LANGUAGE.txt`.

use crate::board::{Case, Score};
use dispositif::Options;
use dispositif::lexicon::Lexicon;
use dispositif::link::FactKind;
use std::collections::BTreeMap;
use std::path::Path;

/// Something marked in a source, or found in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    pub kind: String,
    pub id: String,
    pub text: String,
}

const FACTS: [&str; 2] = ["deadline", "period"];

/// The source without its marks, and the marks.
pub fn unmarked(marked: &str) -> Result<(String, Vec<Mark>), String> {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut rest = marked;
    while let Some((before, behind)) = rest.split_once('⟦') {
        let (inside, after) = behind.split_once('⟧').ok_or("a mark is not closed")?;
        let mut parts = inside.split('|').map(str::to_owned);
        let (Some(words), Some(kind), Some(id), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err(format!("“{inside}” is not `printed|kind|id`"));
        };
        text.push_str(before);
        text.push_str(&words);
        marks.push(Mark { kind, id, text: words });
        rest = after;
    }
    text.push_str(rest);
    Ok((text, marks))
}

/// What the program finds in a source.
fn found(text: &str, language: &str, lexicon: &Lexicon) -> Vec<Mark> {
    let options = Options { language: Some(language.to_owned()), lexicon, ..Options::default() };
    let Ok(found) = dispositif::extract(text.as_bytes(), &options) else { return Vec::new() };
    let mut marks: Vec<Mark> = Vec::new();
    let id = |id: &Option<String>| id.clone().unwrap_or_else(|| "-".to_owned());
    for reference in &found.comparison.references {
        marks.push(Mark { kind: reference.kind.clone(), id: id(&reference.id), text: reference.text.clone() });
    }
    for text in &found.comparison.texts {
        let mut stack: Vec<_> = text.sections.iter().flat_map(|section| &section.clauses).collect();
        while let Some(clause) = stack.pop() {
            stack.extend(&clause.clauses);
            for fact in &clause.facts {
                let kind = if fact.kind == FactKind::Period { "period" } else { "deadline" };
                marks.push(Mark { kind: kind.to_owned(), id: id(&fact.value), text: fact.text.clone() });
            }
        }
    }
    marks
}

/// Scores every marked file of a folder.
pub fn score(folder: &Path, lexicon: &Lexicon) -> Vec<Case> {
    let mut files: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let mut cases = Vec::new();
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let language = name.rsplit('.').nth(1).unwrap_or_default().to_owned();
        let marked = std::fs::read_to_string(&path).unwrap_or_default();
        let (text, wanted) = match unmarked(&marked) {
            Ok(read) => read,
            Err(problem) => {
                cases.push(Case::broken(&name, &language, problem));
                continue;
            }
        };
        let got = found(&text, &language, lexicon);
        cases.push(compare(&name, &language, "citations", &wanted, &got, |kind| !FACTS.contains(&kind)));
        cases.push(compare(&name, &language, "times", &wanted, &got, |kind| FACTS.contains(&kind)));
    }
    cases
}

/// Scores the sources that a list names: `file, kind, id, printed` in columns, by file. These texts were not looked at when the words of
/// citations were written.
pub fn score_list(list: &Path, folder: &Path, lexicon: &Lexicon) -> Vec<Case> {
    let lines = std::fs::read_to_string(list).unwrap_or_default();
    let mut wanted: BTreeMap<String, Vec<Mark>> = BTreeMap::new();
    for line in lines.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [file, kind, id, text] = columns.as_slice() else { continue };
        let mark = Mark { kind: (*kind).to_owned(), id: (*id).to_owned(), text: (*text).to_owned() };
        wanted.entry((*file).to_owned()).or_default().push(mark);
    }
    let mut cases = Vec::new();
    for (file, wanted) in wanted {
        let name = file.rsplit('/').next().unwrap_or(&file);
        let language = name.split('.').rev().find(|part| lexicon.codes().any(|code| code == *part)).unwrap_or("?");
        let text = match std::fs::read_to_string(folder.join(&file)) {
            Ok(text) => text,
            Err(problem) => {
                cases.push(Case::broken(name, language, problem.to_string()));
                continue;
            }
        };
        let got = found(&text, language, lexicon);
        cases.push(compare(name, language, "citations", &wanted, &got, |kind| !FACTS.contains(&kind)));
    }
    cases
}

fn compare(name: &str, language: &str, board: &str, wanted: &[Mark], got: &[Mark], of: impl Fn(&str) -> bool) -> Case {
    let wanted: Vec<&Mark> = wanted.iter().filter(|mark| of(&mark.kind)).collect();
    let got: Vec<&Mark> = got.iter().filter(|mark| of(&mark.kind)).collect();
    let mut open = got.clone();
    let mut failures = Vec::new();
    for mark in &wanted {
        match open.iter().position(|given| given == mark) {
            Some(at) => drop(open.remove(at)),
            None => failures.push(format!("{name}: missed {} {} “{}”", mark.kind, mark.id, mark.text)),
        }
    }
    let right = got.len() - open.len();
    failures.extend(open.iter().map(|mark| format!("{name}: wrong  {} {} “{}”", mark.kind, mark.id, mark.text)));
    let score = Score { right, wanted: wanted.len(), got: got.len() };
    Case { board: board.to_owned(), language: language.to_owned(), score, failures }
}
