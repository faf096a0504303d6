//! One text of the comparison: its header, and its sections and clauses with both sides.

mod footnotes;
mod section_pairs;
mod side;
mod tree;

pub(super) use side::Side;

use super::comparison::{self as c, Basis, Evidence, Instrument, Other, Redlined, RunKind, Text, Version, VersionPair};
use super::order::in_order;
use super::pair::{Ground, Pair, Pairing, Rule, pairing};
use super::redline::{alone, by_place, by_words};
use crate::lexicon::{Language, Lexicon};
use crate::read::manuscript::Mark;
use crate::read::{Deadline, Manuscript};
use crate::segment::outline::{Proposal, Section, Slice, VersionMark};
use crate::segment::{HouseGuess, identity};
use side::{Flat, candidates, flatten};
use tree::{Half, Work};

/// A text with the sides that it has.
pub(super) struct TextPair<'p> {
    pub(super) lexicon: &'p Lexicon,
    pub(super) language: &'p Language,
    pub(super) older: Option<Side<'p>>,
    pub(super) newer: Option<Side<'p>>,
    /// Whether a missing side means that there is none, not that it is unknown.
    pub(super) is_compared: bool,
    /// What the older side rests on.
    pub(super) basis: Basis,
    /// When the time is over; what is made then is thrown away.
    pub(super) deadline: Deadline,
}

impl TextPair<'_> {
    /// The text, or `None` where it has no side at all.
    pub(super) fn text(&self) -> Option<Text> {
        let main = self.newer.or(self.older)?;
        let identity = identity(main.source.read.outline, main.index, main.source.read.reading, self.lexicon);
        let versions = VersionPair { older: self.version(self.older), newer: self.version(self.newer) };
        let marks = main.text.history.iter().flat_map(|(_, marks)| marks);
        Some(Text {
            id: identity.id(),
            proposal: main.text.proposal.as_ref().map(proposal),
            older_text: self.older_text(),
            instrument: Instrument {
                organisation: identity.organisation,
                body: identity.body,
                kind: identity.kind,
                number: identity.number,
            },
            versions,
            language: main.text.language.clone(),
            house: HouseGuess { house: main.text.house.clone(), confidence: main.text.house_confidence },
            title: non_empty(main.joined(&main.text.title, " ")),
            history: marks.map(version).collect(),
            reasons: non_empty(main.joined(&main.text.reasons, "\n")),
            sections: self.sections(),
            annexes: self.annexes(main),
            footnotes: self.footnotes(),
            other: self.others(main),
        })
    }

    /// What the older text is, where it stands in a source of its own.
    fn older_text(&self) -> Option<c::OlderText> {
        let older = self.older.filter(|_| !self.is_one_source())?;
        let read = older.source.read;
        Some(c::OlderText {
            id: identity(read.outline, older.index, read.reading, self.lexicon).id(),
            proposal: older.text.proposal.as_ref().map(proposal),
            language: older.text.language.clone(),
            title: non_empty(older.joined(&older.text.title, " ")),
        })
    }

    /// The version that a side's number line, body sentence or history names, the first of these that does.
    fn version(&self, side: Option<Side<'_>>) -> Option<Version> {
        let text = side?.text;
        let number = text.number.as_ref().and_then(|number| number.versions.last());
        let body = text.body.as_ref().and_then(|body| body.versions.last());
        let history = text.history.as_ref().and_then(|(_, marks)| marks.last());
        number.or(body).or(history).map(version)
    }

    fn annexes(&self, side: Side<'_>) -> Vec<c::Annex> {
        let annexes = side.text.annexes.iter().filter_map(|annex| {
            Some(c::Annex {
                heading: side.joined(&annex.heading, " "),
                paragraphs: annex.paragraphs.iter().map(|slice| side.words(slice).to_owned()).collect(),
                place: side.place(annex.heading.first()?),
            })
        });
        annexes.collect()
    }

    fn others(&self, side: Side<'_>) -> Vec<Other> {
        let others = side.text.other.iter().map(|(role, slice)| Other {
            role: *role,
            text: side.words(slice).to_owned(),
            place: side.place(slice),
        });
        others.collect()
    }

    /// Whether both sides stand in one source, so that a place is the same place on both.
    fn is_one_source(&self) -> bool {
        self.basis != Basis::Aligned
    }

    fn sections(&self) -> Vec<c::Section> {
        let empty: &[Section] = &[];
        let older = self.older.map_or(empty, |side| &side.text.sections);
        let newer = self.newer.map_or(empty, |side| &side.text.sections);
        let (older_flat, newer_flat) = (flatten(older), flatten(newer));
        let ground = if self.is_one_source() { Ground::OneSource } else { Ground::TwoSources };
        let before = candidates(self.older, &older_flat, ground);
        let after = candidates(self.newer, &newer_flat, ground);
        let paired = pairing(&before, &after, ground, self.deadline);
        let section_of = self.section_pairs((older, newer), (&older_flat, &newer_flat), &paired.pairs);
        let stays = stays(&paired, &section_of, (&older_flat, &newer_flat), ground);
        let (older, newer) = (Half::new(older, older_flat), Half::new(newer, newer_flat));
        let work = Work { pair: self, older, newer, stays, paired, section_of };
        work.sections()
    }

    /// The redline of a stretch of each side: by the places of its characters in one source, by its words in two.
    fn redlined(&self, older: Option<Stretch<'_>>, newer: Option<Stretch<'_>>) -> Redlined {
        match (older, newer) {
            (Some((before, o)), Some((after, n))) if self.is_one_source() => {
                let manuscript = after.source.manuscript;
                let marks = |at| mark_at(manuscript, at);
                by_place(&before.placed(o), &after.placed(n), &marks, self.language)
            }
            (Some((before, o)), Some((after, n))) => by_words(before.words(o), after.words(n), self.language),
            (Some((before, o)), None) => alone(before.words(o), RunKind::Del),
            (None, Some((after, n))) => {
                alone(after.words(n), if self.is_compared { RunKind::Ins } else { RunKind::Keep })
            }
            (None, None) => Redlined::default(),
        }
    }

    /// What the answer about a clause rests on: how it was paired, or how near what it was not paired with came.
    fn evidence(&self, found: Found, text: &Redlined) -> Evidence {
        let rule = |rule: &str| Some(rule.to_owned());
        if !self.is_compared {
            // One version only: certain, unless its words show that it is two run together.
            let glued = text.newer.as_deref().is_some_and(crate::segment::is_glued);
            let rule = glued.then(|| "glued-changes".to_owned());
            return Evidence { basis: Basis::None, confidence: if glued { 0.5 } else { 1.0 }, rule };
        }
        if self.basis == Basis::None || self.older.is_none() || self.newer.is_none() {
            let why = if self.is_one_source() { "proposal-action" } else { "one-text" };
            return Evidence { basis: self.basis, confidence: 1.0, rule: rule(why) };
        }
        let (basis, confidence, rule) = match found {
            Found::Pair(pair) if pair.rule == Rule::Likeness => {
                (Basis::Aligned, pair.confidence, rule(pair.rule.as_str()))
            }
            Found::Pair(pair) => (self.basis, pair.confidence, rule(pair.rule.as_str())),
            Found::Split => (self.basis, 1.0, rule("split")),
            Found::Merged => (self.basis, 1.0, rule("merged")),
            // The marks say that it is new; of two sources only that nothing alike was found.
            Found::Alone { .. } if self.is_one_source() => (self.basis, 1.0, rule("one-side")),
            Found::Alone { nearest } => {
                (self.basis, 1.0 - (nearest - CHANCE).max(0.0) / (1.0 - CHANCE), rule("one-side"))
            }
        };
        Evidence { basis, confidence: (confidence * 100.0).round() / 100.0, rule }
    }
}

/// A stretch of the text of a side.
type Stretch<'s> = (Side<'s>, &'s Slice);

/// As alike as two clauses of one resolution are by chance: both speak of the same things.
const CHANCE: f64 = 0.3;

/// How the other side of a clause was found.
#[derive(Debug, Clone, Copy)]
enum Found {
    Pair(Pair),
    /// It has none of its own: it was part of another clause.
    Split,
    /// It has none of its own: it is part of another clause.
    Merged,
    /// It has none.
    Alone {
        /// How alike the nearest one was.
        nearest: f64,
    },
}

/// For each newer clause whether it stands where it stood. What went to another section has moved anyway; within a section the order
/// tells. What kept its characters stays where it can; what was deleted here and typed again there is what has moved.
fn stays(
    paired: &Pairing,
    section_of: &[Option<usize>],
    (older, newer): (&[Flat<'_>], &[Flat<'_>]),
    ground: Ground,
) -> Vec<bool> {
    let mut out = vec![false; newer.len()];
    let mut from = 0;
    while from < newer.len() {
        let section = newer[from].section;
        let to = (from..newer.len()).find(|n| newer[*n].section != section).unwrap_or(newer.len());
        let pairs = &paired.pairs[from..to];
        let at_home = |pair: &Option<Pair>| {
            pair.map(|pair| pair.older).filter(|o| section_of[section] == Some(older[*o].section))
        };
        let sequence: Vec<Option<usize>> = pairs.iter().map(at_home).collect();
        let typed_again = |pair: &Option<Pair>| pair.is_some_and(|pair| pair.rule == Rule::SameText);
        let anchored: Vec<bool> = pairs.iter().map(|pair| ground == Ground::TwoSources || !typed_again(pair)).collect();
        out[from..to].copy_from_slice(&in_order(&sequence, &anchored));
        from = to;
    }
    out
}

fn proposal(marker: &Proposal) -> c::Proposal {
    c::Proposal {
        action: marker.action.clone(),
        id: marker.id.clone(),
        source: marker.source.clone(),
        document: marker.document,
        addenda: marker.addenda.clone(),
        number: marker.number,
        provision: marker.provision.clone(),
    }
}

fn version(mark: &VersionMark) -> Version {
    Version { place: mark.place.clone(), year: mark.year, text: mark.text.clone() }
}

fn non_empty(text: String) -> Option<String> {
    (!text.trim().is_empty()).then_some(text)
}

/// The mark that changed the character at a byte of a paragraph, where it says who or when.
fn mark_at(manuscript: &Manuscript, (paragraph, byte): (usize, usize)) -> Option<&Mark> {
    let paragraph = manuscript.paragraphs.get(paragraph)?;
    let mark = paragraph.span_at(byte)?.marks.last().or(paragraph.frame_marks.last())?;
    (mark.author.is_some() || mark.date.is_some()).then_some(mark)
}
