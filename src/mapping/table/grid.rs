//! Rows of cells, whatever the format, and the bounds on them.
//!
//! Only cells that hold something are kept: a row of a thousand delimiters costs nothing.

use super::TableProblem;
use crate::mapping::activity::Day;
use std::borrow::Cow;

/// Bounds on what a table may hold. A file that passes one is refused.
pub(super) struct TableLimits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Rows that hold something.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Bytes of one cell.
    pub cell: usize,
    /// Cells that hold something.
    pub cells: usize,
    /// Bytes of all cells: a spreadsheet may say one long text a million times.
    pub text: usize,
    /// Sheets.
    pub sheets: usize,
}

/// The bounds.
pub(super) const TABLE: TableLimits = TableLimits {
    bytes: 64 << 20,
    rows: 200_000,
    columns: 1_000,
    cell: 1 << 20,
    cells: 5_000_000,
    text: 256 << 20,
    sheets: 200,
};

/// A cell that holds something.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Words, or figures written as words.
    Text(String),
    /// A number that the format says is one, in figures with a full stop.
    Number(String),
    /// A day that the format says is one.
    Day(Day),
    /// An array of JSON.
    List(Vec<String>),
    /// A formula that fails: `#DIV/0!`.
    Error(String),
}

impl Cell {
    /// The cell as words, without the space around them.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self {
            Cell::Text(text) | Cell::Number(text) | Cell::Error(text) => Cow::Borrowed(text.trim()),
            Cell::Day(day) => Cow::Owned(day.to_string()),
            Cell::List(members) => Cow::Owned(members.join("; ")),
        }
    }

    fn size(&self) -> usize {
        match self {
            Cell::Text(text) | Cell::Number(text) | Cell::Error(text) => text.len(),
            Cell::Day(_) => 0,
            Cell::List(members) => members.iter().map(String::len).sum(),
        }
    }
}

/// A row: its number as a spreadsheet shows it, and its cells by column, from 0, in order.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub number: u32,
    pub cells: Vec<(usize, Cell)>,
}

/// Counts what a table holds, and refuses what passes a bound.
#[derive(Debug, Default)]
pub(super) struct Meter {
    rows: usize,
    cells: usize,
    text: usize,
}

impl Meter {
    pub(super) fn row(&mut self) -> Result<(), TableProblem> {
        self.rows += 1;
        if self.rows > TABLE.rows {
            return Err(TableProblem::over("the number of rows", TABLE.rows.to_string()));
        }
        Ok(())
    }

    pub(super) fn cell(&mut self, column: usize, cell: &Cell) -> Result<(), TableProblem> {
        self.cells += 1;
        self.text += cell.size();
        let mebibytes = |bytes: usize| format!("{} MiB", bytes >> 20);
        if column >= TABLE.columns {
            Err(TableProblem::over("the number of columns", TABLE.columns.to_string()))
        } else if cell.size() > TABLE.cell {
            Err(TableProblem::over("the size of a cell", mebibytes(TABLE.cell)))
        } else if self.cells > TABLE.cells {
            Err(TableProblem::over("the number of cells", TABLE.cells.to_string()))
        } else if self.text > TABLE.text {
            Err(TableProblem::over("the size of all cells", mebibytes(TABLE.text)))
        } else {
            Ok(())
        }
    }
}

/// The beginning of a text on one line, for a message.
pub(super) fn excerpt(text: &str) -> String {
    const SHOWN: usize = 60;
    let mut words: String = text.chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(SHOWN).is_some() {
        words.push('…');
    }
    words
}
