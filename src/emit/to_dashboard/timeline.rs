//! Activities against conferences on a scale of time: each as a bar while they are few, or how many run at a time where they are many.

use super::bars::{self, FILLS, share};
use super::board::{Board, STATUSES, rank};
use super::calendar::{Calendar, Span};
use super::conferences::{self, Met};
use super::facets::is_dated;
use super::words::{counted, say};
use crate::mapping::{Day, Status, When};
use maud::{Markup, html};

/// Up to so many activities are drawn one by one.
pub const MOST: usize = 60;

/// The height of the columns that count.
const HEIGHT: f64 = 140.0;

/// The time line.
pub fn timeline(board: &Board<'_>) -> Markup {
    let calendar = Calendar::of(board.mapping);
    html! {
        section.timeline #timeline aria-labelledby="timeline-title" {
            h2 #timeline-title { (say!(board, timeline.title)) }
            p.empty hidden[calendar.is_some()] data-empty="timeline" { (say!(board, timeline.none_shown)) }
            @if let Some(calendar) = &calendar { (drawn(board, calendar)) }
            (undated(board))
        }
    }
}

fn drawn(board: &Board<'_>, calendar: &Calendar) -> Markup {
    let met = conferences::met(board, calendar);
    let mut dated: Vec<(usize, Span)> = board
        .mapping
        .activities
        .iter()
        .enumerate()
        .filter_map(|(at, of)| Some((at, calendar.span(&of.activity)?)))
        .collect();
    dated.sort_by_key(|(at, span)| (span.from.or(span.to), *at));
    let is_dense = dated.len() > MOST;
    let shown: &[(usize, Span)] = if is_dense { &[] } else { &dated };
    html! {
        (conferences::lines(&met, calendar))
        div #each hidden[is_dense] {
            p.about { (say!(board, timeline.about)) " " (say!(board, timeline.open_end)) "." }
            (bars::statuses(board))
            div.scroll tabindex="0" role="region" aria-labelledby="timeline-title" {
                table.time {
                    thead {
                        tr {
                            th scope="col" { (say!(board, timeline.activity)) }
                            th scope="col" { (say!(board, timeline.dates)) }
                            td.drawn { (conferences::years(calendar)) }
                        }
                        (conferences::rows(board, &met, calendar))
                    }
                    tbody #bars {
                        tr.model hidden { (bar_row(board, calendar, None)) }
                        @for (at, span) in shown { tr data-a=(at) { (bar_row(board, calendar, Some((*at, *span)))) } }
                    }
                }
            }
        }
        div #dense hidden[!is_dense] {
            p.about { (say!(board, timeline.dense_about)) " " (say!(board, timeline.most)) (say!(board, colon).text) (board.number(MOST)) "." }
            (bars::statuses(board))
            (dense(board, calendar, &met, &dated))
        }
    }
}

/// A row: which activity, its status, its dates, its bar. Without one it is the model by which the script makes others.
fn bar_row(board: &Board<'_>, calendar: &Calendar, of: Option<(usize, Span)>) -> Markup {
    let activity = of.map(|(at, _)| &board.mapping.activities[at].activity);
    let status = activity.and_then(|activity| activity.status);
    let (word, letter) = board.status(status);
    html! {
        th scope="row" { @if let Some((at, _)) = of { (board.activity(at)) } }
        td.dates {
            abbr.letter aria-hidden="true" { (letter) } span.said { (word) } " "
            span.days { @if let Some(activity) = activity { (dates(activity.start.as_ref(), activity.end.as_ref())) } }
        }
        td.drawn {
            svg.line width="100%" height="22" aria-hidden="true" focusable="false" {
                use href="#conferences" {}
                @let (x, width, dash) = of.map_or((0.0, 0.0, None), |(_, span)| geometry(calendar, span));
                // What is done has ended, though nobody says when.
                @let dash = dash.filter(|_| status != Some(Status::Done));
                line.open x1=(share(dash.map_or(0.0, |dash| dash.0))) x2=(share(dash.map_or(0.0, |dash| dash.1))) y1="11" y2="11" {}
                rect.extent x=(share(x)) width=(share(width)) y="5" height="12" fill=(FILLS[rank(status)]) {}
                rect.start x=(share(x)) width="3" y="5" height="12" {}
            }
        }
    }
}

/// Where a bar begins, how long it is, and the dashes towards the end that is not given.
fn geometry(calendar: &Calendar, span: Span) -> (f64, f64, Option<(f64, f64)>) {
    let at = |days: i64| calendar.share(days);
    match (span.from, span.to) {
        (Some(from), Some(to)) => (at(from.min(to)), at((to - from).max(0)), None),
        (Some(from), None) => (at(from), 0.0, Some((at(from), 100.0))),
        (None, Some(to)) => (at(to), 0.0, Some((0.0, at(to)))),
        (None, None) => (0.0, 0.0, None),
    }
}

/// `2024-03-14`; `2024-03`, `2024-Q1` or `2024` where the day is not known, as the table takes them.
pub fn day(when: &When) -> String {
    let (from, to) = (when.from.to_string(), when.to.to_string());
    let is_month = from[..7] == to[..7] && from.ends_with("-01") && to[8..].parse().is_ok_and(|day: u8| day >= 28);
    match () {
        () if from == to => from,
        () if is_month => from[..7].to_owned(),
        () if from[..4] == to[..4] && from.ends_with("-01-01") && to.ends_with("-12-31") => from[..4].to_owned(),
        () => match quarter(when) {
            Some(quarter) => format!("{}-Q{quarter}", &from[..4]),
            None => format!("{from}/{to}"),
        },
    }
}

fn quarter(when: &When) -> Option<u8> {
    let year = when.from.year();
    let of = |quarter: u8| (Day::new(year, quarter * 3 - 2, 1), Day::end_of(year, quarter * 3));
    (1..=4).find(|quarter| of(*quarter) == (Some(when.from), Some(when.to)))
}

fn dates(start: Option<&When>, end: Option<&When>) -> String {
    let word = |when: Option<&When>| when.map(day).unwrap_or_default();
    if start.map(day) == end.map(day) { word(start) } else { format!("{} – {}", word(start), word(end)) }
}

/// How many run at a time, by status: as columns, and in figures.
fn dense(board: &Board<'_>, calendar: &Calendar, met: &[Met<'_>], dated: &[(usize, Span)]) -> Markup {
    let mut counts = vec![[0usize; 4]; calendar.stretches.len()];
    for (at, span) in dated {
        let (first, last) = calendar.running(*span);
        let status = rank(board.mapping.activities[*at].activity.status);
        counts[first..=last].iter_mut().for_each(|of| of[status] += 1);
    }
    let most = counts.iter().map(|of| of.iter().sum()).max().unwrap_or(0).max(1);
    let ends = calendar.stretches.iter().skip(1).map(|day| calendar.since(*day)).chain([calendar.days()]);
    let columns: Vec<(i64, i64)> = calendar.stretches.iter().map(|day| calendar.since(*day)).zip(ends).collect();
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby="timeline-title" {
            table.time {
                thead {
                    tr { th scope="col" colspan="2" { (say!(board, timeline.conferences)) } td.drawn { (conferences::years(calendar)) } }
                    (conferences::rows(board, met, calendar))
                }
                tbody { tr {
                    th scope="row" colspan="2" {
                        (say!(board, timeline.running)) br;
                        span.peak { "↑ " (counted("peak", most, board.words())) }
                    }
                    td.drawn {
                        svg.line #columns width="100%" height=(HEIGHT) role="img" aria-labelledby="columns-title" aria-describedby="columns-about" {
                            title #columns-title data-w="timeline.running" { (say!(board, timeline.running).text) }
                            desc #columns-about data-w="timeline.dense_about" { (say!(board, timeline.dense_about).text) }
                            use href="#conferences" {}
                            @for ((from, to), by) in columns.iter().zip(&counts) {
                                @let (x, width) = (share(calendar.share(*from)), share(calendar.share(to - from) * 0.88));
                                g {
                                    @for (y, height, fill) in stacked(by, most) {
                                        rect x=(x) width=(width) y=(format!("{y:.2}")) height=(format!("{height:.2}")) fill=(fill) {}
                                    }
                                }
                            }
                        }
                    }
                } }
            }
        }
        details {
            summary { (say!(board, timeline.running)) }
            div.scroll tabindex="0" role="region" aria-labelledby="timeline-title" { table.counts.narrow #running {
                thead { tr {
                    th scope="col" { (say!(board, timeline.from)) }
                    @for status in STATUSES { th.figure scope="col" { (board.status(status).0) } }
                } }
                tbody {
                    @for (day, by) in calendar.stretches.iter().zip(&counts) {
                        tr { th scope="row" { (day.to_string()) } @for count in by { td.figure { (board.number(count)) } } }
                    }
                }
            } }
        }
    }
}

/// Counts as parts of a column that grows from below: top, height and fill of each.
fn stacked(by: &[usize; 4], most: usize) -> impl Iterator<Item = (f64, f64, &'static str)> {
    by.iter().zip(FILLS).scan(HEIGHT, move |top, (count, fill)| {
        let height = *count as f64 * HEIGHT / most as f64;
        *top -= height;
        Some((*top, height, fill))
    })
}

fn undated(board: &Board<'_>) -> Markup {
    let of: Vec<usize> = board
        .mapping
        .activities
        .iter()
        .enumerate()
        .filter(|(_, of)| !is_dated(&of.activity))
        .map(|(at, _)| at)
        .collect();
    html! {
        div.undated {
            h3 { (say!(board, timeline.undated)) " " span.total { (counted("undated", of.len(), board.words())) } }
            @if of.len() > super::gaps::MANY { details { summary { (say!(board, show_all)) } (list(board, &of)) } }
            @else { (list(board, &of)) }
            p.empty hidden[!of.is_empty()] data-empty="undated" { (say!(board, nothing)) }
        }
    }
}

fn list(board: &Board<'_>, of: &[usize]) -> Markup {
    html! {
        ul.list data-list="undated" { @for at in of { li data-a=(at) { (board.activity(*at)) } } }
    }
}
