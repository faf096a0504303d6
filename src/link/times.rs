//! Times in a clause: by when something is to be done, and how often.

use super::Line;
use crate::lexicon::{Lexicon, Owner};
use crate::segment::outline::VersionMark;
use std::ops::Range;

/// A time found in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub kind: String,
    pub value: Option<String>,
    pub range: Range<usize>,
}

impl Line<'_> {
    /// The times that the line names, in order; of two that overlap the longer stays.
    pub(super) fn times(&self, body: Option<&str>) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for pattern in self.language.citing.times.that_may_match(&self.plain) {
            for captures in pattern.regex.captures_iter(&self.plain.text).take_while(|_| !self.deadline.is_past()) {
                let Some(whole) = captures.get(0) else { continue };
                // A pattern with a group `time` finds that group; a match without it is one of other words.
                let has_group = pattern.regex.capture_names().flatten().any(|name| name == "time");
                let Some(time) = (if has_group { captures.name("time") } else { Some(whole) }) else { continue };
                let mut range = time.range();
                range.end = range.start + time.as_str().trim_end().len();
                let needs_body = pattern.value.contains("{body}") || pattern.value.contains("{own}");
                let named = needs_body.then(|| self.body_at(&captures, &mut range)).flatten();
                // A body that must be named and is not: these words say something else.
                let own = pattern.value.contains("{own}");
                let speaker = || body.map(str::to_owned);
                let named = named.or_else(|| own.then(|| self.body_before(range.start).or_else(speaker)).flatten());
                if needs_body && named.is_none() {
                    continue;
                }
                let value = self.value(&pattern.value, &captures, named.as_deref());
                found.push(Found { kind: pattern.kind.clone(), value, range });
            }
        }
        super::longest(found, |time| &time.range)
    }

    /// The body named where the pattern leaves a place for it: in its group, else directly behind it.
    fn body_at(&self, captures: &regex::Captures<'_>, range: &mut Range<usize>) -> Option<String> {
        let body = |owner: Owner| match owner {
            Owner::Body(body) => Some(body),
            _ => None,
        };
        if let Some(group) = captures.name("body") {
            let at = self.token_at(group.start());
            let found = self.language.citing.owner(&self.tokens, at, self.house)?;
            let end = self.tokens[found.end - 1].range.end;
            // What the pattern took beyond the name is not part of the time, unless something of the pattern follows it.
            if group.end() == range.end {
                range.end = end;
            }
            return (end <= group.end()).then(|| body(found.value)).flatten();
        }
        if let Some(body) = self.owner_before(range.start).and_then(|(owner, _)| body(owner)) {
            return Some(body);
        }
        let (owner, end) = self.owner_behind(range.end)?;
        let body = body(owner)?;
        range.end = end;
        Some(body)
    }

    /// The body named last before a byte: "invites the Council, at its next session, …".
    fn body_before(&self, byte: usize) -> Option<String> {
        let here = self.token_at(byte);
        let owners = self.owners();
        let before = &owners[..owners.partition_point(|(at, _)| *at < here)];
        before.iter().rev().find_map(|(_, owner)| match owner {
            Owner::Body(body) => Some(body.clone()),
            _ => None,
        })
    }

    /// The value of a time; absent where one of its parts is not known.
    fn value(&self, template: &str, captures: &regex::Captures<'_>, body: Option<&str>) -> Option<String> {
        let mut value = String::new();
        let mut rest = template;
        while let Some((before, behind)) = rest.split_once('{') {
            let (name, after) = behind.split_once('}')?;
            value.push_str(before);
            match name {
                "body" | "own" => value.push_str(body?),
                "month" => value.push_str(&format!("{:02}", self.month(captures.name("month")?.as_str())?)),
                "day" => value.push_str(&format!("{:02}", captures.name("day")?.as_str().parse::<u32>().ok()?)),
                "year" => value.push_str(&full_year(captures.name("year")?.as_str())?),
                name => value.push_str(&self.count(captures.name(name)?.as_str())?),
            }
            rest = after;
        }
        value.push_str(rest);
        Some(value)
    }

    fn month(&self, name: &str) -> Option<u32> {
        let name = name.to_lowercase();
        self.language.citing.months.iter().find(|(month, _)| *month == name).map(|(_, n)| *n)
    }

    /// A number in figures or in words.
    fn count(&self, words: &str) -> Option<String> {
        let figures: String = words.chars().filter(char::is_ascii_digit).collect();
        if !figures.is_empty() {
            return Some(figures);
        }
        let tokens = self.language.tokens(words);
        let found = self.language.citing.ordinal(&tokens, 0).filter(|found| found.end == tokens.len())?;
        Some(found.value.to_string())
    }
}

/// Every time of the lexicon that does not do to its own examples what it says, as a line for a person to read.
pub fn failures(lexicon: &Lexicon) -> Vec<String> {
    let mut out = Vec::new();
    for language in lexicon.languages() {
        for time in &language.table.time {
            let about = format!("{}: time {} {}", language.code, time.value, time.pattern);
            if time.examples.is_empty() {
                out.push(format!("{about} has no example"));
            }
            for (example, value) in &time.examples {
                // An example of a time of the speaker's own speaks as the body that its value names.
                let body = value.split(':').find(|part| lexicon.body(part).is_some());
                let house = body.and_then(|body| lexicon.body(body)).map_or("", |body| body.house.as_str());
                let line = Line::new(example, lexicon, language, house);
                let found = line.times(body);
                let is_found = found.iter().any(|f| f.kind == time.kind && f.value.as_deref() == Some(value));
                if !is_found {
                    let got: Vec<String> = found.into_iter().map(|f| f.value.unwrap_or_default()).collect();
                    out.push(format!("{about} does not give “{value}” for its example “{example}”, but {got:?}"));
                }
            }
            for counterexample in &time.counterexamples {
                let line = Line::new(counterexample, lexicon, language, "");
                if !line.times(None).is_empty() {
                    out.push(format!("{about} finds a time in its counterexample “{counterexample}”"));
                }
            }
        }
    }
    out
}

/// A year of two or four figures.
fn full_year(figures: &str) -> Option<String> {
    let year: u16 = figures.parse().ok()?;
    Some(VersionMark::full_year(year).to_string())
}
