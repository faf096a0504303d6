//! What came of a recovery: the marked manuscript, and for each clause how sure its two wordings are.

use super::base::Outcome;
use super::page::Page;
use super::split::{Rule, Split};
use crate::note::{Name, Note};
use crate::place::Place;
use crate::read::Manuscript;
use crate::segment::outline::Slice;
use crate::segment::{Read, section_ids};
use std::collections::{BTreeMap, HashSet};

/// The name of what decides where nothing was found.
const UNDETECTABLE: &str = "undetectable";

/// A text told apart.
#[derive(Debug, Clone)]
pub struct Recovered {
    /// The source with marks; the characters and their places are those of the raw text.
    pub manuscript: Manuscript,
    /// What was split, in the order in which it was found.
    pub splits: Vec<Split>,
    /// What looks as if it had run together and was left as it is.
    pub doubts: Vec<(Place, String)>,
    /// Paragraphs of the texts in which something was split: how sure it is that one without a split did not change.
    quiet: BTreeMap<usize, f64>,
    /// Paragraphs whose older wording is that of an older text at hand.
    confirmed: HashSet<usize>,
}

impl Default for Recovered {
    fn default() -> Self {
        let manuscript = Manuscript {
            format: crate::read::Format::Text,
            paragraphs: Vec::new(),
            notes: Vec::new(),
            margins: Vec::new(),
            numbering: Default::default(),
        };
        Recovered {
            manuscript,
            splits: Vec::new(),
            doubts: Vec::new(),
            quiet: BTreeMap::new(),
            confirmed: HashSet::new(),
        }
    }
}

/// How sure the two wordings of a clause are, and what says so.
#[derive(Debug, Clone, PartialEq)]
pub struct Surety {
    /// 0 to 1.
    pub confidence: f64,
    /// The rules that had a part in it.
    pub rule: String,
}

impl Recovered {
    /// Remembers how sure the lines of a text are that no rule has touched.
    pub(super) fn settle(&mut self, page: &Page<'_>, outcome: &Outcome) {
        let paragraph = |line: usize| page.reading.lines[line].pieces.first().map(|piece| piece.paragraph);
        let touched: HashSet<usize> = outcome.finds.iter().map(|find| find.line).collect();
        for section in &outcome.sections {
            let has_trace = section.lines.iter().any(|line| touched.contains(line));
            // A sole item, and with it its section, may have come or gone whole. Among others it would have left a stop or a label behind.
            let surety = match (section.lines.len(), has_trace, section.is_kept) {
                (1, false, _) => 0.5,
                (_, _, true) => 0.9,
                (_, _, false) => 0.7,
            };
            self.quiet.extend(section.lines.iter().filter_map(|line| Some((paragraph(*line)?, surety))));
        }
        self.confirmed.extend(outcome.confirmed.iter().filter_map(|line| paragraph(*line)));
    }

    /// How sure the two wordings of a clause are. Where it is alone in its paragraph its label counts with it.
    pub fn surety(&self, place: Place, is_alone: bool) -> Surety {
        let text = self
            .manuscript
            .paragraphs
            .get(place.paragraph)
            .map(crate::read::manuscript::Paragraph::text)
            .unwrap_or_default();
        let byte = |character: usize| text.char_indices().nth(character).map_or(text.len(), |(at, _)| at);
        let here = if is_alone { 0..text.len() } else { byte(place.start)..byte(place.end) };
        let meets = |range: &std::ops::Range<usize>| range.start < here.end && here.start < range.end;
        let paragraphs = HashSet::from([place.paragraph]);
        let touches = |split: &&Split| split.whole.is_some() || split.deleted.iter().chain(&split.inserted).any(meets);
        let found: Vec<&Split> = self.on(&paragraphs).filter(touches).collect();
        let is_confirmed = self.confirmed.contains(&place.paragraph);
        let least = found.iter().map(|split| split.confidence).min_by(f64::total_cmp);
        match least {
            Some(1.0) | None if is_confirmed => Surety { confidence: 1.0, rule: Rule::Base.as_str().to_owned() },
            Some(confidence) => {
                let mut rules: Vec<Rule> = found.iter().map(|split| split.rule).collect();
                rules.sort_unstable();
                rules.dedup();
                Surety { confidence, rule: rules.into_iter().map(Rule::as_str).collect::<Vec<_>>().join(", ") }
            }
            None => {
                let quiet = self.quiet.get(&place.paragraph).copied();
                Surety { confidence: quiet.unwrap_or(0.5), rule: UNDETECTABLE.to_owned() }
            }
        }
    }

    /// The splits of some paragraphs. They stand in the order of their paragraphs.
    fn on<'s>(&'s self, paragraphs: &'s HashSet<usize>) -> impl Iterator<Item = &'s Split> {
        paragraphs.iter().flat_map(|at| {
            let from = self.splits.partition_point(|split| split.paragraph < *at);
            self.splits[from..].iter().take_while(move |split| split.paragraph == *at)
        })
    }

    /// A remark for each text on the sections that could have come or gone whole without a trace.
    pub fn undetectable(&self, newer: Read<'_>) -> Vec<Note> {
        let Read { reading, outline } = newer;
        let mut notes = Vec::new();
        for text in &outline.texts {
            let paragraphs = |slice: &Slice| {
                let line = &reading.lines[slice.line];
                line.pieces.iter().map(|piece| piece.paragraph).collect::<HashSet<_>>()
            };
            let ids = section_ids(&text.sections);
            let silent = text.sections.iter().zip(&ids).filter(|(section, _)| {
                let slices = section.head.iter().chain(section.clauses.iter().map(|clause| &clause.text));
                let at: HashSet<usize> = slices.flat_map(paragraphs).collect();
                let known = at.iter().any(|at| self.quiet.contains_key(at));
                known && self.on(&at).next().is_none() && !at.iter().all(|at| self.confirmed.contains(at))
            });
            let silent: Vec<_> = silent.collect();
            let Some((first, _)) = silent.first() else { continue };
            let Some(slice) = first.head.as_ref().or(first.clauses.first().map(|clause| &clause.text)) else {
                continue;
            };
            let line = &reading.lines[slice.line];
            let names = silent.iter().map(|(_, id)| id.as_str()).collect::<Vec<_>>().join(", ");
            let message =
                format!("{} section(s) may have been inserted or deleted whole without a trace: {names}", silent.len());
            let place = self.manuscript.place_of(line, slice.range.clone());
            notes.push(Note::new(Name::UndetectableChanges, message).at(place, &line.text[slice.range.clone()]));
        }
        notes
    }
}
