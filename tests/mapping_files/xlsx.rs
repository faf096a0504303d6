//! The workbook, read back by another crate than the one that wrote it.

use crate::{EXAMPLE, LANGUAGES, options, part, well_formed, words};
use calamine::{Data, DataType, Range, Reader, Xlsx};
use dispositif::emit::to_mapping_xlsx;
use dispositif::mapping::Mapping;
use std::collections::HashMap;
use std::io::Cursor;

/// The sheets in order.
pub fn sheets(mapping: &Mapping, language: &str) -> Vec<(String, Range<Data>)> {
    let bytes = to_mapping_xlsx(mapping, &options(language)).expect("a workbook");
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let names = workbook.sheet_names();
    names.into_iter().map(|name| (name.clone(), workbook.worksheet_range(&name).expect("a sheet"))).collect()
}

/// The rows of a sheet by heading.
pub fn rows(sheet: &Range<Data>) -> Vec<HashMap<String, Data>> {
    let headings: Vec<String> = sheet.rows().next().expect("headings").iter().map(ToString::to_string).collect();
    sheet.rows().skip(1).map(|row| headings.iter().cloned().zip(row.iter().cloned()).collect()).collect()
}

#[test]
fn sheets_have_their_names_and_headings() {
    for language in LANGUAGES {
        let names = &words(language).sheets;
        let sheets = sheets(&EXAMPLE, language);
        let found: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
        let expected = [
            &names.correspondence,
            &names.coverage,
            &names.gaps,
            &names.activities,
            &names.suggestions,
            &names.review,
            &names.remarks,
            &names.about,
        ];
        assert_eq!(found, expected.map(String::as_str), "{language}");
        for (name, sheet) in &sheets {
            let headings: Vec<String> =
                sheet.rows().next().expect("headings").iter().map(ToString::to_string).collect();
            let unique: std::collections::HashSet<&String> = headings.iter().collect();
            assert_eq!(unique.len(), headings.len(), "{language}, {name}: two headings are alike: {headings:?}");
            assert!(headings.iter().all(|heading| !heading.is_empty()), "{language}, {name}");
        }
    }
}

#[test]
fn every_link_clause_and_activity_is_there() {
    let words = words("en");
    let of = &words.columns;
    let sheets = sheets(&EXAMPLE, "en");
    let correspondence = rows(&sheets[0].1);
    let links: Vec<(String, String)> = correspondence
        .iter()
        .filter(|row| row[&of.row].to_string() == words.rows.link)
        .map(|row| (row[&of.activity].to_string(), row[&of.reference].to_string()))
        .collect();
    let mut found = links.clone();
    found.sort();
    let mut expected: Vec<_> =
        EXAMPLE.links.iter().map(|link| (link.activity.clone(), link.target.to_string())).collect();
    expected.sort();
    assert_eq!(found, expected);
    for text in &EXAMPLE.texts {
        for clause in
            text.sections.iter().filter(|section| section.id != "considering").flat_map(|section| &section.clauses)
        {
            let is_operative = EXAMPLE.coverage.by_clause.iter().any(|of| of.text == text.id && of.clause == clause.id);
            let is_there = correspondence.iter().any(|row| row[&of.wording].to_string() == clause.words);
            assert!(is_there || !is_operative, "{}#{}", text.id, clause.id);
        }
    }
    let count = |at: usize| sheets[at].1.rows().count() - 1;
    assert_eq!(count(3), EXAMPLE.activities.len());
    assert_eq!(count(4), EXAMPLE.suggestions.len());
    assert_eq!(count(5), EXAMPLE.review.len());
    assert_eq!(count(6), EXAMPLE.remarks.len());
    let gaps = &EXAMPLE.gaps;
    let missing = gaps.unanswered.len() + gaps.without_clause.len() + gaps.amended.len() + gaps.unresourced.len();
    assert_eq!(count(2), missing);
    let coverage = &EXAMPLE.coverage;
    let counted = coverage.by_text.len() + coverage.by_section.len() + coverage.by_clause.len();
    assert_eq!(
        count(1),
        1 + counted + coverage.by_addressee.len() + coverage.by_region.len() + coverage.by_period.len()
    );
}

#[test]
fn amounts_are_numbers_and_dates_are_dates() {
    let of = &words("fr").columns;
    let activities = rows(&sheets(&EXAMPLE, "fr")[3].1);
    for (row, mapped) in activities.iter().zip(&EXAMPLE.activities) {
        let activity = &mapped.activity;
        assert_eq!(row[&of.activity].to_string(), activity.id);
        match &activity.budget {
            Some(budget) => {
                let number =
                    row[&of.budget].get_float().unwrap_or_else(|| panic!("{}: {:?}", activity.id, row[&of.budget]));
                assert_eq!(number.to_string(), budget.amount.0.normalize().to_string());
            }
            None => assert!(row[&of.budget].is_empty()),
        }
        for (heading, day) in
            [(&of.start, activity.start.as_ref().map(|of| of.from)), (&of.end, activity.end.as_ref().map(|of| of.to))]
        {
            match day {
                Some(day) => {
                    let date =
                        row[heading].get_datetime().unwrap_or_else(|| panic!("{}: {:?}", activity.id, row[heading]));
                    let (year, month, of, ..) = date.to_ymd_hms_milli();
                    assert_eq!(format!("{year:04}-{month:02}-{of:02}"), day.to_string());
                }
                None => assert!(row[heading].is_empty()),
            }
        }
    }
}

#[test]
fn headings_stay_in_sight_and_every_sheet_can_be_filtered_and_printed() {
    for (language, is_rtl) in [("fr", false), ("ar", true)] {
        let bytes = to_mapping_xlsx(&EXAMPLE, &options(language)).expect("a workbook");
        well_formed(&bytes);
        for at in 1..=8 {
            let sheet = part(&bytes, &format!("xl/worksheets/sheet{at}.xml"));
            for wanted in [
                "<pane ",
                "ySplit=\"1\"",
                "state=\"frozen\"",
                "<autoFilter ",
                "orientation=\"landscape\"",
                "fitToHeight=\"0\"",
                "<cols>",
            ] {
                assert!(sheet.contains(wanted), "{language}, sheet {at}: {wanted}");
            }
            assert_eq!(sheet.contains("rightToLeft=\"1\""), is_rtl, "{language}, sheet {at}");
            assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "{language}, sheet {at}");
        }
        let workbook = part(&bytes, "xl/workbook.xml");
        assert!(workbook.contains("_xlnm.Print_Titles") && workbook.contains("_xlnm._FilterDatabase"), "{workbook}");
        assert!(part(&bytes, "docProps/core.xml").contains("1980-01-01T00:00:00Z"));
    }
}
