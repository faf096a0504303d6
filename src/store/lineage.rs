//! The life of each clause of a text: when it came in, each change, when it went, whether it came back.
//!
//! Enter the versions of a text in the order of their adoption; neighbours are compared, and the pairs chained:
//!
//! ```text
//! johannesburg-2008      dubai-2012                     hammamet-2016     geneva-2022
//! resolves__3            –  (deleted)                   –                 resolves__3  (returned)
//! considering__1         considering__2 (renumbered)    considering__2    considering__2
//! ```
//!
//! A proposal is no link of this chain. What it would do to the version that it claims to change is kept beside it.

use super::StoreError;
use super::add::Touched;
use super::library::Library;
use super::pairing::{Side, Step, Tie, steps};
use super::words::plain;
use crate::compare::comparison::Change;
use crate::lexicon::fold::stops;
use rusqlite::{Connection, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What happened to a clause in a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It stands in the oldest version that the store holds: when it came in is not known.
    First,
    /// Word for word the same.
    Unchanged,
    /// It came in.
    Inserted,
    /// It went.
    Deleted,
    /// It came back word for word after it had gone.
    Returned,
    /// Worded otherwise, or under another act, or addressed to somebody else.
    Modified,
    /// It stands elsewhere.
    Moved,
    /// It has another label.
    Renumbered,
}

impl Kind {
    /// As printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::First => "first",
            Kind::Unchanged => "unchanged",
            Kind::Inserted => "inserted",
            Kind::Deleted => "deleted",
            Kind::Returned => "returned",
            Kind::Modified => "modified",
            Kind::Moved => "moved",
            Kind::Renumbered => "renumbered",
        }
    }
}

impl From<Change> for Kind {
    fn from(change: Change) -> Self {
        match change {
            Change::Unchanged => Kind::Unchanged,
            Change::Inserted => Kind::Inserted,
            Change::Deleted => Kind::Deleted,
            Change::Modified => Kind::Modified,
            Change::Moved => Kind::Moved,
            Change::Renumbered => Kind::Renumbered,
        }
    }
}

/// A stored version of the text in question.
struct Stage {
    version: i64,
    edition: String,
    year: Option<u16>,
    source: i64,
    ordinal: u32,
    action: Option<String>,
    claims: Option<String>,
}

/// A clause on its way through the versions.
struct Life {
    lineage: i64,
    /// Its id in the version reached; `None` where it is gone.
    now: Option<String>,
    /// The words that it had last.
    words: String,
}

/// Tells the life of the clauses of some texts anew.
pub(super) fn rebuild(connection: &Connection, touched: &Touched, library: &mut Library<'_>) -> Result<(), StoreError> {
    for (text, language) in touched {
        rebuild_one(connection, text, language, library)?;
        library.spare();
    }
    Ok(())
}

fn rebuild_one(
    connection: &Connection,
    text: &str,
    language: &str,
    library: &mut Library<'_>,
) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM lineage WHERE text = ?1 AND language = ?2")?.execute([text, language])?;
    connection
        .prepare_cached(
            "DELETE FROM proposed WHERE version IN (SELECT id FROM version WHERE text = ?1 AND language = ?2)",
        )?
        .execute([text, language])?;
    let adopted = stages(connection, text, language, "= ''")?;
    let mut lives: Vec<Life> = Vec::new();
    let mut before: Option<&Stage> = None;
    for stage in &adopted {
        let words = clause_words(connection, stage.version)?;
        let taken = match before {
            None => words.iter().map(|(name, _)| first(name)).collect(),
            Some(before) => between(before, stage, connection, library)?,
        };
        let mut teller = Teller { connection, text, language, stage, words: &words, lives: &mut lives };
        teller.tell(taken, before.is_none())?;
        before = Some(stage);
    }
    for proposal in stages(connection, text, language, "<> ''")? {
        let Some(base) = base_of(&proposal, &adopted) else { continue };
        let ids = ids_at(connection, base.version)?;
        propose(connection, base, &proposal, &ids, library)?;
    }
    Ok(())
}

fn first(name: &str) -> Step {
    Step { older: None, newer: Some(name.to_owned()), kinds: Vec::new(), only: None, related: Vec::new() }
}

fn stages(connection: &Connection, text: &str, language: &str, proposal: &str) -> Result<Vec<Stage>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT id, edition, year, source, ordinal, action, claims FROM version
         WHERE text = ?1 AND language = ?2 AND proposal {proposal} ORDER BY year, edition, proposal"
    ))?;
    let rows = statement.query_map([text, language], |row| {
        Ok(Stage {
            version: row.get(0)?,
            edition: row.get(1)?,
            year: row.get(2)?,
            source: row.get(3)?,
            ordinal: row.get(4)?,
            action: row.get(5)?,
            claims: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The clauses of an adopted version with their words as they are compared, in order.
fn clause_words(connection: &Connection, version: i64) -> Result<Vec<(String, String)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT name, words FROM passage WHERE version = ?1 AND kind = 'clause' AND words IS NOT NULL ORDER BY position",
    )?;
    let rows = statement.query_map([version], |row| Ok((row.get(0)?, compared(&row.get::<_, String>(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Words without what the position in a list changes: the stop at the end.
fn compared(words: &str) -> String {
    plain(words).trim_end_matches(stops::ANY).to_owned()
}

fn between(
    older: &Stage,
    newer: &Stage,
    connection: &Connection,
    library: &mut Library<'_>,
) -> Result<Vec<Step>, StoreError> {
    let (before, after) = (library.get(older.source, connection)?, library.get(newer.source, connection)?);
    let older = Side { found: &before, ordinal: older.ordinal };
    let newer = Side { found: &after, ordinal: newer.ordinal };
    Ok(steps(older, newer, library.lexicon()))
}

/// Writes what happened in one version.
struct Teller<'t> {
    connection: &'t Connection,
    text: &'t str,
    language: &'t str,
    stage: &'t Stage,
    words: &'t [(String, String)],
    lives: &'t mut Vec<Life>,
}

impl Teller<'_> {
    fn tell(&mut self, steps: Vec<Step>, is_first: bool) -> Result<(), StoreError> {
        let words: HashMap<&str, &str> =
            self.words.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect();
        // What a life was called before this version, so that a step that renames one does not mislead the next.
        let known: HashMap<String, usize> =
            self.lives.iter().enumerate().filter_map(|(at, life)| Some((life.now.clone()?, at))).collect();
        for step in steps {
            let held = step.older.as_ref().and_then(|id| known.get(id)).copied();
            let said = step.newer.as_deref().and_then(|id| words.get(id)).copied().unwrap_or_default();
            let kinds = step.kinds.iter().map(|kind| Kind::from(*kind)).collect();
            match (held, &step.newer) {
                (Some(life), Some(now)) => {
                    self.lives[life].now = Some(now.clone());
                    said.clone_into(&mut self.lives[life].words);
                    self.event(life, &step, kinds)?;
                }
                (Some(life), None) => {
                    self.lives[life].now = None;
                    self.event(life, &step, kinds)?;
                }
                (None, Some(now)) => {
                    // One that goes in this very version cannot come back in it. Of several alike the one that came in last.
                    let is_gone =
                        |at: usize, life: &Life| !known.values().any(|held| *held == at) && life.now.is_none();
                    let is_back =
                        |(at, life): &(usize, &Life)| is_gone(*at, life) && !said.is_empty() && life.words == said;
                    let back = self.lives.iter().enumerate().rev().find(is_back).map(|(at, _)| at);
                    let life = match back {
                        Some(life) => life,
                        None => self.begin(now, said)?,
                    };
                    self.lives[life].now = Some(now.clone());
                    let kind = match (is_first, back) {
                        (true, _) => Kind::First,
                        (false, Some(_)) => Kind::Returned,
                        (false, None) => Kind::Inserted,
                    };
                    self.event(life, &step, vec![kind])?;
                }
                (None, None) => {}
            }
        }
        Ok(())
    }

    fn begin(&mut self, id: &str, words: &str) -> Result<usize, StoreError> {
        self.connection
            .prepare_cached("INSERT INTO lineage (text, language, name) VALUES (?1, ?2, ?3)")?
            .execute(params![self.text, self.language, format!("{id}@{}", self.stage.edition)])?;
        let lineage = self.connection.last_insert_rowid();
        self.lives.push(Life { lineage, now: Some(id.to_owned()), words: words.to_owned() });
        Ok(self.lives.len() - 1)
    }

    fn event(&self, life: usize, step: &Step, kinds: Vec<Kind>) -> Result<(), StoreError> {
        let Step { newer, only, related, .. } = step;
        self.connection
            .prepare_cached(
                "INSERT INTO event (lineage, version, clause, label, kinds, only, related)
                 VALUES (?1, ?2, ?3, (SELECT label FROM passage WHERE version = ?2 AND kind = 'clause' AND name = ?3), ?4, ?5, ?6)",
            )?
            .execute(params![
                self.lives[life].lineage,
                self.stage.version,
                newer,
                json(&kinds),
                only.map(|only| word(&only)),
                json::<Vec<Tie>>(related),
            ])?;
        Ok(())
    }
}

/// The adopted version that a proposal would change: the one that it claims, else the newest of its time or before.
fn base_of<'s>(proposal: &Stage, adopted: &'s [Stage]) -> Option<&'s Stage> {
    let claimed = proposal.claims.as_ref().and_then(|claims| adopted.iter().find(|stage| stage.edition == *claims));
    let before = || adopted.iter().rfind(|stage| stage.edition != proposal.edition && stage.year <= proposal.year);
    claimed.or_else(before)
}

/// The lineages of a version's clauses by their ids in it.
fn ids_at(connection: &Connection, version: i64) -> Result<HashMap<String, i64>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT clause, lineage FROM event WHERE version = ?1 AND clause IS NOT NULL")?;
    let rows = statement.query_map([version], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Writes what a proposal would do to the clauses of an adopted version.
fn propose(
    connection: &Connection,
    base: &Stage,
    proposal: &Stage,
    ids: &HashMap<String, i64>,
    library: &mut Library<'_>,
) -> Result<(), StoreError> {
    let action = proposal.action.as_deref().and_then(|action| library.lexicon().action(action));
    let steps = match action.map_or("modify", |action| action.effect.as_str()) {
        // Such a proposal need not repeat the text.
        "suppress" => {
            let gone = |(name, _): (String, String)| Step {
                older: Some(name),
                newer: None,
                kinds: vec![Change::Deleted],
                only: None,
                related: Vec::new(),
            };
            clause_words(connection, base.version)?.into_iter().map(gone).collect()
        }
        "keep" => Vec::new(),
        _ => between(base, proposal, connection, library)?,
    };
    let changed = steps.into_iter().filter(|step| step.kinds != [Change::Unchanged]);
    for (position, step) in (0u32..).zip(changed) {
        let lineage = step.older.as_ref().and_then(|id| ids.get(id));
        let kinds: Vec<Kind> = step.kinds.iter().map(|kind| Kind::from(*kind)).collect();
        connection
            .prepare_cached(
                "INSERT INTO proposed (version, position, lineage, clause, label, kinds, only)
                 VALUES (?1, ?2, ?3, ?4, (SELECT label FROM passage WHERE version = ?1 AND kind = 'clause' AND name = ?4), ?5, ?6)",
            )?
            .execute(params![proposal.version, position, lineage, step.newer, json(&kinds), step.only.map(|o| word(&o))])?;
    }
    Ok(())
}

/// A value of ours as JSON.
fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("words and lists are JSON")
}

/// A value that JSON writes as one word, without its quotation marks.
fn word<T: Serialize>(value: &T) -> String {
    json(value).trim_matches('"').to_owned()
}
