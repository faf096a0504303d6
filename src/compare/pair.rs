//! Which older clause became which newer one: by the characters that both keep, where the two stand in one source; then by the same
//! words; then by likeness, first of what stands in the same place.

use super::likeness::Likeness;
use super::order::in_order;
use super::redline::Placed;
use super::words::as_typed;
use crate::lexicon::fold::{is_of_word, stops};
use crate::read::Deadline;
use rustc_hash::FxHashMap;
use std::collections::HashMap;

/// A clause in the order of its text, with what pairing looks at.
pub struct Candidate<'c> {
    /// How deep it stands.
    pub depth: usize,
    /// Its label.
    pub label: Option<&'c str>,
    /// Its words.
    pub text: &'c str,
    /// Its characters and their places, where both sides stand in one source.
    pub placed: Vec<Placed>,
}

/// A pair: the older clause's index, how it was found, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Index of the older clause.
    pub older: usize,
    /// The rule that found it.
    pub rule: Rule,
    /// 0 to 1.
    pub confidence: f64,
}

/// How a pair was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Both keep characters of the source.
    KeptText,
    /// Word for word the same; in one source, deleted here and inserted there.
    SameText,
    /// Many words in common.
    Likeness,
}

impl Rule {
    /// As printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Rule::KeptText => "kept-text",
            Rule::SameText => "same-text",
            Rule::Likeness => "likeness",
        }
    }
}

/// A clause that came out of another's older wording, or went into another's newer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kin {
    /// The clause without a partner.
    pub of: usize,
    /// The clause on its own side that has the partner which holds its words.
    pub beside: usize,
}

/// Everything that pairing found.
pub struct Pairing {
    /// For each newer clause its older one.
    pub pairs: Vec<Option<Pair>>,
    /// Newer clauses that were split off.
    pub split: Vec<Kin>,
    /// Older clauses that were merged into another.
    pub merged: Vec<Kin>,
    /// For each newer clause how alike the nearest older one was that was not alike enough.
    pub nearest_of_newer: Vec<f64>,
    /// The same for each older clause.
    pub nearest_of_older: Vec<f64>,
}

/// Where the clauses of the two sides stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// In one source, whose marks tell the two apart: a place is the same place on both sides.
    OneSource,
    /// In two sources.
    TwoSources,
}

/// Below this share of words in common two wordings are two clauses, wherever they stand.
const ALIKE: f64 = 0.6;
/// In two sources, what stands between the same neighbours may have been reworded further.
const ALIKE_IN_PLACE: f64 = 0.33;
/// Where nothing but these two stands between the same neighbours, one has become the other unless they say quite different things.
const ALIKE_ALONE: f64 = 0.2;
/// How many of what stands in the same place are looked at.
const NEAR: usize = 12;

/// Pairs clauses.
pub fn pairing(older: &[Candidate<'_>], newer: &[Candidate<'_>], ground: Ground, deadline: Deadline) -> Pairing {
    let mut work = Work {
        older,
        newer,
        of_newer: vec![None; newer.len()],
        of_older: vec![None; older.len()],
        nearest: [vec![0.0; older.len()], vec![0.0; newer.len()]],
        deadline,
    };
    if ground == Ground::OneSource {
        work.kept();
    }
    work.same();
    let is_complete = work.of_newer.iter().all(Option::is_some) && work.of_older.iter().all(Option::is_some);
    let (mut split, mut merged) = (Vec::new(), Vec::new());
    if !(is_complete || older.is_empty() || newer.is_empty()) {
        let likeness = Likeness::of(older.iter().map(|c| c.text), newer.iter().map(|c| c.text));
        work.alike(&likeness, ground);
        (split, merged) = work.kin(&likeness);
        work.first_part_goes_on(&mut split, &mut merged, &likeness);
    }
    let [nearest_of_older, nearest_of_newer] = work.nearest;
    Pairing { pairs: work.of_newer, split, merged, nearest_of_newer, nearest_of_older }
}

struct Work<'w> {
    older: &'w [Candidate<'w>],
    newer: &'w [Candidate<'w>],
    of_newer: Vec<Option<Pair>>,
    /// The partner of each older clause.
    of_older: Vec<Option<usize>>,
    /// How alike what was nearest and not alike enough is, for each older and each newer clause.
    nearest: [Vec<f64>; 2],
    deadline: Deadline,
}

impl Work<'_> {
    fn give(&mut self, older: usize, newer: usize, rule: Rule, confidence: f64) {
        if self.of_older[older].is_none() && self.of_newer[newer].is_none() {
            self.of_older[older] = Some(newer);
            self.of_newer[newer] = Some(Pair { older, rule, confidence });
        }
    }

    /// Those that keep characters in common, those with most first.
    fn kept(&mut self) {
        let significant =
            |placed: &[Placed]| placed.iter().filter(|(c, _)| is_of_word(*c)).map(|(_, at)| *at).collect::<Vec<_>>();
        let mut owner = FxHashMap::default();
        let mut sizes = Vec::new();
        for (o, candidate) in self.older.iter().enumerate() {
            let places = significant(&candidate.placed);
            sizes.push(places.len());
            owner.extend(places.into_iter().map(|at| (at, o)));
        }
        let mut found = Vec::new();
        for (n, candidate) in self.newer.iter().enumerate().take_while(|_| !self.deadline.is_past()) {
            let places = significant(&candidate.placed);
            let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
            for o in places.iter().filter_map(|at| owner.get(at)) {
                *counts.entry(*o).or_default() += 1;
            }
            for (o, count) in counts {
                // A stray word that two clauses keep does not make them one, unless their labels agree as well.
                let shorter = places.len().min(sizes[o]).max(1);
                let before = self.older[o].label;
                let same_label = before.is_some() && before == candidate.label;
                if same_label || count * 100 >= shorter * 15 || (before.is_none() && candidate.label.is_none()) {
                    found.push((o, n, count));
                }
            }
        }
        found.sort_by(|a, b| b.2.cmp(&a.2).then(a.1.cmp(&b.1)).then(a.0.cmp(&b.0)));
        for (o, n, _) in found {
            self.give(o, n, Rule::KeptText, 1.0);
        }
    }

    /// Those that are word for word the same, wherever they stand. Of several alike those belong together whose neighbours do, then those
    /// that come first.
    fn same(&mut self) {
        let mut groups: HashMap<Said<'_>, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (o, clause) in self.older.iter().enumerate().filter(|(o, _)| self.of_older[*o].is_none()) {
            groups.entry(said(clause)).or_default().0.push(o);
        }
        for (n, clause) in self.newer.iter().enumerate().filter(|(n, _)| self.of_newer[*n].is_none()) {
            if let Some(group) = groups.get_mut(&said(clause)) {
                group.1.push(n);
            }
        }
        groups.retain(|_, (_, newer)| !newer.is_empty());
        let mut repeated: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
        for (older, newer) in groups.into_values() {
            match (&older[..], &newer[..]) {
                ([o], [n]) => self.give(*o, *n, Rule::SameText, 1.0),
                _ => repeated.push((older, newer)),
            }
        }
        repeated.sort();
        let mut of_older: FxHashMap<usize, usize> = FxHashMap::default();
        let mut of_newer: FxHashMap<usize, usize> = FxHashMap::default();
        for (group, (older, newer)) in repeated.iter().enumerate() {
            of_older.extend(older.iter().map(|o| (*o, group)));
            of_newer.extend(newer.iter().map(|n| (*n, group)));
        }
        // The neighbour of the last clause is none, and in no group.
        let together = |o: usize, n: usize| of_older.get(&o).zip(of_newer.get(&n)).is_some_and(|(o, n)| o == n);
        for n in 1..self.newer.len() {
            if let Some(o) = self.of_newer[n - 1].map(|pair| pair.older + 1).filter(|o| together(*o, n)) {
                self.give(o, n, Rule::SameText, 1.0);
            }
        }
        for n in (1..self.newer.len()).rev() {
            let before = self.of_newer[n].and_then(|pair| pair.older.checked_sub(1));
            if let Some(o) = before.filter(|o| together(*o, n - 1)) {
                self.give(o, n - 1, Rule::SameText, 1.0);
            }
        }
        for (older, newer) in &repeated {
            let older: Vec<usize> = older.iter().copied().filter(|o| self.of_older[*o].is_none()).collect();
            let newer: Vec<usize> = newer.iter().copied().filter(|n| self.of_newer[*n].is_none()).collect();
            older.into_iter().zip(newer).for_each(|(o, n)| self.give(o, n, Rule::SameText, 1.0));
        }
    }

    /// Those that have many words in common, the most alike first; what stands in the same place needs less.
    fn alike(&mut self, likeness: &Likeness, ground: Ground) {
        let between = self.between();
        let mut waiting: FxHashMap<(usize, usize), usize> = FxHashMap::default();
        for n in (0..self.newer.len()).filter(|n| self.of_newer[*n].is_none()) {
            *waiting.entry(between[n]).or_default() += 1;
        }
        let mut found: Vec<(usize, usize, f64, f64)> = Vec::new();
        for n in (0..self.newer.len()).filter(|n| self.of_newer[*n].is_none()) {
            if self.deadline.is_past() {
                break;
            }
            let (first, last) = between[n];
            let in_place: Vec<usize> = (first..last).filter(|o| self.of_older[*o].is_none()).take(NEAR).collect();
            let is_alone = in_place.len() == 1 && waiting.get(&between[n]) == Some(&1);
            let mut seen = likeness.holders(n);
            seen.retain(|o| self.of_older[*o].is_none());
            seen.extend(&in_place);
            seen.sort_unstable();
            seen.dedup();
            for o in seen {
                let share = likeness.between(o, n);
                let is_in_place = (first..last).contains(&o);
                let least = match ground {
                    Ground::TwoSources if is_in_place && is_alone => ALIKE_ALONE,
                    Ground::TwoSources if is_in_place => ALIKE_IN_PLACE,
                    _ => ALIKE,
                };
                if share < least {
                    self.nearest[0][o] = self.nearest[0][o].max(share);
                    self.nearest[1][n] = self.nearest[1][n].max(share);
                    continue;
                }
                let (before, after) = (&self.older[o], &self.newer[n]);
                let same_label = before.label.is_some() && before.label == after.label;
                let rank = [(is_in_place, 0.2), (before.depth == after.depth, 0.1), (same_label, 0.05)];
                let rank = share + rank.iter().filter(|(holds, _)| *holds).map(|(_, bonus)| bonus).sum::<f64>();
                // What stands between the same neighbours is the surer for it.
                let confidence = if is_in_place { 1.0 - (1.0 - share).powi(2) } else { share };
                found.push((o, n, confidence.min(0.99), rank));
            }
        }
        found.sort_by(|a, b| b.3.total_cmp(&a.3).then(a.1.cmp(&b.1)).then(a.0.cmp(&b.0)));
        for (o, n, confidence, _) in found {
            self.give(o, n, Rule::Likeness, confidence);
        }
    }

    /// For each newer clause the older ones between the partners of its nearest neighbours that have not moved.
    fn between(&self) -> Vec<(usize, usize)> {
        let sequence: Vec<Option<usize>> = self.of_newer.iter().map(|pair| pair.map(|pair| pair.older)).collect();
        let stays = in_order(&sequence, &vec![true; sequence.len()]);
        let anchor = |n: usize| sequence[n].filter(|_| stays[n]);
        let mut out = vec![(0, self.older.len()); self.newer.len()];
        let mut first = 0;
        for (n, range) in out.iter_mut().enumerate() {
            range.0 = first;
            first = anchor(n).map_or(first, |o| o + 1);
        }
        let mut last = self.older.len();
        for (n, range) in out.iter_mut().enumerate().rev() {
            range.1 = last;
            last = anchor(n).unwrap_or(last);
        }
        out
    }

    /// Of the parts of a clause the first goes on as that clause, whichever is the longest: so a reader counts.
    fn first_part_goes_on(&mut self, split: &mut [Kin], merged: &mut [Kin], likeness: &Likeness) {
        let is_alike = |pair: &Pair| pair.rule == Rule::Likeness;
        for at in 0..split.len() {
            let Kin { of, beside } = split[at];
            let Some(pair) = self.of_newer[beside].filter(is_alike).filter(|_| of < beside) else { continue };
            if likeness.between(pair.older, of) >= ALIKE_IN_PLACE {
                (self.of_newer[of], self.of_newer[beside]) = (Some(pair), None);
                self.of_older[pair.older] = Some(of);
                split[at] = Kin { of: beside, beside: of };
                split.iter_mut().filter(|kin| kin.beside == beside).for_each(|kin| kin.beside = of);
            }
        }
        for at in 0..merged.len() {
            let Kin { of, beside } = merged[at];
            let Some(newer) = self.of_older[beside].filter(|_| of < beside) else { continue };
            let Some(pair) = self.of_newer[newer].filter(is_alike) else { continue };
            if likeness.between(of, newer) >= ALIKE_IN_PLACE {
                self.of_newer[newer] = Some(Pair { older: of, ..pair });
                (self.of_older[of], self.of_older[beside]) = (Some(newer), None);
                merged[at] = Kin { of: beside, beside: of };
                merged.iter_mut().filter(|kin| kin.beside == beside).for_each(|kin| kin.beside = of);
            }
        }
    }

    /// What was split off a clause that has its partner, and what was merged into one.
    fn kin(&self, likeness: &Likeness) -> (Vec<Kin>, Vec<Kin>) {
        let near = |at: usize, length: usize| at.saturating_sub(3)..(at + 4).min(length);
        let best = |found: Vec<(f64, usize)>| {
            let best = found.into_iter().filter(|(share, _)| *share > 0.0);
            best.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, beside)| beside)
        };
        let mut split = Vec::new();
        for n in (0..self.newer.len()).filter(|n| self.of_newer[*n].is_none()) {
            if self.deadline.is_past() {
                break;
            }
            let neighbours = near(n, self.newer.len()).filter_map(|n| self.of_newer[n]).map(|pair| pair.older);
            let mut seen: Vec<usize> = likeness.holders(n).into_iter().chain(neighbours).collect();
            seen.sort_unstable();
            seen.dedup();
            let shares = seen.into_iter().filter_map(|o| {
                let partner = self.of_older[o]?;
                Some((likeness.split_from(n, o, partner), partner))
            });
            split.extend(best(shares.collect()).map(|beside| Kin { of: n, beside }));
        }
        let mut merged = Vec::new();
        for o in (0..self.older.len()).filter(|o| self.of_older[*o].is_none()) {
            let shares = near(o, self.older.len()).filter_map(|beside| {
                let newer = self.of_older[beside]?;
                Some((likeness.merged_into(o, newer, beside), beside))
            });
            merged.extend(best(shares.collect()).map(|beside| Kin { of: o, beside }));
        }
        (split, merged)
    }
}

/// The words of a clause, or its label where it has none.
type Said<'c> = (String, Option<&'c str>);

/// What a clause says: its words without the mark that ends it, which changes with its position in the list; without any, its label.
fn said<'c>(clause: &Candidate<'c>) -> Said<'c> {
    let words = as_typed(clause.text).trim_end_matches(stops::ANY).to_owned();
    let label = clause.label.filter(|_| words.is_empty());
    (words, label)
}
