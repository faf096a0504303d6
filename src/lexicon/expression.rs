//! A regular expression of the lexicon, compiled when it is first asked: a document meets few of them.

use super::needs::Needs;
use super::outset::{Sign, Step};
use regex::Regex;
use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

/// What the patterns that are compiled in need, in their order: pattern, words, whether a figure, beginnings (`build.rs`).
type Known = (&'static str, &'static [&'static [&'static str]], bool, Option<&'static [&'static [Step]]>);
static KNOWN: &[Known] = include!(concat!(env!("OUT_DIR"), "/needs.rs"));

/// A pattern and, once it was needed, its automaton.
#[derive(Clone)]
pub struct Expression {
    /// As the lexicon writes it, where words of the language stand for marks (`⟨month⟩`).
    written: Option<String>,
    source: String,
    compiled: OnceLock<Regex>,
}

impl Expression {
    /// A pattern as the lexicon writes it, not looked at yet.
    pub fn new(source: impl Into<String>) -> Self {
        Expression { written: None, source: source.into(), compiled: OnceLock::new() }
    }

    /// A pattern whose marks were filled with words.
    pub fn filled(written: &str, source: String) -> Self {
        Expression { written: Some(written.to_owned()), source, compiled: OnceLock::new() }
    }

    /// The pattern as it is compiled.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What a text must hold for it to match.
    pub(super) fn needs(&self) -> Needs {
        let written = self.written.as_deref().unwrap_or(&self.source);
        let known = KNOWN.binary_search_by(|(pattern, ..)| (*pattern).cmp(written));
        known.map_or_else(
            |_| Needs::of(written),
            |at| {
                let (_, words, figure, outset) = KNOWN[at];
                let words = words.iter().map(|words| words.iter().map(|word| (*word).to_owned()).collect()).collect();
                let outset = outset.map(|ways| ways.iter().map(|way| Cow::Borrowed(*way)).collect());
                Needs { words, figure, outset }
            },
        )
    }

    /// Whether its automaton is there.
    pub(super) fn is_compiled(&self) -> bool {
        self.compiled.get().is_some()
    }

    /// Compiles it, to find out whether it does.
    pub fn check(&self) -> Result<(), regex::Error> {
        if self.compiled.get().is_none() {
            let regex = Regex::new(&self.source)?;
            let _ = self.compiled.set(regex);
        }
        Ok(())
    }
}

impl Deref for Expression {
    type Target = Regex;

    fn deref(&self) -> &Regex {
        let compile = || {
            Regex::new(&self.source).expect("patterns from outside are checked when read, those within by the tests")
        };
        self.compiled.get_or_init(compile)
    }
}

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expression").field(&self.source).finish()
    }
}
