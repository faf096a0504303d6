//! Everything in a store as records, a table after another: what a spreadsheet, a notebook or another program loads.

use super::history::History;
use super::list::key_of;
use super::{Store, StoreError};
use rusqlite::Row;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A record of an export.
#[derive(Debug, Clone, PartialEq)]
pub struct Exported {
    /// `sources`, `versions`, `passages`, `lineages`, `changes`, `proposed`.
    pub table: &'static str,
    /// Its fields.
    pub record: Value,
}

/// A source as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldSource {
    /// Its name as given.
    pub file: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Receives the records.
pub type Receiver<'r, T> = &'r mut dyn FnMut(T) -> Result<(), String>;

impl Store<'_> {
    /// Hands out every record, in an order that depends on the content alone.
    pub fn export(&self, to: Receiver<'_, Exported>) -> Result<(), StoreError> {
        self.rows("sources", "SELECT * FROM source ORDER BY id", to, |row| {
            let bytes: Vec<u8> = row.get("bytes")?;
            Ok(json!({ "file": text(row, "file")?, "sha256": text(row, "sha256")?, "format": text(row, "format")?,
                "bytes": bytes.len(), "added": text(row, "added")?, "language": text(row, "language")?,
                "house": text(row, "house")? }))
        })?;
        let versions = "SELECT version.*, sha256 FROM version JOIN source ON source.id = version.source
                        ORDER BY text, year, edition, proposal, version.language";
        self.rows("versions", versions, to, |row| {
            let key = key_of(row)?;
            let status = if key.proposal.is_some() { "proposed" } else { "adopted" };
            Ok(json!({ "key": key.to_string(), "text": key.text, "language": text(row, "language")?, "status": status,
                "place": text(row, "place")?, "year": row.get::<_, Option<u16>>("year")?, "version": text(row, "printed")?,
                "proposal": key.proposal, "action": text(row, "action")?, "claims": text(row, "claims")?,
                "title": text(row, "title")?, "source": text(row, "sha256")? }))
        })?;
        let passages = "SELECT version.text, edition, proposal, language, passage.* FROM passage
                            JOIN version ON version.id = passage.version
                        ORDER BY text, year, edition, proposal, language, position";
        self.rows("passages", passages, to, |row| {
            let change: Option<String> = text(row, "change")?;
            let change = change.and_then(|change| serde_json::from_str::<Value>(&change).ok());
            Ok(json!({ "key": key_of(row)?.to_string(), "language": text(row, "language")?, "kind": text(row, "kind")?,
                "passage": text(row, "name")?, "label": text(row, "label")?, "words": text(row, "words")?,
                "claimed": text(row, "claimed")?, "change": change }))
        })?;
        let texts: BTreeSet<(String, String)> =
            self.list()?.into_iter().map(|held| (held.text, held.language)).collect();
        let histories: Vec<History> =
            texts.iter().map(|(text, language)| self.history(text, Some(language))).collect::<Result<_, _>>()?;
        let mut give = |table, record| to(Exported { table, record }).map_err(StoreError::Output);
        for history in &histories {
            for line in &history.lineages {
                let (came, went) = (line.events.first(), line.events.last().filter(|event| event.clause.is_none()));
                let record = json!({ "text": history.text, "language": history.language, "lineage": line.lineage,
                    "first": came.map(|event| &event.version), "gone": went.map(|event| &event.version),
                    "words": line.words });
                give("lineages", record)?;
            }
        }
        for history in &histories {
            for (line, event) in
                history.lineages.iter().flat_map(|line| line.events.iter().map(move |event| (line, event)))
            {
                let record = json!({ "text": history.text, "language": history.language, "lineage": line.lineage,
                    "version": event.version, "clause": event.clause, "label": event.label, "kinds": event.kinds,
                    "only": event.only, "related": event.related });
                give("changes", record)?;
            }
        }
        let proposed = "SELECT version.text, edition, proposal, version.language, name, proposed.* FROM proposed
                            JOIN version ON version.id = proposed.version LEFT JOIN lineage ON lineage.id = lineage
                        ORDER BY version.text, year, edition, proposal, version.language, position";
        self.rows("proposed", proposed, to, |row| {
            let kinds = serde_json::from_str::<Value>(&row.get::<_, String>("kinds")?).unwrap_or_default();
            Ok(json!({ "key": key_of(row)?.to_string(), "language": text(row, "language")?, "lineage": text(row, "name")?,
                "clause": text(row, "clause")?, "label": text(row, "label")?, "kinds": kinds, "only": text(row, "only")? }))
        })
    }

    /// Hands out the sources themselves, in the order in which they were added.
    pub fn sources(&self, to: Receiver<'_, HeldSource>) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare("SELECT file, sha256, bytes FROM source ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let source = HeldSource { file: row.get(0)?, sha256: row.get(1)?, bytes: row.get(2)? };
            to(source).map_err(StoreError::Output)?;
        }
        Ok(())
    }

    fn rows(
        &self,
        table: &'static str,
        sql: &str,
        to: Receiver<'_, Exported>,
        record: impl Fn(&Row<'_>) -> rusqlite::Result<Value>,
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            to(Exported { table, record: record(row)? }).map_err(StoreError::Output)?;
        }
        Ok(())
    }
}

fn text(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<String>> {
    row.get(column)
}
