//! What ties an activity to a text, why, and what became of it: links, suggestions, and those to look at.

use super::decision::Decision;
use super::target::Target;
use crate::store::Kind;
use schemars::JsonSchema;
use serde::Serialize;

/// What ties an activity to a text.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Link {
    /// The activity.
    pub activity: String,
    /// What it answers in the version in force; a clause that is gone has `null` as version there.
    pub target: Target,
    /// What the link rests on.
    pub basis: LinkBasis,
    /// 1 where the table says it in full; less where something was assumed.
    pub score: f64,
    /// Why.
    pub reason: Reason,
    /// How the clause came from the version that was named to the one in force; `null` where it was named in that one.
    pub carried: Option<Carried>,
    /// Whether the link points at something in force.
    pub in_force: bool,
}

/// What a link rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LinkBasis {
    /// The column of mandates names it.
    Declared,
    /// The title or description cites it.
    Cited,
    /// It was suggested, and somebody accepted it.
    Accepted,
}

impl LinkBasis {
    /// All, the strongest first.
    pub const ALL: [LinkBasis; 3] = [LinkBasis::Declared, LinkBasis::Cited, LinkBasis::Accepted];

    /// As in the JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            LinkBasis::Declared => "declared",
            LinkBasis::Cited => "cited",
            LinkBasis::Accepted => "accepted",
        }
    }
}

/// Why there is a link or a suggestion.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct Reason {
    /// The words of the table that name the mandate.
    pub printed: Option<String>,
    /// The column in which they stand: `mandates`, `title` or `description`.
    pub column: Option<String>,
    /// The characters of the cell where they stand: first, one past the last.
    pub span: Option<(usize, usize)>,
    /// What was told though the words do not say it.
    pub assumed: Vec<Assumed>,
    /// Words that activity and clause share, the rarest first, as the activity prints them.
    pub words: Vec<String>,
    /// The share of what the words weigh that both have, 0 to 1.
    pub likeness: Option<f64>,
    /// Addressees of the clause for which the activity's unit stands.
    pub addressees: Vec<String>,
    /// Regions that both name.
    pub regions: Vec<String>,
    /// Whether the activity falls into the life of the version; `null` where it has no date.
    pub in_time: Option<bool>,
    /// The decision that made it a link.
    pub decision: Option<Decision>,
}

/// What was told though no words say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Assumed {
    /// The version in force when the activity began.
    InForceAtStart,
    /// The newest version: the activity has no date.
    Newest,
    /// Of the texts at hand only this one has the number.
    OnlyTextWithNumber,
    /// Of the clauses with the label only one charges those for whom the activity's unit stands.
    UnitCharged,
    /// Several clauses have the label, and nothing tells which is meant: each of them is suggested.
    OneOfSeveral,
}

/// The way of a clause from the version that was named to the one in force.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Carried {
    /// What was named.
    pub from: Target,
    /// Its label there.
    pub label: Option<String>,
    /// Its words there.
    pub words: Option<String>,
    /// What happened in each version since.
    pub steps: Vec<Step>,
    /// The share of its words that it kept, 0 to 1; 1 where nothing but stops, labels and citations changed.
    pub kept: f64,
}

/// What happened to a clause in a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Step {
    /// The version.
    pub version: String,
    /// Its id there; `null` where it is gone.
    pub clause: Option<String>,
    /// Kinds of change.
    pub kinds: Vec<Kind>,
    /// What alone changed: `punctuation`, `citation`, `label`.
    pub only: Option<String>,
}

/// A clause that an activity may answer: by its words, or because a mandate names it and others with it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Suggestion {
    /// The activity.
    pub activity: String,
    /// The clause.
    pub target: Target,
    /// How likely, 0 to 1.
    pub score: f64,
    /// 1 for the best of the activity.
    pub rank: u32,
    /// Why.
    pub reason: Reason,
    /// A decision that was taken before the clause was substantially changed: somebody should decide again.
    pub stale_decision: Option<Decision>,
}

/// A link to look at.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Review {
    /// Index of the link.
    pub link: usize,
    /// The activity.
    pub activity: String,
    /// Why; several may hold.
    pub reasons: Vec<ReviewReason>,
    /// Where words of the clause may have gone: lineages that it was split into or merged into.
    pub related: Vec<String>,
}

/// Why a link is to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReviewReason {
    /// The clause is gone.
    Deleted,
    /// It was merged into another.
    Merged,
    /// A part of it became a clause of its own.
    Split,
    /// Less than four fifths of its words are as they were.
    Reworded,
    /// It charges somebody else.
    AddresseesChanged,
    /// It does something else (invites instead of instructs).
    ActChanged,
    /// The version that was named is not at hand: the clause could not be followed.
    NotFollowed,
}

impl ReviewReason {
    /// All.
    pub const ALL: [ReviewReason; 7] = [
        ReviewReason::Deleted,
        ReviewReason::Merged,
        ReviewReason::Split,
        ReviewReason::Reworded,
        ReviewReason::ActChanged,
        ReviewReason::AddresseesChanged,
        ReviewReason::NotFollowed,
    ];

    /// As in the JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            ReviewReason::Deleted => "deleted",
            ReviewReason::Merged => "merged",
            ReviewReason::Split => "split",
            ReviewReason::Reworded => "reworded",
            ReviewReason::AddresseesChanged => "addressees_changed",
            ReviewReason::ActChanged => "act_changed",
            ReviewReason::NotFollowed => "not_followed",
        }
    }
}
