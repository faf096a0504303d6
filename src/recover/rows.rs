//! The heads and items of a text, section by section, as the rules about lists look at them.

use super::page::Page;
use crate::lexicon::fold::{bare_ends, bare_range, stops};
use crate::read::Line;
use crate::segment::Label;
use crate::segment::outline::{Clause, OtherRole};
use std::collections::HashSet;
use std::ops::Range;

/// A section: its head, where it has one, and its items in order, sub-items among them.
#[derive(Debug, Clone)]
pub(super) struct Rows<'r> {
    pub head: Option<usize>,
    pub items: Vec<Item<'r>>,
}

/// An item.
#[derive(Debug, Clone)]
pub(super) struct Item<'r> {
    pub line: usize,
    /// Its whole line.
    pub text: &'r str,
    /// The label as the segmenter read it.
    pub label: Option<Label>,
}

impl Item<'_> {
    /// The classes of the two stops at its end, and where each stands, where there are two and they differ.
    pub fn two_stops(&self) -> Option<[(Stop, Range<usize>); 2]> {
        let Range { start: from, end } = bare_range(self.text);
        let end = &self.text[from..end];
        let mut last = end.char_indices().rev();
        let (second_at, second) = last.next()?;
        let (first_at, first) = last.next()?;
        let pair = [
            (Stop::of(first)?, from + first_at..from + second_at),
            (Stop::of(second)?, from + second_at..from + end.len()),
        ];
        (pair[0].0 != pair[1].0).then_some(pair)
    }

    /// The stop at its end.
    pub fn stop(&self) -> Option<Stop> {
        bare_ends(self.text).chars().next_back().and_then(Stop::of)
    }
}

/// What a stop does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    Comma,
    Semicolon,
    Full,
}

impl Stop {
    pub fn of(c: char) -> Option<Stop> {
        [(stops::COMMA, Stop::Comma), (stops::SEMICOLON, Stop::Semicolon), (stops::FULL, Stop::Full)]
            .into_iter()
            .find(|(signs, _)| signs.contains(&c))
            .map(|(_, stop)| stop)
    }
}

/// The sections of a text. `heads` are lines that the segmenter took for none, because two heads have run together on them.
pub(super) fn sections<'r>(page: &Page<'r>, heads: &HashSet<usize>) -> Vec<Rows<'r>> {
    let mut lines: Vec<(usize, Option<Item<'r>>, bool)> = Vec::new();
    for section in &page.text.sections {
        match &section.head {
            Some(head) => lines.push((head.line, None, true)),
            // A part without heads of its own begins where its first clause stands.
            None => lines.extend(section.clauses.first().map(|clause| (clause.text.line, None, false))),
        }
        let mut stack: Vec<&Clause> = section.clauses.iter().rev().collect();
        while let Some(clause) = stack.pop() {
            lines.push((clause.text.line, Some(item(page, clause.text.line)), false));
            stack.extend(clause.clauses.iter().rev());
        }
    }
    let first = heads.iter().min().copied();
    for (role, slice) in &page.text.other {
        let is_between = first.is_some_and(|first| slice.line > first);
        if is_between && matches!(role, OtherRole::Opening | OtherRole::Heading) {
            lines.push((slice.line, Some(item(page, slice.line)), false));
        }
    }
    lines.retain(|(line, _, _)| !heads.contains(line));
    lines.extend(heads.iter().map(|line| (*line, None, true)));
    // The beginning of a part comes before the clause on the same line.
    lines.sort_by_key(|(line, item, _)| (*line, item.is_some()));
    let mut sections: Vec<Rows<'r>> = Vec::new();
    for (line, item, is_head) in lines {
        match item {
            None => sections.push(Rows { head: is_head.then_some(line), items: Vec::new() }),
            Some(item) => match sections.last_mut() {
                Some(section) if section.items.last().is_none_or(|last| last.line != line) => section.items.push(item),
                Some(_) => {}
                None => sections.push(Rows { head: None, items: vec![item] }),
            },
        }
    }
    sections.retain(|section| section.head.is_some() || !section.items.is_empty());
    sections
}

fn item<'r>(page: &Page<'r>, line: usize) -> Item<'r> {
    let of: &Line = &page.reading.lines[line];
    Item { line, text: page.line(line), label: Label::of(&of.text, of.label.as_deref(), page.lexicon, page.language) }
}
