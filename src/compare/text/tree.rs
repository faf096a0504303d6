//! The tree of sections and clauses with both sides: the newer text in order, what is gone after what it followed.

use super::side::{Flat, Side};
use super::{Found, TextPair};
use crate::compare::comparison::{self as c, Change, LabelPair, Related, Relation};
use crate::compare::kinds;
use crate::compare::order::in_order;
use crate::compare::pair::{Kin, Pairing};
use crate::compare::words::as_typed;
use crate::segment::outline::{Clause, Section};
use crate::segment::section_ids;
use rustc_hash::{FxHashMap, FxHashSet};

/// Where an output node takes its two sides from.
#[derive(Clone, Copy)]
struct Node {
    older: Option<usize>,
    newer: Option<usize>,
}

/// One side: its sections and clauses, and which stand below which.
pub(super) struct Half<'w> {
    sections: &'w [Section],
    ids: Vec<String>,
    flat: Vec<Flat<'w>>,
    /// The outermost clauses of each section.
    roots: Vec<Vec<usize>>,
    /// The clauses right below each clause.
    below: Vec<Vec<usize>>,
}

impl<'w> Half<'w> {
    pub(super) fn new(sections: &'w [Section], flat: Vec<Flat<'w>>) -> Self {
        let mut roots = vec![Vec::new(); sections.len()];
        let mut below = vec![Vec::new(); flat.len()];
        for (index, clause) in flat.iter().enumerate() {
            match clause.parent {
                Some(parent) => below[parent].push(index),
                None => roots[clause.section].push(index),
            }
        }
        Half { sections, ids: section_ids(sections), flat, roots, below }
    }

    /// A clause's id: section and position.
    fn id(&self, clause: usize) -> String {
        let clause = &self.flat[clause];
        let path = clause.path.iter().map(|position| format!("__{position}"));
        format!("{}{}", self.ids[clause.section], path.collect::<String>())
    }
}

/// Everything that building the tree needs.
pub(super) struct Work<'w> {
    pub(super) pair: &'w TextPair<'w>,
    pub(super) older: Half<'w>,
    pub(super) newer: Half<'w>,
    pub(super) paired: Pairing,
    pub(super) section_of: Vec<Option<usize>>,
    pub(super) stays: Vec<bool>,
}

impl Work<'_> {
    pub(super) fn sections(&self) -> Vec<c::Section> {
        let survives = surviving(self.section_of.iter().flatten(), self.older.sections.len());
        let newer: Vec<Node> =
            self.section_of.iter().enumerate().map(|(n, older)| Node { older: *older, newer: Some(n) }).collect();
        let order = merged(&newer, 0..self.older.sections.len(), &survives);
        let stays = in_order(&self.section_of, &vec![true; self.section_of.len()]);
        let survives = surviving(self.paired.pairs.iter().flatten().map(|pair| &pair.older), self.older.flat.len());
        let order = order.into_iter().take_while(|_| !self.pair.deadline.is_past());
        order.map(|node| self.section(node, &stays, &survives)).collect()
    }

    fn section(&self, node: Node, stays: &[bool], survives: &[bool]) -> c::Section {
        let pair = self.pair;
        let sides = (node.older.map(|o| &self.older.sections[o]), node.newer.map(|n| &self.newer.sections[n]));
        let Some(main) = sides.1.or(sides.0) else { unreachable!("a node has a side") };
        let head = (
            pair.older.zip(sides.0.and_then(|section| section.head.as_ref())),
            pair.newer.zip(sides.1.and_then(|section| section.head.as_ref())),
        );
        let head = (head.0.is_some() || head.1.is_some()).then(|| pair.redlined(head.0, head.1));
        let moved = node.newer.is_some_and(|n| !stays[n]);
        let change = pair.is_compared.then(|| match (&head, sides) {
            (_, (None, _)) => vec![Change::Inserted],
            (_, (_, None)) => vec![Change::Deleted],
            (head, _) => {
                let typed = |side: &Option<String>| side.as_deref().map(as_typed);
                let modified = head.as_ref().is_some_and(|head| typed(&head.older) != typed(&head.newer));
                let kinds = [(modified, Change::Modified), (moved, Change::Moved)];
                let found: Vec<Change> = kinds.into_iter().filter(|(holds, _)| *holds).map(|(_, kind)| kind).collect();
                if found.is_empty() { vec![Change::Unchanged] } else { found }
            }
        });
        let id = match (node.newer, node.older) {
            (Some(n), _) => self.newer.ids[n].clone(),
            (None, Some(o)) => self.older_id(self.older.ids[o].clone()),
            (None, None) => String::new(),
        };
        let level =
            |half: &Half<'_>, section: Option<usize>| section.map(|s| half.roots[s].clone()).unwrap_or_default();
        let roots = self.level(level(&self.newer, node.newer), level(&self.older, node.older), survives);
        c::Section {
            id,
            part: main.part,
            head,
            act: main.act.clone(),
            addressees: main.addressees.clone(),
            change,
            clauses: roots
                .into_iter()
                .take_while(|_| !pair.deadline.is_past())
                .map(|child| self.clause(child, survives))
                .collect(),
        }
    }

    /// The clauses of one level: those of the newer text in order, each older one that is gone after the one it followed.
    fn level(&self, newer: Vec<usize>, older: Vec<usize>, survives: &[bool]) -> Vec<Node> {
        let partner = |n: usize| self.paired.pairs[n].map(|pair| pair.older);
        let newer: Vec<Node> = newer.into_iter().map(|n| Node { older: partner(n), newer: Some(n) }).collect();
        merged(&newer, older, survives)
    }

    /// A clause with all below it. It calls itself for those: how deep they go is bounded where clauses are nested (`segment::DEEPEST`).
    fn clause(&self, node: Node, survives: &[bool]) -> c::Clause {
        let pair = self.pair;
        let older = node.older.map(|o| &self.older.flat[o]);
        let newer = node.newer.map(|n| &self.newer.flat[n]);
        let Some((side, main)) = pair.newer.zip(newer).or(pair.older.zip(older)) else {
            unreachable!("a node has a side")
        };
        let text =
            pair.redlined(pair.older.zip(older.map(|f| &f.clause.text)), pair.newer.zip(newer.map(|f| &f.clause.text)));
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
                let cites = |side: Option<Side<'_>>, f: &Flat<'_>| side.map(|s| s.without_citations(&f.clause.text));
                let same = || cites(pair.older, o) == cites(pair.newer, n);
                let (mut change, mut only) = kinds::between(&text, &label, moved, same);
                // The same words under another verb, or for somebody else, are not the same clause: an invitation became an order.
                if !same_charge(o.clause, n.clause) {
                    change.retain(|kind| !matches!(kind, Change::Unchanged | Change::Modified));
                    change.insert(0, Change::Modified);
                    only = None;
                }
                (Some(change), only)
            }
        };
        let id = match (node.newer, node.older) {
            (Some(n), _) => self.newer.id(n),
            (None, Some(o)) => self.older_id(self.older.id(o)),
            (None, None) => String::new(),
        };
        let older_place = pair.older.zip(older).filter(|_| !pair.is_one_source());
        let level = |half: &Half<'_>, clause: Option<usize>| clause.map(|c| half.below[c].clone()).unwrap_or_default();
        let below = self.level(level(&self.newer, node.newer), level(&self.older, node.older), survives);
        c::Clause {
            id,
            label,
            evidence: pair.evidence(self.found(node), &text),
            text,
            act: main.clause.act.clone().unwrap_or_else(unknown),
            addressees: main.clause.addressees.clone(),
            change,
            only,
            references: side.references(&main.clause.text),
            facts: side.facts(&main.clause.text),
            clauses: below
                .into_iter()
                .take_while(|_| !pair.deadline.is_past())
                .map(|child| self.clause(child, survives))
                .collect(),
            place: side.place(&main.clause.text),
            older_id: node.older.filter(|_| pair.older.is_some()).map(|o| self.older.id(o)),
            older_place: older_place.map(|(side, f)| side.place(&f.clause.text)),
            related: self.related(node),
        }
    }

    /// An id of what exists in the older version only, where there is a newer one.
    fn older_id(&self, id: String) -> String {
        if self.pair.newer.is_some() { format!("{id}_older") } else { id }
    }

    /// What a clause without a partner came out of, or went into.
    fn kin(&self, node: Node) -> Option<(Relation, &Kin)> {
        let of = |list: &'_ [Kin], clause: Option<usize>| list.iter().position(|kin| Some(kin.of) == clause);
        match (node.older, node.newer) {
            (None, newer) => of(&self.paired.split, newer).map(|at| (Relation::SplitFrom, &self.paired.split[at])),
            (older, None) => of(&self.paired.merged, older).map(|at| (Relation::MergedInto, &self.paired.merged[at])),
            _ => None,
        }
    }

    fn found(&self, node: Node) -> Found {
        let pair = node.newer.and_then(|n| self.paired.pairs[n]);
        if let Some(pair) = pair {
            return Found::Pair(pair);
        }
        match self.kin(node) {
            Some((Relation::SplitFrom, _)) => Found::Split,
            Some((Relation::MergedInto, _)) => Found::Merged,
            None => {
                let newer = node.newer.map(|n| self.paired.nearest_of_newer[n]);
                let older = node.older.map(|o| self.paired.nearest_of_older[o]);
                Found::Alone { nearest: newer.or(older).unwrap_or(0.0) }
            }
        }
    }

    fn related(&self, node: Node) -> Vec<Related> {
        let Some((relation, kin)) = self.kin(node) else { return Vec::new() };
        let beside = match relation {
            Relation::SplitFrom => Some(kin.beside),
            // The clause that an older one was merged into goes by its newer id.
            Relation::MergedInto => {
                self.paired.pairs.iter().position(|pair| pair.is_some_and(|p| p.older == kin.beside))
            }
        };
        beside.map(|newer| Related { relation, clause: self.newer.id(newer) }).into_iter().collect()
    }
}

/// Which of a row are somebody's partner.
fn surviving<'i>(partners: impl Iterator<Item = &'i usize>, count: usize) -> Vec<bool> {
    let mut survives = vec![false; count];
    partners.for_each(|older| survives[*older] = true);
    survives
}

/// Newer nodes in order, each older one that is gone after the one it followed.
fn merged(newer: &[Node], older: impl IntoIterator<Item = usize>, survives: &[bool]) -> Vec<Node> {
    let here: FxHashSet<usize> = newer.iter().filter_map(|node| node.older).collect();
    let mut gone: FxHashMap<Option<usize>, Vec<Node>> = FxHashMap::default();
    let mut before = None;
    for o in older {
        if here.contains(&o) {
            before = Some(o);
        } else if !survives[o] {
            gone.entry(before).or_default().push(Node { older: Some(o), newer: None });
        }
    }
    let mut out = gone.remove(&None).unwrap_or_default();
    for node in newer {
        out.push(*node);
        out.extend(node.older.and_then(|older| gone.remove(&Some(older))).into_iter().flatten());
    }
    out
}

fn unknown() -> c::Act {
    c::Act { id: "unknown".to_owned(), text: String::new(), modifiers: Vec::new(), under: None }
}

/// Whether two clauses charge the same people with the same act: the same one, or in the same words.
fn same_charge(older: &Clause, newer: &Clause) -> bool {
    let act = |clause: &Clause| clause.act.as_ref().map(|act| (act.under.clone(), act.id.clone()));
    let printed = |clause: &Clause| clause.act.as_ref().map(|act| act.text.to_lowercase());
    let to = |clause: &Clause| clause.addressees.iter().map(|to| (to.id.clone(), to.role)).collect::<Vec<_>>();
    (act(older) == act(newer) || printed(older) == printed(newer)) && to(older) == to(newer)
}
