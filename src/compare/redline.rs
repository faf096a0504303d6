//! How one wording became the other: by the places that both keep, or, where the two share none, word by word.

use super::comparison::{Author, Redlined, Run, RunKind};
use super::readable;
use crate::lexicon::Language;
use crate::read::manuscript::Mark;

/// A character and where it stands in the manuscript: paragraph, byte.
pub type Placed = (char, (usize, usize));

/// The mark that changed the character at a place, where it says who or when.
pub type Marks<'a, 'm> = &'a dyn Fn((usize, usize)) -> Option<&'m Mark>;

/// The redline of two wordings out of one marked-up source.
///
/// A character that both wordings keep is kept; the others are deleted or inserted where they stand. Where a character was
/// deleted and typed again the text is the same, and nothing is shown as changed.
pub fn by_place(older: &[Placed], newer: &[Placed], marks: Marks<'_, '_>, language: &Language) -> Redlined {
    let (before, after) = (text_of(older), text_of(newer));
    let ascends = |placed: &[Placed]| placed.windows(2).all(|pair| pair[0].1 < pair[1].1);
    // Where both ascend, one walk finds a place that both have.
    let shares = || {
        let mut places = older.iter().map(|(_, at)| at).peekable();
        newer.iter().any(|(c, at)| {
            while places.next_if(|place| *place < at).is_some() {}
            c.is_alphanumeric() && places.peek() == Some(&at)
        })
    };
    if before == after || !ascends(older) || !ascends(newer) || !shares() {
        return by_words(&before, &after, language);
    }
    let mut runs = Runs::default();
    let (mut i, mut j) = (0, 0);
    while i < older.len() || j < newer.len() {
        match (older.get(i), newer.get(j)) {
            (Some((c, a)), Some((_, b))) if a == b => {
                runs.push(RunKind::Keep, *c, None);
                i += 1;
                j += 1;
            }
            (Some((c, a)), next) if next.is_none_or(|(_, b)| a < b) => {
                runs.push(RunKind::Del, *c, marks(*a));
                i += 1;
            }
            (_, Some((c, b))) => {
                runs.push(RunKind::Ins, *c, marks(*b));
                j += 1;
            }
            (Some(_), None) | (None, None) => break,
        }
    }
    Redlined { older: Some(before), newer: Some(after), redline: runs.done }
}

/// The redline of two wordings that share no place: word by word, as a reader would mark it.
pub fn by_words(older: &str, newer: &str, language: &Language) -> Redlined {
    let mut runs = Runs::default();
    if older == newer {
        runs.extend(RunKind::Keep, older);
        runs.done.retain(|run| !run.text().is_empty());
        return Redlined { older: Some(older.to_owned()), newer: Some(newer.to_owned()), redline: runs.done };
    }
    for (kind, text) in readable::edits(older, newer, language) {
        runs.extend(kind, text);
    }
    Redlined { older: Some(older.to_owned()), newer: Some(newer.to_owned()), redline: runs.done }
}

/// A wording on one side only, or on both without a comparison.
pub fn alone(text: &str, kind: RunKind) -> Redlined {
    let run = vec![Run::Plain(kind, text.to_owned())];
    let text = Some(text.to_owned());
    match kind {
        RunKind::Del => Redlined { older: text, newer: None, redline: run },
        RunKind::Keep | RunKind::Ins => Redlined { older: None, newer: text, redline: run },
    }
}

/// The characters as a text.
pub fn text_of(placed: &[Placed]) -> String {
    placed.iter().map(|(c, _)| *c).collect()
}

fn author(mark: &Mark) -> Author {
    Author { author: mark.author.as_deref().map(str::to_owned), date: mark.date.as_deref().map(str::to_owned) }
}

#[derive(Default)]
struct Runs {
    done: Vec<Run>,
}

impl Runs {
    fn extend(&mut self, kind: RunKind, text: &str) {
        match self.done.last_mut() {
            Some(Run::Plain(held, before)) if *held == kind => before.push_str(text),
            _ => self.done.push(Run::Plain(kind, text.to_owned())),
        }
    }

    fn push(&mut self, kind: RunKind, c: char, mark: Option<&Mark>) {
        let same = |run: &Run| match (run, mark) {
            (Run::Plain(k, _), None) => *k == kind,
            (Run::Marked(k, _, by), Some(mark)) => {
                *k == kind
                    && by.author.as_deref() == mark.author.as_deref()
                    && by.date.as_deref() == mark.date.as_deref()
            }
            _ => false,
        };
        match self.done.last_mut() {
            Some(last) if same(last) => match last {
                Run::Plain(_, text) | Run::Marked(_, text, _) => text.push(c),
            },
            _ => self.done.push(match mark {
                Some(mark) => Run::Marked(kind, c.to_string(), author(mark)),
                None => Run::Plain(kind, c.to_string()),
            }),
        }
    }
}
