//! Which older clause became which newer one: by the characters that both keep, then, for what is left over, by likeness.

use super::redline::{Placed, likeness, text_of};
use crate::lexicon::fold::stops;
use std::collections::HashMap;

/// A clause in the order of its text, with what pairing looks at.
pub struct Candidate<'c> {
    /// Index of its section.
    pub section: usize,
    /// How deep it stands.
    pub depth: usize,
    /// Its label.
    pub label: Option<&'c str>,
    /// Its characters and their places.
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
    /// Word for word the same, deleted here and inserted there.
    SameText,
    /// Many words in common, in sections that belong together.
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

/// Below this share of words in common two wordings are two clauses.
const ALIKE: f64 = 0.6;

/// For each newer clause its older one.
pub fn pairs(older: &[Candidate<'_>], newer: &[Candidate<'_>]) -> Vec<Option<Pair>> {
    let mut result: Vec<Option<Pair>> = vec![None; newer.len()];
    let mut taken = vec![false; older.len()];
    let give = |o: usize, n: usize, rule, confidence, result: &mut Vec<Option<Pair>>, taken: &mut Vec<bool>| {
        if !taken[o] && result[n].is_none() {
            taken[o] = true;
            result[n] = Some(Pair { older: o, rule, confidence });
        }
    };

    for (o, n, _) in kept(older, newer) {
        give(o, n, Rule::KeptText, 1.0, &mut result, &mut taken);
    }

    // The same words elsewhere: a move that nobody marked as one.
    let mut by_text: HashMap<String, Vec<usize>> = HashMap::new();
    for (o, candidate) in older.iter().enumerate().filter(|(o, _)| !taken[*o]) {
        by_text.entry(folded(&candidate.placed)).or_default().push(o);
    }
    for n in 0..newer.len() {
        if result[n].is_some() {
            continue;
        }
        let Some(found) = by_text.get_mut(&folded(&newer[n].placed)).filter(|found| !found.is_empty()) else {
            continue;
        };
        let o = found.remove(0);
        give(o, n, Rule::SameText, 1.0, &mut result, &mut taken);
    }

    let together = sections_together(older, newer, &result);
    let mut alike: Vec<(usize, usize, f64)> = Vec::new();
    for n in (0..newer.len()).filter(|n| result[*n].is_none()) {
        for o in (0..older.len()).filter(|o| !taken[*o]) {
            if older[o].depth == newer[n].depth && together.contains(&(older[o].section, newer[n].section)) {
                let share = likeness(&text_of(&older[o].placed), &text_of(&newer[n].placed));
                if share >= ALIKE {
                    alike.push((o, n, share));
                }
            }
        }
    }
    alike.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.1.cmp(&b.1)).then(a.0.cmp(&b.0)));
    for (o, n, share) in alike {
        give(o, n, Rule::Likeness, share, &mut result, &mut taken);
    }
    result
}

/// Older and newer clauses that keep characters in common, those with most first.
fn kept(older: &[Candidate<'_>], newer: &[Candidate<'_>]) -> Vec<(usize, usize, usize)> {
    let significant =
        |placed: &[Placed]| placed.iter().filter(|(c, _)| c.is_alphanumeric()).map(|(_, at)| *at).collect::<Vec<_>>();
    let mut owner = HashMap::new();
    let mut sizes = Vec::new();
    for (o, candidate) in older.iter().enumerate() {
        let places = significant(&candidate.placed);
        sizes.push(places.len());
        owner.extend(places.into_iter().map(|at| (at, o)));
    }
    let mut found = Vec::new();
    for (n, candidate) in newer.iter().enumerate() {
        let places = significant(&candidate.placed);
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for o in places.iter().filter_map(|at| owner.get(at)) {
            *counts.entry(*o).or_default() += 1;
        }
        for (o, count) in counts {
            // A stray word that two clauses keep does not make them one, unless their labels agree as well.
            let shorter = places.len().min(sizes[o]).max(1);
            let same_label = older[o].label.is_some() && older[o].label == candidate.label;
            if same_label || count * 100 >= shorter * 15 || (older[o].label.is_none() && candidate.label.is_none()) {
                found.push((o, n, count));
            }
        }
    }
    found.sort_by(|a, b| b.2.cmp(&a.2).then(a.1.cmp(&b.1)).then(a.0.cmp(&b.0)));
    found
}

fn folded(placed: &[Placed]) -> String {
    let text = text_of(placed);
    let words: Vec<&str> = text.split_whitespace().collect();
    // The mark that ends an item changes with its position in the list.
    words.join(" ").trim_end_matches(stops::ANY).to_owned()
}

/// Pairs of sections in which clauses have been paired, and those at the same position where none has.
fn sections_together(older: &[Candidate<'_>], newer: &[Candidate<'_>], pairs: &[Option<Pair>]) -> Vec<(usize, usize)> {
    let mut together: Vec<(usize, usize)> = pairs
        .iter()
        .zip(newer)
        .filter_map(|(pair, newer)| pair.map(|pair| (older[pair.older].section, newer.section)))
        .collect();
    together.sort_unstable();
    together.dedup();
    let bound = |n: usize, together: &[(usize, usize)]| together.iter().any(|(_, newer)| *newer == n);
    let free: Vec<(usize, usize)> =
        newer.iter().map(|n| n.section).filter(|n| !bound(*n, &together)).map(|n| (n, n)).collect();
    together.extend(free);
    together
}

/// Which of a sequence stay in order: the others have moved. `None` stands for what has no older side. What is anchored is asked
/// first; the others stay only where they fit between those.
pub fn in_order(sequence: &[Option<usize>], anchored: &[bool]) -> Vec<bool> {
    let firm: Vec<Option<usize>> = sequence.iter().zip(anchored).map(|(value, firm)| value.filter(|_| *firm)).collect();
    let mut keeps = longest_ascent(&firm);
    for at in (0..sequence.len()).filter(|at| !anchored[*at]) {
        let Some(value) = sequence[at] else { continue };
        let kept =
            |range: std::ops::Range<usize>| range.filter(|i| keeps[*i]).filter_map(|i| firm[i]).collect::<Vec<_>>();
        keeps[at] = kept(0..at).iter().all(|before| *before < value)
            && kept(at + 1..sequence.len()).iter().all(|after| *after > value);
    }
    keeps
}

fn longest_ascent(sequence: &[Option<usize>]) -> Vec<bool> {
    // The longest ascending subsequence, by patience: the fewest clauses are said to have moved.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; sequence.len()];
    for (at, value) in sequence.iter().enumerate() {
        let Some(value) = value else { continue };
        let place = tails.partition_point(|tail| sequence[*tail].is_some_and(|held| held < *value));
        before[at] = place.checked_sub(1).map(|p| tails[p]);
        if place == tails.len() {
            tails.push(at);
        } else {
            tails[place] = at;
        }
    }
    let mut keeps: Vec<bool> = sequence.iter().map(Option::is_none).collect();
    let mut at = tails.last().copied();
    while let Some(index) = at {
        keeps[index] = true;
        at = before[index];
    }
    keeps
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn the_fewest_are_said_to_have_moved() {
        let all = [true; 5];
        assert_eq!(in_order(&[Some(0), Some(2), Some(1), None, Some(3)], &all).iter().filter(|k| !**k).count(), 1);
        assert_eq!(in_order(&[Some(3), Some(0), Some(1), Some(2)], &all[..4]), [false, true, true, true]);
        assert!(in_order(&[], &[]).is_empty());
    }

    #[test]
    fn what_was_typed_again_has_moved_rather_than_what_was_kept() {
        assert_eq!(in_order(&[Some(1), Some(0)], &[true, false]), [true, false]);
    }
}
