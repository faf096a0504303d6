//! Which kind of change lies between two wordings.

use super::comparison::{Change, LabelPair, Only, Redlined};
use super::words::as_typed;

/// The kinds of change of a paired clause, and what alone changed.
pub fn between(
    text: &Redlined,
    label: &LabelPair,
    moved: bool,
    same_but_for_citations: impl FnOnce() -> bool,
) -> (Vec<Change>, Option<Only>) {
    let (older, newer) = (text.older.as_deref().unwrap_or_default(), text.newer.as_deref().unwrap_or_default());
    let modified = older != newer && as_typed(older) != as_typed(newer);
    let renumbered = label_key(&label.older) != label_key(&label.newer);
    let mut change = Vec::new();
    if modified {
        change.push(Change::Modified);
    }
    if moved {
        change.push(Change::Moved);
    }
    if renumbered {
        change.push(Change::Renumbered);
    }
    let only = match (modified, renumbered) {
        (false, true) if !moved => Some(Only::Label),
        (true, _) if words_only(older) == words_only(newer) => Some(Only::Punctuation),
        (true, _) => same_but_for_citations().then_some(Only::Citation),
        _ => None,
    };
    if change.is_empty() {
        change.push(Change::Unchanged);
    }
    (change, only)
}

/// A label without the space inside it: `أ )` is `أ)`.
fn label_key(label: &Option<String>) -> String {
    label.as_deref().unwrap_or_default().split_whitespace().collect()
}

fn words_only(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
