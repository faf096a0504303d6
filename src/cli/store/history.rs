//! `dispositif store history`: the clauses of a text from one conference to the next.

use super::{BOLD, DIM, Form, OFF, Place, aligned, json, look, shortened};
use crate::cli::{BAD, report};
use crate::compare::comparison::Relation;
use crate::emit::marked;
use crate::store::{ClauseLife, Event, History, Kind, OnClause};
use clap::Args;
use std::process::ExitCode;

/// Follow the clauses of a text from one version to the next
#[derive(Args)]
#[command(after_help = "Examples:
  dispositif store history itu.wtsa.resolution.58
  dispositif store history itu.wtsa.resolution.58 --clause resolves__1
  dispositif store history itu.wtsa.resolution.58 --clause resolves__3@geneva-2022 --language fr

A line of the table is one clause, with its id in each version, however it was renumbered, moved or reworded.
Versions are compared in one language: that in which most are held, unless --language says otherwise.")]
pub struct Arguments {
    /// The id of the text (itu.wtsa.resolution.58)
    #[arg(value_name = "TEXT")]
    text: String,
    /// One clause alone, by its id in the newest version that has it, or in another (resolves__3@geneva-2022)
    #[arg(long, value_name = "ID")]
    clause: Option<String>,
    #[command(flatten)]
    place: Place,
    /// The language in which the versions are compared (fr, en, …)
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Form::Text)]
    to: Form,
}

/// Runs the verb.
pub fn run(arguments: &Arguments) -> ExitCode {
    let language = arguments.language.as_deref();
    if let Some((text, version)) = arguments.text.split_once('@') {
        let message = format!("a history is of all versions: give {text} without “@{version}”");
        report::error("usage", &message);
        return ExitCode::from(BAD);
    }
    look(&arguments.place, |store, _| match &arguments.clause {
        None => {
            let history = store.history(&arguments.text, language)?;
            if arguments.to == Form::Json { json(&history) } else { Ok(table(&history)) }
        }
        Some(clause) => {
            let life = store.life(&arguments.text, clause, language)?;
            if arguments.to == Form::Json { json(&life) } else { Ok(one(&life)) }
        }
    })
}

/// The signs of the table, and what they stand for.
const SIGNS: &[(Kind, char)] = &[
    (Kind::First, ' '),
    (Kind::Unchanged, '='),
    (Kind::Inserted, '+'),
    (Kind::Returned, '*'),
    (Kind::Modified, '~'),
    (Kind::Moved, '>'),
    (Kind::Renumbered, '#'),
    (Kind::Deleted, '-'),
];

const LEGEND: &str = "= unchanged  ~ modified (~. punctuation only, ~@ citation only)  # renumbered  > moved  + came in  - went  * came back";

fn table(history: &History) -> String {
    let title = shortened(history.title.as_deref().unwrap_or_default(), 90);
    let mut out = format!("{BOLD}{}{OFF}  {title}  {DIM}{}{OFF}\n\n", history.text, history.language);
    let mut rows =
        vec![history.versions.iter().map(|column| format!("{DIM}{}{OFF}", column.version)).collect::<Vec<_>>()];
    for line in &history.lineages {
        let cell =
            |version: &str| line.events.iter().find(|event| event.version == version).map(cell).unwrap_or_default();
        let mut row: Vec<String> = history.versions.iter().map(|column| cell(&column.version)).collect();
        row.push(format!("{DIM}{}{OFF}", shortened(&line.words, 48)));
        rows.push(row);
    }
    out.push_str(&aligned(&rows));
    if !history.lineages.is_empty() {
        out.push_str(&format!("\n{DIM}{LEGEND}{OFF}\n"));
    }
    for line in &history.lineages {
        for event in &line.events {
            for (relation, other) in &event.related {
                let how = how(*relation);
                out.push_str(&format!("{} {how} {other} in {}\n", line.lineage, event.version));
            }
        }
    }
    if !history.proposals.is_empty() {
        out.push_str(&format!("\n{BOLD}proposals{OFF}, not adopted\n"));
        let rows: Vec<Vec<String>> = history
            .proposals
            .iter()
            .map(|proposed| {
                let on = proposed.claims.as_ref().map(|claims| format!("on {claims}")).unwrap_or_default();
                let action = proposed.action.clone().unwrap_or_else(|| "draft".to_owned());
                let changes = proposed.changes.iter().map(|(kind, count)| format!("{count} {}", kind.as_str()));
                vec![format!("  {}", proposed.key), action, on, changes.collect::<Vec<_>>().join(", ")]
            })
            .collect();
        out.push_str(&aligned(&rows));
    }
    for other in &history.not_compared {
        let languages = other.languages.join(", ");
        out.push_str(&format!("\n{} is held in {languages} only: not compared\n", other.version));
    }
    out
}

/// `~# considering__3`; a hyphen alone where the clause went.
fn cell(event: &Event) -> String {
    let mut signs: String =
        event.kinds.iter().filter_map(|kind| SIGNS.iter().find(|(of, _)| of == kind)).map(|(_, sign)| sign).collect();
    match event.only.as_deref() {
        Some("punctuation") => signs.push('.'),
        Some("citation") => signs.push('@'),
        _ => {}
    }
    format!("{signs:<2} {}", event.clause.as_deref().unwrap_or_default()).trim_end().to_owned()
}

fn how(relation: Relation) -> &'static str {
    match relation {
        Relation::SplitFrom => "was split from",
        Relation::MergedInto => "was merged into",
    }
}

/// The life of one clause: a heading for each version, and the words where they changed.
fn one(life: &ClauseLife) -> String {
    let mut out = format!("{BOLD}{}{OFF}  {}  {DIM}{}{OFF}\n", life.text, life.lineage, life.language);
    for moment in &life.moments {
        let event = &moment.event;
        let id = event.clause.as_deref().unwrap_or("–");
        let label = event.label.as_ref().map(|label| format!("  {label}")).unwrap_or_default();
        out.push_str(&format!("\n{BOLD}{}{OFF}  {id}{label}  {DIM}{}{OFF}\n", event.version, about(event)));
        if event.kinds != [Kind::Unchanged] {
            out.push_str(&format!("    {}\n", said(moment)));
        }
    }
    if !life.proposals.is_empty() {
        out.push_str(&format!("\n{BOLD}proposals{OFF}, not adopted\n"));
    }
    for proposal in &life.proposals {
        out.push_str(&proposed(proposal));
    }
    out
}

/// The words of a moment: whole where the clause came in, else what changed.
fn said(moment: &crate::store::Moment) -> String {
    let words = match moment.event.kinds.as_slice() {
        [Kind::First | Kind::Returned] => moment.text.newer.clone(),
        _ => None,
    };
    words.unwrap_or_else(|| marked(&moment.text))
}

fn about(event: &Event) -> String {
    let mut about: Vec<String> = event.kinds.iter().map(|kind| kind.as_str().to_owned()).collect();
    about.extend(event.only.as_ref().map(|only| format!("only the {only}")));
    about.extend(event.related.iter().map(|(relation, other)| format!("{} {other}", how(*relation))));
    about.join(", ")
}

fn proposed(proposal: &OnClause) -> String {
    let mut kinds = proposal.kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ");
    kinds.extend(proposal.only.iter().map(|only| format!(", only the {only}")));
    let action = proposal.action.as_deref().unwrap_or("draft");
    let id = proposal.clause.as_deref().unwrap_or("–");
    format!("\n{BOLD}{}{OFF}  {action}  {id}  {DIM}{kinds}{OFF}\n    {}\n", proposal.key, marked(&proposal.text))
}
