//! An activity: something that an office does, did or will do, with its time, its money and the mandate that it claims.

use super::remark::Remark;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;

/// A table of activities, as far as it could be read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct Activities {
    /// The file.
    pub source: TableSource,
    /// The activities, in the order of their rows. Ids are unique.
    pub activities: Vec<Activity>,
    /// What could not be read, or only with a doubt: each with its row and column.
    pub remarks: Vec<Remark>,
}

/// The file that held the table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TableSource {
    /// Its name as given; `-` for standard input.
    pub file: String,
    /// What it was read as.
    pub format: TableFormat,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// How its letters were coded: `utf-8`, `utf-16le`, `utf-16be` or `windows-1252`; `null` where the format says so itself.
    pub encoding: Option<String>,
    /// What stands between the cells of a CSV file.
    pub delimiter: Option<char>,
    /// The sheet of a spreadsheet.
    pub sheet: Option<String>,
    /// How many rows held something, the header not counted.
    pub rows: u32,
}

/// A format of tables.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TableFormat {
    /// Values between commas, semicolons or tabs.
    #[default]
    Csv,
    /// A spreadsheet.
    Xlsx,
    /// An array of objects, or an object with one in `activities`.
    Json,
}

/// One row of the table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct Activity {
    /// Its id; `row-12` where the table gives none.
    pub id: String,
    /// Its row, counted from 1 as a spreadsheet shows it (a header in the first row is row 1); of JSON the position in the array, from 1.
    pub row: u32,
    /// Its title.
    pub title: String,
    /// What is done.
    pub description: String,
    /// ISO 639-1 code of the language of title and description, where it can be told.
    pub language: Option<String>,
    /// When it begins.
    pub start: Option<When>,
    /// When it ends.
    pub end: Option<When>,
    /// How far it is.
    pub status: Option<Status>,
    /// What it costs.
    pub budget: Option<Budget>,
    /// Where.
    pub regions: Vec<Region>,
    /// The office that does it, as printed.
    pub office: Option<String>,
    /// The bureau or department, as printed.
    pub unit: Option<String>,
    /// With whom.
    pub partners: Vec<String>,
    /// The mandates that it claims, as printed; they are read against the texts at hand.
    pub mandates: Option<String>,
    /// Cells that are kept and not used, by their headers: those of unknown and of double columns, and a currency without an amount. A
    /// cell without a header is named for its column (`#5`).
    pub other: BTreeMap<String, String>,
}

/// A stretch of days: a day, or what a month, a quarter or a year alone says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct When {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// As printed.
    pub text: String,
}

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// The day, if the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Day> {
        let is_there = year > 0 && (1..=12).contains(&month) && (1..=days(year, month)).contains(&day);
        is_there.then_some(Day { year, month, day })
    }

    /// `2024-03-01`.
    pub fn parse(text: &str) -> Option<Day> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let is_day = year.len() == 4 && month.len() == 2 && day.len() == 2 && parts.next().is_none();
        is_day.then(|| Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)).flatten()
    }

    /// The first day of a year.
    pub fn first_of(year: u16) -> Day {
        Day { year, month: 1, day: 1 }
    }

    /// The last day of a year.
    pub fn last_of(year: u16) -> Day {
        Day { year, month: 12, day: 31 }
    }

    /// The last day of a month.
    pub fn end_of(year: u16, month: u8) -> Option<Day> {
        (1..=12).contains(&month).then(|| Day { year, month, day: days(year, month) })
    }

    /// Its year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// How many days it is from the first of the year 1: for a scale of time.
    pub fn number(self) -> i64 {
        let years = i64::from(self.year) - 1;
        let before = (1..self.month).map(|month| i64::from(days(self.year, month))).sum::<i64>();
        years * 365 + years / 4 - years / 100 + years / 400 + before + i64::from(self.day)
    }
}

fn days(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(400) || (year.is_multiple_of(4) && !year.is_multiple_of(100)) => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date", "description": "A day: `2024-03-01`." })
    }
}

/// How far an activity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Not begun.
    Planned,
    /// Begun and not ended.
    UnderWay,
    /// Ended.
    Done,
}

impl Status {
    /// All, in the order of time.
    pub const ALL: [Status; 3] = [Status::Planned, Status::UnderWay, Status::Done];

    /// As in the JSON and in the lexicon.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Planned => "planned",
            Status::UnderWay => "under_way",
            Status::Done => "done",
        }
    }
}

/// A sum of money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Budget {
    /// How much.
    pub amount: Amount,
    /// ISO 4217 code; `null` where the table names none.
    pub currency: Option<String>,
}

/// An amount, exact. In JSON a string (`"120000.50"`), so that no reader rounds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Amount(pub rust_decimal::Decimal);

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl JsonSchema for Amount {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Amount".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$", "description": "An exact amount." })
    }
}

/// A region of the world.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Region {
    /// Its id in the lexicon (`africa`); `null` where it is not known there.
    pub id: Option<String>,
    /// As printed.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calendar_has_its_days_and_no_others() {
        assert_eq!(Day::parse("2024-02-29").map(|day| day.to_string()).as_deref(), Some("2024-02-29"));
        for wrong in ["2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "24-1-1", "2024-1-1", "x"] {
            assert_eq!(Day::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_are_counted() {
        let number = |text: &str| Day::parse(text).expect("a day").number();
        assert_eq!(number("0001-01-01"), 1);
        assert_eq!(number("2024-03-01") - number("2024-02-28"), 2);
        assert_eq!(number("2025-01-01") - number("2024-01-01"), 366);
    }
}
