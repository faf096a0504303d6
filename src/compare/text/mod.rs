//! One text of the comparison: its header, and its sections and clauses with both sides.

mod side;
mod tree;

pub(super) use side::Side;

use super::comparison::{
    self as c, Author, Basis, Evidence, Instrument, Other, Redlined, RunKind, Text, Version, VersionPair,
};
use super::pair::{Pair, Rule, in_order, pairs};
use super::redline::{Placed, alone, by_likeness, by_place, text_of};
use crate::lexicon::{Language, Lexicon};
use crate::link::Layer;
use crate::place::Place;
use crate::read::{Manuscript, View};
use crate::segment::outline::{Section, Slice, VersionMark};
use crate::segment::{HouseGuess, identity, section_ids};
use side::{Flat, candidates, flatten};
use std::collections::HashMap;
use tree::Work;

/// A text with the sides that it has.
pub(super) struct TextPair<'p> {
    pub(super) manuscript: &'p Manuscript,
    pub(super) lexicon: &'p Lexicon,
    pub(super) language: &'p Language,
    pub(super) older: Option<Side<'p>>,
    pub(super) newer: Option<Side<'p>>,
    /// Whether a missing side means that there is none, not that it is unknown.
    pub(super) is_compared: bool,
    /// Whether the marks of the source are what is compared.
    pub(super) is_tracked: bool,
    pub(super) layer: &'p Layer,
}

impl TextPair<'_> {
    /// The text, or `None` where it has no side at all.
    pub(super) fn text(&self) -> Option<Text> {
        let main = self.newer.or(self.older)?;
        let identity = identity(main.outline, main.index, main.reading, self.lexicon);
        let versions = VersionPair { older: self.version(self.older), newer: self.version(self.newer) };
        let proposal = main.text.proposal.as_ref().map(|p| c::Proposal {
            action: p.action.clone(),
            id: p.id.clone(),
            source: p.source.clone(),
            document: p.document,
            addenda: p.addenda.clone(),
            number: p.number,
            provision: p.provision.clone(),
        });
        let marks = main.text.history.iter().flat_map(|(_, marks)| marks);
        Some(Text {
            id: identity.id(),
            proposal,
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

    /// The version that a side's number line, body sentence or history names, the first of these that does.
    fn version(&self, side: Option<Side<'_>>) -> Option<Version> {
        let text = side?.text;
        let number = text.number.as_ref().and_then(|number| number.versions.last());
        let body = text.body.as_ref().and_then(|body| body.versions.last());
        let history = text.history.as_ref().and_then(|(_, marks)| marks.last());
        number.or(body).or(history).map(version)
    }

    fn place(&self, side: Side<'_>, slice: &Slice) -> Place {
        self.manuscript.place_of(side.line(slice), slice.range.clone())
    }

    fn annexes(&self, side: Side<'_>) -> Vec<c::Annex> {
        let annexes = side.text.annexes.iter().filter_map(|annex| {
            Some(c::Annex {
                heading: side.joined(&annex.heading, " "),
                paragraphs: annex.paragraphs.iter().map(|slice| side.words(slice).to_owned()).collect(),
                place: self.place(side, annex.heading.first()?),
            })
        });
        annexes.collect()
    }

    /// The notes that either side calls. What a note's text was and is follows from its own marks.
    fn footnotes(&self) -> Vec<c::Footnote> {
        let mut seen = HashMap::new();
        let mut out: Vec<c::Footnote> = Vec::new();
        for (side, view) in [(self.newer, View::Newer), (self.older, View::Older)] {
            let Some(side) = side else { continue };
            for line in side.text.lines() {
                for (at, note) in &side.reading.lines[line].calls {
                    let lines = self.manuscript.note_lines(*note, view);
                    let words = lines.iter().map(|line| line.text.trim()).collect::<Vec<_>>().join("\n");
                    if let Some(&index) = seen.get(note) {
                        let held: &mut c::Footnote = &mut out[index];
                        let newer = held.text.newer.clone().unwrap_or_default();
                        held.text = by_likeness(&words, &newer);
                        continue;
                    }
                    let kind = match (self.is_compared, view) {
                        (_, View::Older) => RunKind::Del,
                        (true, View::Newer) => RunKind::Ins,
                        (false, View::Newer) => RunKind::Keep,
                    };
                    seen.insert(*note, out.len());
                    let line = &side.reading.lines[line];
                    out.push(c::Footnote {
                        id: self.manuscript.notes.get(*note).map(|note| note.id.clone()).unwrap_or_default(),
                        text: alone(&words, kind),
                        place: self.manuscript.place_of(line, *at..*at),
                    });
                }
            }
        }
        out
    }

    fn others(&self, side: Side<'_>) -> Vec<Other> {
        let others = side.text.other.iter().map(|(role, slice)| Other {
            role: *role,
            text: side.words(slice).to_owned(),
            place: self.place(side, slice),
        });
        others.collect()
    }

    fn sections(&self) -> Vec<c::Section> {
        let empty: &[Section] = &[];
        let older = self.older.map_or(empty, |side| &side.text.sections);
        let newer = self.newer.map_or(empty, |side| &side.text.sections);
        let (older_flat, newer_flat) = (flatten(older), flatten(newer));
        let (before, after) = (candidates(self.older, &older_flat), candidates(self.newer, &newer_flat));
        let paired = pairs(&before, &after);
        let section_of = self.section_pairs(older, newer, &older_flat, &newer_flat, &paired);
        // What went to another section has moved anyway; only within a section does the order tell.
        let at_home = |(n, pair): (usize, &Option<Pair>)| {
            let older = pair.as_ref()?.older;
            (section_of[newer_flat[n].section] == Some(older_flat[older].section)).then_some(older)
        };
        // What kept its characters stays where it can; what was deleted here and typed again there is what has moved.
        let anchored: Vec<bool> = paired.iter().map(|p| p.is_none_or(|p| p.rule != Rule::SameText)).collect();
        let stays = in_order(&paired.iter().enumerate().map(at_home).collect::<Vec<_>>(), &anchored);

        let work = Work {
            pair: self,
            older_ids: section_ids(older),
            newer_ids: section_ids(newer),
            paired,
            section_of,
            stays,
            older_flat,
            newer_flat,
        };
        work.sections(older, newer)
    }

    /// For each newer section its older one: that with which it shares its head or most clauses.
    fn section_pairs(
        &self,
        older: &[Section],
        newer: &[Section],
        older_flat: &[Flat<'_>],
        newer_flat: &[Flat<'_>],
        paired: &[Option<Pair>],
    ) -> Vec<Option<usize>> {
        let mut votes: HashMap<(usize, usize), usize> = HashMap::new();
        for (n, pair) in paired.iter().enumerate() {
            if let Some(pair) = pair {
                *votes.entry((older_flat[pair.older].section, newer_flat[n].section)).or_default() += 10;
            }
        }
        if let (Some(before), Some(after)) = (self.older, self.newer) {
            let mut owner = HashMap::new();
            for (index, head) in older.iter().enumerate().filter_map(|(i, s)| Some((i, s.head.as_ref()?))) {
                owner.extend(
                    before.placed(head).into_iter().filter(|(c, _)| c.is_alphanumeric()).map(|(_, at)| (at, index)),
                );
            }
            for (index, head) in newer.iter().enumerate().filter_map(|(i, s)| Some((i, s.head.as_ref()?))) {
                for (_, at) in after.placed(head) {
                    if let Some(o) = owner.get(&at) {
                        *votes.entry((*o, index)).or_default() += 1;
                    }
                }
            }
        }
        for (o, old) in older.iter().enumerate() {
            for (n, new) in newer.iter().enumerate() {
                // Whole parts have no head: the preamble is the preamble.
                if old.head.is_none() && new.head.is_none() && old.part == new.part {
                    *votes.entry((o, n)).or_default() += 1;
                }
            }
        }
        let mut votes: Vec<_> = votes.into_iter().collect();
        votes.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut result = vec![None; newer.len()];
        let mut taken = vec![false; older.len()];
        for ((o, n), _) in votes {
            if result[n].is_none() && !taken[o] {
                result[n] = Some(o);
                taken[o] = true;
            }
        }
        result
    }

    fn redlined(&self, older: Option<Vec<Placed>>, newer: Option<Vec<Placed>>) -> Redlined {
        match (older, newer) {
            (Some(older), Some(newer)) => {
                let authors = |at| author_at(self.manuscript, at);
                by_place(&older, &newer, &authors)
            }
            (Some(older), None) => alone(&text_of(&older), RunKind::Del),
            (None, Some(newer)) => alone(&text_of(&newer), if self.is_compared { RunKind::Ins } else { RunKind::Keep }),
            (None, None) => Redlined::default(),
        }
    }

    fn evidence(&self, pair: Option<&Pair>, text: &Redlined) -> Evidence {
        if !self.is_compared {
            // One version only: certain, unless its words show that it is two run together.
            let glued = text.newer.as_deref().is_some_and(crate::segment::is_glued);
            let rule = glued.then(|| "glued-changes".to_owned());
            return Evidence { basis: Basis::None, confidence: if glued { 0.5 } else { 1.0 }, rule };
        }
        if !self.is_tracked || self.older.is_none() || self.newer.is_none() {
            let basis = if self.is_tracked { Basis::Tracked } else { Basis::None };
            return Evidence { basis, confidence: 1.0, rule: Some("proposal-action".to_owned()) };
        }
        let (basis, confidence, rule) = match pair {
            Some(pair) if pair.confidence < 1.0 => {
                (Basis::Aligned, pair.confidence, Some(pair.rule.as_str().to_owned()))
            }
            Some(pair) => (Basis::Tracked, 1.0, Some(pair.rule.as_str().to_owned())),
            None => (Basis::Tracked, 1.0, Some("one-side".to_owned())),
        };
        Evidence { basis, confidence: (confidence * 100.0).round() / 100.0, rule }
    }
}

fn version(mark: &VersionMark) -> Version {
    Version { place: mark.place.clone(), year: mark.year, text: mark.text.clone() }
}

fn non_empty(text: String) -> Option<String> {
    (!text.trim().is_empty()).then_some(text)
}

/// Who changed the character at a byte of a paragraph.
fn author_at(manuscript: &Manuscript, (paragraph, byte): (usize, usize)) -> Option<Author> {
    let paragraph = manuscript.paragraphs.get(paragraph)?;
    let mut from = 0;
    let span = paragraph.spans.iter().find(|span| {
        let here = (from..from + span.text.len()).contains(&byte);
        from += span.text.len();
        here
    })?;
    let mark = span.marks.last().or(paragraph.frame_marks.last())?;
    if mark.author.is_none() && mark.date.is_none() {
        return None;
    }
    Some(Author {
        author: mark.author.as_ref().map(|a| a.to_string()),
        date: mark.date.as_ref().map(|d| d.to_string()),
    })
}
