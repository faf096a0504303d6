//! Phrases: the forms of the lexicon, found in a text word by word, the longest first.
//!
//! `prend ~ note` meets `prend également note` and `prend note`; `Директор* Бюро` meets `Директору Бюро`; a form of an
//! Arabic phrase meets the word with a conjunction or preposition written onto it. `decides > to remain seized` meets `decides`
//! where the words behind the sign follow.
//!
//! A form may stand for thousands of phrases. Only the words with which these begin are known from the start; the rest of a form is unfolded
//! when a text first shows one of them.

use super::beginnings::Beginnings;
use super::fold::{Lookalikes, Token, tokens};
use super::unfolded::{Unfolded, openings};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

/// A form with what it stands for.
#[derive(Debug, Clone)]
struct Form<V> {
    written: Arc<str>,
    value: V,
    house: Option<String>,
    unfolded: Arc<OnceLock<Unfolded>>,
}

/// A set of phrases that stand for values.
#[derive(Debug, Clone)]
pub struct Phrases<V> {
    forms: Vec<Form<V>>,
    /// Forms by their first word without accents: few candidates are left to compare.
    by_word: FxHashMap<SmolStr, Vec<usize>>,
    /// Forms whose first word is the beginning of a word, by the first letter of that beginning.
    by_stem: FxHashMap<char, Vec<(SmolStr, Vec<usize>)>>,
    /// The bit that a token shows which may begin one of them; 0 where tokens are not asked.
    bit: u32,
    proclitics: Vec<String>,
    contractions: Vec<(String, String)>,
    lookalikes: Lookalikes,
}

/// A phrase found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<V> {
    /// What it stands for.
    pub value: V,
    /// One past its last token.
    pub end: usize,
    /// Modifiers that stand in its slots.
    pub modifiers: Vec<String>,
    /// Bytes of the first token that are written onto it and are not its own (Arabic `ب` in `بالقرار`).
    pub skipped: usize,
}

impl<V: Clone> Phrases<V> {
    /// An empty set.
    pub fn new(proclitics: &[String], contractions: &[(String, String)], lookalikes: Lookalikes) -> Self {
        let (proclitics, contractions) = (proclitics.to_vec(), contractions.to_vec());
        let (by_word, by_stem) = (FxHashMap::default(), FxHashMap::default());
        Phrases { forms: Vec::new(), by_word, by_stem, bit: 0, proclitics, contractions, lookalikes }
    }

    /// Adds a form in the notation of the lexicon.
    pub fn add(&mut self, form: &str, value: &V, house: Option<&str>) {
        for opening in openings(form, &self.lookalikes) {
            // Modifiers before a phrase are the grammar's affair.
            let mut words = tokens(&opening, &self.lookalikes).into_iter().skip_while(|word| word.word == "~");
            let Some(first) = words.next() else { continue };
            self.index(first.bare(), words.next().is_some_and(|word| word.word == "*"), self.forms.len());
        }
        let (written, unfolded) = (Arc::from(form), Arc::default());
        self.forms.push(Form { written, value: value.clone(), house: house.map(str::to_owned), unfolded });
    }

    /// Puts a form under a word with which it begins.
    fn index(&mut self, word: &str, is_stem: bool, form: usize) {
        let word = SmolStr::from(word);
        let held = if is_stem {
            let stems = self.by_stem.entry(word.chars().next().unwrap_or_default()).or_default();
            let at = stems.iter().position(|(known, _)| *known == word).unwrap_or_else(|| {
                stems.push((word, Vec::new()));
                stems.len() - 1
            });
            &mut stems[at].1
        } else {
            self.by_word.entry(word).or_default()
        };
        if held.last() != Some(&form) {
            held.push(form);
        }
    }

    /// Lets the tokens of a language say whether they may begin one of the phrases.
    pub(super) fn announce(&mut self, beginnings: &mut Beginnings) {
        let stems = self.by_stem.values().flatten().map(|(stem, _)| stem);
        self.bit = beginnings.add(self.by_word.keys(), stems);
    }

    /// The bit by which a token says that it may begin one of the phrases.
    pub(super) fn bit(&self) -> u32 {
        self.bit
    }

    /// The forms that may begin with a word, in the order in which they were added.
    fn candidates(&self, first: &Token) -> Cow<'_, [usize]> {
        let word = first.bare();
        let of_word = self.by_word.get(word).map_or(&[][..], Vec::as_slice);
        let stems = word.chars().next().and_then(|letter| self.by_stem.get(&letter));
        let mut of_stems = stems.into_iter().flatten().filter(|(stem, _)| word.starts_with(stem.as_str())).peekable();
        if of_stems.peek().is_none() {
            return Cow::Borrowed(of_word);
        }
        let mut found = of_word.to_vec();
        found.extend(of_stems.flat_map(|(_, forms)| forms));
        found.sort_unstable();
        found.dedup();
        Cow::Owned(found)
    }

    /// The forms of a house are also those of the houses that are like it; a form of their own, added before, goes first.
    pub fn inherit(&mut self, heirs: &[(String, String)]) {
        let own = self.forms.len();
        let mut heirs_of: Vec<Vec<usize>> = vec![Vec::new(); own];
        for (like, heir) in heirs {
            for (at, heirs) in heirs_of.iter_mut().enumerate() {
                if self.forms[at].house.as_ref() == Some(like) {
                    heirs.push(self.forms.len());
                    self.forms.push(Form { house: Some(heir.clone()), ..self.forms[at].clone() });
                }
            }
        }
        let of_stems = self.by_stem.values_mut().flatten().map(|(_, forms)| forms);
        for forms in self.by_word.values_mut().chain(of_stems) {
            let inherited: Vec<usize> = forms.iter().flat_map(|at| heirs_of[*at].iter().copied()).collect();
            forms.extend(inherited);
            forms.sort_unstable();
        }
    }

    /// The longest phrase at a token. Of phrases of one length the house's own wins, then the earlier.
    pub fn at(
        &self,
        text: &[Token],
        start: usize,
        modifiers: Option<&Phrases<String>>,
        house: Option<&str>,
    ) -> Option<Found<V>> {
        self.best_at(text, start, modifiers, house, |_| false)
    }

    /// The same; of phrases of one length, those that are preferred come first of all.
    pub fn best_at(
        &self,
        text: &[Token],
        start: usize,
        modifiers: Option<&Phrases<String>>,
        house: Option<&str>,
        preferred: impl Fn(&V) -> bool,
    ) -> Option<Found<V>> {
        let first = text.get(start)?;
        if self.bit != 0 && first.begins & self.bit == 0 {
            return None;
        }
        let mut best: Option<(Best, (usize, bool, bool))> = None;
        let mut consider = |first: &Token| {
            for form_at in self.candidates(first).iter() {
                let form = &self.forms[*form_at];
                if form.house.is_some() && form.house.as_deref() != house {
                    continue;
                }
                let unfolded = form.unfolded.get_or_init(|| Unfolded::new(&form.written, &self.lookalikes));
                let slot = |at: usize| modifiers.and_then(|modifiers| modifiers.at(text, at, None, None));
                let Some(met) = unfolded.meets(first, text, start, &slot) else { continue };
                let rank = (met.reach, preferred(&form.value), form.house.is_some());
                if best.as_ref().is_none_or(|(_, held)| rank > *held) {
                    let skipped = text[start].word.strip_suffix(first.word.as_str()).map_or(0, str::len);
                    best = Some((Best { form: *form_at, end: met.end, modifiers: met.modifiers, skipped }, rank));
                }
            }
        };
        consider(first);
        if self.proclitics.is_empty() {
            // Nothing is written onto the words of this set.
        } else if self.bit == 0 || first.begins == u32::MAX {
            without_proclitics(first, &self.proclitics, &self.contractions).iter().for_each(consider);
        } else {
            first.stripped.iter().filter(|word| word.begins & self.bit != 0).for_each(consider);
        }
        best.map(|(Best { form, end, modifiers, skipped }, _)| {
            let value = self.forms[form].value.clone();
            Found { value, end, modifiers, skipped }
        })
    }
}

/// The best phrase so far.
struct Best {
    form: usize,
    end: usize,
    modifiers: Vec<String>,
    skipped: usize,
}

/// A word with one or two letters of conjunction or preposition taken off its beginning.
pub(super) fn without_proclitics(
    token: &Token,
    proclitics: &[String],
    contractions: &[(String, String)],
) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    if proclitics.is_empty() {
        return out;
    }
    let letters = token.word.chars().count();
    let mut queue = vec![token.word.clone()];
    while let Some(word) = queue.pop() {
        for (written, meant) in contractions {
            if let Some(rest) = word.strip_prefix(written.as_str()) {
                out.push(token.with_word(&format!("{meant}{rest}")));
            }
        }
        if word.chars().count() < letters.saturating_sub(1) {
            continue;
        }
        for proclitic in proclitics {
            if let Some(rest) = word.strip_prefix(proclitic.as_str()).filter(|rest| rest.chars().nth(1).is_some()) {
                out.push(token.with_word(rest));
                queue.push(rest.into());
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins_and_slots_take_modifiers() {
        let mut modifiers = Phrases::new(&[], &[], Lookalikes::default());
        modifiers.add("also", &"also".to_owned(), None);
        let mut acts = Phrases::new(&[], &[], Lookalikes::default());
        acts.add("takes ~ note", &1, None);
        acts.add("takes", &2, None);
        acts.add("work*", &3, None);
        acts.add("takes ~ > a seat", &4, None);
        let at = |text: &str| {
            let text = tokens(text, &Lookalikes::default());
            acts.at(&text, 0, Some(&modifiers), None).map(|f| (f.value, f.end, f.modifiers))
        };
        assert_eq!(at("Takes also note of"), Some((1, 3, vec!["also".to_owned()])));
        assert_eq!(at("takes part"), Some((2, 1, vec![])));
        assert_eq!(at("WORKING group"), Some((3, 1, vec![])));
        assert_eq!(at("overtakes"), None);
        assert_eq!(at("Takes also a seat"), Some((4, 2, vec!["also".to_owned()])));
        assert_eq!(at("Takes also note of"), Some((1, 3, vec!["also".to_owned()])));
    }
}
