//! A redline that people read: whole words, the fewest of them, and no confetti.
//!
//! The shortest edit script is not the most readable one:
//!
//! ```text
//! ugly  (Rev. [-Geneva-]{+New Delhi+}, [-2022-]{+2024+})       good  (Rev. [-Geneva, 2022-]{+New Delhi, 2024+})
//! ugly  to assist developing [-countries, and -]countries      good  to assist [-developing countries, and -]…
//! ```
//!
//! So after the script is found (Myers), what only one side has slides to where a reader would cut, and what is kept between two
//! replacements, shorter than both, goes with them.

use super::comparison::RunKind;
use super::words::{is_ideograph, is_word, pieces, proclitic};
use crate::lexicon::Language;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::HashMap;
use std::ops::Range;

/// A stretch of both texts, in pieces: kept, or the older and the newer of a place that changed.
#[derive(Debug, Clone)]
struct Stretch {
    is_kept: bool,
    older: Range<usize>,
    newer: Range<usize>,
}

/// Beyond this many pieces on both sides together what lies between the common beginning and end is replaced as a whole: Myers' algorithm may
/// take the square of them, also where one side has but one.
const MOST: usize = 12_600;

/// The edits that make the newer text of the older one, in order.
pub fn edits<'t>(older: &'t str, newer: &'t str, language: &Language) -> Vec<(RunKind, &'t str)> {
    let (before, after) = (pieces(older), pieces(newer));
    let (a, b) = numbered(&before, &after);
    let mut stretches = script(&a, &b, &before, &after);
    slide(&mut stretches, &before, &a, &after, &b);
    let stretches = fused(stretches, &before, &after);
    let mut out: Vec<(RunKind, &str)> = Vec::new();
    let mut at = (0, 0);
    for stretch in &stretches {
        let from = at;
        let length = |pieces: &[&str]| pieces.iter().map(|piece| piece.len()).sum::<usize>();
        at = (at.0 + length(&before[stretch.older.clone()]), at.1 + length(&after[stretch.newer.clone()]));
        let (gone, come) = (&older[from.0..at.0], &newer[from.1..at.1]);
        if stretch.is_kept {
            out.push((RunKind::Keep, come));
            continue;
        }
        // `والدول` and `الدول` share their word.
        let (gone, come, kept) = match proclitic(gone, come, language).filter(|_| !gone.is_empty() && !come.is_empty())
        {
            Some((g, c)) => (&gone[..g], &come[..c], &come[c..]),
            None => (gone, come, ""),
        };
        out.extend(
            [(RunKind::Del, gone), (RunKind::Ins, come), (RunKind::Keep, kept)].into_iter().filter(|e| !e.1.is_empty()),
        );
    }
    out
}

/// Pieces as numbers, equal for equal pieces: comparing them costs nothing.
fn numbered(older: &[&str], newer: &[&str]) -> (Vec<u32>, Vec<u32>) {
    let mut known: HashMap<String, u32> = HashMap::new();
    let mut number = |piece: &&str| {
        let next = known.len() as u32;
        *known.entry((*piece).to_owned()).or_insert(next)
    };
    (older.iter().map(&mut number).collect(), newer.iter().map(&mut number).collect())
}

/// The edit script: first of the words that say something, then of what stands between those that both keep. A shortest script of all
/// pieces alone would keep an "and" and two spaces rather than a name.
fn script(a: &[u32], b: &[u32], before: &[&str], after: &[&str]) -> Vec<Stretch> {
    let weighty = |pieces: &[&str]| -> Vec<usize> {
        let says = |piece: &str| is_word(piece) && (piece.chars().nth(2).is_some() || piece.chars().any(says_alone));
        (0..pieces.len()).filter(|at| says(pieces[*at])).collect()
    };
    let (older, newer) = (weighty(before), weighty(after));
    let numbers = |of: &[usize], all: &[u32]| of.iter().map(|at| all[*at]).collect::<Vec<u32>>();
    let mut script = Script::default();
    let mut at = (0, 0);
    for (o, n) in common(&numbers(&older, a), &numbers(&newer, b)) {
        let (o, n) = (older[o], newer[n]);
        script.fill(a, b, at.0..o, at.1..n);
        script.push(true, o..o + 1, n..n + 1);
        at = (o + 1, n + 1);
    }
    script.fill(a, b, at.0..a.len(), at.1..b.len());
    script.stretches
}

/// Figures and Chinese characters are words by themselves.
fn says_alone(c: char) -> bool {
    c.is_ascii_digit() || is_ideograph(c)
}

#[derive(Default)]
struct Script {
    stretches: Vec<Stretch>,
}

impl Script {
    fn push(&mut self, is_kept: bool, older: Range<usize>, newer: Range<usize>) {
        if older.is_empty() && newer.is_empty() {
            return;
        }
        match self.stretches.last_mut().filter(|last| last.is_kept == is_kept) {
            Some(last) => (last.older.end, last.newer.end) = (older.end, newer.end),
            None => self.stretches.push(Stretch { is_kept, older, newer }),
        }
    }

    fn fill(&mut self, a: &[u32], b: &[u32], older: Range<usize>, newer: Range<usize>) {
        let mut at = (older.start, newer.start);
        for (o, n) in common(&a[older.clone()], &b[newer.clone()]) {
            let (o, n) = (older.start + o, newer.start + n);
            self.push(false, at.0..o, at.1..n);
            self.push(true, o..o + 1, n..n + 1);
            at = (o + 1, n + 1);
        }
        self.push(false, at.0..older.end, at.1..newer.end);
    }
}

/// What two rows have in common, in order: positions in the older and the newer.
fn common(older: &[u32], newer: &[u32]) -> Vec<(usize, usize)> {
    let front = older.iter().zip(newer).take_while(|(a, b)| a == b).count();
    let back = older[front..].iter().rev().zip(newer[front..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&older[front..older.len() - back], &newer[front..newer.len() - back]);
    let mut out: Vec<(usize, usize)> = (0..front).map(|at| (at, at)).collect();
    if a.len() + b.len() <= MOST {
        for op in capture_diff_slices(Algorithm::Myers, a, b) {
            if let DiffOp::Equal { old_index, new_index, len } = op {
                out.extend((0..len).map(|at| (front + old_index + at, front + new_index + at)));
            }
        }
    }
    out.extend((0..back).map(|at| (older.len() - back + at, newer.len() - back + at)));
    out
}

/// Moves what only one side has to the best of the places where it may stand: `A[, B], C` and `A, [B, ]C` are the same change.
fn slide(stretches: &mut Vec<Stretch>, before: &[&str], a: &[u32], after: &[&str], b: &[u32]) {
    for at in 1..stretches.len().saturating_sub(1) {
        let stretch = stretches[at].clone();
        let (range, texts, numbers) = match (stretch.older.is_empty(), stretch.newer.is_empty()) {
            _ if stretch.is_kept => continue,
            (true, false) => (stretch.newer, after, b),
            (false, true) => (stretch.older, before, a),
            _ => continue,
        };
        let (room_before, room_behind) = (stretches[at - 1].newer.len(), stretches[at + 1].newer.len());
        // As far back as it goes, then forward place by place.
        let back = (0..room_before).take_while(|i| numbers[range.start - 1 - i] == numbers[range.end - 1 - i]).count();
        let ahead = (0..room_behind).take_while(|i| numbers[range.start + i] == numbers[range.end + i]).count();
        let score = |shift: isize| {
            let edge = |at: usize| cut(texts, (at as isize + shift) as usize);
            edge(range.start) + edge(range.end)
        };
        let best = (-(back as isize)..=ahead as isize).max_by_key(|shift| (score(*shift), -shift.abs())).unwrap_or(0);
        let shifted =
            |range: &Range<usize>| (range.start as isize + best) as usize..(range.end as isize + best) as usize;
        let stretch = &mut stretches[at];
        (stretch.older, stretch.newer) = (shifted(&stretch.older), shifted(&stretch.newer));
        let (older, newer) = (stretch.older.clone(), stretch.newer.clone());
        (stretches[at - 1].older.end, stretches[at - 1].newer.end) = (older.start, newer.start);
        (stretches[at + 1].older.start, stretches[at + 1].newer.start) = (older.end, newer.end);
    }
    stretches.retain(|stretch| !stretch.older.is_empty() || !stretch.newer.is_empty());
}

/// How well a text is cut before a piece: between clauses best, then between words, within a word's punctuation worst.
fn cut(pieces: &[&str], at: usize) -> u8 {
    let Some(before) = at.checked_sub(1).and_then(|before| pieces.get(before)) else { return 4 };
    let Some(behind) = pieces.get(at) else { return 4 };
    let is_space = |piece: &str| piece.chars().all(char::is_whitespace);
    match (is_space(before), is_space(behind)) {
        (true, _) if at > 1 && !is_word(pieces[at - 2]) => 3,
        (true, false) => 2,
        (false, true) => 1,
        _ if !is_word(behind) => 1,
        _ => 0,
    }
}

/// Changes fused over what a reader would not see as kept.
fn fused(stretches: Vec<Stretch>, before: &[&str], after: &[&str]) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    for mut stretch in stretches {
        while let [.., left, kept] = &out[..]
            && !stretch.is_kept
            && !left.is_kept
            && goes_with(left, kept, &stretch, before, after)
        {
            (stretch.older.start, stretch.newer.start) = (left.older.start, left.newer.start);
            out.truncate(out.len() - 2);
        }
        out.push(stretch);
    }
    out
}

/// Whether what is kept between two changes is too little to stand out.
fn goes_with(left: &Stretch, kept: &Stretch, right: &Stretch, before: &[&str], after: &[&str]) -> bool {
    let letters = |pieces: &[&str]| -> usize {
        pieces.iter().filter(|piece| is_word(piece)).map(|piece| piece.chars().count()).sum()
    };
    let size = |of: &Stretch| (letters(&before[of.older.clone()]), letters(&after[of.newer.clone()]));
    let (l, r) = (size(left), size(right));
    let kept = &before[kept.older.clone()];
    let words = kept.iter().filter(|piece| is_word(piece)).count();
    let is_short = letters(kept) <= l.0.max(l.1).min(r.0.max(r.1));
    let both_have_both = l.0 > 0 && l.1 > 0 && r.0 > 0 && r.1 > 0;
    let together_have_both = l.0 + r.0 > 0 && l.1 + r.1 > 0;
    let is_chinese = kept.iter().all(|piece| piece.chars().all(is_ideograph));
    match words {
        // Nothing but a space or a stop.
        0 => together_have_both,
        1..=2 if is_chinese => together_have_both && is_short,
        1..=3 => both_have_both && is_short,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn shown(older: &str, newer: &str, code: &str) -> String {
        let language = Lexicon::built_in().language(code).expect("built in");
        let edits = edits(older, newer, language);
        edits
            .into_iter()
            .map(|(kind, text)| match kind {
                RunKind::Keep => text.to_owned(),
                RunKind::Del => format!("[-{text}-]"),
                RunKind::Ins => format!("{{+{text}+}}"),
            })
            .collect()
    }

    #[test]
    fn redlines_are_as_a_reader_would_mark_them() {
        let cases = include_str!("../../tests/redlines.txt");
        let (mut count, mut wrong) = (0, Vec::new());
        for case in cases.split("\n\n").filter(|case| !case.trim_start().starts_with('#')) {
            let mut lines = case.lines();
            let (Some(code), Some(older), Some(newer), Some(wanted)) =
                (lines.next(), lines.next(), lines.next(), lines.next())
            else {
                continue;
            };
            let shown = shown(older, newer, code);
            if shown != wanted {
                wrong.push(format!("wanted {wanted}\n   got {shown}"));
            }
            count += 1;
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(count > 12, "{count}");
    }
}
