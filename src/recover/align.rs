//! Lines of one version against lines of another: which belong together, and what one of them has more.
//!
//! Equal lines that each version has once hold the rest in place; between two of them the few that are left are compared by the words that
//! they have in common. The cost grows with the text and with the longest stretch that changed, which is bounded.

use super::canonical::Canonical;
use crate::ascent;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::collections::HashMap;
use std::ops::Range;

/// Pairs of lines that are compared between two that hold; beyond this a stretch is given up.
const MOST_PAIRS: usize = 40_000;
/// Two lines that have less in common are two lines.
const ALIKE: f64 = 0.5;
/// Words of a line beyond which it is not compared.
const MOST_WORDS: usize = 4_000;

/// For each line of the other version, in order, the line of the base that it was.
///
/// `alike` says how much two lines have in common, from 0 to 1; below a half they are two lines.
pub(super) fn lines(
    base: &[Canonical],
    other: &[Canonical],
    alike: impl Fn(&[String], &[String]) -> f64,
) -> Vec<Option<usize>> {
    let mut pairs = vec![None; other.len()];
    let once = |lines: &[Canonical]| {
        let mut seen: HashMap<Vec<char>, Option<usize>> = HashMap::new();
        for (at, line) in lines.iter().enumerate() {
            seen.entry(line.characters.clone()).and_modify(|held| *held = None).or_insert(Some(at));
        }
        seen
    };
    let (of_base, of_other) = (once(base), once(other));
    let anchors = other.iter().enumerate().filter_map(|(at, line)| {
        of_other.get(&line.characters).copied().flatten()?;
        Some((at, of_base.get(&line.characters).copied().flatten()?))
    });
    let anchors: Vec<(usize, usize)> = anchors.collect();
    let held = ascent::longest(anchors.iter().map(|(_, base)| *base)).into_iter().map(|at| anchors[at]);
    let bags = |lines: &[Canonical]| lines.iter().map(Canonical::bag).collect::<Vec<_>>();
    let (base_bags, other_bags) = (bags(base), bags(other));
    let mut from = (0, 0);
    for (o, b) in held.chain([(other.len(), base.len())]) {
        between(&base_bags[from.1..b], &other_bags[from.0..o], &alike, |at, partner| {
            pairs[from.0 + at] = Some(from.1 + partner);
        });
        if let Some(pair) = pairs.get_mut(o) {
            *pair = Some(b);
        }
        from = (o + 1, b + 1);
        if o == other.len() {
            break;
        }
    }
    pairs
}

/// Pairs within a stretch in which no line is held, so that most is in common and the order is kept.
fn between(
    base: &[Vec<String>],
    other: &[Vec<String>],
    alike: &impl Fn(&[String], &[String]) -> f64,
    mut give: impl FnMut(usize, usize),
) {
    if base.is_empty() || other.is_empty() || base.len() * other.len() > MOST_PAIRS {
        return;
    }
    let gain = |other_at: usize, base_at: usize| {
        let score = alike(&base[base_at], &other[other_at]);
        if score >= ALIKE { score } else { 0.0 }
    };
    ascent::best_pairs(other.len(), base.len(), gain).into_iter().for_each(|(at, partner)| give(at, partner));
}

/// How many words two sorted bags have in common.
pub(super) fn common(one: &[String], other: &[String]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < one.len() && j < other.len() {
        match one[i].cmp(&other[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, count) = (i + 1, j + 1, count + 1),
        }
    }
    count
}

/// What the other line has more than the base, as ranges of its characters, where it has all of the base in order; else `None`.
pub(super) fn additions(base: &Canonical, other: &Canonical) -> Option<Vec<Range<usize>>> {
    let (before, after) = (base.tokens(), other.tokens());
    if before.len() > MOST_WORDS || after.len() > MOST_WORDS || base.characters.len() > other.characters.len() {
        return None;
    }
    let words =
        |line: &Canonical, tokens: &[Range<usize>]| tokens.iter().map(|r| line.text(r.clone())).collect::<Vec<_>>();
    let mut added = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &words(base, &before), &words(other, &after)) {
        let range = |tokens: &[Range<usize>], of: Range<usize>| match (tokens.get(of.start), of.end.checked_sub(1)) {
            (Some(first), Some(last)) if of.start < of.end => first.start..tokens[last].end,
            _ => 0..0,
        };
        let (old, new) = (range(&before, op.old_range()), range(&after, op.new_range()));
        match op.tag() {
            DiffTag::Equal => {}
            DiffTag::Insert => added.push(new),
            DiffTag::Delete => return None,
            DiffTag::Replace => added.extend(within(&base.characters[old], &other.characters, new)?),
        }
    }
    Some(joined(added, other))
}

/// The same in characters, where words have run together.
fn within(base: &[char], other: &[char], at: Range<usize>) -> Option<Vec<Range<usize>>> {
    let slice = &other[at.clone()];
    if slice.starts_with(base) {
        return Some(Vec::from_iter(Some(at.start + base.len()..at.end)));
    }
    if slice.ends_with(base) {
        return Some(Vec::from_iter(Some(at.start..at.end - base.len())));
    }
    let mut added = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, base, slice) {
        match op.tag() {
            DiffTag::Equal => {}
            DiffTag::Insert => added.push(at.start + op.new_range().start..at.start + op.new_range().end),
            DiffTag::Delete | DiffTag::Replace => return None,
        }
    }
    // Letters strewn over a word are chance, not what somebody inserted.
    (added.len() <= 2).then_some(added)
}

/// Additions that touch are one; each begins where a word does, if it can begin there without changing what is left.
fn joined(mut added: Vec<Range<usize>>, line: &Canonical) -> Vec<Range<usize>> {
    added.sort_by_key(|range| range.start);
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in added {
        match out.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => out.push(range),
        }
    }
    for range in &mut out {
        *range = settled(range.clone(), &line.characters);
    }
    out
}

/// The same addition where it says most: one that repeats what stands around it can begin earlier or later without changing what is left.
///
/// ```text
/// base             once a year
/// raw              once a yeartwice a year
/// as words differ  once a [yeartwice a ]year
/// better           once a year[twice a year]     what was replaced ends where this begins
/// ```
fn settled(range: Range<usize>, text: &[char]) -> Range<usize> {
    const FAR: usize = 200;
    let letter = |at: usize| text.get(at).is_some_and(|c| c.is_alphanumeric());
    let mut slid = range.clone();
    for _ in 0..FAR {
        if slid.start > 0 && letter(slid.start - 1) && letter(slid.start) && !letter(slid.end) {
            return slid;
        }
        if slid.end >= text.len() || text[slid.start] != text[slid.end] {
            break;
        }
        slid = slid.start + 1..slid.end + 1;
    }
    let mut slid = range.clone();
    for _ in 0..FAR {
        if text.get(slid.start) == Some(&' ') {
            return slid;
        }
        // One to the left: what stands before it must be what stands at its end.
        let (Some(before), Some(last)) = (slid.start.checked_sub(1), slid.end.checked_sub(1)) else { break };
        if text[before] != text[last] {
            break;
        }
        slid = before..last;
    }
    range
}
