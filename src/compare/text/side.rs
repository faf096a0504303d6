//! One side of a text: its words with their places, and its clauses in a row.

use crate::compare::Source;
use crate::compare::pair::{Candidate, Ground};
use crate::compare::redline::Placed;
use crate::lexicon::fold::is_of_word;
use crate::link::Fact;
use crate::place::Place;
use crate::read::{Line, Piece};
use crate::segment::outline::{Clause, Resolution, Section, Slice};

/// One side of a text.
#[derive(Clone, Copy)]
pub(in crate::compare) struct Side<'s> {
    pub(in crate::compare) source: Source<'s>,
    pub(in crate::compare) text: &'s Resolution,
    /// Which of the outline's texts it is.
    pub(in crate::compare) index: usize,
    /// How many citations of another source stand before those of this one.
    behind: usize,
}

impl<'s> Side<'s> {
    pub(in crate::compare) fn of(source: Option<Source<'s>>, text: Option<usize>, behind: usize) -> Option<Self> {
        let (source, index) = (source?, text?);
        Some(Side { source, text: source.read.outline.texts.get(index)?, index, behind })
    }

    pub(super) fn line(&self, slice: &Slice) -> &'s Line {
        &self.source.read.reading.lines[slice.line]
    }

    pub(super) fn place(&self, slice: &Slice) -> Place {
        self.source.manuscript.place_of(self.line(slice), slice.range.clone())
    }

    /// Indexes of what is cited there, in the references of the comparison.
    pub(super) fn references(&self, slice: &Slice) -> Vec<usize> {
        let sources = self.line(slice).sources(slice.range.clone());
        let layer = self.source.layer;
        let within = |piece: Piece| layer.references_within(piece.paragraph, piece.start, piece.start + piece.len);
        let mut found: Vec<usize> = sources.flat_map(within).map(|index| self.behind + index).collect();
        found.dedup();
        found
    }

    /// The letters and figures of a slice, each citation replaced by its kind.
    pub(super) fn without_citations(&self, slice: &Slice) -> String {
        let line = self.line(slice);
        let mut out = String::new();
        // Up to which byte of which paragraph what is being cited reaches.
        let mut cited: Option<(usize, usize)> = None;
        for piece in line.sources(slice.range.clone()) {
            let end = piece.start + piece.len;
            let mut citations = self.source.layer.cited_within(piece.paragraph, piece.start, end).peekable();
            for (offset, c) in line.text[piece.at..piece.at + piece.len].char_indices() {
                let at = piece.start + offset;
                while let Some((kind, _, end)) = citations.next_if(|(_, start, _)| *start <= at) {
                    let reached = cited.filter(|(paragraph, end)| *paragraph == piece.paragraph && at < *end);
                    if reached.is_none() {
                        out.push_str(kind);
                    }
                    cited = Some((piece.paragraph, reached.map_or(end, |(_, before)| before.max(end))));
                }
                let inside = cited.is_some_and(|(paragraph, end)| paragraph == piece.paragraph && at < end);
                if !inside && is_of_word(c) {
                    out.push(c);
                }
            }
        }
        out
    }

    pub(super) fn facts(&self, slice: &Slice) -> Vec<Fact> {
        let sources = self.line(slice).sources(slice.range.clone());
        let layer = self.source.layer;
        let within = |piece: Piece| layer.facts_within(piece.paragraph, piece.start, piece.start + piece.len);
        sources.flat_map(within).cloned().collect()
    }

    pub(super) fn words(&self, slice: &Slice) -> &'s str {
        &self.line(slice).text[slice.range.clone()]
    }

    pub(super) fn placed(&self, slice: &Slice) -> Vec<Placed> {
        let line = self.line(slice);
        let mut out = Vec::with_capacity(slice.range.len());
        for piece in line.sources(slice.range.clone()) {
            for (at, character) in line.text[piece.at..piece.at + piece.len].char_indices() {
                out.push((character, (piece.paragraph, piece.start + at)));
            }
        }
        out
    }

    pub(super) fn joined(&self, slices: &[Slice], separator: &str) -> String {
        slices.iter().map(|slice| self.words(slice)).collect::<Vec<_>>().join(separator)
    }
}

/// A clause in the order of its text.
pub(super) struct Flat<'s> {
    pub(super) clause: &'s Clause,
    pub(super) section: usize,
    pub(super) depth: usize,
    pub(super) parent: Option<usize>,
    /// Positions from the section down, from 1.
    pub(super) path: Vec<usize>,
}

pub(super) fn flatten(sections: &[Section]) -> Vec<Flat<'_>> {
    let mut out: Vec<Flat<'_>> = Vec::new();
    for (section, of) in sections.iter().enumerate() {
        let mut stack: Vec<(&Clause, Option<usize>, Vec<usize>)> =
            of.clauses.iter().enumerate().rev().map(|(at, clause)| (clause, None, vec![at + 1])).collect();
        while let Some((clause, parent, path)) = stack.pop() {
            let index = out.len();
            for (at, sub) in clause.clauses.iter().enumerate().rev() {
                let mut below = path.clone();
                below.push(at + 1);
                stack.push((sub, Some(index), below));
            }
            out.push(Flat { clause, section, depth: path.len() - 1, parent, path });
        }
    }
    out
}

/// What pairing looks at in each clause.
pub(super) fn candidates<'f>(side: Option<Side<'f>>, flat: &'f [Flat<'_>], ground: Ground) -> Vec<Candidate<'f>> {
    let Some(side) = side else { return Vec::new() };
    let candidate = |f: &'f Flat<'_>| Candidate {
        depth: f.depth,
        label: f.clause.label.as_deref(),
        text: side.words(&f.clause.text),
        placed: if ground == Ground::OneSource { side.placed(&f.clause.text) } else { Vec::new() },
    };
    flat.iter().map(candidate).collect()
}
