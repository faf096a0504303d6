//! The words of an HTML page in one language: what stands around the texts, never in them.
//!
//! Numbers stand behind a colon or in a table of their own, so that no word needs a plural form.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The words of a page. Every language has all of them: a key that is missing or unknown is an error of the lexicon.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PageWords {
    /// What the page is, above its title.
    pub comparison: String,
    /// The link that leads past everything above the texts.
    pub skip: String,
    /// Name of the switch between the two views.
    pub view: String,
    /// The view with both wordings in one line of text.
    pub inline: String,
    /// The view with the older wording beside the newer one.
    pub side_by_side: String,
    /// Name of the switch that says which clauses are shown.
    pub show: String,
    /// Everything is shown.
    pub all: String,
    /// What changed is shown.
    pub changed_only: String,
    /// What is doubtful is shown.
    pub doubtful_only: String,
    /// The page's overview.
    pub summary: String,
    /// The list of what changed.
    pub what_changed: String,
    /// Stands in place of an empty list of changes.
    pub nothing_changed: String,
    /// Below the counts: a clause that was moved and modified counts under both.
    pub counted_twice: String,
    /// The list of what is doubtful.
    pub doubts: String,
    /// Stands in place of an empty list of doubts.
    pub no_doubts: String,
    /// Remarks of the program.
    pub notes: String,
    /// The texts of the page.
    pub texts: String,
    /// Column of counts.
    pub clauses: String,
    /// Column of counts.
    pub sections: String,
    /// The version as it was.
    pub older: String,
    /// The version as it is or is proposed.
    pub newer: String,
    /// Who charges: the addressees.
    pub to: String,
    /// Those with whom the addressees are to work.
    pub with: String,
    /// Opens what the page knows about a clause.
    pub details: String,
    /// The file read.
    pub file: String,
    /// Its language.
    pub language: String,
    /// Its drafting house.
    pub house: String,
    /// What the comparison rests on.
    pub basis: String,
    /// How sure something is.
    pub confidence: String,
    /// The least sure of all answers.
    pub lowest_confidence: String,
    /// What follows a number of hundredths, with the space that the language wants before it.
    pub percent: String,
    /// Between a name and what it names, with the space that the language wants.
    pub colon: String,
    /// The rule that decided.
    pub rule: String,
    /// Where it stands in the file.
    pub place: String,
    /// Before the number of a paragraph.
    pub paragraph: String,
    /// Before the place where a clause stood.
    pub moved_from: String,
    /// The id of a text or clause.
    pub id: String,
    /// What a clause does.
    pub act: String,
    /// What a clause cites.
    pub cites: String,
    /// By when.
    pub deadline: String,
    /// How often.
    pub period: String,
    /// Where a text was adopted and revised.
    pub history: String,
    /// The reasons given for a proposal.
    pub reasons: String,
    /// The marker of a proposal.
    pub proposal: String,
    /// Why the text is adopted.
    pub preamble: String,
    /// What the text decides.
    pub operative: String,
    /// An annex.
    pub annex: String,
    /// Notes at the foot of the text.
    pub footnotes: String,
    /// What changed and is neither head nor clause.
    pub outside_clauses: String,
    /// What the document holds outside its texts.
    pub outside: String,
    /// Closes the announcement of a deletion or insertion to who hears the page.
    pub end_of_change: String,
    /// The name of the help on keys.
    pub keyboard: String,
    /// Switches the keys on and off.
    pub keys_active: String,
    /// The next change.
    pub next_change: String,
    /// The change before.
    pub previous_change: String,
    /// Kinds of change.
    pub change: ChangeWords,
    /// What alone changed.
    pub only: OnlyWords,
    /// What an answer rests on.
    pub bases: BasisWords,
    /// What a paragraph of a text is that is no head, clause, annex or reason.
    pub other: OtherWords,
    /// What each rule says, by its name.
    pub rules: BTreeMap<String, String>,
    /// How a clause came out of another, by the relation's name.
    pub relations: BTreeMap<String, String>,
}

/// Kinds of change.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeWords {
    /// Word for word the same.
    pub unchanged: String,
    /// Only in the newer version.
    pub inserted: String,
    /// Only in the older version.
    pub deleted: String,
    /// Worded otherwise.
    pub modified: String,
    /// Stands elsewhere.
    pub moved: String,
    /// Has another label.
    pub renumbered: String,
    /// There was nothing to compare it with.
    pub not_compared: String,
}

/// What alone changed.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnlyWords {
    /// Punctuation and spaces.
    pub punctuation: String,
    /// The version or number of something cited.
    pub citation: String,
    /// The label.
    pub label: String,
}

/// What an answer rests on.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BasisWords {
    /// The marks of the source.
    pub tracked: String,
    /// Split out of a text in which both wordings had run together.
    pub recovered: String,
    /// Likeness of two wordings.
    pub aligned: String,
    /// Nothing was compared.
    pub none: String,
}

/// What a paragraph of a text is.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OtherWords {
    /// A heading within the text.
    pub heading: String,
    /// A cell of a table.
    pub table: String,
    /// A note below a table or a text.
    pub note: String,
    /// What stands below the last clause.
    pub closing: String,
    /// What stands before the first section.
    pub opening: String,
}
