//! Whatever the bytes are, reading ends well; and no cell is lost.

use crate::read;
use dispositif::lexicon::Lexicon;
use dispositif::mapping::{Activity, Remark, TableFormat, TableOptions, read_activities, template};
use proptest::prelude::*;
use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Headers of the table below: each kind of field, and one that nobody knows.
const HEADERS: [&str; 14] = [
    "ID",
    "Title",
    "Description",
    "Start",
    "End",
    "Status",
    "Budget",
    "Currency",
    "Region",
    "Office",
    "Unit",
    "Partners",
    "Mandates",
    "Colour",
];

/// A cell as people and their programs write it.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        2 => "[ -~]{0,12}",
        1 => "\\PC{0,8}",
        1 => Just("a \"b\"; c,\td\r\ne".to_owned()),
        1 => "[0-3][0-9]/[01][0-9]/20[0-9]{2}",
        1 => "-?[0-9]{1,3}[ ,.'][0-9]{3}([.,][0-9]{2})?( CHF| \\$|M)?",
        1 => prop::sample::select(vec!["Africa; Europe", "Asia and the Pacific", "planned", "en cours", "CHF", "Q3 2024", "mars 2024", "Africa / Atlantis"])
            .prop_map(str::to_owned),
    ]
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

/// What is left of a text when spaces and signs of lists are gone: a list is found again in its members.
fn bare(text: &str) -> String {
    let signs = ";؛；|•,،，、/&+";
    text.chars().filter(|c| !c.is_whitespace() && !signs.contains(*c)).collect()
}

/// Whether the text of a cell stands in its field, in `other`, or in a remark of its row.
fn is_found(column: usize, cell: &str, activity: &Activity, remarks: &[Remark]) -> bool {
    let cell = cell.trim();
    let date = |when: &Option<dispositif::mapping::When>| when.as_ref().is_some_and(|when| when.text == cell);
    let option = |field: &Option<String>| field.as_deref() == Some(cell);
    let in_field = match column {
        0 => activity.id.starts_with(cell),
        1 => activity.title == cell,
        2 => activity.description == cell,
        3 => date(&activity.start),
        4 => date(&activity.end),
        5 => activity.status.is_some(),
        6 => activity.budget.is_some(),
        7 => activity.budget.as_ref().is_some_and(|budget| budget.currency.is_some()),
        8 => {
            let regions: String = activity.regions.iter().map(|region| bare(&region.text)).collect();
            let conjunction = |text: &str| text.replace("and", "");
            conjunction(&regions) == conjunction(&bare(cell))
        }
        9 => option(&activity.office),
        10 => option(&activity.unit),
        11 => bare(&activity.partners.concat()) == bare(cell),
        12 => option(&activity.mandates),
        _ => false,
    };
    let in_remark = remarks.iter().any(|r| r.row == Some(activity.row) && r.cell.as_deref() == Some(cell));
    in_field || in_remark || activity.other.values().any(|other| other == cell)
}

/// The parts of a workbook.
static WORKBOOK: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let whole = template("en", TableFormat::Xlsx, Lexicon::built_in());
    let mut archive = ZipArchive::new(Cursor::new(whole)).expect("a workbook");
    let count = 0..archive.len();
    let mut part = |index| {
        let mut entry = archive.by_index(index).expect("a part");
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("a part");
        (entry.name().to_owned(), content)
    };
    count.map(&mut part).collect()
});

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part");
        archive.write_all(content).expect("a part");
    }
    archive.finish().expect("a workbook").into_inner()
}

/// What may happen to XML that stays nearly well-formed.
#[derive(Debug, Clone)]
enum Damage {
    Put(String),
    Take(usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    let words = vec![
        "9",
        "99999999999",
        "-1",
        "[",
        "A",
        ":",
        "\"",
        "<c/>",
        "<v>1e999</v>",
        "<row r=\"0\"/>",
        "&amp;",
        "&x;",
        "<f>",
        " t=\"s\"",
        " s=\"9\"",
        "]]>",
        "<!--",
    ];
    prop_oneof![
        prop::sample::select(words).prop_map(|words| Damage::Put(words.to_owned())),
        (1_usize..8).prop_map(Damage::Take),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), form in 0_usize..4) {
        let format = [None, Some(TableFormat::Csv), Some(TableFormat::Json), Some(TableFormat::Xlsx)][form];
        let _ = read_activities("x", &bytes, &TableOptions { format, ..TableOptions::default() });
    }

    #[test]
    fn a_damaged_workbook_is_read_or_refused(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = template("en", TableFormat::Xlsx, Lexicon::built_in());
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] ^= byte }
        let _ = read("x.xlsx", &bytes);
    }

    #[test]
    fn a_workbook_with_damaged_parts_is_read_or_refused(
        part in 0_usize..20,
        damages in prop::collection::vec((any::<prop::sample::Index>(), damage()), 1..6),
    ) {
        let mut parts = WORKBOOK.clone();
        let part = part % parts.len();
        for (at, damage) in damages {
            let content = &mut parts[part].1;
            let at = at.index(content.len().max(1)).min(content.len());
            match damage {
                Damage::Put(words) => drop(content.splice(at..at, words.bytes())),
                Damage::Take(count) => drop(content.drain(at..(at + count).min(content.len()))),
            }
        }
        let _ = read("x.xlsx", &packed(&parts));
    }

    #[test]
    fn any_text_below_headers_is_read(text in "(\\PC|[\"\n\r;,\t]){0,200}") {
        let table = read("x.csv", format!("ID;Title\n{text}").as_bytes());
        // A NUL or a bracket at the beginning is another matter.
        prop_assert!(table.is_ok(), "{:?}", table.err());
    }

    #[test]
    fn every_cell_is_found_again(
        rows in prop::collection::vec(prop::collection::vec(cell(), HEADERS.len() + 1), 1..5),
        delimiter in prop::sample::select(vec![";", ",", "\t"]),
    ) {
        let mut text = HEADERS.join(delimiter) + "\n";
        for row in &rows {
            text += &(row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(delimiter) + "\r\n");
        }
        let table = read("x.csv", text.as_bytes()).expect("the headers are known");
        let filled: Vec<&Vec<String>> = rows.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
        prop_assert_eq!(table.activities.len(), filled.len());
        for (row, activity) in filled.into_iter().zip(&table.activities) {
            for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
                prop_assert!(is_found(column, cell, activity, &table.remarks), "{cell:?} of column {column} is lost: {activity:?}\n{:?}", table.remarks);
            }
        }
        let ids: std::collections::BTreeSet<&str> = table.activities.iter().map(|activity| activity.id.as_str()).collect();
        prop_assert_eq!(ids.len(), table.activities.len());
    }
}
