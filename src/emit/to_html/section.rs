//! A section: its head on both sides, to whom it is addressed, and its clauses.

use super::clause::{addressees, badges, clause};
use super::standing::Standings;
use super::text::Frame;
use super::wording::{Sides, wording};
use crate::compare::comparison::Section;
use crate::segment::outline::Part;
use maud::{Markup, html};

/// The section with everything in it.
pub fn section(section: &Section, frame: &Frame<'_>, standings: &Standings<'_>) -> Markup {
    let Frame { interface, tongue, .. } = frame;
    let is_compared = section.change.is_some();
    // A text whose clauses carry their own acts has two parts and no heads.
    let part = match section.part {
        Part::Preamble => &interface.words.preamble,
        Part::Operative => &interface.words.operative,
    };
    html! {
        section class=(standings.of_section(section)) id=(frame.id(&section.id)) tabindex="-1" {
            header.section-head {
                @match &section.head {
                    Some(head) => h3.head { (wording(&Sides { text: head, label: None, is_compared }, interface, *tongue)) },
                    None => h3.part lang=[tongue.lang] dir=[tongue.dir] { (part) },
                }
                div.margin lang=[tongue.lang] dir=[tongue.dir] {
                    (badges(section.change.as_deref().unwrap_or_default(), None, interface))
                    (addressees(&section.addressees, frame))
                }
            }
            @for item in &section.clauses { (clause(item, section, frame, standings)) }
        }
    }
}
