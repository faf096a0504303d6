//! Texts whose clauses carry their own act: each paragraph opens with it, in italics where the file keeps them.

use super::super::evidence::whole;
use super::super::head::{Opening, Reach, opening};
use super::super::label::Label;
use super::super::outline::{Act, OtherRole, Part, Section};
use super::{State, Walk, ends, ends_item};
use crate::lexicon::fold::{bare_ends, stops};
use crate::lexicon::tables::Numbering;
use crate::note::Name;
use crate::read::Line;

/// A line within a text that is longer than this is no heading.
const LONGEST_HEADING: usize = 120;

impl Walk<'_> {
    pub(super) fn clause_with_own_act(&mut self, index: usize, line: &Line, role: Option<&str>) {
        let grammar = self.grammar;
        let slice = whole(index, line);
        let house = self.house();
        let label = self.label(line);
        let current = self.out.texts.last().and_then(|text| text.sections.last()).map(|section| section.part);
        let start = label.as_ref().map_or(slice.range.start, |label| label.range.end.max(slice.range.start));
        let words = &line.text[start..slice.range.end.max(start)];
        let figure = label.as_ref().is_some_and(Label::is_figure);
        let throughout = self.numbering() == Numbering::Throughout;
        // Of a phrase that is an act of both parts the number tells which it is, or the stop at the end of its paragraph.
        let expected = current.unwrap_or(Part::Preamble);
        let part = match (throughout, figure) {
            (true, _) => part_by_stop(words).unwrap_or(expected),
            (false, true) => Part::Operative,
            (false, false) => expected,
        };
        let mut found =
            opening(words, grammar.lexicon, grammar.language, Some(house.as_str()), Some(part), Reach::Beginning);
        if let Some(opening) = found.as_mut() {
            self.prefer_italics(opening, line, start);
        }
        let operative = found.as_ref().is_some_and(|opening| opening.part == Part::Operative);
        // A number begins the operative part; where nothing is numbered, the first operative act does. Where everything is, each act
        // says to which part it belongs.
        let begins = current != Some(Part::Operative)
            && ((figure && !throughout) || (label.is_none() && operative && !self.numbers_follow(index)));
        let part = match &found {
            Some(opening) if throughout && figure => opening.part,
            _ if begins => Part::Operative,
            _ => current.unwrap_or(Part::Preamble),
        };
        if label.is_none() && part == Part::Operative && !begins {
            let over = self.flat.last().is_some_and(|(_, last)| ends(&self.reading.lines[last.text.line].text));
            let numbered = self.has_label;
            if over && (numbered || !operative) {
                self.state = State::Closed;
                self.text().other.push((OtherRole::Closing, slice));
                return;
            }
        }
        if label.is_none() && found.is_none() && !ends_item(words) && words.chars().count() <= LONGEST_HEADING {
            self.text().other.push((OtherRole::Heading, slice));
            return;
        }
        if current != Some(part) {
            let numbers = self.ladder.clone();
            self.close_section();
            if throughout {
                self.ladder = numbers;
            }
            self.text().sections.push(Section {
                part,
                head: None,
                act: None,
                addressees: Vec::new(),
                clauses: Vec::new(),
            });
        }
        let depth = self.depth(label.as_ref(), &slice, role);
        // A sub-paragraph completes the sentence of the paragraph above it, whose act it shares.
        let parent = self.flat.iter().rev().find(|(above, _)| *above < depth).map(|(_, clause)| clause);
        let (act, addressees) = match (parent, found) {
            (Some(parent), _) => (parent.act.clone(), parent.addressees.clone()),
            (None, Some(opening)) => (Some(opening.act), opening.addressees),
            (None, None) => {
                self.note(Name::UnknownAct, "no entry of the lexicon opens this clause", &slice);
                let text = self.italic_act(line, start).unwrap_or_default();
                (Some(Act { id: "unknown".to_owned(), text, modifiers: Vec::new(), under: None }), Vec::new())
            }
        };
        self.push_clause(depth, slice, label, act, addressees);
    }

    /// Whether numbered paragraphs follow.
    fn numbers_follow(&self, index: usize) -> bool {
        const FAR: usize = 200;
        self.following(index).take(FAR).any(|line| self.label(line).is_some_and(|label| label.is_figure()))
    }

    /// The text goes on after what looked like its end: what stands between are headings.
    pub(super) fn go_on(&mut self, index: usize, line: &Line, role: Option<&str>) {
        self.state = State::Body;
        for (role, _) in self.text().other.iter_mut().rev().take_while(|(role, _)| *role == OtherRole::Closing) {
            *role = OtherRole::Heading;
        }
        self.clause_with_own_act(index, line, role);
    }

    /// Where the words that the house sets in italics go on with the act phrase or stop within it, they say how long it is.
    fn prefer_italics(&self, opening: &mut Opening, line: &Line, start: usize) {
        let Some(italic) = self.italic_act(line, start) else {
            return;
        };
        let alike = italic.starts_with(&opening.act.text) || opening.act.text.starts_with(&italic);
        if alike {
            opening.act.text = italic;
        }
    }

    /// The italic words at the beginning of a clause, if not all of it is italic.
    fn italic_act(&self, line: &Line, start: usize) -> Option<String> {
        let range = line.italics.iter().find(|range| range.start <= start && range.end > start)?;
        let text = &line.text[start..range.end];
        let whole = line.text.trim_end().len();
        let words =
            text.trim_end_matches(|c: char| c.is_whitespace() || c == stops::ENUMERATION || stops::ANY.contains(&c));
        (range.end < whole && words.chars().count() <= 120 && !words.is_empty()).then(|| words.to_owned())
    }
}

/// The part whose paragraphs end like this one: a comma in the preamble, a semicolon or a full stop in the operative part.
fn part_by_stop(words: &str) -> Option<Part> {
    let last = bare_ends(words).chars().last()?;
    if stops::COMMA.contains(&last) {
        return Some(Part::Preamble);
    }
    (stops::SEMICOLON.contains(&last) || stops::FULL.contains(&last)).then_some(Part::Operative)
}
