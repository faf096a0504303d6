//! The sheet of the correspondence: a row for each link, and for each operative clause and activity that has none.

use super::super::phrases::Phrases;
use super::super::rows::{Index, Row, RowKind, Spot};
use super::grid::{Cell, Grid, Tint};
use crate::mapping::{Activity, MappedText, Target};

/// The sheet.
pub fn grid(index: &Index<'_>, phrases: &Phrases<'_>) -> Grid {
    let of = &phrases.words.columns;
    let mut grid = Grid::new(
        &phrases.words.sheets.correspondence,
        0,
        &[
            (&of.text, 18.0),
            (&of.version, 14.0),
            (&of.section, 20.0),
            (&of.label, 8.0),
            (&of.wording, 46.0),
            (&of.addressees, 17.0),
            (&of.activity, 10.0),
            (&of.title, 30.0),
            (&of.status, 12.0),
            (&of.start, 11.0),
            (&of.end, 11.0),
            (&of.budget, 13.0),
            (&of.currency, 9.0),
            (&of.region, 14.0),
            (&of.office, 14.0),
            (&of.unit, 15.0),
            (&of.basis, 12.0),
            (&of.score, 10.0),
            (&of.mandate, 22.0),
            (&of.remarks, 38.0),
            (&of.row, 18.0),
            (&of.reference, 56.0),
        ],
    )
    .not_printing(2);
    for row in index.rows() {
        let tint = if row.kind == RowKind::Unanswered { Tint::Open } else { Tint::None };
        grid.push(tint, cells(&row, index, phrases));
    }
    grid
}

fn cells(row: &Row<'_>, index: &Index<'_>, phrases: &Phrases<'_>) -> Vec<Cell> {
    let words = phrases.words;
    let target = row.link.map(|link| &link.target);
    let mut out = of_spot(row.spot, target, phrases);
    match (row.kind, row.activity.map(|of| &of.activity)) {
        (_, Some(activity)) => out.extend(of_activity(activity, phrases)),
        (kind, _) => {
            let said = match kind {
                RowKind::Unanswered => words.no_activity.as_str(),
                RowKind::Within => words.within.as_str(),
                _ => "",
            };
            out.extend([Cell::Empty, Cell::text(said)]);
            out.extend(std::iter::repeat_n(Cell::Empty, OF_ACTIVITY - 2));
        }
    }
    let kind = match row.kind {
        RowKind::Link => &words.rows.link,
        RowKind::Loose => &words.rows.activity,
        RowKind::Unanswered => &words.rows.clause,
        RowKind::Within => &words.within,
    };
    let reference = target.cloned().or_else(|| in_force(row.spot)).map(|target| target.to_string());
    let mandates = row.activity.and_then(|of| of.activity.mandates.as_deref());
    match row.link {
        Some(link) => {
            let by = link.reason.decision.as_ref().map(|decision| phrases.list([&decision.who, &decision.when]));
            let basis = phrases.basis(link.basis);
            out.extend([
                Cell::text(by.map_or_else(|| basis.to_owned(), |by| phrases.said(basis, &by))),
                Cell::Share(link.score),
                Cell::maybe(link.reason.printed.as_deref().or(mandates)),
                Cell::text(phrases.about_link(link, row.review, index).join("\n")),
            ]);
        }
        None => out.extend([Cell::Empty, Cell::Empty, Cell::maybe(mandates), Cell::Empty]),
    }
    out.extend([Cell::text(kind), Cell::maybe(reference)]);
    out
}

const OF_ACTIVITY: usize = 10;

/// Text, version, section, label, wording, addressees.
pub fn of_spot(spot: Spot<'_>, target: Option<&Target>, phrases: &Phrases<'_>) -> Vec<Cell> {
    let id = spot.text.map(|text| text.id.as_str()).or(target.map(|target| target.text.as_str()));
    let name = id.map(|id| phrases.lexicon.text_name(phrases.language, id));
    let whole = match target {
        Some(Target { section: None, .. }) => Some(&phrases.words.whole_text),
        Some(Target { clause: None, .. }) => Some(&phrases.words.whole_section),
        _ => None,
    };
    vec![
        Cell::maybe(name),
        Cell::text(phrases.version(spot)),
        Cell::text(phrases.head(spot)),
        Cell::text(phrases.label(spot)),
        Cell::maybe(spot.clause.map(|clause| &clause.words).or(whole)),
        Cell::text(phrases.addressees(spot)),
    ]
}

/// Id, title, status, start, end, amount, currency, region, office, unit.
fn of_activity(of: &Activity, phrases: &Phrases<'_>) -> Vec<Cell> {
    let budget = of.budget.as_ref();
    let cells: [Cell; OF_ACTIVITY] = [
        Cell::text(&of.id),
        Cell::text(&of.title),
        Cell::text(phrases.status(of.status)),
        of.start.as_ref().map_or(Cell::Empty, |start| Cell::Day(start.from)),
        of.end.as_ref().map_or(Cell::Empty, |end| Cell::Day(end.to)),
        budget.map_or(Cell::Empty, |budget| Cell::Amount(budget.amount)),
        Cell::maybe(budget.and_then(|budget| budget.currency.as_deref())),
        Cell::text(phrases.regions(of)),
        Cell::maybe(of.office.as_deref()),
        Cell::maybe(of.unit.as_deref()),
    ];
    cells.into()
}

/// The clause of a place, as a target in force.
fn in_force(spot: Spot<'_>) -> Option<Target> {
    let of = |text: &MappedText| spot.clause.map(|clause| Target::clause(&text.id, &text.version, &clause.id));
    spot.text.and_then(of)
}
