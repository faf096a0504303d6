//! Which older text is which newer one: in one source those that share most lines, in two those with the same id, then those most alike.

use super::Source;
use super::comparison::Basis;
use super::likeness::Likeness;
use crate::read::Reading;
use crate::segment::outline::Resolution;
use crate::segment::{Setting, identity};
use std::collections::{HashMap, HashSet};

/// Texts whose words are less alike than this are different texts.
const ALIKE: f64 = 0.3;
/// As many texts are each compared with each; of more, those that hold the same rare words.
const FEW: usize = 64;

/// Pairs of texts by their index in the outlines, in the order of the newer source; an older text that is gone stands where it stood.
pub fn text_pairs(
    older: Option<Source<'_>>,
    newer: Source<'_>,
    basis: Basis,
    setting: Setting<'_>,
) -> Vec<(Option<usize>, Option<usize>)> {
    let after = newer.read.outline.texts.len();
    let Some(older) = older else { return (0..after).map(|n| (None, Some(n))).collect() };
    let before = older.read.outline.texts.len();
    let older_of = match basis {
        Basis::Aligned => by_identity(older, newer, setting),
        _ => by_lines(older, newer),
    };
    let taken: HashSet<usize> = older_of.iter().flatten().copied().collect();
    let mut pairs: Vec<(Option<usize>, Option<usize>)> = Vec::new();
    let mut next = 0;
    for (n, partner) in older_of.into_iter().enumerate() {
        if let Some(o) = partner {
            pairs.extend((next..o).filter(|o| !taken.contains(o)).map(|o| (Some(o), None)));
            next = next.max(o + 1);
        }
        pairs.push((partner, Some(n)));
    }
    pairs.extend((next..before).filter(|o| !taken.contains(o)).map(|o| (Some(o), None)));
    pairs
}

fn by_lines(older: Source<'_>, newer: Source<'_>) -> Vec<Option<usize>> {
    let sources = |source: Source<'_>| -> Vec<HashSet<usize>> {
        source.read.outline.texts.iter().map(|text| paragraphs(text, source.read.reading)).collect()
    };
    let (before, after) = (sources(older), sources(newer));
    // By paragraph and not pair by pair: a source may hold very many texts.
    let mut holders: HashMap<usize, Vec<usize>> = HashMap::new();
    for (o, held) in before.iter().enumerate() {
        held.iter().for_each(|paragraph| holders.entry(*paragraph).or_default().push(o));
    }
    let mut counts: HashMap<(usize, usize), usize> = HashMap::new();
    for (n, held) in after.iter().enumerate() {
        for o in held.iter().filter_map(|paragraph| holders.get(paragraph)).flatten() {
            *counts.entry((*o, n)).or_default() += 1;
        }
    }
    let shared = counts.into_iter().map(|((o, n), count)| (count as f64, o, n));
    most_first(shared.collect(), vec![None; after.len()])
}

fn by_identity(older: Source<'_>, newer: Source<'_>, setting: Setting<'_>) -> Vec<Option<usize>> {
    let ids = |source: Source<'_>| -> Vec<String> {
        let outline = source.read.outline;
        (0..outline.texts.len())
            .map(|index| identity(outline, index, source.read.reading, setting.lexicon).id())
            .collect()
    };
    let (before, after) = (ids(older), ids(newer));
    let mut of_id: HashMap<&str, Vec<usize>> = HashMap::new();
    before.iter().enumerate().rev().for_each(|(o, id)| of_id.entry(id).or_default().push(o));
    let mut result: Vec<Option<usize>> = after.iter().map(|id| of_id.get_mut(id.as_str()).and_then(Vec::pop)).collect();
    let taken: HashSet<usize> = result.iter().flatten().copied().collect();
    let free: Vec<usize> = (0..before.len()).filter(|o| !taken.contains(o)).collect();
    let open: Vec<usize> = (0..after.len()).filter(|n| result[*n].is_none()).collect();
    // Who gives two files with one text each means these two.
    if let ([o], [n]) = (&free[..], &open[..])
        && (before.len(), after.len()) == (1, 1)
    {
        result[*n] = Some(*o);
        return result;
    }
    let words = |source: Source<'_>, texts: &[usize]| -> Vec<String> {
        let lines = |index: &usize| source.read.outline.texts[*index].lines();
        let text = |index: &usize| -> Vec<&str> {
            lines(index).into_iter().map(|line| source.read.reading.lines[line].text.as_str()).collect()
        };
        texts.iter().map(|index| text(index).join("\n")).collect()
    };
    let (old, new) = (words(older, &free), words(newer, &open));
    let likeness = Likeness::of(old.iter().map(String::as_str), new.iter().map(String::as_str));
    let mut alike = Vec::new();
    for (j, n) in open.iter().enumerate().take_while(|_| !setting.deadline.is_past()) {
        let sought = if free.len() <= FEW { (0..free.len()).collect() } else { likeness.holders(j) };
        for i in sought {
            let share = likeness.between(i, j);
            if share >= ALIKE {
                alike.push((share, free[i], *n));
            }
        }
    }
    most_first(alike, result)
}

/// Gives each newer text the older one that is nearest to it, nearest pairs first.
fn most_first(mut found: Vec<(f64, usize, usize)>, mut result: Vec<Option<usize>>) -> Vec<Option<usize>> {
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut taken: HashSet<usize> = result.iter().flatten().copied().collect();
    for (_, o, n) in found {
        if result[n].is_none() && taken.insert(o) {
            result[n] = Some(o);
        }
    }
    result
}

/// The manuscript paragraphs that hold a text's header and clauses.
fn paragraphs(text: &Resolution, reading: &Reading) -> HashSet<usize> {
    let header = text.proposal.iter().map(|p| &p.slice).chain(text.number.iter().map(|n| &n.slice));
    let header = header.chain(&text.title).chain(text.body.iter().map(|b| &b.slice)).chain(&text.reasons);
    let clauses = text.clauses();
    let lines = header.chain(clauses.iter().map(|c| &c.text)).map(|slice| slice.line);
    lines.flat_map(|line| reading.lines[line].pieces.iter().map(|piece| piece.paragraph)).collect()
}
