//! The name of a stored version: `itu.wtsa.resolution.58@geneva-2022`, and of a proposal on a text:
//! `itu.wtsa.resolution.58@new_delhi-2024+ATU/35A10/1`.
//!
//! Enters what a user typed or a row of the store; leaves a [`Key`], which prints itself again. What is left out is not said: a
//! text alone stands for its newest adopted version.

use crate::compare::comparison::Version;
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A text, one of its versions, and the proposal that would make it, as far as each is said.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// `itu.wtsa.resolution.58`.
    pub text: String,
    /// Which version; `None`: the newest adopted one.
    pub version: Option<Edition>,
    /// The id of a proposal.
    pub proposal: Option<String>,
}

/// Which version of a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Edition {
    /// The text names no place and no year: its number tells the one version that there is (`un.ga.resolution.79-78`).
    Undated,
    /// The year, and the id of the place where the lexicon knows it.
    Dated {
        /// Year of adoption.
        year: u16,
        /// `geneva`.
        place: Option<String>,
    },
}

/// Why something is no key.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum KeyError {
    /// There is no text id.
    #[error("“{0}” names no text; a version is named like itu.wtsa.resolution.58@geneva-2022")]
    NoText(String),
    /// What follows the `@` is no version.
    #[error(
        "“{version}” in “{key}” is no version; a version is a place and a year (geneva-2022), a year (2022), or undated"
    )]
    NoVersion {
        /// The whole.
        key: String,
        /// The part.
        version: String,
    },
    /// Nothing follows the `+`.
    #[error("“{0}” ends in +; the id of a proposal follows it (+ATU/35A10/1)")]
    NoProposal(String),
}

impl Edition {
    /// The edition that a version is.
    pub fn of(version: Option<&Version>) -> Self {
        match version {
            Some(version) => Edition::Dated { year: version.year, place: version.place.clone() },
            None => Edition::Undated,
        }
    }

    /// Its year.
    pub fn year(&self) -> Option<u16> {
        match self {
            Edition::Undated => None,
            Edition::Dated { year, .. } => Some(*year),
        }
    }

    /// The id of its place.
    pub fn place(&self) -> Option<&str> {
        match self {
            Edition::Undated => None,
            Edition::Dated { place, .. } => place.as_deref(),
        }
    }
}

impl Key {
    /// The newest adopted version of a text.
    pub fn newest(text: impl Into<String>) -> Self {
        Key { text: text.into(), version: None, proposal: None }
    }

    /// The key, if this looks like one. What has a path's signs, or ends like a file, is a file.
    pub fn told_from_file(given: &str) -> Option<Key> {
        let head = given.split('@').next().unwrap_or_default();
        let is_id = head.split('.').count() >= 4
            && head
                .split('.')
                .take(3)
                .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
        if !is_id || head.contains(['/', '\\']) { None } else { given.parse().ok() }
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Edition::Undated => f.write_str("undated"),
            Edition::Dated { year, place: Some(place) } => write!(f, "{place}-{year}"),
            Edition::Dated { year, place: None } => write!(f, "{year}"),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        if let Some(version) = &self.version {
            write!(f, "@{version}")?;
        }
        match &self.proposal {
            Some(proposal) => write!(f, "+{proposal}"),
            None => Ok(()),
        }
    }
}

impl FromStr for Edition {
    type Err = ();

    fn from_str(given: &str) -> Result<Self, ()> {
        if given == "undated" {
            return Ok(Edition::Undated);
        }
        let (place, year) = match given.rsplit_once('-') {
            Some((place, year)) => (Some(place), year),
            None => (None, given),
        };
        let year = Some(year).filter(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
        let year = year.and_then(|year| year.parse().ok()).ok_or(())?;
        let is_place =
            |place: &str| !place.is_empty() && place.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        match place {
            // `new-delhi` is what a hand types for `new_delhi`.
            Some(place) if is_place(place) => {
                Ok(Edition::Dated { year, place: Some(place.to_lowercase().replace('-', "_")) })
            }
            Some(_) => Err(()),
            None => Ok(Edition::Dated { year, place: None }),
        }
    }
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(given: &str) -> Result<Self, KeyError> {
        let given = given.trim();
        let (head, proposal) = match given.split_once('+') {
            Some((_, "")) => return Err(KeyError::NoProposal(given.to_owned())),
            Some((head, proposal)) => (head, Some(proposal.to_owned())),
            None => (given, None),
        };
        let (text, version) = match head.split_once('@') {
            Some((text, version)) => {
                let wrong = |()| KeyError::NoVersion { key: given.to_owned(), version: version.to_owned() };
                (text, Some(version.parse().map_err(wrong)?))
            }
            None => (head, None),
        };
        let is_text = !text.is_empty() && !text.contains(char::is_whitespace);
        let text = Some(text.to_owned()).filter(|_| is_text).ok_or_else(|| KeyError::NoText(given.to_owned()))?;
        Ok(Key { text, version, proposal })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_key_says_text_version_and_proposal() {
        let key: Key = "itu.wtsa.resolution.58@new_delhi-2024+ATU/35A10/1".parse().expect("a key");
        assert_eq!(key.text, "itu.wtsa.resolution.58");
        assert_eq!(key.version, Some(Edition::Dated { year: 2024, place: Some("new_delhi".to_owned()) }));
        assert_eq!(key.proposal.as_deref(), Some("ATU/35A10/1"));
    }

    #[test]
    fn what_is_left_out_is_not_said() {
        assert_eq!("un.ga.resolution.79-78".parse(), Ok(Key::newest("un.ga.resolution.79-78")));
        let year = |text: &str| text.parse::<Key>().expect("a key").version.and_then(|version| version.year());
        assert_eq!(year("itu.wtsa.resolution.58@2022"), Some(2022));
        assert_eq!(year("un.ga.resolution.79-78@undated"), None);
    }

    #[test]
    fn a_place_may_be_typed_with_hyphens() {
        let key: Key = "itu.wtsa.resolution.58@New-Delhi-2024".parse().expect("a key");
        assert_eq!(key.to_string(), "itu.wtsa.resolution.58@new_delhi-2024");
    }

    #[test]
    fn what_is_wrong_is_said() {
        let told = |text: &str| text.parse::<Key>().expect_err("no key").to_string();
        assert!(told("@geneva-2022").contains("names no text"));
        assert!(told("itu.wtsa.resolution.58@geneva").contains("“geneva” in"));
        assert!(told("itu.wtsa.resolution.58@geneva-22").contains("is no version"));
        assert!(told("itu.wtsa.resolution.58@-2022").contains("is no version"));
        assert!(told("itu.wtsa.resolution.58@geneva-2022+").contains("ends in +"));
        assert!(told("").contains("names no text"));
    }

    #[test]
    fn a_file_is_no_key() {
        assert!(Key::told_from_file("itu.wtsa.resolution.58@geneva-2022").is_some());
        assert!(Key::told_from_file("itu.wtsa.resolution.58").is_some());
        assert!(Key::told_from_file("un.ga.resolution.79-78").is_some());
        for file in ["58.docx", "texts/itu.wtsa.resolution.58.docx", "alerts.fr.txt", "Res58.v2.final.docx", "-"] {
            assert_eq!(Key::told_from_file(file), None, "{file}");
        }
    }

    proptest! {
        #[test]
        fn a_key_reads_what_it_prints(text in "[a-z]{2,4}\\.[a-z]{2,5}\\.resolution\\.[a-z0-9-]{1,6}",
            place in proptest::option::of("[a-z]{3,8}(_[a-z]{3,6})?"), year in 1000u16..=9999,
            proposal in proptest::option::of("[A-Z]{3}/[0-9]{1,3}A[0-9]{1,2}/[0-9]{1,2}")) {
            let key = Key { text, version: Some(Edition::Dated { year, place }), proposal };
            prop_assert_eq!(key.to_string().parse(), Ok(key));
        }
    }
}
