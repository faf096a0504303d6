//! Labels of items, and the ladder that says how deep each stands.
//!
//! `i)` after `h)` continues the letters; `i)` after `2` begins a list of its own. A label is therefore read as all the numbers it
//! may stand for, and the ladder of the labels before it decides.

use crate::lexicon::{Language, Lexicon};
use std::borrow::Cow;
use std::ops::Range;

/// The wrapping of a label that is one only where it is expected.
const LOOSE: &str = "loose";

/// What kind of numbers a sign may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Class {
    Figure,
    Letter,
    Roman,
    Bullet,
}

/// A label at the beginning of a line.
#[derive(Debug, Clone)]
pub struct Label {
    /// As printed, without the space behind it.
    pub text: String,
    /// Its bytes in the line with the space behind it; empty for an automatic label.
    pub range: Range<usize>,
    /// How the sign is wrapped.
    wrapping: String,
    /// The numbers it may stand for.
    values: Vec<(Class, u32)>,
    /// It is put between two others without renumbering (`2bis`).
    is_inserted: bool,
}

impl Label {
    /// Whether it is a plain figure with nothing, a point or a dash behind it: the label of an operative paragraph.
    pub fn is_figure(&self) -> bool {
        let plain = matches!(self.wrapping.as_str(), "point" | "dash" | "bare" | "comma");
        (plain || self.wrapping.starts_with("decimal")) && self.values.iter().any(|(class, _)| *class == Class::Figure)
    }

    /// The label of a line: an automatic one, or one that is typed.
    pub fn of(text: &str, automatic: Option<&str>, lexicon: &Lexicon, language: &Language) -> Option<Label> {
        if let Some(automatic) = automatic {
            let line = format!("{automatic}\t");
            return Some(match Label::typed(&line, lexicon, language, false) {
                Some(label) => Label { text: automatic.to_owned(), range: 0..0, ..label },
                None => Label {
                    text: automatic.to_owned(),
                    range: 0..0,
                    wrapping: "bullet".to_owned(),
                    values: vec![(Class::Bullet, 0)],
                    is_inserted: false,
                },
            });
        }
        Label::typed(text, lexicon, language, false)
    }

    /// A figure followed by a space only (`1 что …`): a label where the list expects this number, words where it does not.
    pub fn loose(text: &str, lexicon: &Lexicon, language: &Language) -> Option<Label> {
        Label::typed(text, lexicon, language, true)
    }

    /// How the sign is wrapped (`bracket`, `point`, `bare`, …).
    pub fn wrapping(&self) -> &str {
        &self.wrapping
    }

    /// The numbers that it may stand for: `i)` is the ninth letter, and one.
    pub fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.values.iter().map(|(_, value)| *value)
    }

    /// Whether it stands for the first number of a list.
    pub fn is_first(&self) -> bool {
        self.values.iter().any(|(_, value)| *value == 1)
    }

    fn typed(text: &str, lexicon: &Lexicon, language: &Language, loose: bool) -> Option<Label> {
        let indent = text.len() - text.trim_start().len();
        let line = &text[indent..];
        let folded = beginning(line);
        for pattern in lexicon.labels.that_may_begin(&folded).filter(|pattern| (pattern.kind == LOOSE) == loose) {
            // Most lines have no label: that is told without asking where its parts would be.
            let Some(found) = Some(&pattern.regex).filter(|r| r.is_match(&folded)).and_then(|r| r.captures(&folded))
            else {
                continue;
            };
            let sign = found.name("sign").map_or("", |m| m.as_str());
            let values = values(&pattern.kind, sign, lexicon, language);
            if values.is_empty() {
                continue;
            }
            // Folding keeps the number of characters, not of bytes.
            let characters = found.get(0).map_or(0, |m| folded[..m.end()].chars().count());
            let end = line.char_indices().nth(characters).map_or(line.len(), |(at, _)| at);
            let dots = if pattern.kind == "decimal" { sign.matches('.').count() } else { 0 };
            return Some(Label {
                is_inserted: lexicon.general.inserted.iter().any(|mark| line[..end].contains(mark.as_str())),
                text: line[..end].trim().to_owned(),
                range: indent..indent + end,
                wrapping: if dots > 0 { format!("decimal {dots}") } else { pattern.kind.clone() },
                values,
            });
        }
        None
    }
}

/// The beginning of a line as patterns see it.
fn beginning(line: &str) -> Cow<'_, str> {
    const ENOUGH: usize = 24;
    let end = line.char_indices().nth(ENOUGH).map_or(line.len(), |(at, _)| at);
    let text = &line[..end];
    if text.chars().any(|c| fold(c) != c) { Cow::Owned(text.chars().map(fold).collect()) } else { Cow::Borrowed(text) }
}

/// One character for another, so that places in the line stay countable.
fn fold(c: char) -> char {
    match c {
        '\u{A0}' | '\u{202F}' => ' ',
        'ﻫ' | 'ﻩ' | 'ﮬ' => 'ه',
        other => other,
    }
}

fn values(kind: &str, sign: &str, lexicon: &Lexicon, language: &Language) -> Vec<(Class, u32)> {
    if kind == "bullet" {
        return vec![(Class::Bullet, 0)];
    }
    if sign.starts_with(|c: char| c.is_ascii_digit()) {
        return sign.rsplit('.').next().and_then(|n| n.parse().ok()).map(|n| (Class::Figure, n)).into_iter().collect();
    }
    let stem = lexicon.general.inserted.iter().find_map(|mark| sign.strip_suffix(mark.as_str())).map(str::trim_end);
    let stem = stem.filter(|stem| !stem.is_empty()).unwrap_or(sign);
    let mut values = Vec::new();
    let lower = stem.to_lowercase();
    let similar: String = lower.chars().map(|c| latin(c, language)).collect();
    let mut letter = |sign: &str| {
        for value in lexicon.numbers_of_sign(sign) {
            if !values.contains(&(Class::Letter, *value)) {
                values.push((Class::Letter, *value));
            }
        }
        // After z) some lists go on with aa), ab), others with aa), bb).
        let mut pair = sign.bytes();
        if let (Some(first @ b'a'..=b'z'), Some(second @ b'a'..=b'z'), None) = (pair.next(), pair.next(), pair.next()) {
            values.push((Class::Letter, u32::from(first - b'a' + 1) * 26 + u32::from(second - b'a' + 1)));
        }
    };
    let plain: String = lower.chars().filter(|c| *c != '\u{640}').collect();
    letter(&plain);
    if similar != plain {
        letter(&similar);
    }
    if let Some(number) = roman(&similar) {
        values.push((Class::Roman, number));
    }
    values
}

/// The Latin letter that a letter of the language looks like.
fn latin(c: char, language: &Language) -> char {
    let pairs = language.table.lookalikes.iter().filter_map(|pair| {
        let mut letters = pair.chars();
        Some((letters.next()?, letters.next()?))
    });
    pairs.filter(|(_, own)| *own == c).map(|(foreign, _)| foreign).next().unwrap_or(c)
}

fn roman(sign: &str) -> Option<u32> {
    let value = |c| {
        Some(match c {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            'c' => 100,
            _ => return None,
        })
    };
    let digits: Option<Vec<u32>> = sign.chars().map(value).collect();
    let digits = digits.filter(|d| !d.is_empty())?;
    let total = digits.iter().enumerate().fold(0i64, |sum, (at, digit)| {
        let sign = if digits.get(at + 1).is_some_and(|next| next > digit) { -1 } else { 1 };
        sum + sign * i64::from(*digit)
    });
    let number = u32::try_from(total).ok()?;
    (crate::read::numbering::roman(number).to_lowercase() == sign).then_some(number)
}

#[derive(Debug, Clone)]
struct Rung {
    wrapping: String,
    class: Class,
    value: u32,
}

/// Rungs below the outermost.
const DEEPEST: usize = 8;

/// The labels that are open, outermost first.
#[derive(Debug, Clone, Default)]
pub struct Ladder {
    rungs: Vec<Rung>,
}

impl Ladder {
    /// How deep a label stands (0 for the outermost), and whether it follows on from the one before it.
    pub fn place(&mut self, label: &Label) -> (usize, bool) {
        // The next number at some depth, the deepest first; then a later one (something is missing); then the same (it stands twice).
        for distance in [1, 2, 0] {
            // A first number of a series that is not open begins a list, rather than standing for a later one with a gap before it.
            let begins = label.values.iter().find(|(class, value)| {
                let open = |rung: &Rung| rung.wrapping == label.wrapping && rung.class == *class;
                *value == 1 && *class != Class::Bullet && !self.rungs.iter().any(open)
            });
            if let (2, Some(&(class, value))) = (distance, begins) {
                self.push(Rung { wrapping: label.wrapping.clone(), class, value });
                return (self.rungs.len() - 1, true);
            }
            for depth in (0..self.rungs.len()).rev() {
                let rung = &self.rungs[depth];
                if rung.wrapping != label.wrapping {
                    continue;
                }
                let value = label.values.iter().find(|(class, value)| {
                    let class_goes_on = *class == rung.class;
                    class_goes_on
                        && match (class, distance) {
                            (Class::Bullet, _) => true,
                            (_, 1) => *value == rung.value + 1,
                            (_, 2) => *value > rung.value + 1,
                            _ => *value == rung.value,
                        }
                });
                let Some(&(class, value)) = value else {
                    continue;
                };
                self.rungs.truncate(depth + 1);
                self.rungs[depth] = Rung { wrapping: label.wrapping.clone(), class, value };
                return (depth, distance == 1 || class == Class::Bullet || (distance == 0 && label.is_inserted));
            }
        }
        let first = label.values.iter().find(|(_, value)| *value <= 1).or(label.values.first()).copied();
        let (class, value) = first.unwrap_or((Class::Bullet, 0));
        self.push(Rung { wrapping: label.wrapping.clone(), class, value });
        (self.rungs.len() - 1, value <= 1)
    }

    /// No drafter goes very deep; a text that does is odd, and what is built on the ladder must not grow without bound.
    fn push(&mut self, rung: Rung) {
        self.rungs.truncate(DEEPEST);
        self.rungs.push(rung);
    }

    /// Forgets all.
    pub fn reset(&mut self) {
        self.rungs.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depths(labels: &[&str], language: &str) -> Vec<(usize, bool)> {
        let lexicon = Lexicon::built_in();
        let language = lexicon.language(language).expect("a language of the lexicon");
        let mut ladder = Ladder::default();
        labels
            .iter()
            .map(|text| {
                let label = Label::of(&format!("{text}\tx"), None, lexicon, language)
                    .unwrap_or_else(|| panic!("{text} is a label"));
                ladder.place(&label)
            })
            .collect()
    }

    #[test]
    fn the_ladder_tells_lists_from_sub_lists() {
        let on = |depths: &[usize]| depths.iter().map(|d| (*d, true)).collect::<Vec<_>>();
        assert_eq!(depths(&["a)", "b)", "c)"], "en"), on(&[0, 0, 0]));
        assert_eq!(depths(&["g)", "h)", "i)"], "en")[2], (0, true));
        assert_eq!(depths(&["1", "i)", "ii)", "2"], "fr"), on(&[0, 1, 1, 0]));
        assert_eq!(depths(&["1.", "(a)", "(i)", "(ii)", "(b)", "2."], "en"), on(&[0, 1, 2, 2, 1, 0]));
        assert_eq!(depths(&["1.", "a)", "b)", "i)", "ii)", "c)", "2."], "fr"), on(&[0, 1, 1, 2, 2, 1, 0]));
        assert_eq!(depths(&["1", "–", "–", "2"], "es"), on(&[0, 1, 1, 0]));
        assert_eq!(depths(&["1", "1.1", "1.2", "2", "2.1"], "en"), on(&[0, 1, 1, 0, 1]));
        assert_eq!(depths(&["а)", "b)", "с)"], "ru"), on(&[0, 0, 0]));
        assert_eq!(depths(&["أ )", "ب)", "ج)", "د )", "ﻫ )"], "ar"), on(&[0, 0, 0, 0, 0]));
        assert_eq!(depths(&["1", "1bis", "2"], "fr"), on(&[0, 0, 0]));
        assert_eq!(depths(&["1", "3"], "fr"), vec![(0, true), (0, false)]);
    }
}
