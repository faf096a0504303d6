//! Citations by number: a word for a kind of thing, a chain of numbers before or behind it, and whose they are.

use super::chain::{Chain, Item};
use super::owner::{Named, Speaker};
use super::{Basis, Citation, Earlier, Line, latin};
use crate::lexicon::fold::stops;
use crate::lexicon::tables::{Cited, OwnerKind};
use crate::lexicon::{CitedWord, Found, Owner, ShapeMatcher};
use crate::segment::canonical_number;
use crate::segment::outline::VersionMark;

/// What goes on being meant in a line: `ITU-R第5研究组和第6研究组`, "ITU-D Study Group 2, on Question 5/2".
#[derive(Default)]
struct GoingOn {
    /// Where what was cited last ends, by which word, and whose it was.
    listed: Option<(usize, String, Owner)>,
    /// The Sector named last, and by which word.
    sector: Option<(Owner, String)>,
}

/// A word with its chain.
struct Group<'l> {
    rows: Vec<&'l Cited>,
    chain: Chain<'l>,
    named: Named,
}

impl<'l> Line<'l> {
    /// A word and the numbers that belong to it, wherever there are such.
    pub(super) fn numbered(&self, speaker: Speaker<'_>, earlier: &mut Earlier) -> Vec<Citation> {
        let mut found: Vec<Citation> = Vec::new();
        let mut going_on = GoingOn::default();
        let mut at = 0;
        while at < self.tokens.len() && !self.is_late(at) {
            let word = self.language.citing.word(&self.tokens, at, self.house);
            let Some((word, group)) = word.and_then(|word| Some((word.clone(), self.group(at, &word, &mut going_on)?)))
            else {
                at += 1;
                continue;
            };
            let is_figure = group.chain.items.iter().all(|item| item.number.chars().all(|c| c.is_ascii_digit()));
            let says_something = !is_figure || self.says_whose(&group);
            let start = self.tokens[at].range.start;
            let is_lower = self.plain.text[start..].chars().next().is_some_and(char::is_lowercase);
            let cited = self.resolved(group, speaker, earlier);
            // "a resolution 320 pixels wide": a common word and a figure, and nothing that says whose.
            let counts = |c: &Citation| !is_lower || says_something || c.id.is_some() || c.version.is_some();
            found.extend(cited.into_iter().filter(counts));
            at = word.end;
        }
        self.share_sectors(&mut found);
        found
    }

    /// The chain of the word at a token, and whose its things are.
    fn group(&self, at: usize, word: &Found<CitedWord>, going_on: &mut GoingOn) -> Option<Group<'l>> {
        let rows: Vec<&Cited> = self.lexicon.cited(&word.value.word).collect();
        rows.iter().all(|row| row.owner != OwnerKind::Text).then_some(())?;
        let shapes = self.lexicon.shapes_of(&rows);
        let (start, end) = (self.tokens[at].range.start + word.skipped, self.tokens[word.end - 1].range.end);
        let mut chain = match word.value.behind {
            true => self.chain_before(start, &shapes)?,
            false => self.chain(self.skip_stop(end), &shapes)?,
        };
        if word.value.behind {
            let version = self.version_behind(end);
            let closed = version.as_ref().map_or(end, |(_, closed)| *closed);
            chain.end = closed;
            chain.items.last_mut()?.range.end = closed;
            if let Some((versions, _)) = version {
                let bare = chain.items.iter_mut().filter(|item| item.versions.is_empty());
                bare.for_each(|item| item.versions.clone_from(&versions));
            }
        } else {
            chain.items[0].range.start = start;
        }
        let first = chain.items[0].range.start;
        let own = word.value.own || self.is_own(self.token_at(first));
        let named = Named { owner: self.handed_on(word, &rows, &chain, going_on), own };
        Some(Group { rows, chain, named })
    }

    /// Whose a chain's things are by what was said of those before it: of provisions and of a Sector's things alone.
    fn handed_on(
        &self,
        word: &Found<CitedWord>,
        rows: &[&Cited],
        chain: &Chain<'l>,
        going_on: &mut GoingOn,
    ) -> Option<Owner> {
        let first = chain.items[0].range.start;
        let goes_on = |end: usize| self.separator(end).is_some_and(|next| self.skip_space(next) == first);
        let before = self.owner_before(first).map(|(owner, _)| owner);
        let last = going_on.listed.take().filter(|(end, of, _)| goes_on(*end) && *of == word.value.word);
        let is_of = |owner: &Owner| {
            let shared = |row: &&Cited| matches!(row.owner, OwnerKind::Instrument | OwnerKind::Sector);
            rows.iter().any(|row| shared(row) && fits(row.owner, owner))
        };
        let listed = before.clone().or(last.map(|(_, _, owner)| owner)).filter(is_of);
        going_on.listed = listed.clone().map(|owner| (chain.end, word.value.word.clone(), owner));
        let between = chain.items.iter().find_map(|item| item.owner.clone());
        let beside = between.or_else(|| Some(self.owner_behind(chain.end)?.0)).or(before);
        if let Some(sector) = beside.filter(|owner| matches!(owner, Owner::Sector(_))) {
            going_on.sector = Some((sector, word.value.word.clone()));
        }
        let of_sector = rows.iter().any(|row| row.owner == OwnerKind::Sector);
        // The Sector of a Study Group is that of the Question it studies, not that of the next Study Group.
        let carried = going_on.sector.clone().filter(|(_, of)| of_sector && *of != word.value.word);
        listed.or_else(|| carried.map(|(sector, _)| sector)).or_else(|| {
            // "Goal 2" behind the name of the Goals.
            let is_loose = rows.iter().any(|row| row.owner == OwnerKind::Instrument && !row.with_owner);
            let is_loose = is_loose && self.language.citing.link(&self.tokens, self.token_at(chain.end)).is_none();
            is_loose.then(|| self.named_in_line(&is_of)).flatten()
        })
    }

    /// A name anywhere in the line.
    fn named_in_line(&self, is_meant: &dyn Fn(&Owner) -> bool) -> Option<Owner> {
        self.owners().iter().map(|(_, owner)| owner).find(|owner| is_meant(owner)).cloned()
    }

    /// Whether a word beside a chain says that it is somebody's, even somebody unknown.
    fn says_whose(&self, group: &Group<'_>) -> bool {
        let citing = &self.language.citing;
        let behind = self.token_at(group.chain.end);
        let is_owner = |at: usize| citing.owner(&self.tokens, at, self.house).is_some();
        group.named.own
            || self.owner_before(group.chain.items[0].range.start).is_some()
            || citing.own(&self.tokens, behind).is_some()
            || citing.link(&self.tokens, behind).is_some_and(is_owner)
    }

    /// "Question 22/1 of ITU-D Study Group 1": the Sector behind what stands behind is that of both.
    fn share_sectors(&self, found: &mut [Citation]) {
        for at in 1..found.len() {
            let (before, behind) = found.split_at_mut(at);
            let (left, right) = (&mut before[at - 1], &behind[0]);
            let (Some(own), Some(theirs)) = (&left.id, &right.id) else { continue };
            let (Some((held, own)), Some((sector, _))) = (own.split_once('.'), theirs.split_once('.')) else {
                continue;
            };
            let is_sector = |id: &str| self.lexicon.body_of_sector(id).is_some();
            let is_sectors = left.kind != right.kind && is_sector(held) && is_sector(sector);
            let first = self.token_at(left.range.end);
            let linked = self.language.citing.link(&self.tokens, first) == Some(self.token_at(right.range.start));
            if is_sectors && linked && right.basis == Some(Basis::Named) {
                left.id = Some(format!("{sector}.{own}"));
                left.basis = Some(Basis::Named);
            }
        }
    }

    /// The chain that ends directly before a byte: the longest one.
    pub(super) fn chain_before(&self, end: usize, shapes: &[&'l ShapeMatcher]) -> Option<Chain<'l>> {
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
    fn resolved(&self, group: Group<'l>, speaker: Speaker<'_>, earlier: &mut Earlier) -> Vec<Citation> {
        let Group { rows, chain, mut named } = group;
        let start = chain.items[0].range.start;
        let is_owner = |owner: &Owner| rows.iter().any(|row| fits(row.owner, owner));
        let before = self.owner_before(start).filter(|(owner, _)| is_owner(owner));
        let behind = self.owner_behind(chain.end);
        let mut first = start;
        if let Some((owner, _)) = behind.clone().filter(|(owner, _)| is_owner(owner)) {
            named.owner = Some(owner);
        } else if let Some((owner, at)) = before.clone() {
            named.owner = Some(owner);
            // A body directly before the word is part of what is printed: `WTSA Resolution 58`.
            let of_body = rows.iter().any(|row| row.owner == OwnerKind::Body);
            let is_plain = chain.items.iter().all(|item| item.shape.shape.bodies.is_empty());
            if of_body && is_plain && self.touches(at, start) {
                first = at;
            }
        } else if named.own {
            let speaks = self.speaker(self.token_at(start), chain.end).filter(|owner| is_owner(owner));
            named.owner = speaks.or(named.owner);
        }
        // "of the International Organization for …": somebody whom the lexicon does not know.
        let linked = self.language.citing.link(&self.tokens, self.token_at(chain.end)).is_some();
        let is_of_another = named.owner == Some(Owner::Foreign) || (linked && behind.is_none());
        let mut out = Vec::new();
        let mut handed: Option<Owner> = None;
        let count = chain.items.len();
        for (index, mut item) in chain.items.into_iter().enumerate() {
            // "Recommendations ITU-T X.1060 and Y.2001": what stands before the first number is said of the others.
            item.owner = item.owner.take().or_else(|| handed.clone());
            handed.clone_from(&item.owner);
            let Some(row) = rows.iter().find(|row| row.shapes.contains(&item.shape.shape.id)) else { continue };
            let Some(printed) = self.figures(&item) else { return Vec::new() };
            let told = self.owner_of(row.owner, &item, &named, speaker);
            if matches!(told, Ok(None)) && row.owner == OwnerKind::Instrument {
                // "Article 5" of something that is no instrument of the lexicon.
                return Vec::new();
            }
            let number = match row.owner {
                OwnerKind::Body => {
                    canonical_number(&printed.chars().map(|c| latin(c, self.lexicon)).collect::<String>())
                }
                _ => self.in_id(&printed),
            };
            let told = match told {
                Ok(None) if is_of_another => None,
                Ok(told) if row.owner == OwnerKind::Body => {
                    remembered(told, (row.kind.clone(), number.clone()), earlier)
                }
                Ok(told) => told,
                // Two signs contradict each other: it is not told.
                Err(()) => None,
            };
            let id = told.as_ref().and_then(|(owner, _)| {
                let id = row.id.as_ref()?.replace("{owner}", owner).replace("{n}", &number);
                Some(format!("{id}{}", version(item.versions.last())))
            });
            let mut range = item.range.clone();
            if index == 0 {
                range.start = first;
            }
            if row.with_owner {
                // The name of the instrument closes a provision, or opens it: `numéro 196 de la Convention`, `《公约》第196款`.
                match (&behind, &before) {
                    (Some((_, end)), _) if index + 1 == count => range.end = *end,
                    (None, Some((_, from))) if index == 0 => range.start = self.opening_mark(*from),
                    _ => {}
                }
            }
            let acts_on_clauses = told.as_ref().is_some_and(|(owner, _)| self.lexicon.acts_on_clauses(owner));
            let basis = id.as_ref().and(told).map(|(_, basis)| basis);
            let named = version(item.versions.last());
            let version = Some(named.trim_start_matches('@').to_owned()).filter(|version| !version.is_empty());
            let number = Some(number).filter(|_| row.owner == OwnerKind::Body);
            out.push(Citation { kind: row.kind.clone(), id, basis, range, acts_on_clauses, number, version });
        }
        out
    }

    /// The number of an item in figures: one in words or in Roman figures as well; `None` for a word that is no number.
    fn figures(&self, item: &Item<'_>) -> Option<String> {
        if item.number.chars().any(|c| c.is_ascii_digit()) || item.number.starts_with('[') {
            return Some(item.number.clone());
        }
        let tokens = self.language.tokens(&item.number);
        let words = self.language.citing.ordinal(&tokens, 0).filter(|found| found.end == tokens.len());
        words.map(|found| found.value).or_else(|| crate::lexicon::roman(&item.number)).map(|n| n.to_string())
    }

    /// Where the title mark before a name begins (`《`), or the name.
    fn opening_mark(&self, at: usize) -> usize {
        let before = self.plain.text[..at].chars().next_back();
        before.filter(|c| *c == stops::TITLE[0]).map_or(at, |c| at - c.len_utf8())
    }

    /// Numbers that need no word, in a house whose texts are cited so: `70/125` far behind its word, beside other citations.
    pub(super) fn bare(&self, speaker: Speaker<'_>, found: &[Citation]) -> Vec<Citation> {
        let Some(bare) = self.house.map(|id| self.lexicon.bare_shapes(id)) else { return Vec::new() };
        let texts: Vec<&Citation> = found.iter().filter(|citation| citation.acts_on_clauses).collect();
        if texts.is_empty() {
            return Vec::new();
        }
        let is_taken = |at: usize| found.iter().any(|c| c.range.contains(&at));
        let mut out = Vec::new();
        for shape in self.lexicon.shapes.iter().filter(|shape| bare.contains(&shape.shape.id)) {
            let mut at = 0;
            while !self.deadline.is_past()
                && let Some(digit) = self.plain.text[at..].find(|c: char| c.is_ascii_digit()).map(|d| at + d)
            {
                let figures = self.plain.text[digit..].find(|c: char| !c.is_ascii_digit());
                at = figures.map_or(self.plain.text.len(), |length| digit + length);
                let before = self.plain.text[..digit].chars().next_back();
                let start = self.sign_before(digit);
                let is_cut = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '.'));
                let Some(chain) = self.chain(start, &[shape]).filter(|_| start < digit || !is_cut) else { continue };
                // A fraction is none: a sign before it, a date behind it, or the end of another citation before it says what it is.
                let follows = texts.iter().any(|text| {
                    text.range.end <= start
                        && self.separator(text.range.end).is_some_and(|at| self.skip_space(at) == start)
                });
                let is_cited = start < digit || follows || self.skip_date(chain.end) > chain.end;
                if !is_cited || chain.items.iter().any(|item| is_taken(item.range.start)) {
                    continue;
                }
                at = chain.end;
                // It is what the last one before it was: a decision, or a text of the same body.
                let last = texts.iter().filter(|text| text.range.end <= start).max_by_key(|text| text.range.end);
                let nearest = last.or_else(|| texts.iter().min_by_key(|text| text.range.start));
                let Some(kind) = nearest.map(|text| text.kind.as_str()) else { continue };
                let body = last.and_then(|text| text.id.as_ref()?.split('.').nth(1).map(str::to_owned));
                let named = Named { owner: body.map(Owner::Body), own: false };
                let group = Group { rows: self.lexicon.cited(kind).collect(), chain, named };
                out.extend(self.resolved(group, speaker, &mut Earlier::default()));
            }
        }
        out
    }
}

/// Whose it is, by an earlier citation of the same number where nothing beside it tells; what was told is remembered.
fn remembered(told: Option<(String, Basis)>, key: (String, String), earlier: &mut Earlier) -> Option<(String, Basis)> {
    let Some((owner, basis)) = told else {
        return earlier.ask(key).map(|owner| (owner, Basis::Earlier));
    };
    earlier.tell(key, owner.clone());
    Some((owner, basis))
}

/// Whether somebody may own a thing of a kind.
fn fits(kind: OwnerKind, owner: &Owner) -> bool {
    match kind {
        OwnerKind::Body => !matches!(owner, Owner::Instrument(_)),
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
