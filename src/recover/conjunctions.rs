//! A list of addressees that grew (rule 9 of DOMAIN §5): `l'UIT-T et, l'UIT-D et les bureaux régionaux` was `l'UIT-T et l'UIT-D`.
//!
//! The conjunction before the last was deleted, a comma put in its place, and what follows the next conjunction was added. Clean texts
//! write a comma behind a conjunction as well (`et, le cas échéant,`): only where addressees stand on all sides is it a list.

use super::page::{Order, Page};
use super::rows::Rows;
use super::split::{Find, Rule};
use crate::lexicon::fold::{Token, stops};
use std::ops::Range;

/// The splits of lists in items and heads.
pub(super) fn find(page: &Page<'_>, sections: &[Rows<'_>], order: Order) -> Vec<Find> {
    if order == Order::NewerFirst {
        return Vec::new();
    }
    let items =
        sections.iter().flat_map(|section| section.head.into_iter().chain(section.items.iter().map(|i| i.line)));
    items.flat_map(|line| of_line(page, line)).collect()
}

fn of_line(page: &Page<'_>, line: usize) -> Vec<Find> {
    let text = page.line(line);
    if !may_hold_one(text) {
        return Vec::new();
    }
    let tokens = page.language.tokens(text);
    let list = List { page, text, tokens: &tokens };
    (1..tokens.len())
        .filter_map(|at| list.at(at))
        .map(|(deleted, inserted)| Find::new(Rule::ConjunctionMoved, line, vec![deleted], inserted))
        .collect()
}

/// Whether there is a comma that could stand behind a conjunction.
fn may_hold_one(text: &str) -> bool {
    text.contains(|c: char| stops::COMMA.contains(&c) || c == stops::ENUMERATION)
}

struct List<'l> {
    page: &'l Page<'l>,
    text: &'l str,
    tokens: &'l [Token],
}

impl List<'_> {
    /// The list whose old conjunction stands at a token.
    fn at(&self, at: usize) -> Option<(Range<usize>, Vec<Range<usize>>)> {
        let language = self.page.language;
        let comma = language.conjunction(self.tokens, at)?;
        let sign = self.tokens.get(comma).filter(|token| token.is_comma())?;
        let conjunction = self.tokens[at].range.start..self.tokens[comma - 1].range.end;
        // `et,` run together; a conjunction that itself holds a comma is another thing.
        if sign.range.start != conjunction.end || self.tokens[at].is_comma() {
            return None;
        }
        // The one before ends here, and the next begins behind the comma.
        const FAR: usize = 16;
        let ends_here = |start: usize| self.member(start) == Some(at);
        if !(at.saturating_sub(FAR)..at).any(ends_here) {
            return None;
        }
        let second = self.member(comma + 1)?;
        let mut end = second;
        let last = loop {
            if let Some(behind) = self.joined(end) {
                break behind;
            }
            // More than one may have been added: `A, B, C et D`.
            let next = self.tokens.get(end).filter(|token| token.is_comma()).and_then(|_| self.member(end + 1))?;
            end = next;
        };
        let before = self.tokens[at - 1].range.end;
        let added = self.tokens[second - 1].range.end..self.tokens[last - 1].range.end;
        let deleted = before..conjunction.end;
        let mut comma = sign.range.clone();
        // A conjunction that is written onto the next word leaves no space behind it, a comma does (Arabic).
        if language.table.proclitics.iter().any(|letters| self.tokens[at].word == *letters) {
            comma.end += self.text[comma.end..].len() - self.text[comma.end..].trim_start_matches(' ').len();
        }
        Some((deleted, vec![comma, added]))
    }

    /// A conjunction and the last member behind it: one past its end.
    fn joined(&self, at: usize) -> Option<usize> {
        let language = self.page.language;
        if let Some(end) = language.conjunction(self.tokens, at) {
            return self.member(end);
        }
        let word = &self.tokens.get(at)?.word;
        let written_onto = language
            .table
            .conjunctions
            .iter()
            .any(|c| language.table.proclitics.contains(c) && word.starts_with(c.as_str()));
        written_onto.then(|| self.member(at)).flatten()
    }

    /// The addressee at a token, its article before it: one past its end.
    fn member(&self, at: usize) -> Option<usize> {
        let language = self.page.language;
        if self.page.language.opens_aside(self.tokens, at) {
            return None;
        }
        let house = self.page.house();
        let found = |at: usize| language.addressee(self.tokens, at, house).map(|found| found.end);
        found(at).or_else(|| language.article(self.tokens, at).and_then(found))
    }
}
