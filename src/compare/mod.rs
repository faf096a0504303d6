//! Two readings become one [`Comparison`]: clause pairs, kinds of change, redlines.
//!
//! Out of a marked-up source come two outlines, one of the older reading and one of the newer. An older and a newer clause belong
//! together by the characters that both keep; what is left over is paired by likeness. A source without marks has one outline:
//! its clauses have no older side and no change, because not compared is not the same as inserted.

pub mod comparison;
mod ids;
mod kinds;
mod pair;
mod redline;
mod text;

pub use comparison::Comparison;

use crate::link::citations;
use crate::read::{Manuscript, Reading};
use crate::segment::Setting;
use crate::segment::outline::{Outline, Resolution};
use comparison::Reference;
use std::collections::{HashMap, HashSet};
use text::{Side, TextPair};

/// A reading and its outline.
#[derive(Clone, Copy)]
pub struct Read<'r> {
    /// The reading.
    pub reading: &'r Reading,
    /// What was found in it.
    pub outline: &'r Outline,
}

/// The comparison of a source: of its two readings where it carries marks, of none where it does not.
pub fn compare(manuscript: &Manuscript, older: Option<Read<'_>>, newer: Read<'_>, setting: Setting<'_>) -> Comparison {
    let references = References::of(manuscript, older, newer, setting);
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
            language: setting.language,
            older: older_side,
            newer: newer_side,
            is_compared: is_compared || matches!(effect, "add" | "suppress"),
            is_tracked: is_compared,
            references: &references,
        };
        texts.extend(pair.text());
    }
    Comparison { texts, references: references.list }
}

fn side<'r>(read: Option<Read<'r>>, text: Option<usize>) -> Option<Side<'r>> {
    let read = read?;
    Some(Side { reading: read.reading, outline: read.outline, text: read.outline.texts.get(text?)? })
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

/// The citations of a source, and which stand where.
pub(crate) struct References {
    list: Vec<Reference>,
    /// Paragraph, first and last byte, index: ascending.
    spans: Vec<(usize, usize, usize, usize)>,
}

impl References {
    fn of(manuscript: &Manuscript, older: Option<Read<'_>>, newer: Read<'_>, setting: Setting<'_>) -> Self {
        let house_of = |read: Read<'_>| -> HashMap<usize, String> {
            let mut houses = HashMap::new();
            for text in &read.outline.texts {
                for clause in text.clauses() {
                    houses.insert(clause.text.line, text.house.clone());
                }
            }
            houses
        };
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        for read in [Some(newer), older].into_iter().flatten() {
            let houses = house_of(read);
            // A text's own number and the symbol on the cover name the text itself: they cite nothing.
            let numbers = read.outline.texts.iter().filter_map(|text| text.number.as_ref()).map(|n| n.slice.line);
            let symbols = read.outline.front_matter.iter().filter(|(key, _)| key == "symbol").flat_map(|(_, s)| s);
            let own: HashSet<usize> = numbers.chain(symbols.map(|slice| slice.line)).collect();
            for (index, line) in read.reading.lines.iter().enumerate().filter(|(index, _)| !own.contains(index)) {
                let house = houses.get(&index).map_or("", String::as_str);
                for citation in citations(&line.text, setting.lexicon, setting.language, house) {
                    let Some(first) = line.sources(citation.range.clone()).find(|piece| piece.len > 0) else {
                        continue;
                    };
                    let last = line.sources(citation.range.clone()).filter(|p| p.paragraph == first.paragraph).last();
                    let end = last.map_or(first.start + first.len, |last| last.start + last.len);
                    let text = line.text[citation.range.clone()].to_owned();
                    // What both readings cite in the same words at the same place is cited once.
                    if !seen.insert((first.paragraph, first.start, text.clone())) {
                        continue;
                    }
                    let place = manuscript.place_of(line, citation.range.clone());
                    found.push((
                        (first.paragraph, first.start, end),
                        Reference { kind: citation.kind, id: citation.id, text, place },
                    ));
                }
            }
        }
        found.sort_by_key(|(span, _)| *span);
        let spans = found.iter().enumerate().map(|(i, ((p, start, end), _))| (*p, *start, *end, i)).collect();
        References { list: found.into_iter().map(|(_, reference)| reference).collect(), spans }
    }

    /// Indexes of the citations that stand in a stretch of a paragraph.
    pub(crate) fn within(&self, paragraph: usize, start: usize, end: usize) -> impl Iterator<Item = usize> + '_ {
        let from = self.spans.partition_point(|span| (span.0, span.1) < (paragraph, start));
        self.spans[from..].iter().take_while(move |span| span.0 == paragraph && span.1 < end).map(|span| span.3)
    }
}
