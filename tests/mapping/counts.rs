//! Coverage and gaps, counted again from the links in another way.

use super::{decided, mapped};
use dispositif::mapping::{Mapping, Status, Tally};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The tally of some activities, the slow way.
fn tally(mapping: &Mapping, ids: &BTreeSet<&str>) -> (usize, usize, BTreeMap<String, Decimal>, usize) {
    let of = || mapping.activities.iter().map(|of| &of.activity).filter(|of| ids.contains(of.id.as_str()));
    let mut sums: BTreeMap<String, Decimal> = BTreeMap::new();
    for budget in of().filter_map(|activity| activity.budget.as_ref()) {
        *sums.entry(budget.currency.clone().unwrap_or_default()).or_default() += budget.amount.0;
    }
    let planned = of().filter(|activity| activity.status == Some(Status::Planned)).count();
    let without = of().filter(|activity| activity.budget.is_none()).count();
    (of().count(), planned, sums, without)
}

fn told(tally: &Tally) -> (usize, usize, BTreeMap<String, Decimal>, usize) {
    let sums = tally.budgets.iter().map(|(currency, amount)| (currency.clone(), amount.0)).collect();
    (tally.activities, tally.by_status.planned, sums, tally.without_budget)
}

#[test]
fn rows_count_the_activities_of_their_links() {
    let mapping = mapped(decided());
    let ids = |is_it: &dyn Fn(&dispositif::mapping::Target) -> bool| -> BTreeSet<&str> {
        let linked = mapping.links.iter().filter(|link| link.in_force && is_it(&link.target));
        linked.map(|link| link.activity.as_str()).collect()
    };
    assert_eq!(told(&mapping.coverage.total), tally(&mapping, &ids(&|_| true)));
    for row in &mapping.coverage.by_text {
        assert_eq!(told(&row.tally), tally(&mapping, &ids(&|target| target.text == row.text)), "{}", row.text);
    }
    for row in &mapping.coverage.by_section {
        let of = ids(&|target| target.text == row.text && target.section.as_deref() == Some(&row.section));
        assert_eq!(told(&row.tally), tally(&mapping, &of), "{} {}", row.text, row.section);
    }
    for row in &mapping.coverage.by_clause {
        let of = ids(&|target| target.text == row.text && target.clause.as_deref() == Some(&row.clause));
        assert_eq!(told(&row.tally), tally(&mapping, &of), "{} {}", row.text, row.clause);
    }
}

#[test]
fn a_clause_is_answered_or_a_gap() {
    let mapping = mapped(decided());
    let open: BTreeSet<String> = mapping.gaps.unanswered.iter().map(ToString::to_string).collect();
    let mut operative = 0;
    for row in &mapping.coverage.by_clause {
        let text = mapping.texts.iter().find(|text| text.id == row.text).expect("a text");
        let clauses = text.sections.iter().flat_map(|section| &section.clauses);
        let clause = clauses.into_iter().find(|clause| clause.id == row.clause).expect("a clause");
        let name = format!("{}@{}#{}", text.id, text.version, clause.id);
        assert_eq!(open.contains(&name), !clause.answered, "{name}");
        assert!(clause.answered || clause.links.is_empty());
        operative += 1;
    }
    let summed: usize = mapping.coverage.by_text.iter().map(|row| row.clauses).sum();
    let answered: usize = mapping.coverage.by_text.iter().map(|row| row.answered).sum();
    assert_eq!((operative, operative - answered), (summed, mapping.gaps.unanswered.len()));
}

#[test]
fn every_activity_answers_a_clause_or_is_said_to_answer_none() {
    let mapping = mapped(decided());
    let loose: BTreeSet<&str> = mapping.gaps.without_clause.iter().map(|of| of.activity.as_str()).collect();
    for activity in &mapping.activities {
        let id = activity.activity.id.as_str();
        let answers =
            mapping.links.iter().any(|link| link.activity == id && link.in_force && link.target.clause.is_some());
        assert_eq!(answers, !loose.contains(id), "{id}");
    }
}

#[test]
fn periods_are_those_of_the_bodies_and_share_out_what_has_a_date() {
    let mapping = mapped(decided());
    for row in &mapping.coverage.by_period {
        let Some(period) = &row.period else { continue };
        for of in mapping.activities.iter().filter(|of| of.periods.contains(period)) {
            let day = of.activity.start.as_ref().map(|start| start.from).or(of.activity.end.as_ref().map(|end| end.to));
            let day = day.expect("it has a date");
            assert!(row.from.is_none_or(|from| from < day) && row.to.is_none_or(|to| day <= to), "{}", of.activity.id);
        }
    }
    let bodies: BTreeSet<&str> =
        mapping.coverage.by_period.iter().filter_map(|row| Some(row.period.as_ref()?.body.as_str())).collect();
    assert_eq!(bodies, BTreeSet::from(["pp", "wtdc", "wtsa"]));
}

#[test]
fn planned_activities_without_resources_are_said() {
    let mapping = mapped(Vec::new());
    for id in &mapping.gaps.unresourced {
        let of = mapping.activities.iter().find(|of| of.activity.id == *id).expect("an activity");
        assert_eq!((of.activity.status, &of.activity.budget), (Some(Status::Planned), &None), "{id}");
    }
    assert!(!mapping.gaps.unresourced.is_empty());
}

#[test]
fn the_same_input_gives_the_same_mapping() {
    let json = || serde_json::to_string(&mapped(decided())).expect("JSON");
    assert_eq!(json(), json());
}
