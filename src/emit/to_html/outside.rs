//! What stands outside: paragraphs that changed and are neither head nor clause, and what a document holds outside its texts.
//!
//! A changed title, a line of an annex or of a table comes here as `<div class="clause is-changed is-modified" id="outside/1">`.

use super::clause::badges;
use super::interface::Interface;
use super::standing::class;
use super::wording::{Sides, visible, wording};
use crate::compare::comparison::{Change, Outside, Redlined};
use crate::emit::Document;
use maud::{Markup, html};

/// Of two wordings, what became of one.
pub fn change(text: &Redlined) -> Change {
    match (&text.older, &text.newer) {
        (None, _) => Change::Inserted,
        (_, None) => Change::Deleted,
        _ => Change::Modified,
    }
}

/// The id of a paragraph on the page.
pub fn id(index: usize) -> String {
    format!("outside/{}", index + 1)
}

/// What changed outside heads and clauses, in both views.
pub fn changed(document: &Document, interface: &Interface<'_>) -> Markup {
    let language = document.source.language.as_str();
    let tongue = interface.within(language);
    let paragraph = |(index, item): (usize, &Outside)| {
        let kind = change(&item.text);
        let sides = Sides { text: &item.text, label: None, is_compared: true };
        html! {
            div class={ "clause is-changed " (class(kind)) } id=(id(index)) tabindex="-1" {
                p.wording { (wording(&sides, interface, tongue)) }
                div.margin lang=[tongue.lang] dir=[tongue.dir] {
                    (badges(&[kind], None, interface))
                    span.origin { (interface.words.paragraph) " " (item.place.paragraph + 1) }
                }
            }
        }
    };
    html! {
        @if !document.outside.is_empty() {
            section.text #outside lang=(language) dir=(interface.direction(language)) {
                h2 lang=[tongue.lang] dir=[tongue.dir] { (interface.words.outside_clauses) }
                @for item in document.outside.iter().enumerate() { (paragraph(item)) }
            }
        }
    }
}

/// Front matter as a list, headings and paragraphs in their order.
pub fn outside(document: &Document, interface: &Interface<'_>) -> Markup {
    let headings = document.headings.iter().map(|heading| {
        let label = heading.label.as_ref().map(|label| format!("{label} ")).unwrap_or_default();
        (heading.place, format!("{label}{}", heading.text), "heading")
    });
    let prose = document.prose.iter().map(|prose| (prose.place, prose.text.clone(), "prose"));
    let mut paragraphs: Vec<_> = headings.chain(prose).collect();
    paragraphs.sort_by_key(|(place, ..)| *place);
    let language = document.source.language.as_str();
    let dir = interface.direction(language);
    html! {
        @if !paragraphs.is_empty() || !document.front_matter.is_empty() {
            details.outside {
                summary { (interface.words.outside) }
                @if !document.front_matter.is_empty() {
                    dl {
                        @for (key, value) in &document.front_matter {
                            dt { code { (key) } }
                            dd.verbatim lang=(language) dir=(dir) { (visible(value)) }
                        }
                    }
                }
                div lang=(language) dir=(dir) {
                    @for (_, words, class) in &paragraphs { p class={ "verbatim " (class) } { (visible(words)) } }
                }
            }
        }
    }
}
