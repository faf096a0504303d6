//! The texts at hand, as a mapping needs them: which version is in force, what its clauses say, how clauses came down to it.
//!
//! Enters a store; leaves answers, each read once and kept. A clause id is the same in all languages, so a clause may be followed in
//! whichever language holds both versions.

use super::activity::Day;
use crate::lexicon::Lexicon;
use crate::store::{Edition, History, Key, Standing, Status, Store, StoreError};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// A text at hand.
#[derive(Debug, Clone)]
pub(super) struct Shelf {
    /// `itu.wtsa.resolution.58`.
    pub(super) id: String,
    /// `wtsa`.
    pub(super) body: Option<String>,
    /// `resolution`.
    pub(super) kind: String,
    /// `58`.
    pub(super) number: String,
    /// The version in force; a proposal where nothing was adopted.
    pub(super) newest: Key,
    pub(super) status: Status,
    /// As printed.
    pub(super) printed: Option<String>,
    /// The title in each language.
    pub(super) titles: BTreeMap<String, String>,
    /// The language in which it is shown.
    pub(super) language: String,
    /// Those in which the version in force is held.
    pub(super) languages: Vec<String>,
    /// Adopted versions, oldest first, with the languages in which each is held.
    pub(super) versions: Vec<(Edition, Vec<String>)>,
}

impl Shelf {
    /// The version in force, as it stands behind the `@`.
    pub(super) fn edition(&self) -> String {
        self.newest.version.as_ref().unwrap_or(&Edition::Undated).to_string()
    }

    /// The adopted version that some words name: `geneva-2022`, or a year alone where one version is of it.
    pub(super) fn named(&self, version: &str) -> Option<&Edition> {
        let asked: Edition = version.parse().ok()?;
        let exact = self.versions.iter().map(|(edition, _)| edition).find(|edition| **edition == asked);
        exact.or_else(|| match asked {
            Edition::Dated { year, place: None } => {
                let mut of_year = self.versions.iter().map(|(e, _)| e).filter(|e| e.year() == Some(year));
                of_year.next().filter(|_| of_year.next().is_none())
            }
            _ => None,
        })
    }
}

/// What was read once, by version or text, and language.
type Kept<T> = RefCell<HashMap<(String, String), T>>;

/// The texts of a store.
pub(super) struct Ground<'g, 'l> {
    store: &'g Store<'l>,
    lexicon: &'l Lexicon,
    shelves: Vec<Shelf>,
    by_id: HashMap<String, usize>,
    standings: Kept<Rc<Vec<Standing>>>,
    histories: Kept<Option<Rc<History>>>,
}

impl<'g, 'l> Ground<'g, 'l> {
    /// The texts of a store, shown in a language where they are held in it.
    pub(super) fn of(store: &'g Store<'l>, language: Option<&str>) -> Result<Self, StoreError> {
        let mut shelves = Vec::new();
        let listed = store.list()?;
        for of_text in listed.chunk_by(|one, two| one.text == two.text) {
            let mut versions: Vec<(Edition, Vec<String>)> = Vec::new();
            for held in of_text.iter().filter(|held| held.status == Status::Adopted) {
                let edition = held.key.version.clone().unwrap_or(Edition::Undated);
                match versions.iter_mut().find(|(known, _)| *known == edition) {
                    Some((_, languages)) => languages.push(held.language.clone()),
                    None => versions.push((edition, vec![held.language.clone()])),
                }
            }
            // The list is in the order of adoption; where nothing was adopted the newest proposal stands in.
            let newest = of_text.iter().rev().find(|held| held.status == Status::Adopted).or(of_text.last());
            let Some(newest) = newest.map(|held| held.key.clone()) else { continue };
            let wanted = language.filter(|code| of_text.iter().any(|h| h.key == newest && h.language == **code));
            let resolved = store.resolve(&newest, wanted)?;
            let shown = of_text.iter().find(|held| held.key == newest && held.language == resolved.language);
            let id = of_text[0].text.clone();
            let mut parts = id.splitn(4, '.').map(str::to_owned);
            let (_, body, kind, number) = (parts.next(), parts.next(), parts.next(), parts.next());
            shelves.push(Shelf {
                body: body.filter(|body| store.lexicon().body(body).is_some()),
                kind: kind.unwrap_or_default(),
                number: number.unwrap_or_default(),
                status: resolved.status,
                printed: shown.and_then(|held| held.version.clone()),
                titles: of_text
                    .iter()
                    .filter(|held| held.key == newest)
                    .filter_map(|held| Some((held.language.clone(), held.title.clone()?)))
                    .collect(),
                languages: std::iter::once(resolved.language.clone()).chain(resolved.also).collect(),
                language: resolved.language,
                newest,
                versions,
                id,
            });
        }
        let by_id = shelves.iter().enumerate().map(|(at, shelf)| (shelf.id.clone(), at)).collect();
        let (standings, histories) = (RefCell::default(), RefCell::default());
        Ok(Ground { store, lexicon: store.lexicon(), shelves, by_id, standings, histories })
    }

    pub(super) fn lexicon(&self) -> &'l Lexicon {
        self.lexicon
    }

    pub(super) fn shelves(&self) -> &[Shelf] {
        &self.shelves
    }

    pub(super) fn shelf(&self, id: &str) -> Option<&Shelf> {
        self.by_id.get(id).map(|at| &self.shelves[*at])
    }

    /// All languages in which a version in force is held, the most usual first.
    pub(super) fn languages(&self) -> Vec<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for language in self.shelves.iter().flat_map(|shelf| &shelf.languages) {
            *counts.entry(language).or_default() += 1;
        }
        let mut languages: Vec<(&str, usize)> = counts.into_iter().collect();
        languages.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
        languages.into_iter().map(|(code, _)| code.to_owned()).collect()
    }

    /// The heads and clauses of the version in force.
    pub(super) fn in_force(&self, shelf: &Shelf, language: &str) -> Result<Rc<Vec<Standing>>, StoreError> {
        self.standing(&shelf.newest, language)
    }

    /// The heads and clauses of an adopted version, in the language of the shelf where it is held in it.
    pub(super) fn adopted(&self, shelf: &Shelf, edition: &Edition) -> Result<(Rc<Vec<Standing>>, String), StoreError> {
        let held = shelf.versions.iter().find(|(known, _)| known == edition).map(|(_, languages)| languages.as_slice());
        let held = held.unwrap_or(&shelf.languages);
        let language = held.iter().find(|code| **code == shelf.language).or(held.first()).unwrap_or(&shelf.language);
        let key = Key { text: shelf.id.clone(), version: Some(edition.clone()), proposal: None };
        Ok((self.standing(&key, language)?, language.clone()))
    }

    /// The heads and clauses of a version.
    pub(super) fn standing(&self, key: &Key, language: &str) -> Result<Rc<Vec<Standing>>, StoreError> {
        let name = (key.to_string(), language.to_owned());
        if let Some(held) = self.standings.borrow().get(&name) {
            return Ok(held.clone());
        }
        let read = Rc::new(self.store.standing(key, language)?);
        self.standings.borrow_mut().insert(name, read.clone());
        Ok(read)
    }

    /// The lineages of a text in a language; `None` where no adopted version of it is held.
    pub(super) fn history(&self, shelf: &Shelf, language: &str) -> Result<Option<Rc<History>>, StoreError> {
        let name = (shelf.id.clone(), language.to_owned());
        if let Some(held) = self.histories.borrow().get(&name) {
            return Ok(held.clone());
        }
        let is_held = shelf.versions.iter().any(|(_, languages)| languages.iter().any(|code| code == language));
        let read = match is_held {
            true => Some(Rc::new(self.store.history(&shelf.id, Some(language))?)),
            false => None,
        };
        self.histories.borrow_mut().insert(name, read.clone());
        Ok(read)
    }

    /// The languages in which both a version and the one in force are held, that of the shelf first.
    pub(super) fn common_languages(&self, shelf: &Shelf, edition: &Edition) -> Vec<String> {
        let of = |edition: &Edition| shelf.versions.iter().find(|(known, _)| known == edition).map(|(_, held)| held);
        let newest = shelf.newest.version.as_ref().and_then(of);
        let (Some(then), Some(now)) = (of(edition), newest) else { return Vec::new() };
        let mut common: Vec<String> = then.iter().filter(|code| now.contains(code)).cloned().collect();
        common.sort_by_key(|code| *code != shelf.language);
        common
    }

    /// The day on which a version was adopted: the last of its conference, or of its year where that is not known.
    pub(super) fn adopted_on(&self, shelf: &Shelf, edition: &Edition) -> Option<Day> {
        let year = edition.year()?;
        let body = shelf.body.as_ref().and_then(|id| self.lexicon.body(id));
        let met = body.and_then(|body| {
            body.conferences.iter().find(|met| met.year == year && edition.place().is_none_or(|at| at == met.place))
        });
        let closes = met.and_then(|met| Day::parse(met.closes.as_deref()?));
        Some(closes.unwrap_or(Day::last_of(year)))
    }

    /// The adopted version in force on a day: the newest adopted before it, or the oldest at hand.
    pub(super) fn in_force_on<'s>(&self, shelf: &'s Shelf, day: Day) -> Option<&'s Edition> {
        let editions = || shelf.versions.iter().map(|(edition, _)| edition);
        let before = |edition: &&Edition| self.adopted_on(shelf, edition).is_none_or(|adopted| adopted <= day);
        editions().rfind(before).or_else(|| editions().next())
    }
}
