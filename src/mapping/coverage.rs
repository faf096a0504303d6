//! How much answers what, and what is missing: counted over clauses, sections, texts, addressees, regions and periods.
//!
//! An activity counts once in every row that it belongs to, with its whole budget; rows therefore do not add up to the total. A clause is
//! answered where a link points at it, at a clause above it or at one below it.

use super::activity::{Amount, Status};
use super::correspondence::{
    AddresseeCoverage, Amended, ClauseCoverage, Coverage, Gaps, Link, Loose, MappedActivity, MappedClause, MappedText,
    PeriodCoverage, RegionCoverage, SectionCoverage, Suggestion, Tally, Target, TextCoverage,
};
use super::periods::{Period, periods};
use crate::lexicon::Lexicon;
use crate::segment::outline::Part;
use crate::store::Kind;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What the counts are made of.
pub(super) struct Counted<'c> {
    pub(super) texts: &'c [MappedText],
    pub(super) activities: &'c [MappedActivity],
    pub(super) links: &'c [Link],
    pub(super) suggestions: &'c [Suggestion],
    pub(super) lexicon: &'c Lexicon,
}

/// Activities, by their index.
type Group = BTreeSet<usize>;

/// Marks in the texts which links point where and which clauses are answered.
pub(super) fn mark(texts: &mut [MappedText], links: &[Link]) {
    let mut at: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for (index, link) in links.iter().enumerate().filter(|(_, link)| link.in_force) {
        if let Some(clause) = &link.target.clause {
            at.entry((link.target.text.as_str(), clause.as_str())).or_default().push(index);
        }
    }
    for text in texts {
        let id = text.id.clone();
        for section in &mut text.sections {
            let linked: Vec<String> = section
                .clauses
                .iter_mut()
                .filter_map(|clause| {
                    clause.links = at.get(&(id.as_str(), clause.id.as_str())).cloned().unwrap_or_default();
                    (!clause.links.is_empty()).then(|| clause.id.clone())
                })
                .collect();
            let is_within = |inner: &str, outer: &str| {
                inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with("__"))
            };
            for clause in &mut section.clauses {
                clause.answered = linked.iter().any(|of| is_within(of, &clause.id) || is_within(&clause.id, of));
            }
        }
    }
}

impl Counted<'_> {
    /// How much answers what.
    pub(super) fn coverage(&self) -> Coverage {
        let by_id: HashMap<&str, usize> =
            self.activities.iter().enumerate().map(|(at, of)| (of.activity.id.as_str(), at)).collect();
        let in_force: Vec<(usize, &Link)> = self
            .links
            .iter()
            .filter(|link| link.in_force)
            .filter_map(|link| Some((*by_id.get(link.activity.as_str())?, link)))
            .collect();
        let of_text = |id: &str| -> Group {
            in_force.iter().filter(|(_, link)| link.target.text == id).map(|(at, _)| *at).collect()
        };
        let mut by_place: HashMap<(&str, &str), Group> = HashMap::new();
        for (at, link) in &in_force {
            let Target { text, section, clause, .. } = &link.target;
            for place in [section, clause].into_iter().flatten() {
                by_place.entry((text, place)).or_default().insert(*at);
            }
        }
        let mut coverage =
            Coverage { total: self.tally(&in_force.iter().map(|(at, _)| *at).collect()), ..Coverage::default() };
        let mut addressees: BTreeMap<Option<&str>, (Vec<&MappedClause>, Group)> = BTreeMap::new();
        for text in self.texts {
            let operative = || text.sections.iter().filter(|section| section.part == Part::Operative);
            let clauses: Vec<&MappedClause> = operative().flat_map(|section| &section.clauses).collect();
            coverage.by_text.push(TextCoverage {
                text: text.id.clone(),
                clauses: clauses.len(),
                answered: answered(&clauses),
                tally: self.tally(&of_text(&text.id)),
            });
            for section in operative() {
                let of_section: Vec<&MappedClause> = section.clauses.iter().collect();
                let group = by_place.get(&(text.id.as_str(), section.id.as_str())).cloned().unwrap_or_default();
                coverage.by_section.push(SectionCoverage {
                    text: text.id.clone(),
                    section: section.id.clone(),
                    clauses: of_section.len(),
                    answered: answered(&of_section),
                    tally: self.tally(&group),
                });
                for to in ids(&section.addressees) {
                    // Those who answer a section as a whole answer those whom its head charges.
                    let whole = in_force.iter().filter(|(_, link)| {
                        link.target.text == text.id
                            && link.target.section.as_deref() == Some(&section.id)
                            && link.target.clause.is_none()
                    });
                    addressees.entry(to).or_default().1.extend(whole.map(|(at, _)| *at));
                }
                for clause in &section.clauses {
                    let group = by_place.get(&(text.id.as_str(), clause.id.as_str())).cloned().unwrap_or_default();
                    for to in ids(&clause.addressees) {
                        let entry = addressees.entry(to).or_default();
                        entry.0.push(clause);
                        entry.1.extend(&group);
                    }
                    coverage.by_clause.push(ClauseCoverage {
                        text: text.id.clone(),
                        section: section.id.clone(),
                        clause: clause.id.clone(),
                        tally: self.tally(&group),
                    });
                }
            }
        }
        coverage.by_addressee = addressees
            .into_iter()
            .map(|(addressee, (clauses, group))| AddresseeCoverage {
                addressee: addressee.map(str::to_owned),
                clauses: clauses.len(),
                answered: answered(&clauses),
                tally: self.tally(&group),
            })
            .collect();
        coverage.by_region = self.by_region(&in_force);
        coverage.by_period = self.by_period(&in_force);
        coverage
    }

    fn by_region(&self, in_force: &[(usize, &Link)]) -> Vec<RegionCoverage> {
        let linked: Group = in_force.iter().map(|(at, _)| *at).collect();
        let mut regions: BTreeMap<Option<String>, Group> = BTreeMap::new();
        for at in linked {
            let of = &self.activities[at].activity.regions;
            if of.is_empty() {
                regions.entry(None).or_default().insert(at);
            }
            for region in of {
                regions.entry(Some(region.id.clone().unwrap_or_else(|| region.text.clone()))).or_default().insert(at);
            }
        }
        regions.into_iter().map(|(region, group)| RegionCoverage { region, tally: self.tally(&group) }).collect()
    }

    /// Of each body the periods in which something begins that answers one of its texts, oldest first; then what has no date.
    fn by_period(&self, in_force: &[(usize, &Link)]) -> Vec<PeriodCoverage> {
        let mut out = Vec::new();
        let bodies: BTreeSet<&str> = self.texts.iter().filter_map(|text| text.body.as_deref()).collect();
        let body_of: HashMap<&str, &str> =
            self.texts.iter().filter_map(|text| Some((text.id.as_str(), text.body.as_deref()?))).collect();
        let is_dated = |at: usize| {
            let of = &self.activities[at].activity;
            of.start.is_some() || of.end.is_some()
        };
        for body in bodies {
            let answering: Group = in_force
                .iter()
                .filter(|(at, link)| body_of.get(link.target.text.as_str()) == Some(&body) && is_dated(*at))
                .map(|(at, _)| *at)
                .collect();
            for Period { key, from, to } in periods(body, self.lexicon) {
                let within = |at: &usize| self.activities[*at].periods.contains(&key);
                let group: Group = answering.iter().copied().filter(within).collect();
                if !group.is_empty() {
                    out.push(PeriodCoverage { period: Some(key), from, to, tally: self.tally(&group) });
                }
            }
        }
        let undated: Group = in_force.iter().map(|(at, _)| *at).filter(|at| !is_dated(*at)).collect();
        if !undated.is_empty() {
            out.push(PeriodCoverage { period: None, from: None, to: None, tally: self.tally(&undated) });
        }
        out
    }

    fn tally(&self, group: &Group) -> Tally {
        let mut tally = Tally { activities: group.len(), ..Tally::default() };
        let mut offices: BTreeSet<&str> = BTreeSet::new();
        for of in group.iter().map(|at| &self.activities[*at].activity) {
            match of.status {
                Some(Status::Planned) => tally.by_status.planned += 1,
                Some(Status::UnderWay) => tally.by_status.under_way += 1,
                Some(Status::Done) => tally.by_status.done += 1,
                None => tally.by_status.unknown += 1,
            }
            match &of.budget {
                Some(budget) => {
                    let held = tally.budgets.entry(budget.currency.clone().unwrap_or_default()).or_default();
                    // A sum that no number holds is as large as one can be.
                    *held = Amount(held.0.saturating_add(budget.amount.0));
                }
                None => tally.without_budget += 1,
            }
            offices.extend(of.office.as_deref());
        }
        tally.offices = offices.into_iter().map(str::to_owned).collect();
        tally
    }

    /// What is missing.
    pub(super) fn gaps(&self) -> Gaps {
        let mut gaps = Gaps::default();
        for text in self.texts {
            for section in text.sections.iter().filter(|section| section.part == Part::Operative) {
                let open = section.clauses.iter().filter(|clause| !clause.answered);
                gaps.unanswered.extend(open.map(|clause| Target::clause(&text.id, &text.version, &clause.id)));
            }
        }
        let answering: HashSet<&str> = self
            .links
            .iter()
            .filter(|link| link.in_force && link.target.clause.is_some())
            .map(|link| link.activity.as_str())
            .collect();
        let mut whole: HashMap<&str, Vec<Target>> = HashMap::new();
        for link in self.links.iter().filter(|link| link.in_force && link.target.clause.is_none()) {
            whole.entry(link.activity.as_str()).or_default().push(link.target.clone());
        }
        let mut suggested: HashMap<&str, usize> = HashMap::new();
        for suggestion in self.suggestions {
            *suggested.entry(suggestion.activity.as_str()).or_default() += 1;
        }
        for activity in self.activities.iter().map(|of| &of.activity) {
            let id = activity.id.as_str();
            if !answering.contains(id) {
                gaps.without_clause.push(Loose {
                    activity: activity.id.clone(),
                    texts: whole.remove(id).unwrap_or_default(),
                    suggestions: suggested.get(id).copied().unwrap_or_default(),
                });
            }
            let has_money = activity.budget.as_ref().is_some_and(|budget| !budget.amount.0.is_zero());
            if activity.status == Some(Status::Planned) && !has_money {
                gaps.unresourced.push(activity.id.clone());
            }
        }
        gaps.amended = self.links.iter().enumerate().filter_map(|(at, link)| amended(at, link)).collect();
        gaps
    }
}

/// What happened to the clause of a link since it was named; `None` where nothing did, or nothing but its number and place.
fn amended(at: usize, link: &Link) -> Option<Amended> {
    let carried = link.carried.as_ref()?;
    let mut kinds: Vec<Kind> = carried.steps.iter().flat_map(|step| step.kinds.iter().copied()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.retain(|kind| *kind != Kind::Unchanged);
    if !kinds.iter().any(|kind| matches!(kind, Kind::Modified | Kind::Deleted)) {
        return None;
    }
    let worded = carried.steps.iter().filter(|step| step.kinds.contains(&Kind::Modified));
    let only: Vec<Option<&str>> = worded.map(|step| step.only.as_deref()).collect();
    let only = only.first().copied().flatten().filter(|first| only.iter().all(|of| *of == Some(first)));
    Some(Amended { activity: link.activity.clone(), link: at, kinds, only: only.map(str::to_owned) })
}

fn answered(clauses: &[&MappedClause]) -> usize {
    clauses.iter().filter(|clause| clause.answered).count()
}

/// The addressees, or none: what charges nobody counts too.
fn ids(addressees: &[String]) -> Vec<Option<&str>> {
    if addressees.is_empty() { vec![None] } else { addressees.iter().map(|id| Some(id.as_str())).collect() }
}
