//! The sheets of activities, as the table has them and with what they answer, and of suggestions.

use super::super::phrases::Phrases;
use super::super::rows::Index;
use super::correspondence::of_spot;
use super::grid::{Cell, Grid, Tint};
use std::collections::HashMap;

/// Every activity of the table.
pub fn activities(index: &Index<'_>, phrases: &Phrases<'_>) -> Grid {
    let words = phrases.words;
    let of = &words.columns;
    let mut grid = Grid::new(
        &words.sheets.activities,
        2,
        &[
            (&of.activity, 11.0),
            (&of.title, 34.0),
            (&of.description, 46.0),
            (&of.status, 13.0),
            (&of.start, 12.0),
            (&of.end, 12.0),
            (&of.budget, 14.0),
            (&of.currency, 10.0),
            (&of.region, 18.0),
            (&of.office, 18.0),
            (&of.unit, 24.0),
            (&of.partners, 28.0),
            (&of.mandate, 36.0),
            (&of.links, 48.0),
            (&of.suggestions, 13.0),
            (&of.other, 24.0),
            (&of.source_row, 10.0),
        ],
    );
    let mut answered: HashMap<&str, Vec<String>> = HashMap::new();
    for link in &index.mapping.links {
        answered.entry(&link.activity).or_default().push(phrases.answered(link, index));
    }
    let mut suggested: HashMap<&str, usize> = HashMap::new();
    for suggestion in &index.mapping.suggestions {
        *suggested.entry(&suggestion.activity).or_default() += 1;
    }
    for mapped in &index.mapping.activities {
        let activity = &mapped.activity;
        let links = answered.get(activity.id.as_str()).map(|links| links.join("\n"));
        let tint = if links.is_some() { Tint::None } else { Tint::Open };
        let budget = activity.budget.as_ref();
        let other = activity.other.iter().map(|(heading, cell)| phrases.said(heading, cell)).collect::<Vec<_>>();
        grid.push(
            tint,
            vec![
                Cell::text(&activity.id),
                Cell::text(&activity.title),
                Cell::text(&activity.description),
                Cell::text(phrases.status(activity.status)),
                activity.start.as_ref().map_or(Cell::Empty, |start| Cell::Day(start.from)),
                activity.end.as_ref().map_or(Cell::Empty, |end| Cell::Day(end.to)),
                budget.map_or(Cell::Empty, |budget| Cell::Amount(budget.amount)),
                Cell::maybe(budget.and_then(|budget| budget.currency.as_deref())),
                Cell::text(phrases.regions(activity)),
                Cell::maybe(activity.office.as_deref()),
                Cell::maybe(activity.unit.as_deref()),
                Cell::text(activity.partners.join("; ")),
                Cell::maybe(activity.mandates.as_deref()),
                Cell::maybe(links),
                suggested.get(activity.id.as_str()).map_or(Cell::Empty, |count| Cell::Count(*count)),
                Cell::text(other.join("\n")),
                Cell::Count(activity.row as usize),
            ],
        );
    }
    grid
}

/// What may be meant, and does not count.
pub fn suggestions(index: &Index<'_>, phrases: &Phrases<'_>) -> Grid {
    let words = phrases.words;
    let of = &words.columns;
    let mut grid = Grid::new(
        &words.sheets.suggestions,
        2,
        &[
            (&of.activity, 11.0),
            (&of.title, 34.0),
            (&of.likelihood, 12.0),
            (&of.text, 22.0),
            (&of.version, 16.0),
            (&of.section, 26.0),
            (&of.label, 9.0),
            (&of.wording, 56.0),
            (&of.addressees, 24.0),
            (&of.shared_words, 36.0),
            (&of.remarks, 30.0),
            (&of.reference, 56.0),
        ],
    )
    .not_printing(1);
    for suggestion in &index.mapping.suggestions {
        let (spot, activity) = index.suggested(suggestion);
        let mut cells = vec![
            Cell::text(&suggestion.activity),
            Cell::maybe(activity.map(|of| &of.activity.title)),
            Cell::Share(suggestion.score),
        ];
        cells.extend(of_spot(spot, Some(&suggestion.target), phrases));
        cells.extend([
            Cell::text(phrases.list(&suggestion.reason.words)),
            Cell::text(phrases.about_suggestion(suggestion).join("\n")),
            Cell::text(suggestion.target.to_string()),
        ]);
        grid.push(Tint::None, cells);
    }
    grid
}
