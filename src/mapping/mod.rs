//! Activities against the clauses that mandate them: what answers what, what nothing answers, and what became of a mandate.
//!
//! Enter a store of texts, a table of activities and the decisions of people; leaves a [`Mapping`]. A link is *declared* (the column
//! of mandates names it), *cited* (title or description does), or was suggested by its words and *accepted*. A clause that was named
//! in an older version is followed through its lineage to the one in force:
//!
//! ```text
//! "CMDT Rés. 214 (Rév. Kigali, 2022), charge 5"  →  itu.wtdc.resolution.214@kigali-2022#instructs__5
//!                                                →  itu.wtdc.resolution.214@baku-2025#instructs__6   (renumbered)
//! ```

mod activity;
mod carry;
pub mod cell;
mod correspondence;
mod coverage;
mod decisions;
mod ground;
mod links;
mod mandates;
mod map;
mod periods;
mod remark;
mod spots;
mod suggest;
mod table;

pub use activity::{Activities, Activity, Amount, Budget, Day, Region, Status, TableFormat, TableSource, When};
pub use correspondence::{
    AddresseeCoverage, Amended, Assumed, Carried, ClauseCoverage, Coverage, Decided, Decision, Gaps, Link, LinkBasis,
    Loose, MappedActivity, MappedClause, MappedSection, MappedText, Mapping, PeriodCoverage, PeriodKey, Reason,
    RegionCoverage, Review, ReviewReason, SCHEMA, SectionCoverage, StatusCounts, Step, Suggestion, Tally, Target,
    TextCoverage, Verdict,
};
pub use decisions::{DECISION_COLUMNS, DecisionRow, read_decisions};
pub use map::{MapInput, map};
pub use remark::{Remark, RemarkName};
pub use table::{TableError, TableOptions, TableProblem, read_activities, template};
