//! What a text cited before in full: a bare "Resolution 54" that comes later is the same.
//!
//! What a line asked and told is kept while it is looked at, so that a line which stands in both readings is looked at once
//! ([`Earlier::hears_again`]).

use std::collections::HashMap;

/// Kind and number of a text.
type Key = (String, String);

/// What was cited in full before, within one text.
#[derive(Debug, Clone, Default)]
pub struct Earlier {
    /// Whose it was (`None`: of several).
    known: HashMap<Key, Option<String>>,
    /// What the line at hand asked and told, in order.
    said: Vec<Said>,
}

/// A question of a line, or what it told.
#[derive(Debug, Clone)]
pub(super) enum Said {
    Asked { key: Key, answer: Option<String> },
    Told { key: Key, owner: String },
}

impl Earlier {
    /// Whose a number was, where it was one's alone.
    pub(super) fn ask(&mut self, key: Key) -> Option<String> {
        let answer = self.known.get(&key).cloned().flatten();
        self.said.push(Said::Asked { key, answer: answer.clone() });
        answer
    }

    /// A number is somebody's.
    pub(super) fn tell(&mut self, key: Key, owner: String) {
        self.hold(key.clone(), &owner);
        self.said.push(Said::Told { key, owner });
    }

    fn hold(&mut self, key: Key, owner: &str) {
        let held = self.known.entry(key).or_insert_with(|| Some(owner.to_owned()));
        if held.as_deref() != Some(owner) {
            *held = None;
        }
    }

    /// What was said since this was asked last.
    pub(super) fn said(&mut self) -> Vec<Said> {
        std::mem::take(&mut self.said)
    }

    /// Takes in again what a line said. Whether each of its questions has the answer that it had: else the line must be looked at anew.
    pub(super) fn hears_again(&mut self, said: &[Said]) -> bool {
        said.iter().all(|said| match said {
            Said::Asked { key, answer } => self.known.get(key).cloned().flatten() == *answer,
            Said::Told { key, owner } => {
                self.hold(key.clone(), owner);
                true
            }
        })
    }
}
