//! The sources of a store, read again as they are needed.
//!
//! Enters the id of a source; leaves what was extracted from it, which is held for as long as a batch lasts.

use super::StoreError;
use crate::extract::{Extracted, Options, extract};
use crate::lexicon::Lexicon;
use crate::read::Limits;
use rusqlite::Connection;
use std::collections::HashMap;
use std::rc::Rc;

/// What was said of a source when it was added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// The language.
    pub language: Option<String>,
    /// The house.
    pub house: Option<String>,
}

impl Given {
    /// The options with which a source is read.
    pub(super) fn options<'l>(&self, lexicon: &'l Lexicon, limits: Limits) -> Options<'l> {
        let (language, house) = (self.language.clone(), self.house.clone());
        Options { lexicon, language, house, limits, ..Options::default() }
    }
}

/// Sources that were read.
pub(super) struct Library<'l> {
    lexicon: &'l Lexicon,
    limits: Limits,
    read: HashMap<i64, Rc<Extracted>>,
}

impl<'l> Library<'l> {
    pub(super) fn new(lexicon: &'l Lexicon, limits: Limits) -> Self {
        Library { lexicon, limits, read: HashMap::new() }
    }

    pub(super) fn lexicon(&self) -> &'l Lexicon {
        self.lexicon
    }

    pub(super) fn limits(&self) -> Limits {
        self.limits
    }

    /// Puts in what was read already.
    pub(super) fn put(&mut self, source: i64, found: Extracted) {
        self.read.insert(source, Rc::new(found));
    }

    /// What was extracted from a source.
    pub(super) fn get(&mut self, source: i64, connection: &Connection) -> Result<Rc<Extracted>, StoreError> {
        if let Some(found) = self.read.get(&source) {
            return Ok(found.clone());
        }
        let found = Rc::new(read(source, connection, self.lexicon, self.limits)?);
        self.read.insert(source, found.clone());
        Ok(found)
    }

    /// Lets go of what was read where it has become much: memory is for a batch, not for a store.
    pub(super) fn spare(&mut self) {
        const HELD: usize = 128;
        if self.read.len() > HELD {
            self.read.clear();
        }
    }
}

/// A source, read from its bytes.
pub(super) fn read(
    source: i64,
    connection: &Connection,
    lexicon: &Lexicon,
    limits: Limits,
) -> Result<Extracted, StoreError> {
    let mut statement = connection.prepare_cached("SELECT file, bytes, language, house FROM source WHERE id = ?1")?;
    let (file, bytes, given): (String, Vec<u8>, Given) = statement.query_row([source], |row| {
        Ok((row.get(0)?, row.get(1)?, Given { language: row.get(2)?, house: row.get(3)? }))
    })?;
    let options = given.options(lexicon, limits);
    extract(&bytes, &options).map_err(|error| StoreError::Source { file, reason: error.to_string() })
}
