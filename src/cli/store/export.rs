//! `dispositif store export`: everything in a store as JSON lines, and the files themselves.

use super::{Place, failed, open};
use crate::cli::output::Pieces;
use crate::cli::{BAD, output, report, with_lexicon};
use crate::emit::{Layout, to_json};
use crate::store::{Exported, HeldSource, Store, StoreError};
use clap::Args;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Export everything in a store as JSON lines
#[derive(Args)]
#[command(after_help = "Examples:
  dispositif store export > store.jsonl        every record a line, with the table that it belongs to
  dispositif store export -o output            a file for each table: versions.jsonl, passages.jsonl, lineages.jsonl …
  dispositif store export -o output --sources  the files that were added as well, under output/sources/")]
pub struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Write a file for each table to this folder instead of standard output
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Write the files that were added as well
    #[arg(long, requires = "output")]
    sources: bool,
}

/// Runs the verb.
pub fn run(arguments: &Arguments) -> ExitCode {
    with_lexicon(arguments.place.lexicon.as_deref(), |lexicon| {
        let done = open(&arguments.place, lexicon).and_then(|store| match &arguments.output {
            None => printed(&store).map(|()| 0),
            Some(folder) => written(&store, folder, arguments.sources),
        });
        match done {
            Ok(0) => ExitCode::SUCCESS,
            Ok(_) => ExitCode::from(BAD),
            Err(StoreError::Output(message)) => {
                report::error("export", &message);
                ExitCode::from(BAD)
            }
            Err(error) => failed(&error),
        }
    })
}

fn line(value: &serde_json::Value) -> Result<String, String> {
    to_json(value, Layout::Line).map(|line| line + "\n").map_err(|error| error.to_string())
}

fn printed(store: &Store<'_>) -> Result<(), StoreError> {
    store.export(&mut |Exported { table, record }| {
        let mut whole = serde_json::Map::from_iter([("table".to_owned(), table.into())]);
        whole.extend(record.as_object().cloned().unwrap_or_default());
        report::write(&line(&whole.into())?)
    })
}

/// Returns how many files could not be written; the others are.
fn written(store: &Store<'_>, folder: &Path, with_sources: bool) -> Result<usize, StoreError> {
    let make = |folder: &Path| {
        output::make(folder).map_err(|message| StoreError::Output(format!("{}: {message}", folder.display())))
    };
    make(folder)?;
    let mut tables: BTreeMap<&'static str, Pieces> = BTreeMap::new();
    store.export(&mut |Exported { table, record }| {
        let lines = match tables.entry(table) {
            Entry::Occupied(held) => held.into_mut(),
            Entry::Vacant(new) => new.insert(Pieces::begin(folder.join(format!("{table}.jsonl")))?),
        };
        lines.add(line(&record)?.as_bytes())
    })?;
    let mut failed = 0;
    let mut tell = |written: Result<(), String>| {
        if let Err(message) = written {
            failed += 1;
            report::error("export", &message);
        }
    };
    tables.into_values().for_each(|lines| tell(lines.put()));
    if with_sources {
        let folder = folder.join("sources");
        make(&folder)?;
        let mut used: HashMap<String, usize> = HashMap::new();
        store.sources(&mut |source| {
            tell(output::write(&folder, own_name(&source, &mut used), &source.bytes));
            Ok(())
        })?;
    }
    Ok(failed)
}

/// The name of a source without its folder; of several with one name the later ones bear the beginning of their digest.
fn own_name(source: &HeldSource, used: &mut HashMap<String, usize>) -> String {
    let name = Path::new(&source.file).file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.filter(|name| name != "-").unwrap_or_else(|| "stdin".to_owned());
    let count = used.entry(name.clone()).or_default();
    *count += 1;
    if *count == 1 { name } else { format!("{}-{name}", &source.sha256[..8]) }
}
