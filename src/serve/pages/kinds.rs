//! What happened to a clause, as a mark of the page.

use crate::compare::comparison::{Change, Relation};
use crate::emit::to_html::standing::class;
use crate::serve::words::Words;
use crate::store::Kind;
use maud::{Markup, html};

/// The change that a kind is; `None` for what only a history knows.
fn change(kind: Kind) -> Option<Change> {
    match kind {
        Kind::First | Kind::Returned => None,
        Kind::Unchanged => Some(Change::Unchanged),
        Kind::Inserted => Some(Change::Inserted),
        Kind::Deleted => Some(Change::Deleted),
        Kind::Modified => Some(Change::Modified),
        Kind::Moved => Some(Change::Moved),
        Kind::Renumbered => Some(Change::Renumbered),
    }
}

/// The word for a kind.
pub fn word<'w>(kind: Kind, words: &Words<'w>) -> &'w str {
    match change(kind) {
        Some(change) => words.page.change(change),
        None if kind == Kind::First => &words.site.first,
        None => &words.site.returned,
    }
}

/// Kinds of change as badges, with what alone changed; nothing for a clause that is in the oldest version held.
pub fn badges(kinds: &[Kind], only: Option<&str>, words: &Words<'_>) -> Markup {
    let only = only.and_then(|only| match only {
        "punctuation" => Some(words.page.words.only.punctuation.as_str()),
        "citation" => Some(&words.page.words.only.citation),
        // That it has another label is what its kind says.
        _ => None,
    });
    html! {
        @for kind in kinds {
            @match kind {
                Kind::First => {},
                Kind::Unchanged => span.same title=(word(*kind, words)) { span aria-hidden="true" { "=" } span.said { (word(*kind, words)) } },
                Kind::Returned => span.badge.is-inserted { (word(*kind, words)) },
                _ => span class={ "badge " (change(*kind).map_or("", class)) } { (word(*kind, words)) },
            }
            " "
        }
        @if let Some(only) = only { span.badge.only { (only) } " " }
    }
}

/// The class of something that happened, by which it is coloured.
pub fn of_event(kinds: &[Kind]) -> &'static str {
    match kinds {
        [Kind::Unchanged | Kind::First] | [] => "",
        [Kind::Inserted | Kind::Returned, ..] => "is-inserted",
        [Kind::Deleted, ..] => "is-deleted",
        _ => "is-changed",
    }
}

/// How a clause comes from another, or goes into it.
pub fn relation<'w>(relation: Relation, words: &Words<'w>) -> &'w str {
    let name = relation.as_str();
    words.page.words.relations.get(name).map_or(name, String::as_str)
}
