//! Links out of what the table says and what people decided; each carried to the version in force.

use super::activity::Activity;
use super::carry::{Followed, follow};
use super::correspondence::{
    Decided, Decision, Link, LinkBasis, Reason, Review, ReviewReason, Target, Verdict, section_of,
};
use super::decisions::DecisionRow;
use super::ground::Ground;
use super::mandates::{Cell, Mandate, mandates};
use super::remark::{Remark, RemarkName};
use crate::store::StoreError;
use std::collections::{BTreeSet, HashMap, HashSet};

/// What a mandate that the words say in full is worth, what one that running words cite, and what each assumption takes.
const CITED: f64 = 0.9;
const ASSUMED: f64 = 0.8;

/// How many characters of a cell are looked through: a description of ten pages.
const READ: usize = 20_000;

/// The beginning of a cell that is looked through for mandates and words.
pub(super) fn looked_through(cell: &str) -> &str {
    cell.char_indices().nth(READ).map_or(cell, |(end, _)| &cell[..end])
}

/// A link with what somebody should look at.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tied {
    pub(super) link: Link,
    pub(super) reasons: Vec<ReviewReason>,
    pub(super) related: Vec<String>,
    /// Clauses in force of which one is meant: to be suggested.
    pub(super) one_of: Vec<Target>,
}

/// The links that an activity's own cells give.
pub(super) fn of_activity(
    ground: &Ground<'_, '_>,
    activity: &Activity,
    remarks: &mut Vec<Remark>,
) -> Result<Vec<Tied>, StoreError> {
    let cells = [
        ("mandates", activity.mandates.as_deref(), Cell::Mandates, LinkBasis::Declared),
        ("title", Some(activity.title.as_str()), Cell::Words, LinkBasis::Cited),
        ("description", Some(activity.description.as_str()), Cell::Words, LinkBasis::Cited),
    ];
    let mut out: Vec<Tied> = Vec::new();
    for (column, cell, kind, basis) in cells {
        let Some(whole) = cell.filter(|cell| !cell.trim().is_empty()) else { continue };
        let cell = looked_through(whole);
        if cell.len() < whole.len() {
            let message =
                format!("this cell has {} characters; the first {READ} are looked through", whole.chars().count());
            let words: String = cell.chars().take(40).collect();
            let remark = Remark::new(RemarkName::LongCell, message).in_row(activity.row).of(&activity.id);
            remarks.push(remark.in_cell(column, &words));
        }
        // What cites a text has a number.
        if kind == Cell::Words && !cell.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        for mandate in mandates(ground, cell, kind, activity, remarks)? {
            let tied = tie(ground, activity, &mandate, basis, (column, cell))?;
            // What is declared need not be cited; a text as a whole says nothing beside a clause of it.
            let is_known = |held: &Tied| {
                held.link.target == tied.link.target
                    || (tied.link.target.section.is_none()
                        && basis == LinkBasis::Cited
                        && held.link.target.text == tied.link.target.text)
            };
            if !out.iter().any(is_known) {
                out.push(tied);
            }
        }
    }
    Ok(out)
}

fn tie(
    ground: &Ground<'_, '_>,
    activity: &Activity,
    mandate: &Mandate,
    basis: LinkBasis,
    (column, cell): (&str, &str),
) -> Result<Tied, StoreError> {
    let count = |at: usize| cell.get(..at).map_or(0, |before| before.chars().count());
    let mut score = if basis == LinkBasis::Cited { CITED } else { 1.0 };
    mandate.assumed.iter().for_each(|_| score *= ASSUMED);
    let reason = Reason {
        printed: cell.get(mandate.range.clone()).map(str::to_owned),
        column: Some(column.to_owned()),
        span: Some((count(mandate.range.start), count(mandate.range.end))),
        assumed: mandate.assumed.clone(),
        ..Reason::default()
    };
    let mut tied = carried(ground, &activity.id, &mandate.target, basis, (score * 100.0).round() / 100.0, reason)?;
    if mandate.is_version_absent {
        tied.reasons.push(ReviewReason::NotFollowed);
    }
    for one in mandate.one_of.iter().filter(|one| one.clause.is_some()) {
        let one = carried(ground, &activity.id, one, basis, score, Reason::default())?;
        tied.one_of.extend(Some(one.link.target).filter(|_| one.link.in_force));
    }
    Ok(tied)
}

/// A link to what a target has become in the version in force.
pub(super) fn carried(
    ground: &Ground<'_, '_>,
    activity: &str,
    target: &Target,
    basis: LinkBasis,
    score: f64,
    reason: Reason,
) -> Result<Tied, StoreError> {
    let link = |target: Target, in_force: bool| Link {
        activity: activity.to_owned(),
        target,
        basis,
        score,
        reason,
        carried: None,
        in_force,
    };
    let Some(shelf) = ground.shelf(&target.text) else {
        return Ok(Tied {
            link: link(target.clone(), false),
            reasons: Vec::new(),
            related: Vec::new(),
            one_of: Vec::new(),
        });
    };
    let newest = shelf.edition();
    let named = target.version.as_deref().and_then(|version| shelf.named(version).cloned());
    let (Some(edition), Some(clause)) = (named.or_else(|| newest.parse().ok()), &target.clause) else {
        let whole = Target { version: Some(newest), ..target.clone() };
        return Ok(Tied { link: link(whole, true), reasons: Vec::new(), related: Vec::new(), one_of: Vec::new() });
    };
    let Followed { now, carried, reasons, related } = follow(ground, shelf, &edition, clause)?;
    let target = match &now {
        Some(clause) => Target::clause(&shelf.id, &newest, clause),
        None => target.clone(),
    };
    Ok(Tied { link: Link { carried, ..link(target, now.is_some()) }, reasons, related, one_of: Vec::new() })
}

/// A section that is named in an older version stands in the one in force only where its act still does there.
pub(super) fn settle_sections(ground: &Ground<'_, '_>, tied: &mut [Tied]) -> Result<(), StoreError> {
    for Tied { link, reasons, .. } in tied {
        let (Some(section), None) = (&link.target.section, &link.target.clause) else { continue };
        let Some(shelf) = ground.shelf(&link.target.text) else { continue };
        let standing = ground.in_force(shelf, &shelf.language)?;
        if !standing.iter().any(|of| section_of(&of.name) == section) {
            link.in_force = false;
            reasons.push(ReviewReason::Deleted);
        }
    }
    Ok(())
}

/// The decisions, each with what it is about now: the last one on each activity and clause.
pub(super) struct Decisions {
    pub(super) decided: Vec<Decided>,
    /// By activity and clause in force: index of the decision.
    by_clause: HashMap<(String, Target), usize>,
}

impl Decisions {
    /// Carries decisions to the version in force.
    pub(super) fn of(
        ground: &Ground<'_, '_>,
        file: &str,
        rows: Vec<DecisionRow>,
        activities: &HashSet<&str>,
        remarks: &mut Vec<Remark>,
    ) -> Result<Self, StoreError> {
        let mut decisions = Decisions { decided: Vec::new(), by_clause: HashMap::new() };
        for DecisionRow { activity, target, decision, row } in rows {
            let say =
                |name: RemarkName, message: String| Remark::new(name, message).in_file(file).in_row(row).of(&activity);
            if !activities.contains(activity.as_str()) {
                remarks.push(say(RemarkName::StrayDecision, format!("the table has no activity {activity}")));
            }
            let tied = decisions.follow(ground, &activity, &target)?;
            let Some(tied) = tied else {
                remarks.push(say(RemarkName::LostDecision, format!("no version at hand holds {target}")));
                decisions.decided.push(Decided { activity, target, now: None, decision, holds: false });
                continue;
            };
            let now = Some(tied.link.target).filter(|_| tied.link.in_force);
            let decided = Decided {
                activity: activity.clone(),
                target,
                holds: now.is_some() && tied.reasons.is_empty(),
                now: now.clone(),
                decision,
            };
            let Some(now) = now else {
                decisions.decided.push(decided);
                continue;
            };
            match decisions.by_clause.get(&(activity.clone(), now.clone())) {
                Some(at) => {
                    let before = &mut decisions.decided[*at];
                    if before.decision.verdict != decided.decision.verdict {
                        let message =
                            format!("{activity}: {now} was decided otherwise before ({})", before.decision.when);
                        remarks.push(say(RemarkName::DecisionChanged, message));
                    }
                    *before = decided;
                }
                None => {
                    decisions.by_clause.insert((activity, now), decisions.decided.len());
                    decisions.decided.push(decided);
                }
            }
        }
        Ok(decisions)
    }

    fn follow(&self, ground: &Ground<'_, '_>, activity: &str, target: &Target) -> Result<Option<Tied>, StoreError> {
        let (Some(shelf), Some(clause)) = (ground.shelf(&target.text), &target.clause) else { return Ok(None) };
        let edition = match &target.version {
            Some(version) => shelf.named(version).cloned(),
            None => shelf.newest.version.clone(),
        };
        let Some(edition) = edition else { return Ok(None) };
        let standing = match shelf.versions.iter().any(|(known, _)| *known == edition) {
            true => ground.adopted(shelf, &edition)?.0,
            false => ground.in_force(shelf, &shelf.language)?,
        };
        if super::carry::find(&standing, clause).is_none() {
            return Ok(None);
        }
        let target = Target::clause(&shelf.id, &edition.to_string(), clause);
        carried(ground, activity, &target, LinkBasis::Accepted, 1.0, Reason::default()).map(Some)
    }

    /// The decision on an activity and a clause in force.
    pub(super) fn on(&self, activity: &str, target: &Target) -> Option<&Decided> {
        self.by_clause.get(&(activity.to_owned(), target.clone())).map(|at| &self.decided[*at])
    }

    /// Takes out what was rejected and adds what was accepted. A decision on a clause that was substantially changed since does neither.
    pub(super) fn apply(
        &self,
        tied: &mut Vec<Tied>,
        ground: &Ground<'_, '_>,
        activities: &HashSet<&str>,
    ) -> Result<(), StoreError> {
        let of_verdict = |verdict: Verdict| self.decided.iter().filter(move |of| of.decision.verdict == verdict);
        let rejected: BTreeSet<(&str, &Target)> = of_verdict(Verdict::Reject)
            .filter(|decided| decided.holds)
            .filter_map(|decided| Some((decided.activity.as_str(), decided.now.as_ref()?)))
            .collect();
        tied.retain(|Tied { link, .. }| !rejected.contains(&(link.activity.as_str(), &link.target)));
        for decided in of_verdict(Verdict::Accept).filter(|of| activities.contains(of.activity.as_str())) {
            let Some(accepted) = self.follow(ground, &decided.activity, &decided.target)? else { continue };
            let is_same =
                |of: &&mut Tied| of.link.activity == decided.activity && of.link.target == accepted.link.target;
            if let Some(held) = tied.iter_mut().find(is_same) {
                // Somebody has looked at it in the version in force: nothing is left to review.
                if accepted.link.carried.is_none() {
                    held.reasons.clear();
                }
                held.link.reason.decision = Some(decided.decision.clone());
                continue;
            }
            let mut accepted = accepted;
            accepted.link.reason.decision = Some(decided.decision.clone());
            tied.push(accepted);
        }
        Ok(())
    }
}

/// Links in the order of the activities, and those to look at.
pub(super) fn ordered(tied: Vec<Tied>, order: &HashMap<&str, usize>) -> (Vec<Link>, Vec<Review>) {
    let mut tied = tied;
    tied.sort_by_cached_key(|Tied { link, .. }| {
        (order.get(link.activity.as_str()).copied().unwrap_or(usize::MAX), link.basis, link.target.clone())
    });
    let mut review = Vec::new();
    let links = tied.into_iter().enumerate().map(|(at, Tied { link, mut reasons, related, .. })| {
        reasons.sort_unstable();
        reasons.dedup();
        if !reasons.is_empty() {
            review.push(Review { link: at, activity: link.activity.clone(), reasons, related });
        }
        link
    });
    let links = links.collect();
    (links, review)
}

/// The decision of a suggestion that was taken on other words, for somebody to take anew.
pub(super) fn stale(decided: Option<&Decided>) -> Option<Decision> {
    decided.filter(|decided| !decided.holds).map(|decided| decided.decision.clone())
}
