//! Pairs of consecutive texts: every paragraph that is word for word the same in both is paired as such.
//!
//! A case is `NAME.LANGUAGE.older.txt` and `.newer.txt` with a `.gold.json` beside each, whose clauses say which paragraphs both have.

use crate::board::{Case, Score};
use dispositif::emit::{Document, to_clauses};
use dispositif::lexicon::Lexicon;
use dispositif::{Options, diff, extract};
use serde::Deserialize;
use std::collections::HashMap;
use std::path::Path;

#[derive(Deserialize)]
struct Gold {
    clauses: Vec<Wanted>,
}

#[derive(Deserialize)]
struct Wanted {
    text: String,
}

/// Scores every pair of a folder; nothing where the folder is not there.
pub fn score(folder: &Path, board: &str, lexicon: &Lexicon) -> Vec<Case> {
    let mut files: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    files.retain(|path| path.to_string_lossy().ends_with(".older.txt"));
    files.sort();
    files.iter().map(|older| case(&older.to_string_lossy(), board, lexicon)).collect()
}

fn case(older: &str, board: &str, lexicon: &Lexicon) -> Case {
    let newer = older.replace(".older.txt", ".newer.txt");
    let base = older.trim_end_matches(".older.txt");
    let name = Path::new(base).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let language = name.rsplit('.').next().unwrap_or("?").to_owned();
    match compared(older, &newer, lexicon) {
        Err(problem) => Case::broken(&name, &language, problem),
        Ok((wanted, got)) => {
            let mut failures = Vec::new();
            let mut score = Score { right: 0, wanted: wanted.values().sum(), got: got.values().sum() };
            for (text, count) in &wanted {
                let found = got.get(text).copied().unwrap_or(0).min(*count);
                score.right += found;
                if found < *count {
                    let words: String = text.chars().take(50).collect();
                    failures.push(format!("{name}: the same in both and not so paired: {words}"));
                }
            }
            Case { board: board.to_owned(), language, score, failures }
        }
    }
}

type Texts = HashMap<String, usize>;

/// The paragraphs that both texts have, by the gold, and those that were paired as the same.
fn compared(older: &str, newer: &str, lexicon: &Lexicon) -> Result<(Texts, Texts), String> {
    let gold = |file: &str| -> Result<Texts, String> {
        let file = file.replace(".txt", ".gold.json");
        let text = std::fs::read_to_string(&file).map_err(|e| format!("{file}: {e}"))?;
        let gold: Gold = serde_json::from_str(&text).map_err(|e| format!("{file}: {e}"))?;
        Ok(counted(gold.clauses.iter().map(|clause| clause.text.as_str())))
    };
    let (before, after) = (gold(older)?, gold(newer)?);
    let both = before.iter().filter_map(|(text, count)| {
        let common = after.get(text).copied().unwrap_or(0).min(*count);
        (common > 0).then(|| (text.clone(), common))
    });
    let options = Options { lexicon, ..Options::default() };
    let read = |file: &str| {
        let bytes = std::fs::read(file).map_err(|e| format!("{file}: {e}"))?;
        let found = extract(&bytes, &options).map_err(|e| format!("{file}: {e}"))?;
        Ok::<_, String>((Document::new(file, &bytes, &found), found))
    };
    let ((older, of_older), (newer, of_newer)) = (read(older)?, read(newer)?);
    let document =
        Document::compared(&older, &newer, diff(&of_older, &of_newer, &options).map_err(|error| error.to_string())?);
    let rows: Vec<_> = to_clauses(&document).collect();
    let same = rows.iter().filter_map(|row| Some((row.older.as_ref()?, row.newer.as_ref()?)));
    let same = same.filter(|(older, newer)| folded(older) == folded(newer)).map(|(_, newer)| newer.as_str());
    Ok((both.collect(), counted(same)))
}

fn counted<'t>(texts: impl Iterator<Item = &'t str>) -> Texts {
    let mut out = Texts::new();
    texts.for_each(|text| *out.entry(folded(text)).or_default() += 1);
    out
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
