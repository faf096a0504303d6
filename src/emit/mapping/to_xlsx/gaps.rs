//! The sheets of what is missing, and of links to look at.

use super::super::phrases::Phrases;
use super::super::rows::{Index, Spot};
use super::correspondence::of_spot;
use super::grid::{Cell, Grid, Tint};
use crate::mapping::{Activity, Link, Target};

/// Clauses that nothing answers, activities that answer no clause, mandates that changed, plans without means: one table.
pub fn grid(index: &Index<'_>, phrases: &Phrases<'_>) -> Grid {
    let words = phrases.words;
    let of = &words.columns;
    let mut grid = Grid::new(
        &words.sheets.gaps,
        1,
        &[
            (&of.gap, 26.0),
            (&of.text, 22.0),
            (&of.version, 16.0),
            (&of.section, 26.0),
            (&of.label, 9.0),
            (&of.wording, 48.0),
            (&of.addressees, 24.0),
            (&of.activity, 11.0),
            (&of.title, 34.0),
            (&of.status, 13.0),
            (&of.start, 12.0),
            (&of.end, 12.0),
            (&of.region, 18.0),
            (&of.office, 18.0),
            (&of.remarks, 42.0),
            (&of.reference, 56.0),
        ],
    )
    .not_printing(1);
    let gaps = &index.mapping.gaps;
    let activity = |id: &str| index.activity(id).map(|of| &of.activity);
    let row = |gap: &str, spot: Spot<'_>, target: Option<&Target>, activity: Option<&Activity>, remark: String| {
        let mut cells = vec![Cell::text(gap)];
        cells.extend(of_spot(spot, target, phrases));
        cells.extend(of_activity(activity, phrases));
        cells.extend([Cell::text(remark), Cell::maybe(target.map(Target::to_string))]);
        cells
    };
    for target in &gaps.unanswered {
        let cells = row(&words.gaps.unanswered, index.spot(target), Some(target), None, String::new());
        grid.push(Tint::None, cells);
    }
    for loose in &gaps.without_clause {
        let texts = loose.texts.iter().map(|target| phrases.target(target, None));
        let mut remarks: Vec<String> = texts.map(|text| phrases.said(&words.whole_text, &text)).collect();
        if loose.suggestions > 0 {
            remarks.push(phrases.said(&of.suggestions, &loose.suggestions.to_string()));
        }
        let mandates = activity(&loose.activity).and_then(|of| of.mandates.as_deref());
        remarks.extend(mandates.map(|printed| phrases.said(&of.mandate, printed)));
        let cells =
            row(&words.gaps.without_clause, Spot::default(), None, activity(&loose.activity), remarks.join("\n"));
        grid.push(Tint::None, cells);
    }
    for amended in &gaps.amended {
        let Some(link) = index.mapping.links.get(amended.link) else { continue };
        let kinds = phrases.said(&of.changes, &phrases.kinds(&amended.kinds, amended.only.as_deref()));
        let named = link.carried.as_ref().map(|carried| phrases.said(&of.named, &phrases.named(carried)));
        let remarks: Vec<String> = named.into_iter().chain([kinds]).collect();
        let spot = index.spot(&link.target);
        let cells = row(&words.gaps.amended, spot, Some(&link.target), activity(&amended.activity), remarks.join("\n"));
        grid.push(Tint::None, cells);
    }
    for id in &gaps.unresourced {
        let cells = row(&words.gaps.unresourced, Spot::default(), None, activity(id), String::new());
        grid.push(Tint::None, cells);
    }
    grid
}

/// Links to look at, with both wordings.
pub fn review(index: &Index<'_>, phrases: &Phrases<'_>) -> Grid {
    let words = phrases.words;
    let of = &words.columns;
    let mut grid = Grid::new(
        &words.sheets.review,
        2,
        &[
            (&of.activity, 11.0),
            (&of.title, 38.0),
            (&of.review, 30.0),
            (&of.named, 22.0),
            (&of.named_wording, 44.0),
            (&of.changes, 30.0),
            (&of.kept, 11.0),
            (&of.text, 22.0),
            (&of.version, 16.0),
            (&of.section, 24.0),
            (&of.label, 9.0),
            (&of.wording, 44.0),
            (&of.addressees, 22.0),
            (&of.related, 26.0),
            (&of.basis, 12.0),
            (&of.reference, 56.0),
        ],
    )
    .not_printing(1);
    for review in &index.mapping.review {
        let Some(link) = index.mapping.links.get(review.link) else { continue };
        let Link { target, carried, basis, .. } = link;
        let carried = carried.as_ref();
        let title = index.activity(&review.activity).map(|of| of.activity.title.as_str());
        let mut cells = vec![
            Cell::text(&review.activity),
            Cell::maybe(title),
            Cell::text(phrases.list(review.reasons.iter().map(|reason| phrases.reason(*reason)))),
            Cell::maybe(carried.map(|carried| phrases.named(carried))),
            Cell::maybe(carried.and_then(|carried| carried.words.as_deref())),
            Cell::maybe(carried.map(|carried| phrases.steps(carried))),
            carried.filter(|_| link.in_force).map_or(Cell::Empty, |carried| Cell::Share(carried.kept)),
        ];
        cells.extend(of_spot(index.spot(target), Some(target), phrases));
        cells.extend([
            Cell::text(phrases.related(&target.text, &review.related, index)),
            Cell::text(phrases.basis(*basis)),
            Cell::text(target.to_string()),
        ]);
        grid.push(Tint::None, cells);
    }
    grid
}

/// Id, title, status, start, end, region, office.
fn of_activity(activity: Option<&Activity>, phrases: &Phrases<'_>) -> Vec<Cell> {
    let Some(of) = activity else { return vec![Cell::Empty; 7] };
    vec![
        Cell::text(&of.id),
        Cell::text(&of.title),
        Cell::text(phrases.status(of.status)),
        of.start.as_ref().map_or(Cell::Empty, |start| Cell::Day(start.from)),
        of.end.as_ref().map_or(Cell::Empty, |end| Cell::Day(end.to)),
        Cell::text(phrases.regions(of)),
        Cell::maybe(of.office.as_deref()),
    ]
}
