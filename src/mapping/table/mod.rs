//! A table of activities, read.
//!
//! Enter the bytes of a file (CSV, XLSX or JSON: the bytes say which, not the name); leave [`Activities`] and what is doubtful in them.
//! A cell that cannot be read is left out and said, never guessed, and what nobody asked for is kept under its header.
//!
//! ```text
//! bytes ──from_csv / from_xlsx / from_json──▶ rows of cells ──header──▶ what each column holds ──rows──▶ activities, remarks
//! ```
//!
//! The header row may stand below lines of a title, and its words may be French or English or any language of the lexicon:
//!
//! ```text
//! Plan opérationnel 2026;;;
//! N°;Intitulé;Date de début;Budget (CHF)
//! A-1;Formation;T3 2024;120 000
//! ```

mod amount;
mod date;
pub(in crate::mapping) mod decode;
mod error;
mod from_csv;
mod from_json;
mod from_xlsx;
mod grid;
mod header;
mod lists;
mod package;
mod rows;
mod template;

pub use error::{TableError, TableProblem};
pub use template::template;

use super::activity::{Activities, TableFormat, TableSource};
use super::remark::Remark;
use crate::lexicon::Lexicon;
use decode::Decoded;
use grid::{Row, TABLE};
use header::Head;
use sha2::{Digest, Sha256};

/// How a table is read.
#[derive(Clone)]
pub struct TableOptions<'l> {
    /// The words of headers and cells.
    pub lexicon: &'l Lexicon,
    /// The format, where the bytes are not to be asked.
    pub format: Option<TableFormat>,
    /// The sheet of a spreadsheet; otherwise the first that has the headers.
    pub sheet: Option<String>,
}

impl Default for TableOptions<'_> {
    fn default() -> Self {
        TableOptions { lexicon: Lexicon::built_in(), format: None, sheet: None }
    }
}

/// A file as cells, its columns known.
struct Table {
    source: TableSource,
    heads: Vec<Head>,
    rows: Vec<Row>,
    remarks: Vec<Remark>,
}

/// Reads a table of activities. `file` is its name, for messages.
pub fn read_activities(file: &str, bytes: &[u8], options: &TableOptions<'_>) -> Result<Activities, TableError> {
    let about = |problem| TableError { file: file.to_owned(), problem };
    let mut table = read(bytes, options).map_err(about)?;
    table.source.file = file.to_owned();
    table.source.sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(rows::activities(table, options.lexicon))
}

fn read(bytes: &[u8], options: &TableOptions<'_>) -> Result<Table, TableProblem> {
    if bytes.is_empty() {
        return Err(TableProblem::Empty);
    }
    if bytes.len() > TABLE.bytes {
        return Err(TableProblem::over("the size of the file", format!("{} MiB", TABLE.bytes >> 20)));
    }
    let is_zip = bytes.starts_with(b"PK");
    let is_text = options.format.is_some_and(|format| format != TableFormat::Xlsx);
    if options.format == Some(TableFormat::Xlsx) || (is_zip && !is_text) {
        return from_xlsx::read(bytes, options);
    }
    let decoded = decode::text(bytes)?;
    if let Some(sheet) = &options.sheet {
        return Err(TableProblem::NoSheet { sheet: sheet.clone(), sheets: Vec::new() });
    }
    match options.format {
        Some(TableFormat::Json) => from_json::read(&decoded, options.lexicon),
        Some(_) => from_csv::read(&decoded, options.lexicon),
        None => told_by_content(&decoded, options.lexicon),
    }
}

/// JSON begins with a bracket. So may the title above a CSV table (`[draft] Operational plan`): what is no JSON and has headers is CSV.
fn told_by_content(decoded: &Decoded, lexicon: &Lexicon) -> Result<Table, TableProblem> {
    if !decoded.text.trim_start().starts_with(['[', '{']) {
        return from_csv::read(decoded, lexicon);
    }
    from_json::read(decoded, lexicon).or_else(|problem| match problem {
        TableProblem::NotJson(_) => from_csv::read(decoded, lexicon).map_err(|_| problem),
        other => Err(other),
    })
}
