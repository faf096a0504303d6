//! What a cell of a table names: texts and clauses, each as it is said, for somebody who has the texts at hand.
//!
//! Enters `CMDT Rés. 214 (Rév. Kigali, 2022), charge 5 et décide 2`; leaves a text and two clauses of it. A citation in a text is told
//! by what stands around it; a cell has nothing around it, so a text without an owner keeps its number, a clause its label and head.

use super::clauses::{Head, Labels, Where};
use super::{Earlier, Line, Speaker};
use crate::lexicon::tables::OwnerKind;
use crate::lexicon::{Language, Lexicon, Owner};
use std::ops::Range;

/// A text or a clause that a cell names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Bytes of the cell.
    pub range: Range<usize>,
    /// What is named.
    pub what: Mentioned,
}

/// What a cell may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mentioned {
    /// A text.
    Text {
        /// Its id without a version, where the words tell whose it is.
        id: Option<String>,
        /// What it is (`resolution`).
        kind: String,
        /// Its number as it stands in an id, where it is told apart from the id.
        number: Option<String>,
        /// Its version: `geneva-2022`, `2022`.
        version: Option<String>,
    },
    /// A clause.
    Clause {
        /// Its label, or the labels from the outermost.
        label: String,
        /// Its head, where one is named.
        head: Option<Head>,
        /// The id of its text, where that is said beside it; else it is of a text named elsewhere in the cell.
        of: Option<String>,
    },
    /// A section, by its head alone: `charge le Directeur du BDT`.
    Section {
        /// Its head.
        head: Head,
    },
    /// A body that adopts texts (its id in the lexicon).
    Body(String),
}

/// How many words may stand between a head and its label: abbreviations that the lexicon does not know (`charge SG 2`).
const BETWEEN: usize = 3;

/// The texts, clauses and bodies that a cell names, in order. `house` is that of texts whose form nothing tells.
pub fn mentions(text: &str, lexicon: &Lexicon, language: &Language, house: &str) -> Vec<Mention> {
    let line = Line::new(text, lexicon, language, house);
    let cited = line.cited(Speaker::default(), &mut Earlier::default());
    let mut out: Vec<Mention> = Vec::new();
    for cites in line.cites(&cited, 0) {
        let of = match &cites.stands {
            Where::Elsewhere => continue,
            Where::Cited(id, _) => Some(without_version(id)),
            Where::Here | Where::Unsaid | Where::Unknown => None,
        };
        for (range, label) in cites.items {
            let what = Mentioned::Clause { label, head: cites.head.clone(), of: of.clone() };
            out.push(Mention { range, what });
        }
    }
    for citation in cited.into_iter().filter(|citation| lexicon.is_owned(&citation.kind, OwnerKind::Body)) {
        let id = citation.id.as_deref().map(without_version);
        let version = citation.version.or_else(|| Some(citation.id.as_deref()?.split_once('@')?.1.to_owned()));
        let what = Mentioned::Text { id, kind: citation.kind, number: citation.number, version };
        out.push(Mention { range: citation.range, what });
    }
    let taken: Vec<Range<usize>> = out.iter().map(|mention| mention.range.clone()).collect();
    out.extend(line.heads(&taken));
    let taken: Vec<Range<usize>> = out.iter().map(|mention| mention.range.clone()).collect();
    let mut at = 0;
    while at < line.tokens.len() {
        let found = line.language.citing.owner(&line.tokens, at, line.house);
        let Some(found) = found else {
            at += 1;
            continue;
        };
        let range = line.tokens[at].range.start..line.tokens[found.end - 1].range.end;
        let body = match found.value {
            Owner::Body(id) => Some(id),
            Owner::Sector(id) => lexicon.body_of_sector(&id).map(|body| body.id.clone()),
            Owner::Instrument(_) | Owner::Speaker | Owner::Foreign => None,
        };
        let is_apart = taken.iter().all(|held| held.end <= range.start || range.end <= held.start);
        out.extend(body.filter(|_| is_apart).map(|id| Mention { range, what: Mentioned::Body(id) }));
        at = found.end.max(at + 1);
    }
    out.sort_by_key(|mention| (mention.range.start, mention.range.end));
    out.iter_mut().for_each(|mention| mention.range = line.plain.source(mention.range.clone()));
    out
}

impl Line<'_> {
    /// Heads that are named without a label: they stand between signs, and nothing else stands there with them.
    fn heads(&self, taken: &[Range<usize>]) -> Vec<Mention> {
        let mut out: Vec<Mention> = Vec::new();
        for at in 0..self.tokens.len() {
            let start = self.tokens[at].range.start;
            let before = self.plain.text[..start].trim_end().chars().next_back();
            let is_joined = at > 0 && self.language.conjunction(&self.tokens, at - 1) == Some(at);
            let opens = is_joined || before.is_none_or(|c| !c.is_alphanumeric());
            let is_taken = taken.iter().chain(out.last().map(|last| &last.range)).any(|held| held.contains(&start));
            let found = (opens && !is_taken).then(|| self.head_at(at)).flatten();
            let Some((head, end)) = found else { continue };
            let labels = self.labels_behind(end).filter(|(labels, _)| {
                // The number of a text is no label.
                labels
                    .iter()
                    .all(|(range, _)| taken.iter().all(|held| held.end <= range.start || range.end <= held.start))
            });
            if let Some((labels, end)) = labels {
                let clauses = labels.into_iter().map(|(range, label)| Mention {
                    range,
                    what: Mentioned::Clause { label, head: Some(head.clone()), of: None },
                });
                let first = out.len();
                out.extend(clauses);
                out[first].range.start = start;
                if let Some(last) = out.last_mut() {
                    last.range.end = end;
                }
                continue;
            }
            let behind = self.plain.text[end..].trim_start().chars().next();
            if behind.is_none_or(|c| !c.is_alphanumeric())
                && taken.iter().all(|held| held.end <= start || end <= held.start)
            {
                out.push(Mention { range: start..end, what: Mentioned::Section { head } });
            }
        }
        out
    }
}

impl Line<'_> {
    /// Labels behind a head, apart from it: `charge le Directeur du BDT, 3`, `charge SG 2`. They end what is said.
    fn labels_behind(&self, end: usize) -> Option<(Labels, usize)> {
        let rows: Vec<_> = self.lexicon.cited_by_owner(OwnerKind::Text).collect();
        let shapes = self.lexicon.shapes_of(&rows);
        let first = self.token_at(end);
        let starts = (first..self.tokens.len()).take(BETWEEN + 1).map(|at| self.tokens[at].range.start);
        for start in starts {
            let gap = &self.plain.text[end..start];
            if gap.contains([';', '(']) {
                return None;
            }
            let Some(chain) = self.chain(start, &shapes) else { continue };
            let is_label = chain.items.iter().all(|item| item.owner.is_none() && item.versions.is_empty());
            let behind = self.plain.text[chain.end..].trim_start().chars().next();
            if is_label && behind.is_none_or(|c| !c.is_alphanumeric()) {
                let labels = chain.items.into_iter().map(|item| (item.range, item.number)).collect();
                return Some((labels, chain.end));
            }
        }
        None
    }
}

fn without_version(id: &str) -> String {
    id.split('@').next().unwrap_or_default().to_owned()
}
