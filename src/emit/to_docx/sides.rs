//! The two texts of a redline as the plan sees them: lines, what they show, what they are, and which older one a new one is dressed like.

use super::roles::Role;
use super::tags::is_legal;
use crate::compare::lines::shown;
use crate::lexicon::Language;
use crate::read::manuscript::NoteKind;
use crate::read::{Manuscript, Reading, View};
use std::collections::HashMap;

/// The two texts.
pub struct Sides<'s> {
    /// The older file.
    pub manuscript: &'s Manuscript,
    /// Its reading: a line for each of its paragraphs.
    pub older: &'s Reading,
    /// The newer reading.
    pub newer: &'s Reading,
    /// The words of the notes of the newer source.
    pub newer_notes: &'s [String],
    /// Whether the newer source says which notes there are.
    pub notes_count: bool,
    /// The first id that no footnote bears.
    pub next_note: u64,
    /// What the older paragraphs are.
    pub older_roles: HashMap<usize, Role>,
    /// What the paragraphs of the newer source are.
    pub newer_roles: HashMap<usize, Role>,
    /// The language of both.
    pub language: &'s Language,
    /// Whether empty lines are paragraphs on both sides.
    pub blanks_count: bool,
}

/// The call of a note in an older line.
pub struct OlderCall {
    /// Where in the line.
    pub place: usize,
    /// The name of its element.
    pub element: &'static str,
    /// The id of the note.
    pub id: String,
    /// The words of the note.
    pub words: String,
}

impl Sides<'_> {
    /// The whole text of an older paragraph.
    pub fn older_text(&self, o: usize) -> String {
        self.manuscript.paragraphs[o].text()
    }

    /// Calls of an older line.
    pub fn older_calls(&self, o: usize) -> Vec<OlderCall> {
        let calls = self.older.lines[o].calls.iter().filter_map(|(place, note)| {
            let held = self.manuscript.notes.get(*note)?;
            let element = if held.kind == NoteKind::Endnote { "endnoteReference" } else { "footnoteReference" };
            let words = words_of_note(self.manuscript, *note, View::Newer);
            Some(OlderCall { place: *place, element, id: held.id.clone(), words })
        });
        calls.collect()
    }

    /// Calls of a newer line, placed in `target`, the words that are written of it.
    pub fn newer_calls(&self, n: usize, target: &str) -> Vec<(usize, usize)> {
        let line = &self.newer.lines[n];
        let place = |at: usize| {
            let at = (at + target.len()).saturating_sub(line.text.len()).min(target.len());
            (0..=at).rev().find(|at| target.is_char_boundary(*at)).unwrap_or(0)
        };
        line.calls
            .iter()
            .map(|(at, note)| (place(*at), *note))
            .filter(|(_, note)| *note < self.newer_notes.len())
            .collect()
    }

    /// Whether an older line shows nothing.
    pub fn is_blank(&self, o: usize) -> bool {
        shown(&self.older.lines[o]).trim().is_empty()
    }

    /// A newer line as a reader sees it.
    pub fn shown(&self, n: usize) -> String {
        shown(&self.newer.lines[n])
    }

    /// A newer line without its label, where the label is one that a list could count; `like` is such a label.
    pub fn behind_label(&self, n: usize, like: Option<&str>) -> Option<String> {
        const LONGEST: usize = 12;
        let line = &self.newer.lines[n];
        if line.label.is_some() {
            return Some(line.text.clone());
        }
        let label = like?;
        let (own, text) = line.text.split_once('\t')?;
        let signs = |label: &str| label.chars().filter(|c| !c.is_alphanumeric()).collect::<String>();
        (own.chars().count() <= LONGEST && signs(own) == signs(label)).then(|| text.to_owned())
    }

    /// Where a byte of an older line stands in its paragraph; between two stretches, behind the first.
    pub fn offset(&self, o: usize, at: usize) -> usize {
        let line = &self.older.lines[o];
        let before = line.pieces.iter().rev().find(|piece| piece.at < at);
        match before {
            Some(piece) => piece.start + (at - piece.at).min(piece.len),
            None => line.pieces.first().map_or(0, |piece| piece.start),
        }
    }

    /// The older paragraph that a new line is dressed like: of the same style or part, as near as may be to where it comes in.
    pub fn like(&self, n: usize, near: Option<usize>) -> Option<usize> {
        let line = &self.newer.lines[n];
        let role = self.newer_roles.get(&line.paragraph).copied().unwrap_or(Role::Prose);
        let near = near.unwrap_or(0);
        let rank = |o: usize| {
            let older = &self.older.lines[o];
            let same_role = self.older_roles.get(&o).copied().unwrap_or(Role::Prose) == role;
            let same_style = line.style.as_ref().zip(older.style.as_ref()).is_some_and(|(a, b)| a.id == b.id);
            let same_place = older.cell.is_some() == line.cell.is_some();
            match (same_role, same_style, same_place) {
                (_, _, false) => None,
                (true, true, _) => Some(0),
                (true, false, _) => Some(1),
                (false, true, _) if line.style.as_ref().is_some_and(|style| style.id != "Normal") => Some(2),
                _ => None,
            }
        };
        let candidates = (0..self.older.lines.len()).filter(|o| !self.is_blank(*o) || line.text.is_empty());
        candidates.filter_map(|o| Some((rank(o)?, o.abs_diff(near), o))).min().map(|(.., o)| o)
    }
}

/// A reading that a Word file can hold: without the characters that XML cannot, and where they are no paragraphs without empty lines.
pub fn held(reading: &Reading, blanks_count: bool) -> Reading {
    let mut reading = reading.clone();
    for line in &mut reading.lines {
        if line.text.chars().any(|c| !is_legal(c) || c == '\r') {
            line.text.retain(|c| is_legal(c) && c != '\r');
        }
    }
    if !blanks_count {
        reading.lines.retain(|line| !shown(line).trim().is_empty());
    }
    reading
}

/// The words of a note, its paragraphs on lines of their own.
pub fn words_of_note(manuscript: &Manuscript, note: usize, view: View) -> String {
    let lines: Vec<String> =
        manuscript.note_lines(note, view).iter().map(|line| shown(line).trim().to_owned()).collect();
    lines.join("\n").chars().filter(|c| is_legal(*c) && *c != '\r').collect::<String>().trim().to_owned()
}
