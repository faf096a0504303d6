//! One text of the raw reading: its lines, and the words of its language.

use crate::lexicon::{Language, Lexicon};
use crate::read::{Deadline, Reading};
use crate::segment::outline::Resolution;
use crate::segment::{Read, Setting};

/// A text with what the rules look at.
#[derive(Clone, Copy)]
pub(super) struct Page<'p> {
    pub reading: &'p Reading,
    pub text: &'p Resolution,
    /// Which of the outline's texts it is.
    pub index: usize,
    pub lexicon: &'p Lexicon,
    pub language: &'p Language,
    pub deadline: Deadline,
}

/// In which order the extractor wrote the two wordings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Order {
    /// Deleted, then inserted: in every case seen.
    #[default]
    OlderFirst,
    /// The years run backwards.
    NewerFirst,
}

impl Order {
    /// Two neighbours as older and newer.
    pub fn of<T>(self, first: T, second: T) -> (T, T) {
        match self {
            Order::OlderFirst => (first, second),
            Order::NewerFirst => (second, first),
        }
    }
}

impl<'p> Page<'p> {
    /// A text in which changes may have run together: one that is new as a whole, or deleted as a whole, has none (DOMAIN §5, limits).
    pub fn new(read: Read<'p>, index: usize, setting: Setting<'p>) -> Option<Self> {
        let text = &read.outline.texts[index];
        let action = text.proposal.as_ref().and_then(|proposal| setting.lexicon.action(&proposal.action));
        if action.is_some_and(|action| matches!(action.effect.as_str(), "add" | "suppress")) {
            return None;
        }
        let language = setting.lexicon.language(&text.language.language)?;
        Some(Page {
            reading: read.reading,
            text,
            index,
            lexicon: setting.lexicon,
            language,
            deadline: setting.deadline,
        })
    }

    /// Its lines, in order, the history among them; none when the time is over, so that each rule is soon done.
    pub fn lines(&self) -> Vec<usize> {
        if self.deadline.is_past() {
            return Vec::new();
        }
        let mut lines = self.text.lines();
        lines.extend(self.text.history.iter().map(|(slice, _)| slice.line));
        lines.extend(self.text.sections.iter().filter_map(|section| section.head.as_ref()).map(|head| head.line));
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    pub fn line(&self, line: usize) -> &'p str {
        &self.reading.lines[line].text
    }

    /// The house, where one is known.
    pub fn house(&self) -> Option<&'p str> {
        Some(self.text.house.as_str()).filter(|house| !house.is_empty())
    }
}
