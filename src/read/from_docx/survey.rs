//! Where the paragraphs, runs and characters of a Word file's main part stand in its bytes: what a redline of the file is made with.
//!
//! Enters a package; leaves a [`Survey`], whose paragraphs are those of the [`Manuscript`](crate::read::Manuscript) of the same bytes, index by
//! index, and whose offsets are the bytes of their text. No second interpretation: the same [`Story`] reads along, and whatever lengthens its
//! open paragraph while an element is open is the text of that element.
//!
//! ```text
//! <w:p><w:r><w:t>to test</w:t><w:tab/></w:r></w:p>     pieces: t, characters 0..7, bytes 10..30; tab, characters 7..8, bytes 30..38
//! ```

use super::package::{Damage, Package};
use super::story::{Context, Story};
use super::styles::Styles;
use super::xml::{Element, Item, Vocabulary, Xml};
use crate::read::numbering::Numbering;
use crate::read::{Limits, Meter, ReadError};
use std::collections::HashMap;
use std::ops::Range;

/// The main part of a Word file, and where everything stands in it. All ranges are bytes of `source`.
#[derive(Debug, Clone)]
pub struct Survey {
    /// The part's name in the package.
    pub part: String,
    /// Its text; UTF-8 whatever it was.
    pub source: Vec<u8>,
    /// Its paragraphs, in the order of the manuscript.
    pub paragraphs: Vec<ParagraphSpan>,
    /// Tables, rows, cells and text boxes.
    pub enclosures: Vec<Enclosure>,
    /// The namespace of the part's WordprocessingML.
    pub namespace: String,
    /// The part that holds the footnotes, and its text.
    pub footnotes: Option<(String, Vec<u8>)>,
}

/// A paragraph in the bytes.
#[derive(Debug, Clone, Default)]
pub struct ParagraphSpan {
    /// The element's name as written (`w:p`).
    pub name: String,
    /// The start tag; all of an empty element (`<w:p/>`).
    pub open: Range<usize>,
    /// The end tag; empty in an empty element.
    pub end: Range<usize>,
    /// Its properties.
    pub properties: Option<PropertiesSpan>,
    /// Its runs, and what else holds text of it, in order.
    pub runs: Vec<RunSpan>,
    /// Indexes of what encloses it, outermost first.
    pub within: Vec<usize>,
}

/// A `w:pPr` in the bytes.
#[derive(Debug, Clone, Default)]
pub struct PropertiesSpan {
    /// All of it.
    pub whole: Range<usize>,
    /// Its children, by name.
    pub children: Vec<(String, Range<usize>)>,
}

/// A run in the bytes. What holds text without being a run (a formula) is one with a single piece.
#[derive(Debug, Clone, Default)]
pub struct RunSpan {
    /// The start tag; `None` for what is no run.
    pub open: Option<Range<usize>>,
    /// From the start tag to the end tag.
    pub whole: Range<usize>,
    /// The run properties.
    pub properties: Option<Range<usize>>,
    /// What it holds besides, in order.
    pub pieces: Vec<PieceSpan>,
    /// How many links, fields and the like it stands in.
    pub nested: usize,
}

/// A child of a run.
#[derive(Debug, Clone, Default)]
pub struct PieceSpan {
    /// Its name without prefix: `t`, `tab`, `footnoteReference`, …
    pub name: String,
    /// All of it.
    pub range: Range<usize>,
    /// Which bytes of the paragraph's text it holds; empty for what holds none.
    pub text: Range<usize>,
    /// Of a `w:fldChar` `begin`, `separate` or `end`; of the call of a note its id.
    pub value: Option<String>,
}

/// What encloses paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnclosureKind {
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell of a row.
    Cell,
    /// A text box.
    Box,
}

/// A table, row, cell or text box in the bytes.
#[derive(Debug, Clone)]
pub struct Enclosure {
    /// Which of them.
    pub kind: EnclosureKind,
    /// All of it.
    pub whole: Range<usize>,
    /// The start tag.
    pub open: Range<usize>,
    /// `w:trPr` of a row, `w:tcPr` of a cell.
    pub properties: Option<Range<usize>>,
}

/// Surveys the main part of a Word file.
pub fn survey(bytes: &[u8], limits: &Limits) -> Result<Survey, ReadError> {
    let meter = Meter::new(limits);
    let mut package = Package::open(bytes, Damage::Refuse, &meter)?;
    let part = package.document()?;
    let named = package.related(&part)?.get("footnotes").and_then(|targets| targets.first().cloned());
    let footnotes = match named {
        Some(name) => package.part(&name)?.map(|text| (name, text.into_bytes())),
        None => None,
    };
    let main = package.part(&part)?.ok_or(ReadError::NoDocument)?;
    // Neither styles nor lists nor notes change where a character stands.
    let (styles, numbering, levels, notes) = (Styles::default(), Numbering::default(), HashMap::new(), HashMap::new());
    let context =
        Context { styles: &styles, numbering: &numbering, style_levels: &levels, notes: &notes, meter: &meter };
    let mut xml = Xml::new(&part, &main, &meter);
    let mut surveyor = Surveyor::default();
    while let Some(item) = xml.next()? {
        let span = xml.span();
        let depth = surveyor.story.depth();
        match item {
            Item::Open(element) => {
                let opened = surveyor.begin(&element, &span, &xml);
                surveyor.story.item(Item::Open(element), &mut xml, &context)?;
                surveyor.frames.push(opened);
                if surveyor.story.depth() == depth {
                    // Passed over as a whole.
                    surveyor.end(xml.span());
                }
            }
            Item::Close => {
                surveyor.story.item(Item::Close, &mut xml, &context)?;
                surveyor.end(span);
            }
            Item::Text(text) => surveyor.story.item(Item::Text(text), &mut xml, &context)?,
        }
    }
    let source = xml.source().as_bytes().to_vec();
    Ok(Survey {
        part,
        source,
        paragraphs: surveyor.done,
        enclosures: surveyor.enclosures,
        namespace: surveyor.namespace,
        footnotes,
    })
}

/// What an open element is to the survey.
enum Role {
    Other,
    Paragraph,
    Properties,
    Property,
    Run,
    RunProperties,
    Piece,
    /// Holds text and is no run.
    Whole,
    Enclosure(usize),
    EnclosureProperties(usize),
    /// A link, a simple field, a content control: what stands in it is nested.
    Wrapper,
}

struct Opened {
    role: Role,
    name: String,
    open: Range<usize>,
    /// Length of the open paragraph's text when it opened.
    at: usize,
    value: Option<String>,
}

#[derive(Default)]
struct Surveyor {
    story: Story,
    frames: Vec<Opened>,
    open: Vec<(ParagraphSpan, Vec<ParagraphSpan>)>,
    done: Vec<ParagraphSpan>,
    enclosures: Vec<Enclosure>,
    within: Vec<usize>,
    fields: usize,
    namespace: String,
}

impl Surveyor {
    fn begin(&mut self, element: &Element<'_>, span: &Range<usize>, xml: &Xml<'_>) -> Opened {
        let name = element.local();
        let written = || {
            let tag = &xml.source()[span.start + 1..span.end];
            let end = tag.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(tag.len());
            tag[..end].to_owned()
        };
        let at = self.story.length();
        let mut value = None;
        let role = if element.vocabulary == Vocabulary::Word {
            match (name, self.frames.last().map(|frame| &frame.role)) {
                ("body", _) => {
                    self.namespace = xml.namespace_of(&written());
                    Role::Other
                }
                ("p", _) => {
                    let opened = ParagraphSpan {
                        name: written(),
                        open: span.clone(),
                        within: self.within.clone(),
                        ..ParagraphSpan::default()
                    };
                    self.open.push((opened, Vec::new()));
                    Role::Paragraph
                }
                ("pPr", Some(Role::Paragraph)) => {
                    if let Some((paragraph, _)) = self.open.last_mut() {
                        paragraph.properties = Some(PropertiesSpan::default());
                    }
                    Role::Properties
                }
                (_, Some(Role::Properties)) => Role::Property,
                ("rPr", Some(Role::Run)) => Role::RunProperties,
                (_, Some(Role::Run)) => {
                    value = match name {
                        "fldChar" => element.attribute("fldCharType"),
                        "footnoteReference" | "endnoteReference" => element.attribute("id"),
                        _ => None,
                    }
                    .map(str::to_owned);
                    Role::Piece
                }
                ("r", _) if !self.is_in_run() => {
                    let nested = self.nested();
                    if let Some((paragraph, _)) = self.open.last_mut() {
                        paragraph.runs.push(RunSpan { open: Some(span.clone()), nested, ..RunSpan::default() });
                    }
                    Role::Run
                }
                ("tbl", _) => self.enclose(EnclosureKind::Table, span),
                ("tr", _) => self.enclose(EnclosureKind::Row, span),
                ("tc", _) => self.enclose(EnclosureKind::Cell, span),
                ("txbxContent", _) => self.enclose(EnclosureKind::Box, span),
                ("trPr" | "tcPr", Some(Role::Enclosure(of))) => Role::EnclosureProperties(*of),
                ("hyperlink" | "fldSimple" | "sdt", _) => Role::Wrapper,
                _ => Role::Other,
            }
        } else if element.vocabulary == Vocabulary::Math
            && !self.is_in_run()
            && !self
                .frames
                .iter()
                .rev()
                .take_while(|f| !matches!(f.role, Role::Paragraph))
                .any(|f| matches!(f.role, Role::Whole))
        {
            Role::Whole
        } else if matches!(self.frames.last().map(|frame| &frame.role), Some(Role::Run)) {
            Role::Piece
        } else {
            Role::Other
        };
        Opened { role, name: name.to_owned(), open: span.clone(), at, value }
    }

    /// Whether a run of the innermost paragraph is open.
    fn is_in_run(&self) -> bool {
        let own = self.frames.iter().rev().take_while(|frame| !matches!(frame.role, Role::Paragraph));
        own.into_iter().any(|frame| matches!(frame.role, Role::Run))
    }

    fn nested(&self) -> usize {
        let own = self.frames.iter().rev().take_while(|frame| !matches!(frame.role, Role::Paragraph));
        self.fields + own.filter(|frame| matches!(frame.role, Role::Wrapper)).count()
    }

    fn enclose(&mut self, kind: EnclosureKind, span: &Range<usize>) -> Role {
        let index = self.enclosures.len();
        self.enclosures.push(Enclosure { kind, whole: span.clone(), open: span.clone(), properties: None });
        self.within.push(index);
        Role::Enclosure(index)
    }

    fn end(&mut self, span: Range<usize>) {
        let Some(Opened { role, name, open, at, value }) = self.frames.pop() else { return };
        let range = open.start..span.end;
        let text = at..self.story.length().max(at);
        let paragraph = self.open.last_mut().map(|(paragraph, _)| paragraph);
        match (role, paragraph) {
            (Role::Paragraph, _) => {
                let Some((mut paragraph, anchored)) = self.open.pop() else { return };
                paragraph.end = span;
                let target = match self.open.last_mut() {
                    Some((_, outer)) => outer,
                    None => &mut self.done,
                };
                target.push(paragraph);
                target.extend(anchored);
            }
            (Role::Properties, Some(paragraph)) => {
                if let Some(properties) = &mut paragraph.properties {
                    properties.whole = range;
                }
            }
            (Role::Property, Some(paragraph)) => {
                if let Some(properties) = &mut paragraph.properties {
                    properties.children.push((name, range));
                }
            }
            (Role::Run, Some(paragraph)) => {
                if let Some(run) = paragraph.runs.last_mut() {
                    run.whole = range;
                }
            }
            (Role::RunProperties, Some(paragraph)) => {
                if let Some(run) = paragraph.runs.last_mut() {
                    run.properties = Some(range);
                }
            }
            (Role::Piece, Some(paragraph)) => {
                match value.as_deref().filter(|_| name == "fldChar") {
                    Some("begin") => self.fields += 1,
                    Some("end") => self.fields = self.fields.saturating_sub(1),
                    _ => {}
                }
                if let Some(run) = paragraph.runs.last_mut() {
                    run.pieces.push(PieceSpan { name, range, text, value });
                }
            }
            (Role::Whole, Some(paragraph)) => {
                let piece = PieceSpan { name, range: range.clone(), text, value: None };
                let run = RunSpan { whole: range, pieces: vec![piece], ..RunSpan::default() };
                paragraph.runs.push(run);
            }
            (Role::Enclosure(index), _) => {
                self.enclosures[index].whole = range;
                self.within.pop();
            }
            (Role::EnclosureProperties(index), _) => self.enclosures[index].properties = Some(range),
            _ => {}
        }
    }
}
