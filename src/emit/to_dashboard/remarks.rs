//! Doubts and oddities of the table, the mandates and the decisions, each with a remedy. The program speaks English.

use super::board::Board;
use super::gaps::MANY;
use super::words::say;
use crate::emit::to_html::wording::visible;
use crate::mapping::Remark;
use crate::note::Severity;
use maud::{Markup, html};

/// The remarks.
pub fn remarks(board: &Board<'_>) -> Markup {
    let all = &board.mapping.remarks;
    let list = html! { ul.list { @for remark in all { (one(board, remark)) } } };
    html! {
        section.remarks #remarks aria-labelledby="remarks-title" {
            h2 #remarks-title { (say!(board, remark.title)) " " span.total { (board.number(all.len())) } }
            p.about { (say!(board, remark.about)) }
            @if all.is_empty() { p.empty { (say!(board, nothing)) } }
            @else if all.len() > MANY { details { summary { (say!(board, show_all)) } (list) } }
            @else { (list) }
        }
    }
}

fn one(board: &Board<'_>, remark: &Remark) -> Markup {
    let activity = remark.activity.as_deref().and_then(|id| board.index.activity(id));
    html! {
        li.warning[remark.severity != Severity::Info] {
            code { (remark.name.as_str()) } " "
            span lang="en" dir="ltr" { (visible(&remark.message)) }
            @if let Some(file) = &remark.file { " · " bdi { (visible(file)) } }
            @if let Some(row) = remark.row { " · " (say!(board, remark.row)) " " (row) }
            @if let Some(column) = &remark.column { " · " (say!(board, remark.column)) " " bdi { (visible(column)) } }
            @if let Some(cell) = &remark.cell { " · " q dir="auto" { (visible(cell)) } }
            @if let Some(activity) = activity { " · " (board.activity(activity)) }
            div.detail lang="en" dir="ltr" { (remark.help) }
        }
    }
}
