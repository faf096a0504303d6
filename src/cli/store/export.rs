//! `dispositif store export`: everything in a store as JSON lines, and the files themselves.

use super::{Place, failed, open};
use crate::cli::{BAD, output, report, with_lexicon};
use crate::emit::{Layout, to_json};
use crate::store::{Exported, HeldSource, Store, StoreError};
use clap::Args;
use std::collections::{BTreeMap, HashMap};
use std::fs;
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
            None => printed(&store),
            Some(folder) => written(&store, folder, arguments.sources),
        });
        match done {
            Ok(()) => ExitCode::SUCCESS,
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

fn written(store: &Store<'_>, folder: &Path, with_sources: bool) -> Result<(), StoreError> {
    let trouble = |error: std::io::Error| StoreError::Output(format!("{}: {error}", folder.display()));
    fs::create_dir_all(folder).map_err(trouble)?;
    let mut tables: BTreeMap<&'static str, String> = BTreeMap::new();
    store.export(&mut |Exported { table, record }| {
        tables.entry(table).or_default().push_str(&line(&record)?);
        Ok(())
    })?;
    for (table, lines) in &tables {
        output::write(folder, &format!("{table}.jsonl"), lines.as_bytes()).map_err(StoreError::Output)?;
    }
    if with_sources {
        let folder = folder.join("sources");
        fs::create_dir_all(&folder).map_err(trouble)?;
        let mut used: HashMap<String, usize> = HashMap::new();
        store.sources(&mut |source| output::write(&folder, &own_name(&source, &mut used), &source.bytes))?;
    }
    Ok(())
}

/// The name of a source without its folder; of several with one name the later ones bear the beginning of their digest.
fn own_name(source: &HeldSource, used: &mut HashMap<String, usize>) -> String {
    let name = Path::new(&source.file).file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.filter(|name| name != "-").unwrap_or_else(|| "stdin".to_owned());
    let count = used.entry(name.clone()).or_default();
    *count += 1;
    if *count == 1 { name } else { format!("{}-{name}", &source.sha256[..8]) }
}
