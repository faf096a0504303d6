//! Changes within a paragraph as edits of its bytes: runs are cut where words were deleted or inserted, and nothing else is touched.
//!
//! ```text
//! <w:r>R<w:t>Geneva, 2022</w:t></w:r>
//! <w:r>R<w:t>Geneva, </w:t></w:r><w:del …><w:r>R<w:delText>2022</w:delText></w:r></w:del><w:ins …><w:r>R<w:t>2024</w:t></w:r></w:ins>
//! ```

use super::tags::{Insertion, Tags};
use crate::read::{ParagraphSpan, RunSpan};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// An edit of the part: bytes that are replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty: a place at which something comes in.
    pub range: Range<usize>,
    /// What comes there.
    pub text: String,
}

impl Edit {
    /// Something new at a place.
    pub fn at(place: usize, text: impl Into<String>) -> Self {
        Edit { range: place..place, text: text.into() }
    }
}

/// What happens to the words of a paragraph. Offsets are bytes of its whole text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordChanges {
    /// Deleted stretches, in order, apart from each other.
    pub deleted: Vec<Range<usize>>,
    /// What is new and where it comes in, in order.
    pub inserted: Vec<(usize, Insertion)>,
    /// Calls of notes that go, by the name of their element and the id.
    pub calls: Vec<(&'static str, String)>,
    /// The paragraph goes as a whole, with pictures, note calls and whatever else it holds.
    pub is_whole: bool,
}

impl WordChanges {
    /// Whether nothing happens.
    pub fn is_empty(&self) -> bool {
        self.deleted.is_empty() && self.inserted.is_empty() && self.calls.is_empty() && !self.is_whole
    }

    fn deletes(&self, range: &Range<usize>) -> bool {
        self.deleted.iter().any(|held| held.start <= range.start && range.end <= held.end)
    }

    /// Makes deletions end where things end that cannot be cut: what is left of such a thing is typed anew behind it.
    fn around(mut self, unit: &Range<usize>, text: &str) -> Self {
        let touched = self.deleted.iter().any(|held| held.start < unit.end && unit.start < held.end);
        let inside = |at: usize| unit.start < at && at < unit.end;
        if self.deletes(unit) && !self.inserted.iter().any(|(at, _)| inside(*at))
            || !touched && !self.inserted.iter().any(|(at, _)| inside(*at))
        {
            return self;
        }
        let mut anew = String::new();
        for (offset, c) in text[unit.clone()].char_indices() {
            let at = unit.start + offset;
            self.inserted.iter().filter(|(place, _)| *place == at && inside(at)).for_each(|(_, new)| {
                if let Insertion::Words(words) = new {
                    anew.push_str(words)
                }
            });
            if !self.deletes(&(at..at + c.len_utf8())) {
                anew.push(c);
            }
        }
        self.inserted.retain(|(at, _)| !inside(*at));
        let place = self.inserted.partition_point(|(at, _)| *at < unit.end);
        self.inserted.insert(place, (unit.end, Insertion::Words(anew)));
        self.deleted.push(unit.clone());
        self.deleted = joined(self.deleted);
        self
    }
}

/// Stretches in order, those that touch as one.
pub fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges.into_iter().filter(|range| !range.is_empty()) {
        match out.last_mut() {
            Some(last) if last.end >= range.start => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

/// A former form in a `w:rPr` belongs to the run that has it, not to a copy.
pub fn without_former(properties: &str) -> String {
    static FORMER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?s)<(?:[\w.-]+:)?rPrChange\b.*?(?:</(?:[\w.-]+:)?rPrChange>)").expect("a fixed pattern")
    });
    FORMER.replace_all(properties, "").into_owned()
}

/// Where new words go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spot {
    /// Behind the piece that holds the character before, or within it.
    Behind(usize, usize),
    /// Before the piece that holds the character after.
    Before(usize, usize),
    /// Behind all runs.
    End,
}

/// The edits of a paragraph's words. `text` is its whole text, `source` the part.
pub fn edits(paragraph: &ParagraphSpan, text: &str, changes: &WordChanges, source: &str, tags: &Tags) -> Vec<Edit> {
    let mut changes = changes.clone();
    for piece in paragraph.runs.iter().flat_map(|run| &run.pieces) {
        if piece.name != "t" && piece.text.len() > 1 {
            changes = changes.around(&piece.text, text);
        }
    }
    let fields = fields(paragraph, &changes);
    let spots: Vec<Spot> = changes.inserted.iter().map(|(at, _)| spot(paragraph, *at)).collect();
    let mut out = Vec::new();
    for (index, run) in paragraph.runs.iter().enumerate() {
        let mut writer = RunWriter { source, tags, run, out: &mut out, state: State::Unopened };
        for (place, piece) in run.pieces.iter().enumerate() {
            let new_before =
                changes.inserted.iter().zip(&spots).filter(|(_, spot)| **spot == Spot::Before(index, place));
            new_before.for_each(|((_, words), _)| writer.insert(words, piece.range.start));
            let new_behind: Vec<&(usize, Insertion)> = changes
                .inserted
                .iter()
                .zip(&spots)
                .filter(|(_, spot)| **spot == Spot::Behind(index, place))
                .map(|(new, _)| new)
                .collect();
            if piece.text.is_empty() {
                let inside =
                    changes.deleted.iter().any(|held| held.start < piece.text.start && piece.text.start < held.end);
                let in_field = fields.iter().find(|field| field.pieces.contains(&(index, place)));
                let called =
                    changes.calls.iter().any(|(name, id)| *name == piece.name && Some(id) == piece.value.as_ref());
                let goes = called || in_field.map_or(inside || changes.is_whole, |field| field.goes);
                writer.keep_or_delete(piece.range.clone(), &piece.name, goes);
                continue;
            }
            if piece.name != "t" {
                writer.keep_or_delete(piece.range.clone(), &piece.name, changes.deletes(&piece.text));
                new_behind.iter().for_each(|(_, words)| writer.insert(words, piece.range.end));
                continue;
            }
            writer.words(piece.range.clone(), &piece.text, text, &changes.deleted, &new_behind);
        }
        writer.finish();
    }
    let at_end = changes.inserted.iter().zip(&spots).filter(|(_, spot)| **spot == Spot::End);
    let new: String = at_end.map(|((_, words), _)| tags.come("", words)).collect();
    if !new.is_empty() {
        out.push(Edit::at(paragraph.end.start, new));
    }
    out
}

/// New words stand with what precedes them, unless that is a link or field which they would become part of.
fn spot(paragraph: &ParagraphSpan, at: usize) -> Spot {
    let pieces = || {
        let runs = paragraph.runs.iter().enumerate();
        runs.flat_map(|(r, run)| run.pieces.iter().enumerate().map(move |(p, piece)| (r, p, run, piece)))
    };
    let before = pieces().rfind(|(.., piece)| piece.text.start < at && at <= piece.text.end);
    let after = pieces().find(|(.., piece)| piece.text.start <= at && at < piece.text.end);
    match (before, after) {
        (Some((r, p, ..)), Some((next_r, next_p, ..))) if (r, p) == (next_r, next_p) => Spot::Behind(r, p),
        (Some((r, p, run, _)), after) if run.nested <= after.map_or(0, |(_, _, run, _)| run.nested) => {
            Spot::Behind(r, p)
        }
        (_, Some((r, p, ..))) => Spot::Before(r, p),
        _ => Spot::End,
    }
}

/// A complex field: its code goes where all of its result goes, and only then.
struct Field {
    pieces: Vec<(usize, usize)>,
    goes: bool,
}

fn fields(paragraph: &ParagraphSpan, changes: &WordChanges) -> Vec<Field> {
    let mut done = Vec::new();
    let mut open: Vec<(Vec<(usize, usize)>, usize)> = Vec::new();
    for (r, run) in paragraph.runs.iter().enumerate() {
        for (p, piece) in run.pieces.iter().enumerate() {
            if piece.name == "fldChar" && piece.value.as_deref() == Some("begin") {
                open.push((Vec::new(), piece.text.start));
            }
            if let Some((pieces, _)) = open.last_mut().filter(|_| piece.text.is_empty()) {
                pieces.push((r, p));
            }
            if piece.name == "fldChar" && piece.value.as_deref() == Some("end") {
                match open.pop() {
                    Some((pieces, from)) => {
                        let result = from..piece.text.start;
                        let inside = changes.deleted.iter().any(|held| held.start < from && from < held.end);
                        let goes = if result.is_empty() { inside } else { changes.deletes(&result) };
                        done.push(Field { pieces, goes: goes || changes.is_whole });
                    }
                    // It began in another paragraph.
                    None => done.push(Field { pieces: vec![(r, p)], goes: false }),
                }
            }
        }
    }
    // One that ends in another paragraph cannot go with this one.
    done.extend(open.into_iter().map(|(pieces, _)| Field { pieces, goes: false }));
    done
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing of the run has been met.
    Unopened,
    /// Within the run, kept or deleted.
    Kept,
    Deleted,
    /// Closed for new words: what follows opens it again.
    Closed,
}

/// Goes through a run from piece to piece and notes what has to be cut.
struct RunWriter<'w> {
    source: &'w str,
    tags: &'w Tags,
    run: &'w RunSpan,
    out: &'w mut Vec<Edit>,
    state: State,
}

impl RunWriter<'_> {
    fn properties(&self) -> String {
        self.run.properties.clone().map_or(String::new(), |range| without_former(&self.source[range]))
    }

    /// What reopens the run.
    fn reopened(&self) -> String {
        let open = self.run.open.clone().map_or("", |range| &self.source[range]);
        format!("{open}{}", self.properties())
    }

    /// What has to stand before a stretch of the given kind; the first stretch stands in the run as it is.
    fn turn(&mut self, deleted: bool) -> String {
        let wanted = if deleted { State::Deleted } else { State::Kept };
        let before = std::mem::replace(&mut self.state, wanted);
        if before == wanted {
            return String::new();
        }
        let opening = if deleted { self.tags.change("del") + ">" } else { String::new() };
        if before == State::Unopened {
            self.out.push(Edit::at(self.run.whole.start, opening));
            return String::new();
        }
        format!("{}{opening}{}", self.closing(before), self.reopened())
    }

    fn closing(&self, state: State) -> String {
        match state {
            State::Kept => self.tags.close("r"),
            State::Deleted => self.tags.close("r") + &self.tags.close("del"),
            State::Unopened | State::Closed => String::new(),
        }
    }

    /// New words between two stretches, of which the second is still to come.
    fn between(&mut self, new: &Insertion) -> String {
        let before = std::mem::replace(&mut self.state, State::Closed);
        format!("{}{}", self.closing(before), self.tags.come(&self.properties(), new))
    }

    /// New words at a place between pieces.
    fn insert(&mut self, new: &Insertion, at: usize) {
        let is_last = self.run.pieces.last().is_some_and(|last| at >= last.range.end);
        if self.run.open.is_none() || is_last || self.state == State::Unopened {
            let new = self.tags.come(&self.properties(), new);
            // Before the run, or behind it: the run itself stays whole.
            let place = if self.state == State::Unopened { self.run.whole.start } else { self.run.whole.end };
            self.held(place, new);
            return;
        }
        let new = self.between(new);
        self.out.push(Edit::at(at, new));
    }

    fn held(&mut self, place: usize, new: String) {
        if place == self.run.whole.end && self.state == State::Deleted {
            let close = self.tags.close("del");
            self.out.push(Edit::at(place, close + &new));
            self.state = State::Kept;
        } else {
            self.out.push(Edit::at(place, new));
        }
    }

    /// A piece that cannot be cut.
    fn keep_or_delete(&mut self, range: Range<usize>, name: &str, goes: bool) {
        let turn = self.turn(goes);
        if !turn.is_empty() {
            self.out.push(Edit::at(range.start, turn));
        }
        if goes && name == "instrText" {
            self.out.push(Edit { text: self.source[range.clone()].replace("instrText", "delInstrText"), range });
        }
    }

    /// A piece of words: written anew where something happens in it.
    fn words(
        &mut self,
        range: Range<usize>,
        own: &Range<usize>,
        text: &str,
        deleted: &[Range<usize>],
        new: &[&(usize, Insertion)],
    ) {
        let mut cuts: Vec<usize> = deleted.iter().flat_map(|held| [held.start, held.end]).collect();
        cuts.extend(new.iter().map(|(at, _)| *at));
        cuts.extend([own.start, own.end]);
        cuts.retain(|at| own.start <= *at && *at <= own.end);
        cuts.sort_unstable();
        cuts.dedup();
        let goes = |from: usize| deleted.iter().any(|held| held.contains(&from));
        if cuts.len() == 2 && !goes(own.start) {
            // Kept as it is; what comes behind it comes behind the piece.
            let turn = self.turn(false);
            if !turn.is_empty() {
                self.out.push(Edit::at(range.start, turn));
            }
            new.iter().for_each(|(_, words)| self.insert(words, range.end));
            return;
        }
        let mut written = String::new();
        for ends in cuts.windows(2) {
            let (from, to) = (ends[0], ends[1]);
            let deleted = goes(from);
            written.push_str(&self.turn(deleted));
            written.push_str(&self.tags.words(&text[from..to], if deleted { "delText" } else { "t" }));
            if to < own.end {
                for (_, words) in new.iter().filter(|(at, _)| *at == to) {
                    written.push_str(&self.between(words));
                }
            }
        }
        self.out.push(Edit { range: range.clone(), text: written });
        new.iter().filter(|(at, _)| *at == own.end).for_each(|(_, words)| self.insert(words, range.end));
    }

    /// Closes what is open behind the run.
    fn finish(self) {
        if self.state == State::Deleted {
            self.out.push(Edit::at(self.run.whole.end, self.tags.close("del")));
        }
    }
}
