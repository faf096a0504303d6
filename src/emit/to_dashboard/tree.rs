//! The clauses in force, text by text and section by section, each with the activities that answer it and what ties them.

use super::board::Board;
use super::links;
use super::names::Named;
use super::words::{anchor, counted, say};
use crate::emit::to_html::wording::{first, visible};
use crate::segment::outline::Part;
use maud::{Markup, html};
use std::ops::Range;

/// The tree.
pub fn tree(board: &Board<'_>) -> Markup {
    let is_short = !board.is_long();
    // The sections of each text, by their numbers through all texts.
    let sections = board.mapping.texts.iter().scan(0, |at, text| {
        let first = *at;
        *at += text.sections.len();
        Some(first..*at)
    });
    html! {
        section.tree #clauses aria-labelledby="clauses-title" {
            h2 #clauses-title { (say!(board, tree.title)) }
            @if board.mapping.texts.is_empty() { p.empty { (say!(board, tree.no_texts)) } }
            p.empty hidden data-empty="tree" { (say!(board, tree.none_shown)) }
            @for (number, of_text) in sections.enumerate() { (text(board, number, of_text, is_short)) }
        }
    }
}

fn text(board: &Board<'_>, at: usize, sections: Range<usize>, is_open: bool) -> Markup {
    let text = &board.mapping.texts[at];
    let of = board.mapping.coverage.by_text.iter().find(|of| of.text == text.id);
    let (answered, clauses) = of.map_or((0, 0), |of| (of.answered, of.clauses));
    let words = board.words();
    let of_part =
        |part: Part| sections.clone().filter(move |section| board.index.sections[*section].section.part == part);
    let preamble: Vec<usize> = of_part(Part::Preamble).collect();
    html! {
        details.text id={ "t/" (anchor(&text.id)) } data-t=(at) data-wait=[(!is_open).then_some("")] open[is_open] {
            summary {
                h3 {
                    (board.text_name(at)) " " span.version {
                        @match &text.printed {
                            Some(printed) => bdi lang=(text.language) dir=(text.direction) { "(" (visible(printed)) ")" },
                            None => { "(" (board.version(&text.id, &text.version)) ")" },
                        }
                    }
                }
                span.share { (counted(&format!("text.{at}.answered"), answered, words)) " / " (counted(&format!("text.{at}.clauses"), clauses, words)) }
                @if let Some(title) = &text.title { span.title lang=(text.language) dir=(text.direction) { (visible(title)) } }
            }
            p.history {
                code { (visible(&text.id)) } " · " (say!(board, versions)) (say!(board, colon).text)
                @for (at, version) in text.versions.iter().enumerate() { @if at > 0 { " → " } (board.version(&text.id, version)) }
            }
            (whole(board, &board.index.of_text[at], true))
            @if !preamble.is_empty() {
                details.preamble {
                    summary { (say!(board, tree.preamble)) }
                    @for section in preamble { (self::section(board, section)) }
                }
            }
            @for section in of_part(Part::Operative) { (self::section(board, section)) }
        }
    }
}

fn section(board: &Board<'_>, at: usize) -> Markup {
    let place = &board.index.sections[at];
    let text = &board.mapping.texts[place.text];
    // A head that is there is the text's; words in its place are the page's.
    let (language, direction) =
        (text.language.as_str(), if place.section.head.is_some() { text.direction.as_str() } else { "auto" });
    html! {
        section.section id=(section_anchor(board, at)) data-s=(at) {
            h4 lang=[place.section.head.as_ref().map(|_| language)] dir=(direction) { (head(board, at)) }
            (whole(board, &board.index.of_section[at], false))
            ul.clauses {
                @for clause in place.first..place.first + place.section.clauses.len() { (self::clause(board, clause)) }
            }
        }
    }
}

fn clause(board: &Board<'_>, at: usize) -> Markup {
    let place = &board.index.clauses[at];
    let clause = place.clause;
    let text = &board.mapping.texts[place.text];
    let is_counted = board.index.sections[place.section].is_operative();
    let charged = clause.addressees.iter().map(|id| html! { (board.name(Named::Addressee, id)) });
    html! {
        li.clause.answered[clause.answered] id=(board.index.clause_anchor(board.mapping, at)) data-c=(at) data-depth=(clause.depth.min(4)) {
            p.words lang=(text.language) dir=(text.direction) {
                @if let Some(label) = clause.path.last() { b.label { (visible(label)) } " " }
                (visible(&clause.words))
            }
            p.facts {
                @if is_counted {
                    span.state.yes { (say!(board, tree.answered)) }
                    span.state.no { (say!(board, tree.unanswered)) }
                    " "
                }
                code { (visible(&clause.id)) }
                @if !clause.addressees.is_empty() { " · " (say!(board, tree.charged)) (say!(board, colon).text) (board.list(charged)) }
                @if is_counted && clause.answered && clause.links.is_empty() { span.within { " · " (say!(board, tree.within)) } }
            }
            (ties(board, &clause.links))
        }
    }
}

/// Activities, each with what ties it.
fn ties(board: &Board<'_>, of: &[usize]) -> Markup {
    html! {
        @if !of.is_empty() {
            ul.links {
                @for link in of {
                    @if let Some(place) = board.index.links.get(*link).copied().flatten() {
                        li data-l=(link) { (board.activity(place.activity)) " " (links::rests_on(board, &board.mapping.links[*link])) }
                    }
                }
            }
        }
    }
}

/// What answers a text or a section as a whole.
fn whole(board: &Board<'_>, of: &[usize], is_text: bool) -> Markup {
    html! {
        @if !of.is_empty() {
            div.whole {
                p { @if is_text { (say!(board, tree.whole_text)) } @else { (say!(board, tree.whole_section)) } (say!(board, colon).text) }
                (ties(board, of))
            }
        }
    }
}

/// The place of a section on the page.
pub fn section_anchor(board: &Board<'_>, at: usize) -> String {
    let place = &board.index.sections[at];
    anchor(&format!("{}/{}", board.mapping.texts[place.text].id, place.section.id))
}

/// The head of a section.
pub fn head(board: &Board<'_>, at: usize) -> Markup {
    const SHOWN: usize = 160;
    let place = &board.index.sections[at];
    let text = &board.mapping.texts[place.text];
    html! {
        @match &place.section.head {
            Some(head) => bdi.head lang=(text.language) dir=(text.direction) { (visible(&first(head, SHOWN))) },
            None => { (say!(board, tree.no_head)) " " code { (visible(&place.section.id)) } },
        }
    }
}
