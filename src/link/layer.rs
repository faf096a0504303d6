//! The layer of a source: every citation and every time of both readings, with its place.

use super::earlier::{Earlier, Said};
use super::own_clauses::OwnClauses;
use super::{Basis, Line, Speaker};
use crate::lexicon::Language;
use crate::note::{Name, Note};
use crate::place::Place;
use crate::read::Manuscript;
use crate::segment::outline::{Clause, Part, Resolution};
use crate::segment::{Read, Setting, identity, section_ids};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// A citation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reference {
    /// What is cited: `resolution`, `recommendation`, `document`, `provision`, `clause`, `self`, …
    pub kind: String,
    /// Canonical id (`itu.wtsa.resolution.54@hammamet-2016`); `null` where it cannot be told.
    pub id: Option<String>,
    /// How it was told whose it is; `null` where it was not.
    pub basis: Option<Basis>,
    /// As printed.
    pub text: String,
    /// The id of the footnote in which it stands; its place is then that of the call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub footnote: Option<String>,
    /// Where.
    pub place: Place,
}

/// What kind of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FactKind {
    /// By when.
    Deadline,
    /// How often.
    Period,
}

/// A time that a clause names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fact {
    /// By when, or how often.
    pub kind: FactKind,
    /// `2026`, `before:2026`, `2026-09-30`, `next:wtsa`, `ga:80`; `P1Y`, `each:council`; `null` where it cannot be told.
    pub value: Option<String>,
    /// As printed.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// The citations and times of a source, and which stand where.
#[derive(Debug, Clone, Default)]
pub struct Layer {
    /// Citations, in order.
    pub references: Vec<Reference>,
    /// Times, in order.
    pub facts: Vec<Fact>,
    reference_spans: Vec<Span>,
    fact_spans: Vec<Span>,
    /// Which citations stand in the newer reading.
    current: Vec<bool>,
    /// Notes of the text that are called more often than what they cite is told.
    often_called: Vec<OftenCalled>,
}

/// A note that is called more than [`MOST_CALLS`] times in a reading.
#[derive(Debug, Clone)]
struct OftenCalled {
    id: String,
    calls: usize,
    /// Its first line.
    words: String,
    /// The first call at which what it cites is not told.
    place: Place,
}

/// A note of the text in one reading.
struct CalledNote {
    id: String,
    lines: Arc<Vec<crate::read::Line>>,
    /// How often it was called so far.
    calls: usize,
    cites: bool,
}

/// Paragraph, first and last byte.
type Span = (usize, usize, usize);

impl Layer {
    /// The layer of the readings of a source, the newer one first.
    pub fn of<'r>(manuscript: &'r Manuscript, readings: &[Read<'r>], setting: Setting<'r>) -> Self {
        let mut gatherer = Gatherer {
            manuscript,
            setting,
            seen: HashSet::new(),
            references: Vec::new(),
            facts: Vec::new(),
            often_called: BTreeMap::new(),
            voices: HashMap::new(),
            heard: HashMap::new(),
            is_heard_again: false,
        };
        let mut newer = 0;
        for (index, read) in readings.iter().enumerate() {
            gatherer.is_heard_again = index + 1 < readings.len();
            gatherer.reading(*read);
            if index == 0 {
                newer = gatherer.references.len();
            }
        }
        let Gatherer { references, mut facts, often_called, .. } = gatherer;
        let mut references: Vec<(Span, Reference, bool)> =
            references.into_iter().enumerate().map(|(at, (span, reference))| (span, reference, at < newer)).collect();
        references.sort_by_key(|(span, _, _)| *span);
        facts.sort_by_key(|(span, _)| *span);
        let current = references.iter().map(|(_, _, current)| *current).collect();
        let (reference_spans, references) =
            references.into_iter().map(|(span, reference, _)| (span, reference)).unzip();
        let (fact_spans, facts) = facts.into_iter().unzip();
        let often_called = often_called.into_values().collect();
        Layer { references, facts, reference_spans, fact_spans, current, often_called }
    }

    /// Whether a citation stands in the newer reading; one in deleted words does not.
    pub fn is_current(&self, reference: usize) -> bool {
        self.current.get(reference).copied().unwrap_or_default()
    }

    /// Indexes of the citations that begin in a stretch of a paragraph.
    pub fn references_within(&self, paragraph: usize, start: usize, end: usize) -> std::ops::Range<usize> {
        within(&self.reference_spans, paragraph, start, end)
    }

    /// The citations that begin in a stretch of a paragraph: kind, first and last byte. What a footnote cites is not in the paragraph.
    pub fn cited_within(
        &self,
        paragraph: usize,
        start: usize,
        end: usize,
    ) -> impl Iterator<Item = (&str, usize, usize)> {
        let indexes = self.references_within(paragraph, start, end);
        let here = indexes.map(|index| (&self.references[index], self.reference_spans[index]));
        let here = here.filter(|(reference, _)| reference.footnote.is_none());
        here.map(|(reference, (_, start, end))| (reference.kind.as_str(), start, end))
    }

    /// The times that begin in a stretch of a paragraph.
    pub fn facts_within(&self, paragraph: usize, start: usize, end: usize) -> &[Fact] {
        &self.facts[within(&self.fact_spans, paragraph, start, end)]
    }

    /// A remark for each citation whose target could not be told, and for each note whose citations are not told at all its calls.
    pub fn notes(&self) -> Vec<Note> {
        let open = self.references.iter().filter(|reference| reference.id.is_none());
        let note = |reference: &Reference| {
            let message = format!("the text does not tell which {} this is", reference.kind.replace('_', " "));
            Note::new(Name::UnresolvedReference, message).at(reference.place, &reference.text)
        };
        let often = self.often_called.iter().map(|OftenCalled { id, calls, words, place }| {
            let message =
                format!("note {id} is called {calls} times; what it cites is told at the first {MOST_CALLS} calls");
            Note::new(Name::OftenCalledNote, message).at(*place, words)
        });
        open.map(note).chain(often).collect()
    }
}

fn within(spans: &[Span], paragraph: usize, start: usize, end: usize) -> std::ops::Range<usize> {
    let first = spans.partition_point(|span| (span.0, span.1) < (paragraph, start));
    let last = spans.partition_point(|span| (span.0, span.1) < (paragraph, end));
    first..last.max(first)
}

/// What a note cites is told at each call of it. No text calls one so often; a file made to cost much could, all its lines each time.
const MOST_CALLS: usize = 50;

/// In which language, house and text a line speaks.
#[derive(Clone, Copy)]
struct At<'a, 'g> {
    language: &'g Language,
    house: &'g str,
    speaker: Speaker<'a>,
    /// Whose id and body the speaker has, among those of all readings.
    voice: Option<usize>,
    /// The body that the head charges: "its session" is that body's.
    charged: Option<&'g str>,
}

struct Gatherer<'g> {
    manuscript: &'g Manuscript,
    setting: Setting<'g>,
    /// Paragraph, first byte and words of what was found: what both readings cite in the same words is cited once.
    seen: HashSet<(usize, usize, String)>,
    references: Vec<(Span, Reference)>,
    facts: Vec<(Span, Fact)>,
    often_called: BTreeMap<usize, OftenCalled>,
    /// The ids of texts, and their bodies, counted.
    voices: HashMap<(String, Option<String>), usize>,
    /// The lines of a reading by the place at which they begin, while another one follows: most stand in that as well.
    heard: HashMap<(usize, usize), Heard<'g>>,
    is_heard_again: bool,
}

/// A line that was looked at, in which context, and what it asked and told of earlier citations.
struct Heard<'g> {
    line: &'g crate::read::Line,
    language: &'g Language,
    house: &'g str,
    voice: Option<usize>,
    charged: Option<&'g str>,
    is_charge: bool,
    said: Vec<Said>,
}

impl<'g> Heard<'g> {
    /// Whether a line of the other reading is the same, and speaks in the same context: then it cites the same words.
    fn is(&self, line: &crate::read::Line, at: At<'_, 'g>, is_charge: bool) -> bool {
        let is_context = self.language.code == at.language.code
            && self.house == at.house
            && (self.voice, self.charged, self.is_charge) == (at.voice, at.charged, is_charge);
        is_context && self.line.text == line.text && self.line.pieces == line.pieces
    }
}

impl<'g> Gatherer<'g> {
    fn reading(&mut self, read: Read<'g>) {
        let outline = read.outline;
        let mut text_of = HashMap::new();
        for (index, text) in outline.texts.iter().enumerate() {
            text_of.extend(text.lines().into_iter().map(|line| (line, index)));
        }
        // A text's own number and the symbol on the cover name the text itself: they cite nothing.
        let numbers = outline.texts.iter().filter_map(|text| text.number.as_ref()).map(|n| n.slice.line);
        let own_keys = ["symbol", "document"];
        let symbols =
            outline.front_matter.iter().filter(|(key, _)| own_keys.contains(&key.as_str())).flat_map(|(_, s)| s);
        let own: HashSet<usize> = numbers.chain(symbols.map(|slice| slice.line)).collect();
        let clauses: Vec<HashMap<usize, usize>> = outline.texts.iter().map(clause_lines).collect();
        let texts: Vec<(String, Option<String>, OwnClauses<'_>)> = (0..outline.texts.len())
            .map(|index| {
                let identity = identity(outline, index, read.reading, self.setting.lexicon);
                let ids = section_ids(&outline.texts[index].sections).into();
                let clauses = OwnClauses { text: &outline.texts[index], ids, section: None };
                (identity.id(), identity.body, clauses)
            })
            .collect();
        let mut voices = Vec::new();
        for (text, body, _) in &texts {
            let count = self.voices.len();
            voices.push(*self.voices.entry((text.clone(), body.clone())).or_insert(count));
        }
        let mut called: HashMap<usize, CalledNote> = HashMap::new();
        let mut earlier: Vec<Earlier> = vec![Earlier::default(); outline.texts.len() + 1];
        for (index, line) in read.reading.lines.iter().enumerate().filter(|(index, _)| !own.contains(index)) {
            if self.setting.deadline.is_past() {
                break;
            }
            let text = text_of.get(&index).copied();
            let section = text.and_then(|text| clauses[text].get(&index).copied());
            let own_clauses = text.map(|text| OwnClauses { section, ..texts[text].2.clone() });
            let speaker = Speaker {
                text: text.map(|text| texts[text].0.as_str()),
                body: text.and_then(|text| texts[text].1.as_deref()),
                clauses: own_clauses.as_ref(),
            };
            let document = outline.texts.first().map(|text| text.house.as_str());
            let document = document.or(outline.house.as_ref().map(|guess| guess.house.as_str())).unwrap_or_default();
            let house = text.map_or(document, |text| outline.texts[text].house.as_str());
            let lexicon = self.setting.lexicon;
            let Some(language) = outline.language_at(index).and_then(|code| lexicon.language(code)) else { continue };
            let charged = section.zip(text).and_then(|(section, text)| {
                let to = outline.texts[text].sections[section].addressees.first()?;
                let body = to.id.rsplit('.').next()?;
                lexicon.body(body).map(|body| body.id.as_str())
            });
            let voice = text.map(|text| voices[text]);
            let at = At { language, house, speaker, voice, charged };
            let known = &mut earlier[text.unwrap_or(outline.texts.len())];
            let is_charge =
                section.zip(text).is_some_and(|(s, text)| outline.texts[text].sections[s].part == Part::Operative);
            self.line(line, at, known, is_charge);
            let deadline = self.setting.deadline;
            for (call, note) in line.calls.iter().take_while(|_| !deadline.is_past()) {
                let called = called.entry(*note).or_insert_with(|| CalledNote {
                    id: self.manuscript.notes.get(*note).map(|note| note.id.clone()).unwrap_or_default(),
                    lines: Arc::new(self.manuscript.note_lines(*note, read.reading.view)),
                    calls: 0,
                    cites: false,
                });
                called.calls += 1;
                if called.calls > MOST_CALLS {
                    if called.cites {
                        self.leave_call_out(*note, called, line, *call);
                    }
                    continue;
                }
                for of_note in called.lines.clone().iter().take_while(|_| !deadline.is_past()) {
                    called.cites |= self.note_line(of_note, line, *call, &called.id, at, known);
                }
            }
        }
    }

    /// What a line of the body cites, and the times that it names where it is an operative clause.
    fn line(&mut self, source: &'g crate::read::Line, at: At<'_, 'g>, earlier: &mut Earlier, is_charge: bool) {
        let Some(first) = source.pieces.first().filter(|_| !source.text.trim().is_empty()) else { return };
        let place = (first.paragraph, first.start);
        let heard = self.heard.get(&place).filter(|heard| heard.is(source, at, is_charge));
        if heard.is_some_and(|heard| earlier.hears_again(&heard.said)) {
            return;
        }
        earlier.said();
        let deadline = self.setting.deadline;
        let line = Line::new(&source.text, self.setting.lexicon, at.language, at.house).until(deadline);
        for citation in line.citations(at.speaker, earlier).into_iter().take_while(|_| !deadline.is_past()) {
            let range = line.plain.source(citation.range.clone());
            let Some((span, text, place)) = self.placed(source, range) else { continue };
            let (kind, id, basis) = (citation.kind, citation.id, citation.basis);
            self.references.push((span, Reference { kind, id, basis, text, footnote: None, place }));
        }
        if self.is_heard_again {
            let At { language, house, voice, charged, .. } = at;
            let said = earlier.said();
            self.heard.insert(place, Heard { line: source, language, house, voice, charged, is_charge, said });
        }
        // What a preamble says of times is history.
        if !is_charge {
            return;
        }
        for time in line.times(at.charged.or(at.speaker.body)) {
            let Some((span, text, place)) = self.placed(source, line.plain.source(time.range)) else { continue };
            let kind = if time.kind == "period" { FactKind::Period } else { FactKind::Deadline };
            self.facts.push((span, Fact { kind, value: time.value, text, place }));
        }
    }

    /// A call at which it is not told what the note cites. Both readings call it: the one that does so more often counts.
    fn leave_call_out(&mut self, note: usize, called: &CalledNote, line: &crate::read::Line, call: usize) {
        let often = self.often_called.entry(note).or_insert_with(|| OftenCalled {
            id: called.id.clone(),
            calls: 0,
            words: called.lines.first().map(|line| line.text.clone()).unwrap_or_default(),
            place: self.manuscript.place_of(line, call..call),
        });
        often.calls = often.calls.max(called.calls);
    }

    /// What a line of a footnote cites: its place is that of the call. Whether it cites anything.
    fn note_line(
        &mut self,
        note: &crate::read::Line,
        source: &crate::read::Line,
        call: usize,
        id: &str,
        at: At<'_, 'g>,
        earlier: &mut Earlier,
    ) -> bool {
        let line = Line::new(&note.text, self.setting.lexicon, at.language, at.house).until(self.setting.deadline);
        let citations = line.citations(at.speaker, earlier);
        let cites = !citations.is_empty();
        for citation in citations {
            let text = note.text[line.plain.source(citation.range.clone())].to_owned();
            let place = self.manuscript.place_of(source, call..call);
            // A call at the end of a line belongs to the words before it.
            let piece = source.sources(call.saturating_sub(1)..call).last().or_else(|| source.pieces.last().copied());
            let Some(piece) = piece else { continue };
            let byte = (piece.start + piece.len).saturating_sub(1);
            if self.seen.insert((piece.paragraph, byte, format!("{id} {text}"))) {
                let (kind, id_of, basis) = (citation.kind, citation.id, citation.basis);
                let footnote = Some(id.to_owned());
                let reference = Reference { kind, id: id_of, basis, text, footnote, place };
                self.references.push(((piece.paragraph, byte, byte), reference));
            }
        }
        cites
    }

    /// Where a range of a line stands, and its words; `None` where the other reading had it already.
    fn placed(&mut self, line: &crate::read::Line, range: std::ops::Range<usize>) -> Option<(Span, String, Place)> {
        let first = line.sources(range.clone()).find(|piece| piece.len > 0)?;
        let last = line.sources(range.clone()).filter(|p| p.paragraph == first.paragraph).last();
        let end = last.map_or(first.start + first.len, |last| last.start + last.len);
        let text = line.text[range.clone()].to_owned();
        if !self.seen.insert((first.paragraph, first.start, text.clone())) {
            return None;
        }
        Some(((first.paragraph, first.start, end), text, self.manuscript.place_of(line, range)))
    }
}

/// The section of each line that holds a clause.
fn clause_lines(text: &Resolution) -> HashMap<usize, usize> {
    let mut lines = HashMap::new();
    for (index, section) in text.sections.iter().enumerate() {
        let mut stack: Vec<&Clause> = section.clauses.iter().collect();
        while let Some(clause) = stack.pop() {
            lines.insert(clause.text.line, index);
            stack.extend(&clause.clauses);
        }
    }
    lines
}
