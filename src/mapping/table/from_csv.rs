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

/// What may stand between cells.
const DELIMITERS: [char; 3] = [';', ',', '\t'];

/// Stands alone on a line behind the text: where it does not come out as a row of its own, quotation marks are open at the end.
const END: &str = "\u{1}";

pub(super) fn read(decoded: &Decoded, lexicon: &Lexicon) -> Result<Table, TableProblem> {
    let delimiter = delimiter(&decoded.text, lexicon)?;
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

/// The delimiter with which the most headers are known; where none is, that which makes the most cells, so that the error shows them.
fn delimiter(text: &str, lexicon: &Lexicon) -> Result<char, TableProblem> {
    let mut best: Option<(char, (usize, usize))> = None;
    let mut refused: Option<TableProblem> = None;
    for delimiter in DELIMITERS {
        // With a delimiter that is none, prose may look like a thousand columns: that is no reason to refuse the file.
        let first = match records(text, delimiter, header::REACH) {
            Ok(first) => first.rows,
            Err(problem) => {
                refused = refused.or(Some(problem));
                continue;
            }
        };
        let found = (header::most_known(&first, lexicon), first.first().map_or(0, |row| row.cells.len()));
        if best.is_none_or(|(_, most)| found > most) {
            best = Some((delimiter, found));
        }
    }
    match (best, refused) {
        (Some((delimiter, (known, _))), refused) if known >= header::ENOUGH || refused.is_none() => Ok(delimiter),
        (_, Some(problem)) => Err(problem),
        (_, None) => Ok(DELIMITERS[0]),
    }
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
        number = number.saturating_add(1).saturating_add(empty_lines(text.as_bytes(), begins));
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

/// How many empty lines stand before a record. The reader ends a record at `\r`, and leaves the `\n` behind it to the next.
fn empty_lines(text: &[u8], begins: usize) -> u32 {
    let rest = text.get(begins..).unwrap_or_default();
    let is_rest_of_end = begins.checked_sub(1).is_some_and(|before| text.get(before) == Some(&b'\r'));
    let rest = rest.strip_prefix(b"\n").filter(|_| is_rest_of_end).unwrap_or(rest);
    let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let pairs = rest[..ends].windows(2).filter(|pair| pair == b"\r\n").count();
    u32::try_from(ends - pairs).unwrap_or(u32::MAX)
}
