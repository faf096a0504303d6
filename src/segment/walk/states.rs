//! What a line is in each state of the walk, and which state follows.

use super::{LONGEST_TITLE, State, Walk, ends, ends_item};
use crate::lexicon::fold::{bare_ends, stops};
use crate::read::Line;
use crate::segment::evidence::whole;
use crate::segment::house_of;
use crate::segment::outline::{Annex, BodyLine, OtherRole, Part, Section, Slice, VersionMark};
use crate::segment::version::versions;

impl Walk<'_> {
    /// A line outside any text: it begins one, or is front matter, a heading or prose.
    pub(super) fn outside(&mut self, index: usize, line: &Line) {
        if let Some(body) = self.grammar.body_line(index, line) {
            let title = self.title_above(index);
            self.open_text();
            let text = self.text();
            text.body = Some(body);
            text.title.extend(title);
            self.state = State::Body;
            return;
        }
        self.front.line(index, line, self.grammar, &mut self.out);
    }

    /// The line above the sentence that names the body, where no number line stands there: a title, taken out of the prose.
    fn title_above(&mut self, index: usize) -> Option<Slice> {
        let above =
            (self.stretch.lines.start..index).rev().find(|at| !self.reading.lines[*at].text.trim().is_empty())?;
        let line = &self.reading.lines[above];
        let opens = |c: char| c == '[' || stops::OPEN.contains(&c);
        let is_bracketed = line.text.trim_start().starts_with(opens);
        if is_bracketed || line.cell.is_some() || ends_item(&line.text) || self.label(line).is_some() {
            return None;
        }
        self.out.prose.pop_if(|slice| slice.line == above)
    }

    /// A line before the first section.
    pub(super) fn beginning(&mut self, index: usize, line: &Line, role: Option<&str>) {
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
        let is_bracketed = text.starts_with(stops::OPEN) && text.ends_with(stops::CLOSE);
        let marks = if is_bracketed || role == Some("history") {
            versions(text, grammar.lexicon, grammar.language)
        } else {
            Vec::new()
        };
        if role == Some("history") || (is_bracketed && !marks.is_empty()) {
            self.history(slice, marks);
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
        let numbered = self.text().number.is_some();
        if role == Some("head") || (numbered && (self.is_head(index, line, role).is_some() || self.opens_clause(line)))
        {
            self.state = State::Body;
            self.body(index, line, role);
            return;
        }
        // A title may run over lines; a full stop, a bracketed line or the body's sentence ends it.
        let goes_on = self.text().history.is_none() && self.text().title.len() < LONGEST_TITLE && !ends(text);
        let is_title = matches!(role, Some("title" | "provision")) || goes_on;
        let is_title = is_title && !grammar.is_adoption(text);
        let text = self.text();
        if is_title && text.number.is_some() {
            text.title.push(slice);
        } else {
            text.other.push((OtherRole::Opening, slice));
        }
    }

    /// A line that tells the history of a text. Of several the last one does; those before it stay among the lines of the opening.
    pub(super) fn history(&mut self, slice: Slice, marks: Vec<VersionMark>) {
        let text = self.text();
        if let Some((former, _)) = text.history.replace((slice, marks)) {
            let at = text.other.partition_point(|(_, other)| other.line < former.line);
            text.other.insert(at, (OtherRole::Opening, former));
        }
    }

    /// Whether a line opens with its own act, in a text of no known body whose form shows that its clauses do.
    fn opens_clause(&mut self, line: &Line) -> bool {
        self.has_form = true;
        let known = self.out.texts.last().and_then(|text| house_of(text, self.grammar.lexicon, self.house));
        let opens = || {
            let tokens = self.grammar.language.tokens_of_lead(&line.text);
            self.grammar.language.lead(&tokens, None, None).is_some()
        };
        known.is_none() && ends_item(&line.text) && opens() && self.acts_on_clauses()
    }

    /// A line among sections and clauses.
    pub(super) fn body(&mut self, index: usize, line: &Line, role: Option<&str>) {
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
        if let Some(body) = grammar.body_line(index, line) {
            self.body_again(slice, body);
            return;
        }
        if grammar.is_sources(bare_ends(&line.text)) {
            self.state = State::Closed;
            self.text().other.push((OtherRole::Closing, slice));
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

    /// The sentence that names the body, within a text: where there was one already, another part (`A`, `B`) begins with it.
    fn body_again(&mut self, slice: Slice, body: BodyLine) {
        self.state = State::Body;
        if self.text().body.is_none() {
            self.text().body = Some(body);
            return;
        }
        self.close_section();
        let text = self.text();
        for (role, _) in text.other.iter_mut().rev().take_while(|(role, _)| *role == OtherRole::Closing) {
            *role = OtherRole::Heading;
        }
        text.other.push((OtherRole::Heading, slice));
        text.sections.push(Section {
            part: Part::Preamble,
            head: None,
            act: None,
            addressees: Vec::new(),
            clauses: Vec::new(),
        });
    }

    fn open_annex(&mut self, heading: Slice) {
        self.close_section();
        self.text().annexes.push(Annex { heading: vec![heading], paragraphs: Vec::new() });
        self.state = State::Annex;
    }

    /// A line of an annex.
    pub(super) fn annex(&mut self, index: usize, line: &Line, role: Option<&str>) {
        if self.grammar.is_reasons(line) {
            self.reasons(index, line);
            return;
        }
        let slice = whole(index, line);
        let is_annex = self.grammar.is_annex(line);
        let Some(annex) = self.text().annexes.last_mut() else {
            return;
        };
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
        let slice = self.grammar.reasons(index, line);
        let label = whole(index, line).range.start..slice.range.start;
        self.out.labels.push(Slice { line: index, range: label });
        self.text().reasons.push(slice);
        self.state = State::Closed;
    }

    /// A line after the reasons, or after what stands below the last clause.
    pub(super) fn closed(&mut self, index: usize, line: &Line, role: Option<&str>) {
        let has_reasons = !self.text().reasons.is_empty();
        // A full stop in the wrong place does not end a text: the next number goes on with it.
        let again = self.grammar.body_line(index, line).filter(|_| !has_reasons && self.acts_on_clauses());
        if let Some(body) = again {
            self.body_again(whole(index, line), body);
        } else if !has_reasons && self.acts_on_clauses() && self.label(line).is_some_and(|label| label.is_figure()) {
            self.go_on(index, line, role);
        } else if has_reasons && role == Some("reasons") {
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
