//! A reading becomes resolutions: proposal markers, headers, sections, clauses.
//!
//! Enters a clean text ([`Reading`]); leaves its [`Outline`]. `charge le Directeur …` on a line of its own is a section whose
//! clauses inherit the act; `3.⇥Also decides …` is a clause with an act of its own. A Word style (`Call`, `ResNo`) is stronger
//! evidence than words where both exist; either alone does.

mod detect;
mod evidence;
mod front;
mod head;
mod ids;
mod label;
pub mod outline;
mod unfold;
mod version;
mod walk;

pub use detect::{Detected, language};
pub use evidence::symbol;
pub use head::{Opening, Reach, opening};
pub use ids::{Identity, canonical_number, identity, section_ids};
pub use outline::Outline;
pub use version::{body_of, versions};

use crate::lexicon::fold::stops;
use crate::lexicon::{Language, Lexicon};
use crate::note::Noted;
use crate::read::{Manuscript, Reading};
use evidence::Grammar;
use outline::Resolution;

/// What is known about a text before it is segmented.
#[derive(Clone, Copy)]
pub struct Setting<'s> {
    /// Everything known.
    pub lexicon: &'s Lexicon,
    /// The language of the text.
    pub language: &'s Language,
    /// The drafting house, where it was given; otherwise it is found for each text.
    pub house: Option<&'s str>,
}

/// A reading and its outline.
#[derive(Clone, Copy)]
pub struct Read<'r> {
    /// The reading.
    pub reading: &'r Reading,
    /// What was found in it.
    pub outline: &'r Outline,
}

/// Segments a reading. The manuscript is needed to say where in the source a remark belongs.
pub fn segment(reading: &Reading, manuscript: &Manuscript, setting: Setting<'_>) -> Noted<Outline> {
    let grammar = Grammar { lexicon: setting.lexicon, language: setting.language };
    let (value, notes) = walk::Walk::new(reading, manuscript, grammar, setting.house).run();
    Noted { value, notes }
}

/// A reading as the segmenter takes it: heads that run into their items stand on lines of their own.
pub fn unfolded(reading: Reading, setting: Setting<'_>) -> Reading {
    unfold::unfold(reading, Grammar { lexicon: setting.lexicon, language: setting.language })
}

/// The house of a text: that of the body which its number tells, since a name may be that of several bodies (the Executive Board),
/// else of the body that it names.
fn house_of(text: &Resolution, lexicon: &Lexicon, given: Option<&str>) -> String {
    if let Some(given) = given {
        return given.to_owned();
    }
    let named = text.body.as_ref().and_then(|line| line.body.clone());
    let numbered = text.number.as_ref().and_then(|number| number.body.clone());
    let house = numbered.or(named).and_then(|body| lexicon.body(&body)).map(|body| body.house.clone());
    house.or_else(|| lexicon.houses.first().map(|rules| rules.house.id.clone())).unwrap_or_default()
}

/// Signs that deleted and inserted wording have run together in a text (DOMAIN §5): `2022New Delhi`, an item that ends `,;`.
pub fn is_glued(text: &str) -> bool {
    let is_stop = |c: char| stops::ANY.contains(&c) && !stops::COLON.contains(&c);
    let letters: Vec<char> = text.chars().collect();
    let year_runs_on = letters.windows(6).any(|run| {
        let (year, behind) = (&run[..4], run[4]);
        matches!(year[0], '1' | '2')
            && year.iter().all(char::is_ascii_digit)
            && behind.is_uppercase()
            && run[5].is_lowercase()
    });
    let mut end = text.trim_end().chars().rev();
    let stops = (end.next(), end.next());
    let two_stops = matches!(stops, (Some(last), Some(before)) if last != before && is_stop(last) && is_stop(before) && before != '.');
    year_runs_on || two_stops
}
