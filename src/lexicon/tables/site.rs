//! The words of the pages that a server shows, in one language: what stands around texts, never in them.
//!
//! They go with the words of a page of texts (`page.toml`), which are used here too. Numbers stand behind a colon or in a table of their
//! own, so that no word needs a plural form.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The words of a site. A language that has some of them has all: a key that is missing or unknown is an error of the lexicon.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteWords {
    /// Name of the links that stand on every page.
    pub navigation: String,
    /// Name of the links that lead back up.
    pub breadcrumbs: String,
    /// The link that leads past everything above the content.
    pub skip: String,
    /// The correspondence of activities and clauses.
    pub mapping: String,
    /// The page that lists the interface for programs.
    pub data: String,
    /// Below its title: what it is.
    pub data_about: String,
    /// Column: addresses.
    pub address: String,
    /// Column: what is found there.
    pub content: String,
    /// Column: what may be asked for.
    pub parameters: String,
    /// Stands in place of an empty list of texts.
    pub no_texts: String,
    /// Above what was derived by another program or lexicon.
    pub outdated: String,
    /// The number of a text.
    pub number: String,
    /// The title of a text.
    pub title: String,
    /// A version.
    pub version: String,
    /// Versions that were adopted.
    pub versions: String,
    /// Column of languages.
    pub languages: String,
    /// What somebody proposes.
    pub proposals: String,
    /// Below that heading: what it means.
    pub proposals_about: String,
    /// A proposal without a marker.
    pub draft: String,
    /// Was adopted.
    pub adopted: String,
    /// Is proposed.
    pub proposed: String,
    /// Before the version that a proposal would change.
    pub changes: String,
    /// Other files that hold a version.
    pub other_files: String,
    /// The link to what changed since the version before.
    pub since_before: String,
    /// The form that compares two versions, and its button.
    pub compare: String,
    /// The table of all clauses through the versions.
    pub history: String,
    /// Below that heading: how it is read.
    pub history_about: String,
    /// Stands in place of an empty history.
    pub no_history: String,
    /// Before versions that are held in other languages only.
    pub not_compared: String,
    /// A clause.
    pub clause: String,
    /// What became of one clause in each version; the link that leads there.
    pub life: String,
    /// It stands in the oldest version that is held.
    pub first: String,
    /// It came back after it had gone.
    pub returned: String,
    /// The search, and its button.
    pub search: String,
    /// Label of the field for words.
    pub words: String,
    /// How words may be typed.
    pub search_about: String,
    /// All of a list of choices.
    pub any: String,
    /// The button that applies choices.
    pub apply: String,
    /// Before the numbers of the passages that are shown.
    pub passages: String,
    /// Stands in place of an empty list of passages.
    pub nothing_found: String,
    /// The page after this one.
    pub next: String,
    /// The page before this one.
    pub previous: String,
    /// The head of a section.
    pub head: String,
    /// Titles of pages that say why something cannot be shown.
    pub failure: FailureWords,
}

/// Why something cannot be shown.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FailureWords {
    /// It is not there.
    pub not_found: String,
    /// What is asked for cannot be understood.
    pub bad_request: String,
    /// It is not allowed.
    pub refused: String,
    /// It cannot be had now.
    pub unavailable: String,
    /// The program failed.
    pub failed: String,
    /// The link that leads on.
    pub all_texts: String,
}
