//! Headings of the columns of a mapping's files in one language. What stands in quotation marks is the English.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Headings of columns.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ColumnWords {
    /// “Kind of row”
    pub row: String,
    /// “Activity”
    pub activity: String,
    /// “Title”
    pub title: String,
    /// “Description”
    pub description: String,
    /// “Status”
    pub status: String,
    /// “Start”
    pub start: String,
    /// “End”
    pub end: String,
    /// “Dates”
    pub dates: String,
    /// “Budget”
    pub budget: String,
    /// “Currency”
    pub currency: String,
    /// “Region”
    pub region: String,
    /// “Office”
    pub office: String,
    /// “Region and office”
    pub region_office: String,
    /// “Unit”
    pub unit: String,
    /// “Partners”
    pub partners: String,
    /// “Mandate as printed”
    pub mandate: String,
    /// “Text”
    pub text: String,
    /// “Title of the text”
    pub text_title: String,
    /// “Version”
    pub version: String,
    /// “Section”
    pub section: String,
    /// “Number”
    pub label: String,
    /// “Clause”
    pub clause: String,
    /// “Operative clauses”
    pub clauses: String,
    /// “Wording”
    pub wording: String,
    /// “Addressees”
    pub addressees: String,
    /// “Basis”
    pub basis: String,
    /// “Certainty”
    pub score: String,
    /// “Likelihood”
    pub likelihood: String,
    /// “In force”
    pub in_force: String,
    /// “Named in an older version”
    pub named: String,
    /// “Wording that was named”
    pub named_wording: String,
    /// “Changes since”
    pub changes: String,
    /// “Words kept”
    pub kept: String,
    /// “To review”
    pub review: String,
    /// “Accepted by”
    pub decided_by: String,
    /// “Accepted on”
    pub decided_on: String,
    /// “Remarks”
    pub remarks: String,
    /// “Reference”
    pub reference: String,
    /// “See also”
    pub related: String,
    /// “Words in common”
    pub shared_words: String,
    /// “Breakdown”
    pub breakdown: String,
    /// “Item”
    pub item: String,
    /// “Answered”
    pub answered: String,
    /// “Share answered”
    pub share: String,
    /// “Activities”
    pub activities: String,
    /// “Without a budget”
    pub without_budget: String,
    /// “Offices”
    pub offices: String,
    /// “Gap”
    pub gap: String,
    /// “Suggestions”
    pub suggestions: String,
    /// “Links”
    pub links: String,
    /// “Row of the table”
    pub source_row: String,
    /// “Column of the table”
    pub source_column: String,
    /// “What stands there”
    pub cell: String,
    /// “Severity”
    pub severity: String,
    /// “Message”
    pub message: String,
    /// “Remedy”
    pub help: String,
    /// “Languages”
    pub languages: String,
    /// “Versions at hand”
    pub versions: String,
    /// “Other cells”
    pub other: String,
}
