//! The words of a text: those a redline is made of, and those by which two wordings are alike.
//!
//! A redline is read by people, so its pieces are what they take for words: `l'` and `UIT`, `UIT‑T`, `3 000`, each Chinese character by
//! itself; spaces and stops stand alone. Together the pieces are the text, to the character.

use crate::lexicon::Language;
use crate::lexicon::fold::{is_of_word, typed};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The pieces of a text, in order and without gaps.
pub fn pieces(text: &str) -> Vec<&str> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for word in text.split_word_bounds() {
        let range = at..at + word.len();
        at = range.end;
        match out.last_mut() {
            Some(last) if joins(&text[last.clone()], word) => last.end = range.end,
            _ => out.push(range),
        }
    }
    // A hyphen that nothing follows is no part of the word: `sous- `.
    let whole = out.into_iter().flat_map(|range| {
        let bare = text[range.clone()].trim_end_matches(is_link).len();
        let cut = if bare == 0 { range.end } else { range.start + bare };
        [range.start..cut, cut..range.end].into_iter().filter(|range| !range.is_empty())
    });
    whole.flat_map(|range| elided(text, range)).map(|range| &text[range]).collect()
}

const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{2011}'];
const APOSTROPHES: [char; 2] = ['\'', '\u{2019}'];
/// No-break spaces, which stand within a number.
const WITHIN_NUMBER: [char; 2] = ['\u{A0}', '\u{202F}'];

fn is_link(c: char) -> bool {
    HYPHENS.contains(&c) || WITHIN_NUMBER.contains(&c)
}

/// Whether a piece goes on where the last one ended: `UIT‑T`, `sous-régional`, `3 000`.
fn joins(last: &str, next: &str) -> bool {
    let is_word = |c: char| is_of_word(c) && !is_ideograph(c);
    let fits = |link: char, beside: char| match HYPHENS.contains(&link) {
        true => is_word(beside),
        false => WITHIN_NUMBER.contains(&link) && beside.is_ascii_digit(),
    };
    let (Some(first), Some(end)) = (next.chars().next(), last.chars().next_back()) else { return false };
    match is_link(end) {
        true => last.chars().rev().nth(1).is_some_and(|word| fits(end, word)) && fits(end, first),
        false => next.chars().count() == 1 && fits(first, end),
    }
}

/// A word behind an elided one is a word of its own: `l'UIT`, `qu'il`.
fn elided(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    const LONGEST: usize = 8;
    let word = &text[range.clone()];
    let cut = word.find(APOSTROPHES).filter(|at| *at > 0 && *at <= LONGEST).and_then(|at| {
        let sign = word[at..].chars().next()?.len_utf8();
        (at + sign < word.len()).then_some(range.start + at + sign)
    });
    match cut {
        Some(cut) => vec![range.start..cut, cut..range.end],
        None => vec![range],
    }
}

/// A character that is a word by itself.
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a piece says something: neither space nor stop.
pub fn is_word(piece: &str) -> bool {
    piece.chars().any(is_of_word)
}

/// The words by which two wordings are alike: folded, without stops; of Chinese each two characters that follow one another.
pub fn folded(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for piece in pieces(text).into_iter().filter(|piece| is_word(piece)) {
        let mut signs = piece.chars();
        match (signs.next(), signs.next()) {
            (Some(sign), None) if is_ideograph(sign) => {
                out.extend(before.map(|before| [before, sign].iter().collect::<String>()));
                before = Some(sign);
            }
            _ => {
                before = None;
                let word = piece.to_lowercase();
                out.push(if word.contains(APOSTROPHES) { word.replace(APOSTROPHES, "'") } else { word });
            }
        }
    }
    out
}

/// A text without what only the typist decides: two that are the same then are word for word the same.
pub fn as_typed(text: &str) -> String {
    if is_as_typed(text) {
        return text.to_owned();
    }
    let folded: String = text.chars().filter_map(typed).collect();
    let spaced = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    // French quotation marks stand off the words that they enclose, or do not.
    spaced.replace("\" ", "\"").replace(" \"", "\"")
}

/// Whether nothing of a text would change: that is so of most.
fn is_as_typed(text: &str) -> bool {
    let mut before = ' ';
    let is_same = text.chars().all(|c| {
        let is_doubled = c == ' ' && before == ' ';
        before = c;
        !is_doubled && c != '"' && typed(c) == Some(c)
    });
    is_same && (before != ' ' || text.is_empty())
}

/// Two words that differ only by what is written onto the beginning of one (`والدول`, `الدول`): the bytes of that beginning, on the
/// older and on the newer side.
pub fn proclitic(older: &str, newer: &str, language: &Language) -> Option<(usize, usize)> {
    let proclitics = &language.table.proclitics;
    let beginnings = |word: &str| -> Vec<usize> {
        let found = proclitics.iter().filter(|p| word.len() > p.len() + 2 && word.starts_with(p.as_str()));
        found.map(String::len).chain([0]).collect()
    };
    let (before, after) = (beginnings(older), beginnings(newer));
    before.iter().flat_map(|b| after.iter().map(move |a| (*b, *a))).find(|(b, a)| older[*b..] == newer[*a..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_the_typist_decides_is_left_out() {
        for (text, same) in [
            ("", ""),
            (" ", ""),
            ("one  two ", "one two"),
            (" «\u{A0}l’UIT\u{A0}» ", "\"l'UIT\""),
            ("a \"b\" c", "a\"b\"c"),
            ("as it is", "as it is"),
            ("non\u{2011}breaking\u{200B}", "non-breaking"),
        ] {
            assert_eq!(as_typed(text), same, "{text:?}");
        }
    }

    #[test]
    fn pieces_are_what_a_reader_takes_for_words() {
        assert_eq!(pieces("l'UIT‑T et"), ["l'", "UIT‑T", " ", "et"]);
        assert_eq!(pieces("3\u{A0}000 jours,"), ["3\u{A0}000", " ", "jours", ","]);
        assert_eq!(pieces("责成主任"), ["责", "成", "主", "任"]);
        assert_eq!(pieces("sous- et"), ["sous", "-", " ", "et"]);
        assert_eq!(pieces("- a-b-"), ["-", " ", "a-b", "-"]);
        assert_eq!(pieces(""), Vec::<&str>::new());
    }

    #[test]
    fn chinese_is_alike_by_pairs_of_characters() {
        assert_eq!(folded("责成A主任，"), ["责成", "a", "主任"]);
    }

    #[test]
    fn a_conjunction_written_onto_a_word_is_a_word_of_its_own() {
        let lexicon = crate::lexicon::Lexicon::built_in();
        let arabic = lexicon.language("ar").expect("built in");
        assert_eq!(proclitic("والدول", "الدول", arabic), Some((2, 0)));
        assert_eq!(proclitic("الدول", "المناطق", arabic), None);
    }
}
