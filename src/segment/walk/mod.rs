//! The walk through a reading, line by line: where texts begin and end, and what each line is within one.

mod own_acts;
mod sections;
mod states;

use super::detect::{HouseGuess, house_by_form};
use super::evidence::{Grammar, Numbered, whole};
use super::front::Front;
use super::label::{Label, Ladder};
use super::outline::{Clause, NumberLine, OtherRole, Outline, Resolution, Slice, VersionMark};
use super::stretch::Stretch;
use crate::lexicon::fold::{bare_ends, stops};
use crate::lexicon::tables::Numbering;
use crate::note::{Name, Note};
use crate::read::{Deadline, Line, Manuscript, Reading};

/// Where the walk stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Outside any text.
    Outside,
    /// In a text, before its first section.
    Beginning,
    /// Among sections and clauses.
    Body,
    /// In an annex.
    Annex,
    /// After the reasons, or after what stands below the last clause.
    Closed,
}

/// One walk.
pub struct Walk<'w> {
    reading: &'w Reading,
    manuscript: &'w Manuscript,
    grammar: Grammar<'w>,
    house: Option<&'w str>,
    stretch: &'w Stretch,
    /// The house of the open text by its form, where it names no body; looked at once.
    by_form: Option<HouseGuess>,
    /// Whether the open text has a line whose form was looked at: without one nothing tells its house.
    has_form: bool,
    state: State,
    front: Front,
    ladder: Ladder,
    /// Clauses of the open section with their depth; nested when the section closes.
    flat: Vec<(usize, Clause)>,
    /// Whether one of them has a label.
    has_label: bool,
    out: Outline,
    notes: Vec<Note>,
}

/// Lines that a title may take.
const LONGEST_TITLE: usize = 4;

/// Whether a text ends a sentence: nothing of the resolution follows.
fn ends(text: &str) -> bool {
    bare_ends(text).ends_with(stops::FULL)
}

/// Whether a text ends like an item of a list.
fn ends_item(text: &str) -> bool {
    bare_ends(text).ends_with(stops::ANY)
}

impl<'w> Walk<'w> {
    /// Ready to walk.
    pub fn new(
        reading: &'w Reading,
        stretch: &'w Stretch,
        manuscript: &'w Manuscript,
        grammar: Grammar<'w>,
        house: Option<&'w str>,
    ) -> Self {
        Walk {
            reading,
            manuscript,
            grammar,
            house,
            stretch,
            by_form: None,
            has_form: false,
            state: State::Outside,
            front: Front::default(),
            ladder: Ladder::default(),
            flat: Vec::new(),
            has_label: false,
            out: Outline::default(),
            notes: Vec::new(),
        }
    }

    /// Walks through all lines, or until the time is over.
    pub fn run(mut self, deadline: Deadline) -> (Outline, Vec<Note>) {
        for index in self.stretch.lines.clone().take_while(|_| !deadline.is_past()) {
            let line = &self.reading.lines[index];
            if line.text.trim().is_empty() {
                self.front.blank(line);
            } else {
                self.line(index, line);
            }
        }
        self.close_text();
        (self.out, self.notes)
    }

    fn line(&mut self, index: usize, line: &'w Line) {
        let grammar = self.grammar;
        if self.is_action_of_marker(line) {
            let slice = whole(index, line);
            self.text().other.push((OtherRole::Opening, slice));
            return;
        }
        let next = self.following(index).next().map(|line| line.text.as_str());
        if let Some(proposal) = grammar.marker(index, line, next) {
            self.open_text();
            self.text().proposal = Some(proposal);
            return;
        }
        if grammar.is_like_marker(&line.text) {
            // What follows belongs to a proposal that cannot be read, not to the text before it.
            let slice = whole(index, line);
            self.note(Name::UnreadMarker, "this looks like a proposal marker and cannot be read as one", &slice);
            self.open_text();
            self.text().other.push((OtherRole::Opening, slice));
            return;
        }
        let role = grammar.style_role(line);
        if let Some(found) = self.number_line(index, line, role) {
            // A number line belongs to the marker above it; without one it begins a text.
            let waiting = self.state == State::Beginning && self.text().number.is_none();
            if !waiting {
                self.open_text();
            }
            let text = self.text();
            text.number = Some(found.number);
            text.title.extend(found.title);
            if let Some((slice, marks)) = found.history {
                self.history(slice, marks);
            }
            return;
        }
        match self.state {
            State::Outside => self.outside(index, line),
            State::Beginning => self.beginning(index, line, role),
            State::Body => self.body(index, line, role),
            State::Annex => self.annex(index, line, role),
            State::Closed => self.closed(index, line, role),
        }
    }

    /// Whether the line is the action of a marker whose id stood on the line before.
    fn is_action_of_marker(&self, line: &Line) -> bool {
        let text = self.out.texts.last().filter(|text| self.state == State::Beginning && text.number.is_none());
        let action = text.and_then(|text| text.proposal.as_ref()).map(|proposal| proposal.action.as_str());
        action.is_some_and(|action| action == bare_ends(&line.text))
    }

    /// The lines after one that are not blank.
    fn following(&self, index: usize) -> impl Iterator<Item = &'w Line> + use<'w> {
        self.reading.lines[index + 1..self.stretch.lines.end].iter().filter(|line| !line.text.trim().is_empty())
    }

    /// The index of the next line that is not blank.
    fn next(&self, index: usize) -> Option<usize> {
        (index + 1..self.stretch.lines.end).find(|at| !self.reading.lines[*at].text.trim().is_empty())
    }

    fn number_line(&self, index: usize, line: &Line, role: Option<&str>) -> Option<Numbered> {
        // A number and a title are a number line only where a body is named soon after.
        let named = || self.following(index).take(6).any(|line| self.grammar.body_line(0, line).is_some());
        let stands = |found: &Numbered| found.title.is_none() || role == Some("un_title") || named();
        if let Some(found) = self.grammar.number_line(index, &line.text).filter(stands) {
            return Some(found);
        }
        if role == Some("provision") && self.state == State::Beginning && self.out.texts.last()?.number.is_none() {
            let number: String = line.text.chars().filter(char::is_ascii_digit).collect();
            let kind = "provision".to_owned();
            let number = NumberLine { slice: whole(index, line), kind, number, body: None, versions: Vec::new() };
            return (!number.number.is_empty()).then_some(Numbered { number, title: None, history: None });
        }
        self.grammar.symbol_line(index, &line.text).filter(stands)
    }

    fn text(&mut self) -> &mut Resolution {
        if self.out.texts.is_empty() {
            self.out.texts.push(Resolution::default());
        }
        self.out.texts.last_mut().expect("pushed where missing")
    }

    fn open_text(&mut self) {
        self.close_text();
        self.out.texts.push(Resolution::default());
        self.by_form = None;
        self.has_form = false;
        self.state = State::Beginning;
    }

    fn close_text(&mut self) {
        self.close_section();
        self.front.close();
        if self.state != State::Outside {
            self.review();
        }
        self.state = State::Outside;
    }

    /// What can be said of a text only when all of it has been seen.
    fn review(&mut self) {
        if self.has_form {
            self.house();
        }
        let Some(text) = self.out.texts.last_mut() else {
            return;
        };
        let guess = super::house_of(text, self.grammar.lexicon, self.house).or(self.by_form.take()).unwrap_or_default();
        text.house = guess.house;
        text.house_confidence = guess.confidence;
        text.language = self.stretch.language.clone();
        let is_uncertain = text.house_confidence < 0.5 && !text.sections.is_empty();
        let uncertain = is_uncertain.then(|| (text.house.clone(), text.sections[0].clone()));
        let nothing = text.number.is_none() && text.title.is_empty() && text.sections.is_empty();
        let is_empty = nothing && text.other.is_empty() && text.annexes.is_empty();
        let empty = text.proposal.as_ref().filter(|_| is_empty).map(|proposal| proposal.slice.clone());
        let number = text.number.iter().map(|n| (&n.slice, &n.versions));
        let body = text.body.iter().map(|b| (&b.slice, &b.versions));
        let history = text.history.iter().map(|(slice, versions)| (slice, versions));
        let marks =
            number.chain(history).chain(body).flat_map(|(slice, marks)| marks.iter().map(move |mark| (slice, mark)));
        // A body that always meets at one place does not name it: `(C05)`.
        let lexicon = self.grammar.lexicon;
        let placeless = |mark: &VersionMark| {
            mark.body.as_ref().and_then(|body| lexicon.body(body)).is_some_and(|body| body.conferences.is_empty())
        };
        let unknown = marks.filter(|(_, mark)| mark.place.is_none() && mark.text.chars().any(char::is_alphabetic));
        let unknown = unknown.filter(|(_, mark)| !placeless(mark));
        let unknown: Vec<(Slice, String)> = unknown.map(|(slice, mark)| (slice.clone(), mark.text.clone())).collect();
        if let Some((house, section)) = uncertain {
            let first = section.head.or(section.clauses.first().map(|clause| clause.text.clone()));
            if let Some(slice) = first {
                self.note(Name::UncertainHouse, format!("read as a text of the house “{house}”"), &slice);
            }
        }
        if let Some(slice) = empty {
            self.note(Name::EmptyProposal, "no text follows this proposal marker", &slice);
        }
        for (slice, words) in unknown {
            self.note(Name::UnknownPlace, format!("the lexicon does not know where “{words}” was"), &slice);
        }
    }

    /// The house of the open text, from what is known of it so far.
    fn house(&mut self) -> String {
        let Some(text) = self.out.texts.last() else { return self.house.unwrap_or_default().to_owned() };
        if let Some(known) = super::house_of(text, self.grammar.lexicon, self.house) {
            return known.house;
        }
        let Grammar { lexicon, language } = self.grammar;
        let guess = self.by_form.get_or_insert_with(|| {
            let first = text.lines().first().copied().unwrap_or(self.stretch.lines.start);
            let rest = &self.reading.lines[first..self.stretch.lines.end];
            let begins = |line: &Line| self.grammar.number_line(0, &line.text).is_some();
            let end = rest.iter().skip(1).position(begins).map_or(rest.len(), |at| at + 1);
            house_by_form(&rest[..end], lexicon, language)
        });
        guess.house.clone()
    }

    /// Whether each clause of the open text carries its own act.
    fn acts_on_clauses(&mut self) -> bool {
        let house = self.house();
        self.grammar.lexicon.house(&house).is_some_and(|house| house.act_on == "clause")
    }

    /// Which paragraphs of the open text are numbered.
    fn numbering(&mut self) -> Numbering {
        let house = self.house();
        self.grammar.lexicon.house(&house).map_or(Numbering::default(), |house| house.numbering)
    }

    fn note(&mut self, name: Name, message: impl Into<String>, slice: &Slice) {
        let line = &self.reading.lines[slice.line];
        let place = self.manuscript.place_of(line, slice.range.clone());
        self.notes.push(Note::new(name, message).at(place, &line.text[slice.range.clone()]));
    }

    /// The label of a line.
    fn label(&self, line: &Line) -> Option<Label> {
        Label::of(&line.text, line.label.as_deref(), self.grammar.lexicon, self.grammar.language)
    }
}
