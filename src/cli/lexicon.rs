//! `dispositif lexicon check`: every entry of a lexicon against its own examples.

use super::{BAD, report};
use crate::lexicon::{Lexicon, check};
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
    let loaded;
    let lexicon = match lexicon {
        None => Lexicon::built_in(),
        Some(folder) => match Lexicon::load(folder) {
            Ok(lexicon) => {
                loaded = lexicon;
                &loaded
            }
            Err(error) => {
                report::error("lexicon", &error.to_string());
                return ExitCode::from(BAD);
            }
        },
    };
    let failures = check::failures(lexicon);
    let count = check::count(lexicon);
    let mut text = String::new();
    for failure in &failures {
        text.push_str(&format!("{failure}\n"));
    }
    text.push_str(&format!("{count} entries in {} languages, {} failing\n", lexicon.codes().count(), failures.len()));
    let printed = report::print(&text);
    if failures.is_empty() { printed } else { ExitCode::from(1) }
}
