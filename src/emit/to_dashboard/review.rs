//! Links whose mandate was amended or went since it was named: what was named beside what is in force, word by word.

use super::board::Board;
use super::links;
use super::words::{Label, say};
use crate::compare::comparison::{Run, RunKind};
use crate::compare::redlined;
use crate::emit::to_html::wording::visible;
use crate::mapping::{Link, ReviewReason};
use crate::store::Kind;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// A link to look at.
pub struct Item<'b> {
    pub link: usize,
    reasons: &'b [ReviewReason],
    related: &'b [String],
    only: Option<&'b str>,
    kinds: &'b [Kind],
}

/// All of them: first those that somebody should look at, then those that were amended and are still about the same.
pub fn items<'b>(board: &Board<'b>) -> Vec<Item<'b>> {
    let mapping = board.mapping;
    let known = |link: &usize| board.index.links.get(*link).is_some_and(Option::is_some);
    let reviewed: BTreeSet<usize> = mapping.review.iter().map(|of| of.link).collect();
    let amended = |link: usize| mapping.gaps.amended.iter().find(|of| of.link == link);
    let first = mapping.review.iter().map(|of| {
        let change = amended(of.link);
        Item {
            link: of.link,
            reasons: &of.reasons,
            related: &of.related,
            only: change.and_then(|change| change.only.as_deref()),
            kinds: change.map(|change| change.kinds.as_slice()).unwrap_or_default(),
        }
    });
    let rest = mapping.gaps.amended.iter().filter(|of| !reviewed.contains(&of.link)).map(|of| Item {
        link: of.link,
        reasons: &[],
        related: &[],
        only: of.only.as_deref(),
        kinds: &of.kinds,
    });
    first.chain(rest).filter(|item| known(&item.link)).collect()
}

/// The list.
pub fn list(board: &Board<'_>) -> Markup {
    html! {
        ul.list.review data-list="review" {
            @for item in items(board) { (one(board, &item)) }
        }
    }
}

fn one(board: &Board<'_>, item: &Item<'_>) -> Markup {
    let link = &board.mapping.links[item.link];
    let Some(place) = board.index.links[item.link] else { return html! {} };
    let related = item.related.iter().filter_map(|lineage| board.index.of_lineage(&link.target.text, lineage));
    let related: Vec<Markup> = related.map(|clause| board.clause(clause)).collect();
    html! {
        li data-l=(item.link) id={ "r/" (item.link) } {
            (board.activity(place.activity)) " "
            @if item.reasons.is_empty() { span.badge.amended { (say!(board, gap.amended)) } }
            @else { span.badge.to-review { (say!(board, gap.to_review)) } }
            @for reason in item.reasons { " " span.badge { (self::reason(board, *reason)) } }
            // That it was modified or went is said already.
            @for kind in item.kinds.iter().filter(|kind| !matches!(kind, Kind::Modified | Kind::Deleted)) { " " span.badge { (links::kind(board, *kind)) } }
            @if let Some(only) = item.only.and_then(|only| links::alone(board, only)) { " " span.badge { (only) } }
            div.detail { (links::target(board, item.link)) " " (links::rests_on(board, link)) }
            (wordings(board, link, place.clause))
            @if !related.is_empty() { div.detail { (say!(board, gap.related)) (say!(board, colon).text) (board.list(related)) } }
            (super::decide::form(board, &link.activity, decided_on(link)))
        }
    }
}

/// A decision on a clause that is gone is about the version that was named.
fn decided_on(link: &Link) -> &crate::mapping::Target {
    match &link.carried {
        Some(carried) if !link.in_force => &carried.from,
        _ => &link.target,
    }
}

/// The wording that was named and the one in force, in one line of text.
fn wordings(board: &Board<'_>, link: &Link, clause: Option<usize>) -> Markup {
    let Some(carried) = &link.carried else { return html! {} };
    let text = board.index.text(&link.target.text).map(|text| &board.mapping.texts[text]);
    let code = text.map(|text| text.language.as_str());
    let (lang, dir) = board.tongue_of(code);
    let now = clause.map(|clause| board.index.clauses[clause].clause.words.as_str());
    let Some(language) = code.and_then(|code| board.lexicon.language(code)) else { return html! {} };
    let redline = redlined(carried.words.as_deref(), now, language).redline;
    html! {
        @if carried.words.as_deref() == now && now.is_some() { div.detail { (say!(board, gap.same_words)) } }
        @else if !redline.is_empty() {
            p.wording lang=[lang] dir=(dir) { (marked(board, &redline)) }
            @if now.is_none() { div.detail { (say!(board, gap.gone)) } }
            @else { div.detail { (board.percent(carried.kept)) " " (say!(board, link.kept)) } }
        }
    }
}

fn marked(board: &Board<'_>, redline: &[Run]) -> Markup {
    let (lang, dir) = (board.language(), board.tongues[board.tongue].direction);
    let said = |word: Label<'_>| html! { span.said lang=(lang) dir=(dir) data-lang="" { " [" (word) "] " } };
    html! {
        @for run in redline {
            @match run.kind() {
                RunKind::Keep => (visible(run.text())),
                RunKind::Del => del { (said(say!(board, change.deleted))) (visible(run.text())) (said(say!(board, gap.end_of_change))) },
                RunKind::Ins => ins { (said(say!(board, change.inserted))) (visible(run.text())) (said(say!(board, gap.end_of_change))) },
            }
        }
    }
}

fn reason<'b>(board: &Board<'b>, reason: ReviewReason) -> Label<'b> {
    match reason {
        ReviewReason::Deleted => say!(board, reason.deleted),
        ReviewReason::Merged => say!(board, reason.merged),
        ReviewReason::Split => say!(board, reason.split),
        ReviewReason::Reworded => say!(board, reason.reworded),
        ReviewReason::AddresseesChanged => say!(board, reason.addressees_changed),
        ReviewReason::ActChanged => say!(board, reason.act_changed),
        ReviewReason::NotFollowed => say!(board, reason.not_followed),
    }
}
