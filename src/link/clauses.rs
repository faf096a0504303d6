//! Citations of clauses: `resolves 2 above`, `point 2 du décide`, `paragraph 4 (a) of resolution 70/125`.

use super::own_clauses::OwnClauses;
use super::{Basis, Citation, Line, Speaker};
use crate::lexicon::fold::stops;
use crate::lexicon::tables::{Cited, OwnerKind};
use crate::segment::{Reach, opening};
use std::ops::Range;

/// What says in which text a cited clause stands.
pub(super) enum Where {
    /// A text cited beside it: its id, and whether its clauses carry their own acts.
    Cited(String, bool),
    /// This text.
    Here,
    /// Nothing says so.
    Unsaid,
    /// A text cited beside it that could not be told.
    Unknown,
    /// Something that is not a text of ours.
    Elsewhere,
}

/// A head as a citation names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The section's act (`resolves`, `resolves_instructs`), or the part that a word names (`preamble`).
    pub section: String,
    /// Its modifiers (`considering further`).
    pub modifiers: Vec<String>,
    /// Those whom it addresses, where they are named.
    pub addressees: Vec<String>,
}

/// Where each of some clauses is printed, and its labels from the outermost.
pub(super) type Labels = Vec<(Range<usize>, String)>;

/// Clauses cited together.
pub(super) struct Cites {
    pub(super) items: Labels,
    pub(super) head: Option<Head>,
    pub(super) stands: Where,
    /// Where the words end that cite them.
    end: usize,
}

impl Line<'_> {
    /// The citations of clauses in the line.
    pub(super) fn clauses(&self, cited: &[Citation], speaker: Speaker<'_>) -> Vec<Citation> {
        // At the beginning of a line the act is that line's own.
        self.cites(cited, 1).into_iter().flat_map(|cites| self.cite(cites, speaker)).collect()
    }

    /// The clauses that are cited in the line; a head may name one from a token on.
    pub(super) fn cites(&self, cited: &[Citation], heads_from: usize) -> Vec<Cites> {
        let mut out: Vec<Cites> = Vec::new();
        // A label is a figure or stands in brackets; without either only an ordinal could number a clause.
        let has_label = self.plain.text.contains(|c: char| c.is_ascii_digit() || stops::CLOSE.contains(&c));
        for at in (0..self.tokens.len()).take_while(|at| !self.is_late(*at)) {
            let start = self.tokens[at].range.start;
            let last = out.iter().rfind(|cites| !matches!(cites.stands, Where::Elsewhere));
            let is_taken = last.and_then(|cites| cites.items.last()).is_some_and(|(range, _)| start < range.end);
            let before = cited.partition_point(|c| c.range.start <= start);
            if is_taken || before.checked_sub(1).is_some_and(|at| cited[at].range.contains(&start)) {
                continue;
            }
            let by_head = || (has_label && at >= heads_from).then(|| self.by_head(at, cited)).flatten();
            out.extend(self.by_word(at, cited).or_else(by_head));
        }
        out
    }

    /// `point 2 du décide`, `paragraph 4 of resolution 70/125`, `seventh preambular paragraph`.
    fn by_word(&self, at: usize, cited: &[Citation]) -> Option<Cites> {
        let (row, mut items, mut behind) = self.labels_at(at)?;
        // "paragraph 4 (a) and (b)": a letter behind a figure is under the same figure.
        for at in 1..items.len() {
            let figures =
                items[at - 1].1.split(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap_or_default().to_owned();
            if !figures.is_empty() && !items[at].1.contains(|c: char| c.is_ascii_digit()) {
                items[at].1 = format!("{figures} {}", items[at].1);
            }
        }
        let first = items[0].0.start;
        // `alinéa a) du paragraphe 3`: one clause, cited from the inside.
        let mut from = self.token_at(behind);
        if let Some(outer) = self.links(from).find_map(|at| self.labels_at(at)).filter(|_| items.len() == 1) {
            let (_, above, end) = outer;
            if let [(_, label)] = above.as_slice() {
                items[0].1 = format!("{label} {}", items[0].1);
                items[0].0.end = end;
                behind = end;
                from = self.token_at(behind);
            }
        }
        let mut head =
            row.section.clone().map(|section| Head { section, modifiers: Vec::new(), addressees: Vec::new() });
        // `alinéa 7 du préambule`: the part of the text is named behind the label.
        let part = |at: usize| {
            let word = self.language.citing.word(&self.tokens, at, self.house)?;
            let mut rows = self.lexicon.cited(&word.value.word).filter(|row| row.shapes.is_empty());
            Some((rows.next()?.section.clone()?, word.end))
        };
        if head.is_none()
            && let Some((section, end)) = self.links(from).find_map(part)
        {
            head = Some(Head { section, modifiers: Vec::new(), addressees: Vec::new() });
            behind = self.tokens[end - 1].range.end;
            from = end;
            if let Some(last) = items.last_mut() {
                last.0.end = behind;
            }
        }
        let is_behind = self.language.citing.word(&self.tokens, at, self.house).is_some_and(|word| word.value.behind);
        if head.is_none()
            && !is_behind
            && let Some((named, end)) = self.links(from).find_map(|at| self.head_at(at))
        {
            head = Some(named);
            behind = self.closing_mark(end);
            from = self.token_at(behind);
            if let Some(last) = items.last_mut() {
                last.0.end = behind;
            }
        }
        let stands = self.stands(self.token_at(first), from, behind, cited, head.is_some());
        Some(Cites { items, head, stands, end: behind })
    }

    /// A word for a clause and the labels that belong to it, and where they end.
    fn labels_at(&self, at: usize) -> Option<(&Cited, Labels, usize)> {
        let word = self.language.citing.word(&self.tokens, at, self.house)?;
        let row = self.lexicon.cited(&word.value.word).find(|row| row.owner == OwnerKind::Text)?;
        let shapes = self.lexicon.shapes_of(&[row]);
        let (start, end) = (self.tokens[at].range.start + word.skipped, self.tokens[word.end - 1].range.end);
        if !word.value.behind {
            let chain = self.chain(self.skip_stop(end), &shapes)?;
            let mut items: Vec<_> = chain.items.into_iter().map(|item| (item.range, item.number)).collect();
            items[0].0.start = start;
            let end = self.clause_word_behind(chain.end).unwrap_or(chain.end);
            items.last_mut()?.0.end = end;
            return Some((row, items, end));
        }
        let mut items: Labels = match self.chain_before(start, &shapes) {
            Some(chain) => chain.items.into_iter().map(|item| (item.range, item.number)).collect(),
            None => {
                let words = (at.saturating_sub(6)..at).find_map(|from| {
                    let number = self.language.citing.ordinal(&self.tokens, from).filter(|found| found.end == at)?;
                    Some((self.tokens[from].range.start..start, number.value.to_string()))
                });
                vec![words?]
            }
        };
        items.last_mut()?.0.end = end;
        // "序言部分第八段": the word before the number says in which part.
        let number = self.token_at(items[0].0.start);
        let part = (number.saturating_sub(6)..number).find_map(|from| {
            let found = self.language.citing.word(&self.tokens, from, self.house)?;
            let row = self.lexicon.cited(&found.value.word).find(|row| row.section.is_some())?;
            (!found.value.behind && found.end == number).then_some((row, self.tokens[from].range.start))
        });
        let row = part.map_or(row, |(row, from)| {
            items[0].0.start = from;
            row
        });
        Some((row, items, end))
    }

    /// Where a word for a clause ends that stands directly behind its label, though another stood before it.
    fn clause_word_behind(&self, end: usize) -> Option<usize> {
        let at = self.token_at(end);
        let found = self.language.citing.word(&self.tokens, at, self.house)?;
        let is_clause = self.lexicon.cited(&found.value.word).any(|row| row.owner == OwnerKind::Text);
        let touches = self.skip_space(end) == self.tokens[at].range.start;
        (found.value.behind && is_clause && touches).then(|| self.tokens[found.end - 1].range.end)
    }

    /// A token, and those behind words like "of the" that stand there.
    fn links(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(at), |at| self.language.citing.link(&self.tokens, *at)).take(4)
    }

    /// The head that begins at a token, with its addressees, and the byte where it ends.
    pub(super) fn head_at(&self, at: usize) -> Option<(Head, usize)> {
        // A conjunction before an act is not the head's, and "present" may be an act or point at the text.
        let citing = &self.language.citing;
        if self.language.conjunction(&self.tokens, at).is_some() || citing.present(&self.tokens, at).is_some() {
            return None;
        }
        // Most words open no head: only where one does are its addressees read.
        self.language.lead(self.tokens.get(at..)?, self.house, None)?;
        let start = self.tokens.get(at)?.range.start;
        let rest = &self.plain.text[start..];
        let found = opening(rest, self.lexicon, self.language, self.house, None, Reach::Beginning)?;
        let section = match found.act.under {
            Some(under) => format!("{under}_{}", found.act.id),
            None => found.act.id,
        };
        let addressees = found.addressees.into_iter().map(|to| to.id).collect();
        Some((Head { section, modifiers: found.act.modifiers, addressees }, start + found.end))
    }

    /// `resolves 2 above`, `considering e) and f)`: the head itself, behind which its labels stand.
    fn by_head(&self, at: usize, cited: &[Citation]) -> Option<Cites> {
        let (head, end) = self.head_at(at)?;
        let rows: Vec<_> = self.lexicon.cited_by_owner(OwnerKind::Text).collect();
        let chain = self.chain(self.closing_mark(end), &self.lexicon.shapes_of(&rows))?;
        // "pursuant to" before a resolution is no head: its number is the resolution's.
        let is_number = |c: &Citation| c.range.start < chain.end && chain.items[0].range.start < c.range.end;
        if cited.iter().any(is_number) || chain.items.iter().any(|item| item.owner.is_some()) {
            return None;
        }
        let mut items: Vec<_> = chain.items.into_iter().map(|item| (item.range, item.number)).collect();
        let is_letter = items.iter().all(|(_, label)| label.ends_with(stops::CLOSE));
        let stands = self.stands(at, self.token_at(chain.end), chain.end, cited, false);
        // "noting 3 proposals" cites nothing: a bare figure needs the end of a phrase or something that says where it stands.
        let ends = |at: usize| self.plain.text[at..].trim_start().chars().next().is_none_or(|c| !c.is_alphanumeric());
        // "of *resolves* 2": what is named behind such words is no sentence of its own.
        let is_named = (at.saturating_sub(3)..at).any(|from| self.language.citing.link(&self.tokens, from) == Some(at));
        let is_cited = is_letter || is_named || matches!(stands, Where::Here | Where::Cited(..)) || ends(chain.end);
        is_cited.then_some(())?;
        items[0].0.start = self.tokens[at].range.start;
        if let Some(end) = self.clause_word_behind(chain.end) {
            items.last_mut()?.0.end = end;
        }
        let stands = if matches!(stands, Where::Unsaid | Where::Elsewhere) { Where::Here } else { stands };
        Some(Cites { items, head: Some(head), stands, end: chain.end })
    }

    /// Whether a sentence or an aside ends at a byte.
    fn ends_at(&self, at: usize) -> bool {
        let next = self.plain.text[at..].trim_start().chars().next();
        next.is_none_or(|c| [stops::SEMICOLON, stops::FULL, stops::CLOSE].iter().any(|signs| signs.contains(&c)))
    }

    /// Behind a quotation mark that closes the name of a head.
    fn closing_mark(&self, at: usize) -> usize {
        let next = self.plain.text[at..].chars().next();
        next.filter(|c| *c == '\'' || stops::QUOTES.contains(c)).map_or(at, |c| at + c.len_utf8())
    }

    /// In which text a clause stands that is cited between two tokens.
    fn stands(&self, before: usize, behind: usize, end: usize, cited: &[Citation], has_head: bool) -> Where {
        let citing = &self.language.citing;
        let mut at = behind;
        let mut from = end;
        for step in 0..5 {
            let token = self.tokens.get(at);
            let gap = token.map_or("", |token| &self.plain.text[from.min(token.range.start)..token.range.start]);
            let Some(token) =
                token.filter(|_| !gap.contains(|c: char| c.is_ascii_punctuation() && !"\"'(".contains(c)))
            else {
                // "paragraph 15 of the treaty;": of something else.
                if step > 0 && token.is_none() {
                    return Where::Elsewhere;
                }
                break;
            };
            let text = cited.iter().find(|c| (c.range.start..c.range.end).contains(&token.range.start));
            match text {
                Some(text) if self.lexicon.is_owned(&text.kind, OwnerKind::Body) => return Where::of(text),
                Some(text) if text.kind == "self" => return Where::Here,
                Some(_) => return Where::Elsewhere,
                None => {}
            }
            if citing.position(&self.tokens, at).is_some() {
                return Where::Here;
            }
            // "paragraph 5 and paragraph 6 (a) of resolution 2211": both stand there.
            let joined = self.language.conjunction(&self.tokens, at).unwrap_or(at);
            let next_label = (joined > at).then(|| (joined..joined + 2).find_map(|at| self.labels_at(at))).flatten();
            if let Some((_, _, end)) = next_label {
                from = end;
                at = self.token_at(end);
                continue;
            }
            let next = citing.link(&self.tokens, at).or_else(|| citing.own(&self.tokens, at));
            match next.or_else(|| citing.owner(&self.tokens, at, self.house).map(|found| found.end)) {
                Some(next) => {
                    from = self.tokens[next - 1].range.end;
                    at = next;
                }
                // "paragraph 12 of the report": of something else.
                None if step > 0 => return Where::Elsewhere,
                None => break,
            }
        }
        self.stands_before(before, cited, has_head)
    }

    /// The same from what stands before: Chinese and Russian name the text first.
    fn stands_before(&self, before: usize, cited: &[Citation], has_head: bool) -> Where {
        let citing = &self.language.citing;
        let start = self.tokens.get(before).map_or(self.plain.text.len(), |token| token.range.start);
        let touches = |end: usize| {
            self.is_gap(end..start)
                || self.plain.text[end..start].trim().strip_prefix(stops::COMMA) == Some("")
                || citing.link(&self.tokens, self.token_at(end)) == Some(before)
        };
        match cited.iter().rev().find(|c| c.range.end <= start && touches(c.range.end)) {
            Some(text) if text.kind == "self" => return Where::Here,
            Some(text) if self.lexicon.is_owned(&text.kind, OwnerKind::Body) => return Where::of(text),
            // "《宣言》第5段", "该报告第24段": of something else.
            Some(_) => return Where::Elsewhere,
            None if self.plain.text[..start].ends_with(stops::TITLE[1]) => return Where::Elsewhere,
            None => {}
        }
        let is_other = |at: usize| citing.other(&self.tokens, at) == Some(before);
        if (before.saturating_sub(6)..before).any(is_other) {
            return Where::Elsewhere;
        }
        let placed = (before.saturating_sub(3)..before).any(|at| citing.position(&self.tokens, at) == Some(before));
        if placed || has_head { Where::Here } else { Where::Unsaid }
    }

    fn cite(&self, cites: Cites, speaker: Speaker<'_>) -> Vec<Citation> {
        let mut out = Vec::new();
        let head = cites.head.as_ref();
        for (range, label) in cites.items {
            let (id, basis) = match &cites.stands {
                Where::Elsewhere => return Vec::new(),
                Where::Unknown => (None, None),
                // Where nothing says so and nothing more is said, a text that has such a clause means its own.
                Where::Unsaid if !self.ends_at(cites.end) => (None, None),
                Where::Unsaid | Where::Here => {
                    let clause = speaker.clauses.and_then(|own| own.find(head, &label, self.language));
                    (speaker.text.zip(clause).map(|(text, clause)| format!("{text}#{clause}")), Some(Basis::Own))
                }
                Where::Cited(text, acts_on_clauses) => {
                    let section = match head {
                        Some(head) => Some(head.section.as_str()),
                        None => acts_on_clauses.then_some("operative"),
                    };
                    let position = OwnClauses::position(&label, self.lexicon);
                    let id = section.zip(position).map(|(section, position)| format!("{text}#{section}{position}"));
                    (id, Some(Basis::Named))
                }
            };
            let basis = id.as_ref().and(basis);
            out.push(Citation {
                kind: "clause".to_owned(),
                id,
                basis,
                range,
                acts_on_clauses: false,
                number: None,
                version: None,
            });
        }
        out
    }
}

impl Where {
    fn of(text: &Citation) -> Where {
        text.id.clone().map_or(Where::Unknown, |id| Where::Cited(id, text.acts_on_clauses))
    }
}
