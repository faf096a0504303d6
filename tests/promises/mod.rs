//! What must hold for any input at all, road by road: `(name, check)`. A check takes bytes and panics where a promise is broken.
//!
//! The fuzz targets, the mutated fixtures (`tests/mutations.rs`) and the inputs that once broke something (`tests/regressions.rs`) go the
//! same roads. A road names its own format: where an input holds two texts, a line `====` stands between them.
#![allow(dead_code)]

pub mod comparing;
pub mod packing;
pub mod reading;
pub mod searching;
pub mod segmenting;
pub mod tables;

use dispositif::emit::{Document, to_clauses};
use dispositif::lexicon::Lexicon;
use dispositif::link::{Citation, citations, mentions};
use dispositif::read::{Deadline, Limits, View, read};
use dispositif::recover::recover;
use dispositif::segment::{Read, Setting, segment, stretches, unfolded};
use dispositif::{Extracted, Options, extract};

/// A road by its name, and what must hold on it for any bytes.
pub type Road = (&'static str, fn(&[u8]));

/// Every road, by the name of its fuzz target and of its folder in `fixtures/regressions`.
pub const ROADS: [Road; 9] = [
    ("package", package),
    ("part", part),
    ("text", text),
    ("critic_markup", critic_markup),
    ("citations", cited),
    ("recover", recovered),
    ("diff", comparing::diff),
    ("search", searching::search),
    ("activities", tables::activities),
];

/// The bytes of a Word file as they come: a package is read whole or refused, and what was read keeps all promises of a text.
pub fn package(bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        text(bytes);
    }
}

/// The parts of a Word file (`=== word/document.xml` opens one; without such a line all is the main part), packed around the input.
pub fn part(bytes: &[u8]) {
    text(&packing::document(bytes));
}

/// Any bytes: what is extracted keeps all promises.
pub fn text(bytes: &[u8]) {
    if let Ok(found) = extract(bytes, &Options::default()) {
        extracted(bytes, &found);
    }
}

/// Text with CriticMarkup: nothing of it is lost, and what is printed with marks reads back the same.
pub fn critic_markup(bytes: &[u8]) {
    let Ok(manuscript) = read(bytes, &Limits::default()).map(|read| read.value) else { return };
    if let Ok(source) = std::str::from_utf8(bytes) {
        reading::assert_no_letter_is_lost(source, &manuscript);
    }
    reading::assert_reads_back(&manuscript);
    text(bytes);
}

/// A line of text, behind a line with the code of its language: citations stand in order, each where it says.
pub fn cited(bytes: &[u8]) {
    let source = String::from_utf8_lossy(bytes);
    let (code, line) = source.split_once('\n').unwrap_or(("en", &source));
    let lexicon = Lexicon::built_in();
    let Some(language) = lexicon.language(code) else { return };
    for house in ["", "itu", "un"] {
        let found = citations(line, lexicon, language, house);
        assert!(
            found.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start),
            "citations overlap in «{line}»: {found:?}"
        );
        for Citation { range, id, .. } in found {
            assert!(
                line.get(range.clone()).is_some_and(|words| !words.is_empty()),
                "no words at {range:?} of «{line}»"
            );
            let is_id = |id: &String| !id.is_empty() && !id.contains(char::is_whitespace);
            assert!(id.as_ref().is_none_or(is_id), "{id:?} is no id");
        }
        for mention in mentions(line, lexicon, language, house) {
            assert!(line.get(mention.range.clone()).is_some(), "no words at {:?} of «{line}»", mention.range);
        }
    }
    let clause = format!("RESOLUTION 91 (Geneva, 2022)\nresolves\n1\t{line};\n2\t{line}.\n");
    let options = Options { language: Some(code.to_owned()), ..Options::default() };
    if let Ok(found) = extract(clause.as_bytes(), &options) {
        extracted(clause.as_bytes(), &found);
    }
}

/// A text in which changes may have run together, alone or (`====`) behind the older text: told apart, it is still the same text.
pub fn recovered(bytes: &[u8]) {
    let (base, source) = two(bytes);
    if let Ok(manuscript) = read(source, &Limits::default()).map(|read| read.value)
        && !manuscript.is_tracked()
    {
        let setting = Setting { lexicon: Lexicon::built_in(), house: None, deadline: Deadline::default() };
        let reading = manuscript.reading(View::Newer);
        let found = stretches(&reading, setting);
        let (reading, found) = unfolded(reading, found, setting);
        let outline = segment(&reading, &found, &manuscript, setting).value;
        if let Some(recovered) = recover(&manuscript, Read { reading: &reading, outline: &outline }, &[], setting) {
            reading::assert_same_source(&manuscript, &recovered.manuscript);
            for split in &recovered.splits {
                assert!(split.confidence > 0.0 && split.confidence <= 1.0, "{split:?}");
            }
        }
    }
    let base = base.and_then(|base| extract(base, &Options::default()).ok());
    let options = Options { bases: base.iter().collect(), ..Options::default() };
    if let Ok(found) = extract(source, &options) {
        if let Ok(raw) = read(source, &Limits::default()) {
            reading::assert_same_source(&raw.value, &found.manuscript);
        }
        extracted(source, &found);
    }
}

/// What must hold for all that was extracted from a source.
pub fn extracted(bytes: &[u8], found: &Extracted) {
    reading::assert_whole(&found.manuscript, "a source");
    for (reading, outline) in found.older.iter().chain([&found.newer]) {
        reading::assert_pieces(&found.manuscript, reading, "a source");
        segmenting::assert_nothing_is_lost(reading, outline, "a reading");
    }
    comparing::assert_rejoins_everywhere(&found.comparison, "a source");
    comparing::assert_clauses_are_kept(found);
    comparing::assert_places(found);
    let document = Document::new("a", bytes, found);
    let rows: Vec<_> = to_clauses(&document).collect();
    assert_eq!(rows.len(), comparing::clauses(&found.comparison).len(), "a row for each clause");
}

/// The two texts of an input, the older before the line `====`; an input without one holds the newer alone.
pub fn two(bytes: &[u8]) -> (Option<&[u8]>, &[u8]) {
    const SIGN: &[u8] = b"\n====\n";
    match bytes.windows(SIGN.len()).position(|window| window == SIGN) {
        Some(at) => (Some(&bytes[..at]), &bytes[at + SIGN.len()..]),
        None => (None, bytes),
    }
}
