//! `dispositif store check`: whether a store is sound, and its texts cite the newest versions.

use super::{Form, Place, failed, json};
use crate::cli::{report, with_lexicon};
use crate::store::{Finding, Store, StoreError};
use clap::Args;
use std::process::ExitCode;

/// Look a store over: the database, the files in it, and citations of versions that are not the newest
#[derive(Args)]
#[command(after_help = "Exit code 0 where nothing is found, 1 where something is, 2 where the store cannot be read.")]
pub struct Arguments {
    #[command(flatten)]
    place: Place,
    /// What to print
    #[arg(long, value_enum, default_value_t = Form::Text)]
    to: Form,
}

/// Runs the verb.
pub fn run(arguments: &Arguments) -> ExitCode {
    with_lexicon(arguments.place.lexicon.as_deref(), |lexicon| {
        let found = Store::reading(&arguments.place.db, lexicon).and_then(|store| store.check());
        let printed = found.and_then(|found| {
            let text = match arguments.to {
                Form::Json => json(&found)?,
                Form::Text => found.iter().map(|finding: &Finding| format!("{finding}\n")).collect(),
            };
            report::write(&text).map_err(StoreError::Output)?;
            Ok(found.is_empty())
        });
        match printed {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::from(1),
            Err(error) => failed(&error),
        }
    })
}
