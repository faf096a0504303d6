//! Why something cannot be shown: for a program as JSON, for a person as a page, each with what helps.
//!
//! ```json
//! {"error": {"status": 404, "name": "not-found", "message": "itu.wtsa.resolution.85 is not in the store",
//!            "help": "the store has no such text; the nearest are itu.wtsa.resolution.58, itu.wtsa.resolution.131"}}
//! ```
//!
//! What went wrong within the program or on the machine goes to its standard error, not to whoever asked.

use super::names;
use crate::store::StoreError;
use axum::http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;

/// Why something cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The status of HTTP.
    pub status: StatusCode,
    /// Its name in kebab case.
    pub name: &'static str,
    /// What is wrong.
    pub message: String,
    /// What helps.
    pub help: String,
    /// What only the one who runs the server should see.
    pub cause: Option<String>,
}

/// The body of an answer that failed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FailureBody {
    /// What failed.
    pub error: FailureFields,
}

/// What failed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FailureFields {
    /// The status of HTTP.
    pub status: u16,
    /// Its name: `not-found`, `bad-parameter`, …
    pub name: String,
    /// What is wrong.
    pub message: String,
    /// What helps.
    pub help: String,
}

impl Failure {
    /// A failure of which everything may be told.
    pub fn new(status: StatusCode, name: &'static str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Failure { status, name, message: message.into(), help: help.into(), cause: None }
    }

    /// There is no such thing.
    pub fn not_found(message: impl Into<String>, help: impl Into<String>) -> Self {
        Failure::new(StatusCode::NOT_FOUND, "not-found", message, help)
    }

    /// A parameter is missing, unknown or out of bounds.
    pub fn parameter(message: impl Into<String>, help: impl Into<String>) -> Self {
        Failure::new(StatusCode::BAD_REQUEST, "bad-parameter", message, help)
    }

    /// Something is wrong within; the cause is for who runs the server.
    pub fn internal(cause: impl Into<String>) -> Self {
        let message = "the server could not make this answer";
        let help = "try again; if it stays so, tell who runs the server";
        let failure = Failure::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", message, help);
        Failure { cause: Some(cause.into()), ..failure }
    }

    /// The store cannot be read now; the cause is for who runs the server.
    fn store(message: &str, help: &str, cause: &StoreError) -> Self {
        let failure = Failure::new(StatusCode::SERVICE_UNAVAILABLE, "store-unavailable", message, help);
        Failure { cause: Some(cause.to_string()), ..failure }
    }

    /// As JSON.
    pub fn body(&self) -> FailureBody {
        FailureBody {
            error: FailureFields {
                status: self.status.as_u16(),
                name: self.name.to_owned(),
                message: self.message.clone(),
                help: self.help.clone(),
            },
        }
    }
}

impl From<StoreError> for Failure {
    /// Without the place of the store, and without what its database says of itself.
    fn from(error: StoreError) -> Self {
        let runs = "tell who runs the server";
        match &error {
            StoreError::Unknown { asked, reason } => {
                Failure::not_found(format!("{} is not in the store", shown(asked)), reason.clone())
            }
            StoreError::Key(key) => {
                Failure::parameter(shown(&key.to_string()), "a version is named like geneva-2022, 2022 or undated")
            }
            StoreError::NoWords(words) => {
                Failure::parameter(format!("“{}” holds no word to search for", shown(words)), "type a word or two")
            }
            StoreError::Missing(_) => Failure::store("the store is not there", runs, &error),
            StoreError::Older { .. } => Failure::store(
                "the store was made by an older program, and this one cannot read it yet",
                "who runs the server brings it up to date with `dispositif store rebuild`",
                &error,
            ),
            StoreError::Newer { .. } => Failure::store(
                "the store was made by a newer program than this one",
                "who runs the server starts the newer program",
                &error,
            ),
            StoreError::Busy(_) => {
                Failure::store("another process is writing to the store and has not finished", "try again", &error)
            }
            StoreError::NoDatabase(_) | StoreError::Foreign(_) | StoreError::Damaged { .. } => {
                Failure::store("the store cannot be read: its file is damaged or something else", runs, &error)
            }
            StoreError::ReadOnly(_) | StoreError::Unusable { .. } => {
                Failure::store("the store cannot be opened", runs, &error)
            }
            StoreError::Source { file, .. } => {
                let message = format!("the stored source {} cannot be read any more", shown(names::base(file)));
                Failure { message, ..Failure::internal(error.to_string()) }
            }
            StoreError::Output(_) | StoreError::Sql(_) => Failure::internal(error.to_string()),
        }
    }
}

/// What somebody sent, as it is said back: short, and without signs that act.
pub fn shown(sent: &str) -> String {
    const MOST: usize = 120;
    let mut out: String = harmless(sent).chars().take(MOST).collect();
    if sent.chars().nth(MOST).is_some() {
        out.push('…');
    }
    out
}

/// Words for a place where no element can set apart signs that turn what stands around them: a title, a field.
pub fn harmless(words: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    words.chars().map(|c| if c.is_control() || turns(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn no_place_of_the_machine_is_told() {
        let file = PathBuf::from("/home/mira/secret/texts.db");
        let errors = [
            StoreError::Missing(file.clone()),
            StoreError::NoDatabase(file.clone()),
            StoreError::Foreign(file.clone()),
            StoreError::Newer { file: file.clone(), found: 9, known: 1 },
            StoreError::Older { file: file.clone(), found: 0, known: 1 },
            StoreError::Damaged { file: file.clone(), reason: "malformed at /home/mira".to_owned() },
            StoreError::Busy(file.clone()),
            StoreError::ReadOnly(file.clone()),
            StoreError::Unusable { file: file.clone(), reason: "/home/mira: no".to_owned() },
            StoreError::Source { file: "/home/mira/secret/58.docx".to_owned(), reason: "/home/mira".to_owned() },
            StoreError::Output("/home/mira".to_owned()),
        ];
        for error in errors {
            let failure = Failure::from(error);
            let told = format!("{} {}", failure.message, failure.help);
            assert!(!told.contains("mira") && !told.contains("secret"), "{told}");
            assert!(failure.status.is_server_error() && !failure.help.is_empty(), "{told}");
        }
    }

    #[test]
    fn what_was_sent_is_said_back_short_and_harmless() {
        assert_eq!(shown("a\0b\u{202E}c"), "a\u{FFFD}b\u{FFFD}c");
        assert_eq!(shown(&"x".repeat(5000)).chars().count(), 121);
    }
}
