//! `dispositif lexicon check`: every entry of a lexicon against its own examples.

use super::{report, with_lexicon};
use crate::lexicon::Lexicon;
use std::path::PathBuf;
use std::process::ExitCode;

/// Look after a lexicon
#[derive(clap::Subcommand)]
pub enum Arguments {
    /// Check every entry of a lexicon against its own examples
    #[command(
        after_help = "Examples:\n  dispositif lexicon check\n  dispositif lexicon check --lexicon my-lexicon\n\nExit code 1 where an entry fails."
    )]
    Check {
        /// The folder of the lexicon, laid out like lexicon/; without it the one that is built in
        #[arg(long, value_name = "DIR")]
        lexicon: Option<PathBuf>,
    },
}

/// Runs the verb.
pub fn run(arguments: &Arguments) -> ExitCode {
    let Arguments::Check { lexicon } = arguments;
    with_lexicon(lexicon.as_deref(), check)
}

fn check(lexicon: &Lexicon) -> ExitCode {
    let mut failures = crate::lexicon::check::failures(lexicon);
    failures.extend(crate::link::time_failures(lexicon));
    let count = crate::lexicon::check::count(lexicon);
    let mut text = String::new();
    for failure in &failures {
        text.push_str(&format!("{failure}\n"));
    }
    text.push_str(&format!("{count} entries in {} languages, {} failing\n", lexicon.codes().count(), failures.len()));
    let printed = report::print(&text);
    if failures.is_empty() { printed } else { ExitCode::from(1) }
}
