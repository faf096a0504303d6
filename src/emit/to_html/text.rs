//! One text: its title and versions, its sections in order, and everything else that it holds.

use super::interface::{Interface, Tongue};
use super::section;
use super::standing::Standings;
use super::wording::{Sides, visible, wording};
use crate::compare::comparison::{Annex, Clause, Footnote, Other, RunKind, Section, Text, Version, VersionPair};
use crate::emit::Document;
use crate::segment::outline::OtherRole;
use maud::{Markup, html};
use std::collections::HashMap;

/// A text with what all its parts are drawn with.
pub struct Frame<'d> {
    /// The text.
    pub text: &'d Text,
    /// Its document.
    pub document: &'d Document,
    /// Words around it.
    pub interface: &'d Interface<'d>,
    /// `lang` and `dir` of those words.
    pub tongue: Tongue<'d>,
    /// The beginning of every id in it.
    pub anchor: String,
    /// Where the life of each clause is told.
    pub lives: Option<Lives<'d>>,
}

/// Links from clauses to the pages that tell their lives.
#[derive(Clone, Copy)]
pub struct Lives<'d> {
    /// The words of the link.
    pub words: &'d str,
    /// The address for a clause; `None` where nothing is told of it.
    pub address: &'d dyn Fn(&Clause) -> Option<String>,
}

impl Frame<'_> {
    /// The id of a clause or section on the page.
    pub fn id(&self, id: &str) -> String {
        format!("{}/{id}", self.anchor)
    }

    /// Whether the text was compared with another version.
    pub fn is_compared(&self) -> bool {
        let mut kinds = self.text.sections.iter().map(|section| &section.change);
        kinds.any(Option::is_some) || self.text.versions.older.is_some()
    }
}

/// The texts of a document, each with an anchor of its own: two language versions of a resolution have the same id.
pub fn frames<'d>(document: &'d Document, interface: &'d Interface<'d>, lives: Option<Lives<'d>>) -> Vec<Frame<'d>> {
    let mut used: HashMap<String, usize> = HashMap::new();
    let frame = |text: &'d Text| {
        let base: String = text.id.chars().map(|c| if c.is_whitespace() { '_' } else { c }).collect();
        let count = used.entry(base.clone()).or_default();
        *count += 1;
        let anchor = if *count == 1 { base } else { format!("{base}~{count}") };
        Frame { text, document, interface, tongue: interface.within(&text.language.language), anchor, lives }
    };
    document.texts.iter().map(frame).collect()
}

/// The versions of a text, the older before the newer.
pub fn versions(versions: &VersionPair, interface: &Interface<'_>) -> Markup {
    let name =
        |version: &Option<Version>| version.as_ref().map_or_else(|| "—".to_owned(), |version| version.text.clone());
    html! {
        @if versions.older.is_some() || versions.newer.is_some() {
            span.versions {
                @if versions.older.is_some() {
                    bdi { span.said { (interface.words.older) (interface.words.colon) } (visible(&name(&versions.older))) }
                    span.arrow aria-hidden="true" { " → " }
                }
                bdi { span.said { (interface.words.newer) (interface.words.colon) } (visible(&name(&versions.newer))) }
            }
        }
    }
}

/// The whole text.
pub fn text(frame: &Frame<'_>, standings: &Standings<'_>) -> Markup {
    let Frame { text, interface, tongue, .. } = frame;
    let words = interface.words;
    let language = text.language.language.as_str();
    // Paragraphs between the sections stand where they stood; a section begins at its first clause of the newer version.
    let mut rest = text.other.iter().peekable();
    let begins = |section: &Section| {
        section.clauses.iter().find(|clause| clause.text.newer.is_some()).map(|clause| clause.place.paragraph)
    };
    html! {
        article.text id=(frame.anchor) lang=(language) dir=(interface.direction(language)) {
            (header(frame))
            div.columns aria-hidden="true" {
                (column(&words.older, &text.versions.older, *tongue))
                (column(&words.newer, &text.versions.newer, *tongue))
            }
            @for part in &text.sections {
                @while let Some(other) = rest.next_if(|other| {
                    other.role == OtherRole::Opening || begins(part).is_some_and(|begins| other.place.paragraph < begins)
                }) {
                    (other_paragraph(other, frame))
                }
                (section::section(part, frame, standings))
            }
            @for other in rest { (other_paragraph(other, frame)) }
            @if let Some(reasons) = &text.reasons {
                section.aside { h3 lang=[tongue.lang] dir=[tongue.dir] { (words.reasons) } p.verbatim { (visible(reasons)) } }
            }
            @for item in &text.annexes { (annex(item)) }
            @if !text.footnotes.is_empty() { (footnotes(&text.footnotes, frame)) }
        }
    }
}

/// What stands above one side of all clauses.
fn column(name: &str, version: &Option<Version>, tongue: Tongue<'_>) -> Markup {
    html! {
        span {
            bdi lang=[tongue.lang] dir=[tongue.dir] { (name) }
            @if let Some(version) = version { " · " bdi { (visible(&version.text)) } }
        }
    }
}

fn header(frame: &Frame<'_>) -> Markup {
    let Frame { text, interface, tongue, .. } = frame;
    let words = interface.words;
    let history: Vec<&str> = text.history.iter().map(|version| version.text.as_str()).collect();
    html! {
        header.text-head {
            p.eyebrow lang=[tongue.lang] dir=[tongue.dir] {
                code { (text.id) } " "
                @if let Some(proposal) = &text.proposal {
                    span.action {
                        span.said { (words.proposal) (words.colon) }
                        (visible(&proposal.action)) @if let Some(id) = &proposal.id { " " (visible(id)) }
                    } " "
                }
                (versions(&text.versions, interface))
            }
            h2 { @match &text.title { Some(title) => (visible(title)), None => code { (text.id) } } }
            @if !history.is_empty() {
                p.history { span lang=[tongue.lang] dir=[tongue.dir] { (words.history) (words.colon) } " " (visible(&history.join("; "))) }
            }
        }
    }
}

fn other_paragraph(other: &Other, frame: &Frame<'_>) -> Markup {
    let words = &frame.interface.words.other;
    let (class, name) = match other.role {
        OtherRole::Heading => ("heading", &words.heading),
        OtherRole::Table => ("table", &words.table),
        OtherRole::Note => ("note", &words.note),
        OtherRole::Closing => ("closing", &words.closing),
        OtherRole::Opening => ("opening", &words.opening),
    };
    html! {
        p class={ "other verbatim " (class) } {
            span.role lang=[frame.tongue.lang] dir=[frame.tongue.dir] { (name) (frame.interface.words.colon) } (visible(&other.text))
        }
    }
}

fn annex(annex: &Annex) -> Markup {
    html! {
        section.aside {
            h3 { (visible(&annex.heading)) }
            @for paragraph in &annex.paragraphs { p.verbatim { (visible(paragraph)) } }
        }
    }
}

/// Whether a footnote differs between the two sides.
pub fn is_changed(note: &Footnote) -> bool {
    note.text.redline.iter().any(|run| run.kind() != RunKind::Keep)
}

/// The id of a footnote on the page.
pub fn footnote_id(frame: &Frame<'_>, index: usize) -> String {
    frame.id(&format!("footnote_{}", index + 1))
}

fn footnotes(footnotes: &[Footnote], frame: &Frame<'_>) -> Markup {
    let Frame { interface, tongue, .. } = frame;
    html! {
        section.aside.footnotes {
            h3 lang=[tongue.lang] dir=[tongue.dir] { (interface.words.footnotes) }
            @for (index, note) in footnotes.iter().enumerate() {
                @let sides = Sides { text: &note.text, label: None, is_compared: frame.is_compared() };
                div class={ "footnote" @if is_changed(note) { " is-changed" } } id=(footnote_id(frame, index)) tabindex="-1" {
                    span.label { (visible(&note.id)) }
                    p.wording { (wording(&sides, interface, *tongue)) }
                }
            }
        }
    }
}
