//! Where something stands in the source: a paragraph and a range of characters in it.
//!
//! Paragraphs are counted from 0 in document order (table cells and text boxes included); characters are Unicode scalar
//! values of the paragraph's whole text, deleted and inserted text alike, so that a place is valid for both readings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A range of characters in one paragraph of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// Paragraph, counted from 0.
    pub paragraph: usize,
    /// First character, counted from 0.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}
