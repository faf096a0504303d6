//! What stands under each address of the JSON.
//!
//! The functions that read the store serve the pages as well: a page and its JSON say the same.

use super::{LIMIT, OFFSET};
use crate::emit::{Document, Layout, Stored, to_clauses, to_json};
use crate::serve::failure::{Failure, shown};
use crate::serve::holdings::{self, Texts};
use crate::serve::visit::Visit;
use crate::serve::{names, openapi};
use crate::store::{ClauseLife, History, Hit, SearchOptions, Store, StoreError};
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Reverse;

/// Passages that hold some words.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Passages {
    /// How many were left out at the beginning.
    pub offset: usize,
    /// Whether more follow.
    pub more: bool,
    /// The passages, best first.
    pub passages: Vec<Hit>,
}

fn json<T: Serialize>(value: &T) -> Result<String, Failure> {
    to_json(value, Layout::Line).map(|line| line + "\n").map_err(|error| Failure::internal(error.to_string()))
}

pub fn texts(visit: &Visit<'_>) -> Result<String, Failure> {
    json(&Texts::of(&visit.store()?)?)
}

pub fn text(visit: &Visit<'_>) -> Result<String, Failure> {
    json(&holdings::text(visit, &visit.store()?)?)
}

pub fn version(visit: &Visit<'_>) -> Result<String, Failure> {
    json(&document(visit, &visit.store()?)?)
}

pub fn clauses(visit: &Visit<'_>) -> Result<String, Failure> {
    json(&to_clauses(&document(visit, &visit.store()?)?).collect::<Vec<_>>())
}

pub fn history(visit: &Visit<'_>) -> Result<String, Failure> {
    json(&visit.store()?.history(visit.part("text"), visit.language())?)
}

pub fn clause(visit: &Visit<'_>) -> Result<String, Failure> {
    json(&life(visit, &visit.store()?)?)
}

pub fn diff(visit: &Visit<'_>) -> Result<String, Failure> {
    json(&comparison(visit, &visit.store()?)?)
}

pub fn search(visit: &Visit<'_>) -> Result<String, Failure> {
    json(&passages(visit, &visit.store()?)?)
}

pub fn mapping(visit: &Visit<'_>) -> Result<String, Failure> {
    json(&*visit.site.mapped()?.read(visit)?)
}

pub fn openapi(_: &Visit<'_>) -> Result<String, Failure> {
    json(&openapi::description())
}

/// The document of the version that the path names.
pub fn document(visit: &Visit<'_>, store: &Store<'_>) -> Result<Document, Failure> {
    let held = store.source_of(&visit.key()?, visit.language())?;
    Ok(names::without_folders(Stored::read(held, visit.site.lexicon())?.document))
}

/// The document of what changed between the two versions that the query names.
pub fn comparison(visit: &Visit<'_>, store: &Store<'_>) -> Result<Document, Failure> {
    let (older, newer) = (visit.side("older")?, visit.side("newer")?);
    let lexicon = visit.site.lexicon();
    let [older, newer] = store.sources_of_both(&older, &newer, visit.language())?;
    let (older, newer) = (Stored::read(older, lexicon)?, Stored::read(newer, lexicon)?);
    Ok(names::without_folders(older.compared_with(&newer, lexicon)?))
}

/// The life of the clause that the path names.
pub fn life(visit: &Visit<'_>, store: &Store<'_>) -> Result<ClauseLife, Failure> {
    let (text, clause) = (visit.part("text"), visit.part("clause"));
    match store.life(text, clause, visit.language()) {
        // Where the text is there, and the language, the clause is what is not.
        Err(StoreError::Unknown { .. }) => Err(no_clause(clause, &store.history(text, visit.language())?)),
        found => Ok(found?),
    }
}

/// The clauses that are named most like one that is not there.
fn no_clause(asked: &str, history: &History) -> Failure {
    const SHOWN: usize = 3;
    let name = asked.split('@').next().unwrap_or_default();
    let events = history.lineages.iter().flat_map(|line| &line.events);
    let mut ids: Vec<&str> = events.filter_map(|event| event.clause.as_deref()).collect();
    ids.sort_unstable();
    ids.dedup();
    // By the beginning that both have, then by the difference in length.
    let shared = |id: &str| id.bytes().zip(name.bytes()).take_while(|(one, two)| one == two).count();
    ids.sort_by_key(|id| (Reverse(shared(id)), id.len().abs_diff(name.len())));
    ids.truncate(SHOWN);
    let versions: Vec<&str> = history.versions.iter().map(|column| column.version.as_str()).collect();
    let help = match ids.as_slice() {
        [] => "no adopted version of it is held: a proposal alone has no history".to_owned(),
        ids => format!("its versions are {}; the nearest clauses are {}", versions.join(", "), ids.join(", ")),
    };
    Failure::not_found(format!("no version of {} has the clause {}", history.text, shown(asked)), help)
}

/// The passages that hold the words of the query.
pub fn passages(visit: &Visit<'_>, store: &Store<'_>) -> Result<Passages, Failure> {
    let (limit, offset) = (visit.number(&LIMIT)?, visit.number(&OFFSET)?);
    let owned = |name: &str| visit.given(name).map(str::to_owned);
    let options = SearchOptions { language: owned("language"), text: owned("text"), limit: offset + limit + 1 };
    let hits = store.search(visit.given("q").unwrap_or_default(), &options)?;
    let more = hits.len() > offset + limit;
    Ok(Passages { offset, more, passages: hits.into_iter().skip(offset).take(limit).collect() })
}
