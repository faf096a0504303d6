//! Whose a cited thing is: the body, Sector or instrument named before it, behind it or in its version.

use super::Line;
use super::chain::Item;
use super::own_clauses::OwnClauses;
use crate::lexicon::fold::stops;
use crate::lexicon::tables::OwnerKind;
use crate::lexicon::{Lexicon, Owner};
use crate::segment::body_of;
use crate::segment::outline::VersionMark;
use std::ops::Range;

/// How far back a name may begin, in words.
const LONGEST_NAME: usize = 40;
/// How many words may stand between the body that speaks of "its" text and that word.
const BETWEEN: usize = 4;

impl Line<'_> {
    /// The name that ends directly before a byte (a date may stand between).
    pub(super) fn owner_before(&self, start: usize) -> Option<(Owner, usize)> {
        let here = self.token_at(start);
        let first = here.saturating_sub(LONGEST_NAME);
        (first..here).find_map(|at| {
            let found = self.language.citing.owner(&self.tokens, at, self.house)?;
            let end = self.tokens[found.end - 1].range.end;
            let gap = end..start;
            let first = self.tokens[at].range.start;
            (end <= start && self.is_gap(gap) && !self.ends_title(first)).then_some((found.value, first))
        })
    }

    /// Whether a name is the end of a longer title, and so another one: 《坦佩雷公约》 is not 《公约》.
    fn ends_title(&self, name: usize) -> bool {
        /// Characters that a title may have.
        const LONGEST: usize = 1_000;
        let mut before = self.plain.text[..name].chars().rev().take(LONGEST);
        let mut has_words = false;
        let [opens, _] = stops::TITLE;
        let sign = before.find(|c| {
            let is_sign = stops::TITLE.contains(c);
            has_words |= !is_sign && !c.is_whitespace();
            is_sign
        });
        sign == Some(opens) && has_words
    }

    /// Whether a name that begins at one byte ends directly before another.
    pub(super) fn touches(&self, from: usize, start: usize) -> bool {
        let found = self.language.citing.owner(&self.tokens, self.token_at(from), self.house);
        found.is_some_and(|found| self.plain.text[self.tokens[found.end - 1].range.end..start].trim().is_empty())
    }

    /// Whether nothing that says anything stands in a stretch: space, brackets of a title, a date.
    pub(super) fn is_gap(&self, range: Range<usize>) -> bool {
        let is_mark = |c: &char| stops::TITLE.contains(c) || stops::QUOTES.contains(c);
        let silent = |text: &str| text.chars().all(|c| c.is_whitespace() || is_mark(&c));
        silent(&self.plain.text[range.clone()]) || {
            let end = self.skip_date(range.start);
            end > range.start && end <= range.end && silent(&self.plain.text[end..range.end])
        }
    }

    /// The name behind a byte: a date and words like "of the" may stand between.
    pub(super) fn owner_behind(&self, end: usize) -> Option<(Owner, usize)> {
        let mut from = self.skip_date(end);
        let mut at = self.token_at(from);
        for _ in 0..3 {
            if !self.is_gap(from..self.tokens.get(at)?.range.start) {
                return None;
            }
            if let Some(found) = self.language.citing.owner(&self.tokens, at, self.house) {
                return Some((found.value, self.tokens[found.end - 1].range.end));
            }
            at = self.language.citing.link(&self.tokens, at)?;
            from = self.tokens[at - 1].range.end;
        }
        None
    }

    /// Whether the word at a token is the speaker's own ("its resolution").
    pub(super) fn is_own(&self, token: usize) -> bool {
        (token.saturating_sub(2)..token).any(|at| self.language.citing.own(&self.tokens, at) == Some(token))
    }

    /// The body that speaks of "its" text: "by its Resolution 123, the Plenipotentiary Conference", or the other way round.
    pub(super) fn speaker(&self, token: usize, end: usize) -> Option<Owner> {
        let comma = self.skip_space(end);
        let behind = self.plain.text[comma..].chars().next().filter(|c| stops::COMMA.contains(c));
        let behind = behind.and_then(|c| self.owner_behind(comma + c.len_utf8())).map(|(owner, _)| owner);
        behind.or_else(|| {
            let first = token.saturating_sub(LONGEST_NAME + BETWEEN);
            let names = (first..token).filter_map(|at| {
                let found = self.language.citing.owner(&self.tokens, at, self.house)?;
                (found.end <= token && token - found.end <= BETWEEN).then_some((found, at))
            });
            // The nearest; of names that end together the longest (全权代表大会, not 大会).
            names.max_by_key(|(found, at)| (found.end, std::cmp::Reverse(*at))).map(|(found, _)| found.value)
        })
    }
}

/// What is known of whose a chain's things are.
#[derive(Debug, Clone, Default)]
pub(super) struct Named {
    /// The name beside the chain.
    pub owner: Option<Owner>,
    /// Whether a word says that they are the speaker's own.
    pub own: bool,
}

/// The text in which a citation stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct Speaker<'s> {
    /// The id of the text (`itu.wtsa.resolution.58`).
    pub text: Option<&'s str>,
    /// The body that adopts it.
    pub body: Option<&'s str>,
    /// Its clauses.
    pub clauses: Option<&'s OwnClauses<'s>>,
}

/// How the owner of a citation was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// What is printed says all: a symbol, or a thing that is nobody's.
    Printed,
    /// A name beside it.
    Named,
    /// Only one body met at the place in the year of its version.
    Conference,
    /// It is the text's own body, or the text itself.
    Own,
    /// Only one body numbers its texts so.
    Shape,
    /// An earlier citation of the same number.
    Earlier,
}

impl Line<'_> {
    /// Whose an item is, as the braces `{owner}` of an id say it, and how that was told. `Err` where two signs contradict each other.
    pub(super) fn owner_of(
        &self,
        kind: OwnerKind,
        item: &Item<'_>,
        named: &Named,
        speaker: Speaker<'_>,
    ) -> Result<Option<(String, Basis)>, ()> {
        match kind {
            OwnerKind::None => Ok(Some((String::new(), Basis::Printed))),
            OwnerKind::Text => Ok(None),
            OwnerKind::Instrument => Ok(match item.owner.as_ref().or(named.owner.as_ref()) {
                Some(Owner::Instrument(id)) => Some((id.clone(), Basis::Named)),
                _ => None,
            }),
            OwnerKind::Sector => {
                let owner = item.owner.as_ref().or(named.owner.as_ref());
                let by_name = owner.map(|owner| self.sector_of(owner).map(|sector| (sector, Basis::Named)));
                let own = || Some((self.own_sector(speaker)?, Basis::Own));
                Ok(by_name.unwrap_or_else(own))
            }
            OwnerKind::Body => {
                let body = self.body_of_item(item, named, speaker)?;
                Ok(body.and_then(|(body, basis)| {
                    Some((format!("{}.{body}", self.lexicon.body(&body)?.organisation), basis))
                }))
            }
        }
    }

    /// The Sector that a name stands for.
    pub(super) fn sector_of(&self, owner: &Owner) -> Option<String> {
        match owner {
            Owner::Sector(id) => Some(id.clone()),
            Owner::Body(body) => self.lexicon.body(body)?.sector.clone(),
            Owner::Instrument(_) | Owner::Speaker | Owner::Foreign => None,
        }
    }

    /// The Sector of the body that speaks.
    pub(super) fn own_sector(&self, speaker: Speaker<'_>) -> Option<String> {
        self.lexicon.body(speaker.body?)?.sector.clone()
    }

    /// The body whose text an item is, and how that was told.
    fn body_of_item(
        &self,
        item: &Item<'_>,
        named: &Named,
        speaker: Speaker<'_>,
    ) -> Result<Option<(String, Basis)>, ()> {
        if item.shape.shape.foreign || named.owner == Some(Owner::Foreign) {
            return Ok(None);
        }
        let shapes = &item.shape.shape.bodies;
        let fits = |body: &str| {
            if shapes.is_empty() { !self.lexicon.has_shapes(body) } else { shapes.iter().any(|known| known == body) }
        };
        let of_owner = |owner: &Owner| match owner {
            Owner::Body(body) => Some(body.clone()),
            Owner::Sector(id) => self.lexicon.body_of_sector(id).map(|b| b.id.clone()),
            Owner::Speaker => speaker.body.map(str::to_owned),
            Owner::Instrument(_) | Owner::Foreign => None,
        };
        let by_name = item.owner.as_ref().or(named.owner.as_ref()).and_then(of_owner).filter(|body| fits(body));
        let by_name = by_name.map(|body| (body, Basis::Named));
        let by_name = by_name.or_else(|| {
            let own = speaker.body.filter(|body| named.own && fits(body));
            own.map(|body| (body.to_owned(), Basis::Own))
        });
        if let Some((body, basis)) = by_name {
            return if item.versions.iter().any(|mark| contradicts(&body, mark, self.lexicon)) {
                Err(())
            } else {
                Ok(Some((body, basis)))
            };
        }
        if let Some(body) = item.versions.last().and_then(|mark| body_of(mark, self.lexicon)) {
            return Ok(Some((body, Basis::Conference)));
        }
        if !shapes.is_empty() {
            // Of several bodies that number so only the first speaks of its own without saying "its".
            let own =
                speaker.body.filter(|body| self.acts_on_clauses() && shapes.first().is_some_and(|first| first == body));
            return Ok(Some(match own {
                Some(body) => (body.to_owned(), Basis::Own),
                // Of several bodies that number their texts so, none is guessed.
                None => match (&item.shape.shape.usual, shapes.as_slice()) {
                    (Some(usual), _) => (usual.clone(), Basis::Shape),
                    (None, [one]) => (one.clone(), Basis::Shape),
                    (None, _) => return Ok(None),
                },
            }));
        }
        Ok(None)
    }
}

/// Whether a version was adopted by another body than the one named: its conference is known, and is not one of the body's.
fn contradicts(body: &str, mark: &VersionMark, lexicon: &Lexicon) -> bool {
    if let Some(other) = &mark.body {
        return other != body;
    }
    let Some(place) = &mark.place else { return false };
    let met = |id: &str| {
        lexicon.body(id).is_some_and(|b| b.conferences.iter().any(|c| c.place == *place && c.year == mark.year))
    };
    !met(body) && lexicon.general.body.iter().any(|other| met(&other.id))
}
