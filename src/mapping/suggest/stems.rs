//! Words as they are sought: folded and cut to their stems, so that `formations` finds `former`.
//!
//! A stem is what Snowball makes of a word, without accents. Of Chinese each two characters that follow one another are one. Words that the
//! thesaurus takes for one another have a stem more, that of their concept: `stage` and `atelier` both have `0training`.

use crate::compare::words_of;
use crate::lexicon::Language;
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word longer than this is none.
const LONGEST: usize = 64;

/// Before the id of a concept: no word begins so.
const CONCEPT: &str = "0";

/// What cuts the words of one language.
pub(super) struct Stems {
    stemmer: Option<Stemmer>,
    /// Letters written onto the beginning of a word.
    proclitics: Vec<String>,
    /// By the first stem of a word or phrase: the stems that follow in it, and its concept.
    concepts: HashMap<String, Vec<(Vec<String>, String)>>,
}

/// A stem and the words that it was cut from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) stem: String,
    pub(super) word: String,
}

/// Whether a stem is that of a concept.
pub(super) fn is_concept(stem: &str) -> bool {
    stem.starts_with(CONCEPT)
}

impl Stems {
    pub(super) fn of(language: &Language) -> Self {
        let stemmer = algorithm(&language.table.stemmer).map(Stemmer::create);
        let proclitics = language.table.proclitics.clone();
        let mut stems = Stems { stemmer, proclitics, concepts: HashMap::new() };
        let mut concepts: HashMap<String, Vec<(Vec<String>, String)>> = HashMap::new();
        for concept in &language.table.concept {
            let name: String = concept.id.chars().filter(char::is_ascii_alphanumeric).collect();
            for words in &concept.words {
                let mut cut = stems.words(words).into_iter().map(|cut| cut.stem);
                if let Some(first) = cut.next() {
                    concepts.entry(first).or_default().push((cut.collect(), format!("{CONCEPT}{name}")));
                }
            }
        }
        stems.concepts = concepts;
        stems
    }

    /// The stems of a text with the words that they were cut from: its words in their order, then their parts and concepts.
    pub(super) fn cut(&self, text: &str) -> Vec<Cut> {
        let mut out = self.words(text);
        let count = out.len();
        for at in 0..count {
            let parts: Vec<&str> =
                out[at].word.split(['-', '\u{2010}', '\u{2011}']).filter(|part| part.len() > 1).collect();
            let parts = if parts.len() > 1 { parts } else { Vec::new() };
            let parts =
                parts.into_iter().filter_map(|part| Some(Cut { stem: self.stem(part)?, word: part.to_owned() }));
            let parts: Vec<Cut> = parts.chain(self.bare(&out[at])).collect();
            out.extend(parts);
        }
        let words = &out[..count];
        let mut concepts = Vec::new();
        for (at, cut) in out.iter().enumerate() {
            for (rest, concept) in self.concepts.get(&cut.stem).into_iter().flatten() {
                // The part of a word stands alone.
                let behind = words.get(at + 1..).unwrap_or_default();
                let follows =
                    behind.len() >= rest.len() && behind.iter().zip(rest).all(|(cut, stem)| cut.stem == *stem);
                if follows && (at < count || rest.is_empty()) {
                    let phrase = std::iter::once(cut).chain(behind.iter().take(rest.len()));
                    let word = phrase.map(|cut| cut.word.as_str()).collect::<Vec<_>>().join(" ");
                    concepts.push(Cut { stem: concept.clone(), word });
                }
            }
        }
        out.extend(concepts);
        out
    }

    /// A word without what may be written onto its beginning (`بهوية`, `هوية`): as likely as the word itself.
    fn bare(&self, cut: &Cut) -> Option<Cut> {
        const SHORTEST: usize = 3;
        let proclitic = self.proclitics.iter().filter(|letters| cut.word.starts_with(letters.as_str()));
        let word = &cut.word[proclitic.map(String::len).max()?..];
        let stem = self.stem(word).filter(|stem| *stem != cut.stem && word.chars().count() >= SHORTEST)?;
        Some(Cut { stem, word: cut.word.clone() })
    }

    /// The stems of the words of a text.
    fn words(&self, text: &str) -> Vec<Cut> {
        words_of(text).into_iter().filter_map(|word| Some(Cut { stem: self.stem(&word)?, word })).collect()
    }

    /// `None` for a word that says nothing: a single letter, a year, a figure that is no number to call.
    fn stem(&self, word: &str) -> Option<String> {
        const CALLED: std::ops::RangeInclusive<usize> = 3..=6;
        const YEAR: usize = 4;
        let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
        let is_number = word.chars().all(|c| c.is_ascii_digit()) && CALLED.contains(&letters) && letters != YEAR;
        let is_word = (word.chars().any(char::is_alphabetic) && letters > 1) || is_number;
        let is_word = is_word && word.len() <= LONGEST;
        let stem = match &self.stemmer {
            // Snowball knows letters alone.
            Some(stemmer) if word.chars().all(char::is_alphabetic) => stemmer.stem(word),
            _ => word.into(),
        };
        let bare: String = stem.nfd().filter(|c| c.is_alphanumeric() && !is_combining_mark(*c)).collect();
        (is_word && !bare.is_empty()).then_some(bare)
    }
}

/// Snowball's name of a stemmer.
pub(super) fn algorithm(name: &str) -> Option<Algorithm> {
    Some(match name {
        "arabic" => Algorithm::Arabic,
        "danish" => Algorithm::Danish,
        "dutch" => Algorithm::Dutch,
        "english" => Algorithm::English,
        "finnish" => Algorithm::Finnish,
        "french" => Algorithm::French,
        "german" => Algorithm::German,
        "greek" => Algorithm::Greek,
        "hungarian" => Algorithm::Hungarian,
        "italian" => Algorithm::Italian,
        "norwegian" => Algorithm::Norwegian,
        "portuguese" => Algorithm::Portuguese,
        "romanian" => Algorithm::Romanian,
        "russian" => Algorithm::Russian,
        "spanish" => Algorithm::Spanish,
        "swedish" => Algorithm::Swedish,
        "tamil" => Algorithm::Tamil,
        "turkish" => Algorithm::Turkish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    fn stems(code: &str, text: &str) -> Vec<String> {
        static OF: LazyLock<HashMap<String, Stems>> = LazyLock::new(|| {
            Lexicon::built_in().languages().map(|language| (language.code.clone(), Stems::of(language))).collect()
        });
        OF[code].cut(text).into_iter().map(|cut| cut.stem).filter(|stem| !is_concept(stem)).collect()
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        assert_eq!(stems("fr", "Formations régionales"), stems("fr", "formation régionale"));
        assert_eq!(stems("en", "to train trainers, training"), ["to", "train", "trainer", "train"]);
        assert_eq!(stems("zh", "能力建设"), ["能力", "力建", "建设"]);
        assert_eq!(stems("fr", "l'accès sous-régional"), ["acces", "sousregional", "sous", "regional"]);
    }

    #[test]
    fn every_language_that_names_a_stemmer_names_one_that_there_is() {
        for language in Lexicon::built_in().languages() {
            let name = &language.table.stemmer;
            assert!(name.is_empty() || algorithm(name).is_some(), "{}: {name}", language.code);
        }
    }

    #[test]
    fn every_concept_is_found_in_its_example() {
        for language in Lexicon::built_in().languages() {
            let stems = Stems::of(language);
            for concept in &language.table.concept {
                let name: String = concept.id.chars().filter(char::is_ascii_alphanumeric).collect();
                let found = stems.cut(&concept.example).iter().any(|cut| cut.stem == format!("{CONCEPT}{name}"));
                assert!(found, "{}: {}: {}", language.code, concept.id, concept.example);
                let empty: Vec<&String> = concept.words.iter().filter(|words| stems.words(words).is_empty()).collect();
                assert!(empty.is_empty(), "{}: {}: {empty:?} have no stem", language.code, concept.id);
            }
        }
    }

    #[test]
    fn what_the_thesaurus_takes_for_one_another_has_one_stem() {
        let language = Lexicon::built_in().language("fr").expect("built in");
        let stems = Stems::of(language);
        let concept = |text: &str| stems.cut(text).into_iter().find(|cut| cut.stem == "0training").map(|cut| cut.word);
        assert_eq!(concept("Deux stages").as_deref(), Some("stages"));
        assert_eq!(concept("un atelier").as_deref(), Some("atelier"));
        assert_eq!(concept("un rapport"), None);
    }

    proptest! {
        #[test]
        fn no_word_is_too_odd(text in "\\PC{0,40}") {
            for code in ["ar", "en", "es", "fr", "pt", "ru", "zh"] {
                stems(code, &text);
            }
        }
    }
}
