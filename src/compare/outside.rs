//! What changed outside heads and clauses: a title, a number line, a line of an annex, of a table, of the front matter.
//!
//! Enter both readings; leave the paragraphs that differ and that no section tells of, so that no change is missed because it stands where
//! no clause is.

use super::Source;
use super::comparison::{Basis, Outside, Redlined, Run, RunKind};
use super::lines::{LinePair, lines, redline, shown};
use super::redline::alone;
use super::words::as_typed;
use crate::lexicon::Language;
use crate::place::Place;
use crate::read::Reading;
use crate::segment::Outline;
use std::collections::{HashMap, HashSet};

/// The changed paragraphs outside heads and clauses, in the order of the text.
pub fn outside(older: Source<'_>, newer: Source<'_>, basis: Basis, language: &Language) -> Vec<Outside> {
    let (told_older, told_newer) = (told(older.read.outline), told(newer.read.outline));
    let (before, after) = (older.read.reading, newer.read.reading);
    let pairs = match basis {
        Basis::Aligned => lines(before, after, language),
        _ => of_one_source(before, after, language),
    };
    let mut out = Vec::new();
    for LinePair { older: before, newer: after, redline } in pairs {
        if redline.iter().all(|run| run.kind() == RunKind::Keep) {
            continue;
        }
        let before = before.filter(|line| !told_older.contains(line));
        let after = after.filter(|line| !told_newer.contains(line));
        let words = |source: Source<'_>, line: usize| shown(&source.read.reading.lines[line]);
        let text = match (before, after) {
            (Some(o), Some(n)) => Redlined { older: Some(words(older, o)), newer: Some(words(newer, n)), redline },
            (Some(o), None) => alone(&words(older, o), RunKind::Del),
            (None, Some(n)) => alone(&words(newer, n), RunKind::Ins),
            (None, None) => continue,
        };
        let same = text.older.as_deref().map(as_typed) == text.newer.as_deref().map(as_typed);
        if same || text.redline.iter().all(|run| run.text().trim().is_empty()) {
            continue;
        }
        let at = |source: Source<'_>, line: usize| -> Place {
            let line = &source.read.reading.lines[line];
            source.manuscript.place_of(line, 0..line.text.len())
        };
        let older_place = before.map(|o| at(older, o));
        let Some(place) = after.map(|n| at(newer, n)).or(older_place) else { continue };
        out.push(Outside { text, place, older_place });
    }
    out
}

/// The lines of two readings of one source: those that end with the same paragraph mark belong together.
fn of_one_source(older: &Reading, newer: &Reading, language: &Language) -> Vec<LinePair> {
    let mut ends: HashMap<(usize, usize), usize> = ends_of(older).zip(0..).collect();
    let mut out = Vec::new();
    for (n, (end, line)) in ends_of(newer).zip(&newer.lines).enumerate() {
        let o = ends.remove(&end);
        let words = |o: usize| redline(&shown(&older.lines[o]), &shown(line), language);
        let alone = || vec![Run::Plain(RunKind::Ins, shown(line))];
        out.push(LinePair { older: o, newer: Some(n), redline: o.map_or_else(alone, words) });
    }
    let gone = |o: usize| LinePair {
        older: Some(o),
        newer: None,
        redline: vec![Run::Plain(RunKind::Del, shown(&older.lines[o]))],
    };
    out.extend(ends.into_values().map(gone));
    // A line that is gone stands where its paragraph does.
    let paragraph = |pair: &LinePair| {
        let newer = pair.newer.map(|n| newer.lines[n].paragraph);
        newer.or(pair.older.map(|o| older.lines[o].paragraph))
    };
    out.sort_by_key(|pair| (paragraph(pair), pair.newer.is_some(), pair.older));
    out
}

/// The paragraph whose mark ends each line, and how many lines before it the same one ends: a head that runs into its item is two lines of
/// one paragraph.
fn ends_of(reading: &Reading) -> impl Iterator<Item = (usize, usize)> {
    let mut last = None;
    reading.lines.iter().map(move |line| {
        let before = match last {
            Some((paragraph, count)) if paragraph == line.paragraph => count + 1,
            _ => 0,
        };
        last = Some((line.paragraph, before));
        (line.paragraph, before)
    })
}

/// The lines of which a section tells.
fn told(outline: &Outline) -> HashSet<usize> {
    let sections = outline.texts.iter().flat_map(|text| &text.sections);
    let heads = sections.filter_map(|section| section.head.as_ref()).map(|head| head.line);
    let clauses = outline.texts.iter().flat_map(|text| text.clauses()).map(|clause| clause.text.line);
    heads.chain(clauses).collect()
}
