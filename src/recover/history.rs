//! The history of a text (rule 10 of DOMAIN §5): its last entry is the version that the number line now names.

use super::page::Page;
use super::split::{Find, Finds, Rule};
use crate::lexicon::fold::{Plain, stops};

/// The split of a history whose last entry is new, where the number line or the first sentence has shown what is new.
pub(super) fn find(page: &Page<'_>, finds: &Finds) -> Vec<Find> {
    let Some((slice, marks)) = &page.text.history else { return Vec::new() };
    let [.., before, last] = marks.as_slice() else { return Vec::new() };
    let headers = page.text.number.iter().map(|n| n.slice.line).chain(page.text.body.iter().map(|b| b.slice.line));
    let is_version = |rule| matches!(rule, Rule::PlaceYear | Rule::SharedYearWord | Rule::RevInserted | Rule::YearYear);
    let newer: Vec<String> = headers
        .flat_map(|line| finds.on(line).iter().filter(|find| is_version(find.rule)))
        .flat_map(|find| find.inserted.iter().map(|range| folded(&page.line(find.line)[range.clone()])))
        .collect();
    let text = page.line(slice.line);
    let is_new =
        |mark: &str| newer.iter().any(|new| new.ends_with(&folded(mark)) || folded(mark).ends_with(new.as_str()));
    if !is_new(&last.text) || is_new(&before.text) || folded(&last.text).is_empty() {
        return Vec::new();
    }
    let (Some(end_before), Some(start)) =
        (text.rfind(before.text.as_str()).map(|at| at + before.text.len()), text.rfind(last.text.as_str()))
    else {
        return Vec::new();
    };
    // The mark as printed may have lost a word behind its year; the bracket that closes is that of both.
    let closes = |c: char| stops::CLOSE.contains(&c) || stops::SEMICOLON.contains(&c);
    let end = text[start..].find(closes).map_or(text.trim_end().len(), |at| start + at);
    let separator = text.get(end_before..start).unwrap_or_default();
    let parts = |c: char| stops::SEMICOLON.contains(&c) || stops::COMMA.contains(&c) || stops::DASH.contains(&c);
    let from = separator.find(parts).map(|at| end_before + at);
    match from {
        Some(from) if end > from => vec![Find::new(Rule::History, slice.line, None, Some(from..end))],
        _ => Vec::new(),
    }
}

fn folded(text: &str) -> String {
    Plain::new(text).text.to_lowercase().split_whitespace().collect::<String>()
}
