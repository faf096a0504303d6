//! The `Manuscript`: a source as it is, every mark kept. Paragraphs in document order, each a row of spans.
//!
//! Nothing is accepted or rejected here. `{--Geneva, 2022--}{++New Delhi, 2024++}` is two spans, one with a deletion mark
//! and one with an insertion mark; [`super::View`] chooses which of the two readings is made of them.

use super::numbering::{ListItem, Numbering};
use super::ruler::Ruler;
use serde::Serialize;
use std::ops::Range;
use std::sync::Arc;

/// What kind of file the manuscript was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// An Office Open XML Word file.
    Docx,
    /// Plain text, with or without CriticMarkup.
    Text,
}

/// A source, read whole.
#[derive(Debug, Clone, Serialize)]
pub struct Manuscript {
    /// What it was read from.
    pub format: Format,
    /// The body, in document order: table cells row by row, a text box after the paragraph that anchors it.
    pub paragraphs: Vec<Paragraph>,
    /// Footnotes and endnotes, in the order of the file's own ids.
    pub notes: Vec<NoteText>,
    /// Headers, footers and comments, kept apart from the body.
    pub margins: Vec<Margin>,
    /// The list definitions that automatic labels are rendered from.
    #[serde(skip)]
    pub numbering: Numbering,
}

impl Manuscript {
    /// Whether any span or paragraph mark carries a change.
    pub fn is_tracked(&self) -> bool {
        self.paragraphs.iter().chain(self.notes.iter().flat_map(|note| &note.paragraphs)).any(Paragraph::is_tracked)
    }
}

/// One paragraph.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Paragraph {
    /// The text, in pieces that are alike in marks and form. Once places were asked for they are replaced by [`Paragraph::replace_spans`].
    pub spans: Vec<Span>,
    /// Marks on the paragraph mark itself: an inserted one splits, a deleted one joins.
    pub end_marks: Vec<Mark>,
    /// Marks on the table rows and cells that hold the paragraph.
    pub frame_marks: Vec<Mark>,
    /// The paragraph style, before and after.
    pub style: Versions<Option<Arc<Style>>>,
    /// Automatic numbering, before and after.
    pub item: Versions<Option<ListItem>>,
    /// The table cell that holds it.
    pub cell: Option<Cell>,
    /// The stream of paragraphs it belongs to: joining never crosses from one container to another.
    pub container: usize,
    /// Counts the characters of the spans.
    #[serde(skip)]
    pub(super) ruler: Ruler,
}

impl Paragraph {
    /// The whole text, deleted and inserted text alike: what places count in.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }

    /// Puts other spans in the place of those that there are.
    pub fn replace_spans(&mut self, spans: Vec<Span>) {
        self.spans = spans;
        self.ruler = Ruler::default();
    }

    /// A byte range of the text in characters.
    pub fn in_characters(&self, bytes: Range<usize>) -> Range<usize> {
        let characters = |byte| self.ruler.characters(&self.spans, byte);
        characters(bytes.start)..characters(bytes.end)
    }

    /// The span that holds a byte of the text.
    pub fn span_at(&self, byte: usize) -> Option<&Span> {
        self.ruler.span_at(&self.spans, byte).map(|at| &self.spans[at])
    }

    /// Whether anything here carries a change of text or of the paragraph mark.
    pub fn is_tracked(&self) -> bool {
        !self.end_marks.is_empty()
            || !self.frame_marks.is_empty()
            || self.spans.iter().any(|span| !span.marks.is_empty())
    }
}

/// A property as it was and as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Versions<T> {
    /// Before the tracked change.
    pub older: T,
    /// After it.
    pub newer: T,
}

impl<T: Clone> Versions<T> {
    /// A property that did not change.
    pub fn same(value: T) -> Self {
        Versions { older: value.clone(), newer: value }
    }
}

/// What a span is to the reader of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Words of the text.
    #[default]
    Text,
    /// The call of a note (index in [`Manuscript::notes`]); the text is the typed mark, if there is one.
    NoteCall(usize),
    /// A leftover of a text extractor (`[bookmark: …]`): in the manuscript, in no reading.
    Artefact,
}

/// A piece of text that is alike in marks and form.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Span {
    /// The characters. A line break within the paragraph is `\n`, a tab `\t`.
    pub text: String,
    /// The changes it lies in, outermost first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// Set in italics by the run itself or its character style.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub italic: bool,
    /// What it is.
    pub role: Role,
}

/// A tracked change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// Which way.
    pub kind: MarkKind,
    /// Who, as the file says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Arc<str>>,
    /// When, as the file says (ISO 8601).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Arc<str>>,
    /// The name that ties the two ends of a move together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub move_name: Option<Arc<str>>,
}

impl Mark {
    /// A change by nobody in particular.
    pub fn plain(kind: MarkKind) -> Self {
        Mark { kind, author: None, date: None, move_name: None }
    }
}

/// Which way a change goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkKind {
    /// Only in the newer text.
    Inserted,
    /// Only in the older text.
    Deleted,
    /// Only in the newer text, moved here.
    MovedTo,
    /// Only in the older text, moved away.
    MovedFrom,
}

/// A paragraph style and the styles it is based on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Style {
    /// The id that paragraphs name.
    pub id: String,
    /// The name that people see.
    pub name: String,
    /// Ids and names of the styles it is based on, nearest first.
    pub based_on: Vec<(String, String)>,
    /// Heading level (0 for the first), where the style has one.
    pub outline_level: Option<u8>,
}

/// Where in a table a paragraph stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Which table of the document, in the order in which they open.
    pub table: usize,
    /// Row, from 0.
    pub row: usize,
    /// Cell within the row, from 0.
    pub column: usize,
    /// How deep the table is nested (0 for one in the body).
    pub depth: usize,
}

/// What kind of note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum NoteKind {
    /// At the foot of the page.
    Footnote,
    /// At the end of the document.
    Endnote,
}

/// The text of a footnote or endnote.
#[derive(Debug, Clone, Serialize)]
pub struct NoteText {
    /// Foot or end.
    pub kind: NoteKind,
    /// The id by which the body calls it.
    pub id: String,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
}

/// What stands beside the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MarginKind {
    /// A page header.
    Header,
    /// A page footer.
    Footer,
    /// A reviewer's comment.
    Comment,
}

/// Text beside the body.
#[derive(Debug, Clone, Serialize)]
pub struct Margin {
    /// What it is.
    pub kind: MarginKind,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
}
