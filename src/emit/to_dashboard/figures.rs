//! The figures on top: how much is answered, by how many activities, and what is missing.

use super::bars;
use super::board::{Board, STATUSES, rank};
use super::words::{counted, say};
use crate::mapping::StatusCounts;
use maud::{Markup, html};

/// The figures.
pub fn figures(board: &Board<'_>) -> Markup {
    let words = board.words();
    let mapping = board.mapping;
    let clauses: usize = mapping.coverage.by_text.iter().map(|of| of.clauses).sum();
    let answered: usize = mapping.coverage.by_text.iter().map(|of| of.answered).sum();
    let by = by_status(board);
    let small = [
        ("unresourced", mapping.gaps.unresourced.len(), say!(board, figure.unresourced)),
        ("review", super::review::items(board).len(), say!(board, figure.review)),
        ("loose", mapping.gaps.without_clause.len(), say!(board, figure.loose)),
        ("suggestions", mapping.suggestions.len(), say!(board, figure.suggestions)),
    ];
    html! {
        section.figures aria-labelledby="figures-title" {
            h2.said #figures-title { (say!(board, figure.title)) }
            div.great {
                p.figure {
                    span.value { (counted("answered", answered, words)) span.of { " / " (counted("clauses", clauses, words)) } }
                    " " span.of-what { (say!(board, figure.answered)) }
                }
                div #bar-answered { (bars::answered(answered, clauses)) }
                p.parts {
                    (counted("answered", answered, words)) " " (say!(board, coverage.answered)) " · "
                    a href="#gap-unanswered" { (counted("unanswered", clauses - answered, words)) " " (say!(board, figure.unanswered)) }
                }
            }
            div.great {
                p.figure {
                    span.value { (counted("activities", mapping.activities.len(), words)) span.of { " / " (board.number(mapping.activities.len())) } }
                    " " span.of-what { (say!(board, figure.activities)) }
                }
                div #bar-activities { (bars::by_status(&by, mapping.activities.len())) }
                ul.legend {
                    @for ((status, fill), count) in STATUSES.into_iter().zip(bars::FILLS).zip(bars::counts(&by)) {
                        li {
                            (bars::swatch(fill)) (counted(&format!("by.{}", rank(status)), count, words)) " " (board.status(status).0)
                        }
                    }
                }
            }
            ul.small {
                @for (name, count, label) in small {
                    li { a href={ "#" (if name == "suggestions" { "suggestions".to_owned() } else { format!("gap-{name}") }) } {
                        span.value { (counted(name, count, words)) } " " span.of-what { (label) }
                    } }
                }
            }
        }
    }
}

/// All activities by status, those that answer nothing too.
fn by_status(board: &Board<'_>) -> StatusCounts {
    let mut counts = [0; 4];
    for of in &board.mapping.activities {
        counts[rank(of.activity.status)] += 1;
    }
    let [done, under_way, planned, unknown] = counts;
    StatusCounts { planned, under_way, done, unknown }
}
