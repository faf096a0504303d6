//! What a text must hold for a pattern to match in it, read off the pattern.
//!
//! `(?i)\bd'ici (?:à )?20\d\d` needs one of `d'ici à 20`, `d'ici 20`, and a figure; `^R[ée]solution` needs a line that begins so. The
//! build script looks at the patterns that are compiled in, so that a start pays nothing for it; those of another lexicon are looked at when
//! they are first asked.

use super::outset::{Way, ways};
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look};

/// Sets larger than this tell little, and cost much to look for.
const MOST: usize = 128;

/// What a text must hold for a pattern to match in it.
#[derive(Debug, Clone, Default)]
pub struct Needs {
    /// One of these, in lower case.
    pub words: Option<Vec<String>>,
    /// A figure.
    pub figure: bool,
    /// One of these beginnings.
    pub outset: Option<Vec<Way>>,
}

impl Needs {
    /// What a pattern needs. Words of a language that are put into it later (`⟨month⟩`) may be anything.
    pub fn of(pattern: &str) -> Needs {
        let pattern = pattern.replace("⟨month⟩", "(?s:.*)").replace("⟨ordinal⟩", "(?s:.*)");
        regex_syntax::parse(&pattern).map_or_else(|_| Needs::default(), |hir| of(&hir))
    }
}

/// Lower case, and one letter for those that a pattern takes for one (`s` and the long `ſ`).
pub fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // Letter by letter: in `str::to_lowercase` a sigma depends on what stands around it.
    text.chars().flat_map(char::to_lowercase).map(|c| if c == 'ſ' { 's' } else { c }).collect()
}

fn of(hir: &Hir) -> Needs {
    let mut needs = look(hir).needs;
    if hir.properties().look_set_prefix().contains(Look::Start) {
        needs.outset = ways(hir);
    }
    needs
}

/// What is known of an expression.
struct Known {
    /// All that it matches, in lower case, where that is little.
    words: Option<Vec<String>>,
    /// What every match of it holds.
    needs: Needs,
}

impl Known {
    /// Of an expression that matches these words and nothing else.
    fn exactly(words: Vec<String>) -> Self {
        let figure = words.iter().all(|word| word.contains(char::is_numeric));
        let is_word = words.len() <= MOST && words.iter().all(|word| !word.is_empty());
        let needs = Needs { words: is_word.then(|| words.clone()), figure, outset: None };
        Known { words: Some(words).filter(|words| words.len() <= MOST), needs }
    }

    fn only(needs: Needs) -> Self {
        Known { words: None, needs }
    }
}

fn look(hir: &Hir) -> Known {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Known::exactly(vec![String::new()]),
        HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
            Ok(text) => Known::exactly(vec![lower(text)]),
            Err(_) => Known::only(Needs::default()),
        },
        HirKind::Class(Class::Unicode(class)) => of_class(class),
        HirKind::Class(Class::Bytes(_)) => Known::only(Needs::default()),
        HirKind::Capture(capture) => look(&capture.sub),
        HirKind::Repetition(repetition) => {
            let Known { words, needs } = look(&repetition.sub);
            match (words, repetition.min, repetition.max) {
                (Some(mut words), 0, Some(1)) => {
                    words.push(String::new());
                    Known::exactly(words)
                }
                (_, 0, _) => Known::only(Needs::default()),
                _ => Known::only(needs),
            }
        }
        HirKind::Concat(parts) => of_sequence(parts),
        HirKind::Alternation(parts) => {
            let parts: Vec<Known> = parts.iter().map(look).collect();
            if let Some(words) = all(parts.iter().map(|part| part.words.as_ref())) {
                return Known::exactly(words);
            }
            let words = all(parts.iter().map(|part| part.needs.words.as_ref()));
            Known::only(Needs { words, figure: parts.iter().all(|part| part.needs.figure), outset: None })
        }
    }
}

/// All words of several sets, where each is one and they are few.
fn all<'w>(sets: impl Iterator<Item = Option<&'w Vec<String>>> + Clone) -> Option<Vec<String>> {
    let count = sets.clone().try_fold(0, |count, set| Some(count + set?.len()))?;
    (count <= MOST).then(|| sets.flatten().flatten().cloned().collect())
}

fn of_class(class: &ClassUnicode) -> Known {
    const FEW: usize = 6;
    let count: usize = class.ranges().iter().map(|range| range.len()).sum();
    if count <= 2 * FEW {
        let letters = class.ranges().iter().flat_map(|range| range.start()..=range.end());
        let mut words: Vec<String> = letters.map(|c| lower(c.encode_utf8(&mut [0; 4]))).collect();
        words.sort();
        words.dedup();
        if (1..=FEW).contains(&words.len()) {
            return Known::exactly(words);
        }
    }
    // Figures stand in blocks of ten; a larger block holds letters as well.
    let is_figures =
        |range: &ClassUnicodeRange| range.len() <= 64 && (range.start()..=range.end()).all(char::is_numeric);
    Known::only(Needs { figure: class.ranges().iter().all(is_figures), ..Needs::default() })
}

/// Parts one behind the other: what stands together is one word.
fn of_sequence(parts: &[Hir]) -> Known {
    let mut found = Needs::default();
    let mut run = vec![String::new()];
    let mut is_whole = true;
    for part in parts {
        let Known { words, needs } = look(part);
        found.figure |= needs.figure;
        match words.as_ref().and_then(|words| product(&run, words)) {
            Some(longer) => run = longer,
            None => {
                is_whole = false;
                found.words = better(found.words.take(), Some(std::mem::replace(&mut run, vec![String::new()])));
                match words {
                    Some(words) => run = words,
                    None => found.words = better(found.words.take(), needs.words),
                }
            }
        }
    }
    if is_whole {
        return Known::exactly(run);
    }
    found.words = better(found.words.take(), Some(run));
    Known::only(found)
}

/// Of two sets of words the one whose shortest word is longer: it is met less often.
fn better(held: Option<Vec<String>>, other: Option<Vec<String>>) -> Option<Vec<String>> {
    let shortest = |words: &Vec<String>| words.iter().map(|word| word.chars().count()).min().unwrap_or(0);
    let known = |words: &Vec<String>| shortest(words) > 0;
    match (held.filter(known), other.filter(known)) {
        (Some(held), Some(other)) => {
            let rank = |words: &Vec<String>| (shortest(words), std::cmp::Reverse(words.len()));
            Some(if rank(&other) > rank(&held) { other } else { held })
        }
        (held, other) => held.or(other),
    }
}

/// Every word of one set with every word of another behind it.
fn product(before: &[String], behind: &[String]) -> Option<Vec<String>> {
    (before.len() * behind.len() <= MOST)
        .then(|| before.iter().flat_map(|first| behind.iter().map(move |then| format!("{first}{then}"))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pattern: &str) -> (Option<Vec<String>>, bool) {
        let needs = Needs::of(pattern);
        (needs.words, needs.figure)
    }

    #[test]
    fn what_a_pattern_cannot_do_without() {
        let words = |words: &[&str]| Some(words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!(shown(r"(?i)\bBY (?:the end of )?20\d\d"), (words(&["by the end of 20", "by 20"]), true));
        assert_eq!(shown(r"\b(?:S?C|TD)/\d+"), (words(&["sc/", "c/", "td/"]), true));
        assert_eq!(shown(r"\p{L}+ \d"), (words(&[" "]), true));
        assert_eq!(shown(r"in ⟨month⟩ \d"), (words(&["in "]), true));
        assert_eq!(shown(r"\p{L}*"), (None, false));
        assert!(Needs::of(r"^x?\d").outset.is_some());
        assert!(Needs::of(r"x?\d").outset.is_none());
    }
}
