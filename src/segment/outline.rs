//! What a reading holds: front matter, headings, and the resolutions with their sections and clauses, each as a slice of the reading.

use super::detect::{Detected, HouseGuess};
use super::stretch::Stretch;
pub use crate::lexicon::Part;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A stretch of one line of a reading, in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Slice {
    /// Index of the line.
    pub line: usize,
    /// Bytes of its text.
    pub range: Range<usize>,
}

/// Everything that was found in a reading.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Outline {
    /// Front matter: key, and the lines of its value.
    pub front_matter: Vec<(String, Vec<Slice>)>,
    /// Headings outside the resolutions.
    pub headings: Vec<Heading>,
    /// The resolutions, in order.
    pub texts: Vec<Resolution>,
    /// Lines that are neither, blank ones left out.
    pub prose: Vec<Slice>,
    /// Words and signs that only say what follows them is: `Abstract:`, `Reasons:`, the number of a heading.
    pub labels: Vec<Slice>,
    /// Which lines are in which language.
    pub stretches: Vec<Stretch>,
    /// The house of a document that holds no text, where its names tell one.
    pub house: Option<HouseGuess>,
}

impl Outline {
    /// Adds what was found in the lines behind.
    pub(super) fn extend(&mut self, other: Outline) {
        self.front_matter.extend(other.front_matter);
        self.headings.extend(other.headings);
        self.texts.extend(other.texts);
        self.prose.extend(other.prose);
        self.labels.extend(other.labels);
    }

    /// The language of a line.
    pub fn language_at(&self, line: usize) -> Option<&str> {
        // Stretches stand in the order of their lines.
        let at = self.stretches.partition_point(|stretch| stretch.lines.end <= line);
        let stretch = self.stretches.get(at).filter(|stretch| stretch.lines.contains(&line));
        stretch.or(self.stretches.first()).map(|stretch| stretch.language.language.as_str())
    }
}

/// A heading.
#[derive(Debug, Clone, Serialize)]
pub struct Heading {
    /// Its label (`1`, `2.1`), if it has one.
    pub label: Option<String>,
    /// Its words.
    pub text: Slice,
    /// Depth, 1 for the outermost.
    pub level: u8,
}

/// One resolution, decision, recommendation or opinion, or a proposal on one.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Resolution {
    /// The proposal marker.
    pub proposal: Option<Proposal>,
    /// The number line.
    pub number: Option<NumberLine>,
    /// The title.
    pub title: Vec<Slice>,
    /// The line that lists where the text was adopted and revised.
    pub history: Option<(Slice, Vec<VersionMark>)>,
    /// The adopting-body sentence, and the body it names.
    pub body: Option<BodyLine>,
    /// The house whose drafting it follows.
    pub house: String,
    /// How sure that is (0 to 1).
    pub house_confidence: f64,
    /// The language that it is in.
    pub language: Detected,
    /// Sections, in order.
    pub sections: Vec<Section>,
    /// Annexes.
    pub annexes: Vec<Annex>,
    /// The reasons given for a proposal.
    pub reasons: Vec<Slice>,
    /// Other paragraphs of the text, with what they are.
    pub other: Vec<(OtherRole, Slice)>,
}

/// What a paragraph of a text is that is no head, clause, annex or reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OtherRole {
    /// A heading within the text.
    Heading,
    /// A cell of a table.
    Table,
    /// A note below a table or a text.
    Note,
    /// Meeting, date, vote: what stands below the last clause.
    Closing,
    /// Text before the first section that is neither title nor history.
    Opening,
}

/// A proposal marker: `MOD⇥ATU/35A10/1`.
#[derive(Debug, Clone, Serialize)]
pub struct Proposal {
    /// The line.
    pub slice: Slice,
    /// The action symbol, as printed.
    pub action: String,
    /// The id, as printed; a bare action has none.
    pub id: Option<String>,
    /// Who proposes.
    pub source: Vec<String>,
    /// Document number.
    pub document: Option<u32>,
    /// Addenda, outermost first.
    pub addenda: Vec<u32>,
    /// Number of the proposal in its document.
    pub number: Option<u32>,
    /// The provision it is about (`5.132`), where the marker names one.
    pub provision: Option<String>,
}

/// A number line: `RESOLUTION 58 (Rev. Geneva, 2022)`.
#[derive(Debug, Clone, Serialize)]
pub struct NumberLine {
    /// The line.
    pub slice: Slice,
    /// `resolution`, `decision`, `recommendation`, `opinion`, `provision`.
    pub kind: String,
    /// The number as printed, without sector prefix or brackets.
    pub number: String,
    /// The body that the number line itself names (`ITU-R`, a symbol of the United Nations).
    pub body: Option<String>,
    /// Versions in its brackets.
    pub versions: Vec<VersionMark>,
}

/// A place and year in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VersionMark {
    /// Canonical id of the place, if the lexicon knows it.
    pub place: Option<String>,
    /// Year.
    pub year: u16,
    /// The body whose conference it was, where the mark says so (`REV.WRC-19`).
    pub body: Option<String>,
    /// As printed.
    pub text: String,
}

impl VersionMark {
    /// A year of two figures in full.
    pub fn full_year(year: u16) -> u16 {
        match year {
            0..=49 => 2000 + year,
            50..=99 => 1900 + year,
            full => full,
        }
    }
}

/// An adopting-body sentence.
#[derive(Debug, Clone, Serialize)]
pub struct BodyLine {
    /// The sentence.
    pub slice: Slice,
    /// The body.
    pub body: Option<String>,
    /// Place and year in its brackets.
    pub versions: Vec<VersionMark>,
}

/// A head and its clauses; in texts whose clauses open with their own act, the whole preamble or operative part.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// Which part it belongs to.
    pub part: Part,
    /// The head line.
    pub head: Option<Slice>,
    /// What the head says is done.
    pub act: Option<Act>,
    /// To whom.
    pub addressees: Vec<Addressee>,
    /// The clauses.
    pub clauses: Vec<Clause>,
}

/// One clause.
#[derive(Debug, Clone, Serialize)]
pub struct Clause {
    /// The label as printed.
    pub label: Option<String>,
    /// Where the label stands in the line; empty for an automatic one.
    pub label_slice: Slice,
    /// The words, without the label.
    pub text: Slice,
    /// What it does: its own act, or that of the head or clause above it.
    pub act: Option<Act>,
    /// To whom: its own addressees, or those of the head or clause above it.
    pub addressees: Vec<Addressee>,
    /// Sub-clauses.
    pub clauses: Vec<Clause>,
}

/// What is done, in which words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Act {
    /// The id; `unknown` where the lexicon has none.
    pub id: String,
    /// As printed.
    pub text: String,
    /// Modifiers, in the order printed, each once.
    pub modifiers: Vec<String>,
    /// The first verb's act in a combined head.
    pub under: Option<String>,
}

/// Whether an addressee is charged, or takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AddresseeRole {
    /// Charged, invited, asked.
    Primary,
    /// A partner: "in collaboration with".
    With,
}

/// Somebody addressed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Addressee {
    /// The id; `unknown` where the lexicon has none.
    pub id: String,
    /// Charged or taking part.
    pub role: AddresseeRole,
    /// As printed.
    pub text: String,
}

/// An annex to a text.
#[derive(Debug, Clone, Serialize)]
pub struct Annex {
    /// Its heading lines.
    pub heading: Vec<Slice>,
    /// Its paragraphs.
    pub paragraphs: Vec<Slice>,
}

impl Resolution {
    /// The lines that hold the text, in order.
    pub fn lines(&self) -> Vec<usize> {
        let number = self.number.iter().map(|n| &n.slice);
        let header = number.chain(&self.title).chain(self.body.iter().map(|b| &b.slice)).chain(&self.reasons);
        let heads = self.sections.iter().filter_map(|section| section.head.as_ref());
        let annexes = self.annexes.iter().flat_map(|annex| annex.heading.iter().chain(&annex.paragraphs));
        let others = self.other.iter().map(|(_, slice)| slice);
        let clauses = self.clauses();
        let all = header.chain(heads).chain(annexes).chain(others).chain(clauses.iter().map(|clause| &clause.text));
        let mut lines: Vec<usize> = all.map(|slice| slice.line).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    /// All clauses, in order, parents before their sub-clauses.
    pub fn clauses(&self) -> Vec<&Clause> {
        let mut out = Vec::new();
        for section in &self.sections {
            let mut stack: Vec<&Clause> = section.clauses.iter().rev().collect();
            while let Some(clause) = stack.pop() {
                out.push(clause);
                stack.extend(clause.clauses.iter().rev());
            }
        }
        out
    }
}
