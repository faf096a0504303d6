//! Words that have run together (rule 14 of DOMAIN §5), and words that stand twice (rule 15).
//!
//! `annuellesemestrielle` is two words where one replaced the other. Languages build words of words, and clean texts hold them
//! (`entreprises`), so this is looked at only in texts that have shown by other signs that they have run together, and both halves must stand
//! elsewhere in the text. What is less sure is reported as doubtful and left as it is.

use super::Doubt;
use super::page::{Order, Page};
use super::split::{Find, Finds, Rule};
use crate::lexicon::fold::{Case, Token, is_han, stops};
use std::collections::HashMap;
use std::ops::Range;

/// What was found, and what looks so.
pub(super) struct Found {
    pub finds: Vec<Find>,
    pub doubts: Vec<Doubt>,
}

/// Letters that the shorter half needs, and both together, to be taken for words by themselves.
const LONG: (usize, usize) = (5, 12);
/// A word of more letters is not two.
const LONGEST: usize = 80;
/// Letters that both halves begin with, where one is another form of the other.
const STEM: usize = 4;

/// The splits of words in clauses and heads.
pub(super) fn find(page: &Page<'_>, finds: &Finds, order: Order) -> Found {
    let mut found = Found { finds: Vec::new(), doubts: Vec::new() };
    let lines: Vec<(usize, Vec<Token>)> =
        page.lines().into_iter().map(|line| (line, page.language.tokens(page.line(line)))).collect();
    let mut vocabulary: HashMap<&str, usize> = HashMap::new();
    for token in lines.iter().flat_map(|(_, tokens)| tokens) {
        *vocabulary.entry(token.word.as_str()).or_default() += 1;
    }
    for (line, tokens) in &lines {
        let text = page.line(*line);
        for (at, token) in tokens.iter().enumerate() {
            if finds.touches(*line, &token.range) {
                continue;
            }
            let printed = &text[token.range.clone()];
            if let Some((cut, confidence)) = cut(page, token, printed, &vocabulary) {
                if confidence < 0.5 {
                    found.doubts.push((*line, token.range.clone()));
                    continue;
                }
                let (deleted, inserted) = order.of(left(page, text, tokens, at, cut), right(page, text, token, cut));
                found.finds.push(Find::new(Rule::WordRunOn, *line, vec![deleted], vec![inserted]).sure(confidence));
            }
            let before = at.checked_sub(1).and_then(|before| tokens.get(before));
            if let Some(before) = before.filter(|before| is_doubled(before, token, text, page)) {
                // One may have been deleted and the other inserted, or both typed: nobody can tell, so both stay.
                found.doubts.push((*line, before.range.start..token.range.end));
            }
        }
    }
    found.finds.extend(blanks(page, &lines));
    found
}

/// Blanks that were left when a word was taken out: two in a row, or one before a comma. Where a text has many, that is how it is typed.
fn blanks(page: &Page<'_>, lines: &[(usize, Vec<Token>)]) -> Vec<Find> {
    const HABIT: usize = 3;
    let blank = |c: char| c == ' ' || c == '\u{A0}';
    let (mut twice, mut before_comma) = (Vec::new(), Vec::new());
    for (line, _) in lines {
        let text = page.line(*line);
        let mut around = text.char_indices().peekable();
        let mut last = None;
        while let Some((at, c)) = around.next() {
            let next = around.peek().map(|(_, next)| *next);
            let is_inner = last.is_some_and(char::is_alphanumeric);
            match next {
                Some(second) if is_inner && blank(c) && blank(second) => {
                    let behind = at + c.len_utf8()..at + c.len_utf8() + second.len_utf8();
                    let goes_on = text[behind.end..].starts_with(char::is_alphanumeric);
                    twice
                        .extend(goes_on.then(|| Find::new(Rule::Doubled, *line, Some(at..behind.start), Some(behind))));
                }
                Some(second) if is_inner && blank(c) && stops::COMMA.contains(&second) => {
                    before_comma.push(Find::new(Rule::Doubled, *line, Some(at..at + c.len_utf8()), None));
                }
                _ => {}
            }
            last = Some(c);
        }
    }
    [twice, before_comma].into_iter().filter(|found| found.len() < HABIT).flatten().collect()
}

/// What the first half of a word ends: the name of an addressee, or the word alone.
fn left(page: &Page<'_>, text: &str, tokens: &[Token], at: usize, cut: usize) -> Range<usize> {
    const FAR: usize = 8;
    let end = tokens[at].range.start + cut;
    let first = at.saturating_sub(FAR);
    let name = tokens[first..at].iter().find(|token| {
        let words = page.language.tokens(&text[token.range.start..end]);
        page.language.addressee(&words, 0, page.house()).is_some_and(|found| found.end == words.len())
    });
    name.unwrap_or(&tokens[at]).range.start..end
}

/// What the second half begins.
fn right(page: &Page<'_>, text: &str, token: &Token, cut: usize) -> Range<usize> {
    let start = token.range.start + cut;
    let words = page.language.first_tokens(&text[start..]);
    let name = page.language.addressee(&words, 0, page.house()).and_then(|found| words.get(found.end - 1));
    start..name.map_or(token.range.end, |last| start + last.range.end)
}

/// The same word twice with a space between, in a language in which that means nothing.
fn is_doubled(before: &Token, token: &Token, text: &str, page: &Page<'_>) -> bool {
    let gap = &text[before.range.end..token.range.start];
    let is_word = token.word.chars().count() > 1 && token.word.chars().all(|c| c.is_alphabetic() && !is_han(c));
    let is_meant = page.language.table.doubled.iter().any(|word| token.word == *word);
    is_word
        && !is_meant
        && before.word == token.word
        && !gap.is_empty()
        && gap.chars().all(|c| c == ' ' || c == '\u{A0}')
}

/// Where a word is two, and how sure that is.
fn cut(page: &Page<'_>, token: &Token, printed: &str, vocabulary: &HashMap<&str, usize>) -> Option<(usize, f64)> {
    let letters = token.word.chars().count();
    if !(2 * STEM..=LONGEST).contains(&letters) || !printed.chars().all(char::is_alphabetic) {
        return None;
    }
    let cuts: Vec<usize> = printed.char_indices().map(|(at, _)| at).filter(|at| *at > 0).collect();
    let of_letters = |text: &str| text.chars().count();
    let is_known = |text: &str| vocabulary.contains_key(text.to_lowercase().as_str());
    let is_capital = |at: usize| {
        printed[..at].chars().next_back().is_some_and(char::is_lowercase)
            && printed[at..].chars().next().is_some_and(char::is_uppercase)
    };
    if token.case != Case::Upper && cuts.iter().any(|at| is_capital(*at)) {
        if page.lexicon.mixed_case.iter().any(|known| known.regex.is_match(printed)) {
            return None;
        }
        let at = cuts.into_iter().find(|at| is_capital(*at))?;
        let names = || page.language.addressee(&page.language.tokens(&printed[at..]), 0, page.house()).is_some();
        let known = is_known(&printed[..at]) && (is_known(&printed[at..]) || names());
        return Some((at, if known { 0.7 } else { 0.4 }));
    }
    // `annuelannuelle`: two forms of one word.
    let lower = printed.to_lowercase();
    let same_stem = |at: &usize| {
        let (first, second) = (lower.get(..*at), lower.get(*at..));
        let (Some(first), Some(second)) = (first, second) else { return false };
        let common = first.chars().zip(second.chars()).take_while(|(a, b)| a == b).count();
        common >= STEM
            && common + 3 >= of_letters(first).min(of_letters(second))
            && first != second
            && (is_known(first) || is_known(second))
    };
    if let Some(at) = cuts.iter().copied().find(same_stem) {
        return Some((at, 0.7));
    }
    let both = |at: &usize| {
        let (first, second) = (&printed[..*at], &printed[*at..]);
        let shorter = of_letters(first).min(of_letters(second));
        (shorter >= STEM && is_known(first) && is_known(second))
            .then_some((*at, if shorter >= LONG.0 && of_letters(printed) >= LONG.1 { 0.5 } else { 0.3 }))
    };
    let found: Vec<(usize, f64)> = cuts.iter().filter_map(both).collect();
    match found.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}
