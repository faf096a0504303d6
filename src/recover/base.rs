//! An older text at hand: then its wording is known, and what the raw text has more was inserted.
//!
//! The lines of the base are found among those of the raw text. What the rules found is confirmed where it gives the line of the base, to the
//! character; where it does not, the alignment decides: an addition that begins where a word or stop of the base has just ended, with nothing
//! between (`études,;`), has replaced it. A line that cannot be aligned keeps what the rules found (see [`super::unmarked`] for what is said).

use super::align::{additions, common, lines};
use super::canonical::Canonical;
use super::checksum;
use super::page::Page;
use super::rows::{Rows, Stop, sections};
use super::split::{Find, Finds, Rule};
use crate::read::manuscript::MarkKind;
use crate::segment::{Read, Setting, identity};
use std::collections::HashSet;
use std::ops::Range;

/// A text whose wording before the change is known: the newest reading of another source.
#[derive(Clone, Copy)]
pub struct Base<'b> {
    /// That reading, and what is in it.
    pub read: Read<'b>,
}

/// One text of a base.
#[derive(Clone, Copy)]
pub(super) struct BaseText<'b> {
    pub read: Read<'b>,
    pub index: usize,
}

/// What came of the rules when they were held against a base.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub finds: Vec<Find>,
    pub sections: Vec<Judged>,
    /// Lines whose older wording is that of the base.
    pub confirmed: HashSet<usize>,
}

/// The lines of a section's items, and whether their stops are in order in both texts.
#[derive(Debug)]
pub(super) struct Judged {
    pub lines: Vec<usize>,
    pub is_kept: bool,
}

/// The base of a text: that with its id, or the only one where there is only one text.
pub(super) fn of<'b>(index: usize, read: Read<'_>, bases: &[Base<'b>], setting: Setting<'_>) -> Option<BaseText<'b>> {
    let id = |read: Read<'_>, index: usize| identity(read.outline, index, read.reading, setting.lexicon).id();
    let own = id(read, index);
    let texts = |base: &Base<'b>| -> Vec<BaseText<'b>> {
        let read = base.read;
        (0..read.outline.texts.len()).map(|index| BaseText { read, index }).collect()
    };
    // Words can be compared in one language only.
    let language = &read.outline.texts[index].language.language;
    let is_same = |base: &BaseText<'b>| base.read.outline.texts[base.index].language.language == *language;
    let all: Vec<BaseText<'b>> = bases.iter().flat_map(texts).filter(is_same).collect();
    let found = all.iter().find(|base| id(base.read, base.index) == own);
    let only = (all.len() == 1 && read.outline.texts.len() == 1).then(|| all.first()).flatten();
    found.or(only).copied().filter(|base| is_version_of(read, index, *base, setting))
}

/// Whether most words of a base stand in a text: a text of the same number may be an excerpt, a bad scan, or another one.
fn is_version_of(read: Read<'_>, index: usize, base: BaseText<'_>, setting: Setting<'_>) -> bool {
    const MOST: f64 = 0.5;
    let words = |read: Read<'_>, index: usize| -> Vec<String> {
        let text = &read.outline.texts[index];
        let Some(language) = setting.lexicon.language(&text.language.language) else { return Vec::new() };
        let clauses = text.clauses().into_iter().map(|clause| &clause.text);
        let words = clauses.map(|slice| &read.reading.lines[slice.line].text[slice.range.clone()]);
        let mut bag: Vec<String> = words.flat_map(|words| Canonical::new(words, language).bag()).collect();
        bag.sort_unstable();
        bag
    };
    // A text that is cited by its marker alone has no words to compare.
    if read.outline.texts[index].sections.is_empty() {
        return true;
    }
    let (own, of_base) = (words(read, index), words(base.read, base.index));
    let shared = common(&of_base, &own) as f64;
    shared >= MOST * of_base.len() as f64 && shared >= MOST * MOST * own.len() as f64
}

/// Whether any text of a reading has a base.
pub fn has_base(read: Read<'_>, bases: &[Base<'_>], setting: Setting<'_>) -> bool {
    (0..read.outline.texts.len()).any(|index| of(index, read, bases, setting).is_some())
}

/// The finds of a text, confirmed or corrected by its base.
pub(super) fn confirmed(page: &Page<'_>, mut finds: Finds, base: Option<BaseText<'_>>) -> Outcome {
    let mut confirmed = HashSet::new();
    if let Some(base) = base {
        let (by_base, lines) = against(page, &finds, base);
        finds = by_base;
        confirmed = lines;
    }
    let sections = sections(page, &finds.lines_of(Rule::HeadRunOn));
    let judged = (0..sections.len()).map(|at| judged(&sections, at, &finds)).collect();
    Outcome { finds: finds.into_vec(), sections: judged, confirmed }
}

fn judged(sections: &[Rows<'_>], at: usize, finds: &Finds) -> Judged {
    let lines = sections[at].items.iter().map(|item| item.line).collect();
    Judged { lines, is_kept: checksum::keeps(sections, at, finds) }
}

fn against(page: &Page<'_>, finds: &Finds, base: BaseText<'_>) -> (Finds, HashSet<usize>) {
    let raw = page.lines();
    let base_page = Page { reading: base.read.reading, text: &base.read.outline.texts[base.index], ..*page };
    let folded = |page: &Page<'_>, lines: &[usize]| -> Vec<Canonical> {
        lines.iter().map(|line| Canonical::new(page.line(*line), page.language)).collect()
    };
    let (before, after) = (folded(&base_page, &base_page.lines()), folded(page, &raw));
    // The raw line holds the words of the older one, and perhaps many more.
    let alike = |base: &[String], raw: &[String]| {
        let shared = common(base, raw) as f64;
        let held = shared / base.len().max(1) as f64;
        let both = 2.0 * shared / (base.len() + raw.len()).max(1) as f64;
        if held < 0.6 { 0.0 } else { 0.7 * held + 0.3 * both }
    };
    let pairs = lines(&before, &after, alike);
    let mut out = Finds::default();
    let mut confirmed = HashSet::new();
    let held: HashSet<usize> = pairs.iter().flatten().copied().collect();
    let mut is_reconciled = held.len() == before.len();
    for (at, line) in raw.iter().enumerate() {
        let own: Vec<Find> = finds.on(*line).to_vec();
        let Some(partner) = pairs[at] else {
            let whole =
                own.iter().find(|find| find.whole == Some(MarkKind::Inserted)).map_or(Rule::Base, |find| find.rule);
            out.extend(vec![Find::whole(whole, *line, MarkKind::Inserted).sure(1.0)]);
            confirmed.insert(*line);
            continue;
        };
        // What the base holds was not inserted, whatever the rules said.
        let own: Vec<Find> = own.into_iter().filter(|find| find.whole != Some(MarkKind::Inserted)).collect();
        if older(page, *line, &own).characters == before[partner].characters {
            confirmed.insert(*line);
            out.extend(own.into_iter().map(|find| find.sure(1.0)).collect());
        } else if let Some(added) = additions(&before[partner], &after[at]) {
            confirmed.insert(*line);
            out.extend(added.into_iter().map(|range| addition(page, *line, &after[at], range, &own)).collect());
        } else {
            is_reconciled = false;
            out.extend(own);
        }
    }
    // Without any sign that it has run together, a text that lacks words of the base is simply another version.
    if finds.is_empty() && !is_reconciled { (Finds::default(), HashSet::new()) } else { (out, confirmed) }
}

/// The older wording of a line by what the rules found.
fn older(page: &Page<'_>, line: usize, finds: &[Find]) -> Canonical {
    let text = page.line(line);
    let mut inserted: Vec<Range<usize>> = finds.iter().flat_map(|find| find.inserted.clone()).collect();
    inserted.sort_by_key(|range| range.start);
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for range in inserted {
        kept.push_str(&text[from..range.start.max(from)]);
        from = range.end.max(from);
    }
    kept.push_str(&text[from..]);
    Canonical::new(&kept, page.language)
}

/// A split by alignment: the addition, and what it replaced.
fn addition(page: &Page<'_>, line: usize, folded: &Canonical, range: Range<usize>, own: &[Find]) -> Find {
    let inserted = folded.source(range.clone());
    let meets =
        |find: &&Find| find.inserted.iter().any(|other| other.start < inserted.end && inserted.start < other.end);
    if let Some(by_rule) = own.iter().find(meets) {
        // What was deleted the rule tells; what was inserted, the base.
        let free = |range: &Range<usize>| range.end <= inserted.start || inserted.end <= range.start;
        let deleted: Vec<Range<usize>> = by_rule.deleted.iter().filter(|range| free(range)).cloned().collect();
        return Find::new(by_rule.rule, line, deleted, vec![inserted]).sure(1.0);
    }
    let text = page.line(line);
    let (before, first) = (text[..inserted.start].chars().next_back(), text[inserted.start..].chars().next());
    let (Some(before), Some(first)) = (before, first) else {
        return Find::new(Rule::Base, line, Vec::new(), vec![inserted]).sure(1.0);
    };
    let two_stops = Stop::of(before).is_some() && Stop::of(first).is_some();
    let two_words = before.is_alphanumeric() && first.is_alphanumeric();
    let deleted = match (two_stops, two_words) {
        (true, _) => Some(inserted.start - before.len_utf8()..inserted.start),
        (_, true) => Some(replaced(folded, range, &inserted)),
        _ => None,
    };
    // Where a word was replaced the base tells what there was, not how much of it is gone.
    let confidence = if two_words { 0.9 } else { 1.0 };
    Find::new(Rule::Base, line, deleted, vec![inserted]).sure(confidence)
}

/// The words before an addition that it replaced: as many as end alike in both (`une fois par an`, `deux fois par an`), else one.
fn replaced(folded: &Canonical, added: Range<usize>, source: &Range<usize>) -> Range<usize> {
    let text = &folded.characters;
    let word_start = |end: usize| (0..end).rev().find(|at| !text[*at].is_alphanumeric()).map_or(0, |at| at + 1);
    let common =
        text[..added.start].iter().rev().zip(text[added.clone()].iter().rev()).take_while(|(a, b)| a == b).count();
    let mut start = word_start(added.start);
    if common > added.start - start {
        start = word_start(added.start - common);
    }
    folded.source(start..added.start).start..source.start
}
