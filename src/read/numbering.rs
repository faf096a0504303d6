//! Automatic numbering: list definitions, and the counters that render a paragraph's label in one reading.
//!
//! Word stores no label, it counts. What it counts differs between the older and the newer text (an inserted item shifts the
//! following ones), so labels are rendered anew for each reading: `a)`, `b)`, `c)` may become `a)`, `b)`, `c)`, `d)`.
//! ECMA-376 §17.9.

use serde::Serialize;
use std::collections::HashMap;

/// Membership in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ListItem {
    /// The list instance (`numId`).
    pub list: u32,
    /// The level, 0 for the outermost.
    pub level: u8,
}

/// One level of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// The first number.
    pub start: u32,
    /// How numbers are written (`decimal`, `lowerLetter`, …, as in the file).
    pub format: String,
    /// The label with `%1` … `%9` for the numbers of the levels.
    pub text: String,
    /// The level after which counting begins anew; `None`: after any outer level; `Some(0)`: never.
    pub restart: Option<u8>,
    /// Render all numbers in Arabic figures (`isLgl`).
    pub legal: bool,
}

impl Default for Level {
    fn default() -> Self {
        Level { start: 1, format: "decimal".into(), text: String::new(), restart: None, legal: false }
    }
}

/// A list definition: its levels by depth.
#[derive(Debug, Clone, Default)]
pub struct AbstractList {
    /// Levels, outermost first.
    pub levels: HashMap<u8, Level>,
}

/// A list instance: a definition with what it overrides.
#[derive(Debug, Clone, Default)]
pub struct ListInstance {
    /// The definition it counts with; instances of one definition count on from each other.
    pub definition: u32,
    /// Levels redefined for this instance.
    pub levels: HashMap<u8, Level>,
    /// First numbers redefined for this instance.
    pub starts: HashMap<u8, u32>,
}

/// All lists of a document.
#[derive(Debug, Clone, Default)]
pub struct Numbering {
    /// Definitions by id.
    pub definitions: HashMap<u32, AbstractList>,
    /// Instances by id.
    pub instances: HashMap<u32, ListInstance>,
}

impl Numbering {
    fn level(&self, list: u32, level: u8) -> Option<&Level> {
        let instance = self.instances.get(&list)?;
        instance.levels.get(&level).or_else(|| self.definitions.get(&instance.definition)?.levels.get(&level))
    }
}

/// Counts through one reading.
#[derive(Debug, Default)]
pub struct Counter {
    /// The numbers of each definition by level: a document may hold very many definitions, and each has few levels.
    numbers: HashMap<u32, HashMap<u8, u32>>,
    started: HashMap<(u32, u8), ()>,
}

impl Counter {
    /// Counts the paragraph and renders its label; `None` where the list shows none.
    pub fn label(&mut self, numbering: &Numbering, item: ListItem) -> Option<String> {
        let instance = numbering.instances.get(&item.list)?;
        let definition = instance.definition;
        let own = numbering.level(item.list, item.level)?;
        // An override of the first number takes effect once, when the instance is first met at that level.
        let overridden = instance.starts.get(&item.level).copied();
        let first_here = self.started.insert((item.list, item.level), ()).is_none();
        let numbers = self.numbers.entry(definition).or_default();
        let number = match (overridden, numbers.get(&item.level)) {
            (Some(start), _) if first_here => start,
            (_, Some(previous)) => previous.saturating_add(1),
            (Some(start), None) => start,
            (None, None) => own.start,
        };
        numbers.insert(item.level, number);
        // Deeper levels begin anew, unless they say after which level they do, or never.
        numbers.retain(|level, _| {
            *level <= item.level || {
                match numbering.level(item.list, *level).and_then(|deeper| deeper.restart) {
                    Some(0) => true,
                    Some(after) => item.level >= after,
                    None => false,
                }
            }
        });
        let mut label = String::new();
        let mut rest = own.text.chars().peekable();
        while let Some(c) = rest.next() {
            let Some(depth) = (c == '%').then(|| rest.peek().and_then(|d| d.to_digit(10))).flatten() else {
                label.push(bullet(c));
                continue;
            };
            rest.next();
            let level = (depth as u8).saturating_sub(1);
            let of = numbering.level(item.list, level);
            let number = numbers.get(&level).copied();
            let number = number.or(of.map(|l| l.start)).unwrap_or(1);
            let format = if own.legal { "decimal" } else { of.map_or("decimal", |l| l.format.as_str()) };
            label.push_str(&render(number, format).unwrap_or_else(|| number.to_string()));
        }
        (own.format != "none" || !label.is_empty()).then_some(label).filter(|l| !l.is_empty())
    }
}

/// Bullets of the symbol fonts, which live in the private use area, as the signs they show.
fn bullet(c: char) -> char {
    match c {
        '\u{F0B7}' | '\u{F06C}' => '•',
        '\u{F02D}' | '\u{F0BE}' => '–',
        '\u{F0A7}' => '▪',
        '\u{F0D8}' => '➢',
        '\u{F0FC}' => '✓',
        other => other,
    }
}

/// Whether a number format is known.
pub fn is_known(format: &str) -> bool {
    format == "bullet" || render(1, format).is_some()
}

/// A number in one of the number formats of ECMA-376 §17.18.59 that these documents use; `None` for others.
fn render(number: u32, format: &str) -> Option<String> {
    Some(match format {
        "decimal" | "decimalFullWidth" | "decimalHalfWidth" | "numberInDash" => number.to_string(),
        "decimalZero" => format!("{number:02}"),
        "lowerLetter" => letters(number, 'a', 26),
        "upperLetter" => letters(number, 'A', 26),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        "ordinal" => format!("{number}{}", english_ordinal(number)),
        "none" | "bullet" => String::new(),
        other => series(number, crate::lexicon::series_of_format(other)?),
    })
}

/// `a` … `z`, then `aa`, `bb` …: Word repeats the letter.
fn letters(number: u32, first: char, count: u32) -> String {
    let index = number.saturating_sub(1);
    let letter = char::from_u32(first as u32 + index % count).unwrap_or(first);
    std::iter::repeat_n(letter, (index / count + 1).min(20) as usize).collect()
}

/// A sign of a series of the lexicon; past its end the signs repeat, as letters do.
fn series(number: u32, signs: &[String]) -> String {
    let index = number.saturating_sub(1) as usize;
    let Some(sign) = index.checked_rem(signs.len()).and_then(|at| signs.get(at)) else {
        return number.to_string();
    };
    sign.repeat((index / signs.len() + 1).min(20))
}

/// Roman figures up to 3999; larger numbers in Arabic figures.
pub fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number == 0 || number > 3999 {
        return number.to_string();
    }
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

fn english_ordinal(number: u32) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_the_format_of_their_level() {
        for (number, format, expected) in [
            (4, "decimal", "4"),
            (4, "decimalZero", "04"),
            (2, "lowerLetter", "b"),
            (28, "lowerLetter", "bb"),
            (9, "lowerRoman", "ix"),
            (1994, "upperRoman", "MCMXCIV"),
            (12, "chineseCounting", "十二"),
            (20, "chineseCounting", "二十"),
            (3, "ordinal", "3rd"),
            (13, "ordinal", "13th"),
        ] {
            assert_eq!(render(number, format).as_deref(), Some(expected), "{number} as {format}");
        }
        assert_eq!(render(1, "hebrew1"), None);
    }
}
