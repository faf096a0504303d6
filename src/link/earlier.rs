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
        held_of(self.known.entry(key.clone()).or_insert_with(|| Some(owner.clone())), &owner);
        self.said.push(Said::Told { key, owner });
    }

    /// What was said since this was asked last.
    pub(super) fn said(&mut self) -> Vec<Said> {
        std::mem::take(&mut self.said)
    }

    /// Takes in again what a line said, where each of its questions has the answer that it had. Else nothing is taken in: the line must be
    /// looked at anew.
    pub(super) fn hears_again(&mut self, said: &[Said]) -> bool {
        let mut told: HashMap<&Key, Option<String>> = HashMap::new();
        for said in said {
            match said {
                Said::Asked { key, answer } => {
                    let held = told.get(key).or_else(|| self.known.get(key));
                    if held.cloned().flatten() != *answer {
                        return false;
                    }
                }
                Said::Told { key, owner } => {
                    let known = || self.known.get(key).cloned().unwrap_or_else(|| Some(owner.clone()));
                    held_of(told.entry(key).or_insert_with(known), owner);
                }
            }
        }
        self.known.extend(told.into_iter().map(|(key, held)| (key.clone(), held)));
        true
    }
}

/// What is held of a number behind one more owner: of several it is nobody's.
fn held_of(held: &mut Option<String>, owner: &str) {
    if held.as_deref() != Some(owner) {
        *held = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_whose_questions_have_other_answers_tells_nothing() {
        let key = |number: &str| ("resolution".to_owned(), number.to_owned());
        let mut newer = Earlier::default();
        newer.tell(key("5"), "itu".to_owned());
        newer.said();
        newer.tell(key("7"), "un".to_owned());
        assert_eq!(newer.ask(key("5")).as_deref(), Some("itu"));
        let said = newer.said();
        let mut older = Earlier::default();
        assert!(!older.hears_again(&said));
        assert_eq!(older.ask(key("7")), None);
        older.tell(key("5"), "itu".to_owned());
        assert!(older.hears_again(&said));
        assert_eq!(older.ask(key("7")).as_deref(), Some("un"));
    }
}
