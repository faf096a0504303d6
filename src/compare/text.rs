//! One text of the comparison: its header, and its sections and clauses with both sides.

use super::comparison::{
    self as c, Author, Basis, Change, Evidence, Instrument, LabelPair, Other, Redlined, RunKind, Text, Version, VersionPair,
};
use super::pair::{Candidate, Pair, in_order, pairs};
use super::redline::{Placed, alone, by_place, text_of};
use super::{References, ids, kinds};
use crate::lexicon::{Language, Lexicon};
use crate::place::Place;
use crate::read::{Line, Manuscript, Reading};
use crate::segment::symbol;
use crate::segment::outline::{Clause, Outline, Resolution, Section, Slice, VersionMark};
use std::collections::HashMap;

/// One side of a text.
#[derive(Clone, Copy)]
pub(super) struct Side<'s> {
    pub(super) reading: &'s Reading,
    pub(super) outline: &'s Outline,
    pub(super) text: &'s Resolution,
}

impl<'s> Side<'s> {
    fn line(&self, slice: &Slice) -> &'s Line {
        &self.reading.lines[slice.line]
    }

    fn words(&self, slice: &Slice) -> &'s str {
        &self.line(slice).text[slice.range.clone()]
    }

    fn placed(&self, slice: &Slice) -> Vec<Placed> {
        let line = self.line(slice);
        let mut out = Vec::with_capacity(slice.range.len());
        for piece in line.sources(slice.range.clone()) {
            for (at, character) in line.text[piece.at..piece.at + piece.len].char_indices() {
                out.push((character, (piece.paragraph, piece.start + at)));
            }
        }
        out
    }

    fn joined(&self, slices: &[Slice], separator: &str) -> String {
        slices.iter().map(|slice| self.words(slice)).collect::<Vec<_>>().join(separator)
    }
}

/// A clause in the order of its text.
struct Flat<'s> {
    clause: &'s Clause,
    section: usize,
    depth: usize,
    parent: Option<usize>,
    /// Positions from the section down, from 1.
    path: Vec<usize>,
}

fn flatten(sections: &[Section]) -> Vec<Flat<'_>> {
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
fn candidates<'f>(side: Option<Side<'_>>, flat: &'f [Flat<'_>]) -> Vec<Candidate<'f>> {
    let Some(side) = side else { return Vec::new() };
    let candidate = |f: &'f Flat<'_>| Candidate {
        section: f.section,
        depth: f.depth,
        label: f.clause.label.as_deref(),
        placed: side.placed(&f.clause.text),
    };
    flat.iter().map(candidate).collect()
}

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
    pub(super) references: &'p References,
}

/// Where an output node takes its two sides from.
#[derive(Clone, Copy)]
struct Node {
    older: Option<usize>,
    newer: Option<usize>,
}

impl TextPair<'_> {
    /// The text, or `None` where it has no side at all.
    pub(super) fn text(&self) -> Option<Text> {
        let main = self.newer.or(self.older)?;
        let symbol = (main.outline.texts.len() == 1).then(|| self.symbol(main)).flatten();
        let identity = ids::identity(main.text, symbol, self.lexicon);
        let versions = VersionPair { older: self.version(self.older), newer: self.version(self.newer) };
        let proposal = main.text.proposal.as_ref().map(|p| c::Proposal {
            action: p.action.clone(),
            id: p.id.clone(),
            source: p.source.clone(),
            document: p.document,
            addenda: p.addenda.clone(),
            number: p.number,
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
            title: non_empty(main.joined(&main.text.title, " ")),
            history: marks.map(version).collect(),
            reasons: non_empty(main.joined(&main.text.reasons, "\n")),
            sections: self.sections(),
            annexes: self.annexes(main),
            other: self.others(main),
        })
    }

    /// The symbol on the cover.
    fn symbol(&self, side: Side<'_>) -> Option<(String, String, String)> {
        let symbols = side.outline.front_matter.iter().filter(|(key, _)| key == "symbol");
        symbols.flat_map(|(_, slices)| slices).find_map(|slice| symbol(side.words(slice), self.lexicon))
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
        let stays = in_order(&paired.iter().enumerate().map(at_home).collect::<Vec<_>>());

        let work = Work {
            pair: self,
            older_ids: ids::sections(older),
            newer_ids: ids::sections(newer),
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
                owner.extend(before.placed(head).into_iter().filter(|(c, _)| c.is_alphanumeric()).map(|(_, at)| (at, index)));
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

    fn evidence(&self, pair: Option<&Pair>) -> Evidence {
        if !self.is_compared {
            return Evidence { basis: Basis::None, confidence: 1.0, rule: None };
        }
        if !self.is_tracked || self.older.is_none() || self.newer.is_none() {
            let basis = if self.is_tracked { Basis::Tracked } else { Basis::None };
            return Evidence { basis, confidence: 1.0, rule: Some("proposal-action".to_owned()) };
        }
        let (basis, confidence, rule) = match pair {
            Some(pair) if pair.confidence < 1.0 => (Basis::Aligned, pair.confidence, Some(pair.rule.as_str().to_owned())),
            Some(pair) => (Basis::Tracked, 1.0, Some(pair.rule.as_str().to_owned())),
            None => (Basis::Tracked, 1.0, Some("one-side".to_owned())),
        };
        Evidence { basis, confidence: (confidence * 100.0).round() / 100.0, rule }
    }
}

/// Everything that building the tree needs.
struct Work<'w> {
    pair: &'w TextPair<'w>,
    older_ids: Vec<String>,
    newer_ids: Vec<String>,
    paired: Vec<Option<Pair>>,
    section_of: Vec<Option<usize>>,
    stays: Vec<bool>,
    older_flat: Vec<Flat<'w>>,
    newer_flat: Vec<Flat<'w>>,
}

impl Work<'_> {
    fn sections(&self, older: &[Section], newer: &[Section]) -> Vec<c::Section> {
        // Newer sections in order; an older one that is gone stands after the one it followed.
        let mut order: Vec<Node> = Vec::new();
        let gone: Vec<usize> = (0..older.len()).filter(|o| !self.section_of.contains(&Some(*o))).collect();
        let leading = gone.iter().filter(|o| (0..**o).all(|before| gone.contains(&before)));
        order.extend(leading.map(|o| Node { older: Some(*o), newer: None }));
        for n in 0..newer.len() {
            let partner = self.section_of[n];
            order.push(Node { older: partner, newer: Some(n) });
            if let Some(o) = partner {
                let behind = (o + 1..older.len()).take_while(|o| gone.contains(o));
                order.extend(behind.map(|o| Node { older: Some(o), newer: None }));
            }
        }
        order.into_iter().map(|node| self.section(node, older, newer)).collect()
    }

    fn section(&self, node: Node, older: &[Section], newer: &[Section]) -> c::Section {
        let pair = self.pair;
        let sides = (node.older.map(|o| &older[o]), node.newer.map(|n| &newer[n]));
        let Some(main) = sides.1.or(sides.0) else { unreachable!("a node has a side") };
        let placed = |side: Option<Side<'_>>, section: Option<&Section>| -> Option<Vec<Placed>> {
            Some(side?.placed(section?.head.as_ref()?))
        };
        let head = (placed(pair.older, sides.0), placed(pair.newer, sides.1));
        let head = (head.0.is_some() || head.1.is_some()).then(|| pair.redlined(head.0, head.1));
        let change = pair.is_compared.then(|| match (&head, sides) {
            (_, (None, _)) => Change::Inserted,
            (_, (_, None)) => Change::Deleted,
            (Some(head), _) if head.older != head.newer => Change::Modified,
            _ => Change::Unchanged,
        });
        let id = match (node.newer, node.older) {
            (Some(n), _) => self.newer_ids[n].clone(),
            (None, Some(o)) if pair.newer.is_some() => format!("{}_older", self.older_ids[o]),
            (None, Some(o)) => self.older_ids[o].clone(),
            (None, None) => String::new(),
        };
        let roots = self.children(None, node);
        c::Section {
            id,
            part: main.part,
            head,
            act: main.act.as_ref().map(act),
            addressees: main.addressees.iter().map(addressee).collect(),
            change: change.map(|change| vec![change]),
            clauses: roots.into_iter().map(|child| self.clause(child)).collect(),
        }
    }

    /// The clauses below a clause, or the outermost of a section: those of the newer text in order, each older one that is gone after
    /// the one it followed.
    fn children(&self, parent: Option<Node>, section: Node) -> Vec<Node> {
        let level = |flat: &[Flat<'_>], section: Option<usize>, parent: Option<usize>, is_root: bool| -> Vec<usize> {
            let below = flat.iter().enumerate().filter(|(_, f)| {
                if is_root { f.parent.is_none() && Some(f.section) == section } else { parent.is_some() && f.parent == parent }
            });
            below.map(|(index, _)| index).collect()
        };
        let is_root = parent.is_none();
        let (of_older, of_newer) = (parent.and_then(|p| p.older), parent.and_then(|p| p.newer));
        let newer = level(&self.newer_flat, section.newer, of_newer, is_root);
        let older = level(&self.older_flat, section.older, of_older, is_root);
        let survives = |o: usize| self.paired.iter().flatten().any(|pair| pair.older == o);
        let mut out: Vec<Node> =
            newer.iter().map(|n| Node { older: self.paired[*n].map(|pair| pair.older), newer: Some(*n) }).collect();
        for (at, o) in older.iter().enumerate().filter(|(_, o)| !survives(**o)) {
            let before = older[..at].iter().rev().find_map(|b| out.iter().position(|node| node.older == Some(*b)));
            out.insert(before.map_or(0, |position| position + 1), Node { older: Some(*o), newer: None });
        }
        out
    }

    /// A clause with all below it. Depth is bounded by the labels of a text, which the ladder bounds.
    fn clause(&self, node: Node) -> c::Clause {
        let pair = self.pair;
        let older = node.older.map(|o| &self.older_flat[o]);
        let newer = node.newer.map(|n| &self.newer_flat[n]);
        let Some((side, main)) = pair.newer.zip(newer).or(pair.older.zip(older)) else { unreachable!("a node has a side") };
        let text = pair.redlined(
            pair.older.zip(older).map(|(side, f)| side.placed(&f.clause.text)),
            pair.newer.zip(newer).map(|(side, f)| side.placed(&f.clause.text)),
        );
        let label = LabelPair {
            older: older.and_then(|f| f.clause.label.clone()),
            newer: newer.and_then(|f| f.clause.label.clone()),
        };
        let (change, only) = match (older, newer) {
            _ if !pair.is_compared => (None, None),
            (None, _) => (Some(vec![Change::Inserted]), None),
            (_, None) => (Some(vec![Change::Deleted]), None),
            (Some(o), Some(n)) => {
                let moved = self.section_of[n.section] != Some(o.section) || !node.newer.is_some_and(|n| self.stays[n]);
                let language = pair.language;
                let (change, only) = kinds::between(&text, &label, moved, pair.lexicon, language, &side.text.house);
                (Some(change), only)
            }
        };
        let position = |flat: &Flat<'_>| flat.path.iter().map(|p| format!("__{p}")).collect::<String>();
        let id = match (newer, older) {
            (Some(n), _) => format!("{}{}", self.newer_ids[n.section], position(n)),
            (None, Some(o)) if pair.newer.is_some() => format!("{}{}_older", self.older_ids[o.section], position(o)),
            (None, Some(o)) => format!("{}{}", self.older_ids[o.section], position(o)),
            (None, None) => String::new(),
        };
        let section = Node { older: older.map(|f| f.section), newer: newer.map(|f| f.section) };
        let found = node.newer.and_then(|n| self.paired[n].as_ref());
        c::Clause {
            id,
            label,
            text,
            act: main.clause.act.as_ref().map_or_else(unknown, act),
            addressees: main.clause.addressees.iter().map(addressee).collect(),
            change,
            only,
            evidence: pair.evidence(found),
            references: self.references(side, &main.clause.text),
            clauses: self.children(Some(node), section).into_iter().map(|child| self.clause(child)).collect(),
            place: pair.place(side, &main.clause.text),
        }
    }

    fn references(&self, side: Side<'_>, slice: &Slice) -> Vec<usize> {
        let sources = side.line(slice).sources(slice.range.clone());
        let mut found: Vec<usize> = sources
            .flat_map(|piece| self.pair.references.within(piece.paragraph, piece.start, piece.start + piece.len))
            .collect();
        found.dedup();
        found
    }
}

fn unknown() -> c::Act {
    c::Act { id: "unknown".to_owned(), text: String::new(), modifiers: Vec::new(), under: None }
}

fn act(act: &crate::segment::outline::Act) -> c::Act {
    c::Act { id: act.id.clone(), text: act.text.clone(), modifiers: act.modifiers.clone(), under: act.under.clone() }
}

fn addressee(addressee: &crate::segment::outline::Addressee) -> c::Addressee {
    c::Addressee { id: addressee.id.clone(), role: addressee.role, text: addressee.text.clone() }
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
