//! What makes a table unreadable. Everything else is a result with remarks.

use thiserror::Error;

/// Why a table could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}: {problem}")]
pub struct TableError {
    /// The file, as it was given.
    pub file: String,
    /// What is wrong, and the remedy.
    pub problem: TableProblem,
}

/// What is wrong with a table.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TableProblem {
    /// Nothing in the file.
    #[error("the file is empty; check that it was copied or downloaded whole")]
    Empty,
    /// A file of another kind.
    #[error("this is {0}, and no table; save the table as .xlsx, .csv or .json")]
    OtherFormat(&'static str),
    /// Bytes that are not text.
    #[error("this is no text (a NUL byte at {0}), and so no table; save the table as .xlsx, or as CSV in UTF-8")]
    Binary(usize),
    /// Not JSON.
    #[error("this is no JSON that can be read ({0}); give an array of objects, one for each activity")]
    NotJson(String),
    /// JSON without a table.
    #[error("the JSON holds no table; give an array of objects, or an object with one in “activities”")]
    NoArray,
    /// No row names two columns that are known.
    #[error("no row of headers was found{}; use at least two of: {} (`dispositif map --template` writes them)", were(found), known.join(", "))]
    NoHeader {
        /// The cells of the row that came nearest.
        found: Vec<String>,
        /// The headers of the template.
        known: Vec<String>,
    },
    /// The sheet that was asked for is not there.
    #[error("there is no sheet “{sheet}”; {}", choices(sheets))]
    NoSheet {
        /// What was asked for.
        sheet: String,
        /// What is there.
        sheets: Vec<String>,
    },
    /// A limit for untrusted files.
    #[error(
        "{what} is over the limit of {limit}; the file is refused as unsafe: split the table, or take out what is no table"
    )]
    Limit {
        /// What is limited.
        what: String,
        /// The limit, with its unit.
        limit: String,
    },
    /// A spreadsheet that cannot be unpacked or parsed.
    #[error(
        "{part}: cannot be read ({reason}); the file is damaged or no .xlsx: open it in a spreadsheet program and save it as .xlsx"
    )]
    Damaged {
        /// The part of the package, or the package.
        part: String,
        /// What the parser says.
        reason: String,
    },
}

impl TableProblem {
    pub(super) fn over(what: impl Into<String>, limit: impl Into<String>) -> Self {
        TableProblem::Limit { what: what.into(), limit: limit.into() }
    }

    pub(super) fn damaged(part: impl Into<String>, reason: impl ToString) -> Self {
        TableProblem::Damaged { part: part.into(), reason: reason.to_string() }
    }
}

fn were(found: &[String]) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<String> =
        found.iter().take(SHOWN).map(|header| format!("“{}”", super::grid::excerpt(header))).collect();
    let more = if found.len() > SHOWN { ", …" } else { "" };
    if shown.is_empty() { String::new() } else { format!(" (the nearest row holds {}{more})", shown.join(", ")) }
}

fn choices(sheets: &[String]) -> String {
    if sheets.is_empty() {
        return "the file is no spreadsheet: leave --sheet out".to_owned();
    }
    let names: Vec<String> = sheets.iter().map(|name| format!("“{name}”")).collect();
    format!("the sheets are {}", names.join(", "))
}
