//! Stretches of a document in one language each: a file may hold the French and the Arabic text of one resolution.
//!
//! Enters a reading; leaves its lines cut where a text begins and its language is another than before. A quotation in another language
//! does not cut: a stretch is never less than a text.

use super::Setting;
use super::detect::{Detected, detected, language};
use super::evidence::Grammar;
use crate::lexicon::{Language, Lexicon};
use crate::read::{Line, Reading};
use serde::Serialize;
use std::collections::BTreeSet;
use std::ops::Range;

/// Lines in one language.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stretch {
    /// Which lines.
    pub lines: Range<usize>,
    /// In which language, and how sure that is.
    pub language: Detected,
}

/// Enough letters to tell a language by.
const ENOUGH: usize = 600;
/// Enough letters for one paragraph to count.
const PARAGRAPH: usize = 60;

/// The stretches of a reading, in order and without gaps; one where all of it is in one language.
pub fn stretches(reading: &Reading, setting: Setting<'_>) -> Vec<Stretch> {
    let lexicon = setting.lexicon;
    let whole = |language| vec![Stretch { lines: 0..reading.lines.len(), language }];
    let candidates = candidates(reading, setting);
    if candidates.len() < 2 {
        return whole(language(&reading.lines, lexicon));
    }
    let languages: Vec<&Language> = candidates.iter().filter_map(|code| lexicon.language(code)).collect();
    let begins = |line: &Line| {
        languages.iter().any(|language| {
            let grammar = Grammar { lexicon, language };
            let is_number = grammar.number_line(0, &line.text).is_some();
            is_number || grammar.body_line(0, line).is_some() || grammar.marker(0, line, None).is_some()
        })
    };
    let mut out: Vec<Stretch> = Vec::new();
    let mut from = 0;
    let cuts = (1..reading.lines.len()).filter(|at| begins(&reading.lines[*at])).chain([reading.lines.len()]);
    for cut in cuts.take_while(|_| !setting.deadline.is_past()) {
        let Some(found) = majority(&reading.lines[from..cut], lexicon) else { continue };
        match out.last_mut().filter(|last| last.language.language == found) {
            Some(last) => last.lines.end = cut,
            None => {
                let language = Detected { language: found, confidence: 0.0 };
                out.push(Stretch { lines: from..cut, language });
            }
        }
        from = cut;
    }
    match out.last_mut() {
        Some(last) => last.lines.end = reading.lines.len(),
        None => return whole(language(&reading.lines, lexicon)),
    }
    for stretch in &mut out {
        stretch.language = language(&reading.lines[stretch.lines.clone()], lexicon);
    }
    out
}

/// The languages that the paragraphs of a reading are in, by a few hundred letters at a time.
fn candidates(reading: &Reading, setting: Setting<'_>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut window = String::new();
    for line in reading.lines.iter().take_while(|_| !setting.deadline.is_past()) {
        window.push_str(&line.text);
        window.push('\n');
        if window.len() > ENOUGH {
            found.extend(
                detected(&window, setting.lexicon).filter(|(_, _, reliable)| *reliable).map(|(code, _, _)| code),
            );
            window.clear();
        }
    }
    found
}

/// The language of most letters of some lines, of those that are long enough to tell.
fn majority(lines: &[Line], lexicon: &Lexicon) -> Option<String> {
    let mut votes: Vec<(String, usize)> = Vec::new();
    for line in lines.iter().filter(|line| line.text.len() >= PARAGRAPH) {
        let Some((code, _, true)) = detected(&line.text, lexicon) else { continue };
        let letters = line.text.chars().count();
        match votes.iter_mut().find(|(held, _)| *held == code) {
            Some((_, count)) => *count += letters,
            None => votes.push((code, letters)),
        }
    }
    votes.into_iter().max_by_key(|(_, count)| *count).map(|(code, _)| code)
}
