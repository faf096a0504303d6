//! Run-in heads: `resolves, 1) to act; 2) to stop.` on one line is read as the head and the items that it holds, and so is
//! `decides to approve the accounts.` behind a section that is over.
//!
//! Enters a reading; leaves one in which such lines are cut (DOMAIN §1.3, "Run-in"). Each part still knows its place in the source.

use super::detect::house_by_form;
use super::evidence::Grammar;
use super::head::{Reach, opening};
use super::label::{Label, Ladder};
use crate::lexicon::fold::{bare_ends, stops};
use crate::read::{Deadline, Line, Reading};

/// A line longer than this is prose.
const LONGEST: usize = 4_000;

/// The reading with run-in heads on lines of their own, or its beginning when the time is over.
pub fn unfold(reading: Reading, grammar: Grammar<'_>, deadline: Deadline) -> Reading {
    // Where each clause carries its own act, an act and a list on one line are one clause.
    let named = reading.lines.iter().any(|line| grammar.body_line(0, line).is_some());
    let own_acts = if named {
        reading.lines.iter().any(|line| grammar.opens_text_with_own_acts(line))
    } else {
        let guess = house_by_form(&reading.lines, grammar.lexicon, grammar.language);
        grammar.lexicon.house(&guess.house).is_some_and(|house| house.act_on == "clause")
    };
    let mut lines = Vec::with_capacity(reading.lines.len());
    // Before the first resolution there is only prose, in which the same words head nothing.
    let mut begun = false;
    let mut rows = reading.lines.into_iter().enumerate().peekable();
    while let Some((index, line)) = rows.next().filter(|_| !deadline.is_past()) {
        begun |= grammar.number_line(index, &line.text).is_some() || grammar.body_line(index, &line).is_some();
        begun |= behind_body(&line, grammar).is_some();
        if !begun {
            lines.push(line);
            continue;
        }
        if line.text.len() > LONGEST
            || line.label.is_some()
            || grammar.style_role(&line).is_some_and(|role| role != "body_sentence")
        {
            lines.push(line);
            continue;
        }
        let mut rest = line;
        if let Some(at) = behind_body(&rest, grammar) {
            let (body, behind) = rest.split_at(at);
            lines.push(body);
            rest = behind;
        }
        let mut behind_sentence = || {
            let list_follows =
                rows.peek().is_some_and(|(_, next)| next.label.is_some() || label_at(&next.text, grammar).is_some());
            let over = !list_follows && lines.last().is_some_and(|last| is_over(last, grammar));
            over.then(|| sole_item_behind_sentence(&rest, grammar)).flatten()
        };
        if !own_acts && let Some(at) = sole_item(&rest, grammar).or_else(&mut behind_sentence) {
            let (head, item) = rest.split_at(at);
            lines.push(head);
            rest = item;
        } else if !own_acts && let Some(at) = first_item(&rest, grammar) {
            let (head, items) = rest.split_at(at);
            lines.push(head);
            rest = items;
            let mut ladder = Ladder::default();
            while let Some(at) = next_item(&rest, &mut ladder, grammar) {
                let (item, behind) = rest.split_at(at);
                lines.push(item);
                rest = behind;
            }
        }
        lines.push(rest);
    }
    Reading { lines, ..reading }
}

/// Where a head begins behind the sentence that names the body: `The Conference (Geneva, 2022), recognizing`.
fn behind_body(line: &Line, grammar: Grammar<'_>) -> Option<usize> {
    let tokens = grammar.language.tokens_of_body(&line.text);
    let found = grammar.language.body(&tokens)?;
    let mut open = 0;
    let from = tokens[found.end - 1].range.end;
    let comma = line.text[from..].char_indices().find(|(_, c)| {
        match c {
            c if stops::OPEN.contains(c) => open += 1,
            c if stops::CLOSE.contains(c) => open -= 1,
            _ => {}
        }
        open == 0 && stops::COMMA.contains(c)
    });
    let (at, sign) = comma?;
    let inside = line.text[from..from + at].trim();
    if !(inside.is_empty() || inside.starts_with(stops::OPEN)) {
        return None;
    }
    let at = from + at + sign.len_utf8();
    let behind = &line.text[at..];
    opening(bare_ends(behind), grammar.lexicon, grammar.language, None, None, Reach::Line)?;
    Some(at)
}

/// Where the first item begins behind a head on the same line.
fn first_item(line: &Line, grammar: Grammar<'_>) -> Option<usize> {
    if label_at(&line.text, grammar).is_some() {
        return None;
    }
    let found = opening(&line.text, grammar.lexicon, grammar.language, None, None, Reach::Beginning)?;
    // The label follows the act, or the addressees behind it, after a comma or a colon at most.
    let from = found.end;
    let is_sign = |c: char| stops::COMMA.contains(&c) || stops::COLON.contains(&c);
    let behind = line.text[from..].trim_start().trim_start_matches(is_sign).trim_start();
    let at = line.text.len() - behind.len();
    let label = label_at(behind, grammar)?;
    (label.is_first() && label.range.end < behind.len()).then_some(at)
}

/// Where the only item begins behind a head on the same line: `considering that the moon is far,`.
fn sole_item(line: &Line, grammar: Grammar<'_>) -> Option<usize> {
    let text = bare_ends(&line.text);
    if label_at(text, grammar).is_some() || !text.ends_with(stops::ANY) || text.ends_with(stops::COLON) {
        return None;
    }
    let found = opening(&line.text, grammar.lexicon, grammar.language, None, None, Reach::Line)?;
    let at = line.text.find(&found.act.text)? + found.act.text.len();
    found.goes_on.then(|| line.text.len() - line.text[at..].trim_start().len())
}

/// Whether a section ends with a line: it names the body, or ends in a comma and is more than a head.
fn is_over(line: &Line, grammar: Grammar<'_>) -> bool {
    let text = bare_ends(&line.text);
    if grammar.body_line(0, line).is_some() {
        return true;
    }
    let head = opening(text, grammar.lexicon, grammar.language, None, None, Reach::Line);
    text.ends_with(stops::COMMA) && !head.is_some_and(|head| head.unknown.is_empty() && !head.goes_on)
}

/// The same where only the place tells: behind a section that is over, words with a stop that go on behind an act and its
/// addressees (`decides to approve the accounts.`).
fn sole_item_behind_sentence(line: &Line, grammar: Grammar<'_>) -> Option<usize> {
    let text = bare_ends(&line.text);
    let ends = text.ends_with(stops::COMMA) || text.ends_with(stops::FULL);
    if !ends || label_at(text, grammar).is_some() {
        return None;
    }
    let found = opening(&line.text, grammar.lexicon, grammar.language, None, None, Reach::Beginning)?;
    // Somebody is charged: where the lexicon does not know whom, the words behind the act may be the name.
    let is_addressed = grammar.lexicon.act(&found.act.id).is_some_and(|act| act.addressed);
    if is_addressed && !found.addresses_known() {
        return None;
    }
    let is_sign = |c: char| stops::COMMA.contains(&c) || stops::COLON.contains(&c);
    let behind = line.text[found.end..].trim_start().trim_start_matches(is_sign).trim_start();
    // A list on the same line is cut item by item.
    let goes_on = behind.contains(char::is_alphanumeric) && label_at(behind, grammar).is_none();
    goes_on.then_some(line.text.len() - behind.len())
}

/// Where the next item begins: behind the stop of the one before it, with the label that is expected.
fn next_item(line: &Line, ladder: &mut Ladder, grammar: Grammar<'_>) -> Option<usize> {
    let own = label_at(&line.text, grammar)?;
    ladder.place(&own);
    let ends = line.text.char_indices().filter(|(_, c)| stops::SEMICOLON.contains(c));
    let behind = ends.map(|(at, c)| at + c.len_utf8()).filter(|from| !line.text[*from..].trim_start().is_empty());
    behind.into_iter().find(|from| {
        let label = label_at(&line.text[*from..], grammar);
        label.is_some_and(|label| !label.is_first() && ladder.clone().place(&label) == (0, true))
    })
}

fn label_at(text: &str, grammar: Grammar<'_>) -> Option<Label> {
    Label::of(text, None, grammar.lexicon, grammar.language)
        .or_else(|| Label::loose(text, grammar.lexicon, grammar.language))
}
