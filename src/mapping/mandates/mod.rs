//! What a cell names as mandate, found among the texts at hand.
//!
//! Enters `CMDT Rés. 214 (Rév. Kigali, 2022), charge 5; Résolution 187`; leaves a clause of one text and another text as a whole, each with the
//! characters that name it, and what had to be assumed. What cannot be found is said, never guessed.

mod by_id;
mod reader;

use super::activity::Activity;
use super::correspondence::{Assumed, Target};
use super::ground::{Ground, Shelf};
use super::remark::Remark;
use crate::link::{Mention, Mentioned, mentions};
use crate::store::{Edition, StoreError};
use by_id::by_id;
use reader::Reader;
use std::ops::Range;

/// A place in the texts at hand that a cell names.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mandate {
    /// What is named; the version is the one that is named or assumed, and `None` for a text as a whole without one.
    pub(super) target: Target,
    /// Whether the version that is named is not at hand.
    pub(super) is_version_absent: bool,
    /// Bytes of the cell.
    pub(super) range: Range<usize>,
    /// What the words do not say.
    pub(super) assumed: Vec<Assumed>,
    /// Clauses or sections of the text of which one is meant: the target is the text as a whole then.
    pub(super) one_of: Vec<Target>,
}

/// Which cell is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    /// The column of mandates: everything in it should name something.
    Mandates,
    /// Running words, in which a clause counts only where its text is named beside it.
    Words,
}

/// The mandates that a cell names.
pub(super) fn mandates(
    ground: &Ground<'_, '_>,
    cell: &str,
    kind: Cell,
    activity: &Activity,
    remarks: &mut Vec<Remark>,
) -> Result<Vec<Mandate>, StoreError> {
    let (mut out, blanked) = by_id(ground, cell, kind, activity, remarks)?;
    let (said, language) = said(ground, &blanked, activity);
    let mut reader = Reader::new(ground, (cell, kind), activity, &language, remarks);
    reader.texts(&said);
    out.extend(reader.places(&said)?);
    if kind == Cell::Mandates {
        reader.unread(&said, &out);
    }
    out.sort_by_key(|mandate| (mandate.range.start, mandate.range.end));
    Ok(out)
}

/// What a cell says, read in the language that makes most of it.
fn said(ground: &Ground<'_, '_>, cell: &str, activity: &Activity) -> (Vec<Mention>, String) {
    let own = activity.language.clone().into_iter();
    let all = ground.lexicon().codes().map(str::to_owned);
    let mut codes: Vec<String> = own.chain(ground.languages()).chain(all).collect();
    let mut seen = std::collections::HashSet::new();
    codes.retain(|code| seen.insert(code.clone()));
    let mut best: (usize, Vec<Mention>, String) = (0, Vec::new(), codes.first().cloned().unwrap_or_default());
    if !cell.chars().any(char::is_alphanumeric) {
        return (best.1, best.2);
    }
    for code in codes {
        let Some(language) = ground.lexicon().language(&code) else { continue };
        let found = mentions(cell, ground.lexicon(), language, "itu");
        let weight = |mention: &Mention| match &mention.what {
            Mentioned::Text { id: Some(_), version: Some(_), .. } => 6,
            Mentioned::Text { id: Some(_), .. } => 5,
            Mentioned::Text { .. } => 4,
            Mentioned::Clause { of: Some(_), .. } => 3,
            Mentioned::Clause { .. } | Mentioned::Section { .. } => 2,
            Mentioned::Body(_) => 1,
        };
        let sum = found.iter().map(weight).sum();
        // A language that tells whose a text is needs no other beside it.
        let is_enough = found.iter().any(|mention| matches!(mention.what, Mentioned::Text { id: Some(_), .. }));
        if sum > best.0 {
            best = (sum, found, code);
        }
        if is_enough && best.0 == sum {
            break;
        }
    }
    (best.1, best.2)
}

/// The version in which a clause is to be looked for, and what was assumed; `None`: the proposal that stands in.
fn edition_of(
    ground: &Ground<'_, '_>,
    shelf: &Shelf,
    named: Option<&Edition>,
    activity: &Activity,
) -> (Option<Edition>, Option<Assumed>) {
    if let Some(edition) = named {
        return (Some(edition.clone()), None);
    }
    let newest = shelf.versions.last().map(|(edition, _)| edition.clone());
    match &activity.start {
        _ if shelf.versions.len() < 2 => (newest, None),
        Some(start) => (ground.in_force_on(shelf, start.from).cloned(), Some(Assumed::InForceAtStart)),
        None => (newest, Some(Assumed::Newest)),
    }
}

fn absent_version(shelf: &Shelf, version: &str) -> String {
    let held = shelf.versions.iter().map(|(edition, _)| edition.to_string()).collect::<Vec<_>>().join(", ");
    format!("version {version} of {} is not at hand; there is {held}", shelf.id)
}
