//! Sections with a head of their own: which line is a head, and what stands under it.

use super::super::head::{Opening, Reach, opening};
use super::super::label::{Label, Ladder};
use super::super::outline::{Act, Addressee, Clause, OtherRole, Part, Section, Slice};
use super::{Walk, ends, ends_item};
use crate::lexicon::fold::{bare_ends, stops};
use crate::note::Name;
use crate::read::Line;
use crate::segment::evidence::{Grammar, whole};

impl<'w> Walk<'w> {
    /// The reading of a line as a section head, or `None`. A style decides; without one the words and the neighbours do.
    pub(super) fn is_head(&mut self, index: usize, line: &Line, role: Option<&str>) -> Option<Option<Opening>> {
        self.has_form = true;
        let text = bare_ends(&line.text);
        if role == Some("head") {
            return Some(self.opening(text));
        }
        let styled_otherwise = matches!(role, Some("item_1" | "item_2" | "item_3" | "heading" | "title" | "note"));
        if styled_otherwise || self.label(line).is_some() {
            return None;
        }
        const LONGEST: usize = 600;
        if text.chars().count() > LONGEST || text.ends_with(stops::FULL) || text.ends_with(stops::SEMICOLON) {
            return None;
        }
        let found = self.opening(text);
        let next_at = self.next(index);
        let next = next_at.map(|at| &self.reading.lines[at]);
        let item_follows = next.is_some_and(|next| {
            let label = self.label(next);
            label.is_some() || (ends_item(&next.text) && self.grammar.style_role(next) != Some("head"))
        });
        let list_begins = next_at.is_some_and(|at| match self.label(&self.reading.lines[at]) {
            Some(label) => Ladder::default().place(&label).1,
            None => self.begins_loosely(at),
        });
        match found {
            Some(opening) if opening.unknown.is_empty() => {
                // Bare words such as `note` open prose as well: something must follow that the head can govern.
                item_follows.then_some(Some(opening))
            }
            // Somebody known is addressed and a list begins: a head, though it also names somebody unknown or ends in a comma.
            Some(opening) if opening.addresses_known() && (list_begins || (!ends_item(text) && item_follows)) => {
                Some(Some(opening))
            }
            Some(opening) if self.section_is_over() && item_follows && !ends_item(text) => Some(Some(opening)),
            // A short line without a stop, between a section that is over and a list that begins, can only be a head.
            None if self.section_is_over() && !ends_item(text) && text.chars().count() < 200 => {
                list_begins.then_some(None)
            }
            _ => None,
        }
    }

    /// The act that opens a line. Only where there may be one is the house asked for.
    fn opening(&mut self, text: &str) -> Option<Opening> {
        let Grammar { lexicon, language } = self.grammar;
        if !language.may_lead(text) {
            return None;
        }
        let house = self.house();
        opening(text, lexicon, language, Some(house.as_str()).filter(|house| !house.is_empty()), None, Reach::Line)
    }

    /// A figure with a space behind it, where the list has come to just this number.
    fn loose_label(&self, index: usize, line: &Line) -> Option<Label> {
        let label = Label::loose(&line.text, self.grammar.lexicon, self.grammar.language)?;
        let expected = if label.is_first() {
            self.flat.is_empty() && self.second_follows(index)
        } else {
            self.ladder.clone().place(&label) == (0, true)
        };
        expected.then_some(label)
    }

    /// Whether a line is the first of a list whose figures have only a space behind them.
    fn begins_loosely(&self, index: usize) -> bool {
        let line = &self.reading.lines[index];
        let label = Label::loose(&line.text, self.grammar.lexicon, self.grammar.language);
        label.is_some_and(|label| label.is_first()) && self.second_follows(index)
    }

    /// Whether a second item of such a list is near.
    fn second_follows(&self, index: usize) -> bool {
        const NEAR: usize = 12;
        self.following(index).take(NEAR).any(|line| {
            let mut ladder = Ladder::default();
            let first = Label::loose("1 x", self.grammar.lexicon, self.grammar.language);
            first.is_some_and(|first| ladder.place(&first).1)
                && Label::loose(&line.text, self.grammar.lexicon, self.grammar.language)
                    .is_some_and(|second| !second.is_first() && ladder.place(&second).1)
        })
    }

    /// Whether the last clause ends the way the last of a section does, or none has begun.
    fn section_is_over(&self) -> bool {
        let last = self.flat.last().map(|(_, clause)| &clause.text);
        match last {
            Some(slice) => bare_ends(&self.reading.lines[slice.line].text).ends_with(stops::COMMA),
            None => self.out.texts.last().is_some_and(|text| text.body.is_some() && text.sections.is_empty()),
        }
    }

    pub(super) fn head(&mut self, slice: Slice, opening: Option<Opening>, line: &Line) {
        self.take_back();
        self.close_section();
        let (part, act, addressees) = match opening {
            Some(opening) => {
                let offset = line.text.find(bare_ends(&line.text)).unwrap_or_default();
                for range in &opening.unknown {
                    let at = Slice { line: slice.line, range: offset + range.start..offset + range.end };
                    self.note(Name::UnknownAddressee, "part of this head names nobody that the lexicon knows", &at);
                }
                (opening.part, opening.act, opening.addressees)
            }
            None => {
                self.note(Name::UnknownHead, "no entry of the lexicon opens this section", &slice);
                let text = line.text[slice.range.clone()].to_owned();
                let act = Act { id: "unknown".to_owned(), text, modifiers: Vec::new(), under: None };
                // Reasons are lettered and decisions numbered; a list without labels says nothing.
                let before =
                    self.out.texts.last().and_then(|text| text.sections.last()).map_or(Part::Preamble, |s| s.part);
                let first = self.following(slice.line).next().and_then(|next| self.label(next));
                let numbered = first.is_some_and(|label| label.is_figure());
                (if numbered { Part::Operative } else { before }, act, Vec::new())
            }
        };
        self.text().sections.push(Section { part, head: Some(slice), act: Some(act), addressees, clauses: Vec::new() });
    }

    /// What seemed to stand below the end of the text are items after all: a head follows them.
    fn take_back(&mut self) {
        let Some(text) = self.out.texts.last_mut() else { return };
        let Some(section) = text.sections.last() else { return };
        let (act, addressees) = (section.act.clone(), section.addressees.clone());
        let last = self.flat.last().map_or(0, |(_, clause)| clause.text.line);
        let behind = |(role, slice): &(OtherRole, Slice)| *role == OtherRole::Closing && slice.line > last;
        // In the order of their lines, so that they are among the last.
        let from = text.other.partition_point(|(_, slice)| slice.line <= last);
        let items: Vec<Slice> = text.other.extract_if(from.., |entry| behind(entry)).map(|(_, slice)| slice).collect();
        for slice in items {
            let depth = self.depth(None, &slice, None);
            self.push_clause(depth, slice, None, act.clone(), addressees.clone());
        }
    }

    /// A line under a head: an item with its label, or the sole item, or words that go on after a list.
    pub(super) fn item(&mut self, index: usize, line: &Line, role: Option<&str>) {
        let slice = whole(index, line);
        let label = self.label(line).or_else(|| self.loose_label(index, line));
        let Some(section) = self.out.texts.last().and_then(|text| text.sections.last()) else {
            self.text().other.push((OtherRole::Opening, slice));
            return;
        };
        let over = self.flat.last().is_some_and(|(_, last)| ends(&self.reading.lines[last.text.line].text));
        if label.is_none() && over && role.is_none_or(|role| !role.starts_with("item")) {
            // Below the full stop that ends the text nothing of it follows.
            self.text().other.push((OtherRole::Closing, slice));
            return;
        }
        if role == Some("heading") {
            self.text().other.push((OtherRole::Heading, slice));
            return;
        }
        let (act, addressees) = (section.act.clone(), section.addressees.clone());
        let depth = self.depth(label.as_ref(), &slice, role);
        self.push_clause(depth, slice, label, act, addressees);
    }

    /// How deep a clause stands below its section, by its label or, without one, by its style and neighbours.
    pub(super) fn depth(&mut self, label: Option<&Label>, slice: &Slice, role: Option<&str>) -> usize {
        let depth = match label {
            Some(label) => {
                let (depth, follows) = self.ladder.place(label);
                if !follows {
                    self.note(
                        Name::LabelGap,
                        format!("the label {} does not follow on from the one before it", label.text),
                        slice,
                    );
                }
                depth
            }
            // Words after a list belong to the item above it, unless nothing is labelled here.
            None if self.has_label => {
                let styled = role.and_then(|role| role.strip_prefix("item_")).and_then(|n| n.parse::<usize>().ok());
                styled.unwrap_or(1).max(1)
            }
            None => 0,
        };
        depth.min(self.flat.last().map_or(0, |(last, _)| last + 1))
    }

    pub(super) fn push_clause(
        &mut self,
        depth: usize,
        slice: Slice,
        label: Option<Label>,
        act: Option<Act>,
        addressees: Vec<Addressee>,
    ) {
        let (label_slice, text, label) = split(slice, label);
        self.has_label |= label.is_some();
        self.flat.push((depth, Clause { label, label_slice, text, act, addressees, clauses: Vec::new() }));
    }

    pub(super) fn close_section(&mut self) {
        self.ladder.reset();
        let flat = std::mem::take(&mut self.flat);
        self.has_label = false;
        if flat.is_empty() {
            return;
        }
        let mut stack: Vec<(usize, Clause)> = Vec::new();
        let mut done: Vec<Clause> = Vec::new();
        let fold = |stack: &mut Vec<(usize, Clause)>, depth: usize, done: &mut Vec<Clause>| {
            while stack.last().is_some_and(|(open, _)| *open >= depth) {
                let Some((_, clause)) = stack.pop() else {
                    return;
                };
                match stack.last_mut() {
                    Some((_, parent)) => parent.clauses.push(clause),
                    None => done.push(clause),
                }
            }
        };
        for (depth, clause) in flat {
            fold(&mut stack, depth, &mut done);
            stack.push((depth, clause));
        }
        fold(&mut stack, 0, &mut done);
        if let Some(section) = self.out.texts.last_mut().and_then(|text| text.sections.last_mut()) {
            section.clauses.append(&mut done);
        }
    }
}

/// A line's slice as label and words.
fn split(slice: Slice, label: Option<Label>) -> (Slice, Slice, Option<String>) {
    match label {
        Some(label) => {
            let start = label.range.end.clamp(slice.range.start, slice.range.end);
            let before = Slice { line: slice.line, range: slice.range.start..start };
            (before, Slice { line: slice.line, range: start..slice.range.end }, Some(label.text))
        }
        None => (Slice { line: slice.line, range: slice.range.start..slice.range.start }, slice, None),
    }
}
