//! What the two texts must look like when they have been told apart (DOMAIN §1.3): items end with semicolons, the last of a section with a
//! comma, the last of all with a full stop. Where a text does not, its splits are less sure.

use super::Doubt;
use super::page::Page;
use super::rows::{Rows, Stop};
use super::split::{Find, Finds, Rule};
use crate::read::manuscript::MarkKind;

/// By how much a split is less sure where a section does not keep the order of stops.
const DOUBT: f64 = 0.8;
/// How sure two splits are that contradict each other.
const UNSURE: f64 = 0.4;

/// Lowers the confidence of splits in sections whose items do not end as they should in both texts.
pub(super) fn weigh(sections: &[Rows<'_>], finds: &mut Finds) {
    let kept: Vec<bool> = (0..sections.len()).map(|at| keeps(sections, at, finds)).collect();
    for (section, kept) in sections.iter().zip(kept) {
        // Sections without heads are whole parts of a text, whose paragraphs end otherwise.
        if kept || section.head.is_none() {
            continue;
        }
        let of_list = |rule| {
            matches!(
                rule,
                Rule::StopThenInsertedItems
                    | Rule::StopThenDeletedItems
                    | Rule::EndOfResolution
                    | Rule::SoleItemNumbered
                    | Rule::LabelRunOn
                    | Rule::LabelTwiceOrMissing
            )
        };
        for item in &section.items {
            for find in finds.on_mut(item.line).iter_mut().filter(|find| of_list(find.rule)) {
                find.confidence = (find.confidence * DOUBT * 100.0).round() / 100.0;
            }
        }
    }
}

/// What was inserted whole cannot hold deleted words, nor the reverse: where both were found, neither is sure.
pub(super) fn contradictions(page: &Page<'_>, finds: &mut Finds) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for line in page.lines() {
        let on = finds.on_mut(line);
        let whole = on.iter().find_map(|find| find.whole);
        let speaks_against = |find: &Find| match whole {
            Some(MarkKind::Inserted) => !find.deleted.is_empty(),
            Some(MarkKind::Deleted) => !find.inserted.is_empty(),
            _ => false,
        };
        if on.iter().any(speaks_against) {
            on.iter_mut().for_each(|find| find.confidence = find.confidence.min(UNSURE));
            doubts.push((line, 0..page.line(line).len()));
        }
    }
    doubts
}

/// Whether a section keeps the order of stops in both texts.
pub(super) fn keeps(sections: &[Rows<'_>], at: usize, finds: &Finds) -> bool {
    [MarkKind::Inserted, MarkKind::Deleted].into_iter().all(|hidden| {
        let stops = stops(&sections[at], finds, hidden);
        let is_last = sections[at + 1..].iter().all(|later| self::stops(later, finds, hidden).is_empty());
        let Some((last, others)) = stops.split_last() else { return true };
        let end = if is_last { Some(Stop::Full) } else { Some(Stop::Comma) };
        // A sub-list opens with a colon and is no stop of these.
        *last == end
            && others
                .iter()
                .all(|stop| !matches!(stop, Some(Stop::Full)) && *stop != end.filter(|end| *end == Stop::Comma))
    })
}

/// The stops at the ends of the items that one of the texts has.
fn stops(section: &Rows<'_>, finds: &Finds, hidden: MarkKind) -> Vec<Option<Stop>> {
    let shown = section.items.iter().filter(|item| finds.kind_of(item.line) != Some(hidden));
    shown
        .map(|item| {
            let Some([first, second]) = item.two_stops() else { return item.stop() };
            let is_hidden = |find: &Find| {
                let ranges = if hidden == MarkKind::Inserted { &find.inserted } else { &find.deleted };
                ranges.iter().any(|range| range.start <= second.1.start && second.1.end <= range.end)
            };
            let second_hidden = finds.on(item.line).iter().any(is_hidden);
            Some(if second_hidden { first.0 } else { second.0 })
        })
        .collect()
}
