//! What is missing, before anything else: clauses that nobody answers, plans without resources, mandates that changed, and activities
//! that answer no clause.
//!
//! Every operative clause and every activity stands in its list, hidden where it is no gap: with a filter it may become one.

use super::board::Board;
use super::review;
use super::words::{Label, counted, say};
use crate::emit::to_html::wording::{first, visible};
use crate::mapping::Status;
use maud::{Markup, html};
use std::collections::HashMap;

/// From here on a list is folded up when the page opens.
pub const MANY: usize = 120;

/// The gaps.
pub fn gaps(board: &Board<'_>) -> Markup {
    let gaps = &board.mapping.gaps;
    let unanswered: usize = gaps.unanswered.len();
    html! {
        section.gaps #gaps aria-labelledby="gaps-title" {
            h2 #gaps-title { (say!(board, gap.title)) }
            (part(board, "unanswered", unanswered, say!(board, gap.unanswered), say!(board, gap.unanswered_about), &self::unanswered(board)))
            (part(board, "unresourced", gaps.unresourced.len(), say!(board, gap.unresourced), say!(board, gap.unresourced_about), &unresourced(board)))
            (part(board, "review", review::items(board).len(), say!(board, gap.review), say!(board, gap.review_about), &review::list(board)))
            (part(board, "loose", gaps.without_clause.len(), say!(board, gap.loose), say!(board, gap.loose_about), &loose(board)))
        }
    }
}

fn part(board: &Board<'_>, name: &str, count: usize, title: Label<'_>, about: Label<'_>, list: &Markup) -> Markup {
    html! {
        section.gap id={ "gap-" (name) } {
            h3 { (title) " " span.total { (counted(name, count, board.words())) } }
            p.about { (about) }
            (list)
            p.empty hidden[count > 0] data-empty=(name) { (say!(board, nothing)) }
        }
    }
}

/// By text; of each clause its head, its label and the beginning of its words.
fn unanswered(board: &Board<'_>) -> Markup {
    const SHOWN: usize = 150;
    let words = board.words();
    let open: Vec<usize> = board
        .mapping
        .texts
        .iter()
        .map(|text| {
            board.mapping.coverage.by_text.iter().find(|of| of.text == text.id).map_or(0, |of| of.clauses - of.answered)
        })
        .collect();
    // Under a filter each of them may be open.
    let is_short = !board.is_long();
    let mut by_text: Vec<Vec<usize>> = vec![Vec::new(); board.mapping.texts.len()];
    for (at, place) in board.index.clauses.iter().enumerate() {
        if board.index.sections[place.section].is_operative() {
            by_text[place.text].push(at);
        }
    }
    html! {
        @for (text, clauses) in by_text.iter().enumerate() {
            @let of = &board.mapping.texts[text];
            details.of-text data-t=(text) data-wait=[(!is_short).then_some("")] open[is_short] hidden[open[text] == 0] {
                summary { strong { (board.text_name(text)) } " " span.total { (counted(&format!("open.{text}"), open[text], words)) } }
                ul.list lang=(of.language) dir=(of.direction) {
                    @for at in clauses {
                        @let clause = board.index.clauses[*at].clause;
                        li data-c=(at) hidden[clause.answered] {
                            a href={ "#" (board.index.clause_anchor(board.mapping, *at)) } { (board.clause_in_text(*at)) } " "
                            (visible(&first(&clause.words, SHOWN)))
                        }
                    }
                }
            }
        }
    }
}

fn unresourced(board: &Board<'_>) -> Markup {
    let activities = board.mapping.activities.iter().enumerate();
    let is_gap: HashMap<&str, ()> = board.mapping.gaps.unresourced.iter().map(|id| (id.as_str(), ())).collect();
    html! {
        ul.list data-list="unresourced" {
            @for (at, of) in activities.filter(|(_, of)| is_gap.contains_key(of.activity.id.as_str())) {
                li data-a=(at) {
                    (board.activity(at))
                    @if of.activity.status == Some(Status::Planned) {
                        @for link in &board.index.of_activity[at] { " · " (super::links::target(board, *link)) }
                    }
                }
            }
        }
    }
}

/// Activities that answer no clause whatever is filtered.
fn loose(board: &Board<'_>) -> Markup {
    let mut suggested: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, suggestion) in board.mapping.suggestions.iter().enumerate() {
        suggested.entry(&suggestion.activity).or_default().push(at);
    }
    html! {
        ul.list data-list="loose" {
            @for gap in &board.mapping.gaps.without_clause {
                @if let Some(at) = board.index.activity(&gap.activity) {
                    li data-a=(at) {
                        (board.activity(at))
                        @let activity = &board.mapping.activities[at].activity;
                        @if let Some(mandates) = &activity.mandates {
                            div.detail { (say!(board, gap.named)) (say!(board, colon).text) q dir="auto" { (visible(mandates)) } }
                        }
                        @if !gap.texts.is_empty() {
                            div.detail {
                                (say!(board, gap.answers_whole)) (say!(board, colon).text)
                                (board.list(board.index.of_activity[at].iter().map(|link| super::links::target(board, *link))))
                            }
                        }
                        @if let Some(suggestions) = suggested.get(gap.activity.as_str()) {
                            div.detail {
                                (say!(board, gap.suggested)) (say!(board, colon).text)
                                (board.list(suggestions.iter().map(|one| super::suggestions::clause(board, *one))))
                            }
                        }
                    }
                }
            }
        }
    }
}
