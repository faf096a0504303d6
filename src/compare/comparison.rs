//! The `Comparison`: every clause with its older and its newer wording. All outputs are drawn from it.
//!
//! These types are the output contract `dispositif/1`; the JSON Schema in `schema/` is made from them.

pub use crate::link::{Fact, Reference};
use crate::note::{Name, Note};
use crate::place::Place;
pub use crate::segment::outline::{Act, Addressee};
use crate::segment::outline::{OtherRole, Part};
use crate::segment::{Detected, HouseGuess};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// All texts of a source, and what they refer to.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// Resolutions, decisions, recommendations, opinions, and proposals on them, in order.
    pub texts: Vec<Text>,
    /// Citations, in order; clauses point at them by index.
    pub references: Vec<Reference>,
    /// What changed outside heads and clauses.
    pub outside: Vec<Outside>,
}

/// A paragraph that changed and is neither head nor clause: a title, a line of an annex, of a table, of the front matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Outside {
    /// Its words, with the label that was counted.
    pub text: Redlined,
    /// Where it stands; where it is gone and two sources are compared, in the older one.
    pub place: Place,
    /// Where it stood.
    pub older_place: Option<Place>,
}

impl Comparison {
    /// What is odd about what was compared: two different texts, or a text in two languages.
    pub fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        for text in &self.texts {
            let Some(older) = &text.older_text else { continue };
            if older.id != text.id {
                let message = format!("the older text is {}, the newer {}", older.id, text.id);
                notes.push(Note::new(Name::OtherText, message));
            }
            let (before, after) = (&older.language.language, &text.language.language);
            if before != after {
                let message = format!("the older text is in “{before}”, the newer in “{after}”: {}", text.id);
                notes.push(Note::new(Name::OtherLanguage, message));
            }
        }
        notes
    }
}

/// One text.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Text {
    /// `itu.wtsa.resolution.58`.
    pub id: String,
    /// The proposal marker above it.
    pub proposal: Option<Proposal>,
    /// What kind of text it is, and whose.
    pub instrument: Instrument,
    /// The versions compared.
    pub versions: VersionPair,
    /// The older text, where it is one of another source.
    pub older_text: Option<OlderText>,
    /// The language that it is in, and how sure that is.
    pub language: Detected,
    /// The house whose drafting it follows, and how sure that is.
    pub house: HouseGuess,
    /// The title, of the newer version where there is one.
    pub title: Option<String>,
    /// Where it was adopted and revised.
    pub history: Vec<Version>,
    /// The reasons given for the proposal.
    pub reasons: Option<String>,
    /// Preamble and operative part.
    pub sections: Vec<Section>,
    /// Annexes.
    pub annexes: Vec<Annex>,
    /// Footnotes and endnotes that the text calls, in the order of their calls.
    pub footnotes: Vec<Footnote>,
    /// Other paragraphs of the text.
    pub other: Vec<Other>,
}

/// The older text of two that were compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OlderText {
    /// Its id: another one, where two different texts were compared.
    pub id: String,
    /// The proposal marker above it: it is no adopted text then.
    pub proposal: Option<Proposal>,
    /// The language that it is in.
    pub language: Detected,
    /// Its title.
    pub title: Option<String>,
}

/// A proposal marker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Proposal {
    /// `MOD`, `ADD`, `SUP`, `NOC`, `(MOD)` …
    pub action: String,
    /// `ATU/35A10/1`; a bare margin mark has none.
    pub id: Option<String>,
    /// Who proposes.
    pub source: Vec<String>,
    /// Document number.
    pub document: Option<u32>,
    /// Addenda, outermost first.
    pub addenda: Vec<u32>,
    /// Number of the proposal within its document.
    pub number: Option<u32>,
    /// The provision it is about (`5.132`), where the marker names one.
    pub provision: Option<String>,
}

/// What kind of text, and whose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Instrument {
    /// `itu`, `un`, …
    pub organisation: Option<String>,
    /// `wtsa`, `ga`, …
    pub body: Option<String>,
    /// `resolution`, `decision`, `recommendation`, `opinion`, `provision`.
    pub kind: Option<String>,
    /// As printed, without brackets: `58`, `79/78`, `ATU-1`.
    pub number: Option<String>,
}

/// The versions on both sides.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VersionPair {
    /// The text as it was.
    pub older: Option<Version>,
    /// The text as it is or is proposed.
    pub newer: Option<Version>,
}

/// A version of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Version {
    /// Canonical id of the place (`geneva`); absent where the lexicon does not know it.
    pub place: Option<String>,
    /// Year printed in the brackets.
    pub year: u16,
    /// As printed (`Rév. Genève, 2022`).
    pub text: String,
}

/// A section: a head and its clauses, or a whole part whose clauses carry their own acts.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// Act id with an ordinal where it recurs (`instructs_2`); `preamble`, `operative`.
    pub id: String,
    /// Which part.
    pub part: Part,
    /// The head line.
    pub head: Option<Redlined>,
    /// What the head does.
    pub act: Option<Act>,
    /// To whom.
    pub addressees: Vec<Addressee>,
    /// How head or clauses changed; `null`: not compared.
    pub change: Option<Vec<Change>>,
    /// The clauses.
    pub clauses: Vec<Clause>,
}

/// One clause.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Clause {
    /// Language-independent id: section and position (`instructs_2__6__1`).
    pub id: String,
    /// The labels as printed.
    pub label: LabelPair,
    /// The words.
    pub text: Redlined,
    /// What is done.
    pub act: Act,
    /// To whom.
    pub addressees: Vec<Addressee>,
    /// How it changed; `null`: not compared.
    pub change: Option<Vec<Change>>,
    /// Set where nothing but this changed.
    pub only: Option<Only>,
    /// What the answer rests on.
    pub evidence: Evidence,
    /// Indexes in the references of the document.
    pub references: Vec<usize>,
    /// By when and how often.
    pub facts: Vec<Fact>,
    /// Sub-clauses.
    pub clauses: Vec<Clause>,
    /// Where it stands in the source; a clause that is gone, where two sources are compared, in the older one.
    pub place: Place,
    /// The id of the older clause in its own version; `null` where there is none.
    pub older_id: Option<String>,
    /// Where the older wording stands, when two sources are compared.
    pub older_place: Option<Place>,
    /// The clauses that it was split from or merged into.
    pub related: Vec<Related>,
}

/// What ties a clause to another one than its own older or newer wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Related {
    /// How.
    pub relation: Relation,
    /// The other clause's id in this comparison.
    pub clause: String,
}

/// How a clause comes from another, or goes into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Its words were part of the older wording of that clause.
    SplitFrom,
    /// Its words are part of the newer wording of that clause.
    MergedInto,
}

impl Relation {
    /// As printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Relation::SplitFrom => "split-from",
            Relation::MergedInto => "merged-into",
        }
    }
}

/// Labels on both sides.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LabelPair {
    /// Before.
    pub older: Option<String>,
    /// After.
    pub newer: Option<String>,
}

/// A wording on both sides, and how one became the other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Redlined {
    /// The older wording; `null` where there is none or it is not known.
    pub older: Option<String>,
    /// The newer wording.
    pub newer: Option<String>,
    /// Kept and deleted runs make the older wording, kept and inserted ones the newer, to the character.
    pub redline: Vec<Run>,
}

/// A run of a redline: `["keep", text]`, `["del", text, {author, date}]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Run {
    /// Kind and words.
    Plain(RunKind, String),
    /// Kind, words, and who changed them when.
    Marked(RunKind, String, Author),
}

/// Which way a run goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RunKind {
    /// In both.
    Keep,
    /// In the older only.
    Del,
    /// In the newer only.
    Ins,
}

impl Run {
    /// Its kind.
    pub fn kind(&self) -> RunKind {
        match self {
            Run::Plain(kind, _) | Run::Marked(kind, _, _) => *kind,
        }
    }

    /// Its words.
    pub fn text(&self) -> &str {
        match self {
            Run::Plain(_, text) | Run::Marked(_, text, _) => text,
        }
    }
}

/// Who made a change, and when, as the file says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Author {
    /// The name.
    pub author: Option<String>,
    /// ISO 8601.
    pub date: Option<String>,
}

/// A kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// Word for word the same, but for kinds of spaces, hyphens, apostrophes and quotation marks.
    Unchanged,
    /// Only in the newer version.
    Inserted,
    /// Only in the older version.
    Deleted,
    /// Worded otherwise, or under another act, or addressed to somebody else.
    Modified,
    /// Stands elsewhere.
    Moved,
    /// Has another label.
    Renumbered,
}

impl Change {
    /// All kinds, in the order in which they are told.
    pub const ALL: [Change; 6] =
        [Change::Modified, Change::Inserted, Change::Deleted, Change::Moved, Change::Renumbered, Change::Unchanged];

    /// As printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Change::Unchanged => "unchanged",
            Change::Inserted => "inserted",
            Change::Deleted => "deleted",
            Change::Modified => "modified",
            Change::Moved => "moved",
            Change::Renumbered => "renumbered",
        }
    }
}

/// What alone changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Only {
    /// Punctuation and spaces.
    Punctuation,
    /// The version or number of something cited.
    Citation,
    /// The label.
    Label,
}

/// What an answer rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Where older and newer come from.
    pub basis: Basis,
    /// 0 to 1.
    pub confidence: f64,
    /// The rule that decided, where one did.
    pub rule: Option<String>,
}

/// Where older and newer come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The marks of the source.
    Tracked,
    /// Split out of a text in which they had run together.
    Recovered,
    /// Likeness of two wordings.
    Aligned,
    /// Nothing was compared.
    None,
}

/// Where older and newer come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Marks {
    /// Tracked changes, or their readable form.
    Tracked,
    /// Split out of a text in which they had run together.
    Recovered,
    /// There are none.
    None,
}

impl Marks {
    /// What a comparison of the two readings rests on.
    pub fn basis(self) -> Basis {
        match self {
            Marks::Tracked => Basis::Tracked,
            Marks::Recovered => Basis::Recovered,
            Marks::None => Basis::None,
        }
    }
}

/// An annex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Annex {
    /// Its heading.
    pub heading: String,
    /// Its paragraphs, those of the newer version where there is one.
    pub paragraphs: Vec<String>,
    /// Where it begins.
    pub place: Place,
}

/// A footnote or endnote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Footnote {
    /// The id by which the source calls it.
    pub id: String,
    /// Its words; paragraphs are joined by a line feed.
    pub text: Redlined,
    /// Where it is called.
    pub place: Place,
}

/// A paragraph of a text that is no head, clause, annex or reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Other {
    /// What it is.
    pub role: OtherRole,
    /// Its words, of the newer version where there is one.
    pub text: String,
    /// Where.
    pub place: Place,
}
