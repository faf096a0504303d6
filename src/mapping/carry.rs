//! A clause of one version in the version in force: carried forward along its lineage.
//!
//! ```text
//! geneva-2022 #resolves__2   →  new_delhi-2024 #resolves__3   renumbered, 0.97 of its words kept
//! geneva-2022 #instructs__4  →  new_delhi-2024 –              deleted, merged into instructs__3
//! ```

use super::correspondence::{Carried, ReviewReason, Step, Target, section_of};
use super::ground::{Ground, Shelf};
use crate::compare::comparison::{Relation, Run, RunKind};
use crate::compare::redlined;
use crate::store::{Edition, History, Kind, Line, PassageKind, Standing, Status, StoreError};
use std::collections::{BTreeMap, BTreeSet};

/// The share of its words below which a clause is substantially changed.
pub(super) const SUBSTANTIAL: f64 = 0.8;

/// Where a clause that was named stands now.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Followed {
    /// Its id in the version in force; `None` where it is gone.
    pub(super) now: Option<String>,
    /// Its way; `None` where it was named in the version in force.
    pub(super) carried: Option<Carried>,
    /// What somebody should look at.
    pub(super) reasons: Vec<ReviewReason>,
    /// Lineages that it was split into or merged into.
    pub(super) related: Vec<String>,
}

/// Follows a clause of a version to the version in force.
pub(super) fn follow(
    ground: &Ground<'_, '_>,
    shelf: &Shelf,
    edition: &Edition,
    clause: &str,
) -> Result<Followed, StoreError> {
    let stays = || Followed { now: Some(clause.to_owned()), carried: None, reasons: Vec::new(), related: Vec::new() };
    if shelf.status == Status::Proposed || shelf.newest.version.as_ref() == Some(edition) {
        return Ok(stays());
    }
    for language in ground.common_languages(shelf, edition) {
        let Some(history) = ground.history(shelf, &language)? else { continue };
        if let Some(followed) = along(ground, shelf, edition, clause, &history)? {
            return Ok(followed);
        }
    }
    // The version is held in no language in which the one in force is: nothing says what became of the clause.
    let from = Target::clause(&shelf.id, &edition.to_string(), clause);
    let carried = Carried { from, label: None, words: None, steps: Vec::new(), kept: 0.0 };
    let reasons = vec![ReviewReason::NotFollowed];
    Ok(Followed { now: None, carried: Some(carried), reasons, related: Vec::new() })
}

/// Follows a section of a version: to where most of its clauses went.
pub(super) fn follow_section(
    ground: &Ground<'_, '_>,
    shelf: &Shelf,
    edition: &Edition,
    section: &str,
) -> Result<Followed, StoreError> {
    if shelf.status == Status::Proposed || shelf.newest.version.as_ref() == Some(edition) {
        return Ok(Followed { now: Some(section.to_owned()), carried: None, reasons: Vec::new(), related: Vec::new() });
    }
    let (before, language) = ground.adopted(shelf, edition)?;
    let mut went: BTreeMap<String, usize> = BTreeMap::new();
    for clause in before.iter().filter(|of| of.kind == PassageKind::Clause && section_of(&of.name) == section) {
        if let Some(now) = follow(ground, shelf, edition, &clause.name)?.now {
            *went.entry(section_of(&now).to_owned()).or_default() += 1;
        }
    }
    // Of several that took as many the one of the same name.
    let now = went.into_iter().max_by_key(|(name, count)| (*count, name == section)).map(|(name, _)| name);
    let head = |standing: &[Standing], name: &str| {
        standing.iter().find(|of| of.kind == PassageKind::Head && of.name == name).cloned()
    };
    let older = head(&before, section);
    let in_force = if shelf.languages.contains(&language) { language } else { shelf.language.clone() };
    let newer = match &now {
        Some(name) => head(&ground.in_force(shelf, &in_force)?, name),
        None => None,
    };
    let mut reasons = Vec::new();
    if now.is_none() {
        reasons.push(ReviewReason::Deleted);
    }
    reasons.extend(older.as_ref().zip(newer.as_ref()).map(|(older, newer)| charged(older, newer)).unwrap_or_default());
    let carried = Carried {
        from: Target::section(&shelf.id, &edition.to_string(), section),
        label: None,
        kept: if now.is_some() { 1.0 } else { 0.0 },
        words: older.map(|older| older.words),
        steps: Vec::new(),
    };
    Ok(Followed { now, carried: Some(carried), reasons, related: Vec::new() })
}

/// Whether a clause or head does something else than before, or charges somebody else.
fn charged(before: &Standing, after: &Standing) -> Vec<ReviewReason> {
    let set = |standing: &Standing| standing.addressees.iter().cloned().collect::<BTreeSet<_>>();
    let act = (before.act != after.act).then_some(ReviewReason::ActChanged);
    act.into_iter().chain((set(before) != set(after)).then_some(ReviewReason::AddresseesChanged)).collect()
}

fn along(
    ground: &Ground<'_, '_>,
    shelf: &Shelf,
    edition: &Edition,
    clause: &str,
    history: &History,
) -> Result<Option<Followed>, StoreError> {
    let then = edition.to_string();
    let is_it = |event: &crate::store::Event| event.version == then && event.clause.as_deref() == Some(clause);
    let Some(line) = history.lineages.iter().find(|line| line.events.iter().any(is_it)) else { return Ok(None) };
    let at = line.events.iter().position(is_it).map_or(0, |at| at + 1);
    let steps: Vec<Step> = line.events[at..]
        .iter()
        .map(|event| Step {
            version: event.version.clone(),
            clause: event.clause.clone(),
            kinds: event.kinds.clone(),
            only: event.only.clone(),
        })
        .collect();
    let now = match steps.last() {
        Some(step) => step.clause.clone(),
        None => Some(clause.to_owned()),
    };
    let before = find(&ground.standing(&key_of(shelf, edition), &history.language)?, clause).cloned();
    let after = match &now {
        Some(id) => find(&ground.standing(&shelf.newest, &history.language)?, id).cloned(),
        None => None,
    };
    let kept = match (&before, &after) {
        (Some(before), Some(after)) => kept(ground, &before.words, &after.words, &history.language),
        _ => 0.0,
    };
    // What nothing but its stops, label or citations changed in is what it was, however short it is.
    let is_worded_otherwise = steps.iter().any(|step| step.kinds.contains(&Kind::Modified) && step.only.is_none());
    let kept = if now.is_some() && !is_worded_otherwise { 1.0 } else { kept };
    let (split, merged) = ties(history, line, &steps);
    let mut reasons: Vec<ReviewReason> = Vec::new();
    match (&now, merged.is_empty()) {
        (None, true) => reasons.push(ReviewReason::Deleted),
        (None, false) => reasons.extend([ReviewReason::Deleted, ReviewReason::Merged]),
        (Some(_), _) if kept < SUBSTANTIAL => reasons.push(ReviewReason::Reworded),
        _ => {}
    }
    if !split.is_empty() {
        reasons.push(ReviewReason::Split);
    }
    if let (Some(before), Some(after)) = (&before, &after) {
        reasons.extend(charged(before, after));
    }
    let carried = Carried {
        from: Target::clause(&shelf.id, &then, clause),
        label: before.as_ref().and_then(|before| before.label.clone()),
        words: before.map(|before| before.words),
        steps,
        kept: (kept * 100.0).round() / 100.0,
    };
    let related = split.into_iter().chain(merged).collect();
    Ok(Some(Followed { now, carried: Some(carried), reasons, related }))
}

fn key_of(shelf: &Shelf, edition: &Edition) -> crate::store::Key {
    crate::store::Key { text: shelf.id.clone(), version: Some(edition.clone()), proposal: None }
}

/// A clause by its id.
pub(super) fn find<'s>(standing: &'s [Standing], clause: &str) -> Option<&'s Standing> {
    standing.iter().find(|of| of.name == clause && of.kind == PassageKind::Clause)
}

/// Lineages that were split off a clause in some versions, and those into which it was merged.
fn ties(history: &History, line: &Line, steps: &[Step]) -> (BTreeSet<String>, BTreeSet<String>) {
    let is_since = |version: &str| steps.iter().any(|step| step.version == version);
    let events = history.lineages.iter().flat_map(|line| line.events.iter().map(move |event| (line, event)));
    let (mut split, mut merged) = (BTreeSet::new(), BTreeSet::new());
    for (other, event) in events.filter(|(_, event)| is_since(&event.version)) {
        for (relation, name) in &event.related {
            match relation {
                Relation::SplitFrom if *name == line.lineage => drop(split.insert(other.lineage.clone())),
                Relation::MergedInto if other.lineage == line.lineage => drop(merged.insert(name.clone())),
                _ => {}
            }
        }
    }
    (split, merged)
}

/// The share of letters that two wordings have in common, 0 to 1.
fn kept(ground: &Ground<'_, '_>, before: &str, after: &str, language: &str) -> f64 {
    let Some(language) = ground.lexicon().language(language) else { return 0.0 };
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let redline = redlined(Some(before), Some(after), language).redline;
    let same: usize =
        redline.iter().filter(|run| run.kind() == RunKind::Keep).map(|run: &Run| letters(run.text())).sum();
    let all = letters(before) + letters(after);
    if all == 0 { 1.0 } else { 2.0 * same as f64 / all as f64 }
}
