//! Ids that do not depend on the language: acts and positions, never labels.

use super::outline::{Outline, Section};
use super::symbol;
use crate::lexicon::{Lexicon, Part};
use crate::read::Reading;
use std::collections::HashMap;

/// Ids of a text's sections: `considering`, `considering_2`, `resolves_instructs`; `preamble`, `operative`.
pub fn section_ids(sections: &[Section]) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for section in sections {
        let base = match (&section.act, section.part) {
            (Some(act), _) => match &act.under {
                Some(under) => format!("{under}_{}", act.id),
                None => act.id.clone(),
            },
            (None, Part::Preamble) => "preamble".to_owned(),
            (None, Part::Operative) => "operative".to_owned(),
        };
        let count = counts.entry(base.clone()).or_default();
        *count += 1;
        ids.push(if *count == 1 { base } else { format!("{base}_{count}") });
    }
    ids
}

/// What a text is: organisation, body, kind and number.
pub struct Identity {
    /// Organisation id.
    pub organisation: Option<String>,
    /// Body id.
    pub body: Option<String>,
    /// Kind of instrument.
    pub kind: Option<String>,
    /// Number as printed.
    pub number: Option<String>,
    /// The proposal's id, which tells texts without a number apart.
    pub proposal: Option<String>,
}

/// The identity of one of the texts of a reading, from its own lines and the symbol on its cover: that between the text before and it.
pub fn identity(outline: &Outline, index: usize, reading: &Reading, lexicon: &Lexicon) -> Identity {
    let text = &outline.texts[index];
    let words = |slice: &super::outline::Slice| &reading.lines[slice.line].text[slice.range.clone()];
    let symbols = outline.front_matter.iter().filter(|(key, _)| key == "symbol").flat_map(|(_, slices)| slices);
    let first = text.lines().first().copied().unwrap_or(0);
    let before = index.checked_sub(1).and_then(|before| outline.texts[before].lines().last().copied());
    let is_cover = |slice: &&super::outline::Slice| {
        outline.texts.len() == 1 || (slice.line < first && before.is_none_or(|before| slice.line > before))
    };
    let symbol = symbols.filter(is_cover).find_map(|slice| symbol(words(slice), lexicon));
    let number = text.number.as_ref();
    let marks = number.iter().flat_map(|n| &n.versions).chain(text.body.iter().flat_map(|b| &b.versions));
    let marks = marks.chain(text.history.iter().flat_map(|(_, marks)| marks));
    let by_version = || marks.clone().find_map(|mark| super::body_of(mark, lexicon));
    let body = number
        .and_then(|n| n.body.clone())
        .or_else(|| text.body.as_ref().and_then(|line| line.body.clone()))
        .or_else(by_version)
        .or_else(|| symbol.as_ref().map(|(body, _, _)| body.clone()));
    let kind = number.map(|n| n.kind.clone()).or_else(|| symbol.as_ref().map(|(_, kind, _)| kind.clone()));
    let provision = text.proposal.as_ref().and_then(|proposal| proposal.provision.clone());
    let kind = kind.or_else(|| provision.as_ref().map(|_| "provision".to_owned()));
    let number = number.map(|n| n.number.clone()).or(symbol.map(|(_, _, number)| number)).or(provision);
    let organisation = body.as_ref().and_then(|body| lexicon.body(body)).map(|body| body.organisation.clone());
    let proposal = text.proposal.as_ref().and_then(|proposal| proposal.id.clone());
    Identity { organisation, body, kind, number, proposal }
}

impl Identity {
    /// `itu.wtsa.resolution.58`; what is not known is `unknown`, and the proposal's id stands for a number that is not.
    pub fn id(&self) -> String {
        let known = |part: &Option<String>| part.clone().unwrap_or_else(|| "unknown".to_owned());
        let number = canonical_number(&known(&self.number.clone().or_else(|| self.proposal.clone())));
        format!("{}.{}.{}.{number}", known(&self.organisation), known(&self.body), known(&self.kind))
    }
}

/// A number as it stands in an id: lower case, whatever is no letter, figure or stop a single hyphen (`1514 (XV)` is `1514-xv`).
pub fn canonical_number(number: &str) -> String {
    let mut out = String::new();
    for c in number.to_lowercase().chars() {
        if c.is_alphanumeric() || c == '.' {
            out.push(c);
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_matches('-').to_owned()
}
