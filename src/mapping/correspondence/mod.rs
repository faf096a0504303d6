//! The correspondence of activities and clauses: what every output of the mapping is drawn from.
//!
//! Nothing here is a sentence: kinds, ids, words of the sources and numbers, so that a page in any language can say them.

mod count;
mod decision;
mod link;
mod target;
mod text;

pub use count::{
    AddresseeCoverage, Amended, ClauseCoverage, Coverage, Gaps, Loose, PeriodCoverage, PeriodKey, RegionCoverage,
    SectionCoverage, StatusCounts, Tally, TextCoverage,
};
pub use decision::{Decided, Decision, Verdict};
pub use link::{Assumed, Carried, Link, LinkBasis, Reason, Review, ReviewReason, Step, Suggestion};
pub use target::Target;
pub(in crate::mapping) use target::section_of;
pub use text::{MappedClause, MappedSection, MappedText};

use super::activity::{Activity, TableSource};
use super::remark::Remark;
use schemars::JsonSchema;
use serde::Serialize;

/// The name and version of the contract.
pub const SCHEMA: &str = "dispositif-mapping/1";

/// Activities against the clauses of the versions in force.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Mapping {
    /// `dispositif-mapping/1`.
    pub schema: String,
    /// The table of activities.
    pub source: TableSource,
    /// The texts: of each its newest adopted version.
    pub texts: Vec<MappedText>,
    /// The activities, in the order of the table.
    pub activities: Vec<MappedActivity>,
    /// What counts: declared, cited and accepted links, by activity.
    pub links: Vec<Link>,
    /// What may be meant and does not count until somebody accepts it, by activity, best first.
    pub suggestions: Vec<Suggestion>,
    /// Links that somebody should look at, because their clause went or is not what it was.
    pub review: Vec<Review>,
    /// The decisions that were read, the last one on each activity and clause.
    pub decisions: Vec<Decided>,
    /// How much answers what.
    pub coverage: Coverage,
    /// What answers nothing, and what nothing answers.
    pub gaps: Gaps,
    /// Doubts and oddities of the table, the mandates and the decisions.
    pub remarks: Vec<Remark>,
}

/// An activity with what follows from its cells.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct MappedActivity {
    /// Its cells.
    #[serde(flatten)]
    pub activity: Activity,
    /// The addressees that its unit stands for (`dir.bdt`).
    pub addressees: Vec<String>,
    /// The period of each body in which it begins; none where it has no date.
    pub periods: Vec<PeriodKey>,
}
