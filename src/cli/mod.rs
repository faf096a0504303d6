//! The command line: one file for each verb, thin.
//!
//! Results go to standard output or to `-o DIR`, notes and the progress bar to standard error. Exit 0: done; 1: only where asked for
//! (a check that fails); 2: bad input or usage.

mod batches;
mod beside;
mod diff;
mod extract;
mod input;
mod lexicon;
mod limits;
mod map;
mod output;
mod report;
mod serve;
mod sink;
mod store;
mod stored;
#[cfg(feature = "parquet")]
mod table;

pub use report::remark;

use crate::lexicon::Lexicon;
use clap::{CommandFactory, Parser, Subcommand};
use std::path::Path;
use std::process::ExitCode;

/// Exit code of bad input and bad usage.
pub(crate) const BAD: u8 = 2;

#[derive(Parser)]
#[command(
    name = "dispositif",
    version,
    about = "Reads resolutions of the UN system into structured clauses",
    long_about = "Reads resolutions of the UN system, Word files with tracked changes or plain text, into structured clauses: \
                  who is charged with what, under which resolution, and what changed.\n\n\
                  Nothing is lost and nothing is guessed in silence: every character is accounted for, every doubtful answer \
                  says so, every answer points at its place in the source.",
    arg_required_else_help = true
)]
struct Command {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Extract(extract::Arguments),
    Diff(diff::Arguments),
    #[command(subcommand)]
    Store(store::Arguments),
    Map(map::Arguments),
    Serve(serve::Arguments),
    #[command(subcommand)]
    Lexicon(lexicon::Arguments),
    /// Print the JSON Schema of an output form
    Schema {
        /// Which form
        #[arg(value_enum, default_value_t = SchemaForm::Document)]
        form: SchemaForm,
    },
    /// Print a completion script for a shell
    #[command(after_help = "Example:\n  dispositif completions bash > /etc/bash_completion.d/dispositif")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum SchemaForm {
    /// What `extract --to json` prints
    Document,
    /// A row of `extract --to clauses`
    Clauses,
    /// The `mapping.json` of `map`
    Mapping,
}

/// Does something with the lexicon of a folder, or without one with the lexicon that is built in.
fn with_lexicon(folder: Option<&Path>, work: impl FnOnce(&Lexicon) -> ExitCode) -> ExitCode {
    match folder.map(Lexicon::load) {
        None => work(Lexicon::built_in()),
        Some(Ok(lexicon)) => work(&lexicon),
        Some(Err(error)) => {
            report::error("lexicon", &error.to_string());
            ExitCode::from(BAD)
        }
    }
}

/// Whether a language and a house that were given are in the lexicon.
fn check_setting(language: Option<&str>, house: Option<&str>, lexicon: &Lexicon) -> Result<(), String> {
    if let Some(code) = language.filter(|code| lexicon.codes().all(|known| known != *code)) {
        let known = lexicon.codes().collect::<Vec<_>>().join(", ");
        return Err(format!("the lexicon has no language “{code}”; it has {known}"));
    }
    if let Some(id) = house.filter(|id| lexicon.house(id).is_none()) {
        let known = lexicon.houses.iter().map(|house| house.id.clone()).collect::<Vec<_>>().join(", ");
        return Err(format!("the lexicon has no house “{id}”; it has {known}"));
    }
    Ok(())
}

/// Runs the command line of the process.
pub fn run() -> ExitCode {
    let command = match Command::try_parse() {
        Ok(command) => command,
        // Help and the version are results as well: where they cannot be written, that is said.
        Err(words) if !words.use_stderr() => return report::print_coloured(&words.render().ansi().to_string()),
        Err(misuse) => misuse.exit(),
    };
    match command.verb {
        Verb::Extract(arguments) => extract::run(&arguments),
        Verb::Diff(arguments) => diff::run(&arguments),
        Verb::Store(arguments) => store::run(&arguments),
        Verb::Map(arguments) => map::run(&arguments),
        Verb::Serve(arguments) => serve::run(&arguments),
        Verb::Lexicon(arguments) => lexicon::run(&arguments),
        Verb::Schema { form } => {
            let name = match form {
                SchemaForm::Document => "schema/document.json",
                SchemaForm::Clauses => "schema/clauses.json",
                SchemaForm::Mapping => "schema/mapping.json",
            };
            let schema = crate::emit::schemas().into_iter().find(|(file, _)| *file == name);
            match schema.map(|(_, schema)| crate::emit::to_json(&schema, crate::emit::Layout::Indented)) {
                Some(Ok(json)) => report::print(&format!("{json}\n")),
                _ => ExitCode::from(BAD),
            }
        }
        Verb::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Command::command(), "dispositif", &mut script);
            report::print(&String::from_utf8_lossy(&script))
        }
    }
}
