//! Opening a store: made on first use, brought up to date by numbered steps, refused where it is not ours.
//!
//! Enters the path of a file; leaves a connection. A store opened to be read is never made, never changed.

use super::StoreError;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};
use std::path::Path;
use std::time::{Duration, Instant};

/// `disp` in ASCII, by which a database says whose it is (SQLite's `application_id`).
const APPLICATION: i64 = 0x6469_7370;

/// The steps from an empty file to the shape that this program knows; `user_version` counts those that were taken.
const MIGRATIONS: &[&str] = &[include_str!("migrations/001.sql"), include_str!("migrations/002.sql")];

/// How long a process waits for another that writes.
const PATIENCE: Duration = Duration::from_secs(60);

/// The version of a store that this program writes.
pub(super) fn known() -> i64 {
    i64::try_from(MIGRATIONS.len()).expect("there are few migrations")
}

/// What a file is.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    /// An empty file, or none.
    Nothing,
    /// A store of this version.
    Store(i64),
}

/// Opens a store to look at it, within a transaction: it stays as it was then.
pub(super) fn reading(file: &Path) -> Result<Connection, StoreError> {
    if !file.exists() {
        return Err(StoreError::Missing(file.to_owned()));
    }
    if file.is_dir() {
        return Err(StoreError::NoDatabase(file.to_owned()));
    }
    let connection = look(file)?;
    match inspect(&connection, file)? {
        Found::Nothing => Err(StoreError::Missing(file.to_owned())),
        Found::Store(found) if found < known() => {
            Err(StoreError::Older { file: file.to_owned(), found, known: known() })
        }
        Found::Store(_) => Ok(connection),
    }
}

/// Opens a store to write to it, and makes it where there is none.
pub(super) fn writing(file: &Path) -> Result<Connection, StoreError> {
    if file.is_dir() {
        return Err(StoreError::NoDatabase(file.to_owned()));
    }
    // Whose it is must be known before anything is changed: the journal's mode stands in the file itself.
    if file.exists() {
        inspect(&look(file)?, file)?;
    }
    let named = |error: rusqlite::Error| StoreError::from(error).about(file);
    let mut connection = Connection::open(file).map_err(named)?;
    connection.busy_timeout(PATIENCE).map_err(named)?;
    persist(|| connection.pragma_update(None, "journal_mode", "WAL")).map_err(|e| StoreError::from(e).about(file))?;
    // A commit is on the disk when it is done, also where the power fails.
    connection.pragma_update(None, "synchronous", "FULL")?;
    migrate(&mut connection, file)?;
    Ok(connection)
}

/// Opens a store that lives as long as it is used.
pub(super) fn in_memory() -> Result<Connection, StoreError> {
    let mut connection = Connection::open_in_memory()?;
    migrate(&mut connection, Path::new(":memory:"))?;
    Ok(connection)
}

/// Takes the steps that a store has not taken yet.
fn migrate(connection: &mut Connection, file: &Path) -> Result<(), StoreError> {
    connection.pragma_update(None, "foreign_keys", true)?;
    let transaction = begin(connection).map_err(|error| error.about(file))?;
    let taken = match inspect(&transaction, file)? {
        Found::Nothing => 0,
        Found::Store(version) => version,
    };
    for (number, step) in (1..).zip(MIGRATIONS).skip_while(|(number, _)| *number <= taken) {
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", number)?;
    }
    if taken < known() {
        transaction.pragma_update(None, "application_id", APPLICATION)?;
    }
    transaction.commit()?;
    Ok(())
}

/// A transaction that may write from its beginning: two that first read and then write could only fail each other.
pub(super) fn begin(connection: &mut Connection) -> Result<Transaction<'_>, StoreError> {
    Ok(connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
}

/// A connection that cannot write, and sees the file as it is now: what is asked of it one after the other is of one moment.
fn look(file: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let named = |error: rusqlite::Error| StoreError::from(error).about(file);
    let begun = |connection: Connection| -> Result<Connection, rusqlite::Error> {
        connection.busy_timeout(PATIENCE)?;
        connection.execute_batch("BEGIN; SELECT count(*) FROM sqlite_schema;")?;
        Ok(connection)
    };
    // Where another process takes away the journal in this very moment, the next one is better.
    const TRIES: u32 = 40;
    for _ in 0..TRIES {
        match Connection::open_with_flags(file, flags).and_then(begun) {
            // Some file systems call a folder that may not be written to "cannot open", others "read only".
            Err(error) if matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)) => {
                std::thread::sleep(Duration::from_millis(5));
            }
            done => return done.map_err(named),
        }
    }
    if has_journal(file) {
        return Err(StoreError::Busy(file.to_owned()));
    }
    // Without leave to write beside it, a store can be read where no journal lies beside it.
    let path: String = file.to_string_lossy().chars().flat_map(escaped).collect();
    Connection::open_with_flags(format!("file:{path}?immutable=1"), flags).and_then(begun).map_err(named)
}

fn has_journal(file: &Path) -> bool {
    let mut journal = file.as_os_str().to_owned();
    journal.push("-wal");
    std::fs::metadata(journal).is_ok_and(|journal| journal.len() > 0)
}

/// A character of a path in a URI.
fn escaped(c: char) -> Vec<char> {
    match c {
        '%' | '?' | '#' => format!("%{:02x}", u32::from(c)).chars().collect(),
        other => vec![other],
    }
}

/// Whose a database is. Nothing is changed.
fn inspect(connection: &Connection, file: &Path) -> Result<Found, StoreError> {
    let number = |pragma: &str| -> Result<i64, StoreError> {
        let read = || connection.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, i64>(0));
        read().map_err(|error| StoreError::from(error).about(file))
    };
    let (application, version) = (number("application_id")?, number("user_version")?);
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (application, version) {
        (APPLICATION, version) if version > known() => {
            Err(StoreError::Newer { file: file.to_owned(), found: version, known: known() })
        }
        (APPLICATION, version) => Ok(Found::Store(version)),
        (0, 0) if tables == 0 => Ok(Found::Nothing),
        _ => Err(StoreError::Foreign(file.to_owned())),
    }
}

/// Tries again while the file is busy: SQLite does not wait by itself where two processes change the mode of the journal at once.
fn persist(mut work: impl FnMut() -> Result<(), rusqlite::Error>) -> Result<(), rusqlite::Error> {
    let start = Instant::now();
    loop {
        match work() {
            Err(error)
                if matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
                    && start.elapsed() < PATIENCE =>
            {
                std::thread::sleep(Duration::from_millis(5));
            }
            done => return done,
        }
    }
}
