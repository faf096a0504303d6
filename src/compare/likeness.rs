//! How alike two clauses are: by the words that both have, rare ones counting for more than those of every clause.

use super::words::folded;
use std::collections::HashMap;

/// The words of a row of clauses on each side, ready to be compared.
pub struct Likeness {
    older: Vec<Bag>,
    newer: Vec<Bag>,
    /// What a word weighs.
    weights: Vec<f64>,
    /// The older clauses that hold a word.
    holders: Vec<Vec<usize>>,
}

/// The words of a clause, each once with how often it stands there, in the order of their numbers.
#[derive(Debug, Clone, Default)]
struct Bag {
    words: Vec<(u32, u32)>,
    weight: f64,
}

/// A word that more clauses hold than this says nothing about which one is meant.
const COMMON: usize = 32;
/// How many of its rarest words a clause is sought by.
const SOUGHT: usize = 8;
/// Words enough for one clause to be recognised within another.
const PART: usize = 4;

impl Likeness {
    /// The likeness of clauses by their words.
    pub fn of<'t>(older: impl Iterator<Item = &'t str>, newer: impl Iterator<Item = &'t str>) -> Self {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut bag = |text: &str| -> Bag {
            let mut words: Vec<u32> = Vec::new();
            for word in folded(text) {
                let next = numbers.len() as u32;
                words.push(*numbers.entry(word).or_insert(next));
            }
            words.sort_unstable();
            let mut counted: Vec<(u32, u32)> = Vec::new();
            for word in words {
                match counted.last_mut().filter(|(held, _)| *held == word) {
                    Some((_, count)) => *count += 1,
                    None => counted.push((word, 1)),
                }
            }
            Bag { words: counted, weight: 0.0 }
        };
        let mut older: Vec<Bag> = older.map(&mut bag).collect();
        let mut newer: Vec<Bag> = newer.map(&mut bag).collect();
        let mut holders: Vec<Vec<usize>> = vec![Vec::new(); numbers.len()];
        let mut frequency = vec![0usize; numbers.len()];
        for (o, bag) in older.iter().enumerate() {
            bag.words.iter().for_each(|(word, _)| holders[*word as usize].push(o));
        }
        for bag in older.iter().chain(&newer) {
            bag.words.iter().for_each(|(word, _)| frequency[*word as usize] += 1);
        }
        let all = (older.len() + newer.len()) as f64;
        let weights: Vec<f64> = frequency.iter().map(|held| (1.0 + all / (*held).max(1) as f64).ln()).collect();
        for bag in older.iter_mut().chain(&mut newer) {
            bag.weight = bag.words.iter().map(|(word, count)| weights[*word as usize] * f64::from(*count)).sum();
        }
        Likeness { older, newer, weights, holders }
    }

    /// 1 the same words, 0 none in common.
    pub fn between(&self, older: usize, newer: usize) -> f64 {
        let (a, b) = (&self.older[older], &self.newer[newer]);
        let all = a.weight + b.weight;
        if all == 0.0 { 0.0 } else { 2.0 * self.common(&a.words, &b.words) / all }
    }

    /// Older clauses that hold one of the rarest words of a newer one, in order.
    pub fn holders(&self, newer: usize) -> Vec<usize> {
        let mut rare: Vec<&Vec<usize>> =
            self.newer[newer].words.iter().map(|(word, _)| &self.holders[*word as usize]).collect();
        rare.retain(|held| !held.is_empty() && held.len() <= COMMON);
        rare.sort_by_key(|held| held.len());
        let mut found: Vec<usize> = rare.into_iter().take(SOUGHT).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// How likely it is that a newer clause was split off an older one, whose other words went into a partner (0 to 1).
    pub fn split_from(&self, newer: usize, older: usize, partner: usize) -> f64 {
        self.part(&self.newer[newer], &self.older[older], &self.newer[partner])
    }

    /// How likely it is that an older clause was merged into a newer one, whose other words come from a partner (0 to 1).
    pub fn merged_into(&self, older: usize, newer: usize, partner: usize) -> f64 {
        self.part(&self.older[older], &self.newer[newer], &self.older[partner])
    }

    /// A part has most of its words from the whole, and not only those that the other part has as well: of two clauses that are much alike
    /// neither is a part of the other.
    fn part(&self, part: &Bag, whole: &Bag, other: &Bag) -> f64 {
        const MOST: f64 = 0.6;
        const OWN: f64 = 0.3;
        if part.words.len() < PART {
            return 0.0;
        }
        let held = self.common(&part.words, &whole.words) / part.weight;
        let own = self.common(&part.words, &without(whole, other)) / part.weight;
        if own >= OWN && held >= MOST { (held + own) / 2.0 } else { 0.0 }
    }

    fn common(&self, a: &[(u32, u32)], b: &[(u32, u32)]) -> f64 {
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while i < a.len() && j < b.len() {
            match a[i].0.cmp(&b[j].0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    sum += self.weights[a[i].0 as usize] * f64::from(a[i].1.min(b[j].1));
                    i += 1;
                    j += 1;
                }
            }
        }
        sum
    }
}

/// The words of a clause that another does not have.
fn without(whole: &Bag, other: &Bag) -> Vec<(u32, u32)> {
    let mut taken = other.words.iter().peekable();
    let rest = whole.words.iter().filter_map(|(word, count)| {
        while taken.peek().is_some_and(|(held, _)| held < word) {
            taken.next();
        }
        let gone = taken.peek().filter(|(held, _)| held == word).map_or(0, |(_, gone)| *gone);
        (*count > gone).then(|| (*word, count - gone))
    });
    rest.collect()
}
