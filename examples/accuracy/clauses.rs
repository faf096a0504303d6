//! Clauses and act phrases against gold: `NAME.LANGUAGE.gold.json` beside `NAME.LANGUAGE.docx` or `.txt`.
//!
//! Clauses are compared as (part, label, text) in document order, white space folded and the punctuation of labels dropped; an act is right
//! where it is printed as in the gold.

use crate::board::{Case, Score};
use dispositif::Options;
use dispositif::emit::{Document, to_clauses};
use dispositif::lexicon::Lexicon;
use dispositif::lexicon::Part;
use serde::Deserialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::path::Path;

#[derive(Deserialize)]
struct Gold {
    clauses: Vec<Wanted>,
}

#[derive(Deserialize)]
struct Wanted {
    part: String,
    label: Option<String>,
    text: String,
    act_text: Option<String>,
}

type Key = (String, String, String);

/// Scores every case of a folder; nothing where the folder is not there.
pub fn score(folder: &Path, board: &str, lexicon: &Lexicon) -> Vec<Case> {
    let mut files: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    files.retain(|path| path.to_string_lossy().ends_with(".gold.json"));
    files.sort();
    files.iter().flat_map(|path| case(path, board, lexicon)).collect()
}

fn case(gold: &Path, board: &str, lexicon: &Lexicon) -> Vec<Case> {
    let base = gold.to_string_lossy().trim_end_matches(".gold.json").to_owned();
    let word = format!("{base}.docx");
    let source = if Path::new(&word).exists() { word } else { format!("{base}.txt") };
    let name = Path::new(&source).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let parts: Vec<&str> = name.split('.').collect();
    let language = parts.iter().rev().find(|part| lexicon.codes().any(|code| code == **part)).copied().unwrap_or("?");
    let wanted: Gold = match std::fs::read_to_string(gold)
        .map_err(|e| e.to_string())
        .and_then(|text| serde_json::from_str(&text).map_err(|e| e.to_string()))
    {
        Ok(gold) => gold,
        Err(problem) => return vec![Case::broken(&name, language, problem)],
    };
    let bytes = std::fs::read(&source).unwrap_or_default();
    let rows = match dispositif::extract(&bytes, &Options { lexicon, ..Options::default() }) {
        Ok(found) => to_clauses(&Document::new(&name, &bytes, &found)).collect(),
        Err(_) => Vec::new(),
    };
    let want: Vec<Key> = wanted.clauses.iter().map(|c| key(&c.part, c.label.as_deref(), &c.text)).collect();
    let part = |part: Part| if part == Part::Preamble { "preamble" } else { "operative" };
    let got: Vec<Key> = rows
        .iter()
        .map(|row| {
            key(part(row.part), row.label.as_deref(), row.newer.as_ref().or(row.older.as_ref()).map_or("", |t| t))
        })
        .collect();
    let mut clauses = Score { right: 0, wanted: want.len(), got: got.len() };
    let mut acts = Score::default();
    let (mut missed, mut wrong_acts) = (Vec::new(), Vec::new());
    for op in capture_diff_slices(Algorithm::Myers, &want, &got) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                clauses.right += len;
                for at in 0..len {
                    let Some(act) = wanted.clauses[old_index + at].act_text.as_ref().filter(|act| !act.is_empty())
                    else {
                        continue;
                    };
                    acts.wanted += 1;
                    acts.got += 1;
                    if folded_act(act) == folded_act(&rows[new_index + at].act_text) {
                        acts.right += 1;
                    } else {
                        wrong_acts.push(format!("{name}: act of clause {}", old_index + at + 1));
                    }
                }
            }
            other => {
                missed.extend(other.old_range().map(|at| format!("{name}: clause {} missed", at + 1)));
                missed.extend(other.new_range().map(|at| format!("{name}: row {} is no clause", at + 1)));
            }
        }
    }
    let of = |what: &str, score, failures| Case {
        board: format!("{board}: {what}"),
        language: language.to_owned(),
        score,
        failures,
    };
    vec![of("clauses", clauses, missed), of("acts", acts, wrong_acts)]
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn key(part: &str, label: Option<&str>, text: &str) -> Key {
    let label =
        label.unwrap_or_default().chars().filter(|c| c.is_alphanumeric() || *c == '_').flat_map(char::to_lowercase);
    (part.to_owned(), label.collect(), folded(text))
}

fn folded_act(act: &str) -> String {
    folded(act).trim_end_matches(|c: char| c.is_whitespace() || ",،、;:".contains(c)).to_lowercase()
}
