//! What a source holds for the store: the versions of texts in it, their passages, and what they cite.
//!
//! Enters what was extracted from a source; leaves rows. `MOD ATU/35A10/1` above Resolution 58 makes it a proposal, whose older
//! reading is what it claims the text in force to be, and no adopted version.

use super::key::Edition;
use super::words::plain;
use crate::compare::comparison::{Addressee, Change, Clause, Redlined, Text};
use crate::extract::Extracted;
use crate::link::Layer;
use crate::segment::outline::Part;
use schemars::JsonSchema;
use serde::Serialize;

/// A text of a source, as it enters the store.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) text: String,
    pub(super) edition: Edition,
    pub(super) printed: Option<String>,
    pub(super) language: String,
    /// The proposal's id or what stands for it; `None` for an adopted version.
    pub(super) proposal: Option<String>,
    pub(super) action: Option<String>,
    pub(super) claims: Option<Edition>,
    pub(super) title: Option<String>,
    pub(super) ordinal: u32,
    pub(super) passages: Vec<Passage>,
    pub(super) citations: Vec<Cited>,
}

/// What a passage of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PassageKind {
    /// The title.
    Title,
    /// The head of a section.
    Head,
    /// A clause or sub-clause.
    Clause,
    /// A heading or paragraph of an annex.
    Annex,
}

impl PassageKind {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            PassageKind::Title => "title",
            PassageKind::Head => "head",
            PassageKind::Clause => "clause",
            PassageKind::Annex => "annex",
        }
    }

    /// What the store calls so.
    pub(super) fn of(name: &str) -> Self {
        match name {
            "title" => PassageKind::Title,
            "head" => PassageKind::Head,
            "annex" => PassageKind::Annex,
            _ => PassageKind::Clause,
        }
    }
}

/// A piece of a text with words of its own.
#[derive(Debug, Clone)]
pub(super) struct Passage {
    pub(super) kind: PassageKind,
    pub(super) name: String,
    pub(super) label: Option<String>,
    pub(super) words: Option<String>,
    pub(super) claimed: Option<String>,
    pub(super) change: Option<Vec<Change>>,
    pub(super) part: Option<Part>,
    pub(super) act: Option<String>,
    pub(super) addressees: Vec<String>,
}

/// A citation that names a version.
#[derive(Debug, Clone)]
pub(super) struct Cited {
    pub(super) clause: String,
    pub(super) id: String,
    pub(super) printed: String,
}

/// The texts of a source.
pub(super) fn drafts(found: &Extracted, sha256: &str) -> Vec<Draft> {
    let texts = (0..).zip(&found.comparison.texts);
    texts.map(|(ordinal, text)| draft(text, ordinal, found, sha256)).collect()
}

fn draft(text: &Text, ordinal: u32, found: &Extracted, sha256: &str) -> Draft {
    let is_proposal = text.proposal.is_some() || is_changed(text);
    // Two files may each hold a proposal whose marker has no id: their bytes tell them apart.
    let stand_in = || sha256.chars().take(8).collect();
    let proposal = is_proposal.then(|| text.proposal.as_ref().and_then(|p| p.id.clone()).unwrap_or_else(stand_in));
    let version = text.versions.newer.as_ref().or(text.versions.older.as_ref());
    let claims = text.versions.older.as_ref().filter(|_| is_proposal).map(|older| Edition::of(Some(older)));
    Draft {
        text: text.id.clone(),
        edition: Edition::of(version),
        printed: version.map(|version| version.text.clone()),
        language: text.language.language.clone(),
        proposal,
        action: text.proposal.as_ref().map(|proposal| proposal.action.clone()),
        claims,
        title: text.title.clone(),
        ordinal,
        passages: passages(text),
        citations: citations(text, found),
    }
}

/// Whether the marks of a source change the text: without a marker that says what it is, it is a draft of somebody.
fn is_changed(text: &Text) -> bool {
    let changed = |change: &Option<Vec<Change>>| change.as_ref().is_some_and(|kinds| *kinds != [Change::Unchanged]);
    let sections = text.sections.iter().any(|section| changed(&section.change));
    let sides = (&text.versions.older, &text.versions.newer);
    sections
        || clauses(text).iter().any(|clause| changed(&clause.change))
        || matches!(sides, (Some(o), Some(n)) if o != n)
}

/// All clauses of a text, parents first.
pub(super) fn clauses(text: &Text) -> Vec<&Clause> {
    text.sections.iter().flat_map(|section| below(&section.clauses)).collect()
}

fn below(clauses: &[Clause]) -> Vec<&Clause> {
    let mut out = Vec::new();
    let mut stack: Vec<&Clause> = clauses.iter().rev().collect();
    while let Some(clause) = stack.pop() {
        out.push(clause);
        stack.extend(clause.clauses.iter().rev());
    }
    out
}

fn passages(text: &Text) -> Vec<Passage> {
    let only = |kind, name: String, words: &str| {
        let words = Some(words.to_owned());
        Passage {
            kind,
            name,
            label: None,
            words,
            claimed: None,
            change: None,
            part: None,
            act: None,
            addressees: Vec::new(),
        }
    };
    let sided = |kind, name: &str, text: &Redlined, change: &Option<Vec<Change>>| Passage {
        kind,
        name: name.to_owned(),
        label: None,
        words: text.newer.clone(),
        claimed: text.older.clone(),
        change: change.clone(),
        part: None,
        act: None,
        addressees: Vec::new(),
    };
    let ids = |addressees: &[Addressee]| addressees.iter().map(|to| to.id.clone()).collect::<Vec<_>>();
    let mut out: Vec<Passage> = Vec::new();
    out.extend(text.title.iter().map(|title| only(PassageKind::Title, "title".to_owned(), title)));
    for section in &text.sections {
        out.extend(section.head.iter().map(|head| Passage {
            part: Some(section.part),
            act: section.act.as_ref().map(|act| act.id.clone()),
            addressees: ids(&section.addressees),
            ..sided(PassageKind::Head, &section.id, head, &section.change)
        }));
        for clause in below(&section.clauses) {
            let label = clause.label.newer.clone().or_else(|| clause.label.older.clone());
            out.push(Passage {
                label,
                part: Some(section.part),
                act: Some(clause.act.id.clone()),
                addressees: ids(&clause.addressees),
                ..sided(PassageKind::Clause, &clause.id, &clause.text, &clause.change)
            });
        }
    }
    for (at, annex) in (1..).zip(&text.annexes) {
        out.push(only(PassageKind::Annex, format!("annex__{at}"), &annex.heading));
        let paragraphs = (1..).zip(&annex.paragraphs);
        out.extend(paragraphs.map(|(n, words)| only(PassageKind::Annex, format!("annex__{at}__{n}"), words)));
    }
    out
}

/// What the clauses of the newer reading cite with a version.
fn citations(text: &Text, found: &Extracted) -> Vec<Cited> {
    let layer: &Layer = &found.layer;
    let mut out = Vec::new();
    for clause in clauses(text).into_iter().filter(|clause| clause.text.newer.is_some()) {
        for index in clause.references.iter().filter(|index| layer.is_current(**index)) {
            let Some(reference) = layer.references.get(*index) else { continue };
            if let Some(id) = reference.id.clone().filter(|id| id.contains('@')) {
                out.push(Cited { clause: clause.id.clone(), id, printed: reference.text.clone() });
            }
        }
    }
    out
}

/// The names of the passages in which two witnesses of a version differ; spaces and kinds of hyphen are no difference.
pub(super) fn differing(held: &[(String, String)], other: &[(String, String)]) -> Vec<String> {
    let same = |one: &(String, String), two: &(String, String)| one.0 == two.0 && plain(&one.1) == plain(&two.1);
    let here = other.iter().filter(|passage| !held.iter().any(|of| same(of, passage)));
    let there = held.iter().filter(|passage| !other.iter().any(|(name, _)| *name == passage.0));
    let mut names: Vec<String> = here.chain(there).map(|(name, _)| name.clone()).collect();
    names.dedup();
    names
}
