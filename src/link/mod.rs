//! What a text refers to: a layer of references beside the tree, each with its words, its place and, where it can be resolved, its id.
//!
//! Enters a line of a reading; leaves [`Citation`]s. `Résolution 54 (Rév. Hammamet, 2016)` is `itu.wtsa.resolution.54@hammamet-2016`,
//! because only one body met in Hammamet in 2016. What cannot be resolved has no id: nothing is guessed.

use crate::lexicon::fold::Plain;
use crate::lexicon::{Language, Lexicon, Matcher};
use crate::segment::outline::VersionMark;
use crate::segment::{body_of, symbol, versions};
use std::ops::Range;

/// A citation in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// What kind of thing is cited (`resolution`, `recommendation`, `document`, …).
    pub kind: String,
    /// The canonical id, where it can be told.
    pub id: Option<String>,
    /// Bytes of the line.
    pub range: Range<usize>,
}

/// The citations of a line, in order; of two that overlap the longer stays.
pub fn citations(text: &str, lexicon: &Lexicon, language: &Language, house: &str) -> Vec<Citation> {
    let plain = Plain::new(text);
    let mut found: Vec<Citation> = Vec::new();
    for matcher in language.references.iter().chain(&lexicon.references) {
        if matcher.house.as_deref().is_some_and(|only| only != house) {
            continue;
        }
        for captures in matcher.regex.captures_iter(&plain.text) {
            let Some(whole) = captures.get(0) else {
                continue;
            };
            let group = |names: &[&str]| names.iter().find_map(|name| captures.name(name));
            match matcher.kind.as_str() {
                "resolution" => {
                    if let Some(numbers) = group(&["nums"]) {
                        numbered(text, &plain, whole.range(), numbers.range(), lexicon, language, &mut found);
                    }
                }
                _ => {
                    let words = plain.text[whole.range()].trim_end();
                    let range = plain.source(whole.start()..whole.start() + words.len());
                    let id = canonical(matcher, &captures, words, lexicon);
                    found.push(Citation { kind: matcher.kind.clone(), id, range });
                }
            }
        }
    }
    found.sort_by_key(|c| (c.range.start, std::cmp::Reverse(c.range.end)));
    let mut kept: Vec<Citation> = Vec::new();
    for citation in found {
        if kept.last().is_none_or(|last| last.range.end <= citation.range.start) {
            kept.push(citation);
        }
    }
    kept
}

/// `Resolutions 101, 102 and 130 (Rev. Guadalajara, 2010)`: each number is a citation; the version in brackets is that of all.
fn numbered(
    text: &str,
    plain: &Plain,
    whole: Range<usize>,
    numbers: Range<usize>,
    lexicon: &Lexicon,
    language: &Language,
    found: &mut Vec<Citation>,
) {
    let behind = &plain.text[whole.end..];
    // `resolution 70/125` has a session before its number: another kind of citation.
    if behind.starts_with('/') {
        return;
    }
    let bracket = behind.trim_start().starts_with(['(', '（']).then(|| {
        let end = behind.find([')', '）'])?;
        let end = end + behind[end..].chars().next().map_or(0, char::len_utf8);
        Some(whole.end..whole.end + end)
    });
    let bracket = bracket.flatten();
    let marks: Vec<VersionMark> =
        bracket.clone().map(|b| versions(&text[plain.source(b)], lexicon, language)).unwrap_or_default();
    let end = bracket.filter(|_| !marks.is_empty()).map_or(whole.end, |b| b.end);
    let body = marks.first().and_then(|mark| body_of(mark, lexicon)).or_else(|| {
        // "… de la Conférence de plénipotentiaires": the body named directly behind.
        let words = language.tokens(&plain.text[end..]);
        (0..words.len().min(3)).find_map(|at| language.body(&words[at..]).map(|f| f.value))
    });
    let organisation = |body: &str| lexicon.body(body).map(|b| b.organisation.clone()).unwrap_or_default();
    let digits: Vec<Range<usize>> = number_ranges(&plain.text, numbers);
    let count = digits.len();
    for (index, digit) in digits.into_iter().enumerate() {
        let number = plain.text[digit.clone()].to_owned();
        let id = body.as_ref().map(|body| {
            let mut id = format!("{}.{body}.resolution.{number}", organisation(body));
            if let Some((place, year)) = marks.last().and_then(|m| Some((m.place.as_ref()?, m.year))) {
                id.push_str(&format!("@{place}-{year}"));
            }
            id
        });
        let from = if index == 0 { whole.start } else { digit.start };
        let to = if index + 1 == count { end } else { digit.end };
        found.push(Citation { kind: "resolution".to_owned(), id, range: plain.source(from..to) });
    }
}

fn number_ranges(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (at, c) in text[range.clone()].char_indices() {
        let at = range.start + at;
        if c.is_ascii_digit() || c == '-' {
            match out.last_mut() {
                Some(last) if last.end == at => last.end += 1,
                _ if c != '-' => out.push(at..at + 1),
                _ => {}
            }
        }
    }
    out
}

/// The id of what is cited, where its words hold it whole: that of an adopted text by its symbol, else the one that the pattern builds.
fn canonical(matcher: &Matcher, captures: &regex::Captures<'_>, words: &str, lexicon: &Lexicon) -> Option<String> {
    if let Some((body, kind, number)) = symbol(words, lexicon) {
        let organisation = &lexicon.body(&body)?.organisation;
        return Some(format!("{organisation}.{body}.{kind}.{}", number.replace('/', "-").to_lowercase()));
    }
    let mut id = String::new();
    let mut rest = matcher.id.as_deref()?;
    while let Some((before, behind)) = rest.split_once('{') {
        let (names, after) = behind.split_once('}')?;
        id.push_str(before);
        let value = match names {
            "0" => words,
            names => names.split('|').find_map(|name| captures.name(name))?.as_str(),
        };
        id.extend(value.chars().filter(|c| !c.is_whitespace()).map(|c| latin(c, lexicon)).flat_map(char::to_lowercase));
        rest = after;
    }
    id.push_str(rest);
    Some(id)
}

/// The Latin letter for which a letter of another script stands in an id.
fn latin(c: char, lexicon: &Lexicon) -> char {
    let pairs = lexicon.general.id_letters.iter().filter_map(|pair| {
        let mut letters = pair.chars();
        Some((letters.next()?, letters.next()?))
    });
    pairs.filter(|(_, other)| *other == c).map(|(latin, _)| latin).next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str, language: &str) -> Vec<(String, Option<String>)> {
        let lexicon = Lexicon::built_in();
        let found = citations(text, lexicon, lexicon.language(language).expect("a language of the lexicon"), "itu");
        found.into_iter().map(|c| (text[c.range].to_owned(), c.id)).collect()
    }

    #[test]
    fn a_version_in_brackets_names_the_body() {
        let found = ids("de la Résolution 54 (Rév. Hammamet, 2016) de l'Assemblée", "fr");
        let id = "itu.wtsa.resolution.54@hammamet-2016".to_owned();
        assert_eq!(found, [("Résolution 54 (Rév. Hammamet, 2016)".to_owned(), Some(id))]);
    }

    #[test]
    fn a_list_shares_its_version() {
        let found = ids("Resolutions 101, 102 and 130 (Rev. Guadalajara, 2010) of the", "en");
        let ids: Vec<_> = found.into_iter().filter_map(|(_, id)| id).collect();
        let expected = ["101", "102", "130"].map(|n| format!("itu.pp.resolution.{n}@guadalajara-2010"));
        assert_eq!(ids, expected);
    }

    #[test]
    fn symbols_and_numbers_have_the_ids_that_the_data_build() {
        for (text, id) in [
            ("see A/RES/79/78 on", "un.ga.resolution.79-78"),
            ("see S/RES/2672 (2023) on", "un.sc.resolution.2672"),
            ("Рекомендация МСЭ-Т X.1060", "itu-t.recommendation.x.1060"),
            ("Направление деятельности С5", "wsis.line.c5"),
            ("Document TDAG-23/43", "document.tdag-23/43"),
            ("Question 22/1", "question.22/1"),
        ] {
            assert!(
                ids(text, "ru").iter().any(|(_, found)| found.as_deref() == Some(id)),
                "{text}: {:?}",
                ids(text, "ru")
            );
        }
    }

    #[test]
    fn a_body_that_is_not_named_is_not_guessed() {
        assert_eq!(ids("in accordance with Resolution 7", "en"), [("Resolution 7".to_owned(), None)]);
    }
}
