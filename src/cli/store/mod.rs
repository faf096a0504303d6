//! `dispositif store`: versions of texts kept in one file, and the life of their clauses.
//!
//! One file for each verb. Those that only look never make a file; what they print is quiet and aligned, in colour on a terminal only.

pub(super) mod add;
mod check;
mod export;
mod history;
mod list;
mod search;
mod show;

use super::limits::Bounds;
use super::{BAD, report, with_lexicon};
use crate::emit::{Layout, to_json};
use crate::lexicon::Lexicon;
use crate::store::{Store, StoreError};
use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;
use std::path::PathBuf;
use std::process::ExitCode;

pub(super) const BOLD: &str = "\x1b[1m";
pub(super) const DIM: &str = "\x1b[2m";
pub(super) const OFF: &str = "\x1b[0m";

/// Keep versions of texts, and follow their clauses from one to the next
#[derive(Subcommand)]
pub enum Arguments {
    Add(add::Arguments),
    List(list::Arguments),
    Show(show::Arguments),
    History(history::Arguments),
    Search(search::Arguments),
    Export(export::Arguments),
    Check(check::Arguments),
    /// Derive everything anew from the files in a store
    #[command(
        after_help = "Versions, lineages and the index of words follow from the files in a store. They are derived anew by themselves when \
                            files are added with another version of the program or the lexicon; this does it without adding any."
    )]
    Rebuild {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        bounds: Bounds,
    },
}

/// Where the store is, and how it is read.
#[derive(Args)]
pub struct Place {
    /// The store
    #[arg(long, value_name = "FILE", default_value = "dispositif.db")]
    pub db: PathBuf,
    /// A lexicon folder to use instead of the one that is built in
    #[arg(long, value_name = "DIR")]
    pub lexicon: Option<PathBuf>,
}

/// A form of output.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For a reader
    Text,
    /// One JSON document
    Json,
}

/// Runs the verb.
pub fn run(arguments: &Arguments) -> ExitCode {
    match arguments {
        Arguments::Add(arguments) => add::run(arguments),
        Arguments::List(arguments) => list::run(arguments),
        Arguments::Show(arguments) => show::run(arguments),
        Arguments::History(arguments) => history::run(arguments),
        Arguments::Search(arguments) => search::run(arguments),
        Arguments::Export(arguments) => export::run(arguments),
        Arguments::Check(arguments) => check::run(arguments),
        Arguments::Rebuild { place, bounds } => rebuild(place, bounds),
    }
}

fn rebuild(place: &Place, bounds: &Bounds) -> ExitCode {
    with_lexicon(place.lexicon.as_deref(), |lexicon| {
        if !place.db.exists() {
            return failed(&StoreError::Missing(place.db.clone()));
        }
        match Store::writing(&place.db, lexicon).and_then(|store| store.within(bounds.limits()).rebuild()) {
            Ok(count) => report::print(&format!("{count} files, everything derived anew\n")),
            Err(error) => failed(&error),
        }
    })
}

/// Looks at a store: opens it, says where it is out of date, and prints what comes of it.
fn look(place: &Place, work: impl FnOnce(&Store<'_>, &Lexicon) -> Result<String, StoreError>) -> ExitCode {
    with_lexicon(place.lexicon.as_deref(), |lexicon| {
        let printed = open(place, lexicon).and_then(|store| work(&store, lexicon));
        match printed.and_then(|text| report::write_coloured(&text).map_err(StoreError::Output)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => failed(&error),
        }
    })
}

fn open<'l>(place: &Place, lexicon: &'l Lexicon) -> Result<Store<'l>, StoreError> {
    let store = Store::reading(&place.db, lexicon)?;
    if !store.is_current()? {
        let message =
            "was derived by another version of the program or the lexicon; `dispositif store rebuild` renews it";
        report::notes(&format!("\x1b[1;33mwarning{OFF}: {}: {message}\n", place.db.display()));
    }
    Ok(store)
}

fn failed(error: &StoreError) -> ExitCode {
    report::error("store", &error.to_string());
    ExitCode::from(BAD)
}

fn json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    to_json(value, Layout::Indented).map(|text| text + "\n").map_err(|error| StoreError::Output(error.to_string()))
}

/// Rows with their cells below each other; the last one runs on. Colour codes take no room.
pub(super) fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| shown(cell)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width - shown(cell) + 2));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// How many columns of a terminal a cell takes: a Chinese character two, a mark on a letter none.
fn shown(cell: &str) -> usize {
    let mut code = false;
    let mut count = 0;
    for c in cell.chars() {
        match c {
            '\x1b' => code = true,
            'm' if code => code = false,
            _ if code => {}
            c if unicode_normalization::char::is_combining_mark(c) => {}
            c if crate::lexicon::fold::is_han(c) => count += 2,
            _ => count += 1,
        }
    }
    count
}

/// The beginning of some words, on one line.
fn shortened(words: &str, length: usize) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(length) {
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_below_each_other() {
        let rows = [["a", "bcd", "x"], ["决议", "\x1b[1mb\x1b[0m", "y"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(aligned(&rows), "a     bcd  x\n决议  \x1b[1mb\x1b[0m    y\n");
    }

    #[test]
    fn words_are_cut_at_a_character() {
        assert_eq!(shortened("à  l'étude\nde", 9), "à l'étude…");
        assert_eq!(shortened("à l'étude", 9), "à l'étude");
    }
}
