//! A comparison for a terminal, as a reader of `git diff --word-diff` expects it: `[-gone-]{+new+}`, red and green.
//!
//! ```text
//! itu.wtsa.resolution.91 (Geneva, 2022 → Rev. New Delhi, 2024)
//! 2 modified, 1 inserted, 9 unchanged
//!
//! @@ instructs: charge le Directeur … @@
//! 2  instructs__2  modified
//!     d'organiser{+, dans chaque région,+} un atelier consacré aux récepteurs accessibles,
//! ```

use super::document::Document;
use crate::compare::comparison::{
    Basis, Change, Clause, Only, Proposal, Redlined, Relation, RunKind, Section, Text, Version,
};
use std::fmt::Write as _;

/// Which clauses are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordDiff {
    /// Those that changed.
    Changes,
    /// All.
    Everything,
}

const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const CYAN: &str = "\x1b[36m";
const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const OFF: &str = "\x1b[0m";

/// Below this an answer is doubtful, and says so.
pub(super) const DOUBTFUL: f64 = 0.8;

/// The comparison as text with the colour codes of terminals; whoever prints it elsewhere strips them.
pub fn to_word_diff(document: &Document, shown: WordDiff) -> String {
    let mut out = String::new();
    for (index, text) in document.texts.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        push_text(text, shown, &mut out);
    }
    if !document.outside.is_empty() {
        let _ = writeln!(out, "\n{CYAN}@@{OFF} outside the clauses {CYAN}@@{OFF}");
        document.outside.iter().for_each(|paragraph| {
            let _ = writeln!(out, "    {}", marked(&paragraph.text));
        });
    }
    out
}

fn push_text(text: &Text, shown: WordDiff, out: &mut String) {
    let _ = writeln!(out, "{}", heading(text));
    let _ = writeln!(out, "{}", summary(text));
    for section in &text.sections {
        let mut body = String::new();
        let mut stack: Vec<&Clause> = section.clauses.iter().rev().collect();
        while let Some(clause) = stack.pop() {
            if shown == WordDiff::Everything || is_changed(&clause.change) {
                push_clause(clause, &mut body);
            }
            stack.extend(clause.clauses.iter().rev());
        }
        if !body.is_empty() || is_changed(&section.change) {
            push_head(section, out);
            out.push_str(&body);
        }
    }
}

/// Which text this is, and which of its versions are compared: `MOD ATU/21A4/1  itu.wtsa.resolution.91 (Geneva, 2022 → New Delhi, 2024)`.
fn heading(text: &Text) -> String {
    let printed = |version: &Option<Version>| version.as_ref().map_or_else(|| "–".to_owned(), |v| v.text.clone());
    let marker = |proposal: &Proposal| match &proposal.id {
        Some(id) => format!("{} {id}  ", proposal.action),
        None => format!("{}  ", proposal.action),
    };
    let versions = match (&text.versions.older, &text.versions.newer) {
        (None, None) => String::new(),
        (older, newer) => format!(" ({} → {})", printed(older), printed(newer)),
    };
    let newer = format!("{}{BOLD}{}{OFF}", text.proposal.as_ref().map(marker).unwrap_or_default(), text.id);
    match text.older_text.as_ref().filter(|older| older.id != text.id || older.proposal.is_some()) {
        Some(older) => {
            let marker = older.proposal.as_ref().map(marker).unwrap_or_default();
            format!("{marker}{BOLD}{}{OFF} → {newer}{versions}", older.id)
        }
        None => format!("{newer}{versions}"),
    }
}

fn push_head(section: &Section, out: &mut String) {
    let is_its_id = |head: &&Redlined| head.older == head.newer && head.newer.as_ref() == Some(&section.id);
    let head = section.head.as_ref().filter(|head| !is_its_id(head));
    let head = head.map(|head| format!(": {}", marked(head))).unwrap_or_default();
    let change = kinds(&section.change).filter(|_| is_changed(&section.change));
    let change = change.map(|kinds| format!("  {kinds}")).unwrap_or_default();
    let _ = writeln!(out, "\n{CYAN}@@ {}{OFF}{head} {CYAN}@@{OFF}{DIM}{change}{OFF}", section.id);
}

fn push_clause(clause: &Clause, out: &mut String) {
    let label = match (clause.label.older.as_deref(), clause.label.newer.as_deref()) {
        (Some(older), Some(newer)) if older != newer => format!("{older} → {newer}  "),
        (older, newer) => newer.or(older).map(|label| format!("{label}  ")).unwrap_or_default(),
    };
    let mut about: Vec<String> = kinds(&clause.change).into_iter().collect();
    let moved = clause.change.iter().flatten().any(|kind| *kind == Change::Moved);
    about.extend(clause.older_id.iter().filter(|_| moved).map(|from| format!("from {from}")));
    let modified = clause.change.iter().flatten().any(|kind| *kind == Change::Modified);
    if modified && clause.text.older == clause.text.newer {
        about.push("only the head above it".to_owned());
    }
    about.extend(clause.only.map(|only| {
        let what = match only {
            Only::Punctuation => "punctuation",
            Only::Citation => "citation",
            Only::Label => "label",
        };
        format!("only the {what}")
    }));
    about.extend(clause.related.iter().map(|related| match related.relation {
        Relation::SplitFrom => format!("split from {}", related.clause),
        Relation::MergedInto => format!("merged into {}", related.clause),
    }));
    if clause.evidence.basis != Basis::None && clause.evidence.confidence < DOUBTFUL {
        let rule = clause.evidence.rule.as_deref().map(|rule| format!("{rule} ")).unwrap_or_default();
        about.push(format!("doubtful: {rule}{:.2}", clause.evidence.confidence));
    }
    let about = about.join(", ");
    let _ = writeln!(out, "{label}{BOLD}{}{OFF}  {DIM}{about}{OFF}\n    {}", clause.id, marked(&clause.text));
}

/// A wording with its changes; an inserted or deleted clause is marked whole.
pub fn marked(text: &Redlined) -> String {
    let mut out = String::new();
    for run in &text.redline {
        let words = run.text().replace('\n', " ");
        let _ = match run.kind() {
            RunKind::Keep => write!(out, "{words}"),
            RunKind::Del => write!(out, "{RED}[-{words}-]{OFF}"),
            RunKind::Ins => write!(out, "{GREEN}{{+{words}+}}{OFF}"),
        };
    }
    out
}

fn is_changed(change: &Option<Vec<Change>>) -> bool {
    change.as_ref().is_some_and(|change| change.iter().any(|kind| *kind != Change::Unchanged))
}

fn kinds(change: &Option<Vec<Change>>) -> Option<String> {
    change.as_ref().map(|change| change.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", "))
}

/// How many clauses changed how: `2 modified, 1 inserted, 9 unchanged`.
fn summary(text: &Text) -> String {
    let mut counts: Vec<(Change, usize)> = Change::ALL.iter().map(|kind| (*kind, 0)).collect();
    let mut stack: Vec<&Clause> = text.sections.iter().flat_map(|section| &section.clauses).collect();
    while let Some(clause) = stack.pop() {
        for (kind, count) in &mut counts {
            *count += usize::from(clause.change.iter().flatten().any(|found| found == kind));
        }
        stack.extend(&clause.clauses);
    }
    let counts = counts.iter().filter(|(_, count)| *count > 0);
    let said: Vec<String> = counts.map(|(kind, count)| format!("{count} {}", kind.as_str())).collect();
    if said.is_empty() { "no clauses".to_owned() } else { said.join(", ") }
}
