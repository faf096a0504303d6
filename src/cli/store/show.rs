//! `dispositif store show`: one version, read from the file that holds it.

use super::{BOLD, DIM, OFF, Place, json, look};
use crate::cli::limits::Bounds;
use crate::compare::comparison::{Clause, Redlined, Text};
use crate::emit::{Layout, Stored, marked, to_clauses, to_json};
use crate::store::{Held, Key, StoreError};
use clap::{Args, ValueEnum};
use std::process::ExitCode;

/// Show a version in a store
#[derive(Args)]
#[command(after_help = "Examples:
  dispositif store show itu.wtsa.resolution.58@geneva-2022
  dispositif store show itu.wtsa.resolution.58                                   its newest adopted version
  dispositif store show itu.wtsa.resolution.58@new_delhi-2024+ATU/35A10/1        a proposal, with what it changes")]
pub struct Arguments {
    /// The version
    #[arg(value_name = "KEY")]
    key: String,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    bounds: Bounds,
    /// What to print
    #[arg(long, value_enum, default_value_t = Form::Text)]
    to: Form,
    /// The language, where it is held in several (fr, en, …)
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
}

/// A form of output.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For a reader
    Text,
    /// The document of `extract`, with this text alone
    Json,
    /// One flat row for each clause, one a line
    Clauses,
}

/// Runs the verb.
pub fn run(arguments: &Arguments) -> ExitCode {
    look(&arguments.place, |store, lexicon| {
        let key: Key = arguments.key.parse()?;
        let held = store.source_of(&key, arguments.language.as_deref())?.within(arguments.bounds.limits());
        let Stored { held, document, .. } = Stored::read(held, lexicon)?;
        match arguments.to {
            Form::Json => json(&document),
            Form::Clauses => {
                let line = |row| to_json(&row, Layout::Line).map(|line| line + "\n");
                let rows: Result<String, _> = to_clauses(&document).map(line).collect();
                rows.map_err(|error| StoreError::Output(error.to_string()))
            }
            Form::Text => Ok(document.texts.iter().map(|text| printed(text, &held)).collect()),
        }
    })
}

fn printed(text: &Text, held: &Held) -> String {
    let also = match held.version.also.as_slice() {
        [] => String::new(),
        others => format!(" (also {})", others.join(", ")),
    };
    let mut out =
        format!("{BOLD}{}{OFF}  {DIM}{}{also}  {}{OFF}\n", held.version.key, held.version.language, held.file);
    if let Some(proposal) = &text.proposal {
        let id = proposal.id.as_ref().map(|id| format!(" {id}")).unwrap_or_default();
        out.push_str(&format!("{BOLD}{}{id}{OFF}\n", proposal.action));
    }
    out.extend(text.title.iter().map(|title| format!("{title}\n")));
    for section in &text.sections {
        out.push('\n');
        out.extend(section.head.iter().map(|head| format!("{BOLD}{}{OFF}\n", said(head, section.change.is_some()))));
        let mut stack: Vec<(&Clause, usize)> = section.clauses.iter().rev().map(|clause| (clause, 0)).collect();
        while let Some((clause, depth)) = stack.pop() {
            let label = match (&clause.label.older, &clause.label.newer) {
                (Some(older), Some(newer)) if older != newer => format!("{older} → {newer} "),
                (older, newer) => newer.as_ref().or(older.as_ref()).map(|l| format!("{l:<4} ")).unwrap_or_default(),
            };
            let words = said(&clause.text, clause.change.is_some());
            out.push_str(&format!("{}{label}{words}\n", "    ".repeat(depth)));
            stack.extend(clause.clauses.iter().rev().map(|sub| (sub, depth + 1)));
        }
    }
    for annex in &text.annexes {
        out.push_str(&format!("\n{BOLD}{}{OFF}\n", annex.heading));
        out.extend(annex.paragraphs.iter().map(|paragraph| format!("{paragraph}\n")));
    }
    out
}

/// Words that were not compared as they are, others with their changes.
fn said(text: &Redlined, is_compared: bool) -> String {
    match &text.newer {
        Some(newer) if !is_compared => newer.clone(),
        _ => marked(text),
    }
}
