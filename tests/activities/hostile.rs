//! Damaged and malicious tables: read or refused, never a panic, never without end or without bound.

use crate::read;
use dispositif::lexicon::Lexicon;
use dispositif::mapping::{TableFormat, TableOptions, TableProblem, read_activities, template};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The template as a workbook with one of its parts changed.
fn workbook(part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let whole = template("en", TableFormat::Xlsx, Lexicon::built_in());
    let mut archive = ZipArchive::new(Cursor::new(whole)).expect("a workbook");
    let mut changed = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("a part");
        let mut content = String::new();
        entry.read_to_string(&mut content).expect("XML");
        if entry.name() == part {
            content = change(content);
        }
        changed.start_file(entry.name(), SimpleFileOptions::default()).expect("a part");
        changed.write_all(content.as_bytes()).expect("a part");
    }
    changed.finish().expect("a workbook").into_inner()
}

/// What is done to a part.
type Change = dyn Fn(String) -> String;

const SHEET: &str = "xl/worksheets/sheet1.xml";
const STRINGS: &str = "xl/sharedStrings.xml";
const STYLES: &str = "xl/styles.xml";

fn problem(bytes: &[u8]) -> TableProblem {
    read("x.xlsx", bytes).expect_err("the workbook is refused").problem
}

#[test]
fn what_parsers_trust_is_checked_before() {
    assert!(read("x.xlsx", &workbook("", |same| same)).is_ok());
    let cases: [(&str, &Change, &str); 9] = [
        (STRINGS, &|xml| xml.replacen("uniqueCount=\"", "uniqueCount=\"99999999999", 1), "the count of strings"),
        (SHEET, &|xml| xml.replacen("r=\"A1\"", "r=\"ZZZZZZZZZ1\"", 1), "a reference to a cell"),
        (SHEET, &|xml| xml.replacen("r=\"A1\"", "r=\"A99999999999\"", 1), "a reference to a cell"),
        (SHEET, &|xml| xml.replacen("<dimension ref=\"A1:", "<dimension ref=\"M9:A", 1), "a reference to a cell"),
        (
            STYLES,
            &|xml| xml.replacen("formatCode=\"", &format!("formatCode=\"{}", "[".repeat(300)), 1),
            "an attribute is too long",
        ),
        (
            SHEET,
            &|xml| xml.replacen("<worksheet", "<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet", 1),
            "it declares a document type",
        ),
        (SHEET, &|xml| xml[..xml.len() / 2].to_owned(), "cannot be read"),
        (SHEET, &|xml| xml.replacen("encoding=\"UTF-8\"", "encoding=\"UTF-16\"", 1), "its encoding is not UTF-8"),
        ("xl/workbook.xml", &|_| "no XML at all".to_owned(), "cannot be read"),
    ];
    for (part, change, words) in cases {
        let problem = problem(&workbook(part, change));
        assert!(problem.to_string().contains(words), "{part}: {problem}");
    }
}

#[test]
fn a_bomb_is_not_unpacked() {
    let problem = problem(&workbook(SHEET, |xml| {
        xml.replacen("<sheetData>", &format!("<sheetData>{}", " ".repeat(300 << 20)), 1)
    }));
    assert!(matches!(problem, TableProblem::Limit { .. }), "{problem}");
}

#[test]
fn one_text_said_a_million_times_is_refused() {
    // A string of 1 MB that every cell points at.
    let long = "x".repeat(1_000_000);
    let bytes = workbook(STRINGS, |xml| xml.replacen("<t>ID</t>", &format!("<t>{long}</t>"), 1));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    let mut changed = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("a part");
        let mut content = String::new();
        entry.read_to_string(&mut content).expect("XML");
        if entry.name() == SHEET {
            let rows: String =
                (3..2_000).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>")).collect();
            content = content.replacen("</sheetData>", &format!("{rows}</sheetData>"), 1);
        }
        changed.start_file(entry.name(), SimpleFileOptions::default()).expect("a part");
        changed.write_all(content.as_bytes()).expect("a part");
    }
    let problem = problem(&changed.finish().expect("a workbook").into_inner());
    assert!(matches!(problem, TableProblem::Limit { .. }), "{problem}");
}

#[test]
fn too_much_is_refused_with_the_limit() {
    let wide = format!("ID,Title{}\n1,x\n", ",c".repeat(1_000));
    let long = format!("ID,Title\n{}", "1,x\n".repeat(200_001));
    let large = format!("ID,Title\n1,{}\n", "x".repeat((1 << 20) + 1));
    let huge = vec![b'x'; (64 << 20) + 1];
    let keys: String = (0..1_001).map(|n| format!(",\"k{n}\":null")).collect();
    let json = format!("[{{\"id\":1,\"title\":\"x\"{keys}}}]");
    for bytes in [wide.as_bytes(), long.as_bytes(), large.as_bytes(), &huge, json.as_bytes()] {
        let error = read("x.csv", bytes).expect_err("too much");
        assert!(matches!(error.problem, TableProblem::Limit { .. }), "{error}");
    }
    let deep = format!("[{}", "[".repeat(100_000));
    assert!(matches!(read("x.json", deep.as_bytes()).expect_err("too deep").problem, TableProblem::NotJson(_)));
}

#[test]
fn long_prose_is_no_thousand_columns() {
    let prose = "word, ".repeat(2_000);
    let table = read("x.csv", format!("ID;Title;Description\n1;Survey;{prose}\n").as_bytes()).expect("a table");
    assert_eq!(table.activities[0].description, prose.trim());
}

#[test]
fn other_archives_and_formats_that_do_not_fit_are_refused() {
    let docx = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/itu/alerts.fr.docx")).expect("a fixture");
    assert!(read("x.docx", &docx).is_err());
    for format in [TableFormat::Csv, TableFormat::Json, TableFormat::Xlsx] {
        let options = TableOptions { format: Some(format), ..TableOptions::default() };
        assert!(read_activities("x", &docx, &options).is_err(), "{format:?}");
    }
    assert!(read("x.xls", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).is_err());
}
