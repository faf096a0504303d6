//! A cell as a stretch of days.
//!
//! ```text
//! "2024-03-01", "01/03/2024", "1.3.2024", "1er mars 2024"   →  the day
//! "03/2024", "March 2024"                                   →  1 to 31 March
//! "2024-Q1", "T1 2024"                                      →  1 January to 31 March
//! "03/04/2024" in an English table                          →  ambiguous: left out
//! ```

use super::grid::Cell;
use crate::lexicon::fold::Plain;
use crate::lexicon::{Lexicon, PartialDate};
use crate::mapping::activity::{Day, When};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// How `03/04/2024` is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// The day first.
    DayFirst,
    /// As the figures allow.
    Unclear,
}

/// Why a cell holds no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It is none, or the calendar does not have it.
    Bad,
    /// It is one of two.
    Ambiguous(Day, Day),
}

/// Dates in figures: alike in all languages.
struct Figures {
    year_first: Regex,
    year_last: Regex,
    month_last: Regex,
    month_first: Regex,
    quarter: Regex,
}

static FIGURES: LazyLock<Figures> = LazyLock::new(|| {
    // Programs write a time behind the day: `2024-03-01 00:00:00`.
    const TIME: &str = r"(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?";
    let compile = |pattern: &str| Regex::new(pattern).expect("a fixed pattern");
    Figures {
        year_first: compile(&format!("^([0-9]{{4}})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{1,2}}){TIME}$")),
        year_last: compile(&format!("^([0-9]{{1,2}})([-/.]) ?([0-9]{{1,2}})[-/.] ?([0-9]{{4}}){TIME}$")),
        month_last: compile("^([0-9]{4})[-/.]([0-9]{1,2})$"),
        month_first: compile("^([0-9]{1,2})[-/.]([0-9]{4})$"),
        quarter: compile("^([0-9]{4})-[Qq]([1-4])$"),
    }
});

/// The days that a cell says.
pub(super) fn when(cell: &Cell, order: Order, lexicon: &Lexicon) -> Result<When, Trouble> {
    let printed = cell.text();
    // No date has so many letters.
    const LONGEST: usize = 120;
    let (from, to) = match cell {
        Cell::Day(day) => (*day, *day),
        Cell::Number(year) => year_alone(year).ok_or(Trouble::Bad)?,
        _ if printed.len() > LONGEST => return Err(Trouble::Bad),
        _ => days(&plain(&printed), order, lexicon)?,
    };
    Ok(When { from, to, text: printed.into_owned() })
}

/// Spaces, hyphens and figures of all kinds made plain.
fn plain(text: &str) -> String {
    let text: String = Plain::new(text).text.chars().map(figure).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Figures of Arabic script and of full width as those of ASCII.
pub(super) fn figure(c: char) -> char {
    let zero = match c {
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6F0}'..='\u{6F9}' => 0x6F0,
        '\u{FF10}'..='\u{FF19}' => 0xFF10,
        _ => return c,
    };
    char::from_digit(u32::from(c) - zero, 10).unwrap_or(c)
}

fn days(text: &str, order: Order, lexicon: &Lexicon) -> Result<(Day, Day), Trouble> {
    let number = |captures: &Captures<'_>, group: usize| {
        captures.get(group).and_then(|found| found.as_str().parse::<u16>().ok()).unwrap_or(0)
    };
    let small = |captures: &Captures<'_>, group: usize| u8::try_from(number(captures, group)).unwrap_or(0);
    let day = |year, month, day| Day::new(year, month, day);
    if let Some(found) = FIGURES.year_first.captures(text) {
        let day = day(number(&found, 1), small(&found, 2), small(&found, 3)).ok_or(Trouble::Bad)?;
        return Ok((day, day));
    }
    if let Some(found) = FIGURES.year_last.captures(text) {
        let (year, first, second) = (number(&found, 4), small(&found, 1), small(&found, 3));
        // Nobody who writes the month first writes full stops.
        let is_clear = order == Order::DayFirst || &found[2] == ".";
        let (day_first, month_first) = (day(year, second, first), day(year, first, second));
        return match (day_first, month_first) {
            (Some(day), None) => Ok((day, day)),
            (Some(day), Some(_)) if is_clear || first == second => Ok((day, day)),
            (Some(day), Some(other)) => Err(Trouble::Ambiguous(day, other)),
            (None, Some(day)) if !is_clear => Ok((day, day)),
            _ => Err(Trouble::Bad),
        };
    }
    let date = |year, month, quarter| PartialDate { year, month, quarter, day: None };
    if let Some(found) = FIGURES.month_last.captures(text) {
        return stretch(date(number(&found, 1), Some(small(&found, 2)), None));
    }
    if let Some(found) = FIGURES.month_first.captures(text) {
        return stretch(date(number(&found, 2), Some(small(&found, 1)), None));
    }
    if let Some(found) = FIGURES.quarter.captures(text) {
        return stretch(date(number(&found, 1), None, Some(small(&found, 2))));
    }
    year_alone(text).map_or_else(|| lexicon.date(text).ok_or(Trouble::Bad).and_then(stretch), Ok)
}

fn year_alone(text: &str) -> Option<(Day, Day)> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let year = text.parse().ok().filter(|year| is_year && *year > 0)?;
    Some((Day::first_of(year), Day::last_of(year)))
}

/// The first and the last day of a date that may be a day, a month, a quarter or a year.
fn stretch(date: PartialDate) -> Result<(Day, Day), Trouble> {
    let PartialDate { year, quarter, month, day } = date;
    let months = match (quarter, month) {
        (Some(quarter @ 1..=4), _) => Some((quarter * 3 - 2, quarter * 3)),
        (Some(_), _) => return Err(Trouble::Bad),
        (None, Some(month)) => Some((month, month)),
        (None, None) => None,
    };
    let days = match (months, day) {
        (Some((month, _)), Some(day)) => Day::new(year, month, day).map(|day| (day, day)),
        (Some((first, last)), None) => Day::new(year, first, 1).zip(Day::end_of(year, last)),
        (None, _) => (year > 0).then(|| (Day::first_of(year), Day::last_of(year))),
    };
    days.ok_or(Trouble::Bad)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, order: Order) -> String {
        let cell = Cell::Text(text.to_owned());
        match when(&cell, order, Lexicon::built_in()) {
            Ok(when) if when.from == when.to => when.from.to_string(),
            Ok(when) => format!("{}..{}", when.from, when.to),
            Err(Trouble::Bad) => "bad".to_owned(),
            Err(Trouble::Ambiguous(day, other)) => format!("{day} or {other}"),
        }
    }

    #[test]
    fn dates_are_read_in_many_forms() {
        for (text, days) in [
            ("2024-03-01", "2024-03-01"),
            ("2024-03-01 00:00:00", "2024-03-01"),
            ("2024-03-01T12:30:00Z", "2024-03-01"),
            ("01/03/2024", "2024-03-01"),
            ("1.3.2024", "2024-03-01"),
            ("1 mars 2024", "2024-03-01"),
            ("1er mars 2024", "2024-03-01"),
            ("March 2024", "2024-03-01..2024-03-31"),
            ("mars\u{A0}2024", "2024-03-01..2024-03-31"),
            ("03/2024", "2024-03-01..2024-03-31"),
            ("2024", "2024-01-01..2024-12-31"),
            ("2024-Q1", "2024-01-01..2024-03-31"),
            ("T3 2024", "2024-07-01..2024-09-30"),
            ("Q3 2024", "2024-07-01..2024-09-30"),
            ("3e trimestre 2024", "2024-07-01..2024-09-30"),
            ("٢٠٢٤-٠٣-٠١", "2024-03-01"),
            ("2024年3月1日", "2024-03-01"),
            ("31/02/2024", "bad"),
            ("31 février 2024", "bad"),
            ("29/02/2023", "bad"),
            ("2024-13-01", "bad"),
            ("13/2024", "bad"),
            ("03/25/2024", "bad"),
            ("01/03/24", "bad"),
            ("soon", "bad"),
            ("0000", "bad"),
            ("45352", "bad"),
        ] {
            assert_eq!(read(text, Order::DayFirst), days, "{text}");
        }
    }

    #[test]
    fn where_writers_differ_a_date_that_may_be_two_is_none() {
        for (text, days) in [
            ("03/04/2024", "2024-04-03 or 2024-03-04"),
            ("03-04-2024", "2024-04-03 or 2024-03-04"),
            ("3.4.2024", "2024-04-03"),
            ("04/04/2024", "2024-04-04"),
            ("25/03/2024", "2024-03-25"),
            ("03/25/2024", "2024-03-25"),
            ("2024-03-04", "2024-03-04"),
            ("13/13/2024", "bad"),
        ] {
            assert_eq!(read(text, Order::Unclear), days, "{text}");
        }
    }
}
