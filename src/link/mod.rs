//! What a text refers to: a layer of citations beside the tree, each with its words, its place and, where it can be told, its id.
//!
//! Enters a reading and its resolutions; leaves a [`Layer`]. `Résolution 54 (Rév. Hammamet, 2016)` is
//! `itu.wtsa.resolution.54@hammamet-2016`, because only one body met in Hammamet in 2016. A citation is a word for a kind of thing,
//! a chain of numbers and an owner; which words, shapes of numbers and names of owners there are is data (`references.toml`). What
//! cannot be told has no id: nothing is guessed. Times by which and how often something is to be done are found beside them.

mod catalogue;
mod chain;
mod clauses;
mod earlier;
mod layer;
mod mention;
mod numbered;
mod own_clauses;
mod owner;
mod symbols;
mod times;

pub use catalogue::{Adopted, Catalogue};
pub use clauses::Head;
pub use layer::{Fact, FactKind, Layer, Reference};
pub use mention::{Mention, Mentioned, mentions};
pub use owner::{Basis, Speaker};
pub use times::failures as time_failures;

use crate::lexicon::fold::{Plain, Token};
use crate::lexicon::{Language, Lexicon, Owner};
use crate::read::Deadline;
use earlier::Earlier;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

/// A citation in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// What kind of thing is cited (`resolution`, `recommendation`, `document`, …).
    pub kind: String,
    /// The canonical id, where it can be told.
    pub id: Option<String>,
    /// How its owner was told.
    pub basis: Option<Basis>,
    /// Bytes of the line.
    pub range: Range<usize>,
    /// Whether the clauses of the cited text carry their own acts, and so are cited by their number alone.
    acts_on_clauses: bool,
    /// The number of a numbered text as it stands in an id, also where nothing tells whose it is.
    pub number: Option<String>,
    /// The version that its words name, as it stands in an id: `geneva-2022`, `2022`.
    pub version: Option<String>,
}

/// A line in which citations are looked for.
struct Line<'l> {
    plain: Plain<'l>,
    tokens: Vec<Token>,
    lexicon: &'l Lexicon,
    language: &'l Language,
    house: Option<&'l str>,
    /// When the time is over: what is not found by then is thrown away with the rest.
    deadline: Deadline,
    /// The names of owners and the tokens at which they begin, in order; looked for where they are asked for.
    owners: OnceCell<Vec<(usize, Owner)>>,
}

impl<'l> Line<'l> {
    fn new(text: &'l str, lexicon: &'l Lexicon, language: &'l Language, house: &'l str) -> Self {
        let plain = Plain::new(text);
        let tokens = language.tokens(&plain.text);
        let house = Some(house).filter(|house| !house.is_empty());
        Line { plain, tokens, lexicon, language, house, deadline: Deadline::default(), owners: OnceCell::new() }
    }

    fn until(self, deadline: Deadline) -> Self {
        Line { deadline, ..self }
    }

    /// All owners named in the line.
    fn owners(&self) -> &[(usize, Owner)] {
        self.owners.get_or_init(|| {
            let tokens = (0..self.tokens.len()).take_while(|at| !self.is_late(*at));
            let named = |at| Some((at, self.language.citing.owner(&self.tokens, at, self.house)?.value));
            tokens.filter_map(named).collect()
        })
    }

    /// Whether the time is over at a token; asked now and then.
    fn is_late(&self, at: usize) -> bool {
        at.is_multiple_of(64) && self.deadline.is_past()
    }

    /// The first token that begins at a byte or behind it.
    fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.range.start < byte)
    }

    fn acts_on_clauses(&self) -> bool {
        self.house.and_then(|id| self.lexicon.house(id)).is_some_and(|house| house.act_on == "clause")
    }
}

/// The citations of a line that stands in no text.
pub fn citations(text: &str, lexicon: &Lexicon, language: &Language, house: &str) -> Vec<Citation> {
    let line = Line::new(text, lexicon, language, house);
    let mut found = line.citations(Speaker::default(), &mut Earlier::default());
    found.iter_mut().for_each(|citation| citation.range = line.plain.source(citation.range.clone()));
    found
}

impl<'l> Line<'l> {
    /// The citations of the line, in order, in bytes of its plain text; of two that overlap the longer stays.
    fn citations(&self, speaker: Speaker<'_>, earlier: &mut Earlier) -> Vec<Citation> {
        let mut kept = self.cited(speaker, earlier);
        kept.extend(self.clauses(&kept, speaker));
        in_order(kept)
    }

    /// The citations of anything but clauses, in order.
    fn cited(&self, speaker: Speaker<'_>, earlier: &mut Earlier) -> Vec<Citation> {
        let mut found = self.symbols(speaker);
        found.extend(self.numbered(speaker, earlier));
        found.extend(self.bare(speaker, &found));
        found.extend(self.itself(speaker));
        in_order(found)
    }

    /// What is printed, as it stands in an id: lower case, Latin letters, no spaces.
    fn in_id(&self, value: &str) -> String {
        let letters = value.chars().filter(|c| !c.is_whitespace()).map(|c| latin(c, self.lexicon));
        letters.flat_map(char::to_lowercase).collect()
    }

    /// "The present resolution": the text itself.
    fn itself(&self, speaker: Speaker<'_>) -> Vec<Citation> {
        let Some(text) = speaker.text else { return Vec::new() };
        let mut out = Vec::new();
        for at in (0..self.tokens.len()).take_while(|at| !self.is_late(*at)) {
            let Some((behind, skipped)) = self.language.citing.present(&self.tokens, at) else { continue };
            let Some(word) = self.language.citing.word(&self.tokens, behind, self.house) else { continue };
            let is_text = self.lexicon.cited(&word.value.word).any(|row| text.contains(&format!(".{}.", row.kind)));
            let range = self.tokens[at].range.start + skipped..self.tokens[word.end - 1].range.end;
            if is_text {
                let (kind, id, basis) = ("self".to_owned(), Some(text.to_owned()), Some(Basis::Own));
                out.push(Citation {
                    kind,
                    id,
                    basis,
                    range,
                    acts_on_clauses: self.acts_on_clauses(),
                    number: None,
                    version: None,
                });
            }
        }
        out
    }
}

/// The Latin letter for which a letter of another script stands in an id.
fn latin(c: char, lexicon: &Lexicon) -> char {
    let pairs = lexicon.general.id_letters.iter().filter_map(|pair| {
        let mut letters = pair.chars();
        Some((letters.next()?, letters.next()?))
    });
    pairs.filter(|(_, other)| *other == c).map(|(latin, _)| latin).next().unwrap_or(c)
}

/// Citations in the order of the text; of two that overlap the longer stays.
fn in_order(found: Vec<Citation>) -> Vec<Citation> {
    longest(found, |citation| &citation.range)
}

/// What was found in a line, in its order; of two that overlap the longer stays.
fn longest<T>(mut found: Vec<T>, range: impl Fn(&T) -> &Range<usize>) -> Vec<T> {
    found.sort_by_key(|item| (std::cmp::Reverse(range(item).len()), range(item).start));
    let mut kept: BTreeMap<usize, T> = BTreeMap::new();
    for item in found {
        let Range { start, end } = range(&item).clone();
        let before = kept.range(..end).next_back();
        if before.is_none_or(|(_, held)| range(held).end <= start) {
            kept.insert(start, item);
        }
    }
    kept.into_values().collect()
}
