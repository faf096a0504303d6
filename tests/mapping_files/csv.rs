//! The CSV file holds each link, each activity without one, each clause that nothing answers, and each suggestion, once.

use crate::{EXAMPLE, options, said, words};
use dispositif::emit::{Delimiter, to_mapping_csv};
use dispositif::mapping::Mapping;
use std::collections::HashMap;

/// The rows by heading.
pub fn rows(mapping: &Mapping, language: &str, delimiter: Delimiter) -> Vec<HashMap<String, String>> {
    let bytes = to_mapping_csv(mapping, &options(language), delimiter);
    let text = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).expect("a byte order mark");
    let sign = match delimiter {
        Delimiter::Comma => b',',
        Delimiter::Semicolon => b';',
        Delimiter::Tab => b'\t',
    };
    let mut reader = csv::ReaderBuilder::new().delimiter(sign).flexible(false).from_reader(text);
    let headings = reader.headers().expect("headings").clone();
    let unique: std::collections::HashSet<&str> = headings.iter().collect();
    assert_eq!(unique.len(), headings.len(), "{language}: two headings are alike: {headings:?}");
    let row = |record: csv::StringRecord| {
        headings.iter().zip(&record).map(|(key, cell)| (key.to_owned(), cell.to_owned())).collect()
    };
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

/// What stood in a cell before it was guarded.
pub fn unguarded(cell: &str) -> &str {
    let is_sign = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\n');
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(is_sign) => rest,
        _ => cell,
    }
}

#[test]
fn the_rows_are_the_mapping() {
    for language in crate::LANGUAGES {
        for delimiter in [Delimiter::Comma, Delimiter::Semicolon, Delimiter::Tab] {
            holds(language, delimiter);
        }
    }
}

fn holds(language: &str, delimiter: Delimiter) {
    let words = words(language);
    let (of, kinds) = (&words.columns, &words.rows);
    let rows = rows(&EXAMPLE, language, delimiter);
    let of_kind = |kind: &str| rows.iter().filter(|row| row[&of.row] == kind).collect::<Vec<_>>();
    let pairs = |kind: &str| {
        let pair = |row: &&HashMap<String, String>| {
            (row[&of.activity].clone(), row[&of.reference].clone(), row[&of.score].clone())
        };
        let mut pairs: Vec<_> = of_kind(kind).iter().map(pair).collect();
        pairs.sort();
        pairs
    };
    let mut links: Vec<_> = EXAMPLE
        .links
        .iter()
        .map(|link| (link.activity.clone(), link.target.to_string(), link.score.to_string()))
        .collect();
    links.sort();
    assert_eq!(pairs(&kinds.link), links, "{language}");
    let suggestions =
        EXAMPLE.suggestions.iter().map(|of| (of.activity.clone(), of.target.to_string(), of.score.to_string()));
    let mut suggestions: Vec<_> = suggestions.collect();
    suggestions.sort();
    assert_eq!(pairs(&kinds.suggestion), suggestions, "{language}");
    let open: Vec<_> = of_kind(&kinds.clause).iter().map(|row| row[&of.reference].clone()).collect();
    assert_eq!(open, EXAMPLE.gaps.unanswered.iter().map(ToString::to_string).collect::<Vec<_>>(), "{language}");
    let loose: Vec<_> = of_kind(&kinds.activity).iter().map(|row| row[&of.activity].clone()).collect();
    let linked = |id: &str| EXAMPLE.links.iter().any(|link| link.activity == id);
    let without: Vec<_> = EXAMPLE.activities.iter().map(|of| of.activity.id.clone()).filter(|id| !linked(id)).collect();
    assert_eq!(loose, without, "{language}");
    assert_eq!(rows.len(), links.len() + suggestions.len() + open.len() + loose.len(), "{language}");
    for row in rows.iter().filter(|row| !row[&of.activity].is_empty()) {
        let mapped =
            EXAMPLE.activities.iter().find(|of| of.activity.id == row[&words.columns.activity]).expect("an activity");
        let activity = &mapped.activity;
        assert_eq!(unguarded(&row[&of.title]), activity.title);
        let budget = activity.budget.as_ref().map(|budget| budget.amount.0.to_string()).unwrap_or_default();
        assert_eq!(row[&of.budget], budget);
        assert_eq!(row[&of.start], activity.start.as_ref().map(|start| start.from.to_string()).unwrap_or_default());
        assert_eq!(row[&of.end], activity.end.as_ref().map(|end| end.to.to_string()).unwrap_or_default());
    }
}

#[test]
fn a_clause_that_is_gone_is_not_taken_for_the_one_with_its_id() {
    // AC-003 names instructs__2 of Kigali, which is gone; instructs__2 of Baku says something else.
    let of = &words("fr").columns;
    let rows = rows(&EXAMPLE, "fr", Delimiter::Comma);
    let row = rows.iter().find(|row| row[&of.activity] == "AC-003").expect("AC-003");
    assert_eq!(row[&of.in_force], words("fr").no);
    assert_eq!((row[&of.wording].as_str(), row[&of.label].as_str()), ("", ""));
    assert_eq!(row[&of.named], "itu.wtdc.resolution.214@kigali-2022#instructs__2");
}

#[test]
fn the_table_reads_well() {
    for language in ["fr", "en"] {
        let text = String::from_utf8(to_mapping_csv(&said(), &options(language), Delimiter::Comma)).expect("UTF-8");
        let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
        insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../snapshots"}, {
            insta::assert_snapshot!(format!("mapping-csv.{language}"), text);
        });
    }
}
