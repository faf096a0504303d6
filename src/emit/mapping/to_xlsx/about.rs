//! The sheets of remarks, and of what the workbook is: its source, its texts, how its figures are to be read.

use super::super::phrases::Phrases;
use super::grid::{Cell, Cut, Grid, Tint};
use crate::mapping::Mapping;
use crate::note::Severity;
use crate::store::Status;

/// Doubts of the program, and what the workbook could not hold. The program speaks English.
pub fn remarks(mapping: &Mapping, cuts: &[Cut], phrases: &Phrases<'_>) -> Grid {
    let words = phrases.words;
    let of = &words.columns;
    let mut grid = Grid::new(
        &words.sheets.remarks,
        0,
        &[
            (&of.severity, 14.0),
            (&of.item, 24.0),
            (&of.message, 60.0),
            (&of.help, 60.0),
            (&of.activity, 12.0),
            (&of.source_row, 10.0),
            (&of.source_column, 18.0),
            (&of.cell, 36.0),
            (&of.reference, 24.0),
        ],
    );
    for cut in cuts {
        grid.push(
            Tint::Open,
            vec![
                Cell::text(phrases.severity(Severity::Warning)),
                Cell::text(&cut.sheet),
                Cell::text(&cut.what),
                Cell::Empty,
                Cell::Empty,
                cut.row.map_or(Cell::Empty, Cell::Count),
                Cell::maybe(cut.column.as_deref()),
                Cell::Empty,
                Cell::Empty,
            ],
        );
    }
    for remark in &mapping.remarks {
        grid.push(
            Tint::None,
            vec![
                Cell::text(phrases.severity(remark.severity)),
                Cell::text(remark.name.as_str()),
                Cell::text(&remark.message),
                Cell::text(&remark.help),
                Cell::maybe(remark.activity.as_deref()),
                remark.row.map_or(Cell::Empty, |row| Cell::Count(row as usize)),
                Cell::maybe(remark.column.as_deref()),
                Cell::maybe(remark.cell.as_deref()),
                Cell::maybe(remark.file.as_deref()),
            ],
        );
    }
    grid
}

/// What stands behind the other sheets.
pub fn about(mapping: &Mapping, phrases: &Phrases<'_>) -> Grid {
    let words = phrases.words;
    let of = &words.columns;
    let columns = [
        (of.item.as_str(), 34.0),
        (of.cell.as_str(), 90.0),
        (of.versions.as_str(), 44.0),
        (of.languages.as_str(), 20.0),
    ];
    let mut grid = Grid::new(&words.sheets.about, 0, &columns);
    let mut push =
        |tint, item: &str, cells: [Cell; 3]| grid.push(tint, std::iter::once(Cell::text(item)).chain(cells).collect());
    let alone = |cell: Cell| [cell, Cell::Empty, Cell::Empty];
    push(Tint::Group, &words.title, alone(Cell::Empty));
    push(Tint::None, &words.source, alone(Cell::text(&mapping.source.file)));
    push(Tint::None, "SHA-256", alone(Cell::text(&mapping.source.sha256)));
    push(Tint::None, &of.activities, alone(Cell::text(mapping.activities.len().to_string())));
    push(Tint::None, &of.links, alone(Cell::text(mapping.links.len().to_string())));
    push(Tint::None, &of.suggestions, alone(Cell::text(mapping.suggestions.len().to_string())));
    push(Tint::Group, &words.texts, alone(Cell::Empty));
    for text in &mapping.texts {
        let name = phrases.lexicon.text_name(phrases.language, &text.id);
        let version =
            text.printed.clone().unwrap_or_else(|| phrases.lexicon.version_name(phrases.language, &text.version));
        let proposal = (text.status == Status::Proposed).then(|| words.proposal.clone());
        let said = phrases.list([Some(version), text.title.clone(), proposal].into_iter().flatten());
        let versions = text.versions.iter().map(|edition| phrases.lexicon.version_name(phrases.language, edition));
        let versions = versions.collect::<Vec<_>>().join("\n");
        push(Tint::None, &name, [Cell::text(said), Cell::text(versions), Cell::text(phrases.list(&text.languages))]);
    }
    push(Tint::Group, &words.how_to_read, alone(Cell::Empty));
    let method = &words.method;
    for (item, note) in [
        (&of.basis, &method.links),
        (&of.named, &method.carried),
        (&of.answered, &method.answered),
        (&of.activities, &method.counted),
        (&of.budget, &method.amounts),
    ] {
        push(Tint::None, item, alone(Cell::text(note)));
    }
    grid
}
