//! Words as they are sought: folded and cut to their stems, so that `formations` finds `former`.
//!
//! A stem is what Snowball makes of a word, without accents. Of Chinese each two characters that follow one another are one.

use crate::compare::words_of;
use crate::lexicon::Language;
use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word longer than this is none.
const LONGEST: usize = 64;

/// What cuts the words of one language.
pub(super) struct Stems {
    stemmer: Option<Stemmer>,
}

impl Stems {
    pub(super) fn of(language: &Language) -> Self {
        Stems { stemmer: algorithm(&language.table.stemmer).map(Stemmer::create) }
    }

    /// The stems of a text with the words that they were cut from, in its order.
    pub(super) fn cut(&self, text: &str) -> Vec<(String, String)> {
        let mut out = Vec::new();
        for word in words_of(text) {
            let parts: Vec<&str> = word.split(['-', '\u{2010}', '\u{2011}']).filter(|part| part.len() > 1).collect();
            out.extend(self.stem(&word).map(|stem| (stem, word.clone())));
            if parts.len() > 1 {
                out.extend(parts.into_iter().filter_map(|part| Some((self.stem(part)?, part.to_owned()))));
            }
        }
        out
    }

    /// `None` for a word that says nothing: a single letter, a figure.
    fn stem(&self, word: &str) -> Option<String> {
        let is_word = word.chars().any(char::is_alphabetic) && word.chars().count() > 1 && word.len() <= LONGEST;
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

    fn stems(code: &str, text: &str) -> Vec<String> {
        let language = Lexicon::built_in().language(code).expect("built in");
        Stems::of(language).cut(text).into_iter().map(|(stem, _)| stem).collect()
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

    proptest! {
        #[test]
        fn no_word_is_too_odd(text in "\\PC{0,40}") {
            for code in ["ar", "en", "es", "fr", "pt", "ru", "zh"] {
                stems(code, &text);
            }
        }
    }
}
