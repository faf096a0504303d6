//! Texts that should not act, and that no cell or paragraph can hold as they are.

use crate::{EXAMPLE, csv, docx, options, well_formed, words, xlsx};
use calamine::DataType as _;
use dispositif::emit::{Delimiter, to_mapping_docx, to_mapping_xlsx};
use dispositif::mapping::{Amount, Mapping};

/// What is put in, and what XML shows of it.
const TEXTS: [(&str, &str); 11] = [
    ("=HYPERLINK(\"http://example.org\",\"x\")", "=HYPERLINK(\"http://example.org\",\"x\")"),
    ("+1+cmd|' /C calc'!A0", "+1+cmd|' /C calc'!A0"),
    ("@SUM(A1)", "@SUM(A1)"),
    ("-2", "-2"),
    ("<script>alert(1)</script> & ]]> \"'", "<script>alert(1)</script> & ]]> \"'"),
    ("a\u{0}b\u{1}c\u{B}d\u{1B}", "a␀b␁c␋d␛"),
    ("noncharacters \u{FFFE}\u{FFFF}", "noncharacters \u{FFFD}\u{FFFD}"),
    ("abc\u{202E}fed", "abc[U+202E]fed"),
    ("_x0041_ and &#65; and {{x}}", "_x0041_ and &#65; and {{x}}"),
    ("👩‍👩‍👧‍👦 🏳️‍🌈 e\u{301}", "👩‍👩‍👧‍👦 🏳️‍🌈 e\u{301}"),
    ("طريق 2024-03-01 كلمة", "طريق 2024-03-01 كلمة"),
];

/// The example with such texts wherever somebody else writes.
fn hostile() -> Mapping {
    let mut mapping = EXAMPLE.clone();
    let mut texts = TEXTS.iter().map(|(text, _)| (*text).to_owned()).cycle();
    let mut next = || texts.next().expect("it goes round");
    for mapped in &mut mapping.activities {
        let activity = &mut mapped.activity;
        activity.title = next();
        activity.description = next();
        activity.office = Some(next());
        activity.unit = Some(next());
        activity.partners = vec![next(), next()];
        activity.mandates = Some(next());
        activity.other.insert(next(), next());
        activity.language = None;
    }
    for text in &mut mapping.texts {
        text.title = Some(next());
        text.printed = Some(next());
        for section in &mut text.sections {
            section.head = Some(next());
            for clause in &mut section.clauses {
                clause.words = next();
                clause.path = vec![next()];
            }
        }
    }
    for link in &mut mapping.links {
        link.reason.printed = Some(next());
        if let Some(decision) = &mut link.reason.decision {
            (decision.who, decision.when, decision.note) = (next(), next(), Some(next()));
        }
        if let Some(carried) = &mut link.carried {
            (carried.label, carried.words) = (Some(next()), Some(next()));
        }
    }
    for remark in &mut mapping.remarks {
        (remark.message, remark.cell, remark.column) = (next(), Some(next()), Some(next()));
    }
    mapping.source.file = next();
    mapping
}

#[test]
fn nothing_in_a_cell_is_a_formula_and_nothing_is_lost() {
    let mapping = hostile();
    let of = &words("en").columns;
    for row in csv::rows(&mapping, "en", Delimiter::Comma) {
        for (heading, cell) in &row {
            let is_number = cell.parse::<f64>().is_ok() && (*heading == of.budget || *heading == of.score);
            assert!(is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{heading}: {cell}");
        }
        if let Some(mapped) = mapping.activities.iter().find(|mapped| mapped.activity.id == row[&of.activity]) {
            assert_eq!(csv::unguarded(&row[&of.title]), mapped.activity.title);
        }
    }
    let activities = xlsx::rows(&xlsx::sheets(&mapping, "en")[3].1);
    for (row, mapped) in activities.iter().zip(&mapping.activities) {
        assert!(row[&of.title].is_string());
        let shown = TEXTS.iter().find(|(text, _)| *text == mapped.activity.title).expect("one of them").1;
        assert_eq!(row[&of.title].to_string(), shown);
    }
    let text = docx::text(&mapping, "en");
    for (_, shown) in TEXTS {
        assert!(text.contains(shown), "{shown}");
    }
}

#[test]
fn files_with_such_texts_are_well_formed_in_every_language() {
    let mapping = hostile();
    for language in crate::LANGUAGES {
        well_formed(&to_mapping_xlsx(&mapping, &options(language)).expect("a workbook"));
        well_formed(&to_mapping_docx(&mapping, &options(language)).expect("a Word file"));
    }
}

#[test]
fn a_text_that_no_cell_holds_is_cut_and_the_cut_is_among_the_remarks() {
    let mut mapping = EXAMPLE.clone();
    let long = "long ".repeat(8_000);
    mapping.activities[0].activity.description = long.clone();
    mapping.activities[1].activity.title = long.clone();
    let words = words("en");
    let sheets = xlsx::sheets(&mapping, "en");
    let description = xlsx::rows(&sheets[3].1)[0][&words.columns.description].to_string();
    assert!(description.encode_utf16().count() <= 32_767 && description.contains(&words.cut));
    let remarks = xlsx::rows(&sheets[6].1);
    let cuts: Vec<_> =
        remarks.iter().filter(|row| row[&words.columns.message].to_string().starts_with(&words.cut)).collect();
    assert!(cuts.len() >= 2, "{cuts:?}");
    let of_description =
        cuts.iter().find(|row| row[&words.columns.source_column].to_string() == words.columns.description);
    let row = of_description.expect("the cut of the description");
    assert_eq!(row[&words.columns.item].to_string(), words.sheets.activities);
    assert_eq!(
        row[&words.columns.source_row].get_float().or(row[&words.columns.source_row].get_int().map(|n| n as f64)),
        Some(2.0)
    );
    assert!(docx::text(&mapping, "en").contains(long.trim_end()), "a Word file holds it all");
}

#[test]
fn an_amount_that_no_spreadsheet_keeps_is_written_as_words() {
    let mut mapping = EXAMPLE.clone();
    let amount = "12345678901234567.89";
    mapping.activities[0].activity.budget.as_mut().expect("a budget").amount =
        Amount(amount.parse().expect("a number"));
    let cell = &xlsx::rows(&xlsx::sheets(&mapping, "en")[3].1)[0][&words("en").columns.budget];
    assert!(cell.is_string(), "{cell:?}");
    assert_eq!(cell.to_string(), amount);
}
