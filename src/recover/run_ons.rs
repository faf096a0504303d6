//! Versions that have run together (rules 1 to 5 of DOMAIN §5): `(Rév. Genève, 2022New Delhi, 2024)`, `(Hyderabad, 20102014)`.
//!
//! What such a pair looks like is data (`recovery.toml`); which of the two is older, the years say.

use super::page::{Order, Page};
use super::split::{Find, Finds, Rule};
use crate::lexicon::fold::{Plain, stops};
use crate::segment::outline::VersionMark;
use std::ops::Range;

/// The splits, and the order in which this text was written: that of its years, most of them.
pub(super) fn find(page: &Page<'_>) -> (Vec<Find>, Order) {
    let mut finds = Finds::default();
    let mut votes = (0, 0);
    for line in page.lines() {
        let plain = Plain::new(page.line(line));
        // A year is part of every pattern: most lines have none.
        if !plain.text.bytes().any(|byte| byte.is_ascii_digit()) {
            continue;
        }
        for (find, order) in pairs(line, page, &plain, |kind| kind != WEAK) {
            match order {
                Order::OlderFirst => votes.0 += 1,
                Order::NewerFirst => votes.1 += 1,
            }
            finds.extend(vec![find]);
        }
    }
    for line in page.lines() {
        finds.extend(places(line, page));
    }
    let order = if votes.1 > votes.0 { Order::NewerFirst } else { Order::OlderFirst };
    (finds.into_vec(), order)
}

/// Years that have run together in a sentence: a number of eight figures may be another thing.
pub(super) fn years(page: &Page<'_>) -> Vec<Find> {
    let of_line = |line| pairs(line, page, &Plain::new(page.line(line)), |kind| kind == WEAK);
    page.lines().into_iter().flat_map(of_line).map(|(find, _)| find).collect()
}

/// The kind of pattern that clean texts may meet.
const WEAK: &str = "years";

/// The pairs that patterns of some kinds find in a line.
fn pairs(line: usize, page: &Page<'_>, plain: &Plain<'_>, is_wanted: impl Fn(&str) -> bool) -> Vec<(Find, Order)> {
    let own = page.language.run_ons.that_may_match(plain);
    let matchers = own.chain(page.lexicon.run_ons.that_may_match(plain)).filter(|matcher| is_wanted(&matcher.kind));
    let found =
        matchers.flat_map(|matcher| matcher.regex.captures_iter(&plain.text).map(move |found| (matcher, found)));
    let pairs = found.filter_map(|(matcher, captures)| {
        let group = |name: &str| captures.name(name).map(|found| found.range());
        let pair = Pair::of(&matcher.kind, group, &plain.text, page)?;
        let (first, second) = (plain.source(pair.first), plain.source(pair.second));
        let (deleted, inserted) = pair.order.of(first, second);
        Some((Find::new(pair.rule, line, vec![deleted], vec![inserted]), pair.order))
    });
    pairs.collect()
}

/// Two versions side by side, in bytes of the folded text.
struct Pair {
    rule: Rule,
    first: Range<usize>,
    second: Range<usize>,
    order: Order,
}

impl Pair {
    fn of(kind: &str, group: impl Fn(&str) -> Option<Range<usize>>, text: &str, page: &Page<'_>) -> Option<Pair> {
        let (mut first, mut second) = (group("older")?, group("newer")?);
        let years = (year(&text[first.clone()])?, year(&text[second.clone()])?);
        if years.0 == years.1 {
            return None;
        }
        let order = if years.0 < years.1 { Order::OlderFirst } else { Order::NewerFirst };
        let is_years = kind == Rule::YearYear.as_str() || kind == WEAK;
        let mut rule = if is_years { Rule::YearYear } else { Rule::PlaceYear };
        match (group("rev"), group("newer_rev")) {
            (Some(rev), Some(_)) => first.start = rev.start,
            (None, Some(_)) => rule = Rule::RevInserted,
            _ => {}
        }
        // What stands once behind the pair belongs to both: a word behind the year, or one that says that the text was revised, unless
        // the older version is the first of all, which had revised nothing.
        for (own, other, is_revision) in [("older_tail", "newer_tail", false), ("older_revised", "newer_revised", true)]
        {
            match (group(own), group(other)) {
                (Some(tail), behind) => {
                    first.end = tail.end;
                    second.end = behind.map_or(second.end, |behind| behind.end);
                }
                (None, Some(tail)) if is_revision && is_first(&text[first.clone()], page) => {
                    second.end = tail.end;
                    rule = Rule::RevInserted;
                }
                (None, Some(_)) if !is_revision && rule == Rule::PlaceYear => rule = Rule::SharedYearWord,
                _ => {}
            }
        }
        if !is_years && group("rev").is_none() {
            first.start += place_within(&text[first.clone()], page);
        }
        Some(Pair { rule, first, second, order })
    }
}

/// The last year of a version, in full.
fn year(text: &str) -> Option<u16> {
    let figures: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
    let one = figures.iter().find(|run| run.len() == 4).or(figures.last())?;
    one.parse().ok().map(VersionMark::full_year)
}

/// Whether a version is the first entry of the text's history.
fn is_first(version: &str, page: &Page<'_>) -> bool {
    let first = page.text.history.as_ref().and_then(|(_, marks)| marks.first());
    first.is_some_and(|mark| Plain::new(&mark.text).text.trim() == version.trim())
}

/// Where the place begins in words that end with it: `Conférence de Dubaï, 2018` names it last.
fn place_within(words: &str, page: &Page<'_>) -> usize {
    let place = words.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || stops::COMMA.contains(&c));
    if place.is_empty() || page.language.place(place).is_some() {
        return 0;
    }
    let starts = place.char_indices().filter(|(at, c)| *at > 0 && c.is_whitespace()).map(|(at, c)| at + c.len_utf8());
    starts.into_iter().find(|at| page.language.place(&place[*at..]).is_some()).unwrap_or(0)
}

/// Rule 5: where brackets name a place that the lexicon does not know, and that is two which it does.
fn places(line: usize, page: &Page<'_>) -> Vec<Find> {
    let text = page.line(line);
    if !text.contains(stops::OPEN) {
        return Vec::new();
    }
    let plain = Plain::new(text);
    let mut finds = Vec::new();
    let mut from = 0;
    // Brackets within brackets part what they hold, as stops do: all is looked at once, however many open.
    while let Some(open) = plain.text[from..].find(stops::OPEN).map(|at| from + at) {
        let Some(end) = plain.text[open..].find(stops::CLOSE).map(|at| open + at) else { break };
        let mut start = open;
        for piece in plain.text[open..end].split_inclusive(ends_part) {
            let name = piece.trim_end_matches(|c: char| ends_part(c) || c.is_whitespace());
            let lead = name.len() - name.trim_start().len();
            if let Some(cut) = two_places(name.trim_start(), page) {
                let (from, middle, to) = (start + lead, start + lead + cut, start + name.len());
                let (first, second) = (plain.source(from..middle), plain.source(middle..to));
                finds.push(Find::new(Rule::PlaceOnly, line, vec![first], vec![second]));
            }
            start += piece.len();
        }
        from = end;
    }
    finds
}

/// Whether a sign parts a place from what stands beside it in brackets.
fn ends_part(c: char) -> bool {
    [stops::FULL, stops::COMMA, stops::SEMICOLON, stops::OPEN].iter().any(|signs| signs.contains(&c))
}

/// Where a name is two names of places, nothing between.
fn two_places(name: &str, page: &Page<'_>) -> Option<usize> {
    // No two places have so long a name.
    const LONGEST: usize = 80;
    if name.len() > LONGEST {
        return None;
    }
    let mut cuts = name.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
    cuts.find(|at| {
        let (first, second) = name.split_at(*at);
        let touch =
            first.ends_with(char::is_alphabetic) && second.starts_with(|c: char| c.is_uppercase() || !c.is_lowercase());
        let is_start = !second.starts_with(char::is_whitespace);
        let known = || match (page.language.place(first), page.language.place(second)) {
            (Some(first), Some(second)) => first != second,
            _ => false,
        };
        touch && is_start && known()
    })
}
