//! What a document holds outside its texts: front matter, headings, other paragraphs. Nothing is lost.

use super::interface::Interface;
use super::wording::visible;
use crate::emit::Document;
use maud::{Markup, html};

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
