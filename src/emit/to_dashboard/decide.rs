//! The form by which somebody decides whether an activity answers a clause; only where a server takes it.

use super::board::Board;
use super::words::say;
use crate::mapping::Target;
use maud::{Markup, html};

/// The form on an activity and a clause; nothing where no decision can be taken, or where there is no clause to decide on.
pub fn form(board: &Board<'_>, activity: &str, target: &Target) -> Markup {
    let Some(to) = board.decisions else { return html! {} };
    let (Some(version), Some(clause)) = (&target.version, &target.clause) else { return html! {} };
    let fields = [
        ("activity", activity),
        ("text", &target.text),
        ("version", version),
        ("clause", clause),
        ("token", &to.token),
    ];
    html! {
        form.decide method="post" action=(to.action) data-w-aria="suggestion.decide" aria-label=(say!(board, suggestion.decide).text) {
            @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
            label { (say!(board, suggestion.note)) " " input type="text" name="note" maxlength="500"; }
            " " button name="decision" value="accept" { (say!(board, suggestion.accept)) }
            " " button name="decision" value="reject" { (say!(board, suggestion.reject)) }
        }
    }
}
