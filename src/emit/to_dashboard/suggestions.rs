//! What may be meant and does not count: by activity, the likeliest first, each with why.

use super::board::Board;
use super::decide;
use super::gaps::MANY;
use super::links::by;
use super::names::Named;
use super::words::{anchor, counted, say};
use crate::emit::to_html::wording::{first, visible};
use crate::mapping::{Reason, Suggestion};
use maud::{Markup, html};

/// The suggestions.
pub fn suggestions(board: &Board<'_>) -> Markup {
    let all = &board.mapping.suggestions;
    let numbered: Vec<(usize, &Suggestion)> = all.iter().enumerate().collect();
    let list = html! {
        ul.list data-list="suggestions" {
            @for group in numbered.chunk_by(|(_, one), (_, other)| one.activity == other.activity) {
                @let id = &group[0].1.activity;
                li.group {
                    @match board.index.activity(id) { Some(activity) => (board.activity(activity)), None => bdi { (visible(id)) } }
                    ul { @for (at, of) in group { (one(board, *at, of)) } }
                }
            }
        }
    };
    html! {
        section.suggestions #suggestions aria-labelledby="suggestions-title" {
            h2 #suggestions-title { (say!(board, suggestion.title)) " " span.total { (counted("suggestions", all.len(), board.words())) } }
            p.about { (say!(board, suggestion.about)) }
            @if all.len() > MANY { details data-wait="" { summary { (say!(board, show_all)) } (list) } } @else { (list) }
            p.empty hidden[!all.is_empty()] data-empty="suggestions" { (say!(board, suggestion.none_shown)) }
        }
    }
}

fn one(board: &Board<'_>, at: usize, of: &Suggestion) -> Markup {
    const SHOWN: usize = 110;
    let place = of.target.clause.as_deref().and_then(|clause| board.index.clause(&of.target.text, clause));
    html! {
        li data-g=(at) {
            (clause(board, at)) " "
            span.badge { (say!(board, suggestion.likelihood)) (say!(board, colon).text) (board.percent(of.score)) }
            @if let Some(place) = place {
                @let text = &board.mapping.texts[board.index.clauses[place].text];
                p.words lang=(text.language) dir=(text.direction) { (visible(&first(&board.index.clauses[place].clause.words, SHOWN))) }
            }
            (reason(board, &of.reason))
            @if let Some(decision) = &of.stale_decision {
                div.detail { strong { (say!(board, suggestion.stale)) } (say!(board, colon).text) (by(board, decision)) }
            }
            (decide::form(board, &of.activity, &of.target))
        }
    }
}

fn reason(board: &Board<'_>, reason: &Reason) -> Markup {
    let words = reason.words.join(&board.words().list_comma);
    let charged = reason.addressees.iter().map(|id| html! { (board.name(Named::Addressee, id)) });
    let regions = reason.regions.iter().map(|id| html! { (board.name(Named::Region, id)) });
    html! {
        @if reason.printed.is_some() || !reason.assumed.is_empty() {
            div.detail {
                @if let Some(printed) = &reason.printed { q dir="auto" { (visible(printed)) } " " }
                @for assumed in &reason.assumed { em { (super::links::assumed(board, *assumed)) } " " }
            }
        }
        div.detail {
            @if !words.is_empty() { (say!(board, suggestion.shared)) (say!(board, colon).text) bdi { (visible(&words)) } }
            @if !reason.addressees.is_empty() { " · " (say!(board, suggestion.unit)) (say!(board, colon).text) (board.list(charged)) }
            @if !reason.regions.is_empty() { " · " (say!(board, suggestion.region)) (say!(board, colon).text) (board.list(regions)) }
            @match reason.in_time {
                Some(false) => { " · " (say!(board, suggestion.out_of_time)) },
                Some(true) | None => {},
            }
        }
    }
}

/// The clause that is suggested, leading to its place.
pub fn clause(board: &Board<'_>, at: usize) -> Markup {
    let target = &board.mapping.suggestions[at].target;
    match target.clause.as_deref().and_then(|clause| board.index.clause(&target.text, clause)) {
        Some(place) => board.clause(place),
        None => html! { code { (anchor(&target.to_string())) } },
    }
}
