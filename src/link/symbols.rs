//! What a pattern finds whole: symbols of documents and of adopted texts, provisions and Recommendations in short.

use super::{Basis, Citation, Line, Speaker};
use crate::lexicon::Matcher;
use crate::segment::{canonical_number, symbol};

impl Line<'_> {
    /// The symbols in the line.
    pub(super) fn symbols(&self, speaker: Speaker<'_>) -> Vec<Citation> {
        let text = &self.plain.text;
        let mut found = Vec::new();
        let own = self.language.references.that_may_match(&self.plain);
        let patterns = own.chain(self.lexicon.references.that_may_match(&self.plain));
        for matcher in patterns.filter(|m| m.house.is_none() || m.house.as_deref() == self.house) {
            for captures in matcher.regex.captures_iter(text).take_while(|_| !self.deadline.is_past()) {
                let Some(whole) = captures.get(0) else { continue };
                // The end of a longer symbol is none.
                if text[..whole.start()].ends_with(['/', '-', '.']) {
                    continue;
                }
                let words = whole.as_str().trim_end();
                let (kind, mut id) = self.canonical(matcher, &captures, words);
                if id.as_ref().is_some_and(|id| id.contains("{owner}")) {
                    let named = [self.owner_behind(whole.end()), self.owner_before(whole.start())];
                    let named = named.into_iter().flatten().find_map(|(owner, _)| self.sector_of(&owner));
                    let sector = named.or_else(|| self.own_sector(speaker));
                    id = id.and_then(|id| Some(id.replace("{owner}", &sector?)));
                }
                // The word before a symbol belongs to it: `Document TDAG-23/43`.
                let start = self.word_before(whole.start(), &kind);
                let range = start..self.word_behind(whole.start() + words.len(), &kind);
                found.push(Citation {
                    kind,
                    basis: id.as_ref().map(|_| Basis::Printed),
                    id,
                    range,
                    acts_on_clauses: false,
                    number: None,
                    version: None,
                });
            }
        }
        found
    }

    /// Where the word for a kind of thing begins that stands directly before a byte, or that byte.
    fn word_before(&self, start: usize, kind: &str) -> usize {
        let here = self.token_at(start);
        let is_word = |at: &usize| {
            let found = self.language.citing.word(&self.tokens, *at, self.house);
            found.is_some_and(|f| {
                let gap = &self.plain.text[self.tokens[f.end - 1].range.end.min(start)..start];
                f.end == here && gap.trim().is_empty() && self.lexicon.cited(&f.value.word).any(|row| row.kind == kind)
            })
        };
        let skipped = |at| self.language.citing.word(&self.tokens, at, self.house).map_or(0, |found| found.skipped);
        let first = (here.saturating_sub(3)..here).find(is_word);
        first.map_or(start, |at| self.tokens[at].range.start + skipped(at))
    }

    /// Where the word for a kind of thing ends that stands directly behind a byte (`C22/35号文件`), or that byte.
    fn word_behind(&self, end: usize, kind: &str) -> usize {
        let start = self.skip_space(self.skip_end(end));
        let here = self.token_at(start);
        let found = self.language.citing.word(&self.tokens, here, self.house).filter(|found| {
            found.value.behind
                && self.tokens[here].range.start == start
                && self.lexicon.cited(&found.value.word).any(|row| row.kind == kind)
        });
        found.map_or(end, |found| self.tokens[found.end - 1].range.end)
    }

    /// The id of what a pattern found: that of an adopted text by its symbol, else the one that the pattern builds.
    fn canonical(&self, matcher: &Matcher, captures: &regex::Captures<'_>, words: &str) -> (String, Option<String>) {
        if let Some((body, kind, number)) = symbol(words, self.lexicon) {
            let organisation = self.lexicon.body(&body).map(|b| b.organisation.clone());
            let id = organisation.map(|o| format!("{o}.{body}.{kind}.{}", canonical_number(&number)));
            return (kind, id);
        }
        (matcher.kind.clone(), self.template(matcher, captures, words))
    }

    fn template(&self, matcher: &Matcher, captures: &regex::Captures<'_>, words: &str) -> Option<String> {
        let mut id = String::new();
        let mut rest = matcher.id.as_deref()?;
        while let Some((before, behind)) = rest.split_once('{') {
            let (names, after) = behind.split_once('}')?;
            id.push_str(before);
            let value = match names {
                "owner" => {
                    id.push_str("{owner}");
                    rest = after;
                    continue;
                }
                "0" => words,
                names => names.split('|').find_map(|name| captures.name(name))?.as_str(),
            };
            id.push_str(&self.in_id(value));
            rest = after;
        }
        id.push_str(rest);
        Some(id)
    }
}
