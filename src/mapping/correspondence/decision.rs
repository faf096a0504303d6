//! What people decided about links and suggestions.

use super::target::Target;
use schemars::JsonSchema;
use serde::Serialize;

/// What somebody decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Decision {
    /// Whether the activity answers the clause.
    pub verdict: Verdict,
    /// Who decided.
    pub who: String,
    /// When: `2026-03-02`, or with a time.
    pub when: String,
    /// A remark.
    pub note: Option<String>,
}

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The activity answers the clause.
    Accept,
    /// It does not.
    Reject,
}

impl Verdict {
    /// As in the JSON and in the file of decisions.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Accept => "accept",
            Verdict::Reject => "reject",
        }
    }
}

/// A decision and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Decided {
    /// The activity.
    pub activity: String,
    /// What was decided about, as named.
    pub target: Target,
    /// The same in the version in force; `null` where it is gone or could not be found.
    pub now: Option<Target>,
    /// The decision.
    #[serde(flatten)]
    pub decision: Decision,
    /// Whether it still holds: not where the clause was substantially changed since.
    pub holds: bool,
}
