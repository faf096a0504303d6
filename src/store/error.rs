//! Why a store cannot be used, each with a remedy.

use super::key::KeyError;
use std::path::PathBuf;
use thiserror::Error;

/// Why a store cannot be opened, read or written, or does not hold what is asked for.
#[derive(Debug, Error)]
pub enum StoreError {
    /// There is no such file.
    #[error("{file}: there is no such store; make one with `dispositif store add FILES --db {file}`", file = .0.display())]
    Missing(PathBuf),
    /// The file is something else.
    #[error("{file}: this is no database; --db takes a file that `store add` made, or one that does not exist yet", file = .0.display())]
    NoDatabase(PathBuf),
    /// A database, and not one of ours.
    #[error("{file}: this is the database of another program; it was not touched. Give another name with --db", file = .0.display())]
    Foreign(PathBuf),
    /// Made by a newer program.
    #[error("{file}: this store has version {found}, and this program knows versions up to {known}; use the newer program", file = .file.display())]
    Newer {
        /// The store.
        file: PathBuf,
        /// Its version.
        found: i64,
        /// The newest known.
        known: i64,
    },
    /// Made by an older program, and opened to be read only.
    #[error("{file}: this store has version {found}, and this program reads version {known}; bring it up to date with `dispositif store rebuild --db {file}`", file = .file.display())]
    Older {
        /// The store.
        file: PathBuf,
        /// Its version.
        found: i64,
        /// The version that is read.
        known: i64,
    },
    /// The database says that it is damaged.
    #[error("{file}: the store is damaged: {reason}; put back a copy, or make a new store of the files", file = .file.display())]
    Damaged {
        /// The store.
        file: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// Another process did not let go of it.
    #[error("{file}: another process is writing to this store and has not finished; try again", file = .0.display())]
    Busy(PathBuf),
    /// It may not be written to, or its folder may not.
    #[error("{file}: this store or its folder may not be written to; ask for permission, or work on a copy", file = .0.display())]
    ReadOnly(PathBuf),
    /// It can neither be opened nor made.
    #[error("{file}: {reason}; check the path, the free space and whether its folder may be written to, or give another file with --db", file = .file.display())]
    Unusable {
        /// The store.
        file: PathBuf,
        /// Why.
        reason: String,
    },
    /// What was asked for is not there.
    #[error("{asked}: {reason}")]
    Unknown {
        /// As asked.
        asked: String,
        /// What there is instead.
        reason: String,
    },
    /// What was asked for is no key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Nothing to search for.
    #[error("“{0}” holds no word to search for")]
    NoWords(String),
    /// A stored source that cannot be read any more.
    #[error("the stored source {file}: {reason}")]
    Source {
        /// Its name as given.
        file: String,
        /// Why.
        reason: String,
    },
    /// What was read could not be handed on.
    #[error("{0}")]
    Output(String),
    /// What SQLite says.
    #[error("the store: {0}")]
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        StoreError::Sql(error)
    }
}

impl StoreError {
    /// The error with the name of the store, where SQLite says something that a user can act on.
    pub(super) fn about(self, file: &std::path::Path) -> Self {
        use rusqlite::ErrorCode as Code;
        let StoreError::Sql(error) = self else { return self };
        match error.sqlite_error_code() {
            Some(Code::NotADatabase) => StoreError::NoDatabase(file.to_owned()),
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => StoreError::Busy(file.to_owned()),
            Some(Code::ReadOnly) => StoreError::ReadOnly(file.to_owned()),
            Some(Code::CannotOpen) if file.parent().is_some_and(|p| !p.as_os_str().is_empty() && !p.is_dir()) => {
                StoreError::Unusable { file: file.to_owned(), reason: "there is no such folder".to_owned() }
            }
            Some(Code::CannotOpen | Code::SystemIoFailure | Code::DiskFull) => {
                StoreError::Unusable { file: file.to_owned(), reason: error.to_string() }
            }
            Some(Code::DatabaseCorrupt) => StoreError::Damaged { file: file.to_owned(), reason: error.to_string() },
            _ => StoreError::Sql(error),
        }
    }
}
