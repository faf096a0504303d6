//! How much answers what, and what is missing.

use super::target::Target;
use crate::mapping::activity::{Amount, Day};
use crate::store::Kind;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// How much answers what.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct Coverage {
    /// All activities that answer something.
    pub total: Tally,
    /// By text.
    pub by_text: Vec<TextCoverage>,
    /// By operative section.
    pub by_section: Vec<SectionCoverage>,
    /// By operative clause, what answers it itself.
    pub by_clause: Vec<ClauseCoverage>,
    /// By addressee of the clauses and sections answered, with the operative clauses that charge it.
    pub by_addressee: Vec<AddresseeCoverage>,
    /// By region.
    pub by_region: Vec<RegionCoverage>,
    /// By body and period between two of its conferences.
    pub by_period: Vec<PeriodCoverage>,
}

/// A number of activities, with what they cost and who does them. An activity that answers several things counts once in each: rows
/// do not add up to the total.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tally {
    /// How many activities.
    pub activities: usize,
    /// Of which planned, under way, done; and of which nobody knows.
    pub by_status: StatusCounts,
    /// Their budgets, by currency; the empty name is of those without one.
    pub budgets: BTreeMap<String, Amount>,
    /// How many have no budget.
    pub without_budget: usize,
    /// The offices that do them.
    pub offices: Vec<String>,
}

/// Activities by their status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StatusCounts {
    /// Not begun.
    pub planned: usize,
    /// Begun.
    pub under_way: usize,
    /// Ended.
    pub done: usize,
    /// Not said.
    pub unknown: usize,
}

/// What answers a text.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TextCoverage {
    /// The text.
    pub text: String,
    /// Its operative clauses.
    pub clauses: usize,
    /// Those that are answered.
    pub answered: usize,
    /// The activities.
    #[serde(flatten)]
    pub tally: Tally,
}

/// What answers a section.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SectionCoverage {
    /// The text.
    pub text: String,
    /// The section.
    pub section: String,
    /// Its clauses.
    pub clauses: usize,
    /// Those that are answered.
    pub answered: usize,
    /// The activities.
    #[serde(flatten)]
    pub tally: Tally,
}

/// What answers a clause.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ClauseCoverage {
    /// The text.
    pub text: String,
    /// The section.
    pub section: String,
    /// The clause.
    pub clause: String,
    /// The activities that answer it itself.
    #[serde(flatten)]
    pub tally: Tally,
}

/// What answers the clauses that charge somebody.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AddresseeCoverage {
    /// The addressee (`dir.bdt`); `null`: clauses that charge nobody.
    pub addressee: Option<String>,
    /// Operative clauses that charge it.
    pub clauses: usize,
    /// Those that are answered.
    pub answered: usize,
    /// The activities.
    #[serde(flatten)]
    pub tally: Tally,
}

/// What is done in a region.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RegionCoverage {
    /// Its id, or its name where the lexicon does not know it; `null`: activities without a region.
    pub region: Option<String>,
    /// The activities.
    #[serde(flatten)]
    pub tally: Tally,
}

/// The time between two conferences of a body.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
pub struct PeriodKey {
    /// The body (`wtdc`).
    pub body: String,
    /// The conference since which (`kigali-2022`); `null`: before the first that is known.
    pub since: Option<String>,
    /// The conference before which (`baku-2025`); `null`: after the last that is known.
    pub until: Option<String>,
}

/// What was done, is done or is planned between two conferences, in answer to the texts of the body that meets.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PeriodCoverage {
    /// The period; `null`: activities without a date, of all bodies.
    pub period: Option<PeriodKey>,
    /// Its first day.
    pub from: Option<Day>,
    /// Its last day.
    pub to: Option<Day>,
    /// The activities that answer texts of the body and begin in the period.
    #[serde(flatten)]
    pub tally: Tally,
}

/// What is missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Gaps {
    /// Operative clauses that no activity answers.
    pub unanswered: Vec<Target>,
    /// Activities that answer no clause in force.
    pub without_clause: Vec<Loose>,
    /// Activities whose mandate was amended or suppressed since it was named.
    pub amended: Vec<Amended>,
    /// Activities that are planned and have no budget.
    pub unresourced: Vec<String>,
}

/// An activity that answers no clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Loose {
    /// The activity.
    pub activity: String,
    /// Texts and sections that it answers as a whole.
    pub texts: Vec<Target>,
    /// How many clauses are suggested.
    pub suggestions: usize,
}

/// An activity whose mandate is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Amended {
    /// The activity.
    pub activity: String,
    /// Index of the link.
    pub link: usize,
    /// What happened to the clause since, all in all.
    pub kinds: Vec<Kind>,
    /// What alone changed.
    pub only: Option<String>,
}
