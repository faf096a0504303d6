//! Versions of texts on disk, and the life of each clause through them.
//!
//! Enter sources, as they were given; leave versions, lineages, search results. A store is one SQLite file. Only the sources in it
//! are facts: versions (`itu.wtsa.resolution.58@geneva-2022`), passages, lineages and the index of words are derived from them, bear
//! the stamp of the program and the lexicon that did so, and are derived again where the stamp differs. Every write is one
//! transaction, so that whoever looks, and whatever happens, there are whole files in the store or none.

mod add;
mod bases;
mod check;
mod derive;
mod error;
mod export;
mod history;
mod key;
mod library;
mod lineage;
mod list;
mod open;
mod pairing;
mod search;
mod standing;
mod words;

pub use add::{Entered, Incoming, Witnessed};
pub use check::Finding;
pub use derive::PassageKind;
pub use error::StoreError;
pub use export::{Exported, HeldSource, Receiver};
pub use history::{ClauseLife, Column, Event, History, Line, Moment, OnClause, Other, Proposed};
pub use key::{Edition, Key, KeyError};
pub use library::Given;
pub use lineage::Kind;
pub use list::{Held, Listed, Resolved, Status};
pub use search::{Hit, SearchOptions};
pub use standing::Standing;

use crate::lexicon::Lexicon;
use crate::read::Limits;
use rusqlite::{Connection, OptionalExtension};
use std::path::{Path, PathBuf};

/// A store that is open.
#[derive(Debug)]
pub struct Store<'l> {
    connection: Connection,
    file: PathBuf,
    lexicon: &'l Lexicon,
    limits: Limits,
}

/// Ends, from another thread, what a store is doing: it fails then.
pub struct Interrupter(rusqlite::InterruptHandle);

impl Interrupter {
    /// Ends it; nothing happens where nothing is being done.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

/// By which program and lexicon something was derived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Version of the program.
    pub program: String,
    /// Digest of the lexicon.
    pub lexicon: String,
}

impl Stamp {
    /// That of this program with a lexicon.
    fn of(lexicon: &Lexicon) -> Self {
        Stamp { program: env!("CARGO_PKG_VERSION").to_owned(), lexicon: lexicon.digest().to_owned() }
    }
}

impl<'l> Store<'l> {
    /// Opens a store to look at it. It is not made where there is none, and not changed; what is seen stays as it was when it was
    /// opened, whatever others write meanwhile.
    pub fn reading(file: &Path, lexicon: &'l Lexicon) -> Result<Self, StoreError> {
        Ok(Self::of(open::reading(file)?, file, lexicon))
    }

    /// Opens a store to write to it, and makes it where there is none.
    pub fn writing(file: &Path, lexicon: &'l Lexicon) -> Result<Self, StoreError> {
        let connection = open::writing(file).map_err(|error| error.about(file))?;
        Ok(Self::of(connection, file, lexicon))
    }

    /// A store in memory, for texts that are needed once.
    pub fn in_memory(lexicon: &'l Lexicon) -> Result<Self, StoreError> {
        Ok(Self::of(open::in_memory()?, Path::new(":memory:"), lexicon))
    }

    fn of(connection: Connection, file: &Path, lexicon: &'l Lexicon) -> Self {
        Store { connection, file: file.to_owned(), lexicon, limits: Limits::default() }
    }

    /// The same store, whose sources are read within other limits.
    #[must_use]
    pub fn within(self, limits: Limits) -> Self {
        Store { limits, ..self }
    }

    /// The lexicon by which it derives.
    pub fn lexicon(&self) -> &'l Lexicon {
        self.lexicon
    }

    /// Whether what is derived was derived by this program with this lexicon.
    pub fn is_current(&self) -> Result<bool, StoreError> {
        let held = stamp(&self.connection)?;
        let empty = || self.connection.query_row("SELECT count(*) FROM source", [], |row| row.get::<_, i64>(0));
        Ok(held == Some(Stamp::of(self.lexicon)) || (held.is_none() && empty()? == 0))
    }

    /// What ends the work of this store from another thread.
    pub fn interrupter(&self) -> Interrupter {
        Interrupter(self.connection.get_interrupt_handle())
    }

    /// The file.
    pub fn file(&self) -> &Path {
        &self.file
    }
}

/// The stamp that a store bears; `None` before anything was derived.
fn stamp(connection: &Connection) -> Result<Option<Stamp>, StoreError> {
    let read = |row: &rusqlite::Row<'_>| Ok(Stamp { program: row.get(0)?, lexicon: row.get(1)? });
    Ok(connection.query_row("SELECT program, lexicon FROM stamp", [], read).optional()?)
}
