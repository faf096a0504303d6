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
use crate::read::{Deadline, Line, Reading};
use std::collections::{HashMap, HashSet};

/// The changed paragraphs outside heads and clauses, in the order of the text.
pub fn outside(
    older: Source<'_>,
    newer: Source<'_>,
    basis: Basis,
    language: &Language,
    deadline: Deadline,
) -> Vec<Outside> {
    let (before, after) = (untold(older), untold(newer));
    let pairs = match basis {
        Basis::Aligned => lines(&before, &after, language, deadline),
        _ => of_one_source(&before, &after, language, deadline),
    };
    let mut out = Vec::new();
    for LinePair { older: o, newer: n, redline } in pairs {
        if redline.iter().all(|run| run.kind() == RunKind::Keep) {
            continue;
        }
        let (before, after) = (o.map(|o| &before.lines[o]), n.map(|n| &after.lines[n]));
        let text = match (before, after) {
            (Some(o), Some(n)) => Redlined { older: Some(shown(o)), newer: Some(shown(n)), redline },
            (Some(o), None) => alone(&shown(o), RunKind::Del),
            (None, Some(n)) => alone(&shown(n), RunKind::Ins),
            (None, None) => continue,
        };
        let same = text.older.as_deref().map(as_typed) == text.newer.as_deref().map(as_typed);
        if same || text.redline.iter().all(|run| run.text().trim().is_empty()) {
            continue;
        }
        let at = |source: Source<'_>, line: &Line| source.manuscript.place_of(line, 0..line.text.len());
        let older_place = before.map(|line| at(older, line));
        let Some(place) = after.map(|line| at(newer, line)).or(older_place) else { continue };
        out.push(Outside { text, place, older_place });
    }
    out
}

/// The lines of two readings of one source: those that end with the same paragraph mark belong together.
fn of_one_source(older: &Reading, newer: &Reading, language: &Language, deadline: Deadline) -> Vec<LinePair> {
    let mut ends: HashMap<(usize, usize), usize> = ends_of(older).zip(0..).collect();
    let mut out = Vec::new();
    for (n, (end, line)) in ends_of(newer).zip(&newer.lines).enumerate().take_while(|_| !deadline.is_past()) {
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

/// The lines of which no section tells.
fn untold(source: Source<'_>) -> Reading {
    let Reading { view, lines } = source.read.reading;
    let texts = &source.read.outline.texts;
    let sections = texts.iter().flat_map(|text| &text.sections);
    let heads = sections.filter_map(|section| section.head.as_ref()).map(|head| head.line);
    let clauses = texts.iter().flat_map(|text| text.clauses()).map(|clause| clause.text.line);
    let told: HashSet<usize> = heads.chain(clauses).collect();
    let lines = lines.iter().enumerate().filter(|(at, _)| !told.contains(at)).map(|(_, line)| line.clone());
    Reading { view: *view, lines: lines.collect() }
}
