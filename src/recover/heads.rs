//! Heads that have run together (rule 13 of DOMAIN §5): `notantreconnaissant`, `invitecharge le Directeur …`.

use super::page::{Order, Page};
use super::split::{Find, Rule};
use crate::lexicon::fold::{bare_ends, stops};
use crate::segment::outline::Slice;
use crate::segment::{Label, Opening, Reach, opening};
use std::collections::HashSet;

/// Longer than this no two heads are.
const LONGEST: usize = 400;

/// The splits of heads: a line is cut where both halves are heads of the lexicon, and it is none as a whole.
pub(super) fn find(page: &Page<'_>, order: Order) -> Vec<Find> {
    // Where each clause opens with its act there are no heads.
    if page.house().and_then(|house| page.lexicon.house(house)).is_some_and(|house| house.act_on == "clause") {
        return Vec::new();
    }
    let text = page.text;
    let header = text.number.iter().map(|n| &n.slice).chain(&text.title).chain(text.body.iter().map(|b| &b.slice));
    let annexes = text.annexes.iter().flat_map(|annex| annex.heading.iter().chain(&annex.paragraphs));
    let others: HashSet<usize> = header.chain(annexes).chain(&text.reasons).map(|slice: &Slice| slice.line).collect();
    let mut acts = HashSet::new();
    let mut finds = Vec::new();
    for line in page.lines() {
        if others.contains(&line) || page.reading.lines[line].cell.is_some() {
            continue;
        }
        if let Some(head) = clean(page, bare_ends(page.line(line))) {
            acts.insert(head.act.id);
        } else if let Some(find) = cut(page, line, order, &acts) {
            finds.push(find);
        }
    }
    finds
}

/// A text that is a head, and nothing else.
fn clean(page: &Page<'_>, text: &str) -> Option<Opening> {
    let found = opening(text, page.lexicon, page.language, page.house(), None, Reach::Line)?;
    found.unknown.is_empty().then_some(found)
}

fn cut(page: &Page<'_>, line: usize, order: Order, acts: &HashSet<String>) -> Option<Find> {
    let whole = page.line(line);
    let text = bare_ends(whole);
    let label = Label::of(whole, page.reading.lines[line].label.as_deref(), page.lexicon, page.language);
    if label.is_some() || text.len() > LONGEST || text.ends_with(stops::FULL) || text.ends_with(stops::SEMICOLON) {
        return None;
    }
    let tokens = page.language.tokens(text);
    let first = tokens.first()?;
    // Either the line opens with an act that is whole, or the two acts meet within its first word.
    let last = if page.language.lead(&tokens, page.house(), None).is_some() { text.len() } else { first.range.end };
    let cuts = text[..last].char_indices().map(|(at, _)| at).filter(|at| {
        let (before, after) = (text[..*at].chars().next_back(), text[*at..].chars().next());
        before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic)
    });
    let from = whole.find(text)?;
    cuts.into_iter().find_map(|at| {
        let (first, second) = (&text[..at], &text[at..]);
        let before = clean(page, first)?;
        let after = clean(page, second)?;
        if before.act.id == after.act.id && before.addressees == after.addressees {
            return None;
        }
        // `invitecharge le Directeur`: whom the act addresses belongs to both; so does what else follows, where the older act has been used
        // before and needs it to be told apart (`considérantnotant en outre`).
        let act_end = second.find(after.act.text.as_str())? + after.act.text.len();
        let behind = &second[act_end..];
        let joined = format!("{first}{behind}");
        let is_shared = !behind.trim().is_empty()
            && before.addressees.is_empty()
            && clean(page, &joined).is_some()
            && (!after.addressees.is_empty() || acts.contains(&before.act.id));
        // The stop behind a head is that of both (`отмечая,`), and so is the space before it.
        let end = if is_shared { at + act_end } else { text.trim_end_matches(stops::ANY).trim_end().len() };
        let (deleted, inserted) = order.of(from..from + at, from + at..from + end);
        Some(Find::new(Rule::HeadRunOn, line, vec![deleted], vec![inserted]))
    })
}
