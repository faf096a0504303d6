//! Language and house found by the text itself, against what the file's name and folder say: `HOUSE/NAME.LANGUAGE.txt`.

use crate::board::{Case, Score};
use dispositif::Options;
use dispositif::lexicon::Lexicon;
use std::path::Path;

/// Scores every source of a folder whose name ends in a language. `house` is that of its texts, where all have one.
pub fn score(folder: &Path, board: &str, house: Option<&str>, lexicon: &Lexicon) -> Vec<Case> {
    let mut files: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    files.sort();
    let mut cases = Vec::new();
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_source = name.ends_with(".txt") || name.ends_with(".docx");
        let language = name.split('.').rev().find(|part| lexicon.codes().any(|code| code == *part));
        let Some(language) = language.filter(|_| is_source) else { continue };
        let bytes = match std::fs::read_to_string(&path) {
            Ok(text) => crate::citations::unmarked(&text).map_or(text, |(plain, _)| plain).into_bytes(),
            Err(_) => std::fs::read(&path).unwrap_or_default(),
        };
        let Ok(found) = dispositif::extract(&bytes, &Options { lexicon, ..Options::default() }) else { continue };
        let mut failures = Vec::new();
        let mut score = Score { right: 0, wanted: 1, got: 1 };
        if found.language.language == language {
            score.right += 1;
        } else {
            failures.push(format!("{name}: language read as {}", found.language.language));
        }
        if let Some(house) = house {
            for text in &found.newer.1.texts {
                score.wanted += 1;
                score.got += 1;
                if text.house == house {
                    score.right += 1;
                } else {
                    failures.push(format!("{name}: house read as {}", text.house));
                }
            }
        }
        cases.push(Case { board: board.to_owned(), language: language.to_owned(), score, failures });
    }
    cases
}
