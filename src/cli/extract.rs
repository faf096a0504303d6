//! `dispositif extract`: the main job, over many files at once, in input order.

use super::batches::{batches, pool};
use super::beside::Beside;
use super::input::{bytes_of, inputs};
use super::limits::Bounds;
use super::sink::{Sink, Unwritten};
use super::{BAD, report, with_lexicon};
use crate::emit::{Document, Layout, TextOptions, to_clauses, to_text, write_json};
use crate::lexicon::Lexicon;
use crate::read::View;
use crate::{Damaged, Extracted, Options, extract};
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Read documents and print their clauses
#[derive(Args)]
#[command(after_help = "Examples:
  dispositif extract proposal.docx                          one JSON document
  dispositif extract --to clauses *.docx > clauses.jsonl    one row a clause, one a line
  dispositif extract --to text --view older proposal.docx   the text with all changes rejected
  dispositif extract --to text --view all proposal.docx     both, as {--deleted--}{++inserted++}
  dispositif extract -o output conference/                  every document of a folder
  dispositif extract --base in-force.docx proposal.docx     and what it changes in the text in force without a mark
  dispositif extract --db dispositif.db proposal.docx       with what a store knows of the texts cited and changed
  dispositif extract --salvage cut-off.docx                 what a damaged file still holds
  cat resolution.txt | dispositif extract -                 standard input

Exit code 0 where every input was read, 2 where one was not; the others are done all the same.")]
pub struct Arguments {
    /// Word files, text files, folders (their .docx, .docm and .txt, subfolders too), or - for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Form::Json)]
    to: Form,
    /// Which reading `--to text` prints [default: newer]
    #[arg(long, value_enum)]
    view: Option<ViewName>,
    /// Let `--to text` print footnotes and endnotes as well
    #[arg(long)]
    notes: bool,
    /// The language of the documents (fr, en, …) instead of detecting it
    #[arg(long, value_name = "CODE", value_parser = |code: &str| Ok::<_, std::convert::Infallible>(code.to_lowercase()))]
    language: Option<String>,
    /// The drafting house (itu, un, …) instead of detecting it
    #[arg(long, value_name = "ID")]
    house: Option<String>,
    /// An older text: tells run-on changes apart for certain, and shows what a proposal changes without a mark (repeatable)
    #[arg(long, value_name = "FILE")]
    base: Vec<PathBuf>,
    /// A lexicon folder to use instead of the one that is built in
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
    /// Write a file for each input to this folder instead of standard output
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Print an intermediate of the road as JSON instead of its end
    #[arg(long, value_enum, value_name = "STAGE")]
    stop_at: Option<Stage>,
    /// A store of versions to look into: citations of versions that are not the newest are reported, and a proposal is read beside the
    /// text that it would change
    #[arg(long, value_name = "FILE")]
    db: Option<PathBuf>,
    /// Read what a damaged file still holds; notes say what is missing
    #[arg(long)]
    salvage: bool,
    #[command(flatten)]
    bounds: Bounds,
    /// How many files to read at once [default: one for each processor]
    #[arg(short, long, value_name = "N")]
    jobs: Option<usize>,
    /// Print no notes, only errors
    #[arg(short, long)]
    quiet: bool,
}

impl Arguments {
    fn view(&self) -> ViewName {
        self.view.unwrap_or(ViewName::Newer)
    }

    /// What the names of output files end in.
    fn ending(&self) -> &'static str {
        match (self.stop_at, self.to, self.view()) {
            (Some(_), _, _) | (None, Form::Json, _) => "json",
            (None, Form::Clauses, _) => "clauses.jsonl",
            #[cfg(feature = "parquet")]
            (None, Form::Parquet, _) => "clauses.parquet",
            (None, Form::Text, ViewName::Older) => "older.txt",
            (None, Form::Text, ViewName::Newer) => "newer.txt",
            (None, Form::Text, ViewName::All) => "all.txt",
        }
    }
}

/// A form of output.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// One document with everything found; of several inputs one a line
    Json,
    /// One flat row for each clause, one a line
    Clauses,
    /// The same rows as columns, for DuckDB, Polars or Spark; with -o NAME.parquet one file of all inputs
    #[cfg(feature = "parquet")]
    Parquet,
    /// The body as plain text
    Text,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ViewName {
    /// All changes rejected
    Older,
    /// All changes accepted
    Newer,
    /// Both, changes marked
    All,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Stage {
    /// The source with every mark
    Manuscript,
    /// The older and the newer text
    Readings,
    /// The outline of both
    Resolution,
    /// The citations
    References,
}

/// What came of one input.
struct Outcome {
    name: String,
    /// The output, or why there is none.
    result: Result<Vec<u8>, String>,
    notes: String,
}

/// Runs the verb.
pub fn run(arguments: &Arguments) -> ExitCode {
    with_lexicon(arguments.lexicon.as_deref(), |lexicon| all(arguments, lexicon))
}

fn all(arguments: &Arguments, lexicon: &Lexicon) -> ExitCode {
    if let Err(message) = check_usage(arguments, lexicon) {
        report::error("usage", &message);
        return ExitCode::from(BAD);
    }
    let (files, mut failed) = inputs(&arguments.files);
    let mut sink = match sink(arguments) {
        Ok(sink) => sink,
        Err(message) => {
            let about = arguments.output.as_ref().map_or("usage".to_owned(), |output| output.display().to_string());
            report::error(&about, &message);
            return ExitCode::from(BAD);
        }
    };
    let (language, house) = (arguments.language.clone(), arguments.house.clone());
    let limits = arguments.bounds.limits();
    let damaged = if arguments.salvage { Damaged::Salvaged } else { Damaged::Refused };
    let mut options = Options { lexicon, language, house, limits, damaged, ..Options::default() };
    let bases = match bases(&arguments.base, &options) {
        Ok(bases) => bases,
        Err((file, message)) => {
            report::error(&file, &message);
            return ExitCode::from(BAD);
        }
    };
    options.bases = bases.iter().collect();
    let beside = match arguments.db.as_ref().map(|db| Beside::open(db, lexicon, limits)).transpose() {
        Ok(beside) => beside,
        Err(error) => {
            report::error("store", &error.to_string());
            return ExitCode::from(BAD);
        }
    };
    let beside = beside.as_ref();
    let is_single = files.len() == 1 && failed == 0;
    let pool = match pool(arguments.jobs, files.len()) {
        Ok(pool) => pool,
        Err(message) => {
            report::error("--jobs", &message);
            return ExitCode::from(BAD);
        }
    };
    let bar = progress(files.len());
    let make = |file: &PathBuf| {
        let outcome = outcome(file, arguments, &options, beside, is_single);
        bar.inc(1);
        outcome
    };
    let end = batches(&pool, &files, make, |files, outcomes| {
        for (file, outcome) in files.iter().zip(outcomes) {
            let taken = outcome.result.map(|bytes| bar.suspend(|| sink.take(file, arguments.ending(), &bytes)));
            let written = match taken {
                Ok(Ok(())) => Ok(()),
                Ok(Err(Unwritten::This(message))) | Err(message) => Err(message),
                Ok(Err(Unwritten::All(message))) => {
                    bar.finish_and_clear();
                    report::error(&outcome.name, &message);
                    return ControlFlow::Break(());
                }
            };
            bar.suspend(|| {
                if !arguments.quiet {
                    report::notes(&outcome.notes);
                }
                if let Err(message) = written {
                    failed += 1;
                    report::error(&outcome.name, &message);
                }
            });
        }
        ControlFlow::Continue(())
    });
    if end.is_break() {
        return ExitCode::from(BAD);
    }
    bar.finish_and_clear();
    if let Err(message) = sink.end() {
        failed += 1;
        report::error("output", &message);
    }
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(BAD) }
}

fn sink(arguments: &Arguments) -> Result<Sink, String> {
    let output = arguments.output.as_deref();
    #[cfg(feature = "parquet")]
    if arguments.to == Form::Parquet {
        return super::table::Table::begin(output).map(Sink::Table);
    }
    Sink::begin(output)
}

/// The older texts at hand. One that cannot be read ends all: without it the answers would be others than asked for.
fn bases(files: &[PathBuf], options: &Options<'_>) -> Result<Vec<Extracted>, (String, String)> {
    let read = |file: &PathBuf| {
        let bytes = bytes_of(file, &options.limits)?;
        let found = extract(&bytes, options).map_err(|error| error.to_string())?;
        match found.comparison.texts.is_empty() {
            true => Err("no resolution was found in this file; --base takes the older version of a text".to_owned()),
            false => Ok(found),
        }
    };
    files.iter().map(|file| read(file).map_err(|message| (file.display().to_string(), message))).collect()
}

fn check_usage(arguments: &Arguments, lexicon: &Lexicon) -> Result<(), String> {
    if arguments.to != Form::Text && (arguments.view.is_some() || arguments.notes) {
        return Err("--view and --notes go with --to text".to_owned());
    }
    if arguments.to != Form::Json && arguments.stop_at.is_some() {
        return Err("--stop-at prints JSON: leave --to out".to_owned());
    }
    super::check_setting(arguments.language.as_deref(), arguments.house.as_deref(), lexicon)
}

pub(super) fn progress(count: usize) -> ProgressBar {
    if count < 2 {
        return ProgressBar::hidden();
    }
    // Drawn on standard error, and only where that is a terminal.
    let bar = ProgressBar::new(count as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar
}

fn outcome(
    file: &Path,
    arguments: &Arguments,
    options: &Options<'_>,
    beside: Option<&Beside<'_>>,
    is_single: bool,
) -> Outcome {
    let name = file.display().to_string();
    // A fault of ours in one file must not cost the others.
    let work = std::panic::AssertUnwindSafe(|| one(file, &name, arguments, options, beside, is_single));
    let result = std::panic::catch_unwind(work)
        .unwrap_or_else(|_| Err("an internal fault; please report it with the file".to_owned()));
    match result {
        Ok((bytes, notes)) => Outcome { name, result: Ok(bytes), notes },
        Err(message) => Outcome { name, result: Err(message), notes: String::new() },
    }
}

fn one(
    file: &Path,
    name: &str,
    arguments: &Arguments,
    options: &Options<'_>,
    beside: Option<&Beside<'_>>,
    is_single: bool,
) -> Result<(Vec<u8>, String), String> {
    let bytes = bytes_of(file, &options.limits)?;
    let found = match beside {
        Some(beside) => beside.extract(&bytes, options)?,
        None => extract(&bytes, options).map_err(|error| error.to_string())?,
    };
    let notes = report::name(file) + &found.notes.iter().map(|note| report::note(name, note)).collect::<String>();
    let layout = if is_single { Layout::Indented } else { Layout::Line };
    let mut out = Vec::new();
    match (arguments.stop_at, arguments.to) {
        (Some(Stage::Manuscript), _) => json(&mut out, &found.manuscript, layout)?,
        (Some(Stage::Readings), _) => {
            json(&mut out, &[found.older.as_ref().map(|(reading, _)| reading), Some(&found.newer.0)], layout)?
        }
        (Some(Stage::Resolution), _) => {
            json(&mut out, &[found.older.as_ref().map(|(_, outline)| outline), Some(&found.newer.1)], layout)?
        }
        (Some(Stage::References), _) => json(&mut out, &found.comparison.references, layout)?,
        (None, Form::Json) => json(&mut out, &Document::new(name, &bytes, &found), layout)?,
        (None, Form::Clauses) => rows(&mut out, name, &bytes, &found)?,
        // The sink makes columns of them.
        #[cfg(feature = "parquet")]
        (None, Form::Parquet) => rows(&mut out, name, &bytes, &found)?,
        (None, Form::Text) => {
            let view = match arguments.view() {
                ViewName::Older => Some(View::Older),
                ViewName::Newer => Some(View::Newer),
                ViewName::All => None,
            };
            let text = to_text(&found.manuscript, TextOptions { view, notes: arguments.notes });
            out.extend_from_slice(text.as_bytes());
        }
    }
    Ok((out, notes))
}

/// Writes a value behind what is written, on lines of its own.
fn json<T: Serialize>(out: &mut Vec<u8>, value: &T, layout: Layout) -> Result<(), String> {
    write_json(&mut *out, value, layout).map_err(|error| error.to_string())?;
    out.push(b'\n');
    Ok(())
}

fn rows(out: &mut Vec<u8>, name: &str, bytes: &[u8], found: &Extracted) -> Result<(), String> {
    let document = Document::new(name, bytes, found);
    to_clauses(&document).try_for_each(|row| json(out, &row, Layout::Line))
}
