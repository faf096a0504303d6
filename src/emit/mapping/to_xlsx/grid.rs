//! A sheet before it is one: headings, rows of cells, and what does not fit.
//!
//! A cell of a spreadsheet holds 32,767 UTF-16 units, a sheet 1,048,576 rows. What is longer is cut, and each cut is said: in its
//! place, and among the remarks.

use super::super::phrases::Phrases;
use super::super::visible::visible;
use crate::mapping::{Amount, Day};

/// UTF-16 units that a cell holds.
const CELL: usize = 32_767;
/// Rows that a sheet holds beside its headings.
const ROWS: usize = 1_048_575;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// How many.
    Count(usize),
    /// A share of one.
    Share(f64),
    /// Money.
    Amount(Amount),
    /// A day.
    Day(Day),
}

impl Cell {
    /// Words, or nothing.
    pub fn text(words: impl AsRef<str>) -> Cell {
        let words = words.as_ref();
        if words.is_empty() { Cell::Empty } else { Cell::Text(visible(words).into_owned()) }
    }

    /// Words where there are some.
    pub fn maybe(words: Option<impl AsRef<str>>) -> Cell {
        words.map_or(Cell::Empty, Cell::text)
    }
}

/// How a row looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tint {
    /// As it is.
    #[default]
    None,
    /// Something is missing here.
    Open,
    /// It opens a group.
    Group,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// Its width in letters.
    pub width: f64,
}

/// A sheet.
#[derive(Debug, Clone)]
pub struct Grid {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// How many of them stay in sight.
    pub frozen: u16,
    /// How many of them are printed; ids behind them are for machines.
    pub printed: usize,
    /// Its rows.
    pub rows: Vec<(Tint, Vec<Cell>)>,
}

/// Something that did not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The sheet.
    pub sheet: String,
    /// The row as the spreadsheet counts it; `None`: rows of the sheet.
    pub row: Option<usize>,
    /// The heading of the column.
    pub column: Option<String>,
    /// What was left out, in the words of the file.
    pub what: String,
}

impl Grid {
    /// A sheet without rows.
    pub fn new(name: &str, frozen: u16, columns: &[(&str, f64)]) -> Grid {
        let columns =
            columns.iter().map(|(heading, width)| Column { heading: visible(heading).into_owned(), width: *width });
        let columns: Vec<Column> = columns.collect();
        Grid { name: name.to_owned(), printed: columns.len(), columns, frozen, rows: Vec::new() }
    }

    /// The same, of which the last columns are not printed.
    pub fn not_printing(mut self, last: usize) -> Grid {
        self.printed = self.columns.len().saturating_sub(last);
        self
    }

    /// How many lines the cells of a row take, wrapped as wide as their columns are.
    pub fn lines(&self, cells: &[Cell]) -> usize {
        let of_cell = |(column, cell): (&Column, &Cell)| match cell {
            Cell::Text(text) => text.split('\n').map(|line| lines_of(line, column.width)).sum(),
            _ => 1,
        };
        self.columns.iter().zip(cells).map(of_cell).max().unwrap_or(1)
    }

    /// Adds a row.
    pub fn push(&mut self, tint: Tint, cells: Vec<Cell>) {
        debug_assert_eq!(cells.len(), self.columns.len(), "{}", self.name);
        self.rows.push((tint, cells));
    }

    /// Cuts what does not fit, and says what.
    pub fn fit(&mut self, phrases: &Phrases<'_>) -> Vec<Cut> {
        self.fit_into(ROWS, phrases)
    }

    fn fit_into(&mut self, most: usize, phrases: &Phrases<'_>) -> Vec<Cut> {
        let mut cuts = Vec::new();
        let sheet = &self.name;
        if self.rows.len() > most {
            // The last row says what follows it.
            let left_out = self.rows.len() - (most - 1);
            self.rows.truncate(most - 1);
            let what = phrases.said(&phrases.words.rows_cut, &left_out.to_string());
            let mut row = vec![Cell::Empty; self.columns.len()];
            if let Some(first) = row.first_mut() {
                *first = Cell::text(&what);
            }
            self.rows.push((Tint::Open, row));
            cuts.push(Cut { sheet: sheet.clone(), row: None, column: None, what });
        }
        for (at, (_, cells)) in self.rows.iter_mut().enumerate() {
            for (column, cell) in self.columns.iter().zip(cells) {
                let Cell::Text(text) = cell else { continue };
                // Three bytes make at most one unit and a half: what is short in bytes need not be counted.
                if text.len() <= CELL || text.encode_utf16().count() <= CELL {
                    continue;
                }
                let what = shorten(text, phrases);
                cuts.push(Cut { sheet: sheet.clone(), row: Some(at + 2), column: Some(column.heading.clone()), what });
            }
        }
        cuts
    }
}

/// How many lines a line takes in a column. Words do not fill theirs to the end, and Chinese characters are as wide as two letters.
fn lines_of(line: &str, width: f64) -> usize {
    const FILLED: f64 = 0.85;
    let letters: usize = line.chars().map(|c| if ('\u{2E80}'..='\u{FFEF}').contains(&c) { 2 } else { 1 }).sum();
    let lines = letters as f64 / (width * FILLED).max(1.0);
    (lines.ceil() as usize).max(1)
}

/// Cuts a text to what a cell holds, with a word on it at its end; returns that word.
fn shorten(text: &mut String, phrases: &Phrases<'_>) -> String {
    // Room for the words behind the cut, whatever language they are in.
    const WORDS: usize = 200;
    let mut units = 0;
    let fits = |(_, c): &(usize, char)| {
        units += c.len_utf16();
        units <= CELL - WORDS
    };
    let end = text.char_indices().take_while(fits).last().map_or(0, |(at, c)| at + c.len_utf8());
    let left_out = text[end..].chars().count();
    let what = phrases.said(&phrases.words.cut, &left_out.to_string());
    text.truncate(end);
    text.push_str(&format!(" … [{what}]"));
    what
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::MappingOptions;
    use crate::lexicon::Lexicon;

    fn english() -> Phrases<'static> {
        Phrases::choose(&MappingOptions { language: "en", lexicon: Lexicon::built_in() })
    }

    #[test]
    fn a_long_text_is_cut_and_the_cut_is_said() {
        let mut grid = Grid::new("sheet", 0, &[("words", 10.0)]);
        grid.push(Tint::None, vec![Cell::text("🙂".repeat(20_000))]);
        grid.push(Tint::None, vec![Cell::text("a".repeat(CELL))]);
        let cuts = grid.fit(&english());
        assert_eq!(cuts.len(), 1, "{cuts:?}");
        assert_eq!((cuts[0].row, cuts[0].column.as_deref()), (Some(2), Some("words")));
        let Cell::Text(text) = &grid.rows[0].1[0] else { panic!("no text") };
        assert!(text.encode_utf16().count() <= CELL);
        assert!(text.ends_with("… [Cut: a cell holds no more: 3717]"), "{}", &text[text.len() - 60..]);
    }

    #[test]
    fn a_row_is_as_high_as_its_longest_cell() {
        let mut grid = Grid::new("sheet", 0, &[("words", 10.0), ("number", 10.0)]);
        grid.push(Tint::None, vec![Cell::text("one\ntwo and more words\n"), Cell::Count(1)]);
        grid.push(Tint::None, vec![Cell::text("活动活动活动"), Cell::Count(1)]);
        let lines: Vec<usize> = grid.rows.iter().map(|(_, cells)| grid.lines(cells)).collect();
        assert_eq!(lines, [5, 2]);
    }

    #[test]
    fn rows_that_do_not_fit_are_counted() {
        let mut grid = Grid::new("sheet", 0, &[("number", 10.0)]);
        (0..10).for_each(|number| grid.push(Tint::None, vec![Cell::Count(number)]));
        let cuts = grid.fit_into(4, &english());
        assert_eq!(grid.rows.len(), 4);
        assert_eq!(grid.rows[3].1[0], Cell::text("Rows left out: a sheet holds no more: 7"));
        assert_eq!(cuts.len(), 1);
    }
}
