//! Equal lines of two texts, in order: by those that stand once in each, then by a diff of what lies between.
//!
//! Enter the lines of both sides as numbers (equal lines, equal numbers); leave pairs that ascend on both sides. A line that stands
//! once on each side is evidence ("the World Conference (Rome, 2027),"); one that recurs ("recalling") is not, and is only paired
//! where its surroundings are.

use super::{Gap, gaps};
use crate::ascent;
use rustc_hash::{FxHashMap, FxHashSet};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Beyond this many lines that recur in one gap a diff could take long: they are then left to likeness.
const LARGEST_DIFF: usize = 4_000;

/// Pairs of equal lines.
pub fn equal(older: &[usize], newer: &[usize]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut open = vec![Gap { older: 0..older.len(), newer: 0..newer.len() }];
    while let Some(gap) = open.pop() {
        let (trimmed, ends) = trim(gap, older, newer);
        pairs.extend(ends);
        if trimmed.older.is_empty() || trimmed.newer.is_empty() {
            continue;
        }
        let unique = unique(&trimmed, older, newer);
        if unique.is_empty() {
            pairs.extend(recurring(&trimmed, older, newer));
            continue;
        }
        let shifted: Vec<(usize, usize)> =
            unique.iter().map(|(o, n)| (o - trimmed.older.start, n - trimmed.newer.start)).collect();
        open.extend(gaps(&shifted, trimmed.older.len(), trimmed.newer.len()).into_iter().map(|gap| Gap {
            older: gap.older.start + trimmed.older.start..gap.older.end + trimmed.older.start,
            newer: gap.newer.start + trimmed.newer.start..gap.newer.end + trimmed.newer.start,
        }));
        pairs.extend(unique);
    }
    pairs.sort_unstable();
    pairs
}

/// Moves what was only deleted or only inserted up to where it begins with what it repeats: a section goes with its own head.
///
/// ```text
/// as found       recalling, a, recalling, {--b, recalling,--} c
/// moved up       recalling, a, {--recalling, b,--} recalling, c
/// ```
pub fn slide(pairs: &mut [(usize, usize)], older: &[usize], newer: &[usize]) {
    for at in 1..=pairs.len() {
        let (next_older, next_newer) = pairs.get(at).copied().unwrap_or((older.len(), newer.len()));
        // The row of pairs above the group moves down past it, one by one.
        for above in (0..at).rev() {
            let (o, n) = pairs[above];
            let shift = at - 1 - above;
            let (last_older, last_newer) = (next_older - 1 - shift, next_newer - 1 - shift);
            let deleted = last_newer == n && last_older > o && older[last_older] == older[o];
            let inserted = last_older == o && last_newer > n && newer[last_newer] == newer[n];
            if older[o] != newer[n] || !(deleted || inserted) {
                break;
            }
            pairs[above] = (last_older, last_newer);
        }
    }
}

/// Takes off the equal lines at both ends.
fn trim(gap: Gap, older: &[usize], newer: &[usize]) -> (Gap, Vec<(usize, usize)>) {
    let Gap { older: mut o, newer: mut n } = gap;
    let mut pairs = Vec::new();
    while !o.is_empty() && !n.is_empty() && older[o.start] == newer[n.start] {
        pairs.push((o.start, n.start));
        (o.start, n.start) = (o.start + 1, n.start + 1);
    }
    while !o.is_empty() && !n.is_empty() && older[o.end - 1] == newer[n.end - 1] {
        (o.end, n.end) = (o.end - 1, n.end - 1);
        pairs.push((o.end, n.end));
    }
    (Gap { older: o, newer: n }, pairs)
}

/// The longest ascending row of lines that stand once on each side of the gap.
fn unique(gap: &Gap, older: &[usize], newer: &[usize]) -> Vec<(usize, usize)> {
    let mut seen: FxHashMap<usize, (usize, usize, usize, usize)> = FxHashMap::default();
    for o in gap.older.clone() {
        let held = seen.entry(older[o]).or_default();
        (held.0, held.1) = (held.0 + 1, o);
    }
    for n in gap.newer.clone() {
        if let Some(held) = seen.get_mut(&newer[n]) {
            (held.2, held.3) = (held.2 + 1, n);
        }
    }
    let mut once: Vec<(usize, usize)> =
        seen.into_values().filter(|held| held.0 == 1 && held.2 == 1).map(|held| (held.1, held.3)).collect();
    once.sort_unstable();
    ascending(&once)
}

/// The longest part of the row whose newer sides ascend.
pub fn ascending(row: &[(usize, usize)]) -> Vec<(usize, usize)> {
    ascent::longest(row.iter().map(|(_, newer)| *newer)).into_iter().map(|at| row[at]).collect()
}

/// Equal lines of a gap in which no line stands once on each side.
fn recurring(gap: &Gap, older: &[usize], newer: &[usize]) -> Vec<(usize, usize)> {
    // Lines of one side only would make the diff long and cannot be part of its answer.
    let on_both = |mine: std::ops::Range<usize>, of_mine: &[usize], theirs: &[usize]| -> Vec<usize> {
        let held: FxHashSet<&usize> = theirs.iter().collect();
        mine.filter(|at| held.contains(&of_mine[*at])).collect()
    };
    let left = on_both(gap.older.clone(), older, &newer[gap.newer.clone()]);
    let right = on_both(gap.newer.clone(), newer, &older[gap.older.clone()]);
    if left.len() + right.len() > LARGEST_DIFF {
        return Vec::new();
    }
    let keys = |at: &[usize], of: &[usize]| at.iter().map(|at| of[*at]).collect::<Vec<_>>();
    capture_diff_slices(Algorithm::Myers, &keys(&left, older), &keys(&right, newer))
        .into_iter()
        .filter_map(|op| match op {
            DiffOp::Equal { old_index, new_index, len } => Some((old_index, new_index, len)),
            _ => None,
        })
        .flat_map(|(o, n, len)| (0..len).map(move |i| (o + i, n + i)))
        .map(|(o, n)| (left[o], right[n]))
        .collect()
}
