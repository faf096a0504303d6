//! The whole road for one source: bytes in, everything that was found out.

use crate::compare::{Comparison, compare};
use crate::lexicon::Lexicon;
use crate::link::Layer;
use crate::note::{Name, Note};
use crate::place::Place;
use crate::read::{Limits, Manuscript, ReadError, Reading, View, read};
use crate::segment::outline::Slice;
use crate::segment::{Detected, Outline, Read, Setting, is_glued, language, segment, unfolded};
use std::collections::HashSet;

/// What may be said in advance.
#[derive(Clone)]
pub struct Options<'o> {
    /// The lexicon.
    pub lexicon: &'o Lexicon,
    /// The language of the source, where it is known (ISO 639-1).
    pub language: Option<String>,
    /// The drafting house, where it is known.
    pub house: Option<String>,
    /// Bounds on what an untrusted file may cost.
    pub limits: Limits,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options { lexicon: Lexicon::built_in(), language: None, house: None, limits: Limits::default() }
    }
}

/// A source, read, segmented and compared.
#[derive(Debug, Clone)]
pub struct Extracted {
    /// The source with every mark.
    pub manuscript: Manuscript,
    /// Its language, and how sure that is.
    pub language: Detected,
    /// The older reading and what is in it, where the source carries marks.
    pub older: Option<(Reading, Outline)>,
    /// The newer reading, or the only one.
    pub newer: (Reading, Outline),
    /// Every clause with its two sides.
    pub comparison: Comparison,
    /// What each stage has to say.
    pub notes: Vec<Note>,
}

/// Reads a source and finds its resolutions.
///
/// ```
/// let text = "RESOLUTION 91 (Geneva, 2022)\nThe World Telecommunication Standardization Assembly (Geneva, 2022),\n\
///             resolves\n1\tto test every alert;\n2\tto publish the results.\n";
/// let found = dispositif::extract(text.as_bytes(), &dispositif::Options::default())?;
/// let resolution = &found.comparison.texts[0];
/// assert_eq!(resolution.id, "itu.wtsa.resolution.91");
/// assert_eq!(resolution.sections[0].clauses[1].id, "resolves__2");
/// # Ok::<(), dispositif::read::ReadError>(())
/// ```
pub fn extract(bytes: &[u8], options: &Options<'_>) -> Result<Extracted, ReadError> {
    let crate::note::Noted { value: manuscript, mut notes } = read(bytes, &options.limits)?;
    let newer = manuscript.reading(View::Newer);
    let older = manuscript.is_tracked().then(|| manuscript.reading(View::Older));
    let detected = detect(&newer, older.as_ref(), options);
    if detected.confidence < 0.5 {
        let message = format!("read as “{}”, with confidence {:.2}", detected.language, detected.confidence);
        notes.push(Note::new(Name::UncertainLanguage, message));
    }
    let Some(language) = options.lexicon.language(&detected.language).or_else(|| options.lexicon.languages().next())
    else {
        unreachable!("a lexicon without a language is refused when it is loaded")
    };
    let setting = Setting { lexicon: options.lexicon, language, house: options.house.as_deref() };
    let newer = unfolded(newer, setting);
    let after = segment(&newer, &manuscript, setting);
    notes.extend(after.notes);
    let before = older.map(|older| {
        let older = unfolded(older, setting);
        let noted = segment(&older, &manuscript, setting);
        // Most remarks hold for both readings: once is enough.
        // A text that is deleted whole has words in its older reading: its proposal is not empty.
        let empty = |notes: &[Note]| -> HashSet<Option<Place>> {
            notes.iter().filter(|n| n.name == Name::EmptyProposal).map(|n| n.place).collect()
        };
        let both = empty(&noted.notes);
        notes.retain(|n| n.name != Name::EmptyProposal || both.contains(&n.place));
        let known: HashSet<(Name, Option<Place>)> = notes.iter().map(|n| (n.name, n.place)).collect();
        notes.extend(
            noted.notes.into_iter().filter(|n| n.name != Name::EmptyProposal && !known.contains(&(n.name, n.place))),
        );
        (older, noted.value)
    });
    let nothing = after.value.texts.is_empty() && before.as_ref().is_none_or(|(_, outline)| outline.texts.is_empty());
    if nothing {
        notes.push(Note::new(Name::NoText, "no resolution or proposal was found in this document"));
    }
    if before.is_none() {
        notes.extend(glued(&newer, &after.value, &manuscript));
    }
    let older = before.as_ref().map(|(reading, outline)| Read { reading, outline });
    let read = Read { reading: &newer, outline: &after.value };
    let readings: Vec<Read<'_>> = [Some(read), older].into_iter().flatten().collect();
    let layer = Layer::of(&manuscript, &readings, setting);
    notes.extend(layer.notes());
    let comparison = compare(&manuscript, older, read, layer, setting);
    notes.sort_by_key(|note| note.place.map(|place| (place.paragraph, place.start)));
    Ok(Extracted { manuscript, language: detected, older: before, newer: (newer, after.value), comparison, notes })
}

fn detect(newer: &Reading, older: Option<&Reading>, options: &Options<'_>) -> Detected {
    if let Some(language) = options.language.as_ref().filter(|code| options.lexicon.language(code).is_some()) {
        return Detected { language: language.clone(), confidence: 1.0 };
    }
    // A text that is proposed for deletion has words in its older reading only.
    let has_words = newer.lines.iter().any(|line| line.text.chars().any(char::is_alphabetic));
    language(if has_words { newer } else { older.unwrap_or(newer) }, options.lexicon)
}

/// A remark where deleted and inserted wording seem to have run together.
fn glued(reading: &Reading, outline: &Outline, manuscript: &Manuscript) -> Option<Note> {
    let words = |slice: &Slice| &reading.lines[slice.line].text[slice.range.clone()];
    let numbers = outline.texts.iter().filter_map(|text| text.number.as_ref()).map(|number| &number.slice);
    let clauses = outline.texts.iter().flat_map(|text| text.clauses());
    let found: Vec<&Slice> =
        numbers.chain(clauses.map(|clause| &clause.text)).filter(|slice| is_glued(words(slice))).collect();
    let slice = *found.first()?;
    let place = manuscript.place_of(&reading.lines[slice.line], slice.range.clone());
    let message = format!("{} paragraph(s) look as if deleted and inserted words had run together", found.len());
    Some(Note::new(Name::GluedChanges, message).at(place, words(slice)))
}
