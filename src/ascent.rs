//! What stays in order where things have changed places: the longest ascending part of a row.
//!
//! `0 2 1 3` becomes `0 1 3`, told as the positions 0, 2, 3: the fewest have moved. Lines and clauses of two versions are held in place by it,
//! and what stands between them is paired in order.

/// The positions of the longest strictly ascending part of a row, in order (by patience: the time is that of sorting).
pub fn longest(row: impl IntoIterator<Item = usize>) -> Vec<usize> {
    let row: Vec<usize> = row.into_iter().collect();
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; row.len()];
    for (at, value) in row.iter().enumerate() {
        let place = tails.partition_point(|tail| row[*tail] < *value);
        before[at] = place.checked_sub(1).map(|place| tails[place]);
        if place == tails.len() {
            tails.push(at);
        } else {
            tails[place] = at;
        }
    }
    let mut out: Vec<usize> = std::iter::successors(tails.last().copied(), |at| before[*at]).collect();
    out.reverse();
    out
}

/// The pairs of two rows, ascending in both, that gain most together; what gains nothing is no pair. The time is the product of the lengths.
pub fn best_pairs(older: usize, newer: usize, gain: impl Fn(usize, usize) -> f64) -> Vec<(usize, usize)> {
    let at = |o: usize, n: usize| o * (newer + 1) + n;
    let mut sums = vec![0.0f64; (older + 1) * (newer + 1)];
    let mut paired = vec![false; sums.len()];
    for o in (0..older).rev() {
        for n in (0..newer).rev() {
            let apart = sums[at(o + 1, n)].max(sums[at(o, n + 1)]);
            let gain = gain(o, n);
            let together = gain + sums[at(o + 1, n + 1)];
            paired[at(o, n)] = gain > 0.0 && together >= apart;
            sums[at(o, n)] = if paired[at(o, n)] { together } else { apart };
        }
    }
    let mut out = Vec::new();
    let (mut o, mut n) = (0, 0);
    while o < older && n < newer {
        if paired[at(o, n)] {
            out.push((o, n));
            (o, n) = (o + 1, n + 1);
        } else if sums[at(o + 1, n)] >= sums[at(o, n + 1)] {
            o += 1;
        } else {
            n += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{best_pairs, longest};

    #[test]
    fn pairs_ascend_and_gain_most() {
        let gains = [[1.0, 0.0], [5.0, 0.0], [0.0, 2.0]];
        assert_eq!(best_pairs(3, 2, |o, n| gains[o][n]), [(1, 0), (2, 1)]);
        assert_eq!(best_pairs(2, 2, |_, _| 0.0), []);
    }

    #[test]
    fn the_fewest_have_moved() {
        assert_eq!(longest([0, 2, 1, 3]), [0, 2, 3]);
        assert_eq!(longest([3, 0, 1, 2]), [1, 2, 3]);
        assert_eq!(longest([5, 5]).len(), 1);
        assert_eq!(longest([]), Vec::<usize>::new());
    }
}
