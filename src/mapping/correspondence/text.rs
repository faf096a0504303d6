//! The texts of a mapping: the versions in force with their sections and clauses.

use crate::segment::outline::Part;
use crate::store::{Kind, Status as VersionStatus};
use schemars::JsonSchema;
use serde::Serialize;

/// A text in force, with the clauses that it has.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct MappedText {
    /// `itu.wtsa.resolution.58`.
    pub id: String,
    /// The body, by its id in the lexicon (`wtsa`).
    pub body: Option<String>,
    /// The number (`58`).
    pub number: Option<String>,
    /// The version in force: `new_delhi-2024`, `undated`.
    pub version: String,
    /// As printed: `Rev. New Delhi, 2024`.
    pub printed: Option<String>,
    /// Its year.
    pub year: Option<u16>,
    /// Adopted, or a proposal that stands in where no adopted version is at hand.
    pub status: VersionStatus,
    /// The language in which its words are given here.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// All languages in which the version is at hand.
    pub languages: Vec<String>,
    /// The title.
    pub title: Option<String>,
    /// All adopted versions at hand, oldest first.
    pub versions: Vec<String>,
    /// The sections, in order.
    pub sections: Vec<MappedSection>,
}

/// A section.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct MappedSection {
    /// Its id (`instructs_2`).
    pub id: String,
    /// Preamble or operative part.
    pub part: Part,
    /// The words of its head.
    pub head: Option<String>,
    /// Its act.
    pub act: Option<String>,
    /// Those whom its head addresses.
    pub addressees: Vec<String>,
    /// Its clauses; a sub-clause follows its parent.
    pub clauses: Vec<MappedClause>,
}

/// A clause in force.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct MappedClause {
    /// Its id (`instructs_2__5`).
    pub id: String,
    /// The labels from the outermost (`["4.", "a)"]`).
    pub path: Vec<String>,
    /// How deep it stands: 0 for a clause, 1 for a sub-clause.
    pub depth: u16,
    /// What it does (`instructs`).
    pub act: String,
    /// Those whom it charges, in order.
    pub addressees: Vec<String>,
    /// Its words.
    pub words: String,
    /// Its lineage: the clause in the version in which it came in (`resolves__1@geneva-2022`).
    pub lineage: Option<String>,
    /// What happened to it in this version; `first` where no older one is at hand.
    pub change: Vec<Kind>,
    /// Indexes of the links that point at it itself.
    pub links: Vec<usize>,
    /// Whether an activity answers it, a clause above it or one below it.
    pub answered: bool,
}
