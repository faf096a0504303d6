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
    /// Of each of these sets one word, in lower case; of sets that are the same, next to each other, as many as there are.
    pub words: Vec<Vec<String>>,
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

/// More sets of words are hardly ever needed to tell a text.
const MOST_SETS: usize = 3;

/// Lower case, and one letter for those that a pattern takes for one (`s` and the long `ſ`, `в` and the rounded `ᲀ`).
pub fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // Letter by letter: in `str::to_lowercase` a sigma depends on what stands around it.
    text.chars().flat_map(char::to_lowercase).map(one_of_alike).collect()
}

/// Of several small letters with one capital the usual one: that which the capital gives (`ſ` and `s` are both S, `ᲀ` and `в` both В).
pub fn one_of_alike(c: char) -> char {
    fn only(mut letters: impl Iterator<Item = char>) -> Option<char> {
        letters.next().filter(|_| letters.next().is_none())
    }
    only(c.to_uppercase()).and_then(|capital| only(capital.to_lowercase())).unwrap_or(c)
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
        let needs = Needs { words: is_word.then(|| words.clone()).into_iter().collect(), figure, outset: None };
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
            let words = all(parts.iter().map(|part| part.needs.words.first())).into_iter().collect();
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
                found.words.push(std::mem::replace(&mut run, vec![String::new()]));
                match words {
                    Some(words) => run = words,
                    None => found.words.extend(needs.words),
                }
            }
        }
    }
    if is_whole {
        return Known::exactly(run);
    }
    found.words.push(run);
    found.words = best(found.words);
    Known::only(found)
}

/// Of several sets of words those that are met least often: their shortest word is long, and they are few. A single sign tells little beside
/// another set.
fn best(mut sets: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let shortest = |words: &Vec<String>| words.iter().map(|word| word.chars().count()).min().unwrap_or(0);
    sets.retain(|words| shortest(words) > 0);
    sets.sort_by(|a, b| (shortest(b), a.len(), a).cmp(&(shortest(a), b.len(), b)));
    let told = sets.iter().take_while(|words| shortest(words) > 1).count();
    sets.truncate(told.clamp(1, MOST_SETS));
    sets
}

/// Every word of one set with every word of another behind it.
fn product(before: &[String], behind: &[String]) -> Option<Vec<String>> {
    (before.len() * behind.len() <= MOST)
        .then(|| before.iter().flat_map(|first| behind.iter().map(move |then| format!("{first}{then}"))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pattern: &str) -> (Vec<Vec<String>>, bool) {
        let needs = Needs::of(pattern);
        (needs.words, needs.figure)
    }

    #[test]
    fn what_a_pattern_cannot_do_without() {
        let words = |words: &[&str]| vec![words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>()];
        assert_eq!(shown(r"(?i)\bBY (?:the end of )?20\d\d"), (words(&["by the end of 20", "by 20"]), true));
        assert_eq!(shown(r"\b(?:S?C|TD)/\d+"), (words(&["sc/", "c/", "td/"]), true));
        assert_eq!(shown(r"\p{L}+ \d"), (words(&[" "]), true));
        assert_eq!(shown(r"in ⟨month⟩ \d"), (words(&["in "]), true));
        assert_eq!(shown(r"\p{L}*"), (vec![], false));
        assert_eq!(shown(r"(?i)\bвосток"), (words(&["восток"]), false));
        let both = [words(&["before "]), words(&["20"])].concat();
        assert_eq!(shown(r"before (?:\p{L}+ )+20\d\d"), (both, true));
        let twice = [words(&["19", "20"]), words(&["19", "20"])].concat();
        assert_eq!(shown(r"(?:19|20)\d\d(?:19|20)\d\d"), (twice, true));
        assert!(Needs::of(r"^x?\d").outset.is_some());
        assert!(Needs::of(r"x?\d").outset.is_none());
    }
}
