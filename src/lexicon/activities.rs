//! The words of tables of activities, and regions and units wherever they are named.
//!
//! Enters a header, a cell or the text of a clause; leaves what it says, the same in all languages. `DATE DE DEBUT`, `date_debut` and
//! `Date de début` are one header: accents, case, spaces and punctuation fall away.
//!
//! ```text
//! "Intitulé de l'activité"                   →  Column::Title
//! "3e trimestre 2024"                        →  2024, quarter 3
//! "dans les États arabes et en Afrique"      →  arab_states, africa
//! "Bureau de développement … (BDT) / DKH"    →  dir.bdt, dir.all, itu-d
//! ```

use super::expression::Expression;
use super::fold::{Lookalikes, Plain, tokens};
use super::tables::{Column, EachColumn, GeneralTable, LanguageTable, Slashed};
use super::{Language, Lexicon, expand};
use regex::Captures;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::ops::Range;

/// A region that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Its id in `regions.toml`.
    pub id: String,
    /// Bytes of the text.
    pub range: Range<usize>,
}

/// A date as far as its words go. Whether the calendar has such a day is not asked here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PartialDate {
    /// Year.
    pub year: u16,
    /// Quarter, 1 to 4.
    pub quarter: Option<u8>,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day of the month.
    pub day: Option<u8>,
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        match (self.quarter, self.month, self.day) {
            (Some(quarter), ..) => write!(f, "-Q{quarter}"),
            (None, Some(month), Some(day)) => write!(f, "-{month:02}-{day:02}"),
            (None, Some(month), None) => write!(f, "-{month:02}"),
            (None, None, _) => Ok(()),
        }
    }
}

/// What makes two headers or cells one: letters and figures without case and accents. A sign that has neither stands for itself.
pub(super) fn key(text: &str) -> String {
    let words = tokens(text, &Lookalikes::default());
    let key: String = words
        .iter()
        .flat_map(|token| token.bare().chars().collect::<Vec<_>>())
        .filter(|c| c.is_alphanumeric())
        .collect();
    if key.is_empty() { text.trim().to_lowercase() } else { key }
}

/// The pattern of a cell that holds a date and nothing else.
pub(super) fn date_pattern(pattern: &str) -> String {
    format!("(?i)^(?:{pattern})$")
}

/// The words of one language's tables by their keys.
#[derive(Debug, Clone, Default)]
pub(super) struct ActivityIndex {
    pub(super) columns: HashMap<String, Column>,
    offices_beside_units: HashSet<String>,
    pub(super) status: HashMap<String, &'static str>,
    pub(super) currencies: HashMap<String, String>,
    pub(super) regions: HashMap<String, String>,
    pub(super) dates: Vec<Expression>,
    months: Vec<(String, u8)>,
}

impl ActivityIndex {
    pub(super) fn new(table: &LanguageTable, general: &GeneralTable) -> Self {
        let mut index = ActivityIndex::default();
        let keys = |forms: &[String]| forms.iter().flat_map(|form| expand(form)).map(|f| key(&f)).collect::<Vec<_>>();
        for (month, names) in (1..).zip(&table.months) {
            index.months.extend(names.split('|').map(|name| (key(name), month)));
        }
        for row in &general.region {
            index.regions.extend(keys(&row.codes).into_iter().map(|key| (key, row.id.clone())));
        }
        for entry in &table.region {
            let forms: Vec<String> = entry.forms.iter().map(|form| form.form.clone()).collect();
            // A form with open endings is for running text.
            let whole = keys(&forms).into_iter().filter(|_| !forms.iter().any(|form| form.contains('*')));
            index.regions.extend(whole.map(|key| (key, entry.id.clone())));
        }
        let Some(words) = &table.activities else { return index };
        for column in Column::ALL {
            index.columns.extend(keys(words.columns.of(column)).into_iter().map(|key| (key, column)));
        }
        index.offices_beside_units.extend(keys(&words.office_beside_unit));
        let statuses =
            [("planned", &words.status.planned), ("under_way", &words.status.under_way), ("done", &words.status.done)];
        for (status, forms) in statuses {
            index.status.extend(keys(forms).into_iter().map(|key| (key, status)));
        }
        for (code, forms) in &words.currencies {
            index.currencies.extend(keys(forms).into_iter().map(|key| (key, code.clone())));
        }
        for (id, forms) in &words.regions {
            index.regions.extend(keys(forms).into_iter().map(|key| (key, id.clone())));
        }
        index.dates = words.date.iter().map(|form| Expression::new(date_pattern(&form.pattern))).collect();
        index
    }

    /// A month by its name, or by the beginning of its name where that is no other month's.
    fn month(&self, word: &str) -> Option<u8> {
        const SHORTEST: usize = 3;
        let word = key(word);
        if let Some((_, month)) = self.months.iter().find(|(name, _)| *name == word) {
            return Some(*month);
        }
        let mut begun = self.months.iter().filter(|(name, _)| name.starts_with(&word)).map(|(_, month)| *month);
        let month = begun.next().filter(|_| word.chars().count() >= SHORTEST)?;
        begun.all(|other| other == month).then_some(month)
    }

    fn date(&self, captures: &Captures<'_>) -> Option<PartialDate> {
        let figures = |name: &str| captures.name(name).and_then(|group| group.as_str().parse::<u8>().ok());
        let month = match captures.name("month") {
            Some(group) => Some(group.as_str().parse().ok().or_else(|| self.month(group.as_str()))?),
            None => None,
        };
        let year = captures.name("year")?.as_str().parse().ok()?;
        Some(PartialDate { year, quarter: figures("quarter"), month, day: figures("day") })
    }
}

impl Language {
    /// The date that a cell holds in the words of this language.
    pub fn date(&self, cell: &str) -> Option<PartialDate> {
        let plain = Plain::new(cell.trim()).text;
        self.activities.dates.iter().find_map(|form| self.activities.date(&form.captures(&plain)?))
    }

    /// The regions that a text names, in its order.
    pub fn regions_in(&self, text: &str) -> Vec<Region> {
        let tokens = self.tokens(text);
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let Some(phrase) = self.regions.at(&tokens, at, None, None).filter(|phrase| phrase.end > at) else {
                at += 1;
                continue;
            };
            let range = tokens[at].range.start + phrase.skipped..tokens[phrase.end - 1].range.end;
            found.extend(phrase.value.map(|id| Region { id, range }));
            at = phrase.end;
        }
        found
    }

    /// The ids of the units that a text names, in its order.
    pub fn units_in(&self, text: &str) -> Vec<String> {
        let tokens = self.tokens(text);
        let found = (0..tokens.len()).filter_map(|at| self.units.at(&tokens, at, None, None));
        found.map(|phrase| phrase.value).collect()
    }
}

impl Lexicon {
    /// What a column holds by its header, and the languages in which it is called so.
    pub fn column(&self, header: &str) -> Option<(Column, Vec<&str>)> {
        let key = key(header);
        let mut found = self.languages().filter_map(|l| Some((*l.activities.columns.get(&key)?, &*l.code)));
        let (column, code) = found.next()?;
        Some((column, [code].into_iter().chain(found.map(|(_, code)| code)).collect()))
    }

    /// Whether a header means the office where another column holds the unit.
    pub fn is_office_beside_unit(&self, header: &str) -> bool {
        let key = key(header);
        self.languages().any(|language| language.activities.offices_beside_units.contains(&key))
    }

    /// How far an activity is, by a word of any language: `planned`, `under_way` or `done`.
    pub fn status(&self, word: &str) -> Option<&'static str> {
        let key = key(word);
        self.languages().find_map(|language| language.activities.status.get(&key).copied())
    }

    /// A currency by its sign, or by its name in any language: its ISO 4217 code.
    pub fn currency(&self, name: &str) -> Option<&str> {
        let name = name.trim();
        let by_sign = self.general.currency.iter().find(|row| row.signs.iter().any(|sign| sign == name));
        let key = key(name);
        let named = || self.languages().find_map(|language| language.activities.currencies.get(&key));
        by_sign.map(|row| &*row.code).or_else(|| named().map(String::as_str))
    }

    /// A region by its whole name in any language, or by its code: its id.
    pub fn region(&self, name: &str) -> Option<&str> {
        let key = key(name);
        self.languages().find_map(|language| language.activities.regions.get(&key)).map(String::as_str)
    }

    /// The ids of the regions that a text in any language names, each once. Where the language is known, [`Language::regions_in`] says
    /// where as well.
    pub fn regions_in(&self, text: &str) -> Vec<String> {
        let mut ids = Vec::new();
        for region in self.languages().flat_map(|language| language.regions_in(text)) {
            if !ids.contains(&region.id) {
                ids.push(region.id);
            }
        }
        ids
    }

    /// The addressees for which the units stand that a text in any language names, each once.
    pub fn addressees_of_unit(&self, text: &str) -> Vec<String> {
        let mut addressees: Vec<String> = Vec::new();
        for id in self.languages().flat_map(|language| language.units_in(text)) {
            let unit = self.general.unit.iter().find(|unit| unit.id == id);
            for addressee in unit.iter().flat_map(|unit| &unit.addressees) {
                if !addressees.contains(addressee) {
                    addressees.push(addressee.clone());
                }
            }
        }
        addressees
    }

    /// The date that a cell holds in the words of any language.
    pub fn date(&self, cell: &str) -> Option<PartialDate> {
        self.languages().find_map(|language| language.date(cell))
    }

    /// Whether tables in one of some languages leave it open if `03/04` is a day of March or of April.
    pub fn is_slashed_unclear(&self, codes: &[&str]) -> bool {
        let mut words = codes.iter().filter_map(|code| self.language(code)?.table.activities.as_ref());
        words.any(|words| words.slashed == Slashed::Unclear)
    }

    /// The headers of the template in a language.
    pub fn headers(&self, code: &str) -> Option<EachColumn<&str>> {
        let columns = &self.language(code)?.table.activities.as_ref()?.columns;
        let first = |column| columns.of(column).first().map_or("", String::as_str);
        Some(EachColumn::from_fn(first))
    }
}
