//! The panel of filters. It needs the script, which shows it; without it the panel says so, and everything is shown.

use super::board::{Board, STATUSES};
use super::names::Named;
use super::words::{Label, counted, plain, say};
use crate::emit::to_html::wording::visible;
use crate::mapping::PeriodKey;
use maud::{Markup, html};

/// A choice of a facet.
struct Choice {
    /// By which the address of a view names it; it does not change with the language.
    value: String,
    label: Markup,
}

/// The panel.
pub fn filters(board: &Board<'_>) -> Markup {
    html! {
        aside.filters #filters aria-labelledby="filters-title" {
            details #fold open { summary { h2 #filters-title { (say!(board, filter.title)) } }
            p.needs-script #needs-script { (say!(board, filter.needs_script)) }
            form #panel hidden {
                p.search {
                    label for="search" { (say!(board, filter.search)) }
                    input #search type="search" autocomplete="off" spellcheck="false" aria-describedby="search-about";
                    small #search-about { (say!(board, filter.search_about)) }
                }
                p.shown {
                    output #announced aria-live="polite" {}
                    button #reset type="button" { (say!(board, filter.reset)) }
                }
                (facet(board, "resolution", say!(board, filter.resolution), resolutions(board), true))
                (facet(board, "status", say!(board, filter.status), statuses(board), true))
                (facet(board, "addressee", say!(board, filter.addressee), addressees(board), false))
                (facet(board, "region", say!(board, filter.region), regions(board), false))
                (facet(board, "office", say!(board, filter.office), offices(board), false))
                (facet(board, "period", say!(board, filter.period), periods(board), false))
                details.meaning {
                    summary { (say!(board, filter.meaning)) }
                    p { (say!(board, filter.meaning_activities)) }
                    p { (say!(board, filter.meaning_clauses)) }
                    p { (say!(board, filter.meaning_search)) }
                    p { (say!(board, filter.meaning_suggestions)) }
                }
            } }
        }
    }
}

/// What is filtered, for who reads the page on paper; the script writes it.
pub fn in_force(board: &Board<'_>) -> Markup {
    html! {
        p.in-force #in-force {
            (say!(board, filter.active)) (say!(board, colon).text) span #in-force-list { (say!(board, filter.inactive)) }
        }
    }
}

fn facet(board: &Board<'_>, name: &str, title: Label<'_>, choices: Vec<Choice>, is_open: bool) -> Markup {
    let words = board.words();
    html! {
        details.facet data-facet=(name) open[is_open] {
            summary { (title) " " span.chosen {} }
            fieldset {
                legend.said { (title) }
                @for (at, choice) in choices.iter().enumerate() {
                    div {
                        input type="checkbox" id={ "f-" (name) "-" (at) } name=(name) value=(choice.value);
                        label for={ "f-" (name) "-" (at) } { (choice.label) }
                        span.count { (counted(&format!("{name}.{at}"), 0, words)) }
                    }
                }
            }
        }
    }
}

fn label(label: Label<'_>) -> Markup {
    html! { (label) }
}

fn resolutions(board: &Board<'_>) -> Vec<Choice> {
    let texts = board.mapping.texts.iter().enumerate();
    let own = texts.map(|(at, text)| Choice {
        value: plain(&text.id),
        label: html! {
            (board.text_name(at))
            @if let Some(title) = &text.title { " " small lang=(text.language) dir=(text.direction) { (visible(title)) } }
        },
    });
    own.chain([Choice { value: "-".to_owned(), label: label(say!(board, filter.no_text)) }]).collect()
}

fn addressees(board: &Board<'_>) -> Vec<Choice> {
    let own = board.facets.addressees.iter();
    let own = own.map(|id| Choice { value: plain(id), label: label(board.name(Named::Addressee, id)) });
    own.chain([Choice { value: "-".to_owned(), label: label(say!(board, filter.no_addressee)) }]).collect()
}

fn regions(board: &Board<'_>) -> Vec<Choice> {
    let own = board
        .facets
        .regions
        .iter()
        .map(|region| Choice { value: plain(&region.name), label: region_name(board, region) });
    own.chain([Choice { value: "-".to_owned(), label: label(say!(board, filter.no_region)) }]).collect()
}

fn offices(board: &Board<'_>) -> Vec<Choice> {
    let own = board.facets.offices.iter().map(|office| Choice { value: plain(office), label: Board::own(office) });
    own.chain([Choice { value: "-".to_owned(), label: label(say!(board, filter.no_office)) }]).collect()
}

fn periods(board: &Board<'_>) -> Vec<Choice> {
    let own = board.facets.periods.iter().map(|key| Choice {
        value: [Some(key.body.as_str()), key.since.as_deref(), key.until.as_deref()]
            .map(Option::unwrap_or_default)
            .join("/"),
        label: period_name(board, key),
    });
    own.chain([Choice { value: "-".to_owned(), label: label(say!(board, filter.undated)) }]).collect()
}

fn statuses(board: &Board<'_>) -> Vec<Choice> {
    STATUSES
        .into_iter()
        .map(|status| Choice {
            value: status.map_or("unknown", |status| status.as_str()).to_owned(),
            label: label(board.status(status).0),
        })
        .collect()
}

/// What a region is called.
pub fn region_name(board: &Board<'_>, region: &super::facets::Region) -> Markup {
    if region.is_known { label(board.name(Named::Region, &region.name)) } else { Board::own(&region.name) }
}

/// The body, and the conferences around a period.
pub fn period_name(board: &Board<'_>, key: &PeriodKey) -> Markup {
    let met = |id: &str| board.name(Named::Conference, &format!("{}@{id}", key.body));
    html! {
        (board.name(Named::Body, &key.body)) " "
        @match (&key.since, &key.until) {
            (Some(since), Some(until)) => { (met(since)) " – " (met(until)) },
            (Some(since), None) => { (say!(board, coverage.after)) " " (met(since)) },
            (None, Some(until)) => { (say!(board, coverage.before)) " " (met(until)) },
            (None, None) => {},
        }
    }
}
