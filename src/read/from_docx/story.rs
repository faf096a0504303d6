//! A story (body, note, header, comment) as paragraphs: one pass over its XML, an explicit stack, every mark kept.
//!
//! Enters: the elements of a part. Leaves: [`Paragraph`]s. `<w:del><w:r><w:delText>2022</w:delText></w:r></w:del>` becomes
//! a span `2022` with a deletion mark; nothing is accepted or rejected here.
//!
//! Each element pushes one [`Frame`], which says what to undo when the element closes. What holds no text of the document
//! (properties, field codes, the reading of ruby text) is passed over where it opens.

use super::revisions::{MoveNames, mark_of};
use super::styles::{NumberingProperties, Styles};
use super::xml::{Element, Item, Vocabulary, Xml};
use crate::read::manuscript::{Cell, Mark, Paragraph, Role, Span, Versions};
use crate::read::numbering::{ListItem, Numbering};
use crate::read::{Limit, Meter, ReadError};
use std::collections::HashMap;

/// What the stories of a document have in common.
pub struct Context<'c> {
    /// Paragraph and character styles.
    pub styles: &'c Styles,
    /// List definitions.
    pub numbering: &'c Numbering,
    /// Levels that definitions tie to paragraph styles.
    pub style_levels: &'c HashMap<(u32, String), u8>,
    /// Index of each note by (is an endnote, id).
    pub notes: &'c HashMap<(bool, String), usize>,
    /// What the document has used of its limits.
    pub meter: &'c Meter<'c>,
}

/// What an open element is to the story.
enum Frame {
    Plain,
    Paragraph,
    ParagraphProperties,
    FormerProperties,
    EndProperties,
    NumberingProperties,
    /// A run; one within a text box interrupts the run that anchors the box.
    Run {
        outer: Form,
    },
    RunProperties,
    /// A change around runs: its mark ends with it.
    Change,
    Table,
    Row,
    RowProperties,
    Cell,
    CellProperties,
    TextBox {
        container: usize,
    },
    /// Character data counts; `trim` where `xml:space="preserve"` is missing.
    Text {
        trim: bool,
    },
    /// Alternatives, of which one branch is taken.
    Alternatives {
        taken: bool,
    },
}

/// Style and numbering as a `w:pPr` gives them.
#[derive(Default)]
struct Properties {
    style: Option<String>,
    numbering: NumberingProperties,
    numbering_inserted: bool,
}

/// A paragraph whose end has not been met.
#[derive(Default)]
struct Open {
    paragraph: Paragraph,
    properties: Properties,
    former: Option<Properties>,
    /// Paragraphs of text boxes anchored here: they follow the paragraph.
    anchored: Vec<Paragraph>,
}

#[derive(Default)]
struct Grid {
    table: usize,
    row: usize,
    column: usize,
    row_marks: Vec<Mark>,
    cell_marks: Vec<Mark>,
}

/// A run's own form.
#[derive(Default, Clone, Copy)]
struct Form {
    italic: bool,
    /// The run holds a note call whose mark is typed after it.
    typed_mark: Option<usize>,
}

/// Collects the paragraphs of one story.
#[derive(Default)]
pub struct Story {
    frames: Vec<Frame>,
    open: Vec<Open>,
    done: Vec<Paragraph>,
    marks: Vec<Mark>,
    moves: MoveNames,
    grids: Vec<Grid>,
    tables: usize,
    container: usize,
    containers: usize,
    /// Open fields: whether each has come to its result.
    fields: Vec<bool>,
    run: Form,
    /// Character data of the open text element: `R &amp; D` comes in three pieces, and only the whole has ends to trim.
    characters: String,
    /// Marks that spans and paragraphs bear.
    borne: usize,
    /// Elements that embed other documents.
    pub embedded: usize,
}

impl Story {
    /// The paragraphs collected so far; the story begins anew.
    pub fn take(&mut self) -> Vec<Paragraph> {
        // A field that never comes to its result would hide all that follows it: its words are shown instead.
        if self.fields.iter().any(|result| !result) {
            let spans = self.done.iter_mut().flat_map(|paragraph| &mut paragraph.spans);
            spans.filter(|span| span.role == Role::Artefact).for_each(|span| span.role = Role::Text);
        }
        self.fields.clear();
        self.containers += 1;
        self.container = self.containers;
        std::mem::take(&mut self.done)
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.frames.len()
    }

    /// Bytes of text in the paragraph that is open.
    #[cfg(feature = "word")]
    pub fn length(&self) -> usize {
        self.open.last().map_or(0, |open| open.paragraph.spans.iter().map(|span| span.text.len()).sum())
    }

    /// Takes in one item. `xml` is needed to pass over what holds no text.
    pub fn item(&mut self, item: Item<'_>, xml: &mut Xml<'_>, context: &Context<'_>) -> Result<(), ReadError> {
        context.meter.check(Limit::Marks, self.borne as u64, xml.part())?;
        match item {
            Item::Open(element) => self.open(&element, xml, context)?,
            Item::Close => self.close(xml.part(), context)?,
            Item::Text(text) => {
                if matches!(self.frames.last(), Some(Frame::Text { .. })) {
                    self.characters.push_str(&text);
                }
            }
        }
        Ok(())
    }

    fn open(&mut self, element: &Element<'_>, xml: &mut Xml<'_>, context: &Context<'_>) -> Result<(), ReadError> {
        let frame = match element.vocabulary {
            Vocabulary::Word => self.open_word(element, context),
            Vocabulary::Math => match element.local() {
                "t" => Some(Frame::Text { trim: element.attribute("space") != Some("preserve") }),
                _ => Some(Frame::Plain),
            },
            Vocabulary::Compatibility => self.open_alternative(element),
            Vocabulary::Other => Some(Frame::Plain),
        };
        match frame {
            Some(frame) => self.frames.push(frame),
            None => xml.skip()?,
        }
        Ok(())
    }

    /// Of several alternatives for one content, the first that is understood; the fallback where none is.
    fn open_alternative(&mut self, element: &Element<'_>) -> Option<Frame> {
        match (element.local(), self.frames.last_mut()) {
            ("AlternateContent", _) => Some(Frame::Alternatives { taken: false }),
            ("Choice", Some(Frame::Alternatives { taken })) if !*taken && element.understood => {
                *taken = true;
                Some(Frame::Plain)
            }
            ("Fallback", Some(Frame::Alternatives { taken: false })) => Some(Frame::Plain),
            ("Choice" | "Fallback", Some(Frame::Alternatives { .. })) => None,
            _ => Some(Frame::Plain),
        }
    }

    /// The frame of a WordprocessingML element, or `None` to pass over it.
    fn open_word(&mut self, element: &Element<'_>, context: &Context<'_>) -> Option<Frame> {
        let name = element.local();
        match self.frames.last() {
            Some(Frame::ParagraphProperties | Frame::NumberingProperties | Frame::EndProperties) => {
                return self.open_paragraph_property(element);
            }
            Some(Frame::RunProperties) => {
                self.run_property(element, context);
                return None;
            }
            Some(Frame::RowProperties | Frame::CellProperties) => {
                let grid = self.grids.last_mut()?;
                let mark = match name {
                    "ins" | "cellIns" => mark_of("ins", element),
                    "del" | "cellDel" => mark_of("del", element),
                    _ => None,
                };
                let marks = if name.starts_with("cell") { &mut grid.cell_marks } else { &mut grid.row_marks };
                marks.extend(mark);
                return None;
            }
            _ => {}
        }
        Some(match name {
            "p" => {
                self.open_paragraph();
                Frame::Paragraph
            }
            "pPr" if matches!(self.frames.last(), Some(Frame::Paragraph)) => Frame::ParagraphProperties,
            "pPr" if matches!(self.frames.last(), Some(Frame::FormerProperties)) => Frame::ParagraphProperties,
            "r" => {
                let outer = std::mem::take(&mut self.run);
                Frame::Run { outer }
            }
            "rPr" if matches!(self.frames.last(), Some(Frame::Run { .. })) => Frame::RunProperties,
            "ins" | "del" | "moveFrom" | "moveTo" => {
                let mut mark = mark_of(name, element)?;
                mark.move_name = self.moves.open_name(mark.kind);
                self.marks.push(mark);
                Frame::Change
            }
            "moveFromRangeStart" | "moveToRangeStart" => {
                self.moves.start(name, element);
                Frame::Plain
            }
            "moveFromRangeEnd" | "moveToRangeEnd" => {
                self.moves.end(name, element);
                Frame::Plain
            }
            "t" | "delText" => Frame::Text { trim: element.attribute("space") != Some("preserve") },
            "tab" | "ptab" => self.sign("\t"),
            "br" if !matches!(element.attribute("type"), Some("page" | "column")) => self.sign("\n"),
            "cr" => self.sign("\n"),
            "noBreakHyphen" => self.sign("\u{2011}"),
            "softHyphen" => self.sign("\u{AD}"),
            "sym" => {
                let code = element.attribute("char").and_then(|hex| u32::from_str_radix(hex, 16).ok());
                if let Some(sign) = code.and_then(char::from_u32) {
                    self.push_text(sign.encode_utf8(&mut [0; 4]));
                }
                Frame::Plain
            }
            "fldChar" => {
                match element.attribute("fldCharType") {
                    Some("begin") => self.fields.push(false),
                    Some("separate") => {
                        if let Some(result) = self.fields.last_mut() {
                            *result = true;
                        }
                    }
                    Some("end") => {
                        self.fields.pop();
                    }
                    _ => {}
                }
                Frame::Plain
            }
            "footnoteReference" | "endnoteReference" => {
                let id = element.attribute("id").unwrap_or_default().to_owned();
                if let Some(&note) = context.notes.get(&(name == "endnoteReference", id)) {
                    self.push(String::new(), Role::NoteCall(note));
                    let typed = element.attribute("customMarkFollows");
                    if typed.is_some_and(|v| !matches!(v, "0" | "false" | "off")) {
                        self.run.typed_mark = Some(note);
                    }
                }
                Frame::Plain
            }
            "tbl" => {
                self.grids.push(Grid { table: self.tables, ..Grid::default() });
                self.tables += 1;
                Frame::Table
            }
            "tr" => {
                if let Some(grid) = self.grids.last_mut() {
                    grid.column = 0;
                    grid.row_marks.clear();
                    grid.cell_marks.clear();
                }
                Frame::Row
            }
            "trPr" => Frame::RowProperties,
            "tc" => {
                if let Some(grid) = self.grids.last_mut() {
                    grid.cell_marks.clear();
                }
                self.enter_container();
                Frame::Cell
            }
            "tcPr" => Frame::CellProperties,
            "txbxContent" => {
                let container = self.container;
                self.enter_container();
                Frame::TextBox { container }
            }
            "altChunk" => {
                self.embedded += 1;
                return None;
            }
            // Properties, field codes, the reading above ruby text, other renderings of the same thing: no text of the document.
            "rPr" | "pPr" | "tblPr" | "tblGrid" | "tblPrEx" | "sectPr" | "sdtPr" | "sdtEndPr" | "customXmlPr"
            | "smartTagPr" | "rubyPr" | "rt" | "instrText" | "delInstrText" | "fldData" | "ffData" => return None,
            _ => Frame::Plain,
        })
    }

    fn open_paragraph_property(&mut self, element: &Element<'_>) -> Option<Frame> {
        let name = element.local();
        let former = self.frames.iter().rev().any(|frame| matches!(frame, Frame::FormerProperties));
        let mark = if matches!(self.frames.last(), Some(Frame::EndProperties)) {
            mark_of(name, element).map(|mut mark| {
                mark.move_name = self.moves.open_name(mark.kind);
                mark
            })
        } else {
            None
        };
        let open = self.open.last_mut()?;
        if let Some(mark) = mark {
            open.paragraph.end_marks.push(mark);
            return None;
        }
        let properties = if former { open.former.as_mut()? } else { &mut open.properties };
        let value = element.value();
        match name {
            "pStyle" => properties.style = value.map(str::to_owned),
            "numPr" => return Some(Frame::NumberingProperties),
            "ilvl" => properties.numbering.level = value.and_then(|v| v.parse().ok()),
            "numId" => properties.numbering.list = value.and_then(|v| v.parse().ok()),
            "ins" => properties.numbering_inserted = true,
            "rPr" if !former => return Some(Frame::EndProperties),
            "pPrChange" => {
                open.former = Some(Properties::default());
                return Some(Frame::FormerProperties);
            }
            _ => {}
        }
        None
    }

    fn run_property(&mut self, element: &Element<'_>, context: &Context<'_>) {
        match element.local() {
            "i" => self.run.italic = element.is_on(),
            "rStyle" => {
                if let Some(italic) = element.value().and_then(|id| context.styles.is_italic(id)) {
                    self.run.italic = italic;
                }
            }
            _ => {}
        }
    }

    fn open_paragraph(&mut self) {
        let grid = self.grids.last();
        let depth = self.grids.len().saturating_sub(1);
        let paragraph = Paragraph {
            frame_marks: self.grids.iter().flat_map(|g| g.row_marks.iter().chain(&g.cell_marks)).cloned().collect(),
            cell: grid.map(|g| Cell { table: g.table, row: g.row, column: g.column, depth }),
            container: self.container,
            ..Paragraph::default()
        };
        self.borne += paragraph.frame_marks.len();
        self.open.push(Open { paragraph, ..Open::default() });
    }

    fn enter_container(&mut self) {
        self.containers += 1;
        self.container = self.containers;
    }

    fn sign(&mut self, text: &str) -> Frame {
        // In properties (`w:tabs/w:tab`) the same names mean something else, but properties are passed over as a whole.
        self.push_text(text);
        Frame::Plain
    }

    fn push_text(&mut self, text: &str) {
        let in_code = self.fields.iter().any(|result| !result);
        let role = match self.run.typed_mark {
            _ if in_code => Role::Artefact,
            Some(note) => Role::NoteCall(note),
            None => Role::Text,
        };
        self.push(text.to_owned(), role);
    }

    fn push(&mut self, text: String, role: Role) {
        let Some(open) = self.open.last_mut() else {
            return;
        };
        let italic = self.run.italic;
        if let Some(last) = open.paragraph.spans.last_mut()
            && last.role == role
            && last.italic == italic
            && last.marks == self.marks
            && (role == Role::Text || !text.is_empty())
        {
            last.text.push_str(&text);
            return;
        }
        if text.is_empty() && role == Role::Text {
            return;
        }
        self.borne += self.marks.len();
        open.paragraph.spans.push(Span { text, marks: self.marks.clone(), italic, role });
    }

    fn close(&mut self, part: &str, context: &Context<'_>) -> Result<(), ReadError> {
        match self.frames.pop() {
            Some(Frame::Paragraph) => self.close_paragraph(part, context)?,
            Some(Frame::Change) => {
                self.marks.pop();
            }
            Some(Frame::Run { outer }) => self.run = outer,
            Some(Frame::Text { trim }) => {
                let text = std::mem::take(&mut self.characters);
                let blank: &[char] = &[' ', '\t', '\n', '\r'];
                self.push_text(if trim { text.trim_matches(blank) } else { &text });
            }
            Some(Frame::Table) => {
                self.grids.pop();
                // What stands before a table and what stands after it never join.
                self.enter_container();
            }
            Some(Frame::Row) => {
                if let Some(grid) = self.grids.last_mut() {
                    grid.row += 1;
                    grid.row_marks.clear();
                }
            }
            Some(Frame::Cell) => {
                if let Some(grid) = self.grids.last_mut() {
                    grid.column += 1;
                    grid.cell_marks.clear();
                }
            }
            Some(Frame::TextBox { container }) => self.container = container,
            _ => {}
        }
        Ok(())
    }

    fn close_paragraph(&mut self, part: &str, context: &Context<'_>) -> Result<(), ReadError> {
        let Some(Open { mut paragraph, properties, former, anchored }) = self.open.pop() else {
            return Ok(());
        };
        let newer_item = item_of(&properties, context);
        let older = former.as_ref().unwrap_or(&properties);
        let older_item = if former.is_none() && properties.numbering_inserted {
            item_of(&Properties { style: properties.style.clone(), ..Properties::default() }, context)
        } else {
            item_of(older, context)
        };
        paragraph.style = Versions {
            older: context.styles.paragraph(older.style.as_deref()),
            newer: context.styles.paragraph(properties.style.as_deref()),
        };
        paragraph.item = Versions { older: older_item, newer: newer_item };
        context.meter.paragraph(&paragraph, part)?;
        let target = match self.open.last_mut() {
            Some(outer) => &mut outer.anchored,
            None => &mut self.done,
        };
        target.push(paragraph);
        target.extend(anchored);
        Ok(())
    }
}

/// The list a paragraph belongs to: its own properties first, then those of its style (ECMA-376 §17.9.23).
fn item_of(properties: &Properties, context: &Context<'_>) -> Option<ListItem> {
    let from_style = context.styles.numbering(properties.style.as_deref());
    let list = properties.numbering.list.or(from_style.list).filter(|list| *list != 0)?;
    let instance = context.numbering.instances.get(&list)?;
    let tied = || {
        let style = context.styles.paragraph(properties.style.as_deref())?;
        let ids = std::iter::once(&style.id).chain(style.based_on.iter().map(|(id, _)| id));
        ids.into_iter().find_map(|id| context.style_levels.get(&(instance.definition, id.clone())).copied())
    };
    // A list that comes from the style takes the level tied to the style; one of the paragraph's own starts at the outermost.
    let level = properties.numbering.level.or_else(|| {
        if properties.numbering.list.is_none() { from_style.level.or_else(tied).or(Some(0)) } else { Some(0) }
    })?;
    Some(ListItem { list, level })
}
