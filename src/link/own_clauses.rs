//! The clauses of the text that speaks: which of them "2 above" and `point 2 du décide` cite.

use super::clauses::Head;
use crate::lexicon::fold::Token;
use crate::lexicon::{Language, Lexicon};
use crate::segment::outline::{Clause, Part, Resolution};
use std::sync::Arc;

/// The clauses of the text that speaks, to find the one that it cites by its label.
#[derive(Debug, Clone)]
pub struct OwnClauses<'o> {
    pub(super) text: &'o Resolution,
    /// The ids of its sections.
    pub(super) ids: Arc<[String]>,
    /// The section in which the citing clause stands.
    pub(super) section: Option<usize>,
}

impl OwnClauses<'_> {
    /// The id of the clause with a label, under a head with an act where one is named; `None` where there is none or several.
    pub(super) fn find(&self, head: Option<&Head>, label: &str, language: &Language) -> Option<String> {
        let parts = parts(label, language);
        let base = |id: &str| id.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('_').to_owned();
        let modifiers = |index: usize| self.text.sections[index].act.as_ref().map(|act| act.modifiers.as_slice());
        let is_meant = |index: &usize| match head {
            Some(head) => {
                let to: Vec<&str> = self.text.sections[*index].addressees.iter().map(|to| to.id.as_str()).collect();
                base(&self.ids[*index]) == head.section
                    && modifiers(*index).unwrap_or_default() == head.modifiers
                    && (head.addressees.is_empty() || to.is_empty() || to == head.addressees)
            }
            None => self.text.sections[*index].part == Part::Operative,
        };
        let candidates: Vec<usize> = (0..self.text.sections.len()).filter(is_meant).collect();
        let has_labels = |index: &usize| self.text.sections[*index].clauses.iter().any(|clause| clause.label.is_some());
        // Paragraphs without labels are counted: "seventh preambular paragraph".
        if let ([one], Ok(position)) = (candidates.as_slice(), label.parse::<usize>())
            && !has_labels(one)
        {
            let within = (1..=self.text.sections[*one].clauses.len()).contains(&position);
            return within.then(|| format!("{}__{position}", self.ids[*one]));
        }
        let hits: Vec<(usize, String)> = candidates
            .into_iter()
            .filter_map(|index| {
                let path = descend(&self.text.sections[index].clauses, &parts, language)?;
                Some((index, format!("{}{path}", self.ids[index])))
            })
            .collect();
        match hits.as_slice() {
            [(_, id)] => Some(id.clone()),
            // "2 above", of several sections with a second clause: that in which the words stand.
            several => several.iter().find(|(index, _)| Some(*index) == self.section).map(|(_, id)| id.clone()),
        }
    }

    /// The position that a label says, in a text that is not at hand: figures count, and single letters in the order of their series.
    pub(super) fn position(label: &str, lexicon: &Lexicon) -> Option<String> {
        let parts = label.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        let mut out = String::new();
        for part in parts {
            let of_series = || {
                let series = lexicon.general.series.iter().map(|series| series.signs.split_whitespace());
                series.into_iter().find_map(|mut signs| signs.position(|sign| sign == part)).map(|at| at + 1)
            };
            let roman = || crate::lexicon::roman(part).map(|n| n as usize);
            let position = part.parse::<usize>().ok().or_else(of_series).or_else(roman)?;
            out.push_str(&format!("__{position}"));
        }
        (!out.is_empty()).then_some(out)
    }
}

/// The clause under a path of labels: `25 (b)` is `b` under `25`; `2.1` is that label, or `1` under `2`.
fn descend(clauses: &[Clause], wanted: &[String], language: &Language) -> Option<String> {
    let (first, rest) = wanted.split_first()?;
    let label = |clause: &Clause| clause.label.as_deref().map(|label| key(label, language)).unwrap_or_default();
    let at = clauses.iter().position(|clause| label(clause) == *first)?;
    let path = format!("__{}", at + 1);
    if rest.is_empty() { Some(path) } else { Some(format!("{path}{}", descend(&clauses[at].clauses, rest, language)?)) }
}

fn parts(label: &str, language: &Language) -> Vec<String> {
    let parts = label.split(|c: char| !(c.is_alphanumeric())).filter(|part| !part.is_empty());
    parts.map(|part| key(part, language)).collect()
}

/// A label without its signs, in the language's own letters.
fn key(label: &str, language: &Language) -> String {
    language.tokens(label).into_iter().map(|Token { word, .. }| String::from(word)).collect()
}
