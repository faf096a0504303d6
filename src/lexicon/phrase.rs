//! Phrases: the forms of the lexicon, found in a text word by word, the longest first.
//!
//! `prend ~ note` meets `prend également note` and `prend note`; `Директор* Бюро` meets `Директору Бюро`; a form of an
//! Arabic phrase meets the word with a conjunction or preposition written onto it. `decides > to remain seized` meets `decides`
//! where the words behind the sign follow.

use super::beginnings::Beginnings;
use super::fold::{Lookalikes, Token, same, tokens};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::borrow::Cow;

/// One word of a form.
#[derive(Debug, Clone, Copy)]
enum Word {
    /// A word, or its beginning, by its index in the set's words.
    Is { token: u32, stem: bool },
    /// Any modifiers.
    Slot,
    /// The end of the phrase: the words behind it must follow, and are not of it.
    End,
}

#[derive(Debug, Clone)]
struct Phrase<V> {
    words: Vec<Word>,
    value: V,
    house: Option<String>,
}

/// A set of phrases that stand for values.
#[derive(Debug, Clone)]
pub struct Phrases<V> {
    phrases: Vec<Phrase<V>>,
    /// The words of all phrases, each once.
    words: Vec<Token>,
    /// Phrases by their first word without accents: few candidates are left to compare.
    by_word: FxHashMap<SmolStr, Vec<usize>>,
    /// Phrases whose first word is the beginning of a word, by the first letter of that beginning.
    by_stem: FxHashMap<char, Vec<(SmolStr, Vec<usize>)>>,
    /// The words that were met in forms, as they are written, while forms are added: most are met again.
    known: FxHashMap<SmolStr, Vec<u32>>,
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
        Phrases {
            phrases: Vec::new(),
            words: Vec::new(),
            by_word,
            by_stem,
            known: FxHashMap::default(),
            bit: 0,
            proclitics,
            contractions,
            lookalikes,
        }
    }

    /// Adds a form in the notation of the lexicon.
    pub fn add(&mut self, form: &str, value: &V, house: Option<&str>) {
        for variant in expand(form) {
            let mut words: Vec<Word> = Vec::new();
            for (index, part) in variant.splitn(2, '>').enumerate() {
                if index > 0 {
                    words.push(Word::End);
                }
                for written in part.split_whitespace() {
                    self.know(written);
                    for token in &self.known[written] {
                        match self.words[*token as usize].word.as_str() {
                            // Modifiers before a phrase are the grammar's affair.
                            "~" if words.is_empty() => {}
                            "~" => words.push(Word::Slot),
                            "*" => {
                                if let Some(Word::Is { stem, .. }) = words.last_mut() {
                                    *stem = true;
                                }
                            }
                            _ => words.push(Word::Is { token: *token, stem: false }),
                        }
                    }
                }
            }
            self.hold(Phrase { words, value: value.clone(), house: house.map(str::to_owned) });
        }
    }

    fn know(&mut self, written: &str) {
        if !self.known.contains_key(written) {
            let new = tokens(written, &self.lookalikes);
            let first = self.words.len() as u32;
            self.known.insert(written.into(), (first..first + new.len() as u32).collect());
            self.words.extend(new);
        }
    }

    /// Takes a phrase in, under its first word.
    fn hold(&mut self, phrase: Phrase<V>) {
        let Some(Word::Is { token, stem }) = phrase.words.first() else { return };
        let word = SmolStr::from(self.words[*token as usize].bare());
        let next = self.phrases.len();
        if *stem {
            let stems = self.by_stem.entry(word.chars().next().unwrap_or_default()).or_default();
            match stems.iter_mut().find(|(known, _)| *known == word) {
                Some((_, phrases)) => phrases.push(next),
                None => stems.push((word, vec![next])),
            }
        } else {
            self.by_word.entry(word).or_default().push(next);
        }
        self.phrases.push(phrase);
    }

    /// Lets the tokens of a language say whether they may begin one of the phrases.
    pub(super) fn announce(&mut self, beginnings: &mut Beginnings) {
        let stems = self.by_stem.values().flatten().map(|(stem, _)| stem);
        self.known = FxHashMap::default();
        self.bit = beginnings.add(self.by_word.keys(), stems);
    }

    /// The bit by which a token says that it may begin one of the phrases.
    pub(super) fn bit(&self) -> u32 {
        self.bit
    }

    /// The phrases that may begin with a word, in the order in which they were added.
    fn candidates(&self, first: &Token) -> Cow<'_, [usize]> {
        let word = first.bare();
        let of_word = self.by_word.get(word).map_or(&[][..], Vec::as_slice);
        let stems = word.chars().next().and_then(|letter| self.by_stem.get(&letter));
        let mut of_stems = stems.into_iter().flatten().filter(|(stem, _)| word.starts_with(stem.as_str())).peekable();
        if of_stems.peek().is_none() {
            return Cow::Borrowed(of_word);
        }
        let mut found = of_word.to_vec();
        found.extend(of_stems.flat_map(|(_, phrases)| phrases));
        found.sort_unstable();
        Cow::Owned(found)
    }

    /// The phrases of a house are also those of the houses that are like it; a phrase of their own, added before, goes first.
    pub fn inherit(&mut self, heirs: &[(String, String)]) {
        let own = self.phrases.len();
        for (like, heir) in heirs {
            for index in 0..own {
                let phrase = &self.phrases[index];
                if phrase.house.as_ref() == Some(like) {
                    self.hold(Phrase { house: Some(heir.clone()), ..phrase.clone() });
                }
            }
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
        let mut best: Option<(Found<V>, (usize, bool, bool))> = None;
        let mut consider = |first: &Token| {
            for index in self.candidates(first).iter() {
                let phrase = &self.phrases[*index];
                if phrase.house.is_some() && phrase.house.as_deref() != house {
                    continue;
                }
                let Some((mut found, reach)) = self.meets(phrase, first, text, start, modifiers) else {
                    continue;
                };
                found.skipped = text[start].word.strip_suffix(first.word.as_str()).map_or(0, str::len);
                let rank = (reach, preferred(&phrase.value), phrase.house.is_some());
                let better = best.as_ref().is_none_or(|(_, held)| rank > *held);
                if better {
                    best = Some((found, rank));
                }
            }
        };
        consider(first);
        if self.proclitics.is_empty() {
            return best.map(|(found, _)| found);
        }
        if self.bit == 0 || first.begins == u32::MAX {
            without_proclitics(first, &self.proclitics, &self.contractions).iter().for_each(consider);
        } else {
            first.stripped.iter().filter(|word| word.begins & self.bit != 0).for_each(consider);
        }
        best.map(|(found, _)| found)
    }

    /// The phrase found, and one past the last token that it needs: more than its end where other words must follow.
    fn meets(
        &self,
        phrase: &Phrase<V>,
        first: &Token,
        text: &[Token],
        start: usize,
        modifiers: Option<&Phrases<String>>,
    ) -> Option<(Found<V>, usize)> {
        let mut at = start;
        let mut end = None;
        let mut inside = Vec::new();
        for word in &phrase.words {
            match word {
                Word::Slot => {
                    while let Some(found) = modifiers.and_then(|m| m.at(text, at, None, None)) {
                        at = found.end;
                        inside.push(found.value);
                    }
                }
                Word::End => end = Some(at),
                Word::Is { token, stem } => {
                    let source = if at == start { first } else { text.get(at)? };
                    if !same(&self.words[*token as usize], *stem, source) {
                        return None;
                    }
                    at += 1;
                }
            }
        }
        Some((Found { value: phrase.value.clone(), end: end.unwrap_or(at), modifiers: inside, skipped: 0 }, at))
    }
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

/// The variants that a form stands for.
pub fn expand(form: &str) -> Vec<String> {
    let whole = |variant: String| {
        let is_spaced = variant.contains("  ") || variant.starts_with(' ') || variant.ends_with(' ');
        if is_spaced { variant.split_whitespace().collect::<Vec<_>>().join(" ") } else { variant }
    };
    variants(form).into_iter().map(whole).collect()
}

/// The variants with all their spaces; a choice may stand within another.
fn variants(form: &str) -> Vec<String> {
    let mut variants_so_far = vec![String::new()];
    let mut rest = form;
    while let Some((before, alternatives, behind)) = choice(rest) {
        let chosen: Vec<String> = alternatives.into_iter().flat_map(variants).collect();
        let longer =
            |begun: &String| chosen.iter().map(move |word| format!("{begun}{before}{word}")).collect::<Vec<_>>();
        variants_so_far = variants_so_far.iter().flat_map(longer).collect();
        rest = behind;
    }
    variants_so_far.iter_mut().for_each(|variant| variant.push_str(rest));
    variants_so_far
}

/// The first choice of a form: what stands before it, what may be chosen, what stands behind it.
fn choice(form: &str) -> Option<(&str, Vec<&str>, &str)> {
    const PAIRS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];
    let pair = |(at, c)| PAIRS.iter().find(|(sign, _)| *sign == c).map(|(_, close)| (at, *close));
    let (open, close) = form.char_indices().find_map(pair)?;
    let length = form[open..].find(close)?;
    let (before, inside, behind) = (&form[..open], &form[open + 1..open + length], &form[open + length + 1..]);
    let alternatives = match close {
        ')' => vec!["", inside],
        ']' => inside.char_indices().map(|(at, c)| &inside[at..at + c.len_utf8()]).collect(),
        _ => inside.split('|').collect(),
    };
    Some((before, alternatives, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notation_expands() {
        for (form, variants) in [
            ("sixty(-four) days", vec!["sixty days", "sixty-four days"]),
            ("[yt]qrr", vec!["yqrr", "tqrr"]),
            ("by {land|sea}", vec!["by land", "by sea"]),
            ("(very )good", vec!["good", "very good"]),
        ] {
            assert_eq!(expand(form), variants, "{form}");
        }
    }

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
