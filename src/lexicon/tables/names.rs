//! Short names in one language: how a table or a page calls an addressee, a region, a body or a text by its id.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Names by id. Where one is missing, the English one stands in for it, and then the id.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NameWords {
    /// A text: `{kind}`, `{number}`, `{body}`.
    pub text: String,
    /// A version: `{place}`, `{year}`.
    pub version: String,
    /// A conference: `{body}`, `{place}`, `{year}`.
    pub conference: String,
    /// Kinds of texts.
    pub kinds: BTreeMap<String, String>,
    /// Bodies that adopt texts.
    pub bodies: BTreeMap<String, String>,
    /// Regions of the world.
    pub regions: BTreeMap<String, String>,
    /// Those who are charged, in the nominative and without an article.
    pub addressees: BTreeMap<String, String>,
}
