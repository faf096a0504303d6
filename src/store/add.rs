//! Files enter a store: each once, a batch in one transaction, with everything that follows from them.

use super::derive::{Draft, Passage, differing, drafts};
use super::key::{Edition, Key};
use super::library::{Library, read};
use super::words::indexed;
use super::{Stamp, Store, StoreError, lineage, open, stamp};
use crate::extract::Extracted;
use crate::lexicon::Lexicon;
use crate::lexicon::fold::{Lookalikes, tokens};
use crate::read::Format;
use crate::segment::outline::Part;
use rusqlite::{OptionalExtension, Transaction, params};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// A file that was read and is to be added.
pub struct Incoming {
    /// Its name as given.
    pub file: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The language, where it was given.
    pub language: Option<String>,
    /// The house, where it was given.
    pub house: Option<String>,
    /// What was extracted from it, with the store's lexicon and what was given.
    pub extracted: Extracted,
}

/// What came of adding a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entered {
    /// Its bytes are in the store already, under this name.
    Known(String),
    /// There is no text in it: it was not added.
    Nothing,
    /// It was added.
    Added {
        /// The versions that are new.
        versions: Vec<(Key, String)>,
        /// Versions that the store had already from another source.
        witnessed: Vec<Witnessed>,
    },
}

/// A version that another source holds as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witnessed {
    /// The version.
    pub key: Key,
    /// Its language.
    pub language: String,
    /// The source that came first: its words are the version's.
    pub first: String,
    /// Passages whose words differ.
    pub differs: Vec<String>,
}

/// A text in a language: what lineages belong to.
pub(super) type Touched = BTreeSet<(String, String)>;

impl Store<'_> {
    /// Adds files, all in one transaction. What they change in the life of clauses is told anew for the texts that they hold.
    pub fn add(&mut self, files: Vec<Incoming>) -> Result<Vec<Entered>, StoreError> {
        let (lexicon, limits, file) = (self.lexicon, self.limits, self.file.clone());
        let work = || {
            let transaction = open::begin(&mut self.connection)?;
            let mut library = Library::new(lexicon, limits);
            renew(&transaction, &mut library)?;
            let mut touched = Touched::new();
            let mut out = Vec::with_capacity(files.len());
            for incoming in files {
                out.push(enter(&transaction, incoming, &mut library, &mut touched)?);
            }
            lineage::rebuild(&transaction, &touched, &mut library)?;
            transaction.commit()?;
            Ok(out)
        };
        work().map_err(|error: StoreError| error.about(&file))
    }

    /// Derives everything anew from the sources; returns how many there are.
    pub fn rebuild(&mut self) -> Result<usize, StoreError> {
        let (lexicon, limits, file) = (self.lexicon, self.limits, self.file.clone());
        let mut work = || {
            let transaction = open::begin(&mut self.connection)?;
            let count = derive_all(&transaction, &mut Library::new(lexicon, limits))?;
            transaction.commit()?;
            Ok(count)
        };
        work().map_err(|error: StoreError| error.about(&file))
    }
}

/// Derives everything anew where another program or lexicon did it last.
fn renew(transaction: &Transaction<'_>, library: &mut Library<'_>) -> Result<(), StoreError> {
    if stamp(transaction)? != Some(Stamp::of(library.lexicon())) {
        derive_all(transaction, library)?;
    }
    Ok(())
}

fn derive_all(transaction: &Transaction<'_>, library: &mut Library<'_>) -> Result<usize, StoreError> {
    // `search` holds no foreign key: it is emptied first.
    transaction.execute_batch(
        "INSERT INTO search (search) VALUES ('delete-all'); DELETE FROM lineage; DELETE FROM version; DELETE FROM stamp;",
    )?;
    let sources: Vec<(i64, String)> = transaction
        .prepare("SELECT id, sha256 FROM source ORDER BY id")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut touched = Touched::new();
    for (source, sha256) in &sources {
        // Not by the library: a whole store is more than memory should hold.
        let found = read(*source, transaction, library.lexicon(), library.limits())?;
        derive(transaction, *source, sha256, &found, library.lexicon(), &mut touched)?;
    }
    lineage::rebuild(transaction, &touched, library)?;
    let stamp = Stamp::of(library.lexicon());
    transaction.execute("INSERT INTO stamp VALUES (1, ?1, ?2)", params![stamp.program, stamp.lexicon])?;
    Ok(sources.len())
}

fn enter(
    transaction: &Transaction<'_>,
    incoming: Incoming,
    library: &mut Library<'_>,
    touched: &mut Touched,
) -> Result<Entered, StoreError> {
    let Incoming { file, bytes, language, house, extracted } = incoming;
    let sha256 = digest(&bytes);
    let known = transaction
        .prepare_cached("SELECT file FROM source WHERE sha256 = ?1")?
        .query_row([&sha256], |row| row.get(0))
        .optional()?;
    if let Some(first) = known {
        return Ok(Entered::Known(first));
    }
    if extracted.comparison.texts.is_empty() {
        return Ok(Entered::Nothing);
    }
    transaction
        .prepare_cached(
            "INSERT INTO source (sha256, file, format, language, house, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![sha256, file, format(&extracted), language, house, bytes])?;
    let source = transaction.last_insert_rowid();
    let (versions, witnessed) = derive(transaction, source, &sha256, &extracted, library.lexicon(), touched)?;
    library.put(source, extracted);
    Ok(Entered::Added { versions, witnessed })
}

fn format(found: &Extracted) -> &'static str {
    match found.manuscript.format {
        Format::Docx => "docx",
        Format::Text => "text",
    }
}

/// SHA-256 in hexadecimal.
pub(super) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The versions of a source that are new, and those that were there.
type Versions = (Vec<(Key, String)>, Vec<Witnessed>);

/// Writes what a source holds.
fn derive(
    transaction: &Transaction<'_>,
    source: i64,
    sha256: &str,
    found: &Extracted,
    lexicon: &Lexicon,
    touched: &mut Touched,
) -> Result<Versions, StoreError> {
    let (mut versions, mut witnessed) = (Vec::new(), Vec::new());
    for draft in drafts(found, sha256) {
        touched.insert((draft.text.clone(), draft.language.clone()));
        let key =
            Key { text: draft.text.clone(), version: Some(draft.edition.clone()), proposal: draft.proposal.clone() };
        let held: Option<(i64, String)> = transaction
            .prepare_cached(
                "SELECT version.id, file FROM version JOIN source ON source.id = version.source
                 WHERE text = ?1 AND edition = ?2 AND proposal = ?3 AND version.language = ?4",
            )?
            .query_row(
                params![
                    draft.text,
                    draft.edition.to_string(),
                    draft.proposal.as_deref().unwrap_or_default(),
                    draft.language
                ],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        let Some((version, first)) = held else {
            insert(transaction, source, &draft, lexicon)?;
            versions.push((key, draft.language));
            continue;
        };
        let differs = differing(&worded(transaction, version)?, &worded_draft(&draft));
        transaction
            .prepare_cached("INSERT INTO witness (version, source, ordinal, differs) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![version, source, draft.ordinal, differs.join(" ")])?;
        witnessed.push(Witnessed { key, language: draft.language, first, differs });
    }
    Ok((versions, witnessed))
}

fn insert(transaction: &Transaction<'_>, source: i64, draft: &Draft, lexicon: &Lexicon) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO version (text, edition, place, year, printed, language, proposal, action, claims, title, source, ordinal)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            draft.text,
            draft.edition.to_string(),
            draft.edition.place(),
            draft.edition.year(),
            draft.printed,
            draft.language,
            draft.proposal.as_deref().unwrap_or_default(),
            draft.action,
            draft.claims.as_ref().map(Edition::to_string),
            draft.title,
            source,
            draft.ordinal,
        ])?;
    let version = transaction.last_insert_rowid();
    for (position, passage) in (0..).zip(&draft.passages) {
        insert_passage(transaction, version, position, passage, &draft.language, lexicon)?;
    }
    for cited in &draft.citations {
        transaction
            .prepare_cached("INSERT INTO citation (version, clause, cited, printed) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![version, cited.clause, cited.id, cited.printed])?;
    }
    Ok(())
}

fn insert_passage(
    transaction: &Transaction<'_>,
    version: i64,
    position: u32,
    passage: &Passage,
    language: &str,
    lexicon: &Lexicon,
) -> Result<(), StoreError> {
    let change = passage.change.as_ref().map(serde_json::to_string).transpose();
    transaction
        .prepare_cached(
            "INSERT INTO passage (version, position, kind, name, label, words, claimed, change, part, act, addressees)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            version,
            position,
            passage.kind.as_str(),
            passage.name,
            passage.label,
            passage.words,
            passage.claimed,
            change.expect("kinds of change are plain words"),
            passage.part.map(part),
            passage.act,
            serde_json::to_string(&passage.addressees).expect("ids are plain words"),
        ])?;
    let id = transaction.last_insert_rowid();
    if let Some(words) = &passage.words {
        let source = match lexicon.language(language) {
            Some(language) => language.tokens(words),
            None => tokens(words, &Lookalikes::default()),
        };
        transaction
            .prepare_cached("INSERT INTO search (rowid, words) VALUES (?1, ?2)")?
            .execute(params![id, indexed(&source)])?;
    }
    Ok(())
}

fn part(part: Part) -> &'static str {
    match part {
        Part::Preamble => "preamble",
        Part::Operative => "operative",
    }
}

/// Names and words of the passages of a stored version.
fn worded(transaction: &Transaction<'_>, version: i64) -> Result<Vec<(String, String)>, StoreError> {
    let mut statement = transaction
        .prepare_cached("SELECT name, coalesce(words, '') FROM passage WHERE version = ?1 ORDER BY position")?;
    let rows = statement.query_map([version], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn worded_draft(draft: &Draft) -> Vec<(String, String)> {
    draft.passages.iter().map(|passage| (passage.name.clone(), passage.words.clone().unwrap_or_default())).collect()
}
