//! Changes that carry no mark: the older reading of a marked text against the text in force.
//!
//! A proposal shows what it changes; what it changed without showing is what a secretariat fears most. Enters the older reading and the texts at
//! hand; leaves a note for each head, clause and title that the text in force words otherwise, has more, or has not.

use super::align::{common, lines};
use super::base::{Base, BaseText, of};
use super::canonical::Canonical;
use super::page::Page;
use crate::note::{Name, Note};
use crate::read::Manuscript;
use crate::segment::outline::Slice;
use crate::segment::{Read, Setting};
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::collections::HashSet;
use std::ops::Range;

/// The notes on what an older reading and the texts in force do not share.
pub fn unmarked(manuscript: &Manuscript, older: Read<'_>, bases: &[Base<'_>], setting: Setting<'_>) -> Vec<Note> {
    let texts = (0..older.outline.texts.len()).take_while(|_| !setting.deadline.is_past());
    let pages = texts.filter_map(|at| Page::new(older, at, setting));
    let pairs = pages.filter_map(|page| Some((page, of(page.index, older, bases, setting)?)));
    // A text that is cited by its marker alone has no words to compare.
    let pairs = pairs.filter(|(page, _)| !page.text.sections.is_empty());
    pairs.flat_map(|(page, base)| differences(manuscript, &page, base)).collect()
}

/// A head, clause or title: its line, and its words from the label on.
struct Row {
    line: usize,
    range: Range<usize>,
    folded: Canonical,
}

fn rows(page: &Page<'_>) -> Vec<Row> {
    let mut slices: Vec<(usize, Range<usize>)> =
        page.text.title.iter().map(|slice| (slice.line, slice.range.clone())).collect();
    let heads = page.text.sections.iter().filter_map(|section| section.head.as_ref());
    slices.extend(heads.map(|slice: &Slice| (slice.line, slice.range.clone())));
    for clause in page.text.clauses() {
        let (label, text) = (&clause.label_slice, &clause.text);
        let start = if label.line == text.line { label.range.start.min(text.range.start) } else { text.range.start };
        slices.push((text.line, start..text.range.end));
    }
    slices.sort_by_key(|(line, range)| (*line, range.start));
    let row = |(line, range): (usize, Range<usize>)| {
        let folded = Canonical::new(&page.line(line)[range.clone()], page.language);
        Row { line, range, folded }
    };
    slices.into_iter().map(row).collect()
}

fn differences(manuscript: &Manuscript, page: &Page<'_>, base: BaseText<'_>) -> Vec<Note> {
    let in_force = Page { reading: base.read.reading, text: &base.read.outline.texts[base.index], ..*page };
    let (before, after) = (rows(&in_force), rows(page));
    let folded = |rows: &[Row]| rows.iter().map(|row| row.folded.clone()).collect::<Vec<_>>();
    let alike =
        |one: &[String], other: &[String]| 2.0 * common(one, other) as f64 / (one.len() + other.len()).max(1) as f64;
    let pairs = lines(&folded(&before), &folded(&after), alike);
    let place = |row: &Row| manuscript.place_of(&page.reading.lines[row.line], row.range.clone());
    let words = |row: &Row| &page.line(row.line)[row.range.clone()];
    let mut notes = Vec::new();
    for (row, pair) in after.iter().zip(&pairs) {
        let message = match pair {
            None => format!(
                "“{}” is not in the text in force, and no mark says that it was inserted",
                shortened(&row.folded)
            ),
            Some(at) if before[*at].folded.characters != row.folded.characters => {
                let (here, there) = apart(&row.folded, &before[*at].folded);
                format!("reads “{here}” where the text in force reads “{there}”, and no mark says that it was changed")
            }
            Some(_) => continue,
        };
        notes.push(Note::new(Name::UnmarkedChange, message).at(place(row), words(row)));
    }
    let held: HashSet<usize> = pairs.iter().flatten().copied().collect();
    let missing = (0..before.len()).filter(|at| !held.contains(at));
    for at in missing {
        let message = format!(
            "the text in force has “{}” here, and no mark says that it was deleted",
            shortened(&before[at].folded)
        );
        let note = Note::new(Name::UnmarkedChange, message);
        // It would stand behind the row that it follows there.
        let behind = pairs.iter().rposition(|pair| pair.is_some_and(|held| held < at)).map(|row| &after[row]);
        let near = behind.or(after.first());
        notes.push(match near {
            Some(row) => note.at(place(row), words(row)),
            None => note,
        });
    }
    notes
}

/// Words shown on either side of what differs.
const AROUND: usize = 3;
/// Characters of a wording that are shown.
const SHOWN: usize = 80;

fn shortened(line: &Canonical) -> String {
    let text = line.text(0..line.characters.len());
    let mut short: String = text.chars().take(SHOWN).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// Two wordings of a line, cut to the words that differ and a few around them.
fn apart(here: &Canonical, there: &Canonical) -> (String, String) {
    let (own, other) = (here.tokens(), there.tokens());
    let words =
        |line: &Canonical, tokens: &[Range<usize>]| tokens.iter().map(|r| line.text(r.clone())).collect::<Vec<_>>();
    let (mine, theirs) = (words(here, &own), words(there, &other));
    const MOST: usize = 4_000;
    let changed = if mine.len().max(theirs.len()) > MOST {
        None
    } else {
        let ops = capture_diff_slices(Algorithm::Myers, &mine, &theirs);
        let changed: Vec<_> = ops.into_iter().filter(|op| op.tag() != DiffTag::Equal).collect();
        changed.first().zip(changed.last()).map(|(first, last)| {
            (first.old_range().start..last.old_range().end, first.new_range().start..last.new_range().end)
        })
    };
    match changed {
        Some((mine, theirs)) => (around(here, &own, mine), around(there, &other, theirs)),
        None => (shortened(here), shortened(there)),
    }
}

fn around(line: &Canonical, tokens: &[Range<usize>], changed: Range<usize>) -> String {
    // A word and the space behind it.
    let from = changed.start.saturating_sub(2 * AROUND);
    let to = (changed.end + 2 * AROUND).min(tokens.len());
    let Some((first, last)) = tokens.get(from).zip(to.checked_sub(1).and_then(|last| tokens.get(last))) else {
        return String::new();
    };
    let shown = line.text(first.start..last.end.max(first.start));
    let ellipsis = |is_cut: bool| if is_cut { "…" } else { "" };
    let mut middle: String = shown.trim().chars().take(2 * SHOWN).collect();
    if middle.len() < shown.trim().len() {
        middle.push('…');
    }
    format!("{}{middle}{}", ellipsis(from > 0), ellipsis(to < tokens.len()))
}
