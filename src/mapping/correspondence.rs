//! The correspondence of activities and clauses: what every output of the mapping is drawn from.
//!
//! Nothing here is a sentence: kinds, ids, words of the sources and numbers, so that a page in any language can say them.

use super::activity::{Activity, Amount, Day, TableSource};
use super::remark::Remark;
use crate::segment::outline::Part;
use crate::store::{Kind, Status as VersionStatus};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

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

/// A text, a section or a clause in a version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
pub struct Target {
    /// The text.
    pub text: String,
    /// The version; `null` where it is not said.
    pub version: Option<String>,
    /// The section, where one is meant; `null`: the text as a whole.
    pub section: Option<String>,
    /// The clause, where one is meant.
    pub clause: Option<String>,
}

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

impl Target {
    /// A text as a whole.
    pub fn text(text: &str, version: Option<&str>) -> Self {
        Target { text: text.to_owned(), version: version.map(str::to_owned), section: None, clause: None }
    }

    /// A section of a version.
    pub fn section(text: &str, version: &str, section: &str) -> Self {
        Target { section: Some(section.to_owned()), ..Target::text(text, Some(version)) }
    }

    /// A clause of a version.
    pub fn clause(text: &str, version: &str, clause: &str) -> Self {
        let section = section_of(clause).to_owned();
        Target { section: Some(section), clause: Some(clause.to_owned()), ..Target::text(text, Some(version)) }
    }
}

/// `itu.wtsa.resolution.58@geneva-2022#instructs__5`.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        if let Some(version) = &self.version {
            write!(f, "@{version}")?;
        }
        match self.clause.as_ref().or(self.section.as_ref()) {
            Some(place) => write!(f, "#{place}"),
            None => Ok(()),
        }
    }
}

/// The id of the section in which a clause stands: `instructs_2` of `instructs_2__5__1`.
pub(super) fn section_of(clause: &str) -> &str {
    clause.split_once("__").map_or(clause, |(section, _)| section)
}
