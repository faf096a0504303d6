//! One reading of a manuscript: the older text (all changes rejected) or the newer (all accepted), as Word would show it.
//!
//! A paragraph whose mark is gone in the reading joins the next one of the same container, and the joined paragraph takes the
//! next one's properties, because Word keeps a paragraph's properties in its mark (ECMA-376 §17.13.5.4, §17.13.5.15).
//! Each character of a reading knows where it came from ([`Piece`]).

use super::manuscript::{Cell, Manuscript, Mark, MarkKind, Paragraph, Role, Style};
use super::numbering::{Counter, Numbering};
use crate::place::Place;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use std::ops::Range;
use std::sync::Arc;

/// Which text is read out of a manuscript.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum View {
    /// All changes rejected.
    Older,
    /// All changes accepted.
    Newer,
}

impl View {
    /// Whether what carries these marks shows in the view.
    pub fn shows(self, marks: &[Mark]) -> bool {
        let hidden = match self {
            View::Older => [MarkKind::Inserted, MarkKind::MovedTo],
            View::Newer => [MarkKind::Deleted, MarkKind::MovedFrom],
        };
        !marks.iter().any(|mark| hidden.contains(&mark.kind))
    }
}

/// A clean text, paragraph by paragraph.
#[derive(Debug, Clone, Serialize)]
pub struct Reading {
    /// Which of the two.
    pub view: View,
    /// Its paragraphs; empty ones are kept.
    pub lines: Vec<Line>,
}

/// A paragraph of a reading.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Line {
    /// The text; note calls and artefacts left out, a line break within the paragraph is `\n`.
    pub text: String,
    /// The automatic label, where the paragraph is in a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The paragraph style.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub style: Option<Arc<Style>>,
    /// The table cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<Cell>,
    /// Where each stretch of the text came from, in order, without gaps.
    pub pieces: Vec<Piece>,
    /// Byte ranges of the text set in italics.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub italics: Vec<Range<usize>>,
    /// Note calls: byte offset in the text, index of the note.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<(usize, usize)>,
    /// The manuscript paragraph whose mark ends the line.
    pub paragraph: usize,
}

/// A stretch of a line's text and where it stands in the manuscript. All numbers are bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// Offset in the line's text.
    pub at: usize,
    /// Length.
    pub len: usize,
    /// Paragraph of the manuscript.
    pub paragraph: usize,
    /// Offset in that paragraph's whole text.
    pub start: usize,
}

impl Line {
    /// The manuscript stretches behind a byte range of the line.
    pub fn sources(&self, range: Range<usize>) -> impl Iterator<Item = Piece> + '_ {
        let first = self.pieces.partition_point(|piece| piece.at + piece.len <= range.start);
        self.pieces[first..].iter().take_while(move |piece| piece.at < range.end).map(move |piece| {
            let from = range.start.max(piece.at);
            let to = range.end.min(piece.at + piece.len);
            Piece {
                at: from,
                len: to.saturating_sub(from),
                paragraph: piece.paragraph,
                start: piece.start + from - piece.at,
            }
        })
    }

    /// The line cut in two at a byte of its text: a label that was counted stays with the first.
    pub fn split_at(&self, at: usize) -> (Line, Line) {
        let part = |range: Range<usize>| -> Line {
            let mut pieces: Vec<Piece> = self.sources(range.clone()).collect();
            pieces.iter_mut().for_each(|piece| piece.at -= range.start);
            let cut = |r: &Range<usize>| r.start.max(range.start)..r.end.min(range.end);
            let italics = self.italics.iter().map(cut).filter(|r| r.start < r.end);
            let calls =
                self.calls.iter().filter(|(at, _)| range.contains(at) || (*at == range.end && *at == self.text.len()));
            Line {
                text: self.text[range.clone()].to_owned(),
                label: None,
                style: self.style.clone(),
                cell: self.cell,
                italics: italics.map(|r| r.start - range.start..r.end - range.start).collect(),
                calls: calls.map(|(at, note)| (at - range.start, *note)).collect(),
                pieces,
                paragraph: self.paragraph,
            }
        };
        let first = Line { label: self.label.clone(), ..part(0..at) };
        (first, part(at..self.text.len()))
    }

    fn push(&mut self, text: &str, paragraph: usize, start: usize, italic: bool) {
        if text.is_empty() {
            return;
        }
        let at = self.text.len();
        if italic {
            match self.italics.last_mut() {
                Some(last) if last.end == at => last.end += text.len(),
                _ => self.italics.push(at..at + text.len()),
            }
        }
        match self.pieces.last_mut() {
            Some(last) if last.paragraph == paragraph && last.start + last.len == start => last.len += text.len(),
            _ => self.pieces.push(Piece { at, len: text.len(), paragraph, start }),
        }
        self.text.push_str(text);
    }
}

impl Manuscript {
    /// The body in one view.
    pub fn reading(&self, view: View) -> Reading {
        Reading { view, lines: lines(&self.paragraphs, view, &self.numbering) }
    }

    /// A note's text in one view.
    pub fn note_lines(&self, note: usize, view: View) -> Vec<Line> {
        self.notes.get(note).map(|n| lines(&n.paragraphs, view, &self.numbering)).unwrap_or_default()
    }

    /// A byte range of a paragraph as a place in characters.
    pub fn place(&self, paragraph: usize, range: Range<usize>) -> Place {
        let characters = self.paragraphs.get(paragraph).map(|paragraph| paragraph.in_characters(range));
        let Range { start, end } = characters.unwrap_or_default();
        Place { paragraph, start, end }
    }

    /// Where a byte range of a line stands. A range that runs over joined paragraphs is placed in the first of them.
    pub fn place_of(&self, line: &Line, range: Range<usize>) -> Place {
        let mut sources = line.sources(range.clone()).filter(|piece| piece.len > 0);
        let Some(first) = sources.next() else {
            // A point between characters: it stands where the piece around it does.
            let behind = line.pieces.partition_point(|piece| piece.at <= range.start);
            let around = line.pieces[..behind].last();
            let at = around.map(|piece| (piece.paragraph, piece.start + (range.start - piece.at).min(piece.len)));
            let (paragraph, byte) = at.unwrap_or((line.paragraph, 0));
            return self.place(paragraph, byte..byte);
        };
        let end = sources
            .take_while(|piece| piece.paragraph == first.paragraph)
            .last()
            .map_or(first.start + first.len, |last| last.start + last.len);
        self.place(first.paragraph, first.start..end)
    }
}

/// Paragraphs as one view shows them.
fn lines(paragraphs: &[Paragraph], view: View, numbering: &Numbering) -> Vec<Line> {
    let joins = joining(paragraphs, view);
    let mut counter = Counter::default();
    let mut held: FxHashMap<usize, Line> = FxHashMap::default();
    let mut out = Vec::with_capacity(paragraphs.len());
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if !view.shows(&paragraph.frame_marks) {
            continue;
        }
        let mut line = held.remove(&paragraph.container).unwrap_or_default();
        let mut offset = 0;
        for span in &paragraph.spans {
            if view.shows(&span.marks) {
                match span.role {
                    Role::Text => line.push(&span.text, index, offset, span.italic),
                    Role::NoteCall(note) if line.calls.last() != Some(&(line.text.len(), note)) => {
                        line.calls.push((line.text.len(), note));
                    }
                    Role::NoteCall(_) | Role::Artefact => {}
                }
            }
            offset += span.text.len();
        }
        if joins.contains(&index) {
            held.insert(paragraph.container, line);
            continue;
        }
        // Nothing follows to join with: an emptied paragraph whose mark is gone leaves nothing behind.
        if !view.shows(&paragraph.end_marks) && line.text.is_empty() {
            continue;
        }
        let (style, item) = match view {
            View::Older => (&paragraph.style.older, paragraph.item.older),
            View::Newer => (&paragraph.style.newer, paragraph.item.newer),
        };
        // Word counts an empty paragraph of a list as well, and shows its label.
        line.label = item.and_then(|item| counter.label(numbering, item));
        line.style = style.clone();
        line.cell = paragraph.cell;
        line.paragraph = index;
        out.push(line);
    }
    out
}

/// The paragraphs that join the next shown one of their container.
fn joining(paragraphs: &[Paragraph], view: View) -> FxHashSet<usize> {
    let mut followed = FxHashSet::default();
    let mut joins = FxHashSet::default();
    for (index, paragraph) in paragraphs.iter().enumerate().rev() {
        if !view.shows(&paragraph.frame_marks) {
            continue;
        }
        if !view.shows(&paragraph.end_marks) && followed.contains(&paragraph.container) {
            joins.insert(index);
        }
        followed.insert(paragraph.container);
    }
    joins
}
