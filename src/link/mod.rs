//! What a text refers to: a layer of citations beside the tree, each with its words, its place and, where it can be told, its id.
//!
//! Enters a reading and its resolutions; leaves a [`Layer`]. `Résolution 54 (Rév. Hammamet, 2016)` is
//! `itu.wtsa.resolution.54@hammamet-2016`, because only one body met in Hammamet in 2016. A citation is a word for a kind of thing,
//! a chain of numbers and an owner; which words, shapes of numbers and names of owners there are is data (`references.toml`). What
//! cannot be told has no id: nothing is guessed. Times by which and how often something is to be done are found beside them.

mod chain;
mod clauses;
mod layer;
mod owner;
mod times;

pub use layer::{Fact, FactKind, Layer, Reference};
pub use owner::{Basis, Speaker};
pub use times::failures as time_failures;

use crate::lexicon::fold::{Plain, Token};
use crate::lexicon::tables::{Cited, OwnerKind};
use crate::lexicon::{Language, Lexicon, Matcher, Owner, ShapeMatcher};
use crate::segment::outline::VersionMark;
use crate::segment::{canonical_number, symbol};
use chain::{Chain, Item};
use owner::{Named, owner_of};
use std::collections::HashMap;
use std::ops::Range;

/// A citation in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// What kind of thing is cited (`resolution`, `recommendation`, `document`, …).
    pub kind: String,
    /// The canonical id, where it can be told.
    pub id: Option<String>,
    /// How its owner was told.
    pub basis: Option<Basis>,
    /// Bytes of the line.
    pub range: Range<usize>,
    /// Whether the clauses of the cited text carry their own acts, and so are cited by their number alone.
    acts_on_clauses: bool,
    /// Whether its words name a version.
    has_version: bool,
}

/// What was cited in full before, within one text: kind and number, and whose it was (`None`: of several).
pub type Earlier = HashMap<(String, String), Option<String>>;

/// A line in which citations are looked for.
struct Line<'l> {
    plain: Plain,
    tokens: Vec<Token>,
    lexicon: &'l Lexicon,
    language: &'l Language,
    house: Option<&'l str>,
}

impl<'l> Line<'l> {
    fn new(text: &str, lexicon: &'l Lexicon, language: &'l Language, house: &'l str) -> Self {
        let plain = Plain::new(text);
        let tokens = language.tokens(&plain.text);
        Line { plain, tokens, lexicon, language, house: Some(house).filter(|house| !house.is_empty()) }
    }

    /// The first token that begins at a byte or behind it.
    fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.range.start < byte)
    }

    fn acts_on_clauses(&self) -> bool {
        self.house.and_then(|id| self.lexicon.house(id)).is_some_and(|rules| rules.house.act_on == "clause")
    }
}

/// The citations of a line that stands in no text.
pub fn citations(text: &str, lexicon: &Lexicon, language: &Language, house: &str) -> Vec<Citation> {
    let line = Line::new(text, lexicon, language, house);
    let mut found = line.citations(Speaker::default(), &mut Earlier::new());
    found.iter_mut().for_each(|citation| citation.range = line.plain.source(citation.range.clone()));
    found
}

impl<'l> Line<'l> {
    /// The citations of the line, in order, in bytes of its plain text; of two that overlap the longer stays.
    fn citations(&self, speaker: Speaker<'_>, earlier: &mut Earlier) -> Vec<Citation> {
        let mut found = self.symbols(speaker);
        found.extend(self.numbered(speaker, earlier));
        found.extend(self.bare(speaker, &found));
        found.extend(self.itself(speaker));
        let mut kept = in_order(found);
        kept.extend(self.clauses(&kept, speaker));
        in_order(kept)
    }

    /// What a pattern finds whole: symbols of documents, provisions in short.
    fn symbols(&self, speaker: Speaker<'_>) -> Vec<Citation> {
        let text = &self.plain.text;
        let mut found = Vec::new();
        let patterns = self.language.references.iter().chain(&self.lexicon.references);
        for matcher in patterns.filter(|m| m.house.is_none() || m.house.as_deref() == self.house) {
            for captures in matcher.regex.captures_iter(text) {
                let Some(whole) = captures.get(0) else { continue };
                let words = whole.as_str().trim_end();
                let (kind, mut id) = self.canonical(matcher, &captures, words);
                if id.as_ref().is_some_and(|id| id.contains("{owner}")) {
                    let named = [self.owner_behind(whole.end()), self.owner_before(whole.start())];
                    let sector = self.sector(named.into_iter().flatten().map(|(owner, _)| owner), speaker);
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
                    has_version: false,
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

    /// The Sector that is named beside something, else that of the body that speaks.
    fn sector(&self, mut named: impl Iterator<Item = Owner>, speaker: Speaker<'_>) -> Option<String> {
        named.find_map(|owner| owner::sector_of(&owner, self.lexicon)).or_else(|| {
            let own = self.lexicon.body(speaker.body?)?;
            own.sector.clone()
        })
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

    /// What is printed, as it stands in an id: lower case, Latin letters, no spaces.
    fn in_id(&self, value: &str) -> String {
        let letters = value.chars().filter(|c| !c.is_whitespace()).map(|c| latin(c, self.lexicon));
        letters.flat_map(char::to_lowercase).collect()
    }

    /// A word and the numbers that belong to it.
    fn numbered(&self, speaker: Speaker<'_>, earlier: &mut Earlier) -> Vec<Citation> {
        let mut found = Vec::new();
        // "ITU-D Study Group 2, on Question 5/2": a Sector that was named goes on being meant.
        let mut sector: Option<Owner> = None;
        // Where what was cited last ends, by which word, and whose it was.
        let mut listed: Option<(usize, String, Owner)> = None;
        let mut at = 0;
        while at < self.tokens.len() {
            let Some(word) = self.language.citing.word(&self.tokens, at, self.house) else {
                at += 1;
                continue;
            };
            let rows: Vec<&Cited> = self.lexicon.cited(&word.value.word).collect();
            let shapes = self.lexicon.shapes_of(&rows);
            let (start, end) = (self.tokens[at].range.start + word.skipped, self.tokens[word.end - 1].range.end);
            let chain = match word.value.behind {
                true => self.chain_before(start, &shapes),
                false => self.chain(self.skip_stop(end), &shapes),
            };
            let Some(mut chain) = chain.filter(|_| rows.iter().all(|row| row.owner != OwnerKind::Text)) else {
                at += 1;
                continue;
            };
            let first = if word.value.behind { chain.items[0].range.start } else { start };
            if let Some(last) = chain.items.last_mut().filter(|_| word.value.behind) {
                last.range.end = end;
                chain.end = end;
                if let Some((versions, closed)) = self.version_behind(end) {
                    last.range.end = closed;
                    chain.end = closed;
                    chain
                        .items
                        .iter_mut()
                        .filter(|i| i.versions.is_empty())
                        .for_each(|i| i.versions = versions.clone());
                }
            }
            chain.items[0].range.start = first;
            // "《组织法》第28条和第50条", "ITU-R第5研究组和第6研究组": what stands before the first is said of those that follow.
            let goes_on = |end: usize| self.separator(end).is_some_and(|next| self.skip_space(next) == first);
            let before = self.owner_before(first).map(|(owner, _)| owner);
            let handed = listed.take().filter(|(end, w, _)| goes_on(*end) && *w == word.value.word).map(|(_, _, o)| o);
            let list_owner = before.or(handed).filter(|owner| {
                rows.iter()
                    .any(|row| matches!(row.owner, OwnerKind::Instrument | OwnerKind::Sector) && fits(row.owner, owner))
            });
            listed = list_owner.clone().map(|owner| (chain.end, word.value.word.clone(), owner));
            let own = word.value.own || self.is_own(self.token_at(first));
            let is_lower = self.plain.text[start..].chars().next().is_some_and(char::is_lowercase);
            let sectors = chain.items.iter().find_map(|item| item.owner.clone());
            let beside =
                sectors.or_else(|| Some(self.owner_behind(chain.end)?.0)).or_else(|| Some(self.owner_before(first)?.0));
            if let Some(named) = beside.filter(|owner| matches!(owner, Owner::Sector(_))) {
                sector = Some(named);
            }
            let of_sector = rows.iter().any(|row| row.owner == OwnerKind::Sector);
            let list_owner = list_owner.or_else(|| sector.clone().filter(|_| of_sector));
            let cited = self.resolved(&rows, chain, (own, list_owner), speaker, earlier);
            // "a resolution 320 pixels wide": a common word and a figure, and nothing that says whose.
            let says_nothing = |citation: &Citation| is_lower && citation.id.is_none() && !citation.has_version;
            found.extend(cited.into_iter().filter(|citation| !says_nothing(citation)));
            at = word.end;
        }
        found
    }

    /// The chain that ends directly before a byte: the longest one.
    fn chain_before(&self, end: usize, shapes: &[&'l ShapeMatcher]) -> Option<Chain<'l>> {
        const LONGEST: usize = 2000;
        let mut from = end.saturating_sub(LONGEST);
        while !self.plain.text.is_char_boundary(from) {
            from += 1;
        }
        let signs = &self.language.citing.signs;
        let rest = &self.plain.text[from..end];
        let digit = |c: char| c.is_ascii_digit();
        let starts = rest.char_indices().filter(|(at, c)| {
            let before = rest[..*at].chars().next_back();
            signs.iter().any(|sign| rest[*at..].starts_with(sign.as_str()))
                || (!before.is_some_and(|b| {
                    b.is_ascii_alphanumeric() || matches!(b, '/' | '-' | '.') || signs.iter().any(|s| s.ends_with(b))
                }) && (digit(*c) || c.is_ascii_uppercase()))
        });
        let starts: Vec<usize> = starts.map(|(at, _)| from + at).collect();
        starts.into_iter().find_map(|start| {
            let chain = self.chain(start, shapes)?;
            let (owner, behind) = match self.owner_behind_number(chain.end) {
                Some((owner, behind)) => (Some(owner), behind),
                None => (None, chain.end),
            };
            // A bare figure is the label of the line: `3 决定…`.
            let is_signed = self.skip_sign(start) > start
                || chain.items.iter().any(|item| {
                    let text = self.plain.text[item.range.clone()].trim_end();
                    item.owner.is_some()
                        || item.number.contains(|c: char| !c.is_ascii_digit())
                        || self.language.citing.ends.iter().any(|e| text.ends_with(e.trim()))
                });
            let reaches = is_signed && self.skip_space(behind) == end;
            reaches.then(|| {
                let mut chain = chain;
                if let Some(item) = chain.items.last_mut().filter(|item| item.owner.is_none()) {
                    item.owner = owner;
                }
                chain
            })
        })
    }

    /// A name between a number and the word behind it.
    pub(super) fn owner_behind_number(&self, at: usize) -> Option<(Owner, usize)> {
        let start = self.skip_space(at);
        let token = self.token_at(start);
        let found = self.language.citing.owner(&self.tokens, token, self.house)?;
        (self.tokens[token].range.start == start).then(|| (found.value, self.tokens[found.end - 1].range.end))
    }

    /// A chain as citations: whose each is, and its id.
    fn resolved(
        &self,
        rows: &[&Cited],
        chain: Chain<'l>,
        (own, listed): (bool, Option<Owner>),
        speaker: Speaker<'_>,
        earlier: &mut Earlier,
    ) -> Vec<Citation> {
        let start = chain.items[0].range.start;
        let before = self.owner_before(start);
        let behind = self.owner_behind(chain.end);
        let mut named = Named { owner: None, own };
        let fits = |owner: &Owner| rows.iter().any(|row| fits(row.owner, owner));
        let before = before.filter(|(owner, _)| fits(owner));
        let mut first = start;
        if let Some((owner, at)) = behind.clone().filter(|(owner, _)| fits(owner)).or(before.clone()) {
            named.owner = Some(owner);
            // An abbreviation directly before the word is part of what is printed: `WTSA Resolution 58`.
            let is_prefix = before.as_ref().is_some_and(|(_, from)| *from == at && self.touches(at, start));
            if is_prefix
                && chain.items.iter().all(|item| item.shape.shape.bodies.is_empty())
                && rows.iter().any(|row| row.owner == OwnerKind::Body)
            {
                first = at;
            }
        } else if own {
            named.owner = self.speaker(self.token_at(start), chain.end).filter(|owner| fits(owner));
        }
        named.owner = named.owner.or(listed);
        let mut out = Vec::new();
        let mut handed: Option<Owner> = None;
        let count = chain.items.len();
        for (index, mut item) in chain.items.into_iter().enumerate() {
            // "Recommendations ITU-T X.1060 and Y.2001": what stands before the first number is said of the others.
            item.owner = item.owner.take().or_else(|| handed.clone());
            handed.clone_from(&item.owner);
            let Some(row) = rows.iter().find(|row| row.shapes.contains(&item.shape.shape.id)) else { continue };
            let told = owner_of(row.owner, &item, &named, speaker, self.acts_on_clauses(), self.lexicon);
            if matches!(told, Ok(None)) && row.owner == OwnerKind::Instrument {
                // "Article 5" of something that is no instrument of the lexicon.
                return Vec::new();
            }
            let contradicted = told.is_err();
            let printed = self.figures(&item);
            let number = match row.owner {
                OwnerKind::Body => {
                    canonical_number(&printed.chars().map(|c| latin(c, self.lexicon)).collect::<String>())
                }
                _ => self.in_id(&printed),
            };
            let key = (row.kind.clone(), number.clone());
            let mut told = told.unwrap_or(None);
            if told.is_none() && !contradicted && row.owner == OwnerKind::Body {
                let before = earlier.get(&key).cloned().flatten();
                told = before.map(|owner| (owner, Basis::Earlier));
            } else if let Some((owner, _)) = told.as_ref().filter(|_| row.owner == OwnerKind::Body) {
                let held = earlier.entry(key).or_insert_with(|| Some(owner.clone()));
                if held.as_ref() != Some(owner) {
                    *held = None;
                }
            }
            let id = told.as_ref().and_then(|(owner, _)| {
                let id = row.id.as_ref()?.replace("{owner}", owner).replace("{n}", &number);
                Some(format!("{id}{}", version(item.versions.last())))
            });
            let mut range = item.range.clone();
            if index == 0 {
                range.start = first;
            }
            // The name of the instrument closes a provision, where it stands behind: `numéro 196 de la Convention`.
            if let (true, Some((_, end)), true) = (row.with_owner, &behind, index + 1 == count) {
                range.end = *end;
            }
            if row.with_owner && index == 0 && behind.is_none() {
                range.start = before.as_ref().map_or(range.start, |(_, from)| self.opening_mark(*from));
            }
            let acts_on_clauses = told.as_ref().is_some_and(|(owner, _)| self.lexicon.acts_on_clauses(owner));
            let basis = id.as_ref().and(told).map(|(_, basis)| basis);
            let has_version = !item.versions.is_empty();
            out.push(Citation { kind: row.kind.clone(), id, basis, range, acts_on_clauses, has_version });
        }
        out
    }

    /// The number of an item in figures: written in words or Roman figures it is one as well.
    fn figures(&self, item: &Item<'_>) -> String {
        if item.number.chars().any(|c| c.is_ascii_digit()) {
            return item.number.clone();
        }
        let tokens = self.language.tokens(&item.number);
        let words = self.language.citing.ordinal(&tokens, 0).filter(|found| found.end == tokens.len());
        let roman = || crate::lexicon::roman(&item.number);
        words.map(|found| found.value).or_else(roman).map_or_else(|| item.number.clone(), |n| n.to_string())
    }

    /// Where the title mark before a name begins (`《`), or the name.
    fn opening_mark(&self, at: usize) -> usize {
        let before = self.plain.text[..at].chars().next_back();
        before.filter(|c| *c == '《').map_or(at, |c| at - c.len_utf8())
    }

    /// Numbers that need no word, in a house whose texts are cited so (`70/125` far behind its word).
    fn bare(&self, speaker: Speaker<'_>, found: &[Citation]) -> Vec<Citation> {
        let Some(bare) = self.house.map(|id| self.lexicon.bare_shapes(id)) else { return Vec::new() };
        let mut out = Vec::new();
        for shape in self.lexicon.shapes.iter().filter(|shape| bare.contains(&shape.shape.id)) {
            let mut at = 0;
            while let Some(digit) = self.plain.text[at..].find(|c: char| c.is_ascii_digit()).map(|d| at + d) {
                let before = self.plain.text[..digit].chars().next_back();
                let start = self.sign_before(digit);
                let chain = self.chain(start, &[shape]);
                at = digit + self.plain.text[digit..].find(|c: char| !c.is_ascii_digit()).unwrap_or(1).max(1);
                let Some(chain) = chain else { continue };
                let is_free =
                    start < digit || !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '.'));
                let range = chain.items[0].range.clone();
                let follows = found.iter().any(|c| c.acts_on_clauses && c.range.end <= range.start);
                if !is_free || !follows || found.iter().any(|c| c.range.start < range.end && range.start < c.range.end)
                {
                    continue;
                }
                let last = found.iter().rev().filter(|c| c.range.end <= range.start && c.acts_on_clauses);
                let kind = last.max_by_key(|c| c.range.end).map_or("resolution", |c| c.kind.as_str()).to_owned();
                let rows: Vec<&Cited> = self.lexicon.cited(&kind).collect();
                at = chain.end;
                out.extend(self.resolved(&rows, chain, (false, None), speaker, &mut Earlier::new()));
            }
        }
        out
    }

    /// "The present resolution": the text itself.
    fn itself(&self, speaker: Speaker<'_>) -> Vec<Citation> {
        let Some(text) = speaker.text else { return Vec::new() };
        let mut out = Vec::new();
        for at in 0..self.tokens.len() {
            let Some((behind, skipped)) = self.language.citing.present_at(&self.tokens, at) else { continue };
            let Some(word) = self.language.citing.word(&self.tokens, behind, self.house) else { continue };
            let is_text = self.lexicon.cited(&word.value.word).any(|row| text.contains(&format!(".{}.", row.kind)));
            let range = self.tokens[at].range.start + skipped..self.tokens[word.end - 1].range.end;
            if is_text {
                let (kind, id, basis) = ("self".to_owned(), Some(text.to_owned()), Some(Basis::Own));
                out.push(Citation {
                    kind,
                    id,
                    basis,
                    range,
                    acts_on_clauses: self.acts_on_clauses(),
                    has_version: false,
                });
            }
        }
        out
    }
}

/// Whether somebody may own a thing of a kind.
fn fits(kind: OwnerKind, owner: &Owner) -> bool {
    match kind {
        OwnerKind::Body => !matches!(owner, Owner::Instrument(_) | Owner::Foreign),
        OwnerKind::Sector => matches!(owner, Owner::Sector(_) | Owner::Body(_)),
        OwnerKind::Instrument => matches!(owner, Owner::Instrument(_) | Owner::Foreign),
        OwnerKind::Text | OwnerKind::None => false,
    }
}

/// `@bucharest-2022`, `@2008`, or nothing.
fn version(mark: Option<&VersionMark>) -> String {
    match mark {
        Some(VersionMark { place: Some(place), year, .. }) => format!("@{place}-{year}"),
        Some(mark) => format!("@{}", mark.year),
        None => String::new(),
    }
}

/// The Latin letter for which a letter of another script stands in an id.
fn latin(c: char, lexicon: &Lexicon) -> char {
    let pairs = lexicon.general.id_letters.iter().filter_map(|pair| {
        let mut letters = pair.chars();
        Some((letters.next()?, letters.next()?))
    });
    pairs.filter(|(_, other)| *other == c).map(|(latin, _)| latin).next().unwrap_or(c)
}

/// Citations in the order of the text; of two that overlap the longer stays.
fn in_order(mut found: Vec<Citation>) -> Vec<Citation> {
    found.sort_by_key(|c| (std::cmp::Reverse(c.range.len()), c.range.start));
    let mut kept: Vec<Citation> = Vec::new();
    for citation in found {
        if kept.iter().all(|k| k.range.end <= citation.range.start || citation.range.end <= k.range.start) {
            kept.push(citation);
        }
    }
    kept.sort_by_key(|c| c.range.start);
    kept
}
