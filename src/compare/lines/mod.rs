//! Which line of one reading is which line of another: an alignment of whole texts, titles, tables and annexes alike.
//!
//! Enter two readings; leave [`LinePair`]s in the order of the text, every line of each reading once:
//!
//! ```text
//! older                        newer                        pairs
//! decides                      decides                      0–0
//! 1  to test every alert;      1  to publish the results;   1–, 2–1  1{--2--}… to publish the results{--.--}{++;++}
//! 2  to publish the results.   2  to ring once a year.      –2
//! ```
//!
//! Lines that stand once in each text hold the alignment (`anchors`); between them what is equal is found by a diff, and what is
//! left over is paired by likeness (`alike`). A line of a table is only paired within the table that its table became.

mod alike;
mod anchors;

use super::comparison::{Run, RunKind};
use super::redline::by_words;
use crate::lexicon::Language;
use crate::read::{Deadline, Line, Reading};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// A line and what became of it; a line without a partner was deleted or inserted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinePair {
    /// Index of the line in the older reading.
    pub older: Option<usize>,
    /// Index of the line in the newer reading.
    pub newer: Option<usize>,
    /// Kept and deleted runs make the older line as [`shown`], kept and inserted ones the newer.
    pub redline: Vec<Run>,
}

/// A line as a reader of the page sees it: the label that was counted, a tab, the text.
pub fn shown(line: &Line) -> String {
    match &line.label {
        Some(label) => format!("{label}\t{}", line.text),
        None => line.text.clone(),
    }
}

/// The alignment of two readings. Of a deletion and an insertion at one place the deletion comes first, but for items that go on with a list
/// before a head that is gone:
///
/// ```text
/// ugly   b) kept   {--noting--}   {--a) …--}   {++c) …++}        good   b) kept   {++c) …++}   {--noting--}   {--a) …--}
/// ```
pub fn lines(older: &Reading, newer: &Reading, language: &Language, deadline: Deadline) -> Vec<LinePair> {
    let (before, after): (Vec<String>, Vec<String>) =
        (older.lines.iter().map(shown).collect(), newer.lines.iter().map(shown).collect());
    let partners = partners((&older.lines, &before), (&newer.lines, &after), deadline);
    let mut pairs = Vec::with_capacity(before.len().max(after.len()));
    let deleted = |o: usize| LinePair { older: Some(o), newer: None, redline: whole(RunKind::Del, &before[o]) };
    let inserted = |n: usize| LinePair { older: None, newer: Some(n), redline: whole(RunKind::Ins, &after[n]) };
    let (mut next_older, mut next_newer) = (0, 0);
    for (o, n) in partners.into_iter().take_while(|_| !deadline.is_past()) {
        let goes_on =
            next_newer > 0 && is_item(&after[next_newer - 1]) && next_older < o && !is_item(&before[next_older]);
        if goes_on {
            let items = after[next_newer..n].iter().take_while(|line| is_item(line)).count();
            pairs.extend((next_newer..next_newer + items).map(inserted));
            next_newer += items;
        }
        pairs.extend((next_older..o).map(deleted));
        pairs.extend((next_newer..n).map(inserted));
        pairs.push(LinePair { older: Some(o), newer: Some(n), redline: redline(&before[o], &after[n], language) });
        (next_older, next_newer) = (o + 1, n + 1);
    }
    pairs.extend((next_older..before.len()).map(deleted));
    pairs.extend((next_newer..after.len()).map(inserted));
    pairs
}

/// Whether a line is an item of a list: a label and a tab stand before its words.
fn is_item(shown: &str) -> bool {
    const LONGEST_LABEL: usize = 8;
    shown.chars().take(LONGEST_LABEL).skip(1).any(|c| c == '\t')
}

/// The redline of two lines.
pub fn redline(older: &str, newer: &str, language: &Language) -> Vec<Run> {
    if older == newer { whole(RunKind::Keep, older) } else { by_words(older, newer, language).redline }
}

fn whole(kind: RunKind, text: &str) -> Vec<Run> {
    if text.is_empty() { Vec::new() } else { vec![Run::Plain(kind, text.to_owned())] }
}

/// A gap between pairs: older and newer lines that have no partner yet.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Gap {
    older: Range<usize>,
    newer: Range<usize>,
}

/// The pairs, ascending on both sides.
fn partners(
    (older, before): (&[Line], &[String]),
    (newer, after): (&[Line], &[String]),
    deadline: Deadline,
) -> Vec<(usize, usize)> {
    let mut ids = HashMap::new();
    let old_keys = keys(older, before, &mut ids);
    let new_keys = keys(newer, after, &mut ids);
    let mut pairs = anchors::equal(&old_keys, &new_keys);
    anchors::slide(&mut pairs, &old_keys, &new_keys);
    let words = alike::Words::of(before, after);
    let fits = |o: usize, n: usize| older[o].cell.is_some() == newer[n].cell.is_some();
    let found: Vec<(usize, usize)> = gaps(&pairs, before.len(), after.len())
        .iter()
        .take_while(|_| !deadline.is_past())
        .flat_map(|gap| alike::pairs(gap, &words, &fits))
        .collect();
    pairs.extend(found);
    pairs.sort_unstable();
    within_tables(pairs, older, newer)
}

/// What a line must share with another to be the same: its words, and whether it stands in a table.
fn keys(lines: &[Line], shown: &[String], ids: &mut HashMap<(bool, String), usize>) -> Vec<usize> {
    let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    lines
        .iter()
        .zip(shown)
        .map(|(line, text)| {
            let next = ids.len();
            *ids.entry((line.cell.is_some(), spaced(text))).or_insert(next)
        })
        .collect()
}

/// The gaps between pairs.
fn gaps(pairs: &[(usize, usize)], older: usize, newer: usize) -> Vec<Gap> {
    let mut out = Vec::new();
    let (mut o, mut n) = (0, 0);
    for &(next_older, next_newer) in pairs.iter().chain([&(older, newer)]) {
        if o < next_older && n < next_newer {
            out.push(Gap { older: o..next_older, newer: n..next_newer });
        }
        (o, n) = (next_older + 1, next_newer + 1);
    }
    out
}

/// Each table became the one with which it shares most lines; pairs that cross from one table to another are no pairs.
fn within_tables(pairs: Vec<(usize, usize)>, older: &[Line], newer: &[Line]) -> Vec<(usize, usize)> {
    let tables = |(o, n): (usize, usize)| Some((older[o].cell?.table, newer[n].cell?.table));
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for tables in pairs.iter().filter_map(|pair| tables(*pair)) {
        *shared.entry(tables).or_default() += 1;
    }
    let mut votes: Vec<((usize, usize), usize)> = shared.into_iter().collect();
    votes.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let (mut became, mut taken) = (HashMap::new(), HashMap::new());
    for ((o, n), _) in votes {
        if !became.contains_key(&o) && !taken.contains_key(&n) {
            became.insert(o, n);
            taken.insert(n, o);
        }
    }
    let stays = |pair: &(usize, usize)| tables(*pair).is_none_or(|(o, n)| became.get(&o) == Some(&n));
    pairs.into_iter().filter(stays).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Limits, View, from_text};

    fn reading(text: &str) -> Reading {
        from_text(text.as_bytes(), &Limits::default()).expect("text").value.reading(View::Newer)
    }

    fn paired(older: &str, newer: &str) -> Vec<LinePair> {
        let lexicon = crate::lexicon::Lexicon::built_in();
        let language = lexicon.language("en").expect("built in");
        lines(&reading(older), &reading(newer), language, Deadline::default())
    }

    fn aligned(older: &str, newer: &str) -> Vec<(Option<usize>, Option<usize>)> {
        paired(older, newer).iter().map(|pair| (pair.older, pair.newer)).collect()
    }

    #[test]
    fn every_line_stands_once_and_deletions_come_first() {
        let older = "decides\n1\tto test every alert;\n2\tto publish the results.";
        let newer = "decides\n1\tto publish the results;\n2\tto ring once a year.";
        let expected = [(Some(0), Some(0)), (Some(1), None), (Some(2), Some(1)), (None, Some(2))];
        assert_eq!(aligned(older, newer), expected);
    }

    #[test]
    fn a_line_of_a_table_is_paired_within_its_table_only() {
        let older = "| alpha beta | gamma delta\nbetween\n| epsilon zeta | eta theta";
        let newer = "alpha beta\nbetween\n| epsilon zeta | eta theta iota";
        let expected = [
            (Some(0), None),
            (Some(1), None),
            (None, Some(0)),
            (Some(2), Some(1)),
            (Some(3), Some(2)),
            (Some(4), Some(3)),
        ];
        assert_eq!(aligned(older, newer), expected);
    }

    #[test]
    fn lines_that_recur_keep_their_order() {
        let older = "recalling\na\nrecalling\nb\nrecalling\nc";
        let newer = "recalling\na\nrecalling\nc";
        let expected = [
            (Some(0), Some(0)),
            (Some(1), Some(1)),
            (Some(2), None),
            (Some(3), None),
            (Some(4), Some(2)),
            (Some(5), Some(3)),
        ];
        assert_eq!(aligned(older, newer), expected);
    }

    #[test]
    fn a_long_text_of_which_every_line_was_reworded_is_paired_through() {
        let text = |ending: &str| -> String {
            (0..2000).map(|i| format!("{i}\tthat item{i} of the plan{} be carried out{ending}\n", i / 3)).collect()
        };
        let pairs = paired(&text(" in due time;"), &text(" at once, and reported;"));
        assert!(pairs.iter().enumerate().all(|(i, pair)| pair.older == Some(i) && pair.newer == Some(i)));
    }
}
