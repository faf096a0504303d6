//! For each newer section its older one: that with which it shares its head or most clauses.

use super::TextPair;
use super::side::{Flat, Side};
use crate::compare::pair::Pair;
use crate::segment::outline::{Part, Section};
use std::collections::HashMap;
use std::hash::Hash;

/// What speaks for two sections being one: a clause that both have counts most, then the same head, then the same act and addressees.
const CLAUSE: usize = 20;
const SAME_HEAD: usize = 15;
const SAME_CHARGE: usize = 5;

/// How far from its own place in the row a section that is like many is compared with them: a text says `invites` a few times, a hostile
/// one without end, and each with each would cost the square.
const NEAR: usize = 16;

/// Votes for pairs of sections: older, newer.
type Votes = HashMap<(usize, usize), usize>;

impl TextPair<'_> {
    pub(super) fn section_pairs(
        &self,
        (older, newer): (&[Section], &[Section]),
        (older_flat, newer_flat): (&[Flat<'_>], &[Flat<'_>]),
        paired: &[Option<Pair>],
    ) -> Vec<Option<usize>> {
        let mut votes: Votes = HashMap::new();
        for (n, pair) in paired.iter().enumerate() {
            if let Some(pair) = pair {
                *votes.entry((older_flat[pair.older].section, newer_flat[n].section)).or_default() += CLAUSE;
            }
        }
        if let (Some(before), Some(after)) = (self.older, self.newer) {
            match self.is_one_source() {
                true => shared_heads((before, older), (after, newer), &mut votes),
                false => same_heads((before, older), (after, newer), &mut votes),
            }
        }
        // Whole parts have no head: the preamble is the preamble.
        let whole = |sections: &[Section]| -> Vec<(usize, Part)> {
            let headless = sections.iter().enumerate().filter(|(_, section)| section.head.is_none());
            headless.map(|(index, section)| (index, section.part)).collect()
        };
        alike(whole(older), whole(newer), 1, &mut votes);
        let mut votes: Vec<_> = votes.into_iter().collect();
        votes.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut result = vec![None; newer.len()];
        let mut taken = vec![false; older.len()];
        for ((o, n), _) in votes {
            if result[n].is_none() && !taken[o] {
                result[n] = Some(o);
                taken[o] = true;
            }
        }
        result
    }
}

fn heads(sections: &[Section]) -> impl Iterator<Item = (usize, &Section)> {
    sections.iter().enumerate().filter(|(_, section)| section.head.is_some())
}

/// In one source: a vote for each letter that two heads keep.
fn shared_heads((before, older): (Side<'_>, &[Section]), (after, newer): (Side<'_>, &[Section]), votes: &mut Votes) {
    let placed =
        |side: Side<'_>, section: &Section| section.head.as_ref().map(|head| side.placed(head)).unwrap_or_default();
    let mut owner = HashMap::new();
    for (index, section) in heads(older) {
        let letters = placed(before, section).into_iter().filter(|(c, _)| c.is_alphanumeric());
        owner.extend(letters.map(|(_, at)| (at, index)));
    }
    for (index, section) in heads(newer) {
        for (_, at) in placed(after, section) {
            if let Some(o) = owner.get(&at) {
                *votes.entry((*o, index)).or_default() += 2;
            }
        }
    }
}

/// In two sources: heads of the same words, or of the same act for the same addressees.
fn same_heads((before, older): (Side<'_>, &[Section]), (after, newer): (Side<'_>, &[Section]), votes: &mut Votes) {
    let words = |side: Side<'_>, section: &Section| -> String {
        let head = section.head.as_ref().map(|head| side.words(head)).unwrap_or_default();
        let letters = head.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let charge = |section: &Section| -> String {
        let act = section.act.iter().flat_map(|act| act.under.iter().chain([&act.id])).cloned();
        act.chain(section.addressees.iter().map(|to| to.id.clone())).collect::<Vec<_>>().join(" ")
    };
    let by_words = |side: Side<'_>, sections: &[Section]| -> Vec<(usize, String)> {
        heads(sections).map(|(index, section)| (index, words(side, section))).collect()
    };
    let by_charge = |sections: &[Section]| -> Vec<(usize, String)> {
        heads(sections).map(|(index, section)| (index, charge(section))).collect()
    };
    alike(by_words(before, older), by_words(after, newer), SAME_HEAD, votes);
    alike(by_charge(older), by_charge(newer), SAME_CHARGE, votes);
}

/// Votes for each older and newer section that say the same and stand near each other among those that do.
fn alike<K: Eq + Hash>(older: Vec<(usize, K)>, newer: Vec<(usize, K)>, weight: usize, votes: &mut Votes) {
    let mut rows: HashMap<K, (Vec<usize>, usize)> = HashMap::new();
    for (o, said) in older {
        rows.entry(said).or_default().0.push(o);
    }
    for (n, said) in newer {
        let Some((row, met)) = rows.get_mut(&said) else { continue };
        let from = met.saturating_sub(NEAR);
        for o in row.iter().skip(from).take(2 * NEAR) {
            *votes.entry((*o, n)).or_default() += weight;
        }
        *met += 1;
    }
}
