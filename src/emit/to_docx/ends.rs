//! The ends of texts, cells and boxes, and of stretches that change: which paragraph keeps its mark.
//!
//! Enters a plan in which whole paragraphs go and come with their own marks. At the end of the text, of a cell or of a box no mark can go or
//! come, since Word always keeps the last one (ECMA-376 §17.13.5.15): there the mark before takes its place, and the last paragraph takes over
//! the properties.
//!
//! ```text
//! naive         A¶  {++B¶++}       rejecting leaves an empty paragraph behind A
//! here          A{++¶B++}¶         rejecting leaves A
//! ```
//!
//! The same is done where the words before the mark change as well, so that what comes or goes is one stretch (`{++, C¶B++}`): a change
//! that stops at a mark and goes on behind it is joined by some word processors, which then take the mark for part of it.

use super::plan::{Becomes, Maker, New, Slot};
use super::properties::MarkChange;
use crate::read::EnclosureKind;
use std::collections::BTreeSet;

impl Maker<'_> {
    /// The last paragraph of a text, cell or box keeps its mark, whatever happens.
    pub(super) fn close_ends(&mut self) {
        let paragraphs = &self.survey.paragraphs;
        let mut seen: BTreeSet<Vec<usize>> = BTreeSet::new();
        for last in (0..paragraphs.len()).rev() {
            let within = &paragraphs[last].within;
            let is_followed = !seen.insert(within.clone());
            for depth in 0..within.len() {
                // What stands before a table is followed by it.
                if self.survey.enclosures[within[depth]].kind == EnclosureKind::Table {
                    seen.insert(within[..depth].to_vec());
                }
            }
            let row_goes = within.iter().any(|e| self.plan.deleted_rows.contains(e));
            if !is_followed && !row_goes {
                self.close_end(last);
            }
        }
    }

    fn close_end(&mut self, last: usize) {
        let behind: Vec<usize> = (0..self.plan.new.len())
            .filter(|i| matches!(&self.plan.new[*i], (Slot::Behind(o), New::Paragraph(_)) if *o == last))
            .collect();
        let goes = self.plan.fates.get(&last).is_some_and(|fate| fate.mark == MarkChange::Deleted);
        if goes && !behind.is_empty() {
            // The first new one is typed into the paragraph that goes; what follows it splits off.
            let (_, New::Paragraph(first)) = self.plan.new.remove(behind[0]) else { return };
            let text_end = self.sides.older_text(last).len();
            let fate = self.plan.fates.entry(last).or_default();
            fate.mark = MarkChange::None;
            fate.words.inserted.extend(first.words.into_iter().map(|new| (text_end, new)));
            let counted = self.sides.older.lines[last].label.is_some();
            fate.becomes = match first.like {
                Some(like) if like != last && first.is_counted => Becomes::Like(like),
                _ if counted && !first.is_counted => Becomes::Unnumbered,
                Some(like) if like != last => Becomes::Like(like),
                _ => Becomes::Itself,
            };
            self.split_off(last, behind.len() - 1, behind[0]);
        } else if goes {
            let Some(before) = self.kept_before(last) else {
                self.plan.fates.entry(last).or_default().mark = MarkChange::None;
                return;
            };
            self.plan.fates.entry(before).or_default().mark = MarkChange::Deleted;
            let fate = self.plan.fates.entry(last).or_default();
            fate.mark = MarkChange::None;
            fate.becomes = Becomes::Like(before);
        } else if let Some(first) = behind.first() {
            self.split_off(last, behind.len(), *first);
        }
    }

    /// Changes at the end of a kept paragraph and of whole paragraphs behind it become one stretch.
    pub(super) fn close_stretches(&mut self) {
        let ends_new = |maker: &Self, o: usize| {
            let end = maker.sides.older_text(o).len();
            maker.plan.fates.get(&o).is_some_and(|f| f.words.inserted.last().is_some_and(|(at, _)| *at == end))
        };
        let mut at = 0;
        while at < self.plan.new.len() {
            let (Slot::Behind(o), New::Paragraph(_)) = &self.plan.new[at] else {
                at += 1;
                continue;
            };
            let o = *o;
            let same = |(slot, new): &&(Slot, New)| *slot == Slot::Behind(o) && matches!(new, New::Paragraph(_));
            let count = self.plan.new[at..].iter().take_while(same).count();
            let is_plain =
                self.plan.fates.get(&o).is_some_and(|f| f.mark == MarkChange::None && f.becomes == Becomes::Itself);
            if is_plain && ends_new(self, o) && self.kept.contains(&o) {
                self.split_off(o, count, at);
            }
            at += count;
        }
        let goes = |maker: &Self, o: usize| {
            maker.plan.fates.get(&o).is_some_and(|f| f.mark == MarkChange::Deleted && f.words.is_whole)
        };
        let paragraphs = self.survey.paragraphs.len();
        for o in 0..paragraphs {
            let end = self.sides.older_text(o).len();
            let is_plain = self.plan.fates.get(&o).is_some_and(|f| {
                f.mark == MarkChange::None
                    && f.becomes == Becomes::Itself
                    && f.words.deleted.last().is_some_and(|range| range.end == end)
                    && f.words.inserted.last().is_none_or(|(at, _)| *at < end)
            });
            if !is_plain || !self.kept.contains(&o) || !goes(self, o + 1) {
                continue;
            }
            let last = (o + 1..paragraphs).take_while(|next| goes(self, *next)).last().unwrap_or(o + 1);
            if self.kept_before(last) == Some(o) {
                self.plan.fates.entry(o).or_default().mark = MarkChange::Deleted;
                let fate = self.plan.fates.entry(last).or_default();
                fate.mark = MarkChange::None;
                fate.becomes = Becomes::Like(o);
            }
        }
    }

    /// The mark of `last` is new, and the last of `count` new paragraphs from `first` on takes over the one that it had.
    fn split_off(&mut self, last: usize, count: usize, first: usize) {
        if count == 0 {
            return;
        }
        self.plan.fates.entry(last).or_default().mark = MarkChange::Inserted;
        if let Some((_, New::Paragraph(new))) = self.plan.new.get_mut(first + count - 1) {
            new.mark = MarkChange::None;
            new.takes_over = Some(last);
        }
    }

    /// The paragraph before those that go at the end, where it stands in the same text, cell or box and stays.
    fn kept_before(&self, last: usize) -> Option<usize> {
        let goes = |o: usize| self.plan.fates.get(&o).is_some_and(|fate| fate.mark == MarkChange::Deleted);
        let within = &self.survey.paragraphs[last].within;
        let before = (0..last).rev().find(|o| !goes(*o))?;
        let same = self.survey.paragraphs[before..last].iter().all(|paragraph| paragraph.within == *within);
        let is_new_between = self.plan.new.iter().any(|(slot, _)| match slot {
            Slot::Behind(o) => (before..last).contains(o),
            Slot::Before(o) => (before + 1..=last).contains(o),
            _ => false,
        });
        (same && !is_new_between && self.kept.contains(&before)).then_some(before)
    }
}
