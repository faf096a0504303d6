//! A split: which rule found it, how sure it is, what was deleted and what was inserted.

use crate::read::manuscript::{MarkKind, Role};
use crate::read::{Manuscript, Piece, Reading};
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// The rules of DOMAIN §5, by the number of its table, and the one that needs an older text at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// 1: `Genève, 2022New Delhi, 2024`.
    PlaceYear,
    /// 2: `2010Пусан, 2014 г.`: the word behind the year belongs to both.
    SharedYearWord,
    /// 3: `DUBAI, 2018REV. BUCHAREST, 2022`: what had not been revised is.
    RevInserted,
    /// 4: `20102014`.
    YearYear,
    /// 5: two places of the lexicon without their years.
    PlaceOnly,
    /// 6: an item ends `,;`: what follows in its section was inserted.
    StopThenInsertedItems,
    /// 7: an item ends `;,`: what follows in its section was deleted.
    StopThenDeletedItems,
    /// 8: `.;`, `.,`, `,.`, `;.`: where the text ended, or ends.
    EndOfResolution,
    /// 9: `A et, B et C`.
    ConjunctionMoved,
    /// 10: the last entry of the history.
    History,
    /// 11: `23⇥`, `b)c)⇥`.
    LabelRunOn,
    /// 12: the sole item became the first of several, or the reverse.
    SoleItemNumbered,
    /// 13: two heads on one line without anything between.
    HeadRunOn,
    /// 14: two words without anything between.
    WordRunOn,
    /// 15: the same word twice: reported, not split.
    Doubled,
    /// 16: the same label twice.
    LabelTwiceOrMissing,
    /// The older text at hand says so.
    Base,
}

impl Rule {
    /// All of them, in the order of the table.
    pub const ALL: [Rule; 17] = [
        Rule::PlaceYear,
        Rule::SharedYearWord,
        Rule::RevInserted,
        Rule::YearYear,
        Rule::PlaceOnly,
        Rule::StopThenInsertedItems,
        Rule::StopThenDeletedItems,
        Rule::EndOfResolution,
        Rule::ConjunctionMoved,
        Rule::History,
        Rule::LabelRunOn,
        Rule::SoleItemNumbered,
        Rule::HeadRunOn,
        Rule::WordRunOn,
        Rule::Doubled,
        Rule::LabelTwiceOrMissing,
        Rule::Base,
    ];

    /// The name as printed, and how sure the rule is by itself (the table of DOMAIN §5).
    fn entry(self) -> (&'static str, f64) {
        match self {
            Rule::PlaceYear => ("place-year", 0.99),
            Rule::SharedYearWord => ("shared-year-word", 0.97),
            Rule::RevInserted => ("rev-inserted", 0.97),
            Rule::YearYear => ("year-year", 0.97),
            Rule::PlaceOnly => ("place-only", 0.8),
            Rule::StopThenInsertedItems => ("stop-then-inserted-items", 0.98),
            Rule::StopThenDeletedItems => ("stop-then-deleted-items", 0.95),
            Rule::EndOfResolution => ("end-of-resolution", 0.95),
            Rule::ConjunctionMoved => ("conjunction-moved", 0.97),
            Rule::History => ("history", 0.98),
            Rule::LabelRunOn => ("label-run-on", 0.9),
            Rule::SoleItemNumbered => ("sole-item-numbered", 0.85),
            Rule::HeadRunOn => ("head-run-on", 0.9),
            Rule::WordRunOn => ("word-run-on", 0.7),
            Rule::Doubled => ("doubled", 0.4),
            Rule::LabelTwiceOrMissing => ("label-twice-or-missing", 0.6),
            Rule::Base => ("base", 1.0),
        }
    }

    /// As printed.
    pub fn as_str(self) -> &'static str {
        self.entry().0
    }

    /// How sure the rule is where nothing speaks against it.
    pub fn confidence(self) -> f64 {
        self.entry().1
    }
}

/// What one rule found in one paragraph of the source. All ranges are bytes of the paragraph's whole text.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// The rule.
    pub rule: Rule,
    /// 0 to 1.
    pub confidence: f64,
    /// Paragraph of the manuscript.
    pub paragraph: usize,
    /// What only the older text has.
    pub deleted: Vec<Range<usize>>,
    /// What only the newer text has.
    pub inserted: Vec<Range<usize>>,
    /// The paragraph as a whole, with its end, where it is in one of the texts only.
    pub whole: Option<MarkKind>,
}

/// A split while it is looked for: in bytes of a line of the raw reading.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Find {
    pub rule: Rule,
    pub confidence: f64,
    pub line: usize,
    pub deleted: Vec<Range<usize>>,
    pub inserted: Vec<Range<usize>>,
    pub whole: Option<MarkKind>,
}

impl Find {
    pub fn new(
        rule: Rule,
        line: usize,
        deleted: impl IntoIterator<Item = Range<usize>>,
        inserted: impl IntoIterator<Item = Range<usize>>,
    ) -> Self {
        let deleted = deleted.into_iter().filter(|range| !range.is_empty()).collect();
        let inserted = inserted.into_iter().filter(|range| !range.is_empty()).collect();
        Find { rule, confidence: rule.confidence(), line, deleted, inserted, whole: None }
    }

    pub fn whole(rule: Rule, line: usize, kind: MarkKind) -> Self {
        Find { whole: Some(kind), ..Find::new(rule, line, Vec::new(), Vec::new()) }
    }

    pub fn sure(self, confidence: f64) -> Self {
        Find { confidence, ..self }
    }

    fn ranges(&self) -> impl Iterator<Item = &Range<usize>> {
        self.deleted.iter().chain(&self.inserted)
    }

    /// The same in the manuscript. A line comes from one paragraph, since a text without marks joins none.
    pub fn placed(&self, manuscript: &Manuscript, reading: &Reading) -> Split {
        let line = &reading.lines[self.line];
        let sources = |range: &Range<usize>| -> Vec<Range<usize>> {
            line.sources(range.clone())
                .filter(|piece| piece.len > 0)
                .map(|Piece { start, len, .. }| start..start + len)
                .collect()
        };
        let in_source = |ranges: &[Range<usize>]| ranges.iter().flat_map(sources).collect::<Vec<_>>();
        let mut split = Split {
            rule: self.rule,
            confidence: self.confidence,
            paragraph: line.pieces.first().map_or(line.paragraph, |piece| piece.paragraph),
            deleted: in_source(&self.deleted),
            inserted: in_source(&self.inserted),
            whole: self.whole,
        };
        // A head that runs into its item shares the paragraph with it: only its own words are in one text alone.
        let visible = manuscript.paragraphs[split.paragraph].spans.iter().filter(|span| span.role == Role::Text);
        let is_all = visible.map(|span| span.text.len()).sum::<usize>() == line.text.len();
        if let (Some(kind), false) = (self.whole, is_all) {
            split.whole = None;
            let ranges = if kind == MarkKind::Deleted { &mut split.deleted } else { &mut split.inserted };
            ranges.extend(sources(&(0..line.text.len())));
        }
        split
    }
}

/// Finds that do not lie across one another: of two the earlier stands. By line, since a text may have very many.
#[derive(Debug, Clone, Default)]
pub(super) struct Finds(BTreeMap<usize, Vec<Find>>);

impl Finds {
    pub fn extend(&mut self, finds: Vec<Find>) {
        for find in finds {
            let free = |range: &Range<usize>| !self.touches(find.line, range);
            if find.ranges().all(free) && !(find.whole.is_some() && self.kind_of(find.line).is_some()) {
                self.0.entry(find.line).or_default().push(find);
            }
        }
    }

    pub fn touches(&self, line: usize, range: &Range<usize>) -> bool {
        let across = |other: &Range<usize>| other.start < range.end && range.start < other.end;
        self.on(line).iter().flat_map(Find::ranges).any(across)
    }

    /// Which of the texts alone has the line, where only one has.
    pub fn kind_of(&self, line: usize) -> Option<MarkKind> {
        self.on(line).iter().find_map(|find| find.whole)
    }

    pub fn on(&self, line: usize) -> &[Find] {
        self.0.get(&line).map_or(&[], Vec::as_slice)
    }

    pub fn on_mut(&mut self, line: usize) -> &mut [Find] {
        self.0.get_mut(&line).map_or(&mut [], Vec::as_mut_slice)
    }

    pub fn lines_of(&self, rule: Rule) -> HashSet<usize> {
        let has = |finds: &&Vec<Find>| finds.iter().any(|find| find.rule == rule);
        self.0.values().filter(has).filter_map(|finds| finds.first()).map(|find| find.line).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn into_vec(self) -> Vec<Find> {
        self.0.into_values().flatten().collect()
    }
}
