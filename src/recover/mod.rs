//! A text without marks in which deletion and insertion were glued together becomes a manuscript with marks (DOMAIN §5).
//!
//! Text extractors emit deleted words with the inserted ones, the deleted first: `(Rév. Genève, 2022New Delhi, 2024)`, an item that
//! ends `études,;`. Enters the raw text, read and segmented once; leaves the same manuscript with spans split and marked as
//! `{--Genève, 2022--}{++New Delhi, 2024++}`, so that no place moves and all that follows is done as for a tracked file. Each split names its
//! rule and its confidence. What leaves no trace cannot be found: [`Recovered::surety`] says how sure it is that a clause did not change.
//!
//! Heads, items, labels and addressees are evidence here, so this room stands behind `segment`.

mod align;
mod base;
mod canonical;
mod checksum;
mod conjunctions;
mod heads;
mod history;
mod labels;
mod marking;
mod page;
mod rows;
mod run_ons;
mod split;
mod stops;
mod trace;
mod unmarked;
mod words;

pub use base::{Base, has_base};
pub use split::{Rule, Split};
pub use trace::{Recovered, Surety};
pub use unmarked::unmarked;

use crate::read::Manuscript;
use crate::segment::{Read, Setting};
use page::Page;
use split::Finds;

/// Splits what has run together, or gives `None` where nothing has: a clean text passes untouched.
///
/// `read` is the raw text's only reading, `bases` the texts at hand of which an older wording is known.
pub fn recover(manuscript: &Manuscript, read: Read<'_>, bases: &[Base<'_>], setting: Setting<'_>) -> Option<Recovered> {
    let pages: Vec<Page<'_>> = (0..read.outline.texts.len()).filter_map(|at| Page::new(read, at, setting)).collect();
    let mut found = Vec::new();
    let mut recovered = Recovered::default();
    for page in pages.iter().take_while(|_| !setting.deadline.is_past()) {
        let (finds, doubts) = splits(page);
        let base = base::of(page.index, read, bases, setting);
        let outcome = base::confirmed(page, finds, base);
        if outcome.finds.is_empty() {
            continue;
        }
        recovered.settle(page, &outcome);
        recovered.doubts.extend(doubts.into_iter().map(|(line, range)| {
            let line = &page.reading.lines[line];
            (manuscript.place_of(line, range.clone()), line.text[range].to_owned())
        }));
        found.extend(outcome.finds);
    }
    if found.is_empty() {
        return None;
    }
    recovered.splits = found.iter().map(|find| find.placed(manuscript, read.reading)).collect();
    recovered.splits.sort_by_key(|split| split.paragraph);
    recovered.manuscript = marking::marked(manuscript, &recovered.splits);
    Some(recovered)
}

/// A stretch of a line that looks as if it had run together, and cannot be split.
type Doubt = (usize, std::ops::Range<usize>);

/// What the rules find in one text, those first that need no others.
fn splits(page: &Page<'_>) -> (Finds, Vec<Doubt>) {
    let mut finds = Finds::default();
    let mut doubts = Vec::new();
    let (versions, order) = run_ons::find(page);
    finds.extend(versions);
    finds.extend(heads::find(page, order));
    let sections = rows::sections(page, &finds.lines_of(Rule::HeadRunOn));
    finds.extend(conjunctions::find(page, &sections, order));
    let stops = stops::find(&sections, order, &|word| page.language.is_stopped(word));
    doubts.extend(stops.doubts);
    finds.extend(stops.finds);
    finds.extend(labels::run_ons(page, &sections, &finds, order));
    if finds.is_empty() {
        return (finds, Vec::new());
    }
    // The rules that clean texts meet as well: only where others have shown that this text has run together.
    finds.extend(history::find(page, &finds));
    finds.extend(run_ons::years(page));
    finds.extend(labels::twice(&sections, &finds));
    let words = words::find(page, &finds, order);
    finds.extend(words.finds);
    doubts.extend(words.doubts);
    checksum::weigh(&sections, &mut finds);
    let mut doubts: Vec<Doubt> = doubts.into_iter().filter(|(line, range)| !finds.touches(*line, range)).collect();
    doubts.extend(checksum::contradictions(page, &mut finds));
    (finds, doubts)
}
