//! Places and years: `(Rev. Geneva, 2022)`, `(REV.WRC-19)`, `(Johannesburg, 2008; Dubai, 2012)`.

use super::outline::VersionMark;
use crate::lexicon::fold::Plain;
use crate::lexicon::{Language, Lexicon};

/// The versions that a text names, in order.
pub fn versions(text: &str, lexicon: &Lexicon, language: &Language) -> Vec<VersionMark> {
    let plain = Plain::new(text);
    let mut found: Vec<(usize, VersionMark)> = Vec::new();
    for matcher in language.versions.that_may_match(&plain) {
        for captures in matcher.regex.captures_iter(&plain.text) {
            let (Some(whole), Some(place), Some(year)) =
                (captures.get(0), captures.name("place"), captures.name("year"))
            else {
                continue;
            };
            let Ok(year) = year.as_str().parse() else {
                continue;
            };
            found.push((
                whole.start(),
                VersionMark {
                    place: place_id(place.as_str(), lexicon, language),
                    year,
                    body: None,
                    text: printed(&text[plain.source(whole.range())]),
                },
            ));
        }
    }
    for matcher in lexicon.versions.that_may_match(&plain) {
        for captures in matcher.regex.captures_iter(&plain.text) {
            if let Some(years) = captures.name("years") {
                found.extend(years_of(years.as_str(), years.start()));
                continue;
            }
            let (Some(whole), Some(mark), Some(year)) =
                (captures.get(0), captures.name("conference"), captures.name("year"))
            else {
                continue;
            };
            let Ok(short) = year.as_str().parse::<u16>() else {
                continue;
            };
            let year = VersionMark::full_year(short);
            let body = lexicon.general.body.iter().find(|b| b.marks.iter().any(|m| m == mark.as_str()));
            let place = body.and_then(|b| b.conferences.iter().find(|c| c.year == year)).map(|c| c.place.clone());
            let from = captures.name("rev").unwrap_or(mark).start();
            let text = printed(&text[plain.source(from..whole.end())]);
            found.push((whole.start(), VersionMark { place, year, body: body.map(|b| b.id.clone()), text }));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, version)| version).collect()
}

/// A mark without the signs that part it from its neighbours.
fn printed(text: &str) -> String {
    text.trim_matches(|c: char| c.is_whitespace() || "()（）;；,，".contains(c)).to_owned()
}

/// Years that stand alone: versions whose place is not said.
fn years_of(text: &str, start: usize) -> Vec<(usize, VersionMark)> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter_map(|year| Some((year, year.parse().ok()?)));
    let mark = |(text, year): (&str, u16)| VersionMark { place: None, year, body: None, text: text.to_owned() };
    numbers.map(|found| (start, mark(found))).collect()
}

/// A place by its name in the text's language, else in any.
fn place_id(name: &str, lexicon: &Lexicon, language: &Language) -> Option<String> {
    language.place(name).or_else(|| lexicon.languages().find_map(|other| other.place(name)))
}

/// The body whose conference met at a place in a year, where only one did.
pub fn body_of(version: &VersionMark, lexicon: &Lexicon) -> Option<String> {
    if version.body.is_some() {
        return version.body.clone();
    }
    let place = version.place.as_ref()?;
    let mut bodies = lexicon
        .general
        .body
        .iter()
        .filter(|body| body.conferences.iter().any(|c| c.place == *place && c.year == version.year));
    let first = bodies.next()?;
    bodies.next().is_none().then(|| first.id.clone())
}
