//! The sheet of coverage: one table of all breakdowns, so that one filter chooses among them.

use super::super::phrases::Phrases;
use super::super::rows::Index;
use super::grid::{Cell, Grid, Tint};
use crate::mapping::{Mapping, Tally, Target};
use std::collections::BTreeSet;

/// What a row counts: its breakdown, its name, and of how many clauses how many are answered.
struct Line {
    breakdown: String,
    item: String,
    clauses: Option<(usize, usize)>,
    reference: Option<String>,
}

/// The sheet.
pub fn grid(mapping: &Mapping, index: &Index<'_>, phrases: &Phrases<'_>) -> Grid {
    let words = phrases.words;
    let (of, status) = (&words.columns, &words.status);
    let coverage = &mapping.coverage;
    let currencies: BTreeSet<&str> = coverage.total.budgets.keys().map(String::as_str).collect();
    let headings: Vec<String> = currencies
        .iter()
        .map(|code| format!("{} ({})", of.budget, if code.is_empty() { words.no_currency.as_str() } else { code }))
        .collect();
    let mut columns: Vec<(&str, f64)> = vec![
        (&of.breakdown, 16.0),
        (&of.item, 58.0),
        (&of.clauses, 13.0),
        (&of.answered, 12.0),
        (&of.share, 12.0),
        (&of.activities, 12.0),
        (&status.planned, 13.0),
        (&status.under_way, 13.0),
        (&status.done, 13.0),
        (&status.unknown, 13.0),
        (&of.without_budget, 12.0),
    ];
    columns.extend(headings.iter().map(|heading| (heading.as_str(), 16.0)));
    columns.extend([(of.offices.as_str(), 36.0), (of.reference.as_str(), 56.0)]);
    let mut grid = Grid::new(&words.sheets.coverage, 2, &columns).not_printing(1);
    let mut push = |tint: Tint, line: Line, tally: &Tally| {
        let counted = |count: Option<usize>| count.map_or(Cell::Empty, Cell::Count);
        let share = line.clauses.filter(|(all, _)| *all > 0).map(|(all, answered)| answered as f64 / all as f64);
        let mut cells = vec![
            Cell::text(line.breakdown),
            Cell::text(line.item),
            counted(line.clauses.map(|(all, _)| all)),
            counted(line.clauses.map(|(_, answered)| answered)),
            share.map_or(Cell::Empty, Cell::Share),
            Cell::Count(tally.activities),
            Cell::Count(tally.by_status.planned),
            Cell::Count(tally.by_status.under_way),
            Cell::Count(tally.by_status.done),
            Cell::Count(tally.by_status.unknown),
            Cell::Count(tally.without_budget),
        ];
        cells.extend(
            currencies.iter().map(|code| tally.budgets.get(*code).map_or(Cell::Empty, |sum| Cell::Amount(*sum))),
        );
        cells.extend([Cell::text(phrases.list(&tally.offices)), Cell::maybe(line.reference)]);
        grid.push(tint, cells);
    };
    let by = &words.breakdowns;
    let line = |breakdown: &str, item: String, clauses, reference| Line {
        breakdown: breakdown.to_owned(),
        item,
        clauses,
        reference,
    };
    let sum = |count: fn(&crate::mapping::TextCoverage) -> usize| coverage.by_text.iter().map(count).sum::<usize>();
    let all = (sum(|text| text.clauses), sum(|text| text.answered));
    push(Tint::Group, line(&by.total, words.all_activities.clone(), Some(all), None), &coverage.total);
    let text_name = |id: &str| phrases.lexicon.text_name(phrases.language, id);
    for text in &coverage.by_text {
        let title = mapping.texts.iter().find(|of| of.id == text.text).and_then(|of| of.title.clone());
        let item = phrases.list(std::iter::once(text_name(&text.text)).chain(title));
        push(
            Tint::None,
            line(&by.text, item, Some((text.clauses, text.answered)), Some(text.text.clone())),
            &text.tally,
        );
    }
    for section in &coverage.by_section {
        let target = Target { section: Some(section.section.clone()), ..Target::text(&section.text, None) };
        let head = phrases.head(index.spot_of(&section.text, &section.section, None));
        let item = phrases.list([text_name(&section.text), head]);
        let clauses = Some((section.clauses, section.answered));
        push(Tint::None, line(&by.section, item, clauses, Some(target.to_string())), &section.tally);
    }
    for clause in &coverage.by_clause {
        let spot = index.spot_of(&clause.text, &clause.section, Some(&clause.clause));
        let target = Target {
            clause: Some(clause.clause.clone()),
            section: Some(clause.section.clone()),
            ..Target::text(&clause.text, None)
        };
        let item = phrases.in_force(spot, &target);
        let answered = spot.clause.map(|of| (1, usize::from(of.answered)));
        push(Tint::None, line(&by.clause, item, answered, Some(target.to_string())), &clause.tally);
    }
    for to in &coverage.by_addressee {
        let name = |id: &String| phrases.lexicon.addressee_name(phrases.language, id).to_owned();
        let item = to.addressee.as_ref().map_or_else(|| words.no_addressee.clone(), name);
        push(Tint::None, line(&by.addressee, item, Some((to.clauses, to.answered)), to.addressee.clone()), &to.tally);
    }
    for region in &coverage.by_region {
        let name = |id: &String| phrases.lexicon.region_name(phrases.language, id).to_owned();
        let item = region.region.as_ref().map_or_else(|| words.no_region.clone(), name);
        push(Tint::None, line(&by.region, item, None, region.region.clone()), &region.tally);
    }
    for period in &coverage.by_period {
        let item = period.period.as_ref().map_or_else(|| words.undated.clone(), |key| phrases.period(key));
        push(Tint::None, line(&by.period, item, None, None), &period.tally);
    }
    grid
}
