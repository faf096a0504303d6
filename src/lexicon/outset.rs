//! How a text must begin for a pattern that is bound to its beginning: `^(?P<session>\d{1,3})\s?[CС]/` asks for figures, perhaps a space, a C,
//! a stroke. Most lines are told by their first two or three characters, without an automaton.
//!
//! Enters the syntax of a pattern; leaves the ways in which a match may begin. A way is walked without turning back, so it ends before a
//! step at which one might have to.

use regex_syntax::hir::{Class, Hir, HirKind};
use std::borrow::Cow;

/// More steps tell little.
const MOST_STEPS: usize = 6;
/// More ways are too many to try.
const MOST_WAYS: usize = 12;
/// Larger sets of characters are told by a wider one.
const MOST_RANGES: usize = 8;

/// What may stand at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sign {
    /// Characters of some ranges.
    Of(Cow<'static, [(char, char)]>),
    /// What Unicode calls a number.
    Figure,
    /// White space.
    Space,
    /// Anything.
    Any,
}

/// Some characters in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Each of them.
    pub sign: Sign,
    /// How many there must be.
    pub least: u8,
    /// How many there may be; the largest number stands for any.
    pub most: u8,
}

/// A way in which a match may begin.
pub type Way = Cow<'static, [Step]>;

/// The first characters of a text.
pub struct Beginning {
    held: [char; ENOUGH],
    count: usize,
    /// Whether there are no more.
    is_whole: bool,
}

/// Hardly a way takes more characters.
const ENOUGH: usize = 16;

impl Beginning {
    /// Of a text.
    pub fn of(mut text: impl Iterator<Item = char>) -> Self {
        let mut held = ['\0'; ENOUGH];
        let mut count = 0;
        for (place, c) in held.iter_mut().zip(text.by_ref()) {
            *place = c;
            count += 1;
        }
        Beginning { held, count, is_whole: count < ENOUGH || text.next().is_none() }
    }

    fn first(&self) -> Option<char> {
        self.held[..self.count].first().copied()
    }
}

/// Whether the first character of a text may be that of one of some ways.
pub fn may_begin(ways: &[Way], text: &Beginning) -> bool {
    ways.iter().any(|way| may_begin_way(way, text))
}

fn may_begin_way(way: &[Step], text: &Beginning) -> bool {
    way.first().is_none_or(|step| step.least == 0 || text.first().is_some_and(|c| step.sign.is(c)))
}

/// Whether a text may begin in one of some ways.
pub fn fits(ways: &[Way], text: &Beginning) -> bool {
    ways.iter().any(|way| may_begin_way(way, text) && fits_way(way, text))
}

fn fits_way(way: &[Step], text: &Beginning) -> bool {
    let mut at = 0;
    for Step { sign, least, most } in way {
        let from = at;
        while at < text.count && (*most == u8::MAX || at - from < usize::from(*most)) && sign.is(text.held[at]) {
            at += 1;
        }
        // Behind what is held anything may follow.
        if at == text.count && !text.is_whole {
            return true;
        }
        if at - from < usize::from(*least) {
            return false;
        }
    }
    true
}

impl Sign {
    #[inline]
    fn is(&self, c: char) -> bool {
        match self {
            Sign::Of(ranges) => ranges.iter().any(|(from, to)| (*from..=*to).contains(&c)),
            Sign::Figure => c.is_numeric(),
            Sign::Space => c.is_whitespace(),
            Sign::Any => true,
        }
    }

    /// Whether a character of some ranges is one of these.
    fn meets(&self, ranges: &[(char, char)]) -> bool {
        match self {
            Sign::Of(held) => held.iter().any(|(a, b)| ranges.iter().any(|(c, d)| a <= d && c <= b)),
            Sign::Any => true,
            Sign::Figure | Sign::Space => ranges.iter().any(|(from, to)| (*from..=*to).any(|c| self.is(c))),
        }
    }

    fn of(ranges: Vec<(char, char)>) -> Self {
        let all = |is: fn(char) -> bool| ranges.iter().all(|(from, to)| (*from..=*to).all(is));
        match ranges.len() {
            ..=MOST_RANGES => Sign::Of(Cow::Owned(ranges)),
            _ if all(char::is_whitespace) => Sign::Space,
            _ if all(char::is_numeric) => Sign::Figure,
            _ => Sign::Any,
        }
    }
}

/// A way that is being read off a pattern.
#[derive(Clone, Default)]
struct Draft {
    steps: Vec<Step>,
    is_over: bool,
}

/// The ways in which a match may begin; `None` where one of them says nothing.
pub fn ways(hir: &Hir) -> Option<Vec<Way>> {
    let mut drafts = vec![Draft::default()];
    extend(hir, &mut drafts);
    let mut ways = Vec::new();
    for Draft { mut steps, .. } in drafts {
        while steps.pop_if(|step| step.least == 0).is_some() {}
        if steps.is_empty() {
            return first(hir).map(|ranges| vec![Cow::Owned(vec![Step { sign: Sign::of(ranges), least: 1, most: 1 }])]);
        }
        ways.push(Cow::Owned(steps));
    }
    Some(ways)
}

fn extend(hir: &Hir, drafts: &mut Vec<Draft>) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
            Ok(text) => text.chars().for_each(|c| push(drafts, &[(c, c)], 1, 1)),
            // Half a character: anything may stand here.
            Err(_) => drafts.iter_mut().for_each(|draft| draft.is_over = true),
        },
        HirKind::Class(_) => match signs(hir) {
            Some(ranges) => push(drafts, &ranges, 1, 1),
            None => drafts.iter_mut().for_each(|draft| draft.is_over = true),
        },
        HirKind::Capture(capture) => extend(&capture.sub, drafts),
        HirKind::Concat(parts) => parts.iter().for_each(|part| extend(part, drafts)),
        HirKind::Repetition(repetition) => {
            let most = repetition.max.and_then(|most| u8::try_from(most).ok()).unwrap_or(u8::MAX);
            let least = u8::try_from(repetition.min).unwrap_or(u8::MAX - 1);
            match (signs(&repetition.sub), least, most) {
                (Some(ranges), ..) => push(drafts, &ranges, least, most),
                (None, 0, 1) => choose(drafts, &[&repetition.sub, &Hir::empty()], hir),
                (None, 0, _) => drafts.iter_mut().for_each(|draft| draft.is_over = true),
                (None, ..) => {
                    extend(&repetition.sub, drafts);
                    drafts.iter_mut().for_each(|draft| draft.is_over |= most > 1);
                }
            }
        }
        HirKind::Alternation(parts) => choose(drafts, &parts.iter().collect::<Vec<_>>(), hir),
    }
}

/// Each way goes on in each of several ways; where those are too many, with the first character of any of them, and no further.
fn choose(drafts: &mut Vec<Draft>, parts: &[&Hir], whole: &Hir) {
    let (done, open): (Vec<Draft>, Vec<Draft>) = drafts.drain(..).partition(|draft| draft.is_over);
    let mut chosen = Vec::new();
    for part in parts {
        let mut longer = open.clone();
        extend(part, &mut longer);
        chosen.append(&mut longer);
    }
    if done.len() + chosen.len() > MOST_WAYS {
        chosen = open;
        if let Some(ranges) = first(whole) {
            push(&mut chosen, &ranges, 1, 1);
        }
        chosen.iter_mut().for_each(|draft| draft.is_over = true);
    }
    drafts.extend(done);
    drafts.append(&mut chosen);
}

/// Adds a step to each way, or ends it where the steps before might have taken what belongs to this one.
fn push(drafts: &mut [Draft], ranges: &[(char, char)], least: u8, most: u8) {
    for draft in drafts.iter_mut().filter(|draft| !draft.is_over) {
        let mut reaches = true;
        let is_unclear = draft.steps.iter().rev().any(|held| {
            let is_unclear = reaches && held.least != held.most && held.sign.meets(ranges);
            reaches &= held.least == 0;
            is_unclear
        });
        draft.is_over = is_unclear || draft.steps.len() == MOST_STEPS;
        if !draft.is_over {
            draft.steps.push(Step { sign: Sign::of(ranges.to_vec()), least, most });
        }
    }
}

/// The characters of an expression that matches one.
fn signs(hir: &Hir) -> Option<Vec<(char, char)>> {
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => {
            Some(class.ranges().iter().map(|range| (range.start(), range.end())).collect())
        }
        HirKind::Literal(literal) => {
            let mut text = std::str::from_utf8(&literal.0).ok()?.chars();
            text.next().filter(|_| text.next().is_none()).map(|c| vec![(c, c)])
        }
        HirKind::Capture(capture) => signs(&capture.sub),
        _ => None,
    }
}

/// The characters with which a match may begin; `None` where it may be empty.
fn first(hir: &Hir) -> Option<Vec<(char, char)>> {
    let mut ranges = Vec::new();
    (!gather(hir, &mut ranges)).then_some(ranges)
}

/// Adds the characters with which a match may begin; whether it may also be empty so far.
fn gather(hir: &Hir, ranges: &mut Vec<(char, char)>) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => {
            let first = std::str::from_utf8(&literal.0).ok().and_then(|text| text.chars().next());
            ranges.push(first.map_or(('\0', char::MAX), |c| (c, c)));
            false
        }
        HirKind::Class(_) => {
            ranges.extend(signs(hir).unwrap_or_else(|| vec![('\0', char::MAX)]));
            false
        }
        HirKind::Capture(capture) => gather(&capture.sub, ranges),
        HirKind::Repetition(repetition) => gather(&repetition.sub, ranges) || repetition.min == 0,
        HirKind::Concat(parts) => parts.iter().all(|part| gather(part, ranges)),
        HirKind::Alternation(parts) => {
            // Each of them, also behind one that may be empty.
            let empty = parts.iter().filter(|part| gather(part, ranges)).count();
            empty > 0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begins(pattern: &str, text: &str) -> Option<bool> {
        let ways = ways(&regex_syntax::parse(pattern).expect("a pattern"))?;
        Some(fits(&ways, &Beginning::of(text.chars())))
    }

    #[test]
    fn a_line_is_told_by_its_first_characters() {
        for (pattern, fitting, others) in [
            (r"^[A-C](?:x|\d)", vec!["Bx", "A7"], vec!["Dx", "By"]),
            (r"^(?P<n>\d{1,3})\s?[CС]/", vec!["39 C/", "7С/"], vec!["12\tto", "1234 C/"]),
            (r"^(?:ES-|S-)?\d{2,4}/\d", vec!["ES-10/2", "77/268"], vec!["7/2", "E-10/2", "12\tto"]),
            (r"^(?i:r[ée]s\.)\s+\d", vec!["RÉS. 5", "res.  7"], vec!["résolution", "ress"]),
            (r"^\d+\d;", vec!["12;"], vec!["x"]),
            (r"^\p{Lu}\p{L}+ session", vec!["Eightieth session"], vec![]),
            (r"^(?:ab)+c", vec!["ababc"], vec!["bc"]),
            (r"^\d+[a-z]{3}:", vec!["1abc:", "12345678901234567890abc:"], vec!["1ab:", "12345678abc;"]),
        ] {
            for text in fitting {
                assert_eq!(begins(pattern, text), Some(true), "{pattern}: {text}");
            }
            for text in others {
                assert_eq!(begins(pattern, text), Some(false), "{pattern}: {text}");
            }
        }
        assert_eq!(begins(r"^x?", "y"), None);
    }
}
