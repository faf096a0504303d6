//! Stops that have run together at the end of an item (rules 6, 7, 8 and 12 of DOMAIN §5).
//!
//! A section's last item ends with a comma, the others with a semicolon, the last of the text with a full stop. `études,;` was the last
//! item and is so no more: what follows in the section was inserted, labels and all. `.;` ended the text.

use super::Doubt;
use super::page::Order;
use super::rows::{Item, Rows, Stop};
use super::split::{Find, Rule};
use crate::read::manuscript::MarkKind;
use std::ops::Range;

/// What was found, and what looks so and cannot be.
pub(super) struct Found {
    pub finds: Vec<Find>,
    pub doubts: Vec<Doubt>,
}

/// The splits by stops.
pub(super) fn find(sections: &[Rows<'_>], order: Order, is_stopped: &dyn Fn(&str) -> bool) -> Found {
    let mut found = Found { finds: Vec::new(), doubts: Vec::new() };
    // A text ends once: two ends would be something else.
    let ends = sections.iter().flat_map(|section| &section.items);
    let ends = ends.filter(|item| {
        item.two_stops().is_some_and(|pair| pair[0].0 == Stop::Full && !is_word(item, &pair[0].1, is_stopped))
    });
    let is_one_end = ends.count() <= 1;
    // Of two items that speak of the lines behind them the first counts: the rest of a section is told of once, and that of the text.
    let mut is_text_told = false;
    for (at, section) in sections.iter().enumerate() {
        let mut is_told = is_text_told;
        for (index, item) in section.items.iter().enumerate() {
            let Some([first, second]) = item.two_stops() else { continue };
            if first.0 == Stop::Full && is_word(item, &first.1, is_stopped) {
                continue;
            }
            let (older, newer) = order.of(first, second);
            let place = Place { sections, at, index };
            let outcome = place.what_follows(older.0, newer.0);
            match outcome.filter(|outcome| outcome.rule != Rule::EndOfResolution || is_one_end) {
                Some(outcome) => {
                    let rule = outcome.rule;
                    found.finds.push(Find::new(rule, item.line, vec![older.1], vec![newer.1]));
                    if !is_told || (outcome.goes_on && !is_text_told) {
                        found.finds.extend(place.lines(&outcome).map(|line| Find::whole(rule, line, outcome.kind)));
                    }
                    is_told = true;
                    is_text_told |= outcome.goes_on;
                    found.finds.extend(place.sole_label(&outcome));
                }
                None => {
                    let (start, end) = (older.1.start.min(newer.1.start), older.1.end.max(newer.1.end));
                    found.doubts.push((item.line, start..end));
                }
            }
        }
    }
    found
}

/// Whether the full stop belongs to the word before it.
fn is_word(item: &Item<'_>, stop: &Range<usize>, is_stopped: &dyn Fn(&str) -> bool) -> bool {
    let before = &item.text[..stop.start];
    let last_word = before.rsplit([' ', '\u{A0}', '\t', '(', '\'', '’']).next().unwrap_or_default();
    let last_two = before.rsplitn(3, [' ', '\u{A0}']).collect::<Vec<_>>();
    let two = last_two.get(1).map_or_else(String::new, |first| format!("{first} {last_word}"));
    let letters = last_word.chars().filter(|c| c.is_alphanumeric()).count();
    last_word.contains('.')
        || (letters == 1 && !last_word.chars().any(|c| c.is_ascii_digit()))
        || is_stopped(last_word)
        || is_stopped(&two)
}

/// An item among its sections.
struct Place<'p> {
    sections: &'p [Rows<'p>],
    at: usize,
    index: usize,
}

/// What a pair of stops says of the lines that follow.
struct Outcome {
    rule: Rule,
    kind: MarkKind,
    /// Some of them are items of the same section.
    has_items: bool,
    /// Some of them are in the sections behind it.
    goes_on: bool,
}

impl Place<'_> {
    /// What the stops say of the lines behind the item; `None` where there are none, so that they say nothing.
    fn what_follows(&self, older: Stop, newer: Stop) -> Option<Outcome> {
        let has_items = self.index + 1 < self.sections[self.at].items.len();
        let (rule, kind, goes_on) = match (older, newer) {
            (Stop::Comma, Stop::Semicolon) => (Rule::StopThenInsertedItems, MarkKind::Inserted, false),
            (Stop::Semicolon, Stop::Comma) => (Rule::StopThenDeletedItems, MarkKind::Deleted, false),
            (Stop::Full, Stop::Semicolon) if has_items => (Rule::EndOfResolution, MarkKind::Inserted, true),
            (Stop::Full, Stop::Comma) if !has_items => (Rule::EndOfResolution, MarkKind::Inserted, true),
            (Stop::Semicolon, Stop::Full) if has_items => (Rule::EndOfResolution, MarkKind::Deleted, true),
            (Stop::Comma, Stop::Full) if !has_items => (Rule::EndOfResolution, MarkKind::Deleted, true),
            _ => return None,
        };
        let outcome = Outcome { rule, kind, has_items, goes_on };
        let is_met = self.lines(&outcome).next().is_some();
        is_met.then_some(outcome)
    }

    /// The lines behind the item that only one of the texts has.
    fn lines(&self, outcome: &Outcome) -> impl Iterator<Item = usize> {
        let rest = &self.sections[self.at].items[self.index + 1..];
        let later = if outcome.goes_on { &self.sections[self.at + 1..] } else { &[] };
        let of_later =
            later.iter().flat_map(|section| section.head.into_iter().chain(section.items.iter().map(|item| item.line)));
        rest.iter().map(|item| item.line).chain(of_later)
    }

    /// Rule 12: the item was, or is, the only one of its section, and a sole item has no label.
    fn sole_label(&self, outcome: &Outcome) -> Option<Find> {
        let item = &self.sections[self.at].items[self.index];
        let label = item.label.as_ref().filter(|label| label.is_first() && !label.range.is_empty())?;
        if self.index != 0 || !outcome.has_items {
            return None;
        }
        let range = vec![label.range.clone()];
        Some(match outcome.kind {
            MarkKind::Inserted => Find::new(Rule::SoleItemNumbered, item.line, Vec::new(), range),
            _ => Find::new(Rule::SoleItemNumbered, item.line, range, Vec::new()),
        })
    }
}
