//! The lexicon: every word of every language, every style, place, label and pattern, as data.
//!
//! Enters the folder `lexicon/` (compiled in, or another one given by path); leaves a checked [`Lexicon`]. Nothing elsewhere in
//! `src/` holds a word of a language that documents are written in.

mod activities;
mod beginnings;
pub mod check;
mod citing;
mod expression;
mod files;
pub mod fold;
mod language;
mod letters;
mod naming;
mod needs;
mod outset;
mod phrase;
mod screen;
pub mod tables;
mod unfolded;

pub use activities::{PartialDate, Region};
pub use citing::{CitedWord, Citing, Owner};
pub use expression::Expression;
pub use files::LexiconError;
pub use language::{ActForm, Language, Lead, Matcher, Part};
pub use phrase::{Found, Phrases};
pub use screen::{Patterned, Screened};
pub use unfolded::expand;

use files::{File, Shelf};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, OnceLock};
use tables::{Act, Action, Body, Cited, GeneralTable, House, OwnerKind, Series, Shape};

/// The files of `lexicon/`, compiled in: name, content, and the content as JSON.
static EMBEDDED: &[(&str, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));

/// A label pattern: how a sign is wrapped.
pub type LabelPattern = Matcher;

/// The shape of a number, compiled.
#[derive(Debug, Clone)]
pub struct ShapeMatcher {
    /// The table entry.
    pub shape: Shape,
    /// Its pattern, anchored at the beginning.
    pub regex: Expression,
}

/// Everything the program knows about words.
#[derive(Debug)]
pub struct Lexicon {
    languages: BTreeMap<String, Shelf>,
    /// The tables beside the languages.
    pub general: GeneralTable,
    /// Houses.
    pub houses: Vec<House>,
    /// Number lines of the houses that need no words.
    pub number_lines: Screened<Matcher>,
    /// Symbols of adopted texts.
    pub symbols: Screened<Matcher>,
    /// Proposal markers.
    pub markers: Screened<Matcher>,
    /// Labels, in the order in which they are tried.
    pub labels: Screened<LabelPattern>,
    /// The numbers that each sign of the series stands for.
    signs: FxHashMap<String, Vec<u32>>,
    /// Citations alike in all languages.
    pub references: Screened<Matcher>,
    /// Shapes of the numbers of what is cited.
    pub shapes: Vec<ShapeMatcher>,
    /// Versions alike in all languages.
    pub versions: Screened<Matcher>,
    /// Run-on changes alike in all languages.
    pub run_ons: Screened<Matcher>,
    /// Words written with a capital inside.
    pub mixed_case: Screened<Matcher>,
    styles: FxHashMap<SmolStr, String>,
    /// The tables beside the languages as they were read, for the digest.
    beside: Vec<File>,
    digest: OnceLock<String>,
    /// Whether the patterns are known to compile: those within are tried by the tests.
    is_checked: bool,
}

fn embedded((name, written, json): &(&'static str, &'static str, &'static str)) -> File {
    // A file that is no TOML has no JSON; the error is told from what is written.
    File { name: (*name).into(), written: (*written).into(), json: Some(*json).filter(|json| !json.is_empty()) }
}

static BUILT_IN: LazyLock<Lexicon> = LazyLock::new(|| {
    let files = EMBEDDED.iter().map(embedded);
    Lexicon::unchecked(files.collect()).expect("the lexicon that is compiled in is checked by the tests")
});

impl Lexicon {
    /// The lexicon that is compiled in.
    pub fn built_in() -> &'static Lexicon {
        &BUILT_IN
    }

    /// A language by its ISO 639-1 code.
    pub fn language(&self, code: &str) -> Option<&Language> {
        self.languages.get(code).and_then(|shelf| self.take_down(shelf).ok())
    }

    /// All languages, in the order of their codes. This reads every one of them.
    pub fn languages(&self) -> impl Iterator<Item = &Language> {
        self.languages.values().filter_map(|shelf| self.take_down(shelf).ok())
    }

    /// The codes of the languages.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.languages.keys().map(String::as_str)
    }

    /// The languages' codes by the code under which the detector knows each.
    pub fn detectors(&self) -> impl Iterator<Item = (&str, &str)> {
        self.languages.iter().map(|(code, shelf)| (shelf.detector.as_str(), code.as_str()))
    }

    /// An act by id.
    pub fn act(&self, id: &str) -> Option<&Act> {
        self.general.act.iter().find(|act| act.id == id)
    }

    /// A body by id.
    pub fn body(&self, id: &str) -> Option<&Body> {
        self.general.body.iter().find(|body| body.id == id)
    }

    /// What a word for something cited may stand for.
    pub fn cited(&self, word: &str) -> impl Iterator<Item = &Cited> {
        self.general.cited.iter().filter(move |row| row.word == word)
    }

    /// The kinds of cited things that belong to an owner of some sort.
    pub fn cited_by_owner(&self, owner: OwnerKind) -> impl Iterator<Item = &Cited> {
        self.general.cited.iter().filter(move |row| row.owner == owner)
    }

    /// Whether things of a kind belong to an owner of some sort.
    pub fn is_owned(&self, kind: &str, owner: OwnerKind) -> bool {
        self.cited_by_owner(owner).any(|row| row.kind == kind)
    }

    /// The body of a Sector.
    pub fn body_of_sector(&self, sector: &str) -> Option<&Body> {
        self.general.body.iter().find(|body| body.sector.as_deref() == Some(sector))
    }

    /// The shapes that the numbers of some kinds of things may have.
    pub fn shapes_of(&self, rows: &[&Cited]) -> Vec<&ShapeMatcher> {
        self.shapes.iter().filter(|shape| rows.iter().any(|row| row.shapes.contains(&shape.shape.id))).collect()
    }

    /// Whether a body's texts have numbers of a shape of their own.
    pub fn has_shapes(&self, body: &str) -> bool {
        self.shapes.iter().any(|shape| shape.shape.bodies.iter().any(|known| known == body))
    }

    /// The shapes of numbers that are citations in a house's texts by themselves.
    pub fn bare_shapes(&self, house: &str) -> &[String] {
        let Some(own) = self.house(house) else { return &[] };
        let like = own.like.as_ref().filter(|_| own.bare.is_empty()).and_then(|like| self.house(like));
        &like.unwrap_or(own).bare
    }

    /// Whether the clauses of a body's texts carry their own acts; `owner` is `organisation.body`.
    pub fn acts_on_clauses(&self, owner: &str) -> bool {
        let body = owner.split_once('.').and_then(|(_, body)| self.body(body));
        let house = body.and_then(|body| self.house(&body.house));
        house.is_some_and(|house| house.act_on == "clause")
    }

    /// A proposal action by its symbol.
    pub fn action(&self, symbol: &str) -> Option<&Action> {
        self.general.action.iter().find(|action| action.symbol == symbol)
    }

    /// A house by id.
    pub fn house(&self, id: &str) -> Option<&House> {
        self.houses.iter().find(|house| house.id == id)
    }

    /// The role of a paragraph style, by one of its ids or names.
    pub fn style_role(&self, style: &str) -> Option<&str> {
        let key = style_key(style);
        let exact = self.styles.get(&key);
        // `Normalaftertitle0`, `TableTextS50`: word processors number the copies of a style.
        exact
            .or_else(|| self.styles.get(key.as_str().trim_end_matches(|c: char| c.is_ascii_digit())))
            .map(String::as_str)
    }

    /// The numbers that a sign of some series stands for: `b` is 2, and so is `б`; `bb` is 28.
    pub fn numbers_of_sign(&self, sign: &str) -> &[u32] {
        self.signs.get(sign).map_or(&[], Vec::as_slice)
    }

    /// Every pattern beside the languages.
    fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let own = [&self.markers, &self.labels, &self.references, &self.versions, &self.run_ons, &self.mixed_case];
        let of_houses = [&self.number_lines, &self.symbols];
        let matchers = own.into_iter().chain(of_houses).flat_map(|list| list.iter()).map(|matcher| &matcher.regex);
        matchers.chain(self.shapes.iter().map(|shape| &shape.regex))
    }

    /// A series of numbering signs by id.
    pub fn series(&self, id: &str) -> Option<&Series> {
        self.general.series.iter().find(|series| series.id == id)
    }
}

/// The series that a number format of Word files writes, from the lexicon that is compiled in.
pub fn series_of_format(format: &str) -> Option<&'static [String]> {
    static SERIES: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
        let file = EMBEDDED.iter().find(|(name, ..)| *name == "numbering.toml").map(embedded);
        let table: GeneralTable = file.and_then(|file| file.table().ok()).unwrap_or_default();
        let signs = |series: &Series| series.signs.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        table.series.iter().flat_map(|s| s.formats.iter().map(|f| (f.clone(), signs(s))).collect::<Vec<_>>()).collect()
    });
    SERIES.get(format).map(Vec::as_slice)
}

/// A number in Roman figures.
pub fn roman(figures: &str) -> Option<u32> {
    let value = |c: char| match c.to_ascii_lowercase() {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        'c' => Some(100),
        _ => None,
    };
    let values = figures.chars().map(value).collect::<Option<Vec<u32>>>()?;
    let smaller = |at: usize| values.get(at + 1).is_some_and(|next| *next > values[at]);
    let (plus, minus): (Vec<usize>, Vec<usize>) = (0..values.len()).partition(|at| !smaller(*at));
    let sum = |at: Vec<usize>| at.into_iter().map(|at| values[at]).sum::<u32>();
    sum(plus).checked_sub(sum(minus)).filter(|n| *n > 0)
}

fn style_key(style: &str) -> SmolStr {
    style.chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect()
}
