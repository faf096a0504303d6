//! Lines that were reworded: pairs by likeness within a gap between equal lines.
//!
//! A small gap is solved exactly: of all ways to pair its lines in order the one in which most words stay. A large one is first cut
//! at pairs that share words found in no other line of it, so that the cost stays near the length of the text.

use super::anchors::ascending;
use super::{Gap, gaps};
use crate::ascent;
use crate::compare::words::folded;
use std::collections::{BTreeMap, HashMap};

/// A pair needs at least this share of words in common.
const ALIKE: f64 = 0.5;
/// A pair that cuts a large gap must be beyond doubt.
const CUTS: f64 = 0.6;
/// Two lines that stand alone between the same neighbours need less: `RESOLUTION 58 (Geneva, 2022)`, `RESOLUTION 58 (Rev. New Delhi, 2024)`.
const ALONE: f64 = 0.25;
/// The most pairs of lines that are weighed one by one in a gap.
const SMALL: usize = 4_096;

/// The words of every line, as sorted numbers; those of lines that have a partner already cost nothing until they are asked for.
pub struct Words<'t> {
    older: &'t [String],
    newer: &'t [String],
}

impl<'t> Words<'t> {
    /// The words of two texts.
    pub fn of(older: &'t [String], newer: &'t [String]) -> Self {
        Words { older, newer }
    }

    fn of_gap(&self, gap: &Gap) -> Bags {
        let mut ids: HashMap<String, u32> = HashMap::new();
        let mut bag = |text: &String| -> Vec<u32> {
            let mut bag: Vec<u32> = folded(text)
                .into_iter()
                .map(|word| {
                    let next = ids.len() as u32;
                    *ids.entry(word).or_insert(next)
                })
                .collect();
            bag.sort_unstable();
            bag
        };
        let older = self.older[gap.older.clone()].iter().map(&mut bag).collect();
        let newer = self.newer[gap.newer.clone()].iter().map(&mut bag).collect();
        Bags { older, newer }
    }
}

struct Bags {
    older: Vec<Vec<u32>>,
    newer: Vec<Vec<u32>>,
}

impl Bags {
    /// Words in common, and all words of both.
    fn shared(&self, o: usize, n: usize) -> (usize, usize) {
        let (older, newer) = (&self.older[o], &self.newer[n]);
        let (mut i, mut j, mut common) = (0, 0, 0);
        while i < older.len() && j < newer.len() {
            match older[i].cmp(&newer[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => (i, j, common) = (i + 1, j + 1, common + 1),
            }
        }
        (common, older.len() + newer.len())
    }

    fn likeness(&self, o: usize, n: usize) -> f64 {
        let (common, all) = self.shared(o, n);
        if all == 0 { 0.0 } else { 2.0 * common as f64 / all as f64 }
    }
}

/// The pairs of a gap, ascending. `fits` says whether two lines may be a pair at all.
pub fn pairs(gap: &Gap, words: &Words<'_>, fits: &dyn Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let bags = words.of_gap(gap);
    let (from_older, from_newer) = (gap.older.start, gap.newer.start);
    let fits = |o: usize, n: usize| fits(o + from_older, n + from_newer);
    let whole = Gap { older: 0..gap.older.len(), newer: 0..gap.newer.len() };
    let mut found = Vec::new();
    let mut open = vec![whole];
    while let Some(gap) = open.pop() {
        if gap.older.len() * gap.newer.len() <= SMALL {
            found.extend(best(&gap, &bags, &fits));
            continue;
        }
        let cuts = cuts(&gap, &bags, &fits);
        if cuts.is_empty() {
            continue;
        }
        let shifted: Vec<(usize, usize)> =
            cuts.iter().map(|(o, n)| (o - gap.older.start, n - gap.newer.start)).collect();
        open.extend(gaps(&shifted, gap.older.len(), gap.newer.len()).into_iter().map(|inner| Gap {
            older: inner.older.start + gap.older.start..inner.older.end + gap.older.start,
            newer: inner.newer.start + gap.newer.start..inner.newer.end + gap.newer.start,
        }));
        found.extend(cuts);
    }
    found.sort_unstable();
    for gap in gaps(&found, gap.older.len(), gap.newer.len()) {
        let (o, n) = (gap.older.start, gap.newer.start);
        if gap.older.len() == 1 && gap.newer.len() == 1 && fits(o, n) && bags.likeness(o, n) >= ALONE {
            found.push((o, n));
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(o, n)| (o + from_older, n + from_newer)).collect()
}

/// The way to pair the lines of a small gap in order in which most words stay, fewest of them in doubtful pairs.
fn best(gap: &Gap, bags: &Bags, fits: &dyn Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let (rows, columns) = (gap.older.len(), gap.newer.len());
    // What a pair is worth: the words it keeps beyond the share that any two lines of a text may have in common.
    let worth = |o: usize, n: usize| -> f64 {
        let (o, n) = (gap.older.start + o, gap.newer.start + n);
        let (common, all) = bags.shared(o, n);
        let share = if all == 0 { 0.0 } else { 2.0 * common as f64 / all as f64 };
        if share < ALIKE || !fits(o, n) { 0.0 } else { (share - ALIKE + 0.05) * all as f64 }
    };
    let pairs = ascent::best_pairs(rows, columns, worth).into_iter();
    pairs.map(|(o, n)| (gap.older.start + o, gap.newer.start + n)).collect()
}

/// Pairs of a large gap that share words found in no other line of it, in ascending order.
fn cuts(gap: &Gap, bags: &Bags, fits: &dyn Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    // Where each word stands: `None` once it stands in a second line.
    let once = |lines: std::ops::Range<usize>, of: &[Vec<u32>]| {
        let mut held: HashMap<u32, Option<usize>> = HashMap::new();
        for line in lines {
            for &word in &of[line] {
                held.entry(word).and_modify(|at| *at = at.filter(|at| *at == line)).or_insert(Some(line));
            }
        }
        held
    };
    let older = once(gap.older.clone(), &bags.older);
    let newer = once(gap.newer.clone(), &bags.newer);
    let mut votes: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (word, o) in &older {
        if let (Some(o), Some(Some(n))) = (o, newer.get(word)) {
            *votes.entry((*o, *n)).or_default() += 1;
        }
    }
    let row: Vec<(usize, usize)> =
        votes.into_keys().filter(|(o, n)| fits(*o, *n) && bags.likeness(*o, *n) >= CUTS).collect();
    let row = ascending(&row);
    // A line is cut at once: of several partners the first stays.
    let mut last = None;
    row.into_iter().filter(|(o, _)| last.replace(*o) != Some(*o)).collect()
}
