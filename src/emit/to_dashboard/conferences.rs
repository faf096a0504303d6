//! The conferences of the bodies whose texts are at hand, on the scale of time: a line for each, and a row of names for each body.

use super::bars::share;
use super::board::Board;
use super::calendar::Calendar;
use super::names::Named;
use crate::mapping::Day;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// How many ways of drawing a line there are; bodies beyond take them again.
const LINES: usize = 4;

/// The conferences of a body that stand on the scale.
pub struct Met<'b> {
    pub body: &'b str,
    /// Id and last day.
    days: Vec<(String, Day)>,
}

/// By body.
pub fn met<'b>(board: &Board<'b>, calendar: &Calendar) -> Vec<Met<'b>> {
    let bodies: BTreeSet<&str> = board.mapping.texts.iter().filter_map(|text| text.body.as_deref()).collect();
    let of_body = |body: &'b str| {
        let known = board.lexicon.body(body)?;
        let days = known.conferences.iter().map(|met| {
            let day = met.closes.as_deref().and_then(Day::parse).unwrap_or(Day::last_of(met.year));
            (format!("{}-{}", met.place, met.year), day)
        });
        Some(Met { body, days: days.filter(|(_, day)| calendar.holds(*day)).collect() })
    };
    bodies.into_iter().filter_map(of_body).filter(|met| !met.days.is_empty()).collect()
}

/// The lines, to be used by each row.
pub fn lines(met: &[Met<'_>], calendar: &Calendar) -> Markup {
    html! {
        svg.defs width="0" height="0" aria-hidden="true" focusable="false" {
            defs {
                g id="conferences" {
                    @for year in calendar.years() {
                        @let x = share(calendar.share(calendar.since(Day::first_of(year))));
                        line.year x1=(x) x2=(x) y1="0" y2="100%" {}
                    }
                    @for (number, of) in met.iter().enumerate() {
                        @for (_, day) in &of.days {
                            @let x = share(calendar.share(calendar.since(*day)));
                            line class={ "met met-" (number % LINES) } x1=(x) x2=(x) y1="0" y2="100%" {}
                        }
                    }
                }
            }
        }
    }
}

/// A row of names for each body.
pub fn rows(board: &Board<'_>, met: &[Met<'_>], calendar: &Calendar) -> Markup {
    html! {
        @for (number, of) in met.iter().enumerate() {
            tr.body {
                th scope="row" colspan="2" { (board.name(Named::Body, of.body)) }
                td.drawn {
                    svg.line width="100%" height="20" role="img" aria-label=(spoken(board, of)) {
                        @for (id, day) in &of.days {
                            @let at = calendar.share(calendar.since(*day));
                            @let label = board.name(Named::Conference, &format!("{}@{id}", of.body));
                            line class={ "met met-" (number % LINES) } x1=(share(at)) x2=(share(at)) y1="0" y2="100%" {}
                            @if at > 80.0 { text x=(share(at)) dx="-4" y="14" text-anchor="end" data-w=(label.key) { (label.text) } }
                            @else { text x=(share(at)) dx="4" y="14" data-w=(label.key) { (label.text) } }
                        }
                    }
                }
            }
        }
    }
}

/// What the row shows, for who cannot see it: places, years and days.
fn spoken(board: &Board<'_>, met: &Met<'_>) -> String {
    let of = |(id, day): &(String, Day)| {
        format!("{} {day}", board.name(Named::Conference, &format!("{}@{id}", met.body)).text)
    };
    met.days.iter().map(of).collect::<Vec<_>>().join("; ")
}

/// The years below the scale.
pub fn years(calendar: &Calendar) -> Markup {
    html! {
        svg.line.years width="100%" height="18" aria-hidden="true" focusable="false" {
            @for year in calendar.years() {
                @let x = share(calendar.share(calendar.since(Day::first_of(year))));
                line.year x1=(x) x2=(x) y1="0" y2="100%" {}
                text x=(x) dx="3" y="13" { (year) }
            }
        }
    }
}
