//! Which sets of phrases a word may begin: one look at a word of a text spares it most questions.
//!
//! Enters the first words of all sets of a language; leaves one bit for each set. `decides` begins acts; `committee` begins names of
//! addressees and bodies; most words begin nothing.

use super::fold::Token;
use super::phrase::without_proclitics;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// The first words of the phrases of a language.
#[derive(Debug, Clone, Default)]
pub struct Beginnings {
    words: FxHashMap<SmolStr, u32>,
    /// Beginnings of words, by their first letter.
    stems: FxHashMap<char, Vec<(SmolStr, u32)>>,
    proclitics: Vec<String>,
    contractions: Vec<(String, String)>,
    sets: u32,
}

impl Beginnings {
    /// Of a language with letters that are written onto words.
    pub fn new(proclitics: &[String], contractions: &[(String, String)]) -> Self {
        Beginnings { proclitics: proclitics.to_vec(), contractions: contractions.to_vec(), ..Beginnings::default() }
    }

    /// Takes in a set of phrases by their first words without accents, whole or cut off. Gives its bit, or 0 where there is none left.
    pub fn add<'w>(
        &mut self,
        words: impl Iterator<Item = &'w SmolStr>,
        stems: impl Iterator<Item = &'w SmolStr>,
    ) -> u32 {
        let bit = 1_u32.checked_shl(self.sets).unwrap_or(0);
        self.sets += 1;
        for word in words {
            *self.words.entry(word.clone()).or_default() |= bit;
        }
        for stem in stems {
            let known = self.stems.entry(stem.chars().next().unwrap_or_default()).or_default();
            match known.iter_mut().find(|(held, _)| held == stem) {
                Some((_, bits)) => *bits |= bit,
                None => known.push((stem.clone(), bit)),
            }
        }
        bit
    }

    /// Lets a token say which sets it may begin, with or without what is written onto it.
    pub fn tell(&self, token: &mut Token) {
        token.begins = self.of_word(token.bare());
        let written_on = self.proclitics.iter().chain(self.contractions.iter().map(|(written, _)| written));
        if written_on.into_iter().any(|letters| token.word.starts_with(letters.as_str())) {
            token.stripped = without_proclitics(token, &self.proclitics, &self.contractions);
            token.stripped.iter_mut().for_each(|token| token.begins = self.of_word(token.bare()));
            token.stripped.retain(|stripped| stripped.begins != 0);
            token.begins |= token.stripped.iter().fold(0, |bits, stripped| bits | stripped.begins);
        }
    }

    fn of_word(&self, word: &str) -> u32 {
        let whole = self.words.get(word).copied().unwrap_or_default();
        let stems = word.chars().next().and_then(|letter| self.stems.get(&letter));
        let begun = stems.into_iter().flatten().filter(|(stem, _)| word.starts_with(stem.as_str()));
        begun.fold(whole, |bits, (_, of_stem)| bits | of_stem)
    }
}
