//! Two readings become one [`Comparison`]: clause pairs, kinds of change, redlines.
//!
//! Out of a marked-up source come two outlines, one of the older reading and one of the newer. An older and a newer clause belong
//! together by the characters that both keep; what is left over is paired by likeness. A source without marks has one outline:
//! its clauses have no older side and no change, because not compared is not the same as inserted.

pub mod comparison;
mod kinds;
mod pair;
mod redline;
mod text;

pub use comparison::Comparison;

use crate::link::Layer;
use crate::read::{Manuscript, Reading};
use crate::segment::outline::Resolution;
use crate::segment::{Read, Setting};
use std::collections::{HashMap, HashSet};
use text::{Side, TextPair};

/// The comparison of a source: of its two readings where it carries marks, of none where it does not.
pub fn compare(
    manuscript: &Manuscript,
    older: Option<Read<'_>>,
    newer: Read<'_>,
    layer: Layer,
    setting: Setting<'_>,
) -> Comparison {
    let lexicon = setting.lexicon;
    let mut texts = Vec::new();
    for (older_text, newer_text) in text_pairs(older, newer) {
        let newer_side = side(Some(newer), newer_text);
        let older_side = side(older, older_text);
        let effect = newer_side
            .or(older_side)
            .and_then(|side| side.text.proposal.as_ref())
            .and_then(|proposal| lexicon.action(&proposal.action))
            .map_or("", |action| action.effect.as_str());
        let code = newer_side.or(older_side).map(|side| side.text.language.language.as_str()).unwrap_or_default();
        let Some(language) = lexicon.language(code) else { continue };
        let is_compared = older.is_some();
        // New text has no older side, whatever the marks say; deleted text has no newer one.
        let (older_side, newer_side) = match effect {
            "add" => (None, newer_side),
            "suppress" => (older_side.or(newer_side), None),
            _ => (older_side, newer_side),
        };
        let pair = TextPair {
            manuscript,
            lexicon,
            language,
            older: older_side,
            newer: newer_side,
            is_compared: is_compared || matches!(effect, "add" | "suppress"),
            is_tracked: is_compared,
            layer: &layer,
        };
        texts.extend(pair.text());
    }
    Comparison { texts, references: layer.references }
}

fn side<'r>(read: Option<Read<'r>>, text: Option<usize>) -> Option<Side<'r>> {
    let read = read?;
    let index = text?;
    Some(Side { reading: read.reading, outline: read.outline, text: read.outline.texts.get(index)?, index })
}

/// Which older text is which newer one: those that share most lines of the source.
fn text_pairs(older: Option<Read<'_>>, newer: Read<'_>) -> Vec<(Option<usize>, Option<usize>)> {
    let Some(older) = older else {
        return (0..newer.outline.texts.len()).map(|n| (None, Some(n))).collect();
    };
    let sources = |read: Read<'_>| -> Vec<HashSet<usize>> {
        read.outline.texts.iter().map(|text| paragraphs(text, read.reading)).collect()
    };
    let (before, after) = (sources(older), sources(newer));
    let mut shared: Vec<(usize, usize, usize)> = Vec::new();
    for (o, old) in before.iter().enumerate() {
        for (n, new) in after.iter().enumerate() {
            let count = old.intersection(new).count();
            if count > 0 {
                shared.push((count, o, n));
            }
        }
    }
    shared.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut of_newer: HashMap<usize, usize> = HashMap::new();
    let mut taken = HashSet::new();
    for (_, o, n) in shared {
        if !of_newer.contains_key(&n) && taken.insert(o) {
            of_newer.insert(n, o);
        }
    }
    let mut pairs: Vec<(Option<usize>, Option<usize>)> = Vec::new();
    let mut next = 0;
    for n in 0..after.len() {
        let partner = of_newer.get(&n).copied();
        // Older texts without a newer side keep their place in the order.
        if let Some(o) = partner {
            pairs.extend((next..o).filter(|o| !taken.contains(o)).map(|o| (Some(o), None)));
            next = next.max(o + 1);
        }
        pairs.push((partner, Some(n)));
    }
    pairs.extend((next..before.len()).filter(|o| !taken.contains(o)).map(|o| (Some(o), None)));
    pairs
}

/// The manuscript paragraphs that hold a text's header and clauses.
fn paragraphs(text: &Resolution, reading: &Reading) -> HashSet<usize> {
    let header = text.proposal.iter().map(|p| &p.slice).chain(text.number.iter().map(|n| &n.slice));
    let header = header.chain(&text.title).chain(text.body.iter().map(|b| &b.slice)).chain(&text.reasons);
    let clauses = text.clauses();
    let lines = header.chain(clauses.iter().map(|c| &c.text)).map(|slice| slice.line);
    lines.flat_map(|line| reading.lines[line].pieces.iter().map(|piece| piece.paragraph)).collect()
}
