//! Tracked changes: the mark of an `ins`, `del`, `moveFrom` or `moveTo`, and the names that tie the ends of a move (ECMA-376 §17.13.5).

use super::xml::Element;
use crate::read::manuscript::{Mark, MarkKind};
use std::sync::Arc;

fn mark_kind(name: &str) -> Option<MarkKind> {
    Some(match name {
        "ins" => MarkKind::Inserted,
        "del" => MarkKind::Deleted,
        "moveFrom" => MarkKind::MovedFrom,
        "moveTo" => MarkKind::MovedTo,
        _ => return None,
    })
}

/// The mark that an element stands for; `None` where it stands for none.
pub fn mark_of(name: &str, element: &Element<'_>) -> Option<Mark> {
    let attribute = |name: &str| element.attribute(name).filter(|v| !v.is_empty()).map(Arc::from);
    Some(Mark { kind: mark_kind(name)?, author: attribute("author"), date: attribute("date"), move_name: None })
}

/// The move ranges that are open: `moveFromRangeStart w:id="1" w:name="move1"` … `moveFromRangeEnd w:id="1"`.
#[derive(Default)]
pub struct MoveNames {
    open: Vec<(MarkKind, String, Arc<str>)>,
}

impl MoveNames {
    /// A range opens.
    pub fn start(&mut self, name: &str, element: &Element<'_>) {
        let kind = if name == "moveFromRangeStart" { MarkKind::MovedFrom } else { MarkKind::MovedTo };
        let id = element.attribute("id").unwrap_or_default().to_owned();
        let label = element.attribute("name").unwrap_or_default();
        self.open.push((kind, id, Arc::from(label)));
    }

    /// A range closes.
    pub fn end(&mut self, name: &str, element: &Element<'_>) {
        let kind = if name == "moveFromRangeEnd" { MarkKind::MovedFrom } else { MarkKind::MovedTo };
        let id = element.attribute("id").unwrap_or_default();
        self.open.retain(|(k, i, _)| !(*k == kind && i == id));
    }

    /// The name of the innermost open range of a kind.
    pub fn open_name(&self, kind: MarkKind) -> Option<Arc<str>> {
        self.open.iter().rev().find(|(k, _, _)| *k == kind).map(|(_, _, name)| name.clone())
    }
}
