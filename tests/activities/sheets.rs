//! Workbooks, made here: dates, numbers, errors, sheets.

use crate::{read, shown, without_colours};
use dispositif::mapping::{RemarkName, TableOptions, TableProblem, read_activities};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

/// A workbook with a sheet of notes before the plan, and all sorts of cells in the plan.
fn plan() -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Notes").expect("a name").write(0, 0, "See the next sheet").expect("a cell");
    let sheet = workbook.add_worksheet().set_name("Plan 2026").expect("a name");
    let bold = Format::new().set_bold();
    sheet.merge_range(0, 0, 0, 5, "Operational plan 2026", &bold).expect("a title");
    for (at, header) in
        (0_u16..).zip(["ID", "Title", "Start date", "End date", "Budget", "Currency", "Region", "Colour"])
    {
        sheet.write(2, at, header).expect("a header");
    }
    let date = Format::new().set_num_format("dd/mm/yyyy");
    let day = |year, month, day| ExcelDateTime::from_ymd(year, month, day).expect("a day");
    sheet.write(3, 0, 17).expect("a cell");
    sheet.write(3, 1, "Survey").expect("a cell");
    sheet.write_with_format(3, 2, day(2026, 3, 4), &date).expect("a cell");
    sheet.write(3, 3, "Q3 2026").expect("a cell");
    sheet.write(3, 4, 1234.5).expect("a cell");
    sheet.write(3, 5, "EUR").expect("a cell");
    sheet.write(3, 6, "Europe").expect("a cell");
    sheet.write(3, 7, true).expect("a cell");
    sheet.merge_range(4, 0, 4, 7, "Objective 2", &bold).expect("a merged row");
    sheet.write(6, 0, "18").expect("a cell");
    sheet.write(6, 1, "Training").expect("a cell");
    sheet.write(6, 2, 2026).expect("a cell");
    sheet.write(6, 3, 46000).expect("a cell");
    sheet.write_formula(6, 4, Formula::new("=1/0").set_result("#DIV/0!")).expect("a cell");
    workbook.save_to_buffer().expect("a workbook")
}

#[test]
fn a_workbook_is_read_by_the_sheet_that_has_headers() {
    insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../snapshots"}, {
        insta::assert_snapshot!("activities-workbook", shown("plan.xlsx", &read("plan.xlsx", &plan())));
    });
}

#[test]
fn a_sheet_may_be_asked_for() {
    let read = |sheet: &str| {
        let options = TableOptions { sheet: Some(sheet.to_owned()), ..TableOptions::default() };
        read_activities("plan.xlsx", &plan(), &options)
    };
    let table = read(" plan 2026").expect("case and space do not matter");
    assert_eq!(table.source.sheet.as_deref(), Some("Plan 2026"));
    let error = read("Budget").expect_err("there is none").to_string();
    assert_eq!(error, "plan.xlsx: there is no sheet “Budget”; the sheets are “Notes”, “Plan 2026”");
    assert!(matches!(read("Notes").expect_err("no table").problem, TableProblem::NoHeader { .. }));
    let options = TableOptions { sheet: Some("Plan".to_owned()), ..TableOptions::default() };
    let error = read_activities("plan.csv", b"ID,Title\n1,x\n", &options).expect_err("no sheets").to_string();
    assert_eq!(error, "plan.csv: there is no sheet “Plan”; the file is no spreadsheet: leave --sheet out");
}

#[test]
fn two_cells_in_opposite_corners_cost_nothing() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "ID").expect("a cell");
    sheet.write(0, 1, "Title").expect("a cell");
    sheet.write(1_048_575, 1, "At the end").expect("a cell");
    let table = read("corners.xlsx", &workbook.save_to_buffer().expect("a workbook")).expect("a table");
    assert_eq!(table.activities[0].id, "row-1048576");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "ID").expect("a cell");
    sheet.write(0, 16_383, "Title").expect("a cell");
    let error = read("wide.xlsx", &workbook.save_to_buffer().expect("a workbook")).expect_err("too wide");
    assert!(matches!(error.problem, TableProblem::Limit { .. }), "{error}");
}

#[test]
fn remarks_of_sheets_point_at_the_cell() {
    let table = read("plan.xlsx", &plan()).expect("a table");
    let error = table.remarks.iter().find(|remark| remark.name == RemarkName::CellError).expect("the formula fails");
    let text = without_colours(&dispositif::cli::remark("plan.xlsx", error));
    assert!(text.contains("--> plan.xlsx, row 7, column Budget: «#DIV/0!»"), "{text}");
}
