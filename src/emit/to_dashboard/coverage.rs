//! How much answers what, in rows of figures with a bar beside them: by resolution and section, addressee, region, office, period,
//! currency.

use super::bars;
use super::board::{Board, STATUSES, rank};
use super::filters::{period_name, region_name};
use super::gaps::MANY;
use super::names::Named;
use super::words::{Label, counted, say};
use crate::emit::to_html::wording::visible;
use crate::mapping::{Amount, Tally};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// A row.
struct Row<'r> {
    name: Markup,
    /// Answered clauses and all, where clauses are counted.
    clauses: Option<(usize, usize)>,
    tally: &'r Tally,
    is_inner: bool,
    /// What the row is about: `t`, `s` or `i`, and its number.
    about: (char, usize),
}

/// The coverage.
pub fn coverage(board: &Board<'_>) -> Markup {
    let none = Tally::default();
    html! {
        section.coverage #coverage aria-labelledby="coverage-title" {
            h2 #coverage-title { (say!(board, coverage.title)) }
            p.about { (say!(board, coverage.rows_overlap)) }
            (bars::legend(board))
            (texts(board))
            (part(board, "addressee", say!(board, coverage.by_addressee), Some(say!(board, coverage.by_addressee_about)), &by_addressee(board, &none)))
            (part(board, "region", say!(board, coverage.by_region), None, &by_region(board, &none)))
            (part(board, "office", say!(board, coverage.by_office), None, &rows(board, &by_office(board))))
            (part(board, "period", say!(board, coverage.by_period), Some(say!(board, coverage.by_period_about)), &by_period(board, &none)))
            (by_currency(board))
        }
    }
}

/// Resolutions with their sections below; of many the sections are folded up, since every filter counts all rows that are seen.
fn texts(board: &Board<'_>) -> Markup {
    let all = by_text(board);
    if all.len() <= MANY {
        return part(board, "text", say!(board, coverage.by_text), None, &all);
    }
    let (outer, inner): (Vec<Row<'_>>, Vec<Row<'_>>) = all.into_iter().partition(|row| !row.is_inner);
    html! {
        (part(board, "text", say!(board, coverage.by_resolution), None, &outer))
        details data-wait="" {
            summary { (say!(board, coverage.by_section)) }
            (part(board, "section", say!(board, coverage.by_section), None, &inner))
        }
    }
}

fn part(board: &Board<'_>, name: &str, title: Label<'_>, about: Option<Label<'_>>, rows: &[Row<'_>]) -> Markup {
    let has_clauses = rows.iter().any(|row| row.clauses.is_some());
    let most = rows.iter().map(|row| row.tally.activities).max().unwrap_or(0);
    html! {
        section.part {
            h3 id={ "by-" (name) } { (title) }
            @if let Some(about) = about { p.about { (about) } }
            @if rows.is_empty() { p.empty { (say!(board, nothing)) } }
            @else {
                div.scroll tabindex="0" role="region" aria-labelledby={ "by-" (name) } {
                    table.counts data-rows=(name) data-most=(most) {
                        thead { tr {
                            td {}
                            @if has_clauses { th.wide scope="col" colspan="2" { (say!(board, coverage.clauses)) } }
                            th.wide scope="col" colspan="2" { (say!(board, coverage.activities)) }
                            @for status in STATUSES {
                                th.figure scope="col" { @let (word, letter) = board.status(status); abbr aria-hidden="true" { (letter) } span.said { (word) } }
                            }
                            th.money scope="col" { (say!(board, coverage.budget)) }
                        } }
                        tbody { @for row in rows { (self::row(board, row, has_clauses, most)) } }
                    }
                }
            }
        }
    }
}

fn row(board: &Board<'_>, row: &Row<'_>, has_clauses: bool, most: usize) -> Markup {
    let counts = bars::counts(&row.tally.by_status);
    let (kind, at) = row.about;
    let (t, s, i) = ((kind == 't').then_some(at), (kind == 's').then_some(at), (kind == 'i').then_some(at));
    html! {
        tr.inner[row.is_inner] data-t=[t] data-s=[s] data-i=[i] {
            th scope="row" { (row.name) }
            @if has_clauses {
                @let (answered, all) = row.clauses.unwrap_or_default();
                td.drawn { (bars::answered(answered, all)) }
                td.figure.share { (board.number(answered)) " / " (board.number(all)) }
            }
            td.drawn { (bars::by_status(&row.tally.by_status, most)) }
            td.figure { (board.number(row.tally.activities)) }
            @for count in counts { td.figure.by { (board.number(count)) } }
            td.budgets { (budgets(board, &row.tally.budgets)) }
        }
    }
}

fn budgets(board: &Board<'_>, budgets: &BTreeMap<String, Amount>) -> Markup {
    html! {
        @for (currency, amount) in budgets { span.money { (board.number(amount.0.normalize())) " " span.currency { (visible(currency)) } } " " }
    }
}

fn by_text<'b>(board: &Board<'b>) -> Vec<Row<'b>> {
    let coverage = &board.mapping.coverage;
    // Where sections stand without their texts, each names its own.
    let is_apart = coverage.by_text.len() + coverage.by_section.len() > MANY;
    let mut rows = Vec::new();
    for (at, text) in board.mapping.texts.iter().enumerate() {
        let Some(of) = coverage.by_text.iter().find(|of| of.text == text.id) else { continue };
        rows.push(Row {
            name: html! { a href={ "#t/" (super::words::anchor(&text.id)) } { (board.text_name(at)) } },
            clauses: Some((of.answered, of.clauses)),
            tally: &of.tally,
            is_inner: false,
            about: ('t', at),
        });
        let sections =
            board.index.sections.iter().enumerate().filter(|(_, place)| place.text == at && place.is_operative());
        for (number, place) in sections {
            let found = coverage.by_section.iter().find(|of| of.text == text.id && of.section == place.section.id);
            let Some(of) = found else { continue };
            rows.push(Row {
                name: html! {
                    a href={ "#" (super::tree::section_anchor(board, number)) } {
                        @if is_apart { (board.text_name(at)) " " }
                        (board.section(number))
                    }
                },
                clauses: Some((of.answered, of.clauses)),
                tally: &of.tally,
                is_inner: true,
                about: ('s', number),
            });
        }
    }
    rows
}

fn by_addressee<'b>(board: &Board<'b>, none: &'b Tally) -> Vec<Row<'b>> {
    let names = board.facets.addressees.iter().map(Some).chain([None]).enumerate();
    let row = |(at, id): (usize, Option<&String>)| {
        let found = board.mapping.coverage.by_addressee.iter().find(|of| of.addressee.as_ref() == id);
        (id.is_some() || found.is_some()).then(|| Row {
            name: html! { @match id { Some(id) => (board.name(Named::Addressee, id)), None => (say!(board, filter.no_addressee)) } },
            clauses: Some(found.map_or((0, 0), |of| (of.answered, of.clauses))),
            tally: found.map_or(none, |of| &of.tally),
            is_inner: false,
            about: ('i', at),
        })
    };
    names.filter_map(row).collect()
}

fn by_region<'b>(board: &Board<'b>, none: &'b Tally) -> Vec<Row<'b>> {
    let names = board.facets.regions.iter().map(Some).chain([None]).enumerate();
    names
        .map(|(at, region)| {
            let id = region.map(|region| region.name.as_str());
            let found = board.mapping.coverage.by_region.iter().find(|of| of.region.as_deref() == id);
            Row {
                name: html! { @match region { Some(region) => (region_name(board, region)), None => (say!(board, filter.no_region)) } },
                clauses: None,
                tally: found.map_or(none, |of| &of.tally),
                is_inner: false,
                about: ('i', at),
            }
        })
        .collect()
}

fn by_period<'b>(board: &Board<'b>, none: &'b Tally) -> Vec<Row<'b>> {
    let keys = board.facets.periods.iter().map(Some).chain([None]).enumerate();
    keys.map(|(at, key)| {
        let found = board.mapping.coverage.by_period.iter().find(|of| of.period.as_ref() == key);
        Row {
            name: html! { @match key { Some(key) => (period_name(board, key)), None => (say!(board, filter.undated)) } },
            clauses: None,
            tally: found.map_or(none, |of| &of.tally),
            is_inner: false,
            about: ('i', at),
        }
    })
    .collect()
}

/// Of each office, and of what has none, the activities that answer something in force.
fn by_office(board: &Board<'_>) -> Vec<(Markup, Tally)> {
    let names = board.facets.offices.iter().map(|office| Board::own(office));
    let names = names.chain([html! { (say!(board, filter.no_office)) }]);
    let mut tallies = vec![Tally::default(); board.facets.offices.len() + 1];
    for (at, of) in board.mapping.activities.iter().enumerate() {
        let links = board.index.of_activity[at].iter().filter_map(|link| board.index.links[*link]);
        if links.into_iter().any(|link| link.in_force) {
            count(&mut tallies[board.facets.office_of(&of.activity)], &of.activity);
        }
    }
    names.zip(tallies).collect()
}

fn rows<'r>(_: &Board<'_>, of: &'r [(Markup, Tally)]) -> Vec<Row<'r>> {
    let row = |(at, (name, tally)): (usize, &'r (Markup, Tally))| Row {
        name: name.clone(),
        clauses: None,
        tally,
        is_inner: false,
        about: ('i', at),
    };
    of.iter().enumerate().map(row).collect()
}

/// Counts an activity in.
fn count(tally: &mut Tally, activity: &crate::mapping::Activity) {
    tally.activities += 1;
    let by = &mut tally.by_status;
    *[&mut by.done, &mut by.under_way, &mut by.planned, &mut by.unknown][rank(activity.status)] += 1;
    match &activity.budget {
        Some(budget) => {
            let held = tally.budgets.entry(budget.currency.clone().unwrap_or_default()).or_default();
            *held = Amount(held.0.saturating_add(budget.amount.0));
        }
        None => tally.without_budget += 1,
    }
}

/// What all activities cost, those that answer nothing too.
fn by_currency(board: &Board<'_>) -> Markup {
    let words = board.words();
    let mut total = Tally::default();
    let mut budgeted: BTreeMap<&str, usize> = BTreeMap::new();
    for of in &board.mapping.activities {
        count(&mut total, &of.activity);
        if let Some(budget) = &of.activity.budget {
            *budgeted.entry(budget.currency.as_deref().unwrap_or_default()).or_default() += 1;
        }
    }
    html! {
        section.part {
            h3 #by-currency { (say!(board, coverage.by_currency)) }
            @if total.budgets.is_empty() { p.empty { (say!(board, nothing)) } }
            @else {
                div.scroll tabindex="0" role="region" aria-labelledby="by-currency" { table.counts.narrow data-rows="currency" {
                    thead { tr {
                        th scope="col" { (say!(board, coverage.currency)) }
                        th.figure scope="col" { (say!(board, coverage.amount)) }
                        th.figure scope="col" { (say!(board, coverage.with_budget)) }
                    } }
                    tbody {
                        @for (at, (currency, amount)) in total.budgets.iter().enumerate() {
                            tr data-i=(at) {
                                th scope="row" { @if currency.is_empty() { (say!(board, coverage.no_currency)) } @else { (visible(currency)) } }
                                td.figure.amount { (board.number(amount.0.normalize())) }
                                td.figure.by { (board.number(budgeted.get(currency.as_str()).copied().unwrap_or_default())) }
                            }
                        }
                    }
                } }
            }
            p.about { (counted("without-budget", total.without_budget, words)) " " (say!(board, coverage.without_budget)) }
        }
    }
}
