//! The whole road for one source: bytes in, everything that was found out.

use crate::compare::comparison::{Basis, Marks};
use crate::compare::{Comparison, Source, compare, weigh};
use crate::lexicon::Lexicon;
use crate::link::{Catalogue, Layer};
use crate::note::{Name, Note};
use crate::place::Place;
use crate::read::{Deadline, Limits, Manuscript, ReadError, Reading, View, read, salvage};
use crate::recover::{Base, Recovered, has_base, recover, unmarked};
use crate::segment::outline::Slice;
use crate::segment::{Detected, Outline, Read, Setting, Stretch, is_glued, segment, stretches, unfolded};
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
    /// What to do with a source that is damaged.
    pub damaged: Damaged,
    /// Older texts at hand, looked up by the id of a text.
    pub bases: Vec<&'o Extracted>,
    /// The newest adopted version of each text that is known: a citation of an older one is reported.
    pub catalogue: Option<&'o Catalogue>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options {
            lexicon: Lexicon::built_in(),
            language: None,
            house: None,
            limits: Limits::default(),
            damaged: Damaged::Refused,
            bases: Vec::new(),
            catalogue: None,
        }
    }
}

/// What becomes of a damaged source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Damaged {
    /// It is an error.
    #[default]
    Refused,
    /// What it still holds is read; a note says what is missing. A source that is whole is read as always.
    Salvaged,
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
    /// What it cites, and by when and how often.
    pub layer: Layer,
    /// Where its older and newer reading come from.
    pub marks: Marks,
    /// Every clause with its two sides.
    pub comparison: Comparison,
    /// What each stage has to say.
    pub notes: Vec<Note>,
}

/// Reads a source and finds its resolutions. The time that the limits allow is for all of it.
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
    let deadline = Deadline::within(&options.limits);
    let crate::note::Noted { value: mut manuscript, mut notes } = match options.damaged {
        Damaged::Refused => read(bytes, &options.limits)?,
        Damaged::Salvaged => salvage(bytes, &options.limits)?,
    };
    let newer = manuscript.reading(View::Newer);
    let mut older = manuscript.is_tracked().then(|| manuscript.reading(View::Older));
    let bases: Vec<Base<'_>> = options.bases.iter().map(|base| Base { read: base.source().read }).collect();
    let setting = Setting { lexicon: options.lexicon, house: options.house.as_deref(), deadline };
    let of_newer = languages(&newer, older.as_ref(), options, setting);
    let detected = longest(&of_newer);
    for uncertain in of_newer.iter().filter(|stretch| stretch.language.confidence < 0.5) {
        let Detected { language, confidence } = &uncertain.language;
        let message = format!("read as “{language}”, with confidence {confidence:.2}");
        notes.push(Note::new(Name::UncertainLanguage, message));
    }
    let of_older = older.as_ref().map(|older| also_in(&of_newer, older, Some(&newer), options, setting));
    deadline.check("looking for languages")?;
    let (mut newer, unfolded_stretches) = unfolded(newer, of_newer.clone(), setting);
    let mut after = segment(&newer, &unfolded_stretches, &manuscript, setting);
    deadline.check("looking for clauses")?;
    let mut of_older = of_older;
    let raw = Read { reading: &newer, outline: &after.value };
    let recovered = if older.is_none() { recover(&manuscript, raw, &bases, setting) } else { None };
    deadline.check("telling run-on changes apart")?;
    if let Some(found) = &recovered {
        // From here on all goes as for a tracked file: the same places, and two readings instead of one.
        manuscript = found.manuscript.clone();
        let (before, now) = (manuscript.reading(View::Older), manuscript.reading(View::Newer));
        let stretches = also_in(&of_newer, &now, None, options, setting);
        of_older = Some(also_in(&of_newer, &before, Some(&now), options, setting));
        older = Some(before);
        let (now, stretches) = unfolded(now, stretches, setting);
        after = segment(&now, &stretches, &manuscript, setting);
        newer = now;
    }
    notes.extend(after.notes);
    let before = older.zip(of_older).map(|(older, of_older)| {
        let (older, of_older) = unfolded(older, of_older, setting);
        let noted = segment(&older, &of_older, &manuscript, setting);
        notes = of_both(std::mem::take(&mut notes), noted.notes);
        (older, noted.value)
    });
    deadline.check("looking for clauses")?;
    let nothing = after.value.texts.is_empty() && before.as_ref().is_none_or(|(_, outline)| outline.texts.is_empty());
    if nothing {
        notes.push(Note::new(Name::NoText, "no resolution or proposal was found in this document"));
    }
    if before.is_none() || recovered.is_some() {
        notes.extend(glued(&newer, &after.value, &manuscript, recovered.as_ref()));
    }
    let older = before.as_ref().map(|(reading, outline)| Read { reading, outline });
    let read = Read { reading: &newer, outline: &after.value };
    let readings: Vec<Read<'_>> = [Some(read), older].into_iter().flatten().collect();
    let layer = Layer::of(&manuscript, &readings, setting);
    deadline.check("looking for citations")?;
    notes.extend(layer.notes());
    let marks = match (&recovered, older) {
        (Some(_), _) => Marks::Recovered,
        (None, Some(_)) => Marks::Tracked,
        (None, None) => Marks::None,
    };
    if let Some(older) = older.filter(|_| !bases.is_empty()) {
        notes.extend(unmarked(&manuscript, older, &bases, setting));
    }
    if !bases.is_empty() && !nothing && readings.iter().all(|read| !has_base(*read, &bases, setting)) {
        let message = "none of the older texts that were given is a version of a text in this one";
        notes.push(Note::new(Name::UnmatchedBase, message));
    }
    let source = |read| Source { manuscript: &manuscript, read, layer: &layer };
    let mut comparison = compare(older.map(source), source(read), marks.basis(), setting);
    if let Some(recovered) = &recovered {
        weigh(&mut comparison, recovered);
        notes.extend(recovered.undetectable(read));
    }
    if let Some(catalogue) = options.catalogue {
        notes.extend(stale(&comparison, &layer, catalogue));
    }
    deadline.check("comparing the readings")?;
    notes.sort_by_key(|note| note.place.map(|place| (place.paragraph, place.start)));
    let newer = (newer, after.value);
    Ok(Extracted { manuscript, language: detected, older: before, newer, layer, marks, comparison, notes })
}

/// The remarks on both readings: most hold for both, and once is enough. A text that is deleted whole has words in its older reading, so its
/// proposal is empty only where it is so in both.
fn of_both(mut newer: Vec<Note>, older: Vec<Note>) -> Vec<Note> {
    let is_empty = |note: &Note| note.name == Name::EmptyProposal;
    let both: HashSet<Option<Place>> = older.iter().filter(|note| is_empty(note)).map(|note| note.place).collect();
    newer.retain(|note| !is_empty(note) || both.contains(&note.place));
    let known: HashSet<(Name, Option<Place>)> = newer.iter().map(|note| (note.name, note.place)).collect();
    newer.extend(older.into_iter().filter(|note| !is_empty(note) && !known.contains(&(note.name, note.place))));
    newer
}

/// Compares what two sources say now: the newer reading of one with the newer reading of the other.
///
/// Texts with the same id belong together, then those most alike; two sources of one text each are taken for two versions of it. The time
/// that the limits allow a source is for the comparison as well; that it is over is the only error.
pub fn diff(older: &Extracted, newer: &Extracted, options: &Options<'_>) -> Result<Comparison, ReadError> {
    let deadline = Deadline::within(&options.limits);
    let setting = Setting { lexicon: options.lexicon, house: options.house.as_deref(), deadline };
    let comparison = compare(Some(older.source()), newer.source(), Basis::Aligned, setting);
    deadline.check("comparing the two texts")?;
    Ok(comparison)
}

impl Extracted {
    /// The newer reading, or the only one, as one side of a comparison.
    fn source(&self) -> Source<'_> {
        let (reading, outline) = &self.newer;
        Source { manuscript: &self.manuscript, read: Read { reading, outline }, layer: &self.layer }
    }
}

/// The stretches of another reading of the same source: what is in one language in one is so in the other.
fn also_in(
    known: &[Stretch],
    reading: &Reading,
    other: Option<&Reading>,
    options: &Options<'_>,
    setting: Setting<'_>,
) -> Vec<Stretch> {
    match known {
        [one] => vec![Stretch { lines: 0..reading.lines.len(), language: one.language.clone() }],
        _ => languages(reading, other, options, setting),
    }
}

/// The stretches of a reading. One without words, in which a text is proposed for deletion, is in the language of the other.
fn languages(reading: &Reading, other: Option<&Reading>, options: &Options<'_>, setting: Setting<'_>) -> Vec<Stretch> {
    let whole = |language| vec![Stretch { lines: 0..reading.lines.len(), language }];
    if let Some(language) = options.language.as_ref().filter(|code| options.lexicon.language(code).is_some()) {
        return whole(Detected { language: language.clone(), confidence: 1.0 });
    }
    let has_words = |reading: &Reading| reading.lines.iter().any(|line| line.text.chars().any(char::is_alphabetic));
    match other.filter(|_| !has_words(reading)) {
        Some(other) => whole(longest(&stretches(other, setting))),
        None => stretches(reading, setting),
    }
}

/// The language of most lines.
fn longest(stretches: &[Stretch]) -> Detected {
    let mut lines: Vec<(&Detected, usize)> = Vec::new();
    for stretch in stretches {
        match lines.iter_mut().find(|(held, _)| held.language == stretch.language.language) {
            Some((_, count)) => *count += stretch.lines.len(),
            None => lines.push((&stretch.language, stretch.lines.len())),
        }
    }
    // Of two that hold as many lines the first is the document's.
    let most = lines.iter().rev().max_by_key(|(_, count)| *count);
    most.map(|(language, _)| (*language).clone()).unwrap_or_default()
}

/// A remark for each citation, in a clause as it reads now, of a version that a newer one has replaced.
fn stale(comparison: &Comparison, layer: &Layer, catalogue: &Catalogue) -> Vec<Note> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for text in &comparison.texts {
        let mut stack: Vec<_> = text.sections.iter().flat_map(|section| &section.clauses).collect();
        while let Some(clause) = stack.pop() {
            stack.extend(&clause.clauses);
            let is_current = |index: &&usize| clause.text.newer.is_some() && layer.is_current(**index);
            for reference in clause.references.iter().filter(is_current).filter_map(|at| layer.references.get(*at)) {
                let Some(id) = &reference.id else { continue };
                let Some(newest) = catalogue.newer_than(id) else { continue };
                // A clause of a text is cited together with the text: that is said once.
                let cited = id.split('#').next().unwrap_or_default();
                if seen.insert((reference.place.paragraph, cited.to_owned())) {
                    let message =
                        format!("{}: ({}) exists", reference.text, newest.printed_in(&text.language.language));
                    found.push(Note::new(Name::StaleCitation, message).at(reference.place, &reference.text));
                }
            }
        }
    }
    found
}

/// A remark where deleted and inserted wording seem to have run together and are not told apart.
fn glued(reading: &Reading, outline: &Outline, manuscript: &Manuscript, recovered: Option<&Recovered>) -> Option<Note> {
    let words = |slice: &Slice| &reading.lines[slice.line].text[slice.range.clone()];
    let numbers = outline.texts.iter().filter_map(|text| text.number.as_ref()).map(|number| &number.slice);
    let clauses = outline.texts.iter().flat_map(|text| text.clauses());
    let found = numbers.chain(clauses.map(|clause| &clause.text)).filter(|slice| is_glued(words(slice)));
    let place = |slice: &Slice| manuscript.place_of(&reading.lines[slice.line], slice.range.clone());
    let mut found: Vec<(Place, &str)> = found.map(|slice| (place(slice), words(slice))).collect();
    found.extend(recovered.into_iter().flat_map(|found| &found.doubts).map(|(place, words)| (*place, words.as_str())));
    found.sort_by_key(|(place, _)| (place.paragraph, place.start));
    let (place, words) = *found.first()?;
    let message = format!("{} place(s) look as if deleted and inserted words had run together", found.len());
    Some(Note::new(Name::GluedChanges, message).at(place, words))
}
