//! The words of the page and the direction of each language: all from the lexicon.

use crate::compare::comparison::{Basis, Change, Only};
use crate::lexicon::Lexicon;
use crate::lexicon::tables::PageWords;

/// The language of the page, and its words.
pub struct Interface<'l> {
    /// Its words.
    pub words: &'l PageWords,
    /// ISO 639-1 code.
    pub language: &'l str,
    /// Where they come from.
    pub lexicon: &'l Lexicon,
}

/// `lang` and `dir` of words within a text in another language; absent where it is the same.
#[derive(Clone, Copy, Default)]
pub struct Tongue<'l> {
    /// ISO 639-1 code.
    pub lang: Option<&'l str>,
    /// `ltr` or `rtl`.
    pub dir: Option<&'static str>,
}

impl<'l> Interface<'l> {
    /// The language that is wanted, or else that of the document, or else one that has words for pages.
    pub fn choose(lexicon: &'l Lexicon, wanted: Option<&str>, of_document: &str) -> Self {
        let words = |lexicon: &'l Lexicon, code: &str| {
            let language = lexicon.language(code)?;
            Some((language.table.page.as_ref()?, language.code.as_str()))
        };
        let first = wanted.into_iter().chain([of_document, "en"]).find_map(|code| words(lexicon, code));
        let any = || lexicon.codes().find_map(|code| words(lexicon, code));
        let built_in = || words(Lexicon::built_in(), "en").expect("the built-in lexicon has pages in English");
        let (words, language) = first.or_else(any).unwrap_or_else(built_in);
        Interface { words, language, lexicon }
    }

    /// `rtl` or `ltr`.
    pub fn direction(&self, language: &str) -> &'static str {
        let is_rtl = self.lexicon.language(language).is_some_and(|language| language.is_right_to_left());
        if is_rtl { "rtl" } else { "ltr" }
    }

    /// The attributes of the page's own words within a text.
    pub fn within(&self, language: &str) -> Tongue<'l> {
        if language == self.language {
            return Tongue::default();
        }
        let dir = self.direction(self.language);
        Tongue { lang: Some(self.language), dir: Some(dir) }
    }

    /// A share of one in hundredths.
    pub fn percent(&self, share: f64) -> String {
        format!("{:.0}{}", share * 100.0, self.words.percent)
    }

    /// A kind of change.
    pub fn change(&self, change: Change) -> &'l str {
        let words = &self.words.change;
        match change {
            Change::Unchanged => &words.unchanged,
            Change::Inserted => &words.inserted,
            Change::Deleted => &words.deleted,
            Change::Modified => &words.modified,
            Change::Moved => &words.moved,
            Change::Renumbered => &words.renumbered,
        }
    }

    /// What alone changed.
    pub fn only(&self, only: Only) -> &'l str {
        let words = &self.words.only;
        match only {
            Only::Punctuation => &words.punctuation,
            Only::Citation => &words.citation,
            Only::Label => &words.label,
        }
    }

    /// What an answer rests on.
    pub fn basis(&self, basis: Basis) -> &'l str {
        let words = &self.words.bases;
        match basis {
            Basis::Tracked => &words.tracked,
            Basis::Recovered => &words.recovered,
            Basis::Aligned => &words.aligned,
            Basis::None => &words.none,
        }
    }

    /// Rules in words, where several decided one after the other; the name of one for which the language has none.
    pub fn rule(&self, rules: &str) -> String {
        let words = rules.split(", ").map(|rule| self.words.rules.get(rule).map_or(rule, String::as_str));
        words.collect::<Vec<_>>().join(" ")
    }
}
