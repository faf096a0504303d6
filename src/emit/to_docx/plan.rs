//! What is to happen to each paragraph of the older file, and which new ones come where.
//!
//! Enter the pairs of lines and the survey; leaves a [`Plan`]. A whole paragraph goes with its mark, a new one comes with its own. At the
//! end of the text, of a cell or of a box no mark can go or come, since Word always keeps the last one (ECMA-376 §17.13.5.15): there the
//! mark before takes its place, and the last paragraph takes over the properties.
//!
//! ```text
//! naive         A¶  {++B¶++}       rejecting leaves an empty paragraph behind A
//! here          A{++¶B++}¶         rejecting leaves A
//! ```
//!
//! The same is done where the words before the mark change as well, so that what comes or goes is one stretch (`{++, C¶B++}`): a change
//! that stops at a mark and goes on behind it is joined by some word processors, which then take the mark for part of it.

use super::properties::MarkChange;
use super::runs::{WordChanges, joined};
use super::sides::Sides;
use super::tags::Insertion;
use crate::compare::comparison::RunKind;
use crate::compare::lines::{LinePair, redline};
use crate::read::{EnclosureKind, Survey};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Which properties an older paragraph has in the end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Becomes {
    /// Its own.
    #[default]
    Itself,
    /// Its own without the number that is counted.
    Unnumbered,
    /// Those of another older paragraph.
    Like(usize),
}

/// What happens to an older paragraph.
#[derive(Debug, Clone, Default)]
pub struct Fate {
    /// To its words.
    pub words: WordChanges,
    /// To its mark.
    pub mark: MarkChange,
    /// To its properties.
    pub becomes: Becomes,
}

/// A place between blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// Behind an older paragraph.
    Behind(usize),
    /// Before an older paragraph.
    Before(usize),
    /// Behind an enclosure.
    BehindEnclosure(usize),
    /// Before an enclosure.
    BeforeEnclosure(usize),
    /// At the end of the body.
    End,
}

/// A new paragraph.
#[derive(Debug, Clone)]
pub struct NewParagraph {
    /// The line of the newer reading.
    pub line: usize,
    /// The older paragraph that it is dressed like.
    pub like: Option<usize>,
    /// Its words, with the calls of notes; a label that is counted is none of them.
    pub words: Vec<Insertion>,
    /// Whether the list of the paragraph that it is like counts it.
    pub is_counted: bool,
    /// Whether its mark is new; the last of a text takes over the mark of an older paragraph.
    pub mark: MarkChange,
    /// The older paragraph whose mark it takes over.
    pub takes_over: Option<usize>,
}

/// What comes in at a place.
#[derive(Debug, Clone)]
pub enum New {
    /// A paragraph.
    Paragraph(NewParagraph),
    /// Rows, each of cells of paragraphs; with the older row that they are like, or as a table of their own.
    Rows { rows: Vec<Vec<Vec<NewParagraph>>>, like: Option<usize> },
}

/// What is to happen.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// To older paragraphs, by index.
    pub fates: BTreeMap<usize, Fate>,
    /// To rows: the enclosures that go.
    pub deleted_rows: BTreeSet<usize>,
    /// What is new, in order.
    pub new: Vec<(Slot, New)>,
    /// Footnotes that are new: id, and the note of the newer source.
    pub notes: Vec<(u64, usize)>,
}

/// Makes the plan. Of the newer lines in `typed` the label stands as text, since counting would give another.
pub fn plan(pairs: &[LinePair], sides: &Sides<'_>, survey: &Survey, typed: &BTreeSet<usize>) -> Plan {
    let mut maker = Maker { sides, survey, typed, plan: Plan::default(), kept: BTreeSet::new() };
    maker.kept.extend(pairs.iter().filter(|pair| pair.newer.is_some()).filter_map(|pair| pair.older));
    let rows = maker.deleted_rows(pairs);
    maker.plan.deleted_rows = rows;
    let mut at = 0;
    while at < pairs.len() {
        let pair = &pairs[at];
        match (pair.older, pair.newer) {
            (Some(o), Some(n)) => {
                maker.reword(o, n);
                at += 1;
            }
            (Some(o), None) => {
                maker.delete(o);
                at += 1;
            }
            (None, Some(_)) => {
                let from = at;
                while at < pairs.len() && pairs[at].older.is_none() {
                    at += 1;
                }
                maker.insert(pairs, from..at);
            }
            (None, None) => at += 1,
        }
    }
    maker.close_ends(pairs);
    maker.close_stretches();
    maker.plan
}

struct Maker<'m> {
    sides: &'m Sides<'m>,
    survey: &'m Survey,
    typed: &'m BTreeSet<usize>,
    plan: Plan,
    kept: BTreeSet<usize>,
}

impl Maker<'_> {
    /// Rows of which every line goes.
    fn deleted_rows(&self, pairs: &[LinePair]) -> BTreeSet<usize> {
        let mut all: HashMap<usize, (usize, usize)> = HashMap::new();
        let gone: BTreeSet<usize> = pairs.iter().filter(|p| p.newer.is_none()).filter_map(|p| p.older).collect();
        for (index, paragraph) in self.survey.paragraphs.iter().enumerate() {
            let has_words = !self.sides.older_text(index).trim().is_empty();
            for row in paragraph.within.iter().filter(|e| self.survey.enclosures[**e].kind == EnclosureKind::Row) {
                let counts = all.entry(*row).or_default();
                counts.0 += usize::from(has_words && gone.contains(&index));
                counts.1 += usize::from(has_words && !gone.contains(&index));
            }
        }
        all.into_iter().filter(|(_, (gone, stays))| *gone > 0 && *stays == 0).map(|(row, _)| row).collect()
    }

    fn reword(&mut self, o: usize, n: usize) {
        let line = &self.sides.older.lines[o];
        let (becomes, target) = match &line.label {
            Some(label) => match self.sides.behind_label(n, Some(label)).filter(|_| !self.typed.contains(&n)) {
                Some(text) => (Becomes::Itself, text),
                None => (Becomes::Unnumbered, self.sides.shown(n)),
            },
            None => (Becomes::Itself, self.sides.shown(n)),
        };
        let mut words = WordChanges::default();
        // A note whose words changed is another note: the call goes, and another comes.
        let mut held = if self.sides.notes_count { self.sides.older_calls(o) } else { Vec::new() }.into_iter();
        let mut new_calls = Vec::new();
        for (place, note) in self.sides.newer_calls(n, &target) {
            let mut rest = held.clone();
            if rest.any(|(.., words)| words == self.sides.newer_notes[note]) {
                let passed = held.len() - rest.len() - 1;
                words.calls.extend(held.by_ref().take(passed).map(|(element, id, _)| (element, id)));
                held.next();
            } else {
                new_calls.push((place, self.new_note(note)));
            }
        }
        words.calls.extend(held.map(|(element, id, _)| (element, id)));
        let mut new_calls = new_calls.into_iter().peekable();
        let (mut at, mut place) = (0, 0);
        while let Some((_, id)) = new_calls.next_if(|(call, _)| *call == 0) {
            words.inserted.push((self.sides.offset(o, 0), Insertion::Call(id)));
        }
        for run in redline(&line.text, &target, self.sides.language) {
            let len = run.text().len();
            match run.kind() {
                RunKind::Keep => {
                    while let Some((call, id)) = new_calls.next_if(|(call, _)| *call <= place + len) {
                        words.inserted.push((self.sides.offset(o, at + call - place), Insertion::Call(id)));
                    }
                    (at, place) = (at + len, place + len);
                }
                RunKind::Del => {
                    words.deleted.extend(line.sources(at..at + len).map(|piece| piece.start..piece.start + piece.len));
                    at += len;
                }
                RunKind::Ins => {
                    let calls: Vec<(usize, u64)> =
                        std::iter::from_fn(|| new_calls.next_if(|(call, _)| *call <= place + len)).collect();
                    let offset = self.sides.offset(o, at);
                    let calls: Vec<(usize, u64)> = calls.into_iter().map(|(call, id)| (call - place, id)).collect();
                    words.inserted.extend(with_calls(run.text(), &calls).into_iter().map(|new| (offset, new)));
                    place += len;
                }
            }
        }
        words.deleted = joined(words.deleted);
        if !words.is_empty() || becomes != Becomes::Itself {
            self.plan.fates.insert(o, Fate { words, becomes, mark: MarkChange::None });
        }
    }

    fn delete(&mut self, o: usize) {
        if self.sides.is_blank(o) && !self.sides.blanks_count {
            return;
        }
        let whole = 0..self.sides.older_text(o).len();
        let words = WordChanges { deleted: joined(vec![whole]), is_whole: true, ..WordChanges::default() };
        self.plan.fates.insert(o, Fate { words, mark: MarkChange::Deleted, becomes: Becomes::Itself });
    }

    /// New lines that follow each other.
    fn insert(&mut self, pairs: &[LinePair], range: std::ops::Range<usize>) {
        let before = pairs[..range.start].iter().rev().find_map(|pair| pair.older);
        let after = pairs[range.end..].iter().find_map(|pair| pair.older);
        let newer = |pairs: &[LinePair], o: Option<usize>| {
            let o = o?;
            pairs.iter().find(|pair| pair.older == Some(o))?.newer
        };
        let cell = |n: Option<usize>| self.sides.newer.lines[n?].cell;
        let (cell_before, cell_after) =
            (cell(newer(&pairs[..range.start], before)), cell(newer(&pairs[range.end..], after)));
        let lines: Vec<usize> = pairs[range].iter().filter_map(|pair| pair.newer).collect();
        let mut at = 0;
        while at < lines.len() {
            let own = self.sides.newer.lines[lines[at]].cell;
            let Some(own) = own else {
                let slot = self.between(before, after);
                let new = self.new_paragraph(lines[at], before, after);
                self.plan.new.push((slot, New::Paragraph(new)));
                at += 1;
                continue;
            };
            let row = |n: usize| self.sides.newer.lines[n].cell.map(|cell| (cell.table, cell.row));
            let end = lines[at..]
                .iter()
                .position(|n| row(*n) != Some((own.table, own.row)))
                .map_or(lines.len(), |to| at + to);
            let same_row = |cell: Option<crate::read::manuscript::Cell>| {
                cell.is_some_and(|cell| (cell.table, cell.row) == (own.table, own.row))
            };
            let is_whole_row = !same_row(cell_before) && !same_row(cell_after);
            if is_whole_row {
                self.insert_row(&lines[at..end], own.table, (before, cell_before), (after, cell_after));
            } else {
                for &n in &lines[at..end] {
                    let own = self.sides.newer.lines[n].cell;
                    let slot = match after.filter(|_| own == cell_after && own != cell_before) {
                        Some(o) => Slot::Before(o),
                        None => before.map_or_else(|| self.between(before, after), Slot::Behind),
                    };
                    let new = self.new_paragraph(n, before, after);
                    self.plan.new.push((slot, New::Paragraph(new)));
                }
            }
            at = end;
        }
    }

    /// A row all of whose lines are new: beside a row of the table that became its table, or in a table of its own.
    fn insert_row(
        &mut self,
        lines: &[usize],
        table: usize,
        before: (Option<usize>, Option<crate::read::manuscript::Cell>),
        after: (Option<usize>, Option<crate::read::manuscript::Cell>),
    ) {
        let mut cells: Vec<(usize, Vec<NewParagraph>)> = Vec::new();
        for &n in lines {
            let column = self.sides.newer.lines[n].cell.map_or(0, |cell| cell.column);
            let new = self.new_paragraph(n, before.0, after.0);
            match cells.last_mut().filter(|(held, _)| *held == column) {
                Some((_, held)) => held.push(new),
                None => cells.push((column, vec![new])),
            }
        }
        let cells: Vec<Vec<NewParagraph>> = cells.into_iter().map(|(_, cell)| cell).collect();
        let row_of = |side: (Option<usize>, Option<crate::read::manuscript::Cell>)| {
            let paragraph = side.0.filter(|_| side.1.is_some_and(|cell| cell.table == table))?;
            let within = &self.survey.paragraphs[paragraph].within;
            within.iter().rev().copied().find(|e| self.survey.enclosures[*e].kind == EnclosureKind::Row)
        };
        let (slot, like) = match (row_of(before), row_of(after)) {
            (Some(row), _) => (Slot::BehindEnclosure(row), Some(row)),
            (None, Some(row)) => (Slot::BeforeEnclosure(row), Some(row)),
            (None, None) => (self.between(before.0, after.0), None),
        };
        if let Some((held, New::Rows { rows, like: as_held })) = self.plan.new.last_mut()
            && *held == slot
            && *as_held == like
            && rows
                .last()
                .and_then(|row| row.first())
                .and_then(|cell| cell.first())
                .is_some_and(|first| self.sides.newer.lines[first.line].cell.is_some_and(|cell| cell.table == table))
        {
            rows.push(cells);
            return;
        }
        self.plan.new.push((slot, New::Rows { rows: vec![cells], like }));
    }

    fn new_paragraph(&mut self, n: usize, before: Option<usize>, after: Option<usize>) -> NewParagraph {
        let like = self.sides.like(n, before.or(after));
        let counted = like.and_then(|o| self.sides.older.lines[o].label.as_deref());
        let text =
            counted.filter(|_| !self.typed.contains(&n)).and_then(|label| self.sides.behind_label(n, Some(label)));
        let is_counted = text.is_some();
        let text = text.unwrap_or_else(|| self.sides.shown(n));
        let calls = self.sides.newer_calls(n, &text);
        let calls: Vec<(usize, u64)> = calls.into_iter().map(|(at, note)| (at, self.new_note(note))).collect();
        NewParagraph {
            line: n,
            like,
            is_counted,
            words: with_calls(&text, &calls),
            mark: MarkChange::Inserted,
            takes_over: None,
        }
    }

    /// The id of a footnote that is new.
    fn new_note(&mut self, note: usize) -> u64 {
        let id = self.sides.next_note + self.plan.notes.len() as u64;
        self.plan.notes.push((id, note));
        id
    }

    /// A place for a block between two older paragraphs: out of what only the one stands in, and not into what only the other does.
    fn between(&self, before: Option<usize>, after: Option<usize>) -> Slot {
        let within = |o: usize| self.survey.paragraphs[o].within.as_slice();
        let kind = |e: usize| self.survey.enclosures[e].kind;
        let Some(before) = before else {
            return match after {
                None => Slot::End,
                Some(o) => within(o)
                    .first()
                    .filter(|e| kind(**e) == EnclosureKind::Table)
                    .map_or(Slot::Before(o), |e| Slot::BeforeEnclosure(*e)),
            };
        };
        let of_after = after.map_or(&[][..], within);
        let shared = within(before).iter().zip(of_after).take_while(|(a, b)| a == b).count();
        match (within(before).get(shared), of_after.get(shared)) {
            (Some(left), _) if kind(*left) == EnclosureKind::Table => Slot::BehindEnclosure(*left),
            (Some(left), entered) if kind(*left) == EnclosureKind::Box => match entered {
                Some(other) if kind(*other) == EnclosureKind::Box => Slot::Behind(before),
                _ => self.host(before, shared).map_or(Slot::Behind(before), Slot::Behind),
            },
            (None, Some(entered)) if kind(*entered) == EnclosureKind::Table => Slot::BeforeEnclosure(*entered),
            (None, Some(_)) => after.map_or(Slot::Behind(before), Slot::Before),
            _ => Slot::Behind(before),
        }
    }

    /// The paragraph that anchors the box in which another stands: boxes follow their paragraph.
    fn host(&self, inside: usize, depth: usize) -> Option<usize> {
        (0..inside).rev().find(|o| self.survey.paragraphs[*o].within.len() == depth)
    }

    /// The last paragraph of a text, cell or box keeps its mark, whatever happens.
    fn close_ends(&mut self, pairs: &[LinePair]) {
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
        debug_assert!(pairs.iter().all(|pair| pair.older.is_some() || pair.newer.is_some()));
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
    fn close_stretches(&mut self) {
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

/// Words, cut where notes are called.
fn with_calls(text: &str, calls: &[(usize, u64)]) -> Vec<Insertion> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, id) in calls {
        out.push(Insertion::Words(text[from..*at].to_owned()));
        out.push(Insertion::Call(*id));
        from = *at;
    }
    out.push(Insertion::Words(text[from..].to_owned()));
    out.retain(|new| !matches!(new, Insertion::Words(words) if words.is_empty()));
    out
}
