//! Which of many patterns may match a line, by one scan over it: what a pattern cannot do without is looked for first.
//!
//! Enters the patterns of a list; leaves the few that a line can satisfy. `(?i)\\bd'ici (?:à )?20\\d\\d` needs `d'ici` and a figure;
//! `^R[ée]solution` needs a line that begins so. A pattern that needs nothing is always tried.

use super::expression::Expression;
use super::fold::{Plain, patterned};
use super::needs::{Needs, one_of_alike};
use super::outset::Beginning;
use super::{letters, outset};
use aho_corasick::AhoCorasick;
use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// Something that carries a pattern.
pub trait Patterned {
    /// The pattern.
    fn expression(&self) -> &Expression;
}

/// A list of patterns, in the order in which they are tried.
#[derive(Debug, Clone)]
pub struct Screened<P> {
    patterns: Vec<P>,
    screen: OnceLock<Screen>,
    /// How often the patterns were asked for by the beginning of a text, up to [`OFTEN`].
    asked: Arc<AtomicUsize>,
}

/// Patterns that are asked more often than those of a short text are worth their automata: these tell a text sooner than its beginnings do.
const OFTEN: usize = 100;

impl<P: Patterned> From<Vec<P>> for Screened<P> {
    fn from(patterns: Vec<P>) -> Self {
        Screened { patterns, screen: OnceLock::new(), asked: Arc::default() }
    }
}

impl<P> Deref for Screened<P> {
    type Target = [P];

    fn deref(&self) -> &[P] {
        &self.patterns
    }
}

impl<P: Patterned> Screened<P> {
    /// The patterns that may match a text by its first characters, in order: enough where a text is short. Once the patterns have been asked
    /// often, or have an automaton, the very first is looked at alone: what is left is the automaton's affair.
    pub fn that_may_begin<'s>(&'s self, text: &'s str) -> impl Iterator<Item = &'s P> {
        let screen = self.screen();
        let is_often = self.asked.load(Ordering::Relaxed) >= OFTEN;
        if !is_often {
            self.asked.fetch_add(1, Ordering::Relaxed);
        }
        let beginning = Beginning::of(text.chars());
        let may_begin = move |at: &usize| {
            let Some(ways) = screen.needs[*at].outset.as_deref() else { return true };
            let is_ready = is_often || self.patterns[*at].expression().is_compiled();
            outset::may_begin(ways, &beginning) && (is_ready || outset::fits(ways, &beginning))
        };
        (0..self.patterns.len()).filter(may_begin).map(|at| &self.patterns[at])
    }

    /// Whether a text, as it stands in the source, may begin like one that a pattern matches.
    pub fn may_begin(&self, source: &str) -> bool {
        let screen = self.screen();
        let beginning = Beginning::of(source.chars().filter_map(patterned));
        (0..self.patterns.len()).any(|at| screen.begins(at, &beginning))
    }

    fn screen(&self) -> &Screen {
        self.screen.get_or_init(|| Screen::new(self.patterns.iter().map(|p| p.expression().needs())))
    }

    /// The patterns that may match a text, in order.
    pub fn that_may_match(&self, plain: &Plain<'_>) -> impl Iterator<Item = &P> {
        self.screen().possible(plain).into_iter().map(|at| &self.patterns[at])
    }
}

/// What the patterns of a list need.
#[derive(Debug, Clone)]
struct Screen {
    needs: Vec<Needs>,
    /// All words that a pattern needs one of, in lower case; and whose they are, and of which of its sets, one bit for each.
    words: Option<AhoCorasick>,
    of: Vec<(usize, u8)>,
}

impl Screen {
    fn new(needs: impl Iterator<Item = Needs>) -> Self {
        let mut needs: Vec<Needs> = needs.collect();
        let mut words: Vec<((usize, u8), String)> = Vec::new();
        for (at, needs) in needs.iter_mut().enumerate() {
            let mut sets = 0;
            for alike in needs.words.chunk_by_mut(|a, b| a == b) {
                let bits = ((1 << alike.len()) - 1) << sets;
                sets += alike.len();
                words.extend(alike[0].drain(..).map(|word| ((at, bits), word)));
            }
        }
        let (of, words): (Vec<(usize, u8)>, Vec<String>) = words.into_iter().unzip();
        // Without an automaton (there are too many words) every pattern is tried.
        let words = AhoCorasick::new(&words).ok();
        Screen { needs, words, of }
    }

    /// Whether a match of a pattern may begin like a text.
    fn begins(&self, at: usize, text: &Beginning) -> bool {
        self.needs[at].outset.as_ref().is_none_or(|ways| outset::fits(ways, text))
    }

    /// Which patterns a text may satisfy, in order.
    fn possible(&self, plain: &Plain<'_>) -> Vec<usize> {
        let text = &plain.text;
        let beginning = Beginning::of(text.chars());
        // The cheapest question first: most lines begin with nothing that a pattern begins with.
        let mut possible: Vec<usize> = (0..self.needs.len()).filter(|at| self.begins(*at, &beginning)).collect();
        if possible.iter().any(|at| self.needs[*at].figure) && !has_figure(text) {
            possible.retain(|at| !self.needs[*at].figure);
        }
        if let Some(words) = &self.words
            && possible.iter().any(|at| !self.needs[*at].words.is_empty())
        {
            let mut found = vec![0_u8; self.needs.len()];
            for word in words.find_overlapping_iter(plain.lower()) {
                // The first of its sets that has none yet.
                let (at, sets) = self.of[word.pattern().as_usize()];
                let open = sets & !found[at];
                found[at] |= open & open.wrapping_neg();
            }
            possible.retain(|at| found[*at].count_ones() as usize == self.needs[*at].words.len());
        }
        possible
    }
}

/// What `needs::lower` says, with the letters looked up: most of them are in lower case already.
pub(super) fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c if letters::of(c) & letters::LOWERS == 0 => out.push(c),
            c => out.extend(c.to_lowercase().map(one_of_alike)),
        }
    }
    out
}

fn has_figure(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit()) || (!text.is_ascii() && text.chars().any(char::is_numeric))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{Language, Lexicon, Matcher};
    use std::path::Path;

    impl<P: Patterned> Screened<P> {
        /// The pattern that matches a text and was not to be asked.
        fn missed(&self, text: &str) -> Option<&str> {
            let possible = self.screen().possible(&Plain::new(text));
            let passed_over = (0..self.patterns.len()).filter(|at| possible.binary_search(at).is_err());
            let mut passed_over = passed_over.map(|at| self.patterns[at].expression());
            passed_over.find(|expression| expression.is_match(text)).map(Expression::source)
        }
    }

    /// The lines of the text files in a folder.
    fn lines(folder: &Path, is_wanted: &dyn Fn(&str) -> bool, out: &mut Vec<String>) {
        for path in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            if path.is_dir() {
                lines(&path, is_wanted, out);
            } else if is_wanted(&name) {
                let text = String::from_utf8_lossy(&std::fs::read(&path).expect("readable")).into_owned();
                out.extend(text.lines().filter(|line| line.len() < 1_000).map(str::to_owned));
            }
        }
    }

    /// What a pattern is said to need is worked out from its syntax: here each is asked what it says itself.
    #[test]
    fn no_pattern_that_matches_is_passed_over() {
        let lexicon = Lexicon::built_in();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for language in lexicon.languages() {
            let Language { code, number_lines, versions, front_lines, references, run_ons, .. } = language;
            let mut found = Vec::new();
            lines(&root.join("fixtures"), &|name| name.ends_with(&format!(".{code}.txt")), &mut found);
            lines(&root.join("lexicon/languages").join(code), &|_| true, &mut found);
            assert!(found.len() > 100, "{code}: {} lines", found.len());
            let own: [&Screened<Matcher>; 5] = [number_lines, versions, front_lines, references, run_ons];
            let all = [&lexicon.number_lines, &lexicon.symbols, &lexicon.markers, &lexicon.references];
            let more = [&lexicon.versions, &lexicon.run_ons, &lexicon.mixed_case];
            for line in &found {
                let plain = Plain::new(line);
                for text in [line.as_str(), &plain.text] {
                    let missed = own.iter().chain(&all).chain(&more).find_map(|list| list.missed(text));
                    let missed = missed.or_else(|| language.citing.times.missed(text));
                    assert_eq!(missed.or_else(|| lexicon.labels.missed(text)), None, "{code}: {text}");
                }
            }
        }
    }

    #[test]
    fn lower_case_is_what_patterns_were_looked_at_with() {
        for c in '\0'..=char::MAX {
            let text = format!("é{c}");
            assert_eq!(lower(&text), crate::lexicon::needs::lower(&text), "{c:?}");
        }
    }

    #[test]
    fn a_line_is_asked_for_what_it_can_satisfy() {
        let patterns = [r"^[Rr]esolution \d", r"(?i)every year", r"\w+", r"20\d\d, 20\d\d"];
        let screen = Screen::new(patterns.into_iter().map(Needs::of));
        let possible = |text| screen.possible(&Plain::new(text));
        assert_eq!(possible("Resolution 5"), [0, 2]);
        assert_eq!(possible("the Resolution 5, EVERY YEAR"), [1, 2]);
        assert_eq!(possible("resolution five"), [2]);
        assert_eq!((possible("in 2022, 24"), possible("in 2022, 2024")), (vec![2], vec![2, 3]));
    }
}
