//! Phrases: the forms of the lexicon, found in a text word by word, the longest first.
//!
//! `prend ~ note` meets `prend également note` and `prend note`; `Директор* Бюро` meets `Директору Бюро`; a form of an
//! Arabic phrase meets the word with a conjunction or preposition written onto it. `decides > to remain seized` meets `decides`
//! where the words behind the sign follow.

use super::fold::{Lookalikes, Token, bare, same, tokens};
use std::collections::HashMap;

/// One word of a form.
#[derive(Debug, Clone)]
enum Word {
    /// A word, or its beginning.
    Is { token: Token, stem: bool },
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
    /// Phrases by their first word without accents: few candidates are left to compare.
    by_word: HashMap<String, Vec<usize>>,
    /// Phrases whose first word is the beginning of a word, by that beginning.
    by_stem: HashMap<String, Vec<usize>>,
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
        let (by_word, by_stem) = (HashMap::new(), HashMap::new());
        Phrases { phrases: Vec::new(), by_word, by_stem, proclitics, contractions, lookalikes }
    }

    /// Adds a form in the notation of the lexicon.
    pub fn add(&mut self, form: &str, value: &V, house: Option<&str>) {
        // The variants of a form share their words.
        let mut known: HashMap<String, Vec<Token>> = HashMap::new();
        for variant in expand(form) {
            let mut words: Vec<Word> = Vec::new();
            for (index, part) in variant.splitn(2, '>').enumerate() {
                if index > 0 {
                    words.push(Word::End);
                }
                let mut found: Vec<Token> = Vec::new();
                for word in part.split_whitespace() {
                    if !known.contains_key(word) {
                        known.insert(word.to_owned(), tokens(word, &self.lookalikes));
                    }
                    found.extend(known[word].iter().cloned());
                }
                for token in found {
                    match token.word.as_str() {
                        // Modifiers before a phrase are the grammar's affair.
                        "~" if words.is_empty() => {}
                        "~" => words.push(Word::Slot),
                        "*" => {
                            if let Some(Word::Is { stem, .. }) = words.last_mut() {
                                *stem = true;
                            }
                        }
                        _ => words.push(Word::Is { token, stem: false }),
                    }
                }
            }
            self.hold(Phrase { words, value: value.clone(), house: house.map(str::to_owned) });
        }
    }

    /// Takes a phrase in, under its first word.
    fn hold(&mut self, phrase: Phrase<V>) {
        let Some(Word::Is { token, stem }) = phrase.words.first() else { return };
        let index = if *stem { &mut self.by_stem } else { &mut self.by_word };
        index.entry(token.bare.clone()).or_default().push(self.phrases.len());
        self.phrases.push(phrase);
    }

    /// The phrases that may begin with a word, in the order in which they were added.
    fn candidates(&self, first: &Token) -> Vec<usize> {
        let mut found: Vec<usize> = self.by_word.get(&first.bare).cloned().unwrap_or_default();
        if !self.by_stem.is_empty() {
            let ends = first.bare.char_indices().map(|(at, c)| at + c.len_utf8());
            let stems = ends.filter_map(|end| self.by_stem.get(&first.bare[..end]));
            found.extend(stems.flatten());
            found.sort_unstable();
        }
        found
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
        let mut best: Option<(Found<V>, (usize, bool, bool))> = None;
        let mut consider = |first: &Token| {
            for index in self.candidates(first) {
                let phrase = &self.phrases[index];
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
        for stripped in self.without_proclitics(first) {
            consider(&stripped);
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
                    if !same(token, *stem, source) {
                        return None;
                    }
                    at += 1;
                }
            }
        }
        Some((Found { value: phrase.value.clone(), end: end.unwrap_or(at), modifiers: inside, skipped: 0 }, at))
    }

    /// A word with one or two letters of conjunction or preposition taken off its beginning.
    fn without_proclitics(&self, token: &Token) -> Vec<Token> {
        let mut out: Vec<Token> = Vec::new();
        if self.proclitics.is_empty() {
            return out;
        }
        let mut queue = vec![token.word.clone()];
        while let Some(word) = queue.pop() {
            for (written, meant) in &self.contractions {
                if let Some(rest) = word.strip_prefix(written.as_str()) {
                    let whole = format!("{meant}{rest}");
                    out.push(Token { bare: bare(&whole), word: whole, ..token.clone() });
                }
            }
            if word.chars().count() < token.word.chars().count().saturating_sub(1) {
                continue;
            }
            for proclitic in &self.proclitics {
                if let Some(rest) = word.strip_prefix(proclitic.as_str()).filter(|rest| rest.chars().count() > 1) {
                    out.push(Token { word: rest.to_owned(), bare: bare(rest), ..token.clone() });
                    queue.push(rest.to_owned());
                }
            }
        }
        out
    }
}

/// The variants that a form stands for.
pub fn expand(form: &str) -> Vec<String> {
    const PAIRS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];
    let Some((open, close_sign)) = form
        .char_indices()
        .find_map(|(at, c)| PAIRS.iter().find(|(sign, _)| *sign == c).map(|(_, close)| (at, *close)))
    else {
        return vec![form.split_whitespace().collect::<Vec<_>>().join(" ")];
    };
    let Some(length) = form[open..].find(close_sign) else {
        return vec![form.to_owned()];
    };
    let (before, inside, after) = (&form[..open], &form[open + 1..open + length], &form[open + length + 1..]);
    let alternatives: Vec<String> = match close_sign {
        ')' => vec![String::new(), inside.to_owned()],
        ']' => inside.chars().map(String::from).collect(),
        _ => inside.split('|').map(str::to_owned).collect(),
    };
    alternatives.iter().flat_map(|alternative| expand(&format!("{before}{alternative}{after}"))).collect()
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
