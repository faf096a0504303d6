//! The words of tables of activities against their examples, and against each other: a header means one thing in all languages, because
//! a table does not say in which language its headers are.

use crate::lexicon::activities::date_pattern;
use crate::lexicon::tables::Column;
use crate::lexicon::{Language, Lexicon};
use std::collections::BTreeMap;

/// What one language's words do to their examples.
pub(super) fn check(language: &Language, out: &mut Vec<String>) {
    let (code, index) = (&language.code, &language.activities);
    let Some(words) = &language.table.activities else { return };
    for (printed, meant) in &words.read_as {
        let key = crate::lexicon::activities::key(printed);
        let readings = [
            index.columns.get(&key).map(|column| column.as_str()),
            index.status.get(&key).copied(),
            index.currencies.get(&key).map(String::as_str),
            index.regions.get(&key).map(String::as_str),
        ];
        if !readings.contains(&Some(meant)) {
            out.push(format!("{code}: read_as: “{printed}” is not read as {meant}"));
        }
    }
    for form in &words.date {
        let alone = |cell: &str| {
            // The pattern itself must match its example, not another one before it.
            let regex = index.dates.iter().find(|regex| regex.source() == date_pattern(&form.pattern));
            let plain = crate::lexicon::fold::Plain::new(cell).text;
            regex.filter(|regex| regex.is_match(&plain)).and_then(|_| language.date(cell)).map(|date| date.to_string())
        };
        if form.examples.is_empty() {
            out.push(format!("{code}: date: {} has no example", form.pattern));
        }
        for (cell, value) in &form.examples {
            match alone(cell) {
                Some(read) if read == *value => {}
                read => out.push(format!("{code}: date: “{cell}” is read as {read:?}, not as {value}")),
            }
        }
        for cell in form.counterexamples.iter().filter(|cell| alone(cell).is_some()) {
            out.push(format!("{code}: date: {} reads its counterexample “{cell}”", form.pattern));
        }
    }
    for column in Column::ALL {
        if words.columns.of(column).is_empty() {
            out.push(format!("{code}: columns: {} has no header", column.as_str()));
        }
    }
    for (status, forms) in [("planned", &words.status.planned), ("done", &words.status.done)] {
        if forms.is_empty() {
            out.push(format!("{code}: status: {status} has no word"));
        }
    }
}

/// What the languages' words do to each other.
pub(super) fn check_together(lexicon: &Lexicon, out: &mut Vec<String>) {
    let mut known: BTreeMap<(&str, String), (String, &str)> = BTreeMap::new();
    for language in lexicon.languages() {
        let index = &language.activities;
        let columns = index.columns.iter().map(|(key, column)| ("column", key, column.as_str()));
        let statuses = index.status.iter().map(|(key, status)| ("status", key, *status));
        let currencies = index.currencies.iter().map(|(key, code)| ("currency", key, code.as_str()));
        let regions = index.regions.iter().map(|(key, id)| ("region", key, id.as_str()));
        let mut all: Vec<_> = columns.chain(statuses).chain(currencies).chain(regions).collect();
        all.sort();
        for (kind, key, id) in all {
            match known.get(&(kind, key.clone())) {
                Some((other, code)) if other != id => {
                    out.push(format!("{}: {kind}: “{key}” is {id}, and {other} in {code}", language.code));
                }
                Some(_) => {}
                None => {
                    known.insert((kind, key.clone()), (id.to_owned(), &language.code));
                }
            }
        }
    }
}
