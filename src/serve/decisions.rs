//! The file of decisions: one line for each, the last on an activity and clause holds.
//!
//! ```text
//! activity,text,version,clause,decision,who,when,note
//! BDT-17,itu.wtdc.resolution.214,baku-2025,instructs__6,accept,Mira,2026-03-02T09:30:00Z,as agreed in Geneva
//! ```
//!
//! A decision is put at the end of what is there: its columns stay in their order, lines and columns that others put in stay as they are.
//! The whole is written beside the file and renamed, so that nobody meets half of it.

use crate::mapping::{DECISION_COLUMNS, Verdict, cell};
use crate::write::{self, Making};
use schemars::JsonSchema;
use serde::Serialize;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use thiserror::Error;

/// A decision to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NewDecision {
    /// The activity.
    pub activity: String,
    /// The text.
    pub text: String,
    /// The version.
    pub version: String,
    /// The clause.
    pub clause: String,
    /// Whether the activity answers the clause.
    pub decision: Verdict,
    /// Who decided.
    pub who: String,
    /// When: `2026-03-02T09:30:00Z`.
    pub when: String,
    /// A remark.
    pub note: Option<String>,
}

/// Why a decision was not written.
#[derive(Debug, Error)]
pub enum DecisionError {
    /// The file cannot be read or written.
    #[error("{file}: {}", write::reason(reason), file = .file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// The file is something else.
    #[error("{file}: this is no file of decisions: its first line lacks {missing}; it should read {}", DECISION_COLUMNS.join(","), file = .file.display())]
    Columns {
        /// The file.
        file: PathBuf,
        /// The columns that are missing.
        missing: String,
    },
    /// Others write to the file all the time.
    #[error("{file}: the file was changed by somebody else again and again; nothing was written", file = .0.display())]
    Changed(PathBuf),
}

/// Puts a decision at the end of a file; a file that is not there is made. Within a process one at a time may do so.
pub fn append(file: &Path, decision: &NewDecision) -> Result<(), DecisionError> {
    const TRIES: usize = 5;
    let problem = |reason: io::Error| DecisionError::File { file: file.to_owned(), reason };
    for _ in 0..TRIES {
        let held = read(file).map_err(problem)?;
        let whole = with_line(held.as_deref().unwrap_or_default(), decision, file)?;
        let mut making = Making::begin(file).map_err(problem)?;
        making.write_all(&whole).map_err(problem)?;
        // Somebody may have saved the file from a spreadsheet meanwhile.
        if read(file).map_err(problem)? == held {
            // A line that was confirmed stays.
            return making.put_lasting().map_err(problem);
        }
    }
    Err(DecisionError::Changed(file.to_owned()))
}

/// The time now as a decision bears it.
pub fn now() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    moment(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// Seconds since 1970 as `2026-03-02T09:30:00Z`.
fn moment(seconds: i64) -> String {
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Days from 1 March of the year 0, in whole cycles of 400 years: a leap day stands at the end of its year.
    let days = days + 719_468;
    let (cycle, of_cycle) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let years = (of_cycle - of_cycle / 1_460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
    let of_year = of_cycle - (365 * years + years / 4 - years / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = years + cycle * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// The bytes of a file; `None` where there is none.
fn read(file: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(file) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// What the file will hold: what it holds, and one line more.
fn with_line(held: &[u8], decision: &NewDecision, file: &Path) -> Result<Vec<u8>, DecisionError> {
    let mut whole = held.to_vec();
    let has_lines = held.iter().any(|byte| !byte.is_ascii_whitespace());
    if !has_lines {
        whole = (DECISION_COLUMNS.join(",") + "\n").into_bytes();
    }
    let (delimiter, header) = header(&whole);
    let missing: Vec<&str> =
        DECISION_COLUMNS.into_iter().filter(|column| !header.iter().any(|name| name == column)).collect();
    if !missing.is_empty() {
        return Err(DecisionError::Columns { file: file.to_owned(), missing: missing.join(", ") });
    }
    let end =
        if whole.windows(2).any(|two| two == b"\r\n") { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    if !whole.ends_with(b"\n") {
        whole.extend(if matches!(end, csv::Terminator::CRLF) { &b"\r\n"[..] } else { b"\n" });
    }
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).terminator(end).from_writer(whole);
    let line = header.iter().map(|name| cell::written(value(decision, name)).into_owned());
    let problem = |reason: io::Error| DecisionError::File { file: file.to_owned(), reason };
    writer.write_record(line).map_err(|error| problem(error.into()))?;
    writer.into_inner().map_err(|error| problem(io::Error::other(error.to_string())))
}

/// What stands between the cells, and the names of the columns: whatever splits the first line into most columns that are known.
fn header(bytes: &[u8]) -> (u8, Vec<String>) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let split = |delimiter: u8| -> Vec<String> {
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(bytes);
        let first = reader.byte_records().next().and_then(Result::ok).unwrap_or_default();
        first.iter().map(|name| String::from_utf8_lossy(name).trim().to_lowercase()).collect()
    };
    let known = |names: &[String]| names.iter().filter(|name| DECISION_COLUMNS.contains(&name.as_str())).count();
    let (commas, semicolons) = (split(b','), split(b';'));
    if known(&semicolons) > known(&commas) { (b';', semicolons) } else { (b',', commas) }
}

fn value<'d>(decision: &'d NewDecision, column: &str) -> &'d str {
    match column {
        "activity" => &decision.activity,
        "text" => &decision.text,
        "version" => &decision.version,
        "clause" => &decision.clause,
        "decision" => decision.decision.as_str(),
        "who" => &decision.who,
        "when" => &decision.when,
        "note" => decision.note.as_deref().unwrap_or_default(),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(activity: &str, note: Option<&str>) -> NewDecision {
        NewDecision {
            activity: activity.to_owned(),
            text: "itu.wtdc.resolution.214".to_owned(),
            version: "baku-2025".to_owned(),
            clause: "instructs__6".to_owned(),
            decision: Verdict::Accept,
            who: "Mira".to_owned(),
            when: moment(1_772_443_800),
            note: note.map(str::to_owned),
        }
    }

    fn line(held: &str, decision: &NewDecision) -> String {
        let whole = with_line(held.as_bytes(), decision, Path::new("decisions.csv")).expect("a file of decisions");
        String::from_utf8(whole).expect("UTF-8")
    }

    #[test]
    fn the_calendar_is_that_of_everybody() {
        assert_eq!(moment(0), "1970-01-01T00:00:00Z");
        assert_eq!(moment(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(moment(1_735_689_599), "2024-12-31T23:59:59Z");
        assert_eq!(moment(4_107_542_400), "2100-03-01T00:00:00Z");
    }

    #[test]
    fn a_new_file_gets_its_header() {
        let header = "activity,text,version,clause,decision,who,when,note\n";
        let row = "BDT-17,itu.wtdc.resolution.214,baku-2025,instructs__6,accept,Mira,2026-03-02T09:30:00Z,\n";
        assert_eq!(line("", &decision("BDT-17", None)), format!("{header}{row}"));
        assert_eq!(line("\n", &decision("BDT-17", None)), format!("{header}{row}"));
    }

    #[test]
    fn what_is_there_stays_as_it_is() {
        let held = "\u{FEFF}note;Who;when;decision;clause;version;text;activity;mine\r\n\"a;b\";x;;reject;c;v;t;a;kept";
        let whole = line(held, &decision("=2;3", Some("'twas")));
        let row =
            "''twas;Mira;2026-03-02T09:30:00Z;accept;instructs__6;baku-2025;itu.wtdc.resolution.214;\"'=2;3\";\r\n";
        assert_eq!(whole, format!("{held}\r\n{row}"));
    }

    #[test]
    fn another_file_is_left_alone() {
        let error =
            with_line(b"name,age\nMira,7\n", &decision("x", None), Path::new("people.csv")).expect_err("no decisions");
        assert!(error.to_string().contains("lacks activity, text, version"), "{error}");
    }
}
