//! The texts in force that the proposals of a source would change, out of the store.

use super::key::{Edition, Key};
use super::library::read;
use super::list::Status;
use super::{Store, StoreError};
use crate::compare::comparison::Text;
use crate::extract::Extracted;
use rusqlite::{OptionalExtension, params};

impl Store<'_> {
    /// For each proposal of a source the adopted version that it would change, in the same language, as far as the store has it: the
    /// one that its older reading names, else the newest before it.
    pub fn bases(&self, found: &Extracted) -> Result<Vec<Extracted>, StoreError> {
        let mut sources: Vec<i64> = Vec::new();
        for text in
            found.comparison.texts.iter().filter(|text| text.proposal.is_some() || text.versions.older.is_some())
        {
            sources.extend(self.base_source(text)?.filter(|source| !sources.contains(source)));
        }
        sources.into_iter().map(|source| read(source, &self.connection, self.lexicon, self.limits)).collect()
    }

    fn base_source(&self, text: &Text) -> Result<Option<i64>, StoreError> {
        let language = text.language.language.as_str();
        let named = text.versions.older.as_ref().map(|older| Edition::of(Some(older)));
        let key = |version| Key { version: Some(version), ..Key::newest(text.id.clone()) };
        if let Some(named) = named {
            match self.resolve(&key(named), Some(language)) {
                Ok(held) if held.status == Status::Adopted => return self.source_id(held.id).map(Some),
                Ok(_) | Err(StoreError::Unknown { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        let year = text.versions.newer.as_ref().map(|newer| newer.year);
        let mut statement = self.connection.prepare_cached(
            "SELECT source FROM version WHERE text = ?1 AND language = ?2 AND proposal = '' AND (?3 IS NULL OR year < ?3)
             ORDER BY year DESC, edition DESC LIMIT 1",
        )?;
        Ok(statement.query_row(params![text.id, language, year], |row| row.get(0)).optional()?)
    }

    fn source_id(&self, version: i64) -> Result<i64, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT source FROM version WHERE id = ?1")?;
        Ok(statement.query_row([version], |row| row.get(0))?)
    }
}
