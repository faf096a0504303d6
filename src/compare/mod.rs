//! Two readings become one [`Comparison`]: clause pairs, kinds of change, redlines.
//!
//! Out of a marked-up source come two outlines, one of the older reading and one of the newer. An older and a newer clause belong
//! together by the characters that both keep; what is left over is paired by likeness. Two sources share no characters: there the same
//! words, then likeness decide. A source without marks alone has one outline: its clauses have no older side and no change, because
//! not compared is not the same as inserted.

pub mod comparison;
mod kinds;
mod likeness;
pub mod lines;
mod order;
mod outside;
mod pair;
mod readable;
mod recovered;
mod redline;
mod text;
mod text_pairs;
mod words;

pub use comparison::Comparison;
pub use recovered::weigh;
pub use words::folded as words_of;

use crate::lexicon::Language;
use crate::link::Layer;
use crate::read::Manuscript;
use crate::segment::{Read, Setting};
use comparison::{Basis, Redlined, RunKind};
use text::{Side, TextPair};

/// One side of a comparison: a reading of a source, with what it cites.
#[derive(Clone, Copy)]
pub struct Source<'s> {
    /// The source.
    pub manuscript: &'s Manuscript,
    /// The reading of it that is compared, and its outline.
    pub read: Read<'s>,
    /// What the source cites.
    pub layer: &'s Layer,
}

/// The comparison of an older side and a newer one; of none where there is only one.
///
/// The basis says what the older side rests on: the marks of the one source that holds both ([`Basis::Tracked`],
/// [`Basis::Recovered`]), a source of its own ([`Basis::Aligned`]), or nothing.
pub fn compare(older: Option<Source<'_>>, newer: Source<'_>, basis: Basis, setting: Setting<'_>) -> Comparison {
    let lexicon = setting.lexicon;
    let older = older.filter(|_| basis != Basis::None);
    let basis = if older.is_some() { basis } else { Basis::None };
    let mut texts = Vec::new();
    for (older_text, newer_text) in text_pairs::text_pairs(older, newer, basis, setting) {
        if setting.deadline.is_past() {
            break;
        }
        let newer_side = Side::of(Some(newer), newer_text, 0);
        // The citations of a second source stand behind those of the first.
        let behind = if basis == Basis::Aligned { newer.layer.references.len() } else { 0 };
        let older_side = Side::of(older, older_text, behind);
        let effect = newer_side
            .or(older_side)
            .and_then(|side| side.text.proposal.as_ref())
            .and_then(|proposal| lexicon.action(&proposal.action))
            .map_or("", |action| action.effect.as_str());
        let code = newer_side.or(older_side).map(|side| side.text.language.language.as_str()).unwrap_or_default();
        let Some(language) = lexicon.language(code) else { continue };
        // New text has no older side, whatever the marks say; deleted text has no newer one.
        let (older_side, newer_side) = match effect {
            "add" if basis != Basis::Aligned => (None, newer_side),
            "suppress" => (older_side.or(newer_side), None),
            _ => (older_side, newer_side),
        };
        let is_compared = basis != Basis::None || matches!(effect, "add" | "suppress");
        let deadline = setting.deadline;
        let pair = TextPair { lexicon, language, older: older_side, newer: newer_side, is_compared, basis, deadline };
        texts.extend(pair.text());
    }
    let of_older = older.filter(|_| basis == Basis::Aligned).map(|source| &source.layer.references);
    let references = newer.layer.references.iter().chain(of_older.into_iter().flatten()).cloned().collect();
    let outside = older.map(|older| {
        let text = newer.read.outline.texts.first().or(older.read.outline.texts.first());
        let code = text.map(|text| text.language.language.as_str());
        let code = code.or(newer.read.outline.language_at(0)).unwrap_or_default();
        lexicon
            .language(code)
            .map(|language| outside::outside(older, newer, basis, language, setting.deadline))
            .unwrap_or_default()
    });
    Comparison { texts, references, outside: outside.unwrap_or_default() }
}

/// The redline of two wordings, word by word as a reader would mark it; one that stands alone is inserted or deleted whole.
pub fn redlined(older: Option<&str>, newer: Option<&str>, language: &Language) -> Redlined {
    match (older, newer) {
        (Some(older), Some(newer)) => redline::by_words(older, newer, language),
        (Some(older), None) => redline::alone(older, RunKind::Del),
        (None, Some(newer)) => redline::alone(newer, RunKind::Ins),
        (None, None) => Redlined::default(),
    }
}
