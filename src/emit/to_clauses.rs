//! One flat row for each clause: the form that mapping tools, notebooks and databases load.

use super::document::Document;
use crate::compare::comparison::{Change, Clause, Only, Related, Run, Section, Text, Version};
use crate::link::FactKind;
use crate::segment::outline::Part;
use schemars::JsonSchema;
use serde::Serialize;

/// A clause with everything it inherits.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Row {
    /// The file's name as given, `�` where it is not UTF-8.
    pub file: String,
    /// ISO 639-1 code.
    pub language: String,
    /// `itu.wtsa.resolution.58`.
    pub text_id: String,
    /// `ATU/35A10/1`; the action alone where the marker has no id.
    pub proposal: Option<String>,
    /// The version on the older side.
    pub older_version: Option<Version>,
    /// The version on the newer side.
    pub newer_version: Option<Version>,
    /// Preamble or operative part.
    pub part: Part,
    /// The section's id.
    pub section: String,
    /// The clause's id.
    pub clause: String,
    /// The labels from the outermost clause down to this one.
    pub path: Vec<String>,
    /// The newer label as printed; the older one of a deleted clause.
    pub label: Option<String>,
    /// Act id.
    pub act: String,
    /// The act as printed.
    pub act_text: String,
    /// The first verb's act in a combined head.
    pub act_under: Option<String>,
    /// Modifiers.
    pub modifiers: Vec<String>,
    /// Addressee ids in order.
    pub addressees: Vec<String>,
    /// The older wording.
    pub older: Option<String>,
    /// The newer wording.
    pub newer: Option<String>,
    /// How one became the other.
    pub redline: Vec<Run>,
    /// Kinds of change; `null`: not compared.
    pub change: Option<Vec<Change>>,
    /// What alone changed.
    pub only: Option<Only>,
    /// 0 to 1.
    pub confidence: f64,
    /// Ids of what the clause cites; its words where no id can be told.
    pub references: Vec<String>,
    /// By when, as far as the clause says it: values of its deadlines; the words where no value can be told.
    pub deadlines: Vec<String>,
    /// How often: values of its periods.
    pub periods: Vec<String>,
    /// The clause's id in the older version.
    pub older_clause: Option<String>,
    /// The older label as printed.
    pub older_label: Option<String>,
    /// The clauses that it was split from or merged into.
    pub related: Vec<Related>,
}

/// The rows of a document, in order, one at a time.
pub fn to_clauses(document: &Document) -> impl Iterator<Item = Row> + '_ {
    let sections = document.texts.iter().flat_map(|text| text.sections.iter().map(move |section| (text, section)));
    sections.flat_map(move |(text, section)| {
        let mut stack: Vec<(&Clause, Vec<String>)> =
            section.clauses.iter().rev().map(|clause| (clause, Vec::new())).collect();
        std::iter::from_fn(move || {
            let (clause, above) = stack.pop()?;
            let row = row(document, text, section, clause, above);
            stack.extend(clause.clauses.iter().rev().map(|sub| (sub, row.path.clone())));
            Some(row)
        })
    })
}

fn row(document: &Document, text: &Text, section: &Section, clause: &Clause, above: Vec<String>) -> Row {
    let label = clause.label.newer.clone().or_else(|| {
        let is_gone = clause.text.newer.is_none();
        clause.label.older.clone().filter(|_| is_gone)
    });
    let mut path = above;
    path.extend(label.clone());
    let times = |kind: FactKind| -> Vec<String> {
        let facts = clause.facts.iter().filter(|fact| fact.kind == kind);
        facts.map(|fact| fact.value.clone().unwrap_or_else(|| fact.text.clone())).collect()
    };
    let references = clause.references.iter().filter_map(|index| document.references.get(*index));
    Row {
        file: document.source.file.clone(),
        language: document.source.language.clone(),
        text_id: text.id.clone(),
        proposal: text.proposal.as_ref().map(|p| p.id.clone().unwrap_or_else(|| p.action.clone())),
        older_version: text.versions.older.clone(),
        newer_version: text.versions.newer.clone(),
        part: section.part,
        section: section.id.clone(),
        clause: clause.id.clone(),
        path,
        label,
        act: clause.act.id.clone(),
        act_text: clause.act.text.clone(),
        act_under: clause.act.under.clone(),
        modifiers: clause.act.modifiers.clone(),
        addressees: clause.addressees.iter().map(|a| a.id.clone()).collect(),
        older: clause.text.older.clone(),
        newer: clause.text.newer.clone(),
        redline: clause.text.redline.clone(),
        change: clause.change.clone(),
        only: clause.only,
        confidence: clause.evidence.confidence,
        references: references.map(|r| r.id.clone().unwrap_or_else(|| r.text.clone())).collect(),
        deadlines: times(FactKind::Deadline),
        periods: times(FactKind::Period),
        older_clause: clause.older_id.clone(),
        older_label: clause.label.older.clone(),
        related: clause.related.clone(),
    }
}
