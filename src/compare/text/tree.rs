//! The tree of sections and clauses with both sides: the newer text in order, what is gone after what it followed.

use super::TextPair;
use super::side::{Flat, Side};
use crate::compare::comparison::{self as c, Change, LabelPair};
use crate::compare::kinds;
use crate::compare::pair::Pair;
use crate::compare::redline::Placed;
use crate::segment::outline::{AddresseeRole, Section, Slice};

/// Where an output node takes its two sides from.
#[derive(Clone, Copy)]
struct Node {
    older: Option<usize>,
    newer: Option<usize>,
}

/// Everything that building the tree needs.
pub(super) struct Work<'w> {
    pub(super) pair: &'w TextPair<'w>,
    pub(super) older_ids: Vec<String>,
    pub(super) newer_ids: Vec<String>,
    pub(super) paired: Vec<Option<Pair>>,
    pub(super) section_of: Vec<Option<usize>>,
    pub(super) stays: Vec<bool>,
    pub(super) older_flat: Vec<Flat<'w>>,
    pub(super) newer_flat: Vec<Flat<'w>>,
}

impl Work<'_> {
    pub(super) fn sections(&self, older: &[Section], newer: &[Section]) -> Vec<c::Section> {
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
            act: main.act.clone(),
            addressees: main.addressees.clone(),
            change: change.map(|change| vec![change]),
            clauses: roots.into_iter().map(|child| self.clause(child)).collect(),
        }
    }

    /// The clauses below a clause, or the outermost of a section: those of the newer text in order, each older one that is gone after
    /// the one it followed.
    fn children(&self, parent: Option<Node>, section: Node) -> Vec<Node> {
        let level = |flat: &[Flat<'_>], section: Option<usize>, parent: Option<usize>, is_root: bool| -> Vec<usize> {
            let below = flat.iter().enumerate().filter(|(_, f)| {
                if is_root {
                    f.parent.is_none() && Some(f.section) == section
                } else {
                    parent.is_some() && f.parent == parent
                }
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
        let Some((side, main)) = pair.newer.zip(newer).or(pair.older.zip(older)) else {
            unreachable!("a node has a side")
        };
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
                let (mut change, mut only) =
                    kinds::between(&text, &label, moved, pair.lexicon, language, &side.text.house);
                // The same words under another verb, or for somebody else, are not the same clause: an invitation became an order.
                if charge(o.clause) != charge(n.clause) && !change.contains(&Change::Modified) {
                    change.retain(|kind| *kind != Change::Unchanged);
                    change.insert(0, Change::Modified);
                    only = None;
                }
                (Some(change), only)
            }
        };
        let position = |flat: &Flat<'_>| flat.path.iter().map(|p| format!("__{p}")).collect::<String>();
        let id = match (newer, older) {
            (Some(n), _) => format!("{}{}", self.newer_ids[n.section], position(n)),
            (None, Some(o)) if pair.newer.is_some() => {
                format!("{}{}_older", self.older_ids[o.section], position(o))
            }
            (None, Some(o)) => format!("{}{}", self.older_ids[o.section], position(o)),
            (None, None) => String::new(),
        };
        let section = Node { older: older.map(|f| f.section), newer: newer.map(|f| f.section) };
        let found = node.newer.and_then(|n| self.paired[n].as_ref());
        c::Clause {
            id,
            label,
            evidence: pair.evidence(found, &text),
            text,
            act: main.clause.act.clone().unwrap_or_else(unknown),
            addressees: main.clause.addressees.clone(),
            change,
            only,
            references: self.references(side, &main.clause.text),
            facts: self.facts(side, &main.clause.text),
            clauses: self.children(Some(node), section).into_iter().map(|child| self.clause(child)).collect(),
            place: pair.place(side, &main.clause.text),
        }
    }

    fn references(&self, side: Side<'_>, slice: &Slice) -> Vec<usize> {
        let sources = side.line(slice).sources(slice.range.clone());
        let mut found: Vec<usize> = sources
            .flat_map(|piece| self.pair.layer.references_within(piece.paragraph, piece.start, piece.start + piece.len))
            .collect();
        found.dedup();
        found
    }

    fn facts(&self, side: Side<'_>, slice: &Slice) -> Vec<c::Fact> {
        let layer = self.pair.layer;
        let sources = side.line(slice).sources(slice.range.clone());
        sources
            .flat_map(|piece| layer.facts_within(piece.paragraph, piece.start, piece.start + piece.len))
            .cloned()
            .collect()
    }
}

fn unknown() -> c::Act {
    c::Act { id: "unknown".to_owned(), text: String::new(), modifiers: Vec::new(), under: None }
}

/// What a clause does, to whom and with whom.
fn charge(clause: &crate::segment::outline::Clause) -> Vec<(&str, Option<AddresseeRole>)> {
    let act = clause.act.iter().flat_map(|act| act.under.iter().chain([&act.id]).map(|id| (id.as_str(), None)));
    act.chain(clause.addressees.iter().map(|to| (to.id.as_str(), Some(to.role)))).collect()
}
