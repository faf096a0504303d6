//! The footnotes and endnotes that either side of a text calls.

use super::{Side, TextPair};
use crate::compare::comparison::{self as c, RunKind};
use crate::compare::redline::{alone, by_words};
use crate::place::Place;
use std::collections::{HashMap, HashSet, VecDeque};

/// A note as one side calls it.
struct Called {
    /// Index in the manuscript.
    note: usize,
    id: String,
    words: String,
    place: Place,
}

/// The notes that a side calls, each once, in the order of their calls.
fn called(side: Side<'_>) -> Vec<Called> {
    let (manuscript, reading) = (side.source.manuscript, side.source.read.reading);
    let mut seen = HashSet::new();
    let mut out: Vec<Called> = Vec::new();
    for line in side.text.lines().into_iter().map(|line| &reading.lines[line]) {
        for (at, note) in &line.calls {
            if !seen.insert(*note) {
                continue;
            }
            let words = manuscript.note_lines(*note, reading.view);
            out.push(Called {
                note: *note,
                id: manuscript.notes.get(*note).map(|note| note.id.clone()).unwrap_or_default(),
                words: words.iter().map(|line| line.text.trim()).collect::<Vec<_>>().join("\n"),
                place: manuscript.place_of(line, *at..*at),
            });
        }
    }
    out
}

impl TextPair<'_> {
    /// The notes of the newer side in order, then those that are gone.
    pub(super) fn footnotes(&self) -> Vec<c::Footnote> {
        let (before, after) = (self.older.map(called).unwrap_or_default(), self.newer.map(called).unwrap_or_default());
        let mut open: Vec<bool> = vec![true; before.len()];
        let mut older_of: Vec<Option<usize>> = vec![None; after.len()];
        // In one source a note is itself; in two the same words are the same note, then those that come in the same order.
        let is_one_source = self.is_one_source();
        fn key(called: &Called, is_one_source: bool) -> (Option<usize>, &str) {
            if is_one_source { (Some(called.note), "") } else { (None, &called.words) }
        }
        let mut alike: HashMap<_, VecDeque<usize>> = HashMap::new();
        before
            .iter()
            .enumerate()
            .for_each(|(o, older)| alike.entry(key(older, is_one_source)).or_default().push_back(o));
        for (n, newer) in after.iter().enumerate() {
            older_of[n] = alike.get_mut(&key(newer, is_one_source)).and_then(VecDeque::pop_front);
            older_of[n].iter().for_each(|o| open[*o] = false);
        }
        if !is_one_source {
            let left: Vec<usize> = (0..before.len()).filter(|o| open[*o]).collect();
            let wanting = older_of.iter_mut().filter(|older| older.is_none());
            for (of, older) in wanting.zip(left) {
                *of = Some(older);
                open[older] = false;
            }
        }
        let footnote = |called: &Called, text| c::Footnote { id: called.id.clone(), text, place: called.place };
        let kept = after.iter().zip(older_of).map(|(newer, older)| {
            let text = match older {
                Some(o) => by_words(&before[o].words, &newer.words, self.language),
                None => alone(&newer.words, if self.is_compared { RunKind::Ins } else { RunKind::Keep }),
            };
            footnote(newer, text)
        });
        let gone = before.iter().zip(&open).filter(|(_, open)| **open);
        kept.chain(gone.map(|(older, _)| footnote(older, alone(&older.words, RunKind::Del)))).collect()
    }
}
