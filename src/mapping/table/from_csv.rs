//! Comma-separated values become a table. The delimiter is the one with which a row of headers is found.
//!
//! Rows are counted as a spreadsheet counts them: a cell with line breaks is one row, and an empty line is one as well.

use super::decode::Decoded;
use super::grid::{Cell, Meter, Row, excerpt};
use super::{Table, TableProblem, header};
use crate::lexicon::Lexicon;
use crate::mapping::activity::{TableFormat, TableSource};
use crate::mapping::remark::{Remark, RemarkName};
use csv::{ReaderBuilder, StringRecord};
use std::io::Read;

/// Where the number of columns that are known is the same, the first is taken.
const DELIMITERS: [char; 3] = [';', ',', '\t'];

/// Stands alone on a line behind the text: where it does not come out as a row of its own, quotation marks are open at the end.
const END: &str = "\u{1}";

pub(super) fn read(decoded: &Decoded, lexicon: &Lexicon) -> Result<Table, TableProblem> {
    let mut best: Option<(char, usize)> = None;
    for delimiter in DELIMITERS {
        let first = records(&decoded.text, delimiter, header::REACH)?;
        let known = header::most_known(&first.rows, lexicon);
        if best.is_none_or(|(_, most)| known > most) {
            best = Some((delimiter, known));
        }
    }
    let delimiter = best.map_or(DELIMITERS[0], |(delimiter, _)| delimiter);
    let Records { rows, open } = records(&decoded.text, delimiter, usize::MAX)?;
    let (heads, rows) = header::split(rows, lexicon)?;
    let mut remarks = Vec::new();
    if decoded.is_taken_for_windows() {
        let message = "the file is no UTF-8; its letters are read as Windows-1252";
        remarks.push(Remark::new(RemarkName::TakenForWindows, message));
    }
    if let Some((row, cell)) = open {
        let message = "a quotation mark is opened and not closed: all that follows is read as one cell";
        remarks.push(Remark { cell: Some(excerpt(&cell)), ..Remark::new(RemarkName::OpenQuote, message).in_row(row) });
    }
    let source = TableSource {
        format: TableFormat::Csv,
        encoding: Some(decoded.encoding.clone()),
        delimiter: Some(delimiter),
        ..TableSource::default()
    };
    Ok(Table { source, heads, rows, remarks })
}

struct Records {
    rows: Vec<Row>,
    /// Row and beginning of a cell whose quotation mark is not closed.
    open: Option<(u32, String)>,
}

/// The first rows of a text that hold something, up to some number.
fn records(text: &str, delimiter: char, most: usize) -> Result<Records, TableProblem> {
    let end = format!("\n{END}");
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter as u8)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes().chain(end.as_bytes()));
    let mut out = Records { rows: Vec::new(), open: None };
    let (mut meter, mut number, mut record) = (Meter::default(), 0_u32, StringRecord::new());
    let mut ended = false;
    while out.rows.len() < most
        && reader.read_record(&mut record).map_err(|error| TableProblem::damaged("the text", error))?
    {
        let begins = record.position().map_or(0, |position| position.byte() as usize);
        number = number.saturating_add(1).saturating_add(empty_lines(text.get(begins..).unwrap_or_default()));
        ended = record.len() == 1 && record.get(0) == Some(END) && begins + 1 >= text.len();
        let is_last = begins + record.as_slice().len() >= text.len();
        let mut cells = Vec::new();
        for (column, field) in record.iter().enumerate() {
            let field = if is_last { field.strip_suffix(END).unwrap_or(field) } else { field };
            if !field.trim().is_empty() && !ended {
                let cell = Cell::Text(field.to_owned());
                meter.cell(column, &cell)?;
                cells.push((column, cell));
            }
        }
        if !cells.is_empty() {
            meter.row()?;
            out.rows.push(Row { number, cells });
        }
    }
    let last = out.rows.last().filter(|_| !ended && most == usize::MAX);
    out.open = last.and_then(|row| row.cells.last().map(|(_, cell)| (row.number, cell.text().into_owned())));
    Ok(out)
}

/// How many line ends a text begins with.
fn empty_lines(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let ends = bytes.iter().position(|byte| !matches!(byte, b'\r' | b'\n')).unwrap_or(bytes.len());
    let ends = &bytes[..ends];
    let pairs = ends.windows(2).filter(|pair| pair == b"\r\n").count();
    u32::try_from(ends.len() - pairs).unwrap_or(u32::MAX)
}
