//! A line as two versions of a text are compared: what only the typist or the word processor decides is folded away.
//!
//! Kinds of spaces, hyphens and quotation marks, joiners, and letters of labels that look like others are no differences.

use crate::lexicon::Language;
use crate::lexicon::fold::{is_han, typed};
use std::ops::Range;

/// Folded characters, and the bytes of the source behind each.
#[derive(Debug, Clone, Default)]
pub(super) struct Canonical {
    pub characters: Vec<char>,
    at: Vec<Range<usize>>,
    end: usize,
}

impl Canonical {
    pub fn new(source: &str, language: &Language) -> Self {
        let mut out = Canonical { end: source.len(), ..Canonical::default() };
        let label = label_letter(source);
        for (at, sign) in source.char_indices() {
            let Some(c) = typed(sign) else { continue };
            let c = if label == Some(at) { latin(c, language) } else { c };
            let last = out.characters.last().copied();
            // French quotation marks stand off the words that they enclose.
            if c == ' ' && matches!(last, None | Some(' ' | '"')) {
                continue;
            }
            let stands_off = sign == '»' || source[..at].ends_with(['\u{A0}', '\u{202F}']);
            if c == '"' && last == Some(' ') && stands_off {
                out.characters.pop();
                out.at.pop();
            }
            out.characters.push(c);
            out.at.push(at..at + sign.len_utf8());
        }
        while out.characters.last() == Some(&' ') {
            out.characters.pop();
            out.end = out.at.pop().map_or(out.end, |last| last.start);
        }
        out
    }

    pub fn text(&self, range: Range<usize>) -> String {
        self.characters[range].iter().collect()
    }

    /// Bytes of the source behind a range of characters.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.at.get(range.start).map_or(self.end, |at| at.start);
        let last = range.end.checked_sub(1).filter(|last| *last >= range.start).and_then(|last| self.at.get(last));
        start..last.map_or(start, |at| at.end)
    }

    /// The words and signs, as ranges of characters: where a letter meets a figure or a capital, there one ends, since run-on words do.
    pub fn tokens(&self) -> Vec<Range<usize>> {
        let kind = |c: char| match c {
            c if is_han(c) => 0,
            c if c.is_ascii_digit() => 1,
            c if c.is_alphabetic() => 2,
            _ => 0,
        };
        let mut out: Vec<Range<usize>> = Vec::new();
        for (at, &c) in self.characters.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| self.characters[before]);
            let goes_on = before.is_some_and(|before| {
                kind(c) != 0 && kind(c) == kind(before) && !(before.is_lowercase() && c.is_uppercase())
            });
            match out.last_mut() {
                Some(last) if goes_on => last.end = at + 1,
                _ => out.push(at..at + 1),
            }
        }
        out
    }

    /// The words, sorted: what two lines have in common can be counted.
    pub fn bag(&self) -> Vec<String> {
        let is_word = |range: &Range<usize>| self.characters[range.start].is_alphanumeric();
        let mut bag: Vec<String> =
            self.tokens().into_iter().filter(is_word).map(|range| self.text(range).to_lowercase()).collect();
        bag.sort_unstable();
        bag
    }
}

/// The byte of a letter that is a label: `а)`.
fn label_letter(source: &str) -> Option<usize> {
    let mut rest = source.char_indices().filter(|(_, c)| !c.is_whitespace());
    let (at, letter) = rest.by_ref().find(|(_, c)| c.is_alphabetic())?;
    let (_, next) = rest.next()?;
    (letter.is_alphabetic() && next == ')' && at < 4).then_some(at)
}

fn latin(c: char, language: &Language) -> char {
    let pairs = language.table.lookalikes.iter().filter_map(|pair| {
        let mut letters = pair.chars();
        Some((letters.next()?, letters.next()?))
    });
    pairs.into_iter().find(|(_, own)| *own == c).map_or(c, |(foreign, _)| foreign)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn what_only_the_typist_decides_is_no_difference() {
        let same = |code: &str, one: &str, other: &str| {
            let language = Lexicon::built_in().language(code).expect("a language of the lexicon");
            assert_eq!(Canonical::new(one, language).characters, Canonical::new(other, language).characters);
        };
        same("fr", "l’« UIT\u{2011}T »\u{A0}:", "l'\"UIT-T\" :");
        same("ru", "а)\tчто", "a) что");
        same("en", " two\u{A0} spaces ", "two spaces");
    }

    #[test]
    fn every_character_knows_its_source() {
        let language = Lexicon::built_in().language("fr").expect("a language of the lexicon");
        let source = "\u{A0}« é » d";
        let folded = Canonical::new(source, language);
        let at = folded.characters.iter().position(|c| *c == 'é').expect("it is there");
        assert_eq!(&source[folded.source(at..at + 1)], "é");
    }
}
