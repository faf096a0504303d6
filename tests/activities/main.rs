//! Tables of activities: what is read out of them, what is said about them, and that no file does harm.

mod cases;
mod hostile;
mod properties;
mod sheets;
mod templates;

use dispositif::mapping::{Activities, TableError, TableOptions, read_activities};
use std::fmt::Write as _;

/// Reads a table with the lexicon that is compiled in.
fn read(file: &str, bytes: &[u8]) -> Result<Activities, TableError> {
    read_activities(file, bytes, &TableOptions::default())
}

/// A text without the colours of a terminal.
fn without_colours(text: &str) -> String {
    let colours = regex::Regex::new("\x1b\\[[0-9;]*m").expect("a fixed pattern");
    colours.replace_all(text, "").into_owned()
}

/// A table as a person checks it: what was read, and the remarks as a user sees them.
fn shown(file: &str, result: &Result<Activities, TableError>) -> String {
    let table = match result {
        Ok(table) => table,
        Err(error) => return format!("error: {error}\n"),
    };
    let source = &table.source;
    let mut out = format!("{:?}, {} rows", source.format, source.rows);
    for (name, value) in [
        ("encoding", source.encoding.clone()),
        ("delimiter", source.delimiter.map(|c| format!("{c:?}"))),
        ("sheet", source.sheet.clone()),
    ] {
        out.push_str(&value.map(|value| format!(", {name} {value}")).unwrap_or_default());
    }
    out.push('\n');
    for activity in &table.activities {
        let mut line = |name: &str, value: String| {
            if !value.is_empty() {
                writeln!(out, "  {name}: {}", value.replace('\n', "⏎")).expect("a string");
            }
        };
        let when = |when: &Option<dispositif::mapping::When>| {
            when.as_ref().map(|when| format!("{}..{} “{}”", when.from, when.to, when.text)).unwrap_or_default()
        };
        line("id", format!("{} (row {})", activity.id, activity.row));
        line("  title", activity.title.clone());
        line("  description", activity.description.clone());
        line("  language", activity.language.clone().unwrap_or_default());
        line("  start", when(&activity.start));
        line("  end", when(&activity.end));
        line("  status", activity.status.map(|status| status.as_str().to_owned()).unwrap_or_default());
        let budget = activity.budget.as_ref();
        line(
            "  budget",
            budget.map(|b| format!("{} {}", b.amount.0, b.currency.as_deref().unwrap_or("?"))).unwrap_or_default(),
        );
        let regions = activity.regions.iter().map(|r| format!("{} “{}”", r.id.as_deref().unwrap_or("?"), r.text));
        line("  regions", regions.collect::<Vec<_>>().join(", "));
        line("  office", activity.office.clone().unwrap_or_default());
        line("  unit", activity.unit.clone().unwrap_or_default());
        line("  partners", activity.partners.join(" | "));
        line("  mandates", activity.mandates.clone().unwrap_or_default());
        for (header, cell) in &activity.other {
            line("  other", format!("{header} = {cell}"));
        }
    }
    for remark in &table.remarks {
        out.push_str(&without_colours(&dispositif::cli::remark(file, remark)));
    }
    out
}
