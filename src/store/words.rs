//! Words as the full-text index knows them, and what a user searches for as an expression of it.
//!
//! Enters `"Études" ITU-T régula*`; leaves `"etudes" AND "itu t" AND "regula"*`. Accents, case, Arabic vowel signs and forms of
//! alif are folded by the lexicon, Chinese is one word a character. Nothing that a user types is taken for an operator.

use crate::lexicon::fold::{Lookalikes, Token, stops, tokens};
use std::ops::Range;

/// A word, words in a row, or the beginning of a word, to be searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// Folded words, in a row.
    words: Vec<String>,
    /// Whether the last may go on.
    open: bool,
}

/// The words of a passage, folded, for the index.
pub(super) fn indexed(tokens: &[Token]) -> String {
    tokens.iter().filter_map(folded).collect::<Vec<_>>().join(" ")
}

/// A token as the index knows it; `None` for a comma.
fn folded(token: &Token) -> Option<String> {
    let word: String = token.bare().chars().filter(|c| c.is_alphanumeric()).collect();
    (!word.is_empty()).then_some(word)
}

/// What a user typed as terms: each must be there.
pub(super) fn terms(typed: &str) -> Vec<Term> {
    let mut out = Vec::new();
    for (at, part) in typed.split(stops::QUOTES).enumerate() {
        // Every second part stands in quotation marks; one that is not closed goes on to the end.
        if at % 2 == 1 {
            out.extend(term(part));
        } else {
            out.extend(part.split_whitespace().filter_map(term));
        }
    }
    out
}

fn term(typed: &str) -> Option<Term> {
    let typed = typed.trim_end();
    let open = typed.ends_with('*');
    let words: Vec<String> = tokens(typed, &Lookalikes::default()).iter().filter_map(folded).collect();
    (!words.is_empty()).then_some(Term { words, open })
}

/// Terms as an expression of FTS5: every word between quotation marks, which it cannot hold itself.
pub(super) fn expression(terms: &[Term]) -> String {
    let one = |term: &Term| format!("\"{}\"{}", term.words.join(" "), if term.open { " *" } else { "" });
    terms.iter().map(one).collect::<Vec<_>>().join(" AND ")
}

/// Where the terms stand in a text whose tokens are given, in bytes and in order.
pub(super) fn hits(source: &[Token], terms: &[Term]) -> Vec<Range<usize>> {
    let words: Vec<(String, Range<usize>)> =
        source.iter().filter_map(|token| Some((folded(token)?, token.range.clone()))).collect();
    let mut found: Vec<Range<usize>> = Vec::new();
    for term in terms {
        let length = term.words.len();
        for window in words.windows(length) {
            let meets = |(at, (word, _)): (usize, &(String, Range<usize>))| {
                *word == term.words[at] || (term.open && at + 1 == length && word.starts_with(&term.words[at]))
            };
            if window.iter().enumerate().all(meets) {
                found.push(window[0].1.start..window[length - 1].1.end);
            }
        }
    }
    found.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in found {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// A text in which only its words and signs count: kinds of space and hyphen are one.
pub(super) fn plain(text: &str) -> String {
    let text = text.replace(['\u{2010}', '\u{2011}'], "-");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(typed: &str) -> String {
        expression(&terms(typed))
    }

    #[test]
    fn words_are_folded_and_quoted() {
        assert_eq!(asked("Études ITU-T"), "\"etudes\" AND \"itu t\"");
        assert_eq!(asked("\"member States\" accessib*"), "\"member states\" AND \"accessib\" *");
        assert_eq!(asked("第58号决议"), "\"第 58 号 决 议\"");
        assert_eq!(asked("إذْ تُسلِّم"), asked("اذ تسلم"));
    }

    #[test]
    fn nothing_that_is_typed_is_an_operator() {
        assert_eq!(asked("NOT a OR b NEAR(c)"), "\"not\" AND \"a\" AND \"or\" AND \"b\" AND \"near c\"");
        assert_eq!(asked("words:x ^y -z + {q}"), "\"words x\" AND \"y\" AND \"z\" AND \"q\"");
        assert_eq!(asked("\"not closed"), "\"not closed\"");
        assert_eq!(asked(" \" ; \" *"), "");
    }

    #[test]
    fn hits_are_where_the_words_stand() {
        let text = "Encourage Member States, and member states alone";
        let source = tokens(text, &Lookalikes::default());
        let found: Vec<&str> = hits(&source, &terms("\"member states\" alon*")).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, ["Member States", "member states", "alone"]);
    }
}
