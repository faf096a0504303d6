//! What a store holds, and the version or source that a key means.

use super::derive::clauses;
use super::key::{Edition, Key};
use super::library::Given;
use super::{Store, StoreError};
use crate::compare::Comparison;
use crate::compare::comparison::Text;
use crate::extract::{Extracted, extract};
use crate::lexicon::Lexicon;
use crate::link::{Adopted, Catalogue};
use crate::read::Limits;
use rusqlite::{Row, params};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Whether a version is in force or asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// A conference adopted it.
    Adopted,
    /// Somebody proposes it.
    Proposed,
}

/// A version as a list shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Listed {
    /// Its key.
    #[serde(serialize_with = "printed")]
    pub key: Key,
    /// The text.
    pub text: String,
    /// Its language.
    pub language: String,
    /// Adopted or proposed.
    pub status: Status,
    /// What the proposal would do.
    pub action: Option<String>,
    /// The version that the proposal claims to change.
    pub claims: Option<String>,
    /// As printed in the text (`Rev. Geneva, 2022`).
    pub version: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// How many clauses it has.
    pub clauses: u32,
    /// The file that it was read from.
    pub file: String,
    /// Other files that hold it.
    pub witnesses: Vec<String>,
}

fn printed<S: serde::Serializer>(key: &Key, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(key)
}

/// A stored version, told from its key.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// Its whole key.
    pub key: Key,
    /// Its language.
    pub language: String,
    /// Other languages in which it is held.
    pub also: Vec<String>,
    /// Adopted or proposed.
    pub status: Status,
    pub(super) id: i64,
}

/// A stored version with the source that holds it.
#[derive(Debug, Clone)]
pub struct Held {
    /// The version.
    pub version: Resolved,
    /// The name of its file as given.
    pub file: String,
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// Which of the texts of the source it is.
    pub ordinal: u32,
    given: Given,
    limits: Limits,
}

impl Held {
    /// The same version, whose source is read within other limits.
    #[must_use]
    pub fn within(self, limits: Limits) -> Self {
        Held { limits, ..self }
    }

    /// What is in the source, read as it was when it was added.
    pub fn extract(&self, lexicon: &Lexicon) -> Result<Extracted, StoreError> {
        let problem =
            |error: crate::read::ReadError| StoreError::Source { file: self.file.clone(), reason: error.to_string() };
        extract(&self.bytes, &self.given.options(lexicon, self.limits)).map_err(problem)
    }

    /// Leaves only this text in a comparison of its source with another; of what changed outside clauses, what stands between the
    /// texts around it.
    pub fn narrow(&self, comparison: &mut Comparison) {
        let (id, language) = (&self.version.key.text, &self.version.language);
        let is_it = |text: &Text| text.id == *id && text.language.language == *language;
        // The other side may call it otherwise: two files of one text each are two versions of it.
        if !comparison.texts.iter().any(is_it) {
            return;
        }
        let paragraphs = |text: &Text| -> Vec<usize> {
            let now = clauses(text).into_iter().filter(|clause| clause.text.newer.is_some());
            now.map(|clause| clause.place.paragraph).collect()
        };
        let own: Vec<usize> = comparison.texts.iter().filter(|text| is_it(text)).flat_map(paragraphs).collect();
        let others: Vec<usize> = comparison.texts.iter().filter(|text| !is_it(text)).flat_map(paragraphs).collect();
        let before = own.iter().min().and_then(|first| others.iter().filter(|other| *other < first).max());
        let behind = own.iter().max().and_then(|last| others.iter().filter(|other| *other > last).min());
        // What is gone stands in the older source: it cannot be told from here whose it was, so it stays.
        comparison.outside.retain(|changed| {
            let at = changed.place.paragraph;
            changed.text.newer.is_none() || (before.is_none_or(|b| at > *b) && behind.is_none_or(|b| at < *b))
        });
        comparison.texts.retain(is_it);
    }
}

pub(super) fn key_of(row: &Row<'_>) -> rusqlite::Result<Key> {
    let (edition, proposal): (String, String) = (row.get("edition")?, row.get("proposal")?);
    let version = Some(edition.parse().unwrap_or(Edition::Undated));
    Ok(Key { text: row.get("text")?, version, proposal: Some(proposal).filter(|id| !id.is_empty()) })
}

fn status(key: &Key) -> Status {
    if key.proposal.is_some() { Status::Proposed } else { Status::Adopted }
}

impl Store<'_> {
    /// All versions: by text, in the order of their adoption, each adopted one before the proposals of its year.
    pub fn list(&self) -> Result<Vec<Listed>, StoreError> {
        let mut witnesses: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        let mut statement = self.connection.prepare(
            "SELECT version, file FROM witness JOIN source ON source.id = witness.source ORDER BY version, source",
        )?;
        for row in statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))? {
            let (version, file) = row?;
            witnesses.entry(version).or_default().push(file);
        }
        let mut statement = self.connection.prepare(
            "SELECT version.*, file, (SELECT count(*) FROM passage WHERE version = version.id AND kind = 'clause'
                    AND words IS NOT NULL) AS clauses
             FROM version JOIN source ON source.id = version.source
             ORDER BY text, year, edition, proposal <> '', proposal, version.language",
        )?;
        let rows = statement.query_map([], |row| {
            let (key, id): (Key, i64) = (key_of(row)?, row.get("id")?);
            Ok(Listed {
                text: key.text.clone(),
                status: status(&key),
                key,
                language: row.get("language")?,
                action: row.get("action")?,
                claims: row.get("claims")?,
                version: row.get("printed")?,
                title: row.get("title")?,
                clauses: row.get("clauses")?,
                file: row.get("file")?,
                witnesses: witnesses.get(&id).cloned().unwrap_or_default(),
            })
        })?;
        let mut listed: Vec<Listed> = rows.collect::<Result<_, _>>()?;
        // `58` stands before `131`, as in a table of contents.
        listed.sort_by_cached_key(|held| natural(&held.text));
        Ok(listed)
    }

    /// The version that a key means, in a language or, without one, in that in which most versions of the text are held.
    pub fn resolve(&self, key: &Key, language: Option<&str>) -> Result<Resolved, StoreError> {
        let held = self.candidates(key)?;
        let Some((newest, ..)) = held.first() else { return Err(self.unknown(key)?) };
        let newest = newest.clone();
        let of_it: Vec<&(Key, String, i64)> = held.iter().filter(|(key, ..)| *key == newest).collect();
        let meant = match language {
            Some(wanted) => of_it.iter().find(|(_, language, _)| language == wanted),
            None => of_it.first(),
        };
        let Some((key, language, id)) = meant else {
            let there = of_it.iter().map(|(_, language, _)| language.as_str()).collect::<Vec<_>>().join(", ");
            let reason = format!("the store has it in {there}, not in {}", language.unwrap_or_default());
            return Err(StoreError::Unknown { asked: newest.to_string(), reason });
        };
        let also = of_it.iter().filter(|(_, other, _)| other != language).map(|(_, other, _)| other.clone()).collect();
        Ok(Resolved { key: key.clone(), language: language.clone(), also, status: status(key), id: *id })
    }

    /// The source of the version that a key means.
    pub fn source_of(&self, key: &Key, language: Option<&str>) -> Result<Held, StoreError> {
        let version = self.resolve(key, language)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT file, bytes, source.language, house, ordinal FROM version JOIN source ON source.id = version.source
             WHERE version.id = ?1",
        )?;
        Ok(statement.query_row([version.id], |row| {
            Ok(Held {
                version: version.clone(),
                file: row.get(0)?,
                bytes: row.get(1)?,
                given: Given { language: row.get(2)?, house: row.get(3)? },
                limits: self.limits,
                ordinal: row.get(4)?,
            })
        })?)
    }

    /// A language in which two versions are held both, so that they can be compared.
    pub fn common_language(&self, older: &Key, newer: &Key) -> Result<Option<String>, StoreError> {
        let languages = |key: &Key| -> Result<Vec<String>, StoreError> {
            let meant = self.resolve(key, None)?;
            Ok(std::iter::once(meant.language).chain(meant.also).collect())
        };
        let there = languages(newer)?;
        Ok(languages(older)?.into_iter().find(|language| there.contains(language)))
    }

    /// The sources of two versions that are to be compared: in a language, or without one in one in which both are held.
    pub fn sources_of_both(&self, older: &Key, newer: &Key, language: Option<&str>) -> Result<[Held; 2], StoreError> {
        let common = match language {
            Some(language) => language.to_owned(),
            None => self.common_language(older, newer)?.ok_or_else(|| {
                let reason = format!("no language holds both it and {newer}; each is held in others");
                StoreError::Unknown { asked: older.to_string(), reason }
            })?,
        };
        Ok([self.source_of(older, Some(&common))?, self.source_of(newer, Some(&common))?])
    }

    /// The newest adopted version of each text, to tell citations of older ones.
    pub fn catalogue(&self) -> Result<Catalogue, StoreError> {
        let mut catalogue = Catalogue::default();
        let mut statement = self.connection.prepare(
            "SELECT text, year, place, language, printed FROM version WHERE proposal = '' AND year IS NOT NULL ORDER BY id",
        )?;
        let rows = statement.query_map([], |row| {
            let (language, printed): (String, Option<String>) = (row.get(3)?, row.get(4)?);
            let printed = printed.map(|printed| (language, printed)).into_iter().collect();
            Ok((row.get::<_, String>(0)?, Adopted { year: row.get(1)?, place: row.get(2)?, printed }))
        })?;
        for row in rows {
            let (text, adopted) = row?;
            catalogue.enter(&text, adopted);
        }
        Ok(catalogue)
    }

    /// The versions that a key may mean, newest first; of one version first the language with most versions of the text.
    fn candidates(&self, key: &Key) -> Result<Vec<(Key, String, i64)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, text, edition, proposal, language FROM version AS held WHERE text = ?1
                AND (?2 IS NULL OR edition = ?2 OR (?3 AND year = ?4)) AND proposal = ?5
             ORDER BY year DESC, edition DESC,
                (SELECT count(*) FROM version WHERE text = held.text AND language = held.language) DESC, id",
        )?;
        let edition = key.version.as_ref().map(Edition::to_string);
        let (year_alone, year) = match &key.version {
            Some(Edition::Dated { year, place: None }) => (true, Some(*year)),
            _ => (false, None),
        };
        let proposal = key.proposal.as_deref().unwrap_or_default();
        let rows = statement.query_map(params![key.text, edition, year_alone, year, proposal], |row| {
            Ok((key_of(row)?, row.get("language")?, row.get("id")?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The error for a key that means nothing here: what there is of the text, or which texts are nearest.
    pub(super) fn unknown(&self, key: &Key) -> Result<StoreError, StoreError> {
        let listed = self.list()?;
        let of_text: Vec<String> =
            listed.iter().filter(|held| held.text == key.text).map(|held| held.key.to_string()).collect();
        let reason = if listed.is_empty() {
            "the store is empty; add files with `dispositif store add`".to_owned()
        } else if of_text.is_empty() {
            match &nearest(&key.text, &listed)[..] {
                [one] => format!("the store has no such text; the nearest is {one}"),
                many => format!("the store has no such text; the nearest are {}", many.join(", ")),
            }
        } else {
            format!("the store has no such version; it has {}", unique(of_text).join(", "))
        };
        Ok(StoreError::Unknown { asked: key.to_string(), reason })
    }
}

/// The text ids most like one.
fn nearest(asked: &str, listed: &[Listed]) -> Vec<String> {
    const SHOWN: usize = 3;
    let texts = unique(listed.iter().map(|held| held.text.clone()).collect());
    let alike = |text: &str| similar::TextDiff::from_chars(asked, text).ratio();
    let mut rated: Vec<(f32, String)> = texts.into_iter().map(|text| (alike(&text), text)).collect();
    rated.sort_by(|one, two| two.0.total_cmp(&one.0));
    rated.into_iter().take(SHOWN).map(|(_, text)| text).collect()
}

fn unique(mut names: Vec<String>) -> Vec<String> {
    names.dedup();
    names
}

/// A name by which figures sort as numbers.
fn natural(name: &str) -> Vec<(u64, String)> {
    let mut parts: Vec<(u64, String)> = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let words = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (word, from) = rest.split_at(words);
        let figures = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
        let (figure, behind) = from.split_at(figures);
        parts.push((0, word.to_owned()));
        parts.push((figure.parse().unwrap_or(u64::MAX), figure.to_owned()));
        rest = behind;
    }
    parts
}
