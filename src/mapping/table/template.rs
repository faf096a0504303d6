//! A template of a table: the headers in a language, and one example row.
//!
//! What a spreadsheet of that language opens well: CSV in UTF-8 with its mark, and the delimiter that the language expects; a workbook
//! with the headers frozen and the statuses to choose from.

use crate::lexicon::Lexicon;
use crate::lexicon::tables::{ActivityWords, Column, EachColumn};
use crate::mapping::activity::{Day, TableFormat};
use rust_xlsxwriter::{DataValidation, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};
use serde_json::{Map, Value};

/// A template in a language (that of messages where the lexicon does not have it) and a format.
pub fn template(language: &str, form: TableFormat, lexicon: &Lexicon) -> Vec<u8> {
    let words = |code: &str| lexicon.language(code)?.table.activities.as_ref();
    let Some(words) = words(language).or_else(|| words("en")).or_else(|| lexicon.codes().find_map(words)) else {
        return Vec::new();
    };
    match form {
        TableFormat::Csv => csv(words),
        TableFormat::Json => json(words),
        TableFormat::Xlsx => {
            xlsx(words).expect("a workbook of two rows in memory, whose cells are cut to what a cell may hold")
        }
    }
}

/// The headers of the template: the first of each column.
fn headers(words: &ActivityWords) -> EachColumn<&str> {
    EachColumn::from_fn(|column| words.columns.of(column).first().map_or(column.as_str(), String::as_str))
}

fn csv(words: &ActivityWords) -> Vec<u8> {
    let delimiter = words.delimiter;
    let quoted = |cell: &str| {
        let needs = cell.contains([delimiter, '"', '\n', '\r']) || cell.trim() != cell;
        if needs { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
    };
    let headers = headers(words);
    let rows: [[&str; 13]; 2] =
        [Column::ALL.map(|column| *headers.of(column)), Column::ALL.map(|column| words.example.of(column).as_str())];
    let mut text = String::from('\u{FEFF}');
    for row in rows {
        text.push_str(&row.map(quoted).join(delimiter.to_string().as_str()));
        text.push_str("\r\n");
    }
    text.into_bytes()
}

fn json(words: &ActivityWords) -> Vec<u8> {
    let headers = headers(words);
    let pair = |column| ((*headers.of(column)).to_owned(), Value::from(words.example.of(column).as_str()));
    let row: Map<String, Value> = Column::ALL.into_iter().map(pair).collect();
    format!("{:#}\n", Value::Array(vec![Value::Object(row)])).into_bytes()
}

/// What a cell, and a list to choose from, may hold.
fn cut(text: &str) -> String {
    const CELL: usize = 255;
    text.chars().take(CELL).collect()
}

fn xlsx(words: &ActivityWords) -> Result<Vec<u8>, XlsxError> {
    const ROWS_TO_FILL: u32 = 1_000;
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let (date, amount) = (Format::new().set_num_format("yyyy-mm-dd"), Format::new().set_num_format("#,##0.00"));
    let headers = headers(words);
    for (at, column) in (0_u16..).zip(Column::ALL) {
        let example = words.example.of(column);
        sheet.write_with_format(0, at, cut(headers.of(column)), &bold)?;
        sheet.set_column_width(at, width(column))?;
        match column {
            Column::Start | Column::End => {
                sheet.set_column_format(at, &date)?;
                match Day::parse(example).and_then(|_| ExcelDateTime::parse_from_str(example).ok()) {
                    Some(day) => sheet.write_with_format(1, at, &day, &date)?,
                    None => sheet.write(1, at, cut(example))?,
                };
            }
            Column::Budget => {
                sheet.set_column_format(at, &amount)?;
                match example.parse::<f64>().ok().filter(|number| number.is_finite()) {
                    Some(number) => sheet.write_with_format(1, at, number, &amount)?,
                    None => sheet.write(1, at, cut(example))?,
                };
            }
            Column::Status => {
                sheet.write(1, at, cut(example))?;
                let status = [&words.status.planned, &words.status.under_way, &words.status.done];
                let choices: Vec<&str> =
                    status.into_iter().filter_map(|words| words.first()).map(String::as_str).collect();
                // A list that is too long for a workbook is left out: any word may then be written.
                if let Ok(choice) = DataValidation::new().allow_list_strings(&choices) {
                    sheet.add_data_validation(1, at, ROWS_TO_FILL, at, &choice)?;
                }
            }
            _ => {
                sheet.write(1, at, cut(example))?;
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}

/// The width of a column, in letters.
fn width(column: Column) -> f64 {
    match column {
        Column::Description => 50.0,
        Column::Title | Column::Partners | Column::Mandates => 34.0,
        Column::Region | Column::Office => 22.0,
        _ => 14.0,
    }
}
