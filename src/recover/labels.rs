//! Labels that have run together (rule 11 of DOMAIN §5), and labels that stand twice (rule 16).
//!
//! `b)c)⇥` is the second item that became the third. It is one only where both counts run on: the older from the item before it in the
//! older list, the newer likewise. An item that was put in or taken out before it shows by the count that it leaves behind.

use super::page::{Order, Page};
use super::rows::{Item, Rows};
use super::split::{Find, Finds, Rule};
use crate::read::manuscript::MarkKind;
use crate::segment::Label;
use std::collections::HashMap;
use std::ops::{Range, RangeInclusive};

/// Where one item of a list stands in both counts.
struct Counted {
    line: usize,
    number: u32,
}

/// The splits of labels, and the items that they show to be in one text only.
pub(super) fn run_ons(page: &Page<'_>, sections: &[Rows<'_>], finds: &Finds, order: Order) -> Vec<Find> {
    sections.iter().flat_map(|section| of_section(page, section, finds, order)).collect()
}

fn of_section(page: &Page<'_>, section: &Rows<'_>, finds: &Finds, order: Order) -> Vec<Find> {
    let Some(wrapping) =
        section.items.iter().find_map(|item| item.label.as_ref()).map(|label| label.wrapping().to_owned())
    else {
        return Vec::new();
    };
    let mut out = Vec::new();
    // The last number of the older and of the newer list, and the items that seem to be in both since the counts last agreed.
    let (mut older, mut newer) = (0, 0);
    let mut both: Vec<Counted> = Vec::new();
    // The lines that were found to be in one text only.
    let mut told: HashMap<usize, MarkKind> = HashMap::new();
    for item in section.items.iter().take_while(|_| !page.deadline.is_past()) {
        let sole = finds.on(item.line).iter().any(|find| find.rule == Rule::SoleItemNumbered);
        let kind = finds.kind_of(item.line).or_else(|| told.get(&item.line).copied());
        // What is the next label as it stands needs no cut: `12` behind `11`. A label that ends before its tab is not all there is.
        let label = item.label.as_ref().filter(|label| label.range.end > prefix(item.text).end);
        let is_next = |count: u32| label.is_some_and(|label| label.numbers().any(|number| number == count + 1));
        let runs_on = is_next(older) || is_next(newer);
        let cut = if runs_on || kind.is_some() { None } else { Cut::of(page, item, &wrapping, order) };
        if let Some(cut) = cut {
            let older_fits = cut.older == older + 1 || are_held(&both, cut.older..=older);
            let newer_fits = cut.newer == newer + 1 || are_held(&both, cut.newer..=newer);
            let one_runs_on = cut.older == older + 1 || cut.newer == newer + 1;
            if older_fits && newer_fits && one_runs_on {
                let lines = |range: RangeInclusive<u32>| {
                    both.iter().filter(|c| range.contains(&c.number)).map(|c| c.line).collect::<Vec<_>>()
                };
                let alone = lines(cut.older..=older).into_iter().map(|line| (line, MarkKind::Inserted));
                let gone = lines(cut.newer..=newer).into_iter().map(|line| (line, MarkKind::Deleted));
                for (line, kind) in alone.chain(gone) {
                    told.entry(line).or_insert(kind);
                    out.push(Find::whole(Rule::LabelRunOn, line, kind));
                }
                out.push(Find::new(Rule::LabelRunOn, item.line, vec![cut.deleted], vec![cut.inserted]));
                (older, newer) = (cut.older, cut.newer);
                both.clear();
                continue;
            }
        }
        let Some(label) = item.label.as_ref().filter(|label| label.wrapping() == wrapping && !label.range.is_empty())
        else {
            continue;
        };
        let next = |count: u32| label.numbers().find(|number| *number == count + 1);
        match kind {
            Some(MarkKind::Inserted) => newer = next(newer).unwrap_or(newer),
            Some(_) => older = next(older).unwrap_or(older),
            None => {
                let number = next(newer).or_else(|| next(older)).or_else(|| label.numbers().next());
                if let Some(number) = number {
                    (older, newer) = (number, number);
                    if !sole {
                        both.push(Counted { line: item.line, number });
                    }
                }
            }
        }
    }
    out
}

/// Whether each number of a range, which holds some, is that of an item held to be in both texts.
fn are_held(both: &[Counted], range: RangeInclusive<u32>) -> bool {
    !range.is_empty() && both.iter().filter(|counted| range.contains(&counted.number)).count() == range.count()
}

/// What stands before the first tab or space.
fn prefix(text: &str) -> Range<usize> {
    let indent = text.len() - text.trim_start().len();
    let end = text[indent..].find(['\t', ' ', '\u{A0}', '\u{3000}']).map_or(text.len(), |end| indent + end);
    indent..end
}

/// A label cut in two.
struct Cut {
    older: u32,
    newer: u32,
    deleted: Range<usize>,
    inserted: Range<usize>,
}

impl Cut {
    /// The cut of an item's label, where it is two labels of the list: `b)c)`, `23`, or `ab)` with the bracket for both.
    fn of(page: &Page<'_>, item: &Item<'_>, wrapping: &str, order: Order) -> Option<Cut> {
        if page.reading.lines[item.line].label.is_some() {
            return None;
        }
        const LONGEST: usize = 24;
        let Range { start: indent, end } = prefix(item.text);
        let whole = &item.text[indent..end];
        let gap = item.text[end..].chars().next().filter(|_| whole.len() <= LONGEST)?;
        let read = |text: &str| {
            let line = format!("{text}{gap}x");
            let label = Label::of(&line, None, page.lexicon, page.language)?;
            (label.wrapping() == wrapping && label.text == text).then(|| label.numbers().collect::<Vec<u32>>())
        };
        let tail = whole.len() - whole.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        let lead = whole.len() - whole.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        let cuts: Vec<usize> = whole.char_indices().map(|(at, _)| at).filter(|at| *at > 0).collect();
        let mut found = Vec::new();
        for at in cuts {
            for (lead, tail) in [(0, 0), (0, tail), (lead, tail)] {
                if at <= lead || at > whole.len() - tail {
                    continue;
                }
                let (head, end) = (&whole[..lead], &whole[whole.len() - tail..]);
                let first = read(&format!("{}{end}", &whole[..at]));
                let second = read(&format!("{head}{}", &whole[at..]));
                if let (Some(first), Some(second)) = (first, second) {
                    let ranges = (indent + lead..indent + at, indent + at..indent + whole.len() - tail);
                    found.extend(
                        first
                            .iter()
                            .flat_map(|a| second.iter().map(move |b| (*a, *b)))
                            .map(|pair| (pair, ranges.clone())),
                    );
                }
            }
        }
        // Neighbours in a list are near each other: of several cuts (`1011`) that between near numbers.
        let ((first, second), ranges) =
            found.into_iter().filter(|((a, b), _)| a != b).min_by_key(|((a, b), _)| a.abs_diff(*b))?;
        let ((older, newer), (deleted, inserted)) = (order.of(first, second), order.of(ranges.0, ranges.1));
        Some(Cut { older, newer, deleted, inserted })
    }
}

/// Rule 16: an item with the label of the one before it. The first was deleted, the second put in its place.
pub(super) fn twice(sections: &[Rows<'_>], finds: &Finds) -> Vec<Find> {
    let mut out = Vec::new();
    for section in sections {
        for pair in section.items.windows(2) {
            let [first, second] = pair else { continue };
            let is_free = |item: &Item<'_>| finds.on(item.line).is_empty();
            let (Some(one), Some(other)) = (&first.label, &second.label) else { continue };
            let typed = !one.range.is_empty() && !other.range.is_empty() && one.text.chars().any(char::is_alphanumeric);
            if typed && one.text == other.text && first.stop() == second.stop() && is_free(first) && is_free(second) {
                out.push(Find::whole(Rule::LabelTwiceOrMissing, first.line, MarkKind::Deleted));
                out.push(Find::whole(Rule::LabelTwiceOrMissing, second.line, MarkKind::Inserted));
            }
        }
    }
    out
}
