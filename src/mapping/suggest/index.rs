//! The clauses in force of one language as a full-text index in memory: SQLite's FTS5, ranked by BM25.
//!
//! What enters is stems; a document is a clause with, weighing less, what stands around it: its head, the clause above it, the title.

use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// How much the words around a clause weigh beside its own.
const AROUND: f64 = 0.35;
/// How many of its rarest words a question may hold: the common ones change nothing in the order and cost most.
const ASKED: usize = 16;

/// A full-text index.
pub(in super::super) struct Index {
    connection: Connection,
}

impl Index {
    /// The index of some clauses, each with its own stems and those around it.
    pub(super) fn of<'t>(clauses: impl Iterator<Item = (&'t [String], &'t [String])>) -> Result<Self, rusqlite::Error> {
        let mut connection = Connection::open_in_memory()?;
        let transaction = connection.transaction()?;
        transaction.execute_batch(
            "CREATE VIRTUAL TABLE clause USING fts5 (own, around, content = '', tokenize = 'unicode61 remove_diacritics 0');",
        )?;
        {
            let mut insert = transaction.prepare("INSERT INTO clause (rowid, own, around) VALUES (?1, ?2, ?3)")?;
            for (id, (own, around)) in (0i64..).zip(clauses) {
                insert.execute(params![id, own.join(" "), around.join(" ")])?;
            }
        }
        transaction.commit()?;
        Ok(Index { connection })
    }

    /// The clauses that hold most of some stems, the best first. The stems are given the rarest first.
    pub(super) fn best(&self, stems: &[&str], count: usize) -> Result<Vec<usize>, rusqlite::Error> {
        let asked: BTreeSet<&str> = stems.iter().take(ASKED).copied().collect();
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        // Every stem between quotation marks, which it cannot hold itself: nothing is taken for an operator.
        let question = asked.iter().map(|stem| format!("\"{stem}\"")).collect::<Vec<_>>().join(" OR ");
        let mut statement = self.connection.prepare_cached(
            "SELECT rowid FROM clause WHERE clause MATCH ?1 ORDER BY bm25(clause, 1.0, ?2), rowid LIMIT ?3",
        )?;
        let limit = i64::try_from(count).unwrap_or(i64::MAX);
        let rows = statement.query_map(params![question, AROUND, limit], |row| row.get::<_, i64>(0))?;
        rows.map(|row| row.map(|id| usize::try_from(id).unwrap_or_default())).collect()
    }
}
