//! What people decided about links and suggestions: a CSV file that is read again each time, the last row on each pair holding.
//!
//! ```csv
//! activity,text,version,clause,decision,who,when,note
//! A-07,itu.wtdc.resolution.214,kigali-2022,instructs__3,accept,M. Okafor,2026-03-02,
//! ```

use super::activity::Day;
use super::correspondence::{Decision, Target, Verdict};
use super::remark::{Remark, RemarkName};
use super::table::decode;
use std::collections::HashMap;

/// The columns, in the order in which they are written.
pub const DECISION_COLUMNS: [&str; 8] = ["activity", "text", "version", "clause", "decision", "who", "when", "note"];

/// A decision as the file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRow {
    /// The activity.
    pub activity: String,
    /// The clause, in the version that it had when it was decided.
    pub target: Target,
    /// What was decided.
    pub decision: Decision,
    /// The row, counted from 1 as a spreadsheet shows it.
    pub row: u32,
}

/// The decisions of a file; what cannot be read is said and left out. `file` is its name.
pub fn read_decisions(file: &str, bytes: &[u8]) -> (Vec<DecisionRow>, Vec<Remark>) {
    let mut remarks = Vec::new();
    let mut rows = Vec::new();
    let decoded = match decode::text(bytes) {
        Ok(decoded) => decoded,
        Err(problem) => {
            remarks.push(Remark::new(RemarkName::BadDecision, problem.to_string()).in_file(file));
            return (rows, remarks);
        }
    };
    if decoded.is_taken_for_windows() {
        let message = "this is no UTF-8; it was read as Windows-1252";
        remarks.push(Remark::new(RemarkName::TakenForWindows, message).in_file(file));
    }
    let text = decoded.text.trim_start_matches('\u{feff}');
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |sign: &u8| first.bytes().filter(|byte| byte == sign).count();
    // Of two that stand as often the comma: a file without a header that is known says so below.
    let delimiter = b"\t;,".iter().copied().max_by_key(count).unwrap_or(b',');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut columns: Option<HashMap<String, usize>> = None;
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                remarks.push(Remark::new(RemarkName::BadDecision, error.to_string()).in_file(file));
                continue;
            }
        };
        let row = record.position().map_or(0, |at| row_of(text, usize::try_from(at.byte()).unwrap_or(usize::MAX)));
        let Some(columns) = &columns else {
            let named = record.iter().enumerate().map(|(at, name)| (name.trim().to_lowercase(), at));
            columns = Some(named.collect());
            let missing: Vec<&str> = DECISION_COLUMNS[..5]
                .iter()
                .filter(|name| !columns.as_ref().is_some_and(|columns| columns.contains_key(**name)))
                .copied()
                .collect();
            if !missing.is_empty() {
                let message = format!("the header lacks {}; no decision was read", missing.join(", "));
                remarks.push(Remark::new(RemarkName::BadDecision, message).in_file(file).in_row(row));
                return (rows, remarks);
            }
            continue;
        };
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let cell =
            |name: &str| super::cell::read(columns.get(name).and_then(|at| record.get(*at)).unwrap_or_default().trim());
        match read_row(&cell) {
            Ok((target, decision)) => {
                rows.push(DecisionRow { activity: cell("activity").to_owned(), target, decision, row });
            }
            Err((column, message)) => {
                let remark = Remark::new(RemarkName::BadDecision, message).in_file(file).in_row(row);
                remarks.push(remark.in_cell(column, cell(column)).of(cell("activity")));
            }
        }
    }
    (rows, remarks)
}

/// The row of a spreadsheet in which a record stands that begins at a byte, or behind empty lines there.
fn row_of(text: &str, byte: usize) -> u32 {
    let from = byte.min(text.len());
    let skipped = text[from..].bytes().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
    let before = text.as_bytes()[..from + skipped].iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(before + 1).unwrap_or(u32::MAX)
}

fn read_row<'r>(cell: &dyn Fn(&str) -> &'r str) -> Result<(Target, Decision), (&'static str, String)> {
    let needed = |column: &'static str, what: &str| match cell(column) {
        "" => Err((column, format!("the decision does not say {what}"))),
        given => Ok(given),
    };
    needed("activity", "which activity it is about")?;
    let text = needed("text", "which text it is about")?;
    let version = Some(cell("version")).filter(|version| !version.is_empty());
    let place = Some(cell("clause")).filter(|place| !place.is_empty());
    let verdict = match cell("decision").to_lowercase().as_str() {
        "accept" => Verdict::Accept,
        "reject" => Verdict::Reject,
        other => return Err(("decision", format!("“{other}” is neither accept nor reject"))),
    };
    // Somebody must stand for it.
    let who = needed("who", "who decided")?.to_owned();
    let when = needed("when", "when it was taken")?.to_owned();
    if when.get(..10).and_then(Day::parse).is_none() {
        return Err(("when", format!("“{when}” is no date; write it as 2026-03-02")));
    }
    let note = Some(cell("note").to_owned()).filter(|note| !note.is_empty());
    // Without a clause it is about the text as a whole; the id of a section has no position in it.
    let target = match place {
        Some(place) if place.contains("__") => Target::clause(text, "", place),
        Some(place) => Target::section(text, "", place),
        None => Target::text(text, None),
    };
    let target = Target { version: version.map(str::to_owned), ..target };
    Ok((target, Decision { verdict, who, when, note }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_row_by_row() {
        let file = "\u{feff}activity;text;version;clause;decision;who;when;note\n\
                    '=A;itu.wtdc.resolution.214;kigali-2022;instructs__3;Accept;M. Okafor;2026-03-02;\n\n\
                    B;itu.wtdc.resolution.214;;instructs__3;perhaps;X;2026-03-02;\n\
                    C;itu.wtdc.resolution.214;;instructs__3;reject;;2026-03-02;\n";
        let (rows, remarks) = read_decisions("d.csv", file.as_bytes());
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].activity.as_str(), rows[0].row), ("=A", 2));
        assert_eq!(rows[0].target.to_string(), "itu.wtdc.resolution.214@kigali-2022#instructs__3");
        let said: Vec<(Option<u32>, &str)> = remarks.iter().map(|r| (r.row, r.message.as_str())).collect();
        assert_eq!(
            said,
            [(Some(4), "“perhaps” is neither accept nor reject"), (Some(5), "the decision does not say who decided")]
        );
    }

    #[test]
    fn a_header_that_lacks_a_column_is_said() {
        let (rows, remarks) = read_decisions("d.csv", b"activity,clause\nA,b\n");
        assert!(rows.is_empty());
        assert_eq!(remarks[0].message, "the header lacks text, version, decision; no decision was read");
    }
}
