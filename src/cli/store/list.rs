//! `dispositif store list`: the versions that a store holds.

use super::{BOLD, DIM, Form, OFF, Place, aligned, json, look, shortened};
use crate::store::{Edition, Listed, Status};
use clap::Args;
use std::process::ExitCode;

/// List the versions in a store
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    place: Place,
    /// What to print
    #[arg(long, value_enum, default_value_t = Form::Text)]
    to: Form,
}

/// Runs the verb.
pub fn run(arguments: &Arguments) -> ExitCode {
    look(&arguments.place, |store, _| {
        let listed = store.list()?;
        match arguments.to {
            Form::Json => json(&listed),
            Form::Text => Ok(text(&listed)),
        }
    })
}

/// A heading for each text, below it a line for each version; one that is held in several languages is one line.
fn text(listed: &[Listed]) -> String {
    let mut out = String::new();
    for of_text in listed.chunk_by(|one, two| one.text == two.text) {
        let title = of_text.iter().rev().find_map(|held| held.title.as_deref()).unwrap_or_default();
        out.push_str(&format!("{BOLD}{}{OFF}  {}\n", of_text[0].text, shortened(title, 90)));
        let rows: Vec<Vec<String>> = of_text.chunk_by(|one, two| one.key == two.key).map(row).collect();
        out.push_str(&aligned(&rows));
    }
    if listed.is_empty() {
        out.push_str("nothing yet: add files with `dispositif store add`\n");
    }
    out
}

fn row(held: &[Listed]) -> Vec<String> {
    let first = &held[0];
    let edition = first.key.version.as_ref().map(Edition::to_string).unwrap_or_default();
    let proposal = first.key.proposal.as_ref().map(|id| format!("+{id}")).unwrap_or_default();
    let status = match first.status {
        Status::Adopted => "adopted".to_owned(),
        Status::Proposed => format!("proposed {}", first.action.as_deref().unwrap_or("(draft)")),
    };
    let languages = held.iter().map(|held| held.language.as_str()).collect::<Vec<_>>().join(" ");
    let clauses = held.iter().map(|held| held.clauses).max().unwrap_or_default();
    let files: usize = held.iter().map(|held| 1 + held.witnesses.len()).sum();
    let source = if files == 1 { first.file.clone() } else { format!("{files} files") };
    vec![
        format!("  @{edition}{proposal}"),
        status,
        languages,
        format!("{clauses} clauses"),
        format!("{DIM}{source}{OFF}"),
    ]
}
