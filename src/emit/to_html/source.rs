//! The head of the page: what is compared, out of which files, and on what that rests.

use super::interface::Interface;
use super::standing;
use super::text::versions;
use super::wording::visible;
use crate::compare::comparison::{Basis, Clause};
use crate::emit::{Document, Source};
use maud::{Markup, html};

/// The title of the page: that of its only text, or else of the document.
pub fn title(document: &Document) -> String {
    let of_document = document.front_matter.get("title").cloned();
    match document.texts.as_slice() {
        [text] => text.title.clone().or(of_document).unwrap_or_else(|| text.id.clone()),
        _ => of_document.unwrap_or_else(|| document.source.file.clone()),
    }
}

/// The head.
pub fn header(document: &Document, interface: &Interface<'_>, title: &str) -> Markup {
    let words = interface.words;
    let language = document.source.language.as_str();
    let clauses: Vec<&Clause> =
        document.texts.iter().flat_map(|text| &text.sections).flat_map(standing::clauses).collect();
    let lowest = clauses.iter().map(|clause| clause.evidence.confidence).fold(1.0, f64::min);
    let bases: Vec<&str> = bases(&clauses, document).into_iter().map(|basis| interface.basis(basis)).collect();
    html! {
        header.page-head {
            p.eyebrow { (words.comparison) }
            h1 lang=(language) dir=(interface.direction(language)) { (visible(title)) }
            @if let [text] = document.texts.as_slice() {
                p.lead { code { (text.id) } " " (versions(&text.versions, interface)) }
            }
            dl.sources {
                @match &document.older_source {
                    Some(older) => { (file(&words.older, older)) (file(&words.newer, &document.source)) },
                    None => (file(&words.file, &document.source)),
                }
                div {
                    dt { (words.language) }
                    dd { code { (language) } " " (interface.percent(document.source.confidence.language)) }
                }
                @if let Some(house) = &document.source.house {
                    div { dt { (words.house) } dd { code { (house) } " " (interface.percent(document.source.confidence.house)) } }
                }
                div { dt { (words.basis) } dd { (bases.join("; ")) } }
                @if lowest < 1.0 { div { dt { (words.lowest_confidence) } dd { (interface.percent(lowest)) } } }
            }
        }
    }
}

fn file(name: &str, source: &Source) -> Markup {
    html! {
        div.file {
            dt { (name) }
            dd { bdi { (visible(&source.file)) } br; code.hash { "SHA-256 " (source.sha256) } }
        }
    }
}

/// What the answers rest on, each basis once; of a document without clauses that of its marks.
fn bases(clauses: &[&Clause], document: &Document) -> Vec<Basis> {
    let mut out: Vec<Basis> = Vec::new();
    for clause in clauses {
        if !out.contains(&clause.evidence.basis) {
            out.push(clause.evidence.basis);
        }
    }
    if out.is_empty() {
        out.push(document.source.marks.basis());
    }
    out
}
