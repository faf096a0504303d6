//! `dispositif store add`: files enter a store, each once.

use super::{DIM, OFF, Place, failed};
use crate::cli::batches::{batches, pool};
use crate::cli::extract::progress;
use crate::cli::input::{bytes_of, inputs};
use crate::cli::limits::Bounds;
use crate::cli::{BAD, check_setting, report, with_lexicon};
use crate::lexicon::Lexicon;
use crate::store::{Entered, Incoming, Store, StoreError, Witnessed};
use crate::{Options, extract};
use clap::Args;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Add files to a store; it is made where there is none
#[derive(Args)]
#[command(after_help = "Examples:
  dispositif store add geneva-2022.docx new-delhi-2024.docx
  dispositif store add proceedings/ --db wtsa.db

The same file added twice is nothing. Of a version that the store has already the words stay as they are;
where those of the new file differ, that is said. A file without a text is not kept.

Exit code 0 where every file was read, 2 where one was not; the others are added all the same.")]
pub struct Arguments {
    /// Word files, text files, folders (their .docx, .docm and .txt, subfolders too), or - for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    bounds: Bounds,
    /// The language of the documents (fr, en, …) instead of detecting it
    #[arg(long, value_name = "CODE", value_parser = |code: &str| Ok::<_, std::convert::Infallible>(code.to_lowercase()))]
    language: Option<String>,
    /// The drafting house (itu, un, …) instead of detecting it
    #[arg(long, value_name = "ID")]
    house: Option<String>,
    /// How many files to read at once [default: one for each processor]
    #[arg(short, long, value_name = "N")]
    jobs: Option<usize>,
    /// Print no notes, only errors
    #[arg(short, long)]
    quiet: bool,
}

/// What was done so far.
#[derive(Default)]
struct Tally {
    files: usize,
    versions: usize,
    known: usize,
    failed: usize,
}

/// A file, read.
pub(in crate::cli) struct Read {
    /// Its name as given.
    pub(in crate::cli) name: String,
    /// What is in it and the notes on it, or why it cannot be read.
    pub(in crate::cli) result: Result<(Incoming, String), String>,
}

/// Runs the verb.
pub fn run(arguments: &Arguments) -> ExitCode {
    with_lexicon(arguments.place.lexicon.as_deref(), |lexicon| {
        if let Err(message) = check_setting(arguments.language.as_deref(), arguments.house.as_deref(), lexicon) {
            report::error("usage", &message);
            return ExitCode::from(BAD);
        }
        match work(arguments, lexicon) {
            Ok(tally) if tally.failed == 0 => ExitCode::SUCCESS,
            Ok(_) => ExitCode::from(BAD),
            Err(error) => failed(&error),
        }
    })
}

fn work(arguments: &Arguments, lexicon: &Lexicon) -> Result<Tally, StoreError> {
    let (files, failed) = inputs(&arguments.files);
    let mut tally = Tally { failed, ..Tally::default() };
    let (language, house) = (arguments.language.clone(), arguments.house.clone());
    let limits = arguments.bounds.limits();
    let options = Options { lexicon, language, house, limits, ..Options::default() };
    let pool = pool(arguments.jobs, files.len()).map_err(|message| StoreError::Output(format!("--jobs: {message}")))?;
    let bar = progress(files.len());
    // Made when there is something to put in: where no file can be read, none is left behind.
    let mut store: Option<Store<'_>> = None;
    // That nobody reads what is said, or that it cannot be said, is no reason to add less.
    let mut said = Ok(());
    // Many files are read at once; one transaction takes what was read, so that a batch costs one wait for the disk.
    let make = |file: &PathBuf| {
        let read = read(file, &options);
        bar.inc(1);
        read
    };
    let mut take = |read: Vec<Read>| {
        let (mut names, mut incoming) = (Vec::new(), Vec::new());
        for Read { name, result } in read {
            match result {
                Ok((file, notes)) => {
                    if !arguments.quiet {
                        bar.suspend(|| report::notes(&notes));
                    }
                    names.push(name);
                    incoming.push(file);
                }
                Err(message) => {
                    tally.failed += 1;
                    bar.suspend(|| report::error(&name, &message));
                }
            }
        }
        if incoming.is_empty() {
            return Ok(());
        }
        let open = match store.take() {
            Some(open) => open,
            None => Store::writing(&arguments.place.db, lexicon)?.within(limits),
        };
        let open = store.insert(open);
        for (name, entered) in names.iter().zip(open.add(incoming)?) {
            said =
                std::mem::replace(&mut said, Ok(())).and(bar.suspend(|| told(name, &entered, arguments, &mut tally)));
        }
        Ok(())
    };
    let end = batches(&pool, &files, make, |_, read| match take(read) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => ControlFlow::Break(error),
    });
    bar.finish_and_clear();
    if let ControlFlow::Break(error) = end {
        return Err(error);
    }
    let Tally { files, versions, known, failed } = tally;
    let known = if known > 0 { format!(", {known} known already") } else { String::new() };
    let refused = if failed > 0 { format!(", {failed} not read") } else { String::new() };
    let db = arguments.place.db.display();
    let sum = report::tell(&format!(
        "{DIM}{db}: {} with {}{known}{refused}{OFF}\n",
        counted(files, "file added", "files added"),
        counted(versions, "new version", "new versions")
    ));
    said.and(sum).map_err(StoreError::Output)?;
    Ok(tally)
}

/// Reads a file that is to be added.
pub(in crate::cli) fn read(file: &Path, options: &Options<'_>) -> Read {
    let name = file.display().to_string();
    // A fault of ours in one file must not cost the others.
    let work = std::panic::AssertUnwindSafe(|| {
        let bytes = bytes_of(file, &options.limits)?;
        let extracted = extract(&bytes, options).map_err(|error| error.to_string())?;
        let notes: String = extracted.notes.iter().map(|note| report::note(&name, note)).collect();
        let (language, house) = (options.language.clone(), options.house.clone());
        Ok((Incoming { file: name.clone(), bytes, language, house, extracted }, report::name(file) + &notes))
    });
    let fault = || Err("an internal fault; please report it with the file".to_owned());
    let result = std::panic::catch_unwind(work).unwrap_or_else(|_| fault());
    Read { name, result }
}

/// Says what came of a file.
fn told(name: &str, entered: &Entered, arguments: &Arguments, tally: &mut Tally) -> Result<(), String> {
    let say = |line: String| report::tell(&line);
    match entered {
        Entered::Known(first) => {
            tally.known += 1;
            let first = if first == name { String::new() } else { format!(" as {first}") };
            say(format!("known    {name}{DIM}: these bytes are in the store{first}{OFF}\n"))
        }
        // The note says that there is no text.
        Entered::Nothing => say(format!("passed   {name}{DIM}: no text in it, it is not kept{OFF}\n")),
        Entered::Added { versions, witnessed } => {
            tally.files += 1;
            tally.versions += versions.len();
            let mut said = Ok(());
            for (key, language) in versions {
                said = said.and(say(format!("added    {key}  {language}  {DIM}{name}{OFF}\n")));
            }
            for of in witnessed {
                said = said.and(say(format!("witness  {}  {}  {DIM}{name}{OFF}\n", of.key, of.language)));
                if !of.differs.is_empty() && !arguments.quiet {
                    report::notes(&differs(name, of, &arguments.place.db));
                }
            }
            said
        }
    }
}

fn differs(name: &str, of: &Witnessed, db: &Path) -> String {
    const SHOWN: usize = 5;
    let more = of.differs.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let places = of.differs.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    format!(
        "\x1b[1;33mwarning[other-words]{OFF}: {} ({}) is in the store with other words, from {}\n  \
         {DIM}-->{OFF} {name}: {places}{more}\n  \
         {DIM}help:{OFF} the words that came first stay; see what differs with `dispositif diff {} {name} --db {}`\n",
        of.key,
        of.language,
        of.first,
        of.key,
        db.display(),
    )
}

/// A number with its noun.
fn counted(count: usize, one: &str, many: &str) -> String {
    let noun = if count == 1 { one } else { many };
    format!("{count} {noun}")
}
