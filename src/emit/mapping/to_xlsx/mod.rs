//! The mapping as a workbook: correspondence, coverage, gaps and activities, each a sheet that can be filtered; behind them suggestions,
//! links to look at, remarks, and what the workbook is.
//!
//! Numbers are numbers and dates are dates. Words are written as words, never as formulas; those that would become one when somebody
//! edits the cell bear the mark that spreadsheets write for an apostrophe in front. The file bears no date of its own: the same mapping
//! gives the same bytes.

mod about;
mod activities;
mod correspondence;
mod coverage;
mod gaps;
mod grid;

use super::MappingOptions;
use super::phrases::Phrases;
use super::rows::Index;
use super::visible::visible;
use crate::mapping::{Amount, Mapping};
use grid::{Cell, Grid, Tint};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use std::collections::HashMap;
use thiserror::Error;

/// Why there is no workbook.
#[derive(Debug, Error)]
#[error("the spreadsheet cannot be written: {0}")]
pub struct SheetError(#[from] XlsxError);

/// The workbook.
pub fn to_mapping_xlsx(mapping: &Mapping, options: &MappingOptions<'_>) -> Result<Vec<u8>, SheetError> {
    let phrases = Phrases::choose(options);
    let index = Index::of(mapping);
    let mut grids = vec![
        correspondence::grid(&index, &phrases),
        coverage::grid(mapping, &index, &phrases),
        gaps::grid(&index, &phrases),
        activities::activities(&index, &phrases),
        activities::suggestions(&index, &phrases),
        gaps::review(&index, &phrases),
    ];
    let cuts = grids.iter_mut().flat_map(|grid| grid.fit(&phrases)).collect::<Vec<_>>();
    grids.extend([about::remarks(mapping, &cuts, &phrases), about::about(mapping, &phrases)]);
    let behind = grids.len() - 2;
    for grid in &mut grids[behind..] {
        grid.fit(&phrases);
    }
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(&phrases)?);
    let mut formats = Formats::default();
    let is_rtl = phrases.is_right_to_left(phrases.language);
    for grid in &grids {
        let sheet = workbook.add_worksheet();
        sheet.set_name(&grid.name)?;
        sheet.set_right_to_left(is_rtl);
        write(grid, sheet, &mut formats)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// What the file says of itself. The day is the first of the format's calendar, because the program looks at no clock.
fn properties(phrases: &Phrases<'_>) -> Result<DocProperties, SheetError> {
    let first = ExcelDateTime::from_ymd(1980, 1, 1)?;
    Ok(DocProperties::new().set_title(phrases.words.title.as_str()).set_creation_datetime(&first))
}

/// The size of letters, the height of a line and of the highest row, in points.
const LETTERS: f64 = 10.0;
const LINE: f64 = 14.0;
const HIGHEST: f64 = 409.0;
/// Papers, by the numbers that spreadsheets give them, and how many letters still can be read across the smaller one.
const A3: u8 = 8;
const A4: u8 = 9;
const A4_ACROSS: f64 = 230.0;

/// Draws a sheet.
fn write(grid: &Grid, sheet: &mut Worksheet, formats: &mut Formats) -> Result<(), SheetError> {
    let last_column = u16::try_from(grid.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    for (at, column) in (0_u16..).zip(&grid.columns) {
        sheet.write_string_with_format(0, at, &column.heading, formats.heading())?;
        sheet.set_column_width(at, column.width)?;
    }
    let headings: Vec<Cell> = grid.columns.iter().map(|column| Cell::text(&column.heading)).collect();
    sheet.set_row_height(0, grid.lines(&headings) as f64 * LINE + LINE / 2.0)?;
    let mut last_row = 0;
    for (row, (tint, cells)) in (1_u32..).zip(&grid.rows) {
        last_row = row;
        let lines = grid.lines(cells);
        if lines > 1 {
            sheet.set_row_height(row, (lines as f64 * LINE).min(HIGHEST))?;
        }
        for (column, cell) in (0_u16..).zip(cells) {
            write_cell(sheet, (row, column), cell, *tint, formats)?;
        }
    }
    sheet.set_freeze_panes(1, grid.frozen)?;
    sheet.autofilter(0, 0, last_row.max(1), last_column)?;
    let printed = grid.columns.iter().take(grid.printed);
    let width: f64 = printed.map(|column| column.width).sum();
    let paper = if width > A4_ACROSS { A3 } else { A4 };
    let last_printed = u16::try_from(grid.printed.saturating_sub(1)).unwrap_or(last_column);
    sheet.set_print_area(0, 0, last_row.max(1), last_printed)?;
    sheet.set_landscape().set_paper_size(paper).set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_header("&L&A").set_footer("&R&P / &N");
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    at: (u32, u16),
    cell: &Cell,
    tint: Tint,
    formats: &mut Formats,
) -> Result<(), SheetError> {
    let (row, column) = at;
    match cell {
        Cell::Empty => sheet.write_blank(row, column, formats.of(Look::Text, tint))?,
        Cell::Text(text) => {
            let look = if text.starts_with(['=', '+', '-', '@']) { Look::Quoted } else { Look::Text };
            sheet.write_string_with_format(row, column, text, formats.of(look, tint))?
        }
        // A count of more than 2^53 things is not met.
        Cell::Count(count) => {
            sheet.write_number_with_format(row, column, *count as f64, formats.of(Look::Count, tint))?
        }
        Cell::Share(share) => sheet.write_number_with_format(row, column, *share, formats.of(Look::Share, tint))?,
        Cell::Amount(amount) => match exact(amount) {
            Some((number, decimals)) => {
                sheet.write_number_with_format(row, column, number, formats.of(Look::Amount(decimals), tint))?
            }
            None => sheet.write_string_with_format(row, column, amount.0.to_string(), formats.of(Look::Text, tint))?,
        },
        Cell::Day(day) => match ExcelDateTime::parse_from_str(&day.to_string()) {
            Ok(date) => sheet.write_datetime_with_format(row, column, &date, formats.of(Look::Day, tint))?,
            // The calendar of spreadsheets begins in 1900.
            Err(_) => {
                sheet.write_string_with_format(row, column, visible(&day.to_string()), formats.of(Look::Text, tint))?
            }
        },
    };
    Ok(())
}

/// An amount as the number that a spreadsheet keeps, with its decimals; `None` where the fifteen digits that it keeps do not suffice.
fn exact(amount: &Amount) -> Option<(f64, usize)> {
    const DIGITS: usize = 15;
    let plain = amount.0.normalize().to_string();
    let digits = plain.chars().filter(char::is_ascii_digit).collect::<String>();
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let number = plain.parse::<f64>().ok()?;
    (digits.trim_start_matches('0').len() <= DIGITS).then_some((number, decimals))
}

/// What a cell is, as far as its form goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Look {
    Text,
    Quoted,
    Count,
    Share,
    Amount(usize),
    Day,
}

/// The forms of cells, each made once.
#[derive(Default)]
struct Formats {
    heading: Option<Format>,
    made: HashMap<(Look, u8), Format>,
}

impl Formats {
    fn heading(&mut self) -> &Format {
        self.heading.get_or_insert_with(|| {
            let base =
                Format::new().set_font_size(LETTERS).set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter);
            base.set_background_color(Color::RGB(0x1F4E79))
                .set_font_color(Color::White)
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::RGB(0xBFBFBF))
        })
    }

    fn of(&mut self, look: Look, tint: Tint) -> &Format {
        self.made.entry((look, tint as u8)).or_insert_with(|| {
            let base = Format::new()
                .set_font_size(LETTERS)
                .set_align(FormatAlign::Top)
                .set_border(FormatBorder::Hair)
                .set_border_color(Color::RGB(0xBFBFBF));
            let base = match tint {
                Tint::None => base,
                Tint::Open => base.set_background_color(Color::RGB(0xFBE5D6)),
                Tint::Group => base.set_background_color(Color::RGB(0xDDEBF7)).set_bold(),
            };
            match look {
                Look::Text => base.set_text_wrap(),
                Look::Quoted => base.set_text_wrap().set_quote_prefix(),
                Look::Count => base.set_num_format("0_ "),
                Look::Share => base.set_num_format("0%_ "),
                Look::Amount(0) => base.set_num_format("#,##0_ "),
                Look::Amount(decimals) => base.set_num_format(format!("#,##0.{}_ ", "0".repeat(decimals.max(2)))),
                Look::Day => base.set_num_format("yyyy-mm-dd"),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_a_number_only_where_none_of_it_is_lost() {
        let of = |text: &str| exact(&Amount(text.parse().expect("a number")));
        assert_eq!(of("120000.50"), Some((120_000.5, 1)));
        assert_eq!(of("-0.01"), Some((-0.01, 2)));
        assert_eq!(of("999999999999999"), Some((999_999_999_999_999.0, 0)));
        assert_eq!(of("1234567890123456.78"), None);
    }
}
