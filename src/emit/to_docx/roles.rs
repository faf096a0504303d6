//! What each paragraph is to its text, so that a new one can be dressed like the others of its kind.
//!
//! Enters an outline; leaves for each paragraph of the manuscript the name that `lexicon/styles.toml` has for its part: `number_line`, `title`,
//! `head`, `item_1` …

use crate::read::Reading;
use crate::segment::Outline;
use crate::segment::outline::{OtherRole, Slice};
use std::collections::HashMap;

/// The part that a paragraph plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// The marker of a proposal.
    Marker,
    /// `RESOLUTION 58 (Rev. Geneva, 2022)`.
    Number,
    /// The title.
    Title,
    /// Where the text was adopted and revised.
    History,
    /// The sentence that names the body.
    Body,
    /// The head of a section.
    Head,
    /// A clause, by its depth (0 for the outermost).
    Clause(u8),
    /// Reasons for a proposal.
    Reasons,
    /// The heading of an annex.
    Annex,
    /// A heading.
    Heading,
    /// A line of the cover.
    Front,
    /// Anything else.
    Prose,
}

/// The part that each paragraph of the manuscript plays; those that are not listed are prose.
pub fn roles(reading: &Reading, outline: &Outline) -> HashMap<usize, Role> {
    let mut roles: HashMap<usize, Role> = HashMap::new();
    let mut give = |slice: &Slice, role: Role| {
        if let Some(line) = reading.lines.get(slice.line) {
            // A head that runs into its clauses is a paragraph like theirs.
            roles.entry(line.paragraph).and_modify(|held| *held = (*held).max(role)).or_insert(role);
        }
    };
    for (_, slices) in &outline.front_matter {
        slices.iter().for_each(|slice| give(slice, Role::Front));
    }
    outline.headings.iter().for_each(|heading| give(&heading.text, Role::Heading));
    for text in &outline.texts {
        text.proposal.iter().for_each(|proposal| give(&proposal.slice, Role::Marker));
        text.number.iter().for_each(|number| give(&number.slice, Role::Number));
        text.title.iter().for_each(|slice| give(slice, Role::Title));
        text.history.iter().for_each(|(slice, _)| give(slice, Role::History));
        text.body.iter().for_each(|body| give(&body.slice, Role::Body));
        text.reasons.iter().for_each(|slice| give(slice, Role::Reasons));
        for annex in &text.annexes {
            annex.heading.iter().for_each(|slice| give(slice, Role::Annex));
        }
        for (role, slice) in &text.other {
            give(slice, if *role == OtherRole::Heading { Role::Heading } else { Role::Prose });
        }
        for section in &text.sections {
            section.head.iter().for_each(|slice| give(slice, Role::Head));
            let mut open: Vec<_> = section.clauses.iter().map(|clause| (0, clause)).collect();
            while let Some((depth, clause)) = open.pop() {
                give(&clause.text, Role::Clause(depth));
                open.extend(clause.clauses.iter().map(|sub| (depth.saturating_add(1), sub)));
            }
        }
    }
    roles
}
