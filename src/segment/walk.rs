//! The walk through a reading, line by line: where texts begin and end, and what each line is within one.

use super::evidence::{Grammar, whole};
use super::front::{Front, heading};
use super::head::{Opening, Reach, opening};
use super::label::{Label, Ladder};
use super::outline::{
    Act, Annex, Clause, NumberLine, OtherRole, Outline, Part, Resolution, Section, Slice,
};
use super::version::versions;
use crate::lexicon::fold::bare_ends;
use crate::note::{Name, Note};
use crate::read::{Line, Manuscript, Reading};

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
    state: State,
    front: Front,
    ladder: Ladder,
    /// Clauses of the open section with their depth; nested when the section closes.
    flat: Vec<(usize, Clause)>,
    out: Outline,
    notes: Vec<Note>,
}

/// Whether a text ends a sentence: nothing of the resolution follows.
fn ends(text: &str) -> bool {
    bare_ends(text).ends_with(['.', '。', '．'])
}

/// Whether a text ends like an item of a list.
fn ends_item(text: &str) -> bool {
    bare_ends(text).ends_with([';', ',', '.', ':', '；', '，', '。', '：', '؛', '،'])
}

impl<'w> Walk<'w> {
    /// Ready to walk.
    pub fn new(reading: &'w Reading, manuscript: &'w Manuscript, grammar: Grammar<'w>, house: Option<&'w str>) -> Self {
        Walk {
            reading,
            manuscript,
            grammar,
            house,
            state: State::Outside,
            front: Front::default(),
            ladder: Ladder::default(),
            flat: Vec::new(),
            out: Outline::default(),
            notes: Vec::new(),
        }
    }

    /// Walks through all lines.
    pub fn run(mut self) -> (Outline, Vec<Note>) {
        for (index, line) in self.reading.lines.iter().enumerate() {
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
        let next = self.following(index).next().map(|line| line.text.as_str());
        if let Some(proposal) = grammar.marker(index, line, next) {
            self.open_text();
            self.text().proposal = Some(proposal);
            return;
        }
        let role = grammar.style_role(line);
        if let Some(number) = self.number_line(index, line, role) {
            // A number line belongs to the marker above it; without one it begins a text.
            let waiting = self.state == State::Beginning && self.text().number.is_none();
            if !waiting {
                self.open_text();
            }
            let (number, title) = number;
            let text = self.text();
            text.number = Some(number);
            text.title.extend(title);
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

    /// The lines after one that are not blank.
    fn following(&self, index: usize) -> impl Iterator<Item = &'w Line> + use<'w> {
        self.reading.lines[index + 1..].iter().filter(|line| !line.text.trim().is_empty())
    }

    fn number_line(&self, index: usize, line: &Line, role: Option<&str>) -> Option<(NumberLine, Option<Slice>)> {
        if let Some(number) = self.grammar.number_line(index, &line.text) {
            return Some((number, None));
        }
        if role == Some("provision") && self.state == State::Beginning && self.out.texts.last()?.number.is_none() {
            let number: String = line.text.chars().filter(char::is_ascii_digit).collect();
            let slice = whole(index, line);
            let kind = "provision".to_owned();
            return (!number.is_empty()).then_some((NumberLine { slice, kind, number, body: None, versions: Vec::new() }, None));
        }
        // A number and a title are a number line only where a body is named soon after.
        let (number, title) = self.grammar.symbol_line(index, &line.text)?;
        let named = self.following(index).take(6).any(|line| self.grammar.body_line(0, line).is_some());
        (named || role == Some("un_title")).then_some((number, Some(title)))
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
        let Some(text) = self.out.texts.last_mut() else { return };
        text.house = super::house_of(text, self.grammar.lexicon, self.house);
        let is_empty = text.number.is_none() && text.title.is_empty() && text.sections.is_empty();
        let empty = text.proposal.as_ref().filter(|_| is_empty).map(|proposal| proposal.slice.clone());
        let number = text.number.iter().map(|n| (&n.slice, &n.versions));
        let body = text.body.iter().map(|b| (&b.slice, &b.versions));
        let history = text.history.iter().map(|(slice, versions)| (slice, versions));
        let marks = number.chain(history).chain(body).flat_map(|(slice, marks)| marks.iter().map(move |mark| (slice, mark)));
        let unknown = marks.filter(|(_, mark)| mark.place.is_none() && mark.text.chars().any(char::is_alphabetic));
        let unknown: Vec<(Slice, String)> = unknown.map(|(slice, mark)| (slice.clone(), mark.text.clone())).collect();
        if let Some(slice) = empty {
            self.note(Name::EmptyProposal, "no text follows this proposal marker", &slice);
        }
        for (slice, words) in unknown {
            self.note(Name::UnknownPlace, format!("the lexicon does not know where “{words}” was"), &slice);
        }
    }

    /// The house of the open text, from what is known of it so far.
    fn house(&self) -> String {
        match self.out.texts.last() {
            Some(text) => super::house_of(text, self.grammar.lexicon, self.house),
            None => self.house.unwrap_or_default().to_owned(),
        }
    }

    /// Whether each clause of the open text carries its own act.
    fn acts_on_clauses(&self) -> bool {
        self.grammar.lexicon.house(&self.house()).is_some_and(|rules| rules.house.act_on == "clause")
    }

    fn note(&mut self, name: Name, message: impl Into<String>, slice: &Slice) {
        let line = &self.reading.lines[slice.line];
        let place = self.manuscript.place_of(line, slice.range.clone());
        self.notes.push(Note::new(name, message).at(place, &line.text[slice.range.clone()]));
    }

    // ---- outside

    fn outside(&mut self, index: usize, line: &Line) {
        if let Some(body) = self.grammar.body_line(index, line) {
            self.open_text();
            self.text().body = Some(body);
            self.state = State::Body;
            return;
        }
        self.front.line(index, line, self.grammar, &mut self.out);
    }

    // ---- before the first section

    fn beginning(&mut self, index: usize, line: &Line, role: Option<&str>) {
        let grammar = self.grammar;
        if let Some(body) = grammar.body_line(index, line) {
            self.text().body = Some(body);
            self.state = State::Body;
            return;
        }
        if grammar.is_reasons(line) {
            self.reasons(index, line);
            return;
        }
        let slice = whole(index, line);
        let text = bare_ends(&line.text);
        let is_bracketed = text.starts_with(['(', '（']) && text.ends_with([')', '）']);
        let marks = if is_bracketed || role == Some("history") {
            versions(text, grammar.lexicon, grammar.language)
        } else {
            Vec::new()
        };
        if role == Some("history") || (is_bracketed && !marks.is_empty()) {
            self.text().history = Some((slice, marks));
            return;
        }
        if role == Some("heading") {
            self.close_text();
            self.outside(index, line);
            return;
        }
        if grammar.is_annex(line) {
            self.open_annex(slice);
            return;
        }
        // A head may follow at once where the sentence that names the body is missing.
        if role == Some("head") || (self.text().number.is_some() && self.is_head(index, line, role).is_some()) {
            self.state = State::Body;
            self.body(index, line, role);
            return;
        }
        let is_title = matches!(role, Some("title" | "provision")) || (self.text().title.is_empty() && !ends(text));
        let text = self.text();
        if is_title && text.number.is_some() {
            text.title.push(slice);
        } else {
            text.other.push((OtherRole::Opening, slice));
        }
    }

    // ---- sections and clauses

    fn body(&mut self, index: usize, line: &Line, role: Option<&str>) {
        let grammar = self.grammar;
        if grammar.is_reasons(line) {
            self.reasons(index, line);
            return;
        }
        let slice = whole(index, line);
        if grammar.is_annex(line) {
            self.open_annex(slice);
            return;
        }
        if line.cell.is_some() || role == Some("table") {
            self.text().other.push((OtherRole::Table, slice));
            return;
        }
        if role == Some("note") {
            self.text().other.push((OtherRole::Note, slice));
            return;
        }
        if let Some(body) = grammar.body_line(index, line)
            && self.text().body.is_none()
        {
            self.text().body = Some(body);
            return;
        }
        if self.acts_on_clauses() {
            self.clause_with_own_act(index, line, role);
        } else if let Some(opening) = self.is_head(index, line, role) {
            self.head(slice, opening, line);
        } else {
            self.item(index, line, role);
        }
    }

    /// The reading of a line as a section head, or `None`. A style decides; without one the words and the neighbours do.
    fn is_head(&self, index: usize, line: &Line, role: Option<&str>) -> Option<Option<Opening>> {
        let grammar = self.grammar;
        let house = self.house();
        let house = (!house.is_empty()).then_some(house.as_str());
        let text = bare_ends(&line.text);
        if role == Some("head") {
            return Some(opening(text, grammar.lexicon, grammar.language, house, None, Reach::Line));
        }
        let styled_otherwise = matches!(role, Some("item_1" | "item_2" | "item_3" | "heading" | "title" | "note"));
        if styled_otherwise || Label::of(&line.text, line.label.as_deref(), grammar.lexicon, grammar.language).is_some() {
            return None;
        }
        const LONGEST: usize = 600;
        if text.chars().count() > LONGEST || text.ends_with(['.', ';', '；', '。', '؛']) {
            return None;
        }
        let found = opening(text, grammar.lexicon, grammar.language, house, None, Reach::Line);
        let next = self.following(index).next();
        let item_follows = next.is_some_and(|next| {
            let label = Label::of(&next.text, next.label.as_deref(), grammar.lexicon, grammar.language);
            label.is_some() || (ends_item(&next.text) && self.grammar.style_role(next) != Some("head"))
        });
        match found {
            Some(opening) if opening.unknown.is_empty() => {
                // Bare words such as `note` open prose as well: something must follow that the head can govern.
                item_follows.then_some(Some(opening))
            }
            Some(opening) if !opening.addressees.is_empty() && !ends_item(text) && item_follows => Some(Some(opening)),
            Some(opening) if self.section_is_over() && item_follows && !ends_item(text) => Some(Some(opening)),
            // A short line without a stop, between a section that is over and a list that begins, can only be a head.
            None if self.section_is_over() && !ends_item(text) && text.chars().count() < 200 => {
                let first = next.and_then(|next| {
                    Label::of(&next.text, next.label.as_deref(), grammar.lexicon, grammar.language)
                });
                first.is_some_and(|label| Ladder::default().place(&label).1).then_some(None)
            }
            _ => None,
        }
    }

    /// Whether the last clause ends the way the last of a section does, or none has begun.
    fn section_is_over(&self) -> bool {
        let last = self.flat.last().map(|(_, clause)| &clause.text);
        match last {
            Some(slice) => bare_ends(&self.reading.lines[slice.line].text).ends_with([',', '，', '،']),
            None => self.out.texts.last().is_some_and(|text| text.body.is_some() && text.sections.is_empty()),
        }
    }

    fn head(&mut self, slice: Slice, opening: Option<Opening>, line: &Line) {
        self.close_section();
        let (part, act, addressees) = match opening {
            Some(opening) => {
                let offset = line.text.find(bare_ends(&line.text)).unwrap_or_default();
                for range in &opening.unknown {
                    let at = Slice { line: slice.line, range: offset + range.start..offset + range.end };
                    self.note(Name::UnknownAddressee, "part of this head names nobody that the lexicon knows", &at);
                }
                // Once the operative part has begun, an act of both parts is operative.
                (opening.part, opening.act, opening.addressees)
            }
            None => {
                self.note(Name::UnknownHead, "no entry of the lexicon opens this section", &slice);
                let text = line.text[slice.range.clone()].to_owned();
                let act = Act { id: "unknown".to_owned(), text, modifiers: Vec::new(), under: None };
                let part = self.out.texts.last().and_then(|text| text.sections.last()).map_or(Part::Preamble, |s| s.part);
                (part, act, Vec::new())
            }
        };
        self.text().sections.push(Section { part, head: Some(slice), act: Some(act), addressees, clauses: Vec::new() });
    }

    /// A line under a head: an item with its label, or the sole item, or words that go on after a list.
    fn item(&mut self, index: usize, line: &Line, role: Option<&str>) {
        let slice = whole(index, line);
        let label = Label::of(&line.text, line.label.as_deref(), self.grammar.lexicon, self.grammar.language);
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
    fn depth(&mut self, label: Option<&Label>, slice: &Slice, role: Option<&str>) -> usize {
        let depth = match label {
            Some(label) => {
                let (depth, follows) = self.ladder.place(label);
                if !follows {
                    self.note(Name::LabelGap, format!("the label {} does not follow on from the one before it", label.text), slice);
                }
                depth
            }
            // Words after a list belong to the item above it, unless nothing is labelled here.
            None if self.flat.iter().any(|(_, clause)| clause.label.is_some()) => {
                let styled = role.and_then(|role| role.strip_prefix("item_")).and_then(|n| n.parse::<usize>().ok());
                styled.unwrap_or(1).max(1)
            }
            None => 0,
        };
        depth.min(self.flat.last().map_or(0, |(last, _)| last + 1))
    }

    fn push_clause(
        &mut self,
        depth: usize,
        slice: Slice,
        label: Option<Label>,
        act: Option<Act>,
        addressees: Vec<super::outline::Addressee>,
    ) {
        let (label_slice, text, label) = split(slice, label);
        self.flat.push((depth, Clause { label, label_slice, text, act, addressees, clauses: Vec::new() }));
    }

    fn close_section(&mut self) {
        self.ladder.reset();
        let flat = std::mem::take(&mut self.flat);
        if flat.is_empty() {
            return;
        }
        let mut stack: Vec<(usize, Clause)> = Vec::new();
        let mut done: Vec<Clause> = Vec::new();
        let fold = |stack: &mut Vec<(usize, Clause)>, depth: usize, done: &mut Vec<Clause>| {
            while stack.last().is_some_and(|(open, _)| *open >= depth) {
                let Some((_, clause)) = stack.pop() else { return };
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

    // ---- texts whose clauses carry their own act

    fn clause_with_own_act(&mut self, index: usize, line: &Line, role: Option<&str>) {
        let grammar = self.grammar;
        let slice = whole(index, line);
        let house = self.house();
        let label = Label::of(&line.text, line.label.as_deref(), grammar.lexicon, grammar.language);
        let current = self.out.texts.last().and_then(|text| text.sections.last()).map(|section| section.part);
        let start = label.as_ref().map_or(slice.range.start, |label| label.range.end.max(slice.range.start));
        let words = &line.text[start..slice.range.end.max(start)];
        let figure = label.as_ref().is_some_and(Label::is_figure);
        let part = if figure { Part::Operative } else { current.unwrap_or(Part::Preamble) };
        let mut found = opening(words, grammar.lexicon, grammar.language, Some(house.as_str()), Some(part), Reach::Beginning);
        if let Some(opening) = found.as_mut() {
            self.prefer_italics(opening, line, start);
        }
        // The first paragraph that opens with an operative act begins the operative part, numbered or not.
        let begins = current != Some(Part::Operative)
            && (figure || (label.is_none() && found.as_ref().is_some_and(|opening| opening.part == Part::Operative)));
        let part = if begins { Part::Operative } else { current.unwrap_or(Part::Preamble) };
        if label.is_none() && part == Part::Operative && !begins {
            let operative = found.as_ref().is_some_and(|opening| opening.part == Part::Operative);
            let over = self.flat.last().is_some_and(|(_, last)| ends(&self.reading.lines[last.text.line].text));
            let numbered = self.flat.iter().any(|(_, clause)| clause.label.is_some());
            if over && (numbered || !operative) {
                self.close_section();
                self.state = State::Closed;
                self.text().other.push((OtherRole::Closing, slice));
                return;
            }
            if !operative && !ends_item(words) && heading(index, line, grammar).is_some_or_short(words) {
                self.text().other.push((OtherRole::Heading, slice));
                return;
            }
        }
        if current != Some(part) {
            self.close_section();
            self.text().sections.push(Section { part, head: None, act: None, addressees: Vec::new(), clauses: Vec::new() });
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

    /// Where the words that the house sets in italics go on with the act phrase or stop within it, they say how long it is.
    fn prefer_italics(&self, opening: &mut Opening, line: &Line, start: usize) {
        let Some(italic) = self.italic_act(line, start) else { return };
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
        let words = text.trim_end_matches(|c: char| c.is_whitespace() || ",،，、;:".contains(c));
        (range.end < whole && words.chars().count() <= 120 && !words.is_empty()).then(|| words.to_owned())
    }

    // ---- after the clauses

    fn open_annex(&mut self, heading: Slice) {
        self.close_section();
        self.text().annexes.push(Annex { heading: vec![heading], paragraphs: Vec::new() });
        self.state = State::Annex;
    }

    fn annex(&mut self, index: usize, line: &Line, role: Option<&str>) {
        if self.grammar.is_reasons(line) {
            self.reasons(index, line);
            return;
        }
        let slice = whole(index, line);
        let is_annex = self.grammar.is_annex(line);
        let Some(annex) = self.text().annexes.last_mut() else { return };
        if is_annex && !annex.paragraphs.is_empty() {
            self.open_annex(slice);
        } else if annex.paragraphs.is_empty() && matches!(role, Some("annex" | "annex_title")) {
            annex.heading.push(slice);
        } else {
            annex.paragraphs.push(slice);
        }
    }

    fn reasons(&mut self, index: usize, line: &Line) {
        self.close_section();
        let slice = whole(index, line);
        self.text().reasons.push(slice);
        self.state = State::Closed;
    }

    fn closed(&mut self, index: usize, line: &Line, role: Option<&str>) {
        let has_reasons = !self.text().reasons.is_empty();
        if has_reasons && role == Some("reasons") {
            self.reasons(index, line);
        } else if self.grammar.is_annex(line) && !has_reasons {
            self.open_annex(whole(index, line));
        } else if has_reasons || role == Some("heading") {
            self.close_text();
            self.outside(index, line);
        } else {
            let slice = whole(index, line);
            self.text().other.push((OtherRole::Closing, slice));
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

/// Whether a line is a heading, or at least looks like one within a text.
trait Headlike {
    fn is_some_or_short(&self, words: &str) -> bool;
}

impl Headlike for Option<super::outline::Heading> {
    fn is_some_or_short(&self, words: &str) -> bool {
        self.is_some() || words.chars().count() <= 120
    }
}
