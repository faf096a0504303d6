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
mod stretch;
mod unfold;
mod version;
mod walk;

pub use detect::{Detected, HouseGuess, reliable_language};
pub use evidence::symbol;
pub use head::{Opening, Reach, opening};
pub use ids::{Identity, canonical_number, identity, section_ids};
pub use label::Label;
pub use outline::Outline;
pub use stretch::{Stretch, stretches};
pub use version::{body_of, versions};

use crate::lexicon::Lexicon;
use crate::lexicon::fold::stops;
use crate::note::Noted;
use crate::read::{Deadline, Manuscript, Reading};
use evidence::Grammar;
use outline::Resolution;

/// What is known about a source before it is segmented.
#[derive(Clone, Copy)]
pub struct Setting<'s> {
    /// Everything known.
    pub lexicon: &'s Lexicon,
    /// The drafting house, where it was given; otherwise it is found for each text.
    pub house: Option<&'s str>,
    /// When the time for the source is over: then a stage stops where it is, and whoever asked for it must throw away what it made.
    pub deadline: Deadline,
}

/// A reading and its outline.
#[derive(Clone, Copy)]
pub struct Read<'r> {
    /// The reading.
    pub reading: &'r Reading,
    /// What was found in it.
    pub outline: &'r Outline,
}

/// Segments a reading, stretch by stretch. The manuscript is needed to say where in the source a remark belongs.
pub fn segment(
    reading: &Reading,
    stretches: &[Stretch],
    manuscript: &Manuscript,
    setting: Setting<'_>,
) -> Noted<Outline> {
    let mut value = Outline::default();
    let mut notes = Vec::new();
    for stretch in stretches {
        let Some(language) = setting.lexicon.language(&stretch.language.language) else { continue };
        let grammar = Grammar { lexicon: setting.lexicon, language };
        let walk = walk::Walk::new(reading, stretch, manuscript, grammar, setting.house);
        let (outline, remarks) = walk.run(setting.deadline);
        value.extend(outline);
        notes.extend(remarks);
        value.stretches.push(stretch.clone());
    }
    if value.texts.is_empty() {
        value.house = match (setting.house, stretches.first()) {
            (Some(given), _) => Some(HouseGuess { house: given.to_owned(), confidence: 1.0 }),
            (None, Some(first)) => setting.lexicon.language(&first.language.language).and_then(|language| {
                detect::house_by_names(&reading.lines[first.lines.clone()], setting.lexicon, language)
            }),
            (None, None) => None,
        };
    }
    Noted { value, notes }
}

/// A reading as the segmenter takes it, heads that run into their items on lines of their own; and its stretches.
pub fn unfolded(reading: Reading, stretches: Vec<Stretch>, setting: Setting<'_>) -> (Reading, Vec<Stretch>) {
    let Reading { view, mut lines } = reading;
    let mut out = Reading { view, lines: Vec::with_capacity(lines.len()) };
    let mut placed = Vec::with_capacity(stretches.len());
    for stretch in stretches.into_iter().rev() {
        let part = Reading { view, lines: lines.split_off(stretch.lines.start) };
        let part = match setting.lexicon.language(&stretch.language.language) {
            Some(language) => unfold::unfold(part, Grammar { lexicon: setting.lexicon, language }, setting.deadline),
            None => part,
        };
        placed.push((part.lines, stretch.language));
    }
    let mut stretches = Vec::with_capacity(placed.len());
    for (part, language) in placed.into_iter().rev() {
        let start = out.lines.len();
        out.lines.extend(part);
        stretches.push(Stretch { lines: start..out.lines.len(), language });
    }
    (out, stretches)
}

/// The house of a text: that of the body which its number tells, since a name may be that of several bodies (the Executive Board),
/// else of the body that it names; `None` where it does neither.
fn house_of(text: &Resolution, lexicon: &Lexicon, given: Option<&str>) -> Option<HouseGuess> {
    if let Some(given) = given {
        return Some(HouseGuess { house: given.to_owned(), confidence: 1.0 });
    }
    let named = text.body.as_ref().and_then(|line| line.body.clone());
    let numbered = text.number.as_ref().and_then(|number| number.body.clone());
    let house = numbered.or(named).and_then(|body| lexicon.body(&body)).map(|body| body.house.clone());
    house.map(|house| HouseGuess { house, confidence: 1.0 })
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
