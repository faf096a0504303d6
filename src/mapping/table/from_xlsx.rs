//! A sheet of a workbook becomes a table: the one that was asked for, or the first that has a row of headers.
//!
//! Cells are read one after the other as the sheet holds them, not as a rectangle: two cells in opposite corners would make one of seventeen
//! thousand million.

use super::grid::{Cell, Meter, Row, TABLE};
use super::{Table, TableOptions, TableProblem, header, package};
use crate::mapping::activity::{Day, TableFormat, TableSource};
use crate::mapping::remark::{Remark, RemarkName};
use calamine::{DataRef, ExcelDateTime, Reader, SheetType, Xlsx, XlsxError};
use std::collections::BTreeMap;
use std::io::Cursor;

type Workbook = Xlsx<Cursor<Vec<u8>>>;

pub(super) fn read(bytes: &[u8], options: &TableOptions<'_>) -> Result<Table, TableProblem> {
    const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
    if bytes.starts_with(OLE) {
        return Err(TableProblem::OtherFormat("an encrypted workbook, or one in the old binary .xls format"));
    }
    let checked = package::checked(bytes)?;
    let mut workbook: Workbook = Xlsx::new(Cursor::new(checked)).map_err(|error| damaged("the workbook", &error))?;
    let all = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let sheets: Vec<String> = all.map(|sheet| sheet.name.clone()).collect();
    if sheets.len() > TABLE.sheets {
        return Err(TableProblem::over("the number of sheets", TABLE.sheets.to_string()));
    }
    let named = match &options.sheet {
        Some(asked) => Some(find(asked, &sheets)?),
        None => None,
    };
    let mut chosen: Option<String> = named;
    let (mut filled, mut nearest): (Vec<&String>, (usize, Vec<Row>)) = Default::default();
    for sheet in &sheets {
        let first = rows(&mut workbook, sheet, header::REACH)?;
        if first.is_empty() {
            continue;
        }
        filled.push(sheet);
        let known = header::most_known(&first, options.lexicon);
        if chosen.is_none() && known >= header::ENOUGH {
            chosen = Some(sheet.clone());
        }
        if nearest.1.is_empty() || known > nearest.0 {
            nearest = (known, first);
        }
    }
    let Some(sheet) = chosen else {
        return Err(header::none_in(&nearest.1, options.lexicon));
    };
    let (heads, rows) = header::split(rows(&mut workbook, &sheet, usize::MAX)?, options.lexicon)?;
    let others: Vec<String> =
        filled.into_iter().filter(|name| **name != sheet).map(|name| format!("“{name}”")).collect();
    let mut remarks = Vec::new();
    if !others.is_empty() {
        let message =
            format!("the sheet “{sheet}” is read; other sheets hold something as well: {}", others.join(", "));
        remarks.push(Remark::new(RemarkName::OtherSheets, message));
    }
    let source = TableSource { format: TableFormat::Xlsx, sheet: Some(sheet), ..TableSource::default() };
    Ok(Table { source, heads, rows, remarks })
}

fn damaged(part: &str, error: &XlsxError) -> TableProblem {
    TableProblem::damaged(part, error)
}

/// A sheet by its name, case and space around it aside.
fn find(asked: &str, sheets: &[String]) -> Result<String, TableProblem> {
    let alike = |name: &&String| name.trim().to_lowercase() == asked.trim().to_lowercase();
    let found = sheets.iter().find(|name| *name == asked).or_else(|| sheets.iter().find(alike));
    found.cloned().ok_or_else(|| TableProblem::NoSheet { sheet: asked.to_owned(), sheets: sheets.to_vec() })
}

/// The first rows of a sheet that hold something, up to some number. A sheet may hold its cells in any order.
fn rows(workbook: &mut Workbook, sheet: &str, most: usize) -> Result<Vec<Row>, TableProblem> {
    let part = format!("sheet “{sheet}”");
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(|error| damaged(&part, &error))?;
    let (mut rows, mut meter): (BTreeMap<u32, BTreeMap<usize, Cell>>, Meter) = Default::default();
    while let Some(found) = reader.next_cell().map_err(|error| damaged(&part, &error))? {
        let (row, column) = found.get_position();
        let Some(cell) = cell(found.get_value()) else { continue };
        if !rows.contains_key(&row) {
            if rows.len() == most {
                break;
            }
            meter.row()?;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        meter.cell(column, &cell)?;
        rows.entry(row).or_default().insert(column, cell);
    }
    let row = |(row, cells): (u32, BTreeMap<usize, Cell>)| Row {
        number: row.saturating_add(1),
        cells: cells.into_iter().collect(),
    };
    Ok(rows.into_iter().map(row).collect())
}

/// A value as a cell; `None` where it says nothing.
fn cell(value: &DataRef<'_>) -> Option<Cell> {
    let words = |text: &str| (!text.trim().is_empty()).then(|| Cell::Text(text.to_owned()));
    match value {
        DataRef::Empty => None,
        DataRef::Int(number) => Some(Cell::Number(number.to_string())),
        DataRef::Float(number) => Some(Cell::Number(shown(*number))),
        DataRef::String(text) => words(text),
        DataRef::SharedString(text) => words(text),
        DataRef::Bool(is) => words(&is.to_string()),
        DataRef::DateTime(time) => Some(day(time).map_or_else(|| Cell::Number(shown(time.as_f64())), Cell::Day)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => words(text),
        DataRef::Error(error) => Some(Cell::Error(error.to_string())),
    }
}

/// The day of a date; a time of day, a duration and what no calendar has (29 February 1900) are numbers.
fn day(time: &ExcelDateTime) -> Option<Day> {
    const FIRST: f64 = 1.0;
    const BEYOND: f64 = 2_958_466.0;
    let is_day = time.is_datetime() && (FIRST..BEYOND).contains(&time.as_f64());
    let (year, month, day, ..) = time.to_ymd_hms_milli();
    is_day.then(|| Day::new(year, month, day)).flatten()
}

/// A number as a spreadsheet shows it: with no more than 15 figures, so that 0.1 + 0.2 is 0.3.
fn shown(number: f64) -> String {
    let rounded = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
    format!("{rounded}")
}
