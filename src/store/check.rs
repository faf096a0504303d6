//! What is wrong in a store, or out of date in the texts that it holds.

use super::add::digest;
use super::key::{Edition, Key};
use super::{Store, StoreError};
use serde::Serialize;
use std::fmt;

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "finding", rename_all = "kebab-case")]
pub enum Finding {
    /// The database itself is damaged.
    Damaged {
        /// What SQLite says.
        reason: String,
    },
    /// The bytes of a source are not those that were added.
    Altered {
        /// Its name as given.
        file: String,
        /// SHA-256 of what was added.
        sha256: String,
    },
    /// What is derived was derived by another program or lexicon.
    Outdated,
    /// A clause of the newest adopted version of a text cites a version that is not the newest.
    StaleCitation {
        /// The version whose clause it is.
        key: String,
        /// Its language.
        language: String,
        /// The clause.
        clause: String,
        /// The citation as printed.
        cited: String,
        /// The newest version, as printed.
        newest: String,
        /// The newest version's key.
        newest_key: String,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finding::Damaged { reason } => write!(f, "damaged: {reason}"),
            Finding::Altered { file, sha256 } => {
                write!(f, "altered: {file}: its bytes are not those that were added ({sha256})")
            }
            Finding::Outdated => {
                f.write_str("outdated: derived by another program or lexicon; `dispositif store rebuild` renews it")
            }
            Finding::StaleCitation { key, language, clause, cited, newest, .. } => {
                write!(f, "stale-citation: {key} ({language}) {clause}: {cited}: ({newest}) exists")
            }
        }
    }
}

impl Store<'_> {
    /// Looks the whole store over: the database, the sources against their digests, the citations of the newest adopted versions.
    pub fn check(&self) -> Result<Vec<Finding>, StoreError> {
        let mut found = Vec::new();
        for (pragma, sound) in [("integrity_check", Some("ok")), ("foreign_key_check", None)] {
            let mut statement = self.connection.prepare(&format!("PRAGMA {pragma}"))?;
            let said: Vec<String> =
                statement.query_map([], |row| row.get(0))?.collect::<Result<_, rusqlite::Error>>()?;
            let problems = said.into_iter().filter(|said| Some(said.as_str()) != sound);
            found.extend(problems.map(|reason| Finding::Damaged { reason }));
        }
        let mut statement = self.connection.prepare("SELECT file, sha256, bytes FROM source ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (file, sha256, bytes): (String, String, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            if digest(&bytes) != sha256 {
                found.push(Finding::Altered { file, sha256 });
            }
        }
        if !self.is_current()? {
            found.push(Finding::Outdated);
        }
        found.extend(self.stale_citations()?);
        Ok(found)
    }

    /// Citations of older versions in the newest adopted version of each text.
    pub fn stale_citations(&self) -> Result<Vec<Finding>, StoreError> {
        let catalogue = self.catalogue()?;
        let mut statement = self.connection.prepare(
            "SELECT version.text, edition, version.language, clause, cited, citation.printed
             FROM citation JOIN version ON version.id = citation.version
             WHERE proposal = '' AND NOT EXISTS (
                SELECT 1 FROM version AS newer WHERE newer.text = version.text AND newer.proposal = '' AND newer.year > version.year)
             ORDER BY version.text, version.language, citation.rowid",
        )?;
        let rows = statement.query_map([], |row| {
            [0, 1, 2, 3, 4, 5].map(|at| row.get::<_, String>(at)).into_iter().collect::<Result<Vec<_>, _>>()
        })?;
        let mut found = Vec::new();
        for row in rows {
            let Ok([text, edition, language, clause, id, printed]) = <[String; 6]>::try_from(row?) else { continue };
            let Some(newest) = catalogue.newer_than(&id) else { continue };
            let cited = id.split(['@', '#']).next().unwrap_or_default();
            let edition_of = Edition::Dated { year: newest.year, place: newest.place.clone() };
            let finding = Finding::StaleCitation {
                key: format!("{text}@{edition}"),
                clause,
                cited: printed,
                newest: newest.printed_in(&language),
                newest_key: Key { version: Some(edition_of), ..Key::newest(cited) }.to_string(),
                language,
            };
            if !found.contains(&finding) {
                found.push(finding);
            }
        }
        Ok(found)
    }
}
