//! The words of the files of a mapping in one language: what stands around texts and activities, never in them.
//!
//! Numbers stand behind a colon or in a cell of their own, so that no word needs a plural form. What stands in quotation marks below is the
//! English.

use super::ColumnWords;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The words of the files of a mapping. Every language has all of them: a key that is missing or unknown is an error of the lexicon.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MappingWords {
    /// The title of the Word file and of the spreadsheet.
    pub title: String,
    /// The table that was read.
    pub source: String,
    /// The texts that were read.
    pub texts: String,
    /// Heading of the notes on method.
    pub how_to_read: String,
    /// A link that names no clause and no section.
    pub whole_text: String,
    /// A link that names a section and no clause.
    pub whole_section: String,
    /// Stands beside a clause that nothing answers.
    pub no_activity: String,
    /// Stands beside a clause that is answered by way of another.
    pub within: String,
    /// A clause that the version in force does not hold.
    pub gone: String,
    /// A text whose newest version was not adopted.
    pub proposal: String,
    /// Stands in place of an empty table.
    pub nothing: String,
    /// A suggestion that was decided about in an older wording.
    pub stale: String,
    /// Activities without a date.
    pub undated: String,
    /// Clauses that charge nobody by name.
    pub no_addressee: String,
    /// Activities without a region.
    pub no_region: String,
    /// Amounts without a currency.
    pub no_currency: String,
    /// Before the conference since which a period runs.
    pub since: String,
    /// Before the conference at which a period ends.
    pub until: String,
    /// All that is counted.
    pub all_activities: String,
    /// Before the number of characters of a text that a cell does not hold.
    pub cut: String,
    /// Before the number of rows that a sheet does not hold.
    pub rows_cut: String,
    /// Yes.
    pub yes: String,
    /// No.
    pub no: String,
    /// Between a word and what it introduces.
    pub colon: String,
    /// Between the members of a list.
    pub list: String,
    /// Before the decimals of an amount.
    pub decimal: String,
    /// Between thousands.
    pub group: String,
    /// Behind hundredths.
    pub percent: String,
    /// Headings of columns.
    pub columns: ColumnWords,
    /// What a row of the CSV file, or of the sheet of correspondence, is.
    pub rows: RowWords,
    /// Names of sheets: at most 31 characters, none of `[]:*?/\\`, no two alike.
    pub sheets: SheetWords,
    /// What a link rests on.
    pub bases: LinkBasisWords,
    /// How far an activity is.
    pub status: ActivityStatusWords,
    /// What happened to a clause, and what alone changed in it.
    pub changes: KindWords,
    /// Why a link is to be looked at.
    pub reviews: ReviewWords,
    /// What was told though no words say it.
    pub assumed: AssumedWords,
    /// By what activities are counted.
    pub breakdowns: BreakdownWords,
    /// What is missing.
    pub gaps: GapWords,
    /// Headings of tables of what is missing; a number follows.
    pub gap_headings: GapHeadings,
    /// How much a remark matters.
    pub severities: SeverityWords,
    /// How the figures are to be read, a sentence or two each.
    pub method: MethodWords,
}

/// What a row of the CSV file, or of the sheet of correspondence, is.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RowWords {
    /// “Link”
    pub link: String,
    /// “Activity without a clause”
    pub activity: String,
    /// “Clause without an activity”
    pub clause: String,
    /// “Suggestion, not counted”
    pub suggestion: String,
}

/// Names of sheets: at most 31 characters, none of `[]:*?/\\`, no two alike.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SheetWords {
    /// “Correspondence”
    pub correspondence: String,
    /// “Coverage”
    pub coverage: String,
    /// “Gaps”
    pub gaps: String,
    /// “Activities”
    pub activities: String,
    /// “Suggestions”
    pub suggestions: String,
    /// “To review”
    pub review: String,
    /// “Remarks”
    pub remarks: String,
    /// “About”
    pub about: String,
}

/// What a link rests on.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkBasisWords {
    /// “Declared”
    pub declared: String,
    /// “Cited”
    pub cited: String,
    /// “Accepted”
    pub accepted: String,
}

/// How far an activity is.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActivityStatusWords {
    /// “Planned”
    pub planned: String,
    /// “Under way”
    pub under_way: String,
    /// “Done”
    pub done: String,
    /// “Unknown”
    pub unknown: String,
}

/// What happened to a clause, and what alone changed in it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KindWords {
    /// “In the oldest version at hand”
    pub first: String,
    /// “Unchanged”
    pub unchanged: String,
    /// “Inserted”
    pub inserted: String,
    /// “Deleted”
    pub deleted: String,
    /// “Came back”
    pub returned: String,
    /// “Modified”
    pub modified: String,
    /// “Moved”
    pub moved: String,
    /// “Renumbered”
    pub renumbered: String,
    /// “punctuation only”
    pub punctuation: String,
    /// “citation only”
    pub citation: String,
    /// “number only”
    pub label: String,
}

/// Why a link is to be looked at.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewWords {
    /// “Deleted”
    pub deleted: String,
    /// “Merged into another clause”
    pub merged: String,
    /// “A part became a clause of its own”
    pub split: String,
    /// “Reworded in substance”
    pub reworded: String,
    /// “Charges somebody else”
    pub addressees_changed: String,
    /// “Does something else”
    pub act_changed: String,
    /// “The version named is not at hand”
    pub not_followed: String,
}

/// What was told though no words say it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssumedWords {
    /// “Taken: the version in force when the activity began”
    pub in_force_at_start: String,
    /// “Taken: the newest version”
    pub newest: String,
    /// “Taken: the only text at hand with this number”
    pub only_text_with_number: String,
    /// “Several clauses may be meant: each is shown”
    pub one_of_several: String,
    /// “Taken: the clause that charges the unit”
    pub unit_charged: String,
}

/// By what activities are counted.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BreakdownWords {
    /// “Total”
    pub total: String,
    /// “By text”
    pub text: String,
    /// “By section”
    pub section: String,
    /// “By clause”
    pub clause: String,
    /// “By addressee”
    pub addressee: String,
    /// “By region”
    pub region: String,
    /// “By period”
    pub period: String,
}

/// What is missing.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GapWords {
    /// “Clause that no activity answers”
    pub unanswered: String,
    /// “Activity that answers no clause”
    pub without_clause: String,
    /// “Mandate amended or suppressed”
    pub amended: String,
    /// “Planned without resources”
    pub unresourced: String,
}

/// Headings of tables of what is missing; a number follows.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GapHeadings {
    /// “Activities that answer no clause”
    pub without_clause: String,
    /// “Mandates amended or suppressed”
    pub amended: String,
    /// “Activities planned without resources”
    pub unresourced: String,
    /// “Links to review”
    pub review: String,
}

/// How much a remark matters.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeverityWords {
    /// “Warning”
    pub warning: String,
    /// “Note”
    pub info: String,
}

/// How the figures are to be read, a sentence or two each.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MethodWords {
    /// “A link is declared where the column of mandates names the …”
    pub links: String,
    /// “A clause that was named in an older version was followed to …”
    pub carried: String,
    /// “A clause is answered where an activity answers it, a clause …”
    pub answered: String,
    /// “An activity that answers several clauses counts once in …”
    pub counted: String,
    /// “Amounts are those of the table of activities; currencies …”
    pub amounts: String,
}
