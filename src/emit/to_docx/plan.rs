//! What is to happen to each paragraph of the older file, and which new ones come where.
//!
//! Enter the pairs of lines and the survey; leaves a [`Plan`]. A whole paragraph goes with its mark, a new one comes with its own; a whole row
//! goes or comes as a row. What is special about the end of a text is in [`super::ends`].
//!
//! ```text
//! older                     newer                  plan
//! decides                   decides                0: –
//! 1  to test alerts,        1  to test alerts;     1: {--,--}{++;++}
//! 2  to publish them.       2  to ring once.       2: goes with its mark; behind it comes «2  to ring once.»
//! ```

use super::properties::MarkChange;
use super::runs::{WordChanges, joined};
use super::sides::Sides;
use super::tags::Insertion;
use crate::compare::comparison::{Run, RunKind};
use crate::compare::lines::{LinePair, redline};
use crate::read::manuscript::Cell;
use crate::read::{EnclosureKind, Survey};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

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

/// How new lines of tables come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewCells {
    /// In rows and cells of their own, where the tables of both texts allow it.
    Rows,
    /// As paragraphs, which have a place whatever became of the tables around them.
    Paragraphs,
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
pub fn plan(pairs: &[LinePair], sides: &Sides<'_>, survey: &Survey, typed: &BTreeSet<usize>, cells: NewCells) -> Plan {
    let mut maker = Maker { sides, survey, typed, cells, plan: Plan::default(), kept: BTreeSet::new() };
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
    maker.close_ends();
    maker.close_stretches();
    maker.plan
}

/// Makes a plan, pair by pair.
pub(super) struct Maker<'m> {
    pub(super) sides: &'m Sides<'m>,
    pub(super) survey: &'m Survey,
    typed: &'m BTreeSet<usize>,
    cells: NewCells,
    pub(super) plan: Plan,
    /// Older paragraphs that stay.
    pub(super) kept: BTreeSet<usize>,
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
        let runs = redline(&line.text, &target, self.sides.language);
        let mut words = WordChanges { deleted: self.deleted(o, &runs), ..WordChanges::default() };
        let calls = self.calls((o, n), &target, &runs, &words.deleted);
        words.calls = calls.going;
        let mut new_calls = calls.coming.into_iter().peekable();
        let (mut at, mut place) = (0, 0);
        while let Some((_, id)) = new_calls.next_if(|(call, _)| *call == 0) {
            words.inserted.push((self.sides.offset(o, 0), Insertion::Call(id)));
        }
        for run in &runs {
            let len = run.text().len();
            match run.kind() {
                RunKind::Keep => {
                    while let Some((call, id)) = new_calls.next_if(|(call, _)| *call <= place + len) {
                        words.inserted.push((self.sides.offset(o, at + call - place), Insertion::Call(id)));
                    }
                    (at, place) = (at + len, place + len);
                }
                RunKind::Del => at += len,
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
        if !words.is_empty() || becomes != Becomes::Itself {
            self.plan.fates.insert(o, Fate { words, becomes, mark: MarkChange::None });
        }
    }

    /// What goes of an older line, in its paragraph.
    fn deleted(&self, o: usize, runs: &[Run]) -> Vec<Range<usize>> {
        let mut deleted = Vec::new();
        let mut at = 0;
        for run in runs.iter().filter(|run| run.kind() != RunKind::Ins) {
            let range = at..at + run.text().len();
            at = range.end;
            if run.kind() == RunKind::Del {
                let pieces = self.sides.older.lines[o].sources(range);
                deleted.extend(pieces.map(|piece| piece.start..piece.start + piece.len));
            }
        }
        joined(deleted)
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
    fn insert(&mut self, pairs: &[LinePair], range: Range<usize>) {
        let older = |pair: &LinePair| pair.older;
        let both = |pair: &LinePair| pair.older.zip(pair.newer);
        let before = pairs[..range.start].iter().rev().find_map(older);
        let after = pairs[range.end..].iter().find_map(older);
        // The lines around that stay: what goes in between may stand in rows that go with it.
        let (kept_before, kept_after) =
            (pairs[..range.start].iter().rev().find_map(both), pairs[range.end..].iter().find_map(both));
        let cell = |kept: Option<(usize, usize)>| self.sides.newer.lines[kept?.1].cell;
        let (cell_before, cell_after) = (cell(kept_before), cell(kept_after));
        let kept_before = kept_before.map(|(o, _)| o);
        // No line beside a table comes into it, not even where rows go.
        let in_one_table = |o: usize, other: usize| {
            let (of_one, of_other) = (&self.survey.paragraphs[o].within, &self.survey.paragraphs[other].within);
            of_one.first().is_some_and(|table| of_other.first() == Some(table))
        };
        let beside = match (before, after) {
            (Some(o), Some(other)) if in_one_table(o, other) => kept_before,
            _ if self.cells == NewCells::Paragraphs => kept_before,
            _ => before,
        };
        let lines: Vec<usize> = pairs[range].iter().filter_map(|pair| pair.newer).collect();
        let mut at = 0;
        while at < lines.len() {
            let own = self.sides.newer.lines[lines[at]].cell;
            let Some(own) = own.filter(|_| self.cells == NewCells::Rows) else {
                let slot = self.between(beside, after);
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
            let same_row = |cell: Option<Cell>| cell.is_some_and(|cell| (cell.table, cell.row) == (own.table, own.row));
            let is_whole_row = !same_row(cell_before) && !same_row(cell_after);
            if is_whole_row {
                self.insert_row(&lines[at..end], own.table, (kept_before, cell_before), (after, cell_after), beside);
            } else {
                for &n in &lines[at..end] {
                    let own = self.sides.newer.lines[n].cell;
                    let of_after = !same_row(cell_before) || (own == cell_after && own != cell_before);
                    let slot = match after.filter(|_| of_after) {
                        Some(o) => Slot::Before(o),
                        None => kept_before.map_or_else(|| self.between(beside, after), Slot::Behind),
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
        before: (Option<usize>, Option<Cell>),
        after: (Option<usize>, Option<Cell>),
        beside: Option<usize>,
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
        let row_of = |side: (Option<usize>, Option<Cell>)| {
            let paragraph = side.0.filter(|_| side.1.is_some_and(|cell| cell.table == table))?;
            let within = &self.survey.paragraphs[paragraph].within;
            within.iter().rev().copied().find(|e| self.survey.enclosures[*e].kind == EnclosureKind::Row)
        };
        let (slot, like) = match (row_of(before), row_of(after)) {
            (Some(row), _) => (Slot::BehindEnclosure(row), Some(row)),
            (None, Some(row)) => (Slot::BeforeEnclosure(row), Some(row)),
            (None, None) => (self.between(beside, after.0), None),
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
    pub(super) fn new_note(&mut self, note: usize) -> u64 {
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
