//! The words of the files of a mapping: names of sheets that spreadsheets accept.

use crate::lexicon::Language;
use std::collections::BTreeSet;

/// The most characters of a sheet's name, in UTF-16.
const LONGEST: usize = 31;

/// What is wrong with a language's names of sheets.
pub(super) fn check(language: &Language, out: &mut Vec<String>) {
    let Some(words) = &language.table.mapping else { return };
    let sheets = &words.sheets;
    let names = [
        &sheets.correspondence,
        &sheets.coverage,
        &sheets.gaps,
        &sheets.activities,
        &sheets.suggestions,
        &sheets.review,
        &sheets.remarks,
        &sheets.about,
    ];
    let mut seen = BTreeSet::new();
    for name in names {
        let is_long = name.encode_utf16().count() > LONGEST;
        if name.is_empty()
            || is_long
            || name.contains(['[', ']', ':', '*', '?', '/', '\\'])
            || name.starts_with('\'')
            || name.ends_with('\'')
        {
            out.push(format!("{}: mapping.sheets: “{name}” is no name for a sheet", language.code));
        }
        if !seen.insert(name.to_lowercase()) {
            out.push(format!("{}: mapping.sheets: “{name}” stands twice", language.code));
        }
    }
}
