//! Tables of what is cited, and of times: what has a number, what such numbers look like, whose they are, and in which words.

use super::Form;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whose a cited thing is: what the braces `{owner}` of an id stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OwnerKind {
    /// A body that adopts texts.
    Body,
    /// A Sector of ITU.
    Sector,
    /// An instrument with numbered provisions.
    Instrument,
    /// A text with numbered clauses.
    Text,
    /// Nobody's: the number says all.
    None,
}

/// A kind of thing that is cited by number.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cited {
    /// The id of the word that names it.
    pub word: String,
    /// What a citation of it is.
    pub kind: String,
    /// Ids of the shapes that its number may have.
    pub shapes: Vec<String>,
    /// Whose it is.
    pub owner: OwnerKind,
    /// The section that the word itself names (`preambular paragraph`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Whether the owner's name belongs to the words of the citation (`No. 196 of the Convention`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub with_owner: bool,
    /// The canonical id: `{owner}` and `{n}`; absent: word and number do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// The shape of a number.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// The id.
    pub id: String,
    /// A regular expression; group `n` is what goes into an id, where it is not the whole.
    pub pattern: String,
    /// Bodies whose texts are numbered so; empty: any that no other shape names.
    #[serde(default)]
    pub bodies: Vec<String>,
    /// Which of several bodies is meant where nothing says whose it is; absent: it cannot be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual: Option<String>,
    /// Whether only bodies that the lexicon does not hold number their texts so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub foreign: bool,
    /// Numbers of this shape.
    pub examples: Vec<String>,
    /// Others.
    #[serde(default)]
    pub counterexamples: Vec<String>,
}

/// Words for a kind of thing that is cited by number.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CitedWords {
    /// The word's id in `references.toml`.
    pub word: String,
    /// Whether the word stands behind its number (`第58号决议`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub behind: bool,
    /// Whether the forms say that the thing is the speaker's own (Arabic `قرارها`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
    /// The forms.
    pub forms: Vec<Form>,
}

/// A number in words.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ordinal {
    /// The number.
    pub n: u32,
    /// Forms in the notation of the lexicon.
    pub forms: Vec<String>,
}

/// How a language says a time: a day by which, or how often.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Time {
    /// `deadline` or `period`.
    pub kind: String,
    /// The value: `P1Y`; `{year}`, `{month}`, `{day}`, `{n}`, `{ordinal}`, `{body}` stand for what the groups of those names match.
    pub value: String,
    /// A regular expression; `⟨month⟩` and `⟨ordinal⟩` stand for the language's months and numbers in words; group `time`, where there is one, is the time.
    pub pattern: String,
    /// Lines that match, with the value that each gives.
    pub examples: Vec<(String, String)>,
    /// Lines that do not.
    #[serde(default)]
    pub counterexamples: Vec<String>,
    /// Letters of the sources it was seen in; empty: from knowledge.
    #[serde(default)]
    pub seen: Vec<String>,
}
