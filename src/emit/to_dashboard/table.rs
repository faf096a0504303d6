//! The correspondence table: each activity in a row, with everything that it answers. A row is the place to which an activity's id leads.

use super::board::{Board, rank};
use super::filters::region_name;
use super::links;
use super::timeline::day;
use super::words::{Label, counted, say};
use crate::emit::to_html::wording::visible;
use crate::mapping::{MappedActivity, When};
use maud::{Markup, html};

/// So many rows are shown at once; the script shows more when it is asked, and all are there without it.
pub const AT_ONCE: usize = 100;

/// The table.
pub fn table(board: &Board<'_>) -> Markup {
    let all = board.mapping.activities.len();
    html! {
        section.correspondence #table aria-labelledby="table-title" {
            h2 #table-title {
                (say!(board, table.title)) " " span.total { (counted("activities", all, board.words())) " / " (board.number(all)) }
            }
            p.about { (say!(board, table.about)) }
            div.scroll tabindex="0" role="region" aria-labelledby="table-title" {
                table.activities {
                    thead { tr {
                        (column("id", say!(board, table.activity)))
                        (column("links", say!(board, table.answers)))
                        (column("status", say!(board, table.status)))
                        (column("start", say!(board, table.start)))
                        (column("end", say!(board, table.end)))
                        (column("budget", say!(board, table.budget)))
                        (column("region", say!(board, table.region)))
                        (column("office", say!(board, table.office)))
                    } }
                    tbody #rows {
                        @for (at, of) in board.mapping.activities.iter().enumerate() { (row(board, at, of)) }
                    }
                }
            }
            p.empty hidden[all > 0] data-empty="table" { (say!(board, table.none_shown)) }
            p #more hidden { button type="button" { (say!(board, show_all)) } }
        }
    }
}

/// The heading of a column; the script makes it a button.
fn column(name: &str, label: Label<'_>) -> Markup {
    html! { th scope="col" data-sort=(name) { (label) } }
}

fn row(board: &Board<'_>, at: usize, of: &MappedActivity) -> Markup {
    let activity = &of.activity;
    let (lang, dir) = board.tongue_of(activity.language.as_deref());
    let (word, letter) = board.status(activity.status);
    let known = board.facets.regions_of(activity);
    let regions = known
        .into_iter()
        .filter_map(|region| board.facets.regions.get(region))
        .map(|region| region_name(board, region));
    html! {
        tr.rest[at >= AT_ONCE] id=(board.index.anchor(at)) {
            th scope="row" {
                code.s { (visible(&activity.id)) } " "
                span.s.title lang=[lang] dir=(dir) { (visible(&activity.title)) }
                @if !activity.description.trim().is_empty() { p.s.description lang=[lang] dir=(dir) { (visible(&activity.description)) } }
                @if !activity.partners.is_empty() {
                    p.description { (say!(board, table.partners)) (say!(board, colon).text)
                        (board.list(activity.partners.iter().map(|partner| Board::own(partner)))) }
                }
            }
            td {
                @if board.index.of_activity[at].is_empty() {
                    @if let Some(mandates) = &activity.mandates { q dir="auto" { (visible(mandates)) } br; }
                    em { (say!(board, table.nothing_answered)) }
                } @else {
                    ul { @for link in &board.index.of_activity[at] {
                        li { (links::target(board, *link)) " " small { (links::basis(board, board.mapping.links[*link].basis)) }
                            @if let Some(printed) = &board.mapping.links[*link].reason.printed { " " q dir="auto" { (visible(printed)) } }
                        }
                    } }
                }
            }
            td { span class={ "badge status-" (rank(activity.status)) } { abbr aria-hidden="true" { (letter) } " " (word) } }
            td.day { (when(activity.start.as_ref())) }
            td.day { (when(activity.end.as_ref())) }
            td.figure { @if let Some(budget) = &activity.budget { (board.money(budget)) } @else { "–" } }
            td { (board.list(regions)) }
            td {
                @if let Some(office) = &activity.office { bdi { (visible(office)) } }
                @if let Some(unit) = &activity.unit { " " small.unit { bdi { (visible(unit)) } } }
            }
        }
    }
}

fn when(when: Option<&When>) -> Markup {
    html! { @match when { Some(when) => (day(when)), None => "–" } }
}
