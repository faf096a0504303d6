//! What a link rests on, in the words of the table; and what became of the clause since it was named.

use super::board::Board;
use super::words::{Label, say};
use crate::emit::to_html::wording::visible;
use crate::mapping::{Assumed, Carried, Decision, Link, LinkBasis, Step, Target, Verdict};
use crate::store::Kind;
use maud::{Markup, html};

/// The basis in a word.
pub fn basis<'b>(board: &Board<'b>, basis: LinkBasis) -> Label<'b> {
    match basis {
        LinkBasis::Declared => say!(board, link.declared),
        LinkBasis::Cited => say!(board, link.cited),
        LinkBasis::Accepted => say!(board, link.accepted),
    }
}

/// What a link rests on.
pub fn rests_on(board: &Board<'_>, link: &Link) -> Markup {
    let reason = &link.reason;
    html! {
        span.basis { (basis(board, link.basis)) }
        @match reason.column.as_deref() {
            Some("title") => { " " (say!(board, link.in_title)) },
            Some("description") => { " " (say!(board, link.in_description)) },
            _ => {},
        }
        @if let Some(printed) = &reason.printed { " " q.printed dir="auto" { (visible(printed)) } }
        @if let Some(decision) = &reason.decision { " " (by(board, decision)) }
        @for assumed in &reason.assumed { " " em.assumed { (self::assumed(board, *assumed)) } }
        @if let Some(carried) = &link.carried { " · " (came(board, carried)) }
    }
}

/// Who decided, and when.
pub fn by(board: &Board<'_>, decision: &Decision) -> Markup {
    html! {
        span.decision {
            @if decision.verdict == Verdict::Reject { (say!(board, verdict.reject)) " " }
            (say!(board, link.by)) " " bdi { (visible(&decision.who)) } ", " bdi { (visible(&decision.when)) }
            @if let Some(note) = &decision.note { (say!(board, colon).text) q dir="auto" { (visible(note)) } }
        }
    }
}

/// From which version a clause came, and what happened on the way.
pub fn came(board: &Board<'_>, carried: &Carried) -> Markup {
    html! {
        span.carried {
            (say!(board, link.carried)) " " (place(board, &carried.from))
            @for step in &carried.steps { " → " (happened(board, &carried.from.text, step)) }
        }
    }
}

/// A clause in a version: its id there, and the version.
pub fn place(board: &Board<'_>, target: &Target) -> Markup {
    html! {
        @if let Some(clause) = target.clause.as_ref().or(target.section.as_ref()) { code { (visible(clause)) } " " }
        @if let Some(version) = &target.version { "(" (board.version(&target.text, version)) ")" }
    }
}

fn happened(board: &Board<'_>, text: &str, step: &Step) -> Markup {
    let kinds = step.kinds.iter().map(|one| html! { (kind(board, *one)) });
    html! {
        (board.version(text, &step.version)) (say!(board, colon).text) (board.list(kinds))
        @if let Some(only) = step.only.as_deref().and_then(|only| alone(board, only)) { " (" (only) ")" }
    }
}

/// A kind of change in a word.
pub fn kind<'b>(board: &Board<'b>, kind: Kind) -> Label<'b> {
    match kind {
        Kind::First => say!(board, change.first),
        Kind::Unchanged => say!(board, change.unchanged),
        Kind::Inserted => say!(board, change.inserted),
        Kind::Deleted => say!(board, change.deleted),
        Kind::Returned => say!(board, change.returned),
        Kind::Modified => say!(board, change.modified),
        Kind::Moved => say!(board, change.moved),
        Kind::Renumbered => say!(board, change.renumbered),
    }
}

/// What alone changed.
pub fn alone<'b>(board: &Board<'b>, only: &str) -> Option<Label<'b>> {
    match only {
        "punctuation" => Some(say!(board, change.punctuation)),
        "citation" => Some(say!(board, change.citation)),
        "label" => Some(say!(board, change.label)),
        _ => None,
    }
}

/// What was told though no words say it.
pub fn assumed<'b>(board: &Board<'b>, assumed: Assumed) -> Label<'b> {
    match assumed {
        Assumed::InForceAtStart => say!(board, link.in_force_at_start),
        Assumed::Newest => say!(board, link.newest),
        Assumed::OnlyTextWithNumber => say!(board, link.only_text_with_number),
        Assumed::UnitCharged => say!(board, link.unit_charged),
        Assumed::OneOfSeveral => say!(board, link.one_of_several),
    }
}

/// What a link points at, leading there where it is in force.
pub fn target(board: &Board<'_>, at: usize) -> Markup {
    let link = &board.mapping.links[at];
    let place = board.index.links[at];
    let known = place.and_then(|place| place.clause);
    let section = place.and_then(|place| place.section);
    html! {
        @match (known, section, place.and_then(|place| place.text)) {
            (Some(clause), ..) => (board.clause(clause)),
            (None, Some(section), _) => {
                a href={ "#" (super::tree::section_anchor(board, section)) } {
                    (board.text_name(board.index.sections[section].text)) " " (super::tree::head(board, section))
                }
            },
            (None, None, Some(text)) if link.in_force => {
                a href={ "#t/" (super::words::anchor(&link.target.text)) } { (board.text_name(text)) }
            },
            _ => {
                span.gone { (board.name(super::names::Named::Text, &link.target.text)) " " (self::place(board, &link.target)) }
                " " em { (say!(board, link.not_in_force)) }
            },
        }
    }
}
