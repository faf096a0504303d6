//! Chains of numbers: `101, 102 and 130 (Rev. Guadalajara, 2010)`, `1325 (2000), 1820 (2008) and 1888 (2009)`,
//! `第64/188号、2010年12月20日第65/142号`. What stands between the numbers is known from the lexicon; anything else ends the chain.

use super::Line;
use crate::lexicon::fold::{is_han, stops};
use crate::lexicon::{Owner, ShapeMatcher};
use crate::segment::outline::VersionMark;
use crate::segment::versions;
use std::ops::Range;

/// One number of a chain.
#[derive(Debug, Clone)]
pub(super) struct Item<'l> {
    /// From its sign or prefix to the end of its version.
    pub range: Range<usize>,
    /// As printed, without sign and version.
    pub number: String,
    /// Its shape.
    pub shape: &'l ShapeMatcher,
    /// Whose it is, where that stands directly before it.
    pub owner: Option<Owner>,
    /// The version in brackets behind it.
    pub versions: Vec<VersionMark>,
}

/// Numbers that one word governs.
#[derive(Debug, Clone)]
pub(super) struct Chain<'l> {
    pub items: Vec<Item<'l>>,
    pub end: usize,
}

/// The longest bracket that is read as a version.
const LONGEST_BRACKET: usize = 160;

impl<'l> Line<'l> {
    /// The numbers that begin at a byte, each of one of the shapes.
    pub(super) fn chain(&self, from: usize, shapes: &[&'l ShapeMatcher]) -> Option<Chain<'l>> {
        let mut items: Vec<Item<'l>> = Vec::new();
        let mut at = from;
        let mut end = from;
        loop {
            let start = self.skip_space(at);
            let (owner, named) = self.prefix(start);
            // A date may stand between the name and the number; the words then begin with the number.
            let dated = if owner.is_some() { self.skip_space(self.skip_date(named)) } else { named };
            let start = if dated > named { dated } else { start };
            let number = self.skip_sign(dated);
            let Some((shape, mut behind, n)) = self.number(number, shapes) else { break };
            behind = self.skip_end(behind);
            let mut owner = owner;
            let (versions, closed) = self.version_behind(behind).unwrap_or_else(|| {
                // `Резолюция 17 ВКРЭ (Пересм. Кигали, 2022 г.)`: whose it is stands between the number and its version.
                let between = self.owner_behind_number(behind);
                let found = between.and_then(|(named, end)| Some((named, self.version_behind(end)?)));
                found.map_or((Vec::new(), behind), |(named, version)| {
                    owner = Some(named);
                    version
                })
            });
            end = closed;
            items.push(Item { range: start..end, number: n, shape, owner, versions });
            let Some(next) = self.separator(end) else { break };
            at = next;
        }
        // A version is that of all numbers before it that have none of their own.
        let mut behind: Vec<VersionMark> = Vec::new();
        for item in items.iter_mut().rev() {
            if item.versions.is_empty() {
                item.versions.clone_from(&behind);
            } else {
                behind.clone_from(&item.versions);
            }
        }
        (!items.is_empty()).then_some(Chain { items, end })
    }

    /// A number of one of the shapes, the longest; its end, and what of it goes into an id.
    fn number(&self, at: usize, shapes: &[&'l ShapeMatcher]) -> Option<(&'l ShapeMatcher, usize, String)> {
        let rest = &self.plain.text[at..];
        let mut best: Option<(&ShapeMatcher, usize, String)> = None;
        for shape in shapes {
            let Some(found) = shape.regex.captures(rest) else { continue };
            let whole = found.get(0).map_or(0, |m| m.end());
            if whole == 0 || best.as_ref().is_some_and(|(_, length, _)| *length >= whole) {
                continue;
            }
            // Half a number is none: `70` of `70/125`, `5` of `5.132`.
            let mut behind = rest[whole..].chars();
            let is_ended = self.skip_end(at + whole) > at + whole;
            let is_cut = match behind.next().filter(|_| !is_ended) {
                Some('/' | '.' | '-') => behind.next().is_some_and(|c| c.is_ascii_digit()),
                Some(c) => {
                    c.is_alphanumeric()
                        && rest[..whole].ends_with(|d: char| d.is_ascii_alphanumeric())
                        && c.is_ascii_alphanumeric()
                }
                None => false,
            };
            if !is_cut {
                let n = found.name("n").map_or(&rest[..whole], |m| m.as_str());
                best = Some((shape, whole, n.to_owned()));
            }
        }
        best.map(|(shape, length, n)| (shape, at + length, n))
    }

    /// A name directly before a number (`ITU-R` in `Resolution ITU-R 4-7`), and where the number begins.
    fn prefix(&self, at: usize) -> (Option<Owner>, usize) {
        let mut token = self.token_at(at);
        if self.tokens.get(token).is_none_or(|t| t.range.start != at) {
            return (None, at);
        }
        if !self.tokens[token].is_comma() {
            token = self.language.citing.link(&self.tokens, token).unwrap_or(token);
        }
        match self.language.citing.owner(&self.tokens, token, self.house) {
            Some(found) => (Some(found.value), self.skip_space(self.tokens[found.end - 1].range.end)),
            None => (None, at),
        }
    }

    /// The version in brackets at a byte, and where the bracket closes.
    pub(super) fn version_behind(&self, at: usize) -> Option<(Vec<VersionMark>, usize)> {
        let open = self.skip_space(at);
        let rest = &self.plain.text[open..];
        rest.starts_with(stops::OPEN).then_some(())?;
        let near = rest.char_indices().take(LONGEST_BRACKET);
        let close = near.filter(|(_, c)| stops::CLOSE.contains(c)).map(|(at, c)| at + c.len_utf8()).next()?;
        let marks = versions(&rest[..close], self.lexicon, self.language);
        (!marks.is_empty()).then_some((marks, open + close))
    }

    /// Behind what separates two numbers: a date, a comma, a conjunction, another date.
    pub(super) fn separator(&self, at: usize) -> Option<usize> {
        let text = &self.plain.text;
        let mut next = self.skip_date(at);
        let mut separated = false;
        let spaced = self.skip_space(next);
        let is_sign = |c: &char| stops::COMMA.contains(c) || matches!(*c, stops::ENUMERATION | '–');
        if let Some(c) = text[spaced..].chars().next().filter(is_sign) {
            next = spaced + c.len_utf8();
            separated = true;
        }
        let spaced = self.skip_space(next);
        if let Some(end) = self.conjunction(spaced) {
            next = end;
            separated = true;
        }
        separated.then(|| self.skip_date(next))
    }

    /// A conjunction at a byte: where it ends. Some are written onto the number that follows (Arabic).
    fn conjunction(&self, at: usize) -> Option<usize> {
        let rest = &self.plain.text[at..];
        let table = &self.language.table;
        let words = table.conjunctions.iter().chain(&table.range_words).filter(|word| rest.starts_with(word.as_str()));
        let ends = words.filter(|word| {
            let next = rest[word.len()..].chars().next();
            next.is_some_and(|c| c.is_whitespace() || c.is_ascii_digit() || is_han(c))
                || (word.ends_with(is_han) && next.is_some_and(|c| c.is_ascii_alphabetic()))
                || (table.proclitics.contains(word) && next.is_some_and(|c| c.is_ascii_alphanumeric()))
        });
        ends.map(|word| at + word.len()).max()
    }

    /// Behind a date at a byte, or that byte.
    pub(super) fn skip_date(&self, at: usize) -> usize {
        let spaced = self.skip_space(at);
        let rest = &self.plain.text[spaced..];
        let ends = self.language.citing.dates.iter().filter_map(|date| date.find(rest)).map(|found| found.end());
        ends.max().filter(|end| *end > 0).map_or(at, |end| spaced + end)
    }

    pub(super) fn skip_sign(&self, at: usize) -> usize {
        self.skip(at, &self.language.citing.signs).map_or(at, |end| self.skip_space(end))
    }

    /// Where the sign before a number begins, or that byte.
    pub(super) fn sign_before(&self, at: usize) -> usize {
        let before = &self.plain.text[..at];
        let signs = self.language.citing.signs.iter().filter(|sign| before.ends_with(sign.as_str()));
        signs.map(|sign| at - sign.len()).min().unwrap_or(at)
    }

    pub(super) fn skip_end(&self, at: usize) -> usize {
        self.skip(at, &self.language.citing.ends).unwrap_or(at)
    }

    fn skip(&self, at: usize, signs: &[String]) -> Option<usize> {
        let rest = &self.plain.text[at..];
        signs.iter().filter(|sign| rest.starts_with(sign.as_str())).map(|sign| at + sign.len()).max()
    }

    /// Behind the stop of an abbreviation: `Res. 130`.
    pub(super) fn skip_stop(&self, at: usize) -> usize {
        at + usize::from(self.plain.text[at..].starts_with('.'))
    }

    pub(super) fn skip_space(&self, at: usize) -> usize {
        let rest = &self.plain.text[at..];
        at + rest.len() - rest.trim_start().len()
    }
}
