//! Which clause of a version became which of the next: a step of every lineage of a text.
//!
//! Enter two sources and the text in question; leave steps: a pair, a clause that came in, or one that went.

use super::derive::clauses;
use crate::compare::comparison::{Change, Only, Relation, Text};
use crate::extract::{Extracted, Options, diff};
use crate::lexicon::Lexicon;
use crate::place::Place;
use crate::read::Limits;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What became of a clause between two versions.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    /// Its id in the older version.
    pub(super) older: Option<String>,
    /// Its id in the newer one.
    pub(super) newer: Option<String>,
    pub(super) kinds: Vec<Change>,
    pub(super) only: Option<Only>,
    pub(super) related: Vec<Tie>,
}

/// What ties a clause to another: of that one, its id in the older version or, where it is not there, in the newer one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tie {
    pub(super) relation: Relation,
    pub(super) older: Option<String>,
    pub(super) newer: Option<String>,
}

/// A text of a source.
#[derive(Clone, Copy)]
pub(super) struct Side<'s> {
    pub(super) found: &'s Extracted,
    /// Which of its texts.
    pub(super) ordinal: u32,
}

impl<'s> Side<'s> {
    fn text(&self) -> Option<&'s Text> {
        self.found.comparison.texts.get(usize::try_from(self.ordinal).ok()?)
    }
}

/// The steps from one version of a text to another, in the order of the newer one.
pub(super) fn steps(older: Side<'_>, newer: Side<'_>, lexicon: &Lexicon) -> Vec<Step> {
    let (Some(before), Some(after)) = (older.text(), newer.text()) else { return Vec::new() };
    // What is in a store was within its limits: a lineage must not depend on how busy the machine is.
    let options = Options { lexicon, limits: Limits::none(), ..Options::default() };
    let comparison = diff(older.found, newer.found, &options);
    let comparison = comparison.expect("nothing but time fails a comparison, and there is no end to it here");
    let same = |text: &&Text| text.id == after.id && text.language.language == after.language.language;
    let Some(compared) = comparison.texts.iter().find(same) else { return Vec::new() };
    let at: HashMap<Place, &str> =
        clauses(before).into_iter().map(|clause| (clause.place, clause.id.as_str())).collect();
    let sides: Vec<(Option<String>, Option<String>)> = clauses(compared)
        .into_iter()
        .map(|clause| {
            let stands = clause.older_place.or_else(|| clause.text.newer.is_none().then_some(clause.place));
            let older = stands.and_then(|place| at.get(&place)).map(|id| (*id).to_owned());
            (older, clause.text.newer.is_some().then(|| clause.id.clone()))
        })
        .collect();
    let of_id: HashMap<&str, usize> =
        clauses(compared).into_iter().enumerate().map(|(index, clause)| (clause.id.as_str(), index)).collect();
    let step =
        |(clause, (older, newer)): (&crate::compare::comparison::Clause, &(Option<String>, Option<String>))| Step {
            older: older.clone(),
            newer: newer.clone(),
            kinds: clause.change.clone().unwrap_or_default(),
            only: clause.only,
            related: clause
                .related
                .iter()
                .filter_map(|related| {
                    let (older, newer) = sides[*of_id.get(related.clause.as_str())?].clone();
                    Some(Tie { relation: related.relation, older, newer })
                })
                .collect(),
        };
    clauses(compared).into_iter().zip(&sides).map(step).collect()
}
