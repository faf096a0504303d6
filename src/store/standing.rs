//! A version as it stands: its heads and clauses, each with what it does and whom it charges.

use super::derive::PassageKind;
use super::key::Key;
use super::{Store, StoreError};
use crate::segment::outline::Part;

/// A title, head or clause of a stored version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// What it is.
    pub kind: PassageKind,
    /// `title`, or the id of the section or clause.
    pub name: String,
    /// Its label, where it has one.
    pub label: Option<String>,
    /// Its words.
    pub words: String,
    /// Of which part it is; `None` for a title.
    pub part: Option<Part>,
    /// What it does.
    pub act: Option<String>,
    /// Whom it charges, in order.
    pub addressees: Vec<String>,
}

impl Store<'_> {
    /// The heads and clauses of the version that a key means, in the order of the text; what a proposal would delete is left out.
    pub fn standing(&self, key: &Key, language: &str) -> Result<Vec<Standing>, StoreError> {
        let version = self.resolve(key, Some(language))?.id;
        let mut statement = self.connection.prepare_cached(
            "SELECT kind, name, label, words, part, act, addressees FROM passage
             WHERE version = ?1 AND kind IN ('head', 'clause') AND words IS NOT NULL ORDER BY position",
        )?;
        let rows = statement.query_map([version], |row| {
            let addressees: Option<String> = row.get("addressees")?;
            Ok(Standing {
                kind: PassageKind::of(&row.get::<_, String>("kind")?),
                name: row.get("name")?,
                label: row.get("label")?,
                words: row.get("words")?,
                part: row.get::<_, Option<String>>("part")?.as_deref().and_then(part),
                act: row.get("act")?,
                addressees: addressees.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default(),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The time now, as the store writes it: `2026-03-02T09:00:00Z`.
    pub fn now(&self) -> Result<String, StoreError> {
        Ok(self.connection.query_row("SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now')", [], |row| row.get(0))?)
    }
}

fn part(name: &str) -> Option<Part> {
    match name {
        "preamble" => Some(Part::Preamble),
        "operative" => Some(Part::Operative),
        _ => None,
    }
}
