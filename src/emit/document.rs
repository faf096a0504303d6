//! The document of the output contract `dispositif/1`, made of what was extracted.

use crate::compare::Comparison;
use crate::compare::comparison::{Change, Clause, Marks, Outside, Reference, Text};
use crate::extract::Extracted;
use crate::note::Note;
use crate::place::Place;
use crate::read::Format;
use crate::segment::HouseGuess;
use crate::segment::outline::Slice;
use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The name and version of the contract.
pub const SCHEMA: &str = "dispositif/1";

/// One source, with everything found in it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Document {
    /// `dispositif/1`.
    pub schema: String,
    /// The file; of two that were compared the newer one.
    pub source: Source,
    /// The older file, where two were compared.
    pub older_source: Option<Source>,
    /// What kind of document it is.
    pub kind: Kind,
    /// `abstract`, `action_required`, `references`, `source`, `document`, `meeting`, `date`, `original_language`, … as found.
    pub front_matter: BTreeMap<String, String>,
    /// Headings outside the texts.
    pub headings: Vec<Heading>,
    /// The texts.
    pub texts: Vec<Text>,
    /// What changed outside the heads and clauses of the texts: paragraphs of both sides, those that are the same left out.
    pub outside: Vec<Outside>,
    /// Paragraphs that are none of these.
    pub prose: Vec<Prose>,
    /// Citations; clauses point at them by index.
    pub references: Vec<Reference>,
    /// Doubts and oddities.
    pub notes: Vec<Note>,
}

/// The file that was read.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Source {
    /// Its name as given, `�` where it is not UTF-8; `-` for standard input.
    pub file: String,
    /// What it was read as.
    pub format: Format,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// ISO 639-1 code.
    pub language: String,
    /// The drafting house of its texts; of the first, where they differ. Of a document without a text that of the bodies it names.
    pub house: Option<String>,
    /// How sure language and house are.
    pub confidence: Confidence,
    /// Where older and newer come from.
    pub marks: Marks,
}

/// How sure what was detected is, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Confidence {
    /// Of the language; 1 where it was given.
    pub language: f64,
    /// Of the house; 1 where it was given or the text names its body.
    pub house: f64,
}

/// What kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It holds proposals on texts.
    Proposal,
    /// Its first text is a resolution.
    Resolution,
    /// Its first text is a decision.
    Decision,
    /// Its first text is a recommendation.
    Recommendation,
    /// Its first text is an opinion.
    Opinion,
    /// No text, but the front matter of a contribution.
    Contribution,
    /// No text, but headings.
    Report,
    /// None of these.
    Unknown,
}

/// A heading.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Heading {
    /// Its number, if it has one.
    pub label: Option<String>,
    /// Its words.
    pub text: String,
    /// Depth, 1 for the outermost.
    pub level: u8,
    /// Where.
    pub place: Place,
}

/// A paragraph outside the texts that is neither front matter nor heading.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Prose {
    /// Its words.
    pub text: String,
    /// Where.
    pub place: Place,
}

impl Document {
    /// The document of a source. `file` is its name, `bytes` its content.
    pub fn new(file: &str, bytes: &[u8], found: &Extracted) -> Self {
        let (reading, outline) = &found.newer;
        let words = |slice: &Slice| reading.lines[slice.line].text[slice.range.clone()].trim();
        let mut front_matter: BTreeMap<String, String> = BTreeMap::new();
        for (key, slices) in &outline.front_matter {
            let value = slices.iter().map(words).collect::<Vec<_>>().join("\n");
            let held = front_matter.entry(key.clone()).or_default();
            if !held.is_empty() && !value.is_empty() {
                held.push('\n');
            }
            held.push_str(&value);
        }
        let headings = outline.headings.iter().map(|heading| Heading {
            label: heading.label.clone(),
            text: words(&heading.text).to_owned(),
            level: heading.level,
            place: found.manuscript.place_of(&reading.lines[heading.text.line], heading.text.range.clone()),
        });
        let prose = outline.prose.iter().map(|slice| Prose {
            text: words(slice).to_owned(),
            place: found.manuscript.place_of(&reading.lines[slice.line], slice.range.clone()),
        });
        let texts = outline.texts.iter().chain(found.older.iter().flat_map(|(_, outline)| &outline.texts));
        let of_texts = texts.map(|text| HouseGuess { house: text.house.clone(), confidence: text.house_confidence });
        let house = of_texts.into_iter().find(|guess| !guess.house.is_empty()).or(outline.house.clone());
        Document {
            schema: SCHEMA.to_owned(),
            source: Source {
                file: file.to_owned(),
                format: found.manuscript.format,
                sha256: Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
                bytes: bytes.len() as u64,
                language: found.language.language.clone(),
                confidence: Confidence {
                    language: rounded(found.language.confidence),
                    house: house.as_ref().map_or(0.0, |guess| rounded(guess.confidence)),
                },
                house: house.map(|guess| guess.house),
                marks: found.marks,
            },
            older_source: None,
            kind: kind(found, &front_matter),
            front_matter,
            headings: headings.collect(),
            texts: found.comparison.texts.clone(),
            outside: found.comparison.outside.clone(),
            prose: prose.collect(),
            references: found.comparison.references.clone(),
            notes: found.notes.clone(),
        }
    }
}

impl Document {
    /// A document with its texts compared with those of an older one.
    pub fn compared(older: &Document, newer: &Document, comparison: Comparison) -> Self {
        let odd = comparison.notes();
        let Comparison { texts, references, outside } = comparison;
        let notes = odd.into_iter().chain(newer.notes.iter().cloned()).collect();
        Document { older_source: Some(older.source.clone()), texts, references, outside, notes, ..newer.clone() }
    }

    /// Whether anything differs between the two sides.
    pub fn differs(&self) -> bool {
        let is_changed = |change: &Option<Vec<Change>>| change.iter().flatten().any(|kind| *kind != Change::Unchanged);
        let notes = || self.texts.iter().flat_map(|text| &text.footnotes);
        if !self.outside.is_empty() || notes().any(|note| note.text.older != note.text.newer) {
            return true;
        }
        let sections = || self.texts.iter().flat_map(|text| &text.sections);
        let mut clauses: Vec<&Clause> = sections().flat_map(|section| &section.clauses).collect();
        let mut differs = sections().any(|section| is_changed(&section.change));
        while let Some(clause) = clauses.pop() {
            differs |= is_changed(&clause.change);
            clauses.extend(&clause.clauses);
        }
        differs
    }
}

fn rounded(confidence: f64) -> f64 {
    (confidence * 100.0).round() / 100.0
}

fn kind(found: &Extracted, front_matter: &BTreeMap<String, String>) -> Kind {
    let texts = &found.comparison.texts;
    if texts.iter().any(|text| text.proposal.is_some()) {
        return Kind::Proposal;
    }
    match texts.first().map(|text| text.instrument.kind.as_deref().unwrap_or("resolution")) {
        Some("resolution") => Kind::Resolution,
        Some("decision") => Kind::Decision,
        Some("recommendation") => Kind::Recommendation,
        Some("opinion") => Kind::Opinion,
        Some(_) => Kind::Unknown,
        None if front_matter.contains_key("abstract") || front_matter.contains_key("action_required") => {
            Kind::Contribution
        }
        None if found.newer.1.headings.is_empty() => Kind::Unknown,
        None => Kind::Report,
    }
}
