//! Which calls of notes stay in a line whose words change.
//!
//! A call stays where its words and its place do. Calls of one place stay together or not at all: what is new at a place comes before
//! what stays there, and among them the order would change.
//!
//! ```text
//! older          newer              calls
//! a lamp[1]      a bright lamp[1]   1 stays
//! a lamp[1]      a lamp[2][1]       1 goes; 2 comes, and 1 again
//! a la[1]mp      a roof[1]          1 goes with the word in which it stands, and comes again
//! ```

use super::plan::Maker;
use super::sides::OlderCall;
use crate::compare::comparison::{Run, RunKind};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// What becomes of the calls of an older line that do not stay.
pub(super) struct Calls {
    /// Those that go, by element and id.
    pub going: Vec<(&'static str, String)>,
    /// Those that come, by place in the newer words and id.
    pub coming: Vec<(usize, u64)>,
}

impl Maker<'_> {
    /// What becomes of the calls of an older line, whose newer words are `target`.
    pub(super) fn calls(
        &mut self,
        (o, n): (usize, usize),
        target: &str,
        runs: &[Run],
        deleted: &[Range<usize>],
    ) -> Calls {
        let older = if self.sides.notes_count { self.sides.older_calls(o) } else { Vec::new() };
        let newer = self.sides.newer_calls(n, target);
        let is_cut = |place: usize| {
            let at = self.sides.offset(o, place);
            deleted.iter().any(|held| held.start < at && at < held.end)
        };
        let before: Vec<(usize, &str)> = older.iter().map(|call| (call.place, call.words.as_str())).collect();
        let words = |note: usize| self.sides.newer_notes[note].as_str();
        let after: Vec<(usize, &str)> = newer.iter().map(|(place, note)| (*place, words(*note))).collect();
        let pairs = together(&older, staying(runs, &before, &after, is_cut));
        let stay: BTreeSet<usize> = pairs.iter().flat_map(|(older, _)| older.clone()).collect();
        let stay_newer: BTreeSet<usize> = pairs.into_iter().flat_map(|(_, newer)| newer).collect();
        let goes = |(at, call): (usize, OlderCall)| (!stay.contains(&at)).then_some((call.element, call.id));
        let going = older.into_iter().enumerate().filter_map(goes).collect();
        let comes = newer.into_iter().enumerate().filter(|(at, _)| !stay_newer.contains(at));
        Calls { going, coming: comes.map(|(_, (place, note))| (place, self.new_note(note))).collect() }
    }
}

/// Calls of one place, older and newer, by index.
type Pair = (Range<usize>, Range<usize>);

/// Those that can stay. A call that goes takes with it all that call the same note, since the file names a call by its note; and each of these takes
/// those of its place.
fn together(older: &[OlderCall], pairs: Vec<Pair>) -> Vec<Pair> {
    let note = |at: usize| (older[at].element, older[at].id.as_str());
    let mut held: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    let mut going: BTreeSet<usize> = (0..older.len()).collect();
    for (index, (group, _)) in pairs.iter().enumerate() {
        for at in group.clone() {
            held.entry(note(at)).or_default().push(index);
            going.remove(&at);
        }
    }
    let mut goes = vec![false; pairs.len()];
    let mut waiting: Vec<(&str, &str)> = going.into_iter().map(note).collect();
    while let Some(of) = waiting.pop() {
        for index in held.remove(&of).into_iter().flatten() {
            goes[index] = true;
            waiting.extend(pairs[index].0.clone().map(note));
        }
    }
    pairs.into_iter().zip(goes).filter(|(_, goes)| !goes).map(|(pair, _)| pair).collect()
}

/// The calls of one place.
struct Group<'c> {
    place: usize,
    /// Which ones, by index.
    calls: Range<usize>,
    words: Vec<&'c str>,
}

/// Which older and which newer calls of one place are the same, by index. A call is its place in the line and the words of its note: where these
/// changed it is another call.
fn staying(
    runs: &[Run],
    older: &[(usize, &str)],
    newer: &[(usize, &str)],
    is_cut: impl Fn(usize) -> bool,
) -> Vec<Pair> {
    let mut comes = groups(newer).into_iter().peekable();
    let mut pairs = Vec::new();
    for group in groups(older).into_iter().filter(|group| !is_cut(group.place)) {
        let place = becomes(runs, group.place);
        while comes.next_if(|new| new.place < place).is_some() {}
        if let Some(new) = comes.next_if(|new| new.place == place && new.words == group.words) {
            pairs.push((group.calls, new.calls));
        }
    }
    pairs
}

fn groups<'c>(calls: &[(usize, &'c str)]) -> Vec<Group<'c>> {
    let mut from = 0;
    let of_one_place = calls.chunk_by(|(place, _), (next, _)| place == next);
    let group = of_one_place.map(|held| {
        let calls = from..from + held.len();
        from = calls.end;
        Group { place: held[0].0, calls, words: held.iter().map(|(_, words)| *words).collect() }
    });
    group.collect()
}

/// Where a place of the older line is in the newer one: behind what comes in there, but the start stays the start.
fn becomes(runs: &[Run], older: usize) -> usize {
    if older == 0 {
        return 0;
    }
    let (mut at, mut place) = (0, 0);
    for run in runs {
        let len = run.text().len();
        let is_within = older < at + len;
        match run.kind() {
            RunKind::Keep if is_within => return place + older - at,
            RunKind::Del if is_within => return place,
            RunKind::Keep => (at, place) = (at + len, place + len),
            RunKind::Del => at += len,
            RunKind::Ins => place += len,
        }
    }
    place
}
