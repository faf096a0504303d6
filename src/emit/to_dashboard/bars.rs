//! Bars of counts, drawn as SVG: what each part is stands in a pattern as well as in a colour, and in figures beside the bar.

use super::board::{Board, STATUSES};
use super::words::say;
use crate::mapping::StatusCounts;
use maud::{Markup, html};

/// The fill of each status, in the order in which they are counted.
pub const FILLS: [&str; 4] = ["url(#fill-done)", "url(#fill-now)", "url(#fill-planned)", "url(#fill-unknown)"];

/// The patterns, once for all bars of the page.
pub fn patterns() -> Markup {
    html! {
        svg.defs width="0" height="0" aria-hidden="true" focusable="false" {
            defs {
                pattern id="fill-done" width="8" height="8" patternUnits="userSpaceOnUse" { rect.done width="8" height="8" {} }
                pattern id="fill-now" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    rect.now-ground width="6" height="6" {}
                    rect.now width="3" height="6" {}
                }
                pattern id="fill-planned" width="5" height="5" patternUnits="userSpaceOnUse" {
                    rect.planned-ground width="5" height="5" {}
                    circle.planned cx="2.5" cy="2.5" r="1.1" {}
                }
                pattern id="fill-unknown" width="5" height="5" patternUnits="userSpaceOnUse" {
                    rect.unknown-ground width="5" height="5" {}
                    path.unknown d="M0 0L5 5M5 0L0 5" {}
                }
                pattern id="fill-open" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)" {
                    rect.open-ground width="6" height="6" {}
                    rect.open width="1" height="6" {}
                }
            }
        }
    }
}

/// The counts of a tally, in order.
pub fn counts(by: &StatusCounts) -> [usize; 4] {
    [by.done, by.under_way, by.planned, by.unknown]
}

/// Parts of a whole, as wide as they are many. The figures stand beside it.
pub fn bar(parts: &[(usize, &str)], whole: usize, class: &str) -> Markup {
    let width = |count: usize| if whole == 0 { 0.0 } else { count as f64 * 100.0 / whole as f64 };
    let placed = parts.iter().scan(0.0, |before, (count, fill)| {
        let x = *before;
        *before += width(*count);
        Some((x, width(*count), *fill))
    });
    html! {
        svg class={ "bar " (class) } width="100%" height="14" aria-hidden="true" focusable="false" {
            @for (x, own, fill) in placed { rect x=(share(x)) y="1" width=(share(own)) height="12" fill=(fill) {} }
        }
    }
}

/// Answered and unanswered.
pub fn answered(answered: usize, all: usize) -> Markup {
    bar(&[(answered, "url(#fill-done)"), (all.saturating_sub(answered), "url(#fill-open)")], all, "answered")
}

/// By status, against the greatest of the rows.
pub fn by_status(by: &StatusCounts, most: usize) -> Markup {
    let counts = counts(by);
    let parts: Vec<(usize, &str)> = counts.into_iter().zip(FILLS).collect();
    bar(&parts, most, "by-status")
}

/// A share of the width, as SVG takes it.
pub fn share(hundredths: f64) -> String {
    format!("{:.2}%", hundredths)
}

/// What the patterns mean.
pub fn legend(board: &Board<'_>) -> Markup {
    html! {
        ul.legend {
            li { (swatch("url(#fill-done)")) (say!(board, coverage.answered)) }
            li { (swatch("url(#fill-open)")) (say!(board, coverage.unanswered)) }
        }
        (statuses(board))
    }
}

/// What the patterns of the statuses mean.
pub fn statuses(board: &Board<'_>) -> Markup {
    html! {
        ul.legend {
            @for (status, fill) in STATUSES.into_iter().zip(FILLS) {
                @let (word, letter) = board.status(status);
                li { (swatch(fill)) abbr { (letter) } " " (word) }
            }
        }
    }
}

pub fn swatch(fill: &str) -> Markup {
    html! { svg.swatch width="24" height="12" aria-hidden="true" focusable="false" { rect x="0.5" y="0.5" width="23" height="11" fill=(fill) {} } " " }
}
