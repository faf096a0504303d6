//! What a link points at: `itu.wtsa.resolution.58@geneva-2022#instructs__5`.

use schemars::JsonSchema;
use serde::Serialize;
use std::fmt;

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
pub(in crate::mapping) fn section_of(clause: &str) -> &str {
    clause.split_once("__").map_or(clause, |(section, _)| section)
}
