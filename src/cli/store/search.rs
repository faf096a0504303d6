//! `dispositif store search`: words in all versions, best first.

use super::{BOLD, DIM, Form, OFF, Place, json, look};
use crate::store::{Hit, SearchOptions};
use clap::Args;
use std::process::ExitCode;

/// Search the words of all versions
#[derive(Args)]
#[command(after_help = "Examples:
  dispositif store search accessible receivers              both words, in any order
  dispositif store search '\"member states\" accessib*'       in a row; a word that begins so
  dispositif store search --language zh 无障碍

Accents, capitals, Arabic vowel signs and forms of alif make no difference. Nothing that is typed is an operator.")]
pub struct Arguments {
    /// What to search for: each word must be there; "in a row", begin*
    #[arg(required = true, value_name = "WORDS", num_args = 1..)]
    words: Vec<String>,
    #[command(flatten)]
    place: Place,
    /// What to print
    #[arg(long, value_enum, default_value_t = Form::Text)]
    to: Form,
    /// In one language only (fr, en, …)
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// In the versions of one text only (itu.wtsa.resolution.58)
    #[arg(long, value_name = "ID")]
    text: Option<String>,
    /// How many passages at most
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
}

/// Runs the verb.
pub fn run(arguments: &Arguments) -> ExitCode {
    look(&arguments.place, |store, _| {
        let (language, text) = (arguments.language.clone(), arguments.text.clone());
        let options = SearchOptions { language, text, limit: arguments.limit };
        let hits = store.search(&arguments.words.join(" "), &options)?;
        match arguments.to {
            Form::Json => json(&hits),
            Form::Text if hits.is_empty() => Ok("nothing found\n".to_owned()),
            Form::Text => Ok(hits.iter().map(line).collect()),
        }
    })
}

fn line(hit: &Hit) -> String {
    let label = hit.label.as_ref().map(|label| format!("  {label}")).unwrap_or_default();
    let (key, passage, language) = (&hit.key, &hit.passage, &hit.language);
    format!("{BOLD}{key}{OFF}  {passage}{label}  {DIM}{language}{OFF}\n    {}\n", marked(hit))
}

/// The snippet with its hits between asterisks, and bold on a terminal.
fn marked(hit: &Hit) -> String {
    let mut out = String::new();
    for (at, c) in hit.snippet.chars().enumerate() {
        if hit.marks.iter().any(|(start, _)| *start == at) {
            out.push_str("\x1b[1;31m**");
        }
        out.push(c);
        if hit.marks.iter().any(|(_, end)| *end == at + 1) {
            out.push_str("**\x1b[0m");
        }
    }
    out
}
