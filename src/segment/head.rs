//! Heads and openings: the act at the beginning of a line, and whom it addresses.
//!
//! `charge le Directeur du Bureau …, en collaboration avec le Directeur du Bureau …` is the act `instructs`, one addressee charged
//! and one partner. In texts whose clauses carry their own act the same reading stops where the clause's words go on:
//! `Prie le Secrétaire général de lui rendre compte …`.

use super::outline::{Act, Addressee, AddresseeRole, Part};
use crate::lexicon::fold::{Token, stops};
use crate::lexicon::{Language, Lead, Lexicon};
use std::ops::Range;

/// An act and its addressees at the beginning of a line.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The act.
    pub act: Act,
    /// Which part the act belongs to.
    pub part: Part,
    /// Whom it addresses.
    pub addressees: Vec<Addressee>,
    /// Bytes that name somebody the lexicon does not know.
    pub unknown: Vec<Range<usize>>,
    /// One past the last byte that belongs to the act or its addressees.
    pub end: usize,
    /// Whether a clause begins directly behind the act ("considering that …").
    pub goes_on: bool,
}

/// How far addressees are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The line is a head: all of it is act and addressees.
    Line,
    /// The line goes on: addressees end where something else begins.
    Beginning,
}

/// What a line opens with, or `None` where it opens with no act of the lexicon.
pub fn opening(
    text: &str,
    lexicon: &Lexicon,
    language: &Language,
    house: Option<&str>,
    part: Option<Part>,
    reach: Reach,
) -> Option<Opening> {
    let tokens = match reach {
        Reach::Line if language.may_lead(text) => language.tokens(text),
        Reach::Line => return None,
        Reach::Beginning => language.tokens_of_lead(text),
    };
    let Lead { act, under, part, mut modifiers, trailing, mut end } = language.lead(&tokens, house, part)?;
    if reach == Reach::Beginning && part == Part::Operative {
        for at in trailing.into_iter().rev() {
            let Some(_) = modifiers.last().filter(|id| language.table.never_after_operative.contains(id)) else {
                break;
            };
            modifiers.pop();
            end = at;
        }
    }
    let start = tokens.first()?.range.start;
    let act_tokens = end;
    let act_end = tokens[end - 1].range.end;
    let mut seen = std::collections::HashSet::new();
    modifiers.retain(|modifier| seen.insert(modifier.clone()));
    let act = Act { id: act, text: text[start..act_end].to_owned(), modifiers, under };
    let mut reader = Addressees {
        text,
        tokens: &tokens,
        language,
        house,
        reach,
        found: Vec::new(),
        unknown: Vec::new(),
        is_addressed: is_addressed(lexicon, &act.id),
        end: None,
    };
    // Within a sentence only what is directed at somebody names them: "welcomes the Secretary-General's report" charges nobody.
    if reach == Reach::Line || is_addressed(lexicon, &act.id) {
        reader.read(end);
    }
    let end = reader.end.map_or(act_end, |token| tokens[token - 1].range.end.max(act_end));
    let goes_on = language.begins_clause(&tokens, act_tokens);
    Some(Opening { act, part, addressees: reader.found, unknown: reader.unknown, end, goes_on })
}

/// The id of somebody whom the lexicon does not know.
const UNKNOWN: &str = "unknown";

fn is_addressed(lexicon: &Lexicon, act: &str) -> bool {
    lexicon.act(act).is_some_and(|act| act.addressed)
}

struct Addressees<'t> {
    text: &'t str,
    tokens: &'t [Token],
    language: &'t Language,
    house: Option<&'t str>,
    reach: Reach,
    found: Vec<Addressee>,
    unknown: Vec<Range<usize>>,
    /// The act is directed at somebody.
    is_addressed: bool,
    /// One past the last token that names an addressee.
    end: Option<usize>,
}

impl Opening {
    /// Whether somebody whom the lexicon knows is addressed.
    pub fn addresses_known(&self) -> bool {
        self.addressees.iter().any(|addressee| addressee.id != UNKNOWN)
    }
}

impl Addressees<'_> {
    fn read(&mut self, start: usize) {
        let mut role = AddresseeRole::Primary;
        let mut at = start;
        let mut has_known = false;
        // A beginning may pass over one complement ("calls upon *on*"); after that it is addressees or nothing.
        if self.reach == Reach::Beginning
            && self.addressee(at).is_none()
            && let Some(end) = self.language.complement(self.tokens, at)
        {
            at = end;
        }
        while at < self.tokens.len() {
            if let Some(end) = self.after_parenthesis(at, start) {
                at = end;
            } else if let Some(end) = self.language.relation(self.tokens, at) {
                role = AddresseeRole::With;
                at = end;
            } else if let Some((id, end)) = self.addressee(at) {
                let range = self.tokens[at].range.start..self.tokens[end - 1].range.end;
                has_known |= id != UNKNOWN;
                self.found.push(Addressee { id, role, text: self.text[range].to_owned() });
                self.end = Some(end);
                at = end;
            } else if has_known && self.language.scope(self.tokens, at).is_some() {
                // A limit on the act: the addressees are over.
                return;
            } else if let Some(end) = self.language.article(self.tokens, at) {
                at = end;
            } else if self.tokens[at].is_comma() {
                at += 1;
            } else if let Some(end) = self.language.conjunction(self.tokens, at) {
                at = end;
            } else if let Some(end) = self.language.relation_end(self.tokens, at) {
                at = end;
            } else if self.reach == Reach::Beginning {
                return;
            } else if let Some(end) = self.language.complement(self.tokens, at) {
                at = end;
            } else {
                at = self.pass_unknown(at, role);
            }
        }
    }

    fn addressee(&self, at: usize) -> Option<(String, usize)> {
        let found = self.language.addressee(self.tokens, at, self.house)?;
        let Some(stem) = found.value.strip_suffix(".N") else {
            return Some((found.value, found.end));
        };
        // A numbered body: the number stands in the form's words or directly behind them.
        let number = |token: &Token| token.word.chars().all(|c| c.is_ascii_digit()).then(|| token.word.to_string());
        if let Some(number) = self.tokens[at..found.end].iter().find_map(number) {
            return Some((format!("{stem}.{number}"), found.end));
        }
        let number = number(self.tokens.get(found.end)?)?;
        Some((format!("{stem}.{number}"), found.end + 1))
    }

    /// An abbreviation in brackets after a name: `(TSB)`.
    fn after_parenthesis(&self, at: usize, start: usize) -> Option<usize> {
        if at == start {
            return None;
        }
        let gap = |at: usize| &self.text[self.tokens[at - 1].range.end..self.tokens[at].range.start];
        if !gap(at).contains(stops::OPEN) {
            return None;
        }
        let mut end = at + 1;
        while end < self.tokens.len() && !gap(end).contains(stops::CLOSE) {
            end += 1;
        }
        Some(end)
    }

    /// Words up to the next comma, conjunction or relation that name nobody known.
    fn pass_unknown(&mut self, at: usize, role: AddresseeRole) -> usize {
        let mut end = at + 1;
        while end < self.tokens.len()
            && !self.tokens[end].is_comma()
            && self.language.conjunction(self.tokens, end).is_none()
            && self.language.relation(self.tokens, end).is_none()
        {
            end += 1;
        }
        let range = self.tokens[at].range.start..self.tokens[end - 1].range.end;
        // Somebody is charged, and the lexicon does not know whom: the answer says so.
        if self.is_addressed {
            self.found.push(Addressee { id: UNKNOWN.to_owned(), role, text: self.text[range.clone()].to_owned() });
        }
        self.unknown.push(range);
        end
    }
}
