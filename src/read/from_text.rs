//! Plain text becomes a [`Manuscript`]: one paragraph a line, as office suites and text extractors write it.
//!
//! Two things are read out of the text beside its words:
//! - *CriticMarkup*, the readable form of tracked changes: `(Rev. {--Geneva, 2022--}{++New Delhi, 2024++})`. A pilcrow before
//!   the end of a mark stands for the paragraph mark: `{++a whole new paragraph¶++}`, `joined to the next{--¶--}`. A comment
//!   after a mark says who and when: `{>>@Secretariat 2024-03-01<<}`. A style stands at the end of the line: `decides {.Call}`.
//! - the leftovers of text extractors (Apache POI and Tika, DOMAIN §5): `[bookmark: _Toc1]`, `[footnoteRef:1]1 [1: ⇥text]`. They
//!   stay in the manuscript, so that places count them, and show in no reading.

use super::manuscript::{
    Cell, Format, Manuscript, Mark, MarkKind, NoteKind, NoteText, Paragraph, Role, Span, Style, Versions,
};
use super::{Limit, Limits, Meter, ReadError};
use crate::note::{Name, Note, Noted};
use crate::place::Place;
use regex::Regex;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// What a message calls a file without parts.
const PLACE: &str = "the text";

/// Reads UTF-8 text (or UTF-16 with a byte order mark). Undecodable bytes are replaced, and a note says so.
pub fn from_text(bytes: &[u8], limits: &Limits) -> Result<Noted<Manuscript>, ReadError> {
    from_bytes(bytes, limits, Vec::new())
}

/// Reads text as [`from_text`] does, without the NUL bytes that damage has put into it; a note says how many.
pub fn from_damaged_text(bytes: &[u8], limits: &Limits) -> Result<Noted<Manuscript>, ReadError> {
    let is_wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let Some(first) = bytes.iter().position(|byte| *byte == 0).filter(|_| !is_wide) else {
        return from_text(bytes, limits);
    };
    let left: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    let count = bytes.len() - left.len();
    let message = format!("{count} NUL byte(s) were taken out, the first at byte {first} of {}", bytes.len());
    from_bytes(&left, limits, vec![Note::new(Name::DamagedText, message)])
}

fn from_bytes(bytes: &[u8], limits: &Limits, mut notes: Vec<Note>) -> Result<Noted<Manuscript>, ReadError> {
    let meter = Meter::new(limits);
    let text = decode(bytes, &mut notes)?;
    meter.check(Limit::Text, text.len() as u64, PLACE)?;
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let mut reader = Reader::new(notes, &meter);
    for line in text.split('\n') {
        reader.line(line.strip_suffix('\r').unwrap_or(line))?;
    }
    Ok(reader.finish())
}

fn decode(bytes: &[u8], notes: &mut Vec<Note>) -> Result<String, ReadError> {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect::<String>()
    };
    let text = match bytes {
        [] => return Err(ReadError::Empty),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => {
            let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
            if let Some(at) = bytes.iter().position(|b| *b == 0) {
                return Err(ReadError::Binary(at));
            }
            String::from_utf8_lossy(bytes).into_owned()
        }
    };
    let replaced = text.chars().filter(|c| *c == '\u{FFFD}').count();
    if replaced > 0 {
        notes.push(Note::new(
            Name::InvalidUtf8,
            format!("{replaced} undecodable character(s) were replaced by “\u{FFFD}”"),
        ));
    }
    Ok(text)
}

static ARTEFACT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        \[bookmark:\ [^\]]*\]
        | \[(?P<kind>footnoteRef|endnoteRef):(?P<call>\d+)\](?P<mark>\d{1,3}|\*)?
        | \ ?\[(?P<id>\d+):\ (?P<body>[^\]]*)\]
        | \[\^(?P<named>[\w-]+)\]
        ",
    )
    .expect("a fixed pattern")
});

static STYLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[ \t]*\{\.(?P<style>[\w-]+)\}[ \t]*$").expect("a fixed pattern"));

static NOTE_LINE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\[\^(?P<id>[\w-]+)\]:[ \t]*(?P<body>.*)$").expect("a fixed pattern"));

static AUTHOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^@(?P<author>.*?)(?:\s+(?P<date>\d{4}-\d{2}-\d{2}(?:T[\d:.Z+-]+)?))?$").expect("a fixed pattern")
});

struct Reader<'l> {
    paragraphs: Vec<Paragraph>,
    note_texts: Vec<NoteText>,
    note_index: HashMap<String, usize>,
    styles: HashMap<String, Arc<Style>>,
    marks: Vec<Mark>,
    notes: Vec<Note>,
    artefacts: usize,
    tables: usize,
    row: Option<usize>,
    /// The container of what stands in no cell: what stands before a table and what stands after it never join.
    outside: usize,
    /// Marks that spans bear.
    borne: usize,
    meter: &'l Meter<'l>,
}

impl<'l> Reader<'l> {
    fn new(notes: Vec<Note>, meter: &'l Meter<'l>) -> Self {
        Reader {
            paragraphs: Vec::new(),
            note_texts: Vec::new(),
            note_index: HashMap::new(),
            styles: HashMap::new(),
            marks: Vec::new(),
            notes,
            artefacts: 0,
            tables: 0,
            row: None,
            outside: 0,
            borne: 0,
            meter,
        }
    }

    fn line(&mut self, line: &str) -> Result<(), ReadError> {
        // The patterns are asked where a sign that they need stands.
        if line.starts_with("[^")
            && let Some(note) = NOTE_LINE.captures(line)
        {
            let at = self.note(&note["id"], NoteKind::Footnote);
            let body = self.paragraph(&note["body"])?;
            self.note_texts[at].paragraphs.push(body);
            return Ok(());
        }
        let may_be_styled = line.trim_end().ends_with('}');
        let (text, style) = match may_be_styled.then(|| STYLE.captures(line)).flatten() {
            Some(found) => (&line[..found.get(0).map_or(line.len(), |m| m.start())], Some(found["style"].to_owned())),
            None => (line, None),
        };
        if let Some(cells) = text.strip_prefix("| ") {
            let row = self.row.map_or(0, |row| row + 1);
            self.row = Some(row);
            for (column, cell) in cells.trim_end_matches('|').split(" | ").enumerate() {
                let mut paragraph = self.paragraph(cell.trim())?;
                paragraph.cell = Some(Cell { table: self.tables, row, column, depth: 0 });
                paragraph.container = self.paragraphs.len() + 1;
                self.push(paragraph, style.as_deref())?;
            }
            return Ok(());
        }
        // Text extractors write the cells of a table as lines that begin with a space and a tab (DOMAIN §1.4).
        if let Some(cells) = text.strip_prefix(" \t").filter(|cells| !cells.trim().is_empty()) {
            let row = self.row.map_or(0, |row| row + 1);
            self.row = Some(row);
            for (column, cell) in cells.split('\t').enumerate() {
                let mut paragraph = self.paragraph(cell)?;
                paragraph.cell = Some(Cell { table: self.tables, row, column, depth: 0 });
                self.push(paragraph, style.as_deref())?;
            }
            return Ok(());
        }
        if self.row.take().is_some() {
            self.tables += 1;
            self.outside = self.paragraphs.len() + 1;
        }
        let mut paragraph = self.paragraph(text)?;
        paragraph.container = self.outside;
        self.push(paragraph, style.as_deref())
    }

    fn push(&mut self, mut paragraph: Paragraph, style: Option<&str>) -> Result<(), ReadError> {
        if let Some(id) = style {
            let style = self.styles.entry(id.to_owned()).or_insert_with(|| {
                Arc::new(Style { id: id.to_owned(), name: id.to_owned(), based_on: Vec::new(), outline_level: None })
            });
            paragraph.style = Versions::same(Some(style.clone()));
        }
        self.meter.paragraph(&paragraph, PLACE)?;
        self.paragraphs.push(paragraph);
        Ok(())
    }

    /// The index of a note, which its call or its text may name first.
    fn note(&mut self, id: &str, kind: NoteKind) -> usize {
        *self.note_index.entry(id.to_owned()).or_insert_with(|| {
            self.note_texts.push(NoteText { kind, id: id.to_owned(), paragraphs: Vec::new() });
            self.note_texts.len() - 1
        })
    }

    /// One paragraph with its marks.
    fn paragraph(&mut self, text: &str) -> Result<Paragraph, ReadError> {
        let mut paragraph = Paragraph::default();
        let mut rest = text;
        let mut offset = 0;
        let last = LastSigns::of(text);
        let words = text.trim();
        // Bytes that were counted for the last note, and their characters.
        let mut counted = (0, 0);
        let mut place = |at: usize| {
            let (bytes, characters) = counted;
            counted = (at, characters + text[bytes..at].chars().count());
            counted.1
        };
        while !rest.is_empty() {
            let next = rest.find(['{', '+', '-', '¶']).unwrap_or(rest.len());
            let (plain, sign) = rest.split_at(next);
            self.meter.step(PLACE)?;
            self.meter.check(Limit::Marks, self.borne as u64, PLACE)?;
            self.words(plain, &mut paragraph);
            rest = sign;
            let taken = if let Some(kind) = opening(rest) {
                // A mark closes in the paragraph in which it opens; one that does not would swallow the rest of the text.
                if last.close(kind) > Some(offset + next) {
                    self.marks.push(Mark::plain(kind));
                } else {
                    let at = place(offset + next);
                    self.unbalanced(words, at, "a CriticMarkup mark is opened and not closed in its paragraph");
                    self.words(&rest[..3], &mut paragraph);
                }
                3
            } else if let Some(kind) = closing(rest) {
                if self.marks.last().is_some_and(|mark| mark.kind == kind) {
                    self.marks.pop();
                    3
                } else {
                    let at = place(offset + next);
                    self.unbalanced(words, at, "a CriticMarkup mark is closed that was not opened");
                    self.words(&rest[..3], &mut paragraph);
                    3
                }
            } else if rest.starts_with("{>>")
                && last.comment > Some(offset + next)
                && let Some(end) = rest.find("<<}")
            {
                attribute(&rest[3..end], &mut paragraph);
                end + 3
            } else if rest.starts_with('¶')
                && !self.marks.is_empty()
                && last.ends_line(text, offset + next + '¶'.len_utf8())
            {
                paragraph.end_marks = self.marks.clone();
                '¶'.len_utf8()
            } else {
                let one = rest.chars().next().map_or(0, char::len_utf8);
                self.words(&rest[..one], &mut paragraph);
                one
            };
            rest = &rest[taken..];
            offset += next + taken;
        }
        self.marks.clear();
        Ok(paragraph)
    }

    fn unbalanced(&mut self, words: &str, start: usize, message: &str) {
        let place = Place { paragraph: self.paragraphs.len(), start, end: start + 3 };
        self.notes.push(Note::new(Name::UnbalancedMark, message).at(place, words));
    }

    /// Words between marks, with extractor leftovers set apart.
    fn words(&mut self, text: &str, paragraph: &mut Paragraph) {
        let mut from = 0;
        // The pattern needs a bracket: most stretches have none.
        let found: Vec<_> = if text.contains('[') { ARTEFACT.captures_iter(text).collect() } else { Vec::new() };
        for artefact in found {
            let whole = artefact.get(0).expect("group 0 is the match");
            let role = if let Some(id) = artefact.name("call").or(artefact.name("named")) {
                let kind = match artefact.name("kind").map(|k| k.as_str()) {
                    Some("endnoteRef") => NoteKind::Endnote,
                    _ => NoteKind::Footnote,
                };
                Role::NoteCall(self.note(id.as_str(), kind))
            } else if let Some(id) = artefact.name("id") {
                // A bracket with a number and a colon is a note's body only where the note was called.
                let Some(&at) = self.note_index.get(id.as_str()) else {
                    continue;
                };
                let body = artefact["body"].trim();
                if !body.is_empty() {
                    let span = Span { text: body.to_owned(), ..Span::default() };
                    self.note_texts[at].paragraphs.push(Paragraph { spans: vec![span], ..Paragraph::default() });
                }
                Role::Artefact
            } else {
                Role::Artefact
            };
            if artefact.name("named").is_none() {
                self.artefacts += 1;
            }
            self.span(&text[from..whole.start()], Role::Text, paragraph);
            self.span(whole.as_str(), role, paragraph);
            from = whole.end();
        }
        self.span(&text[from..], Role::Text, paragraph);
    }

    fn span(&mut self, text: &str, role: Role, paragraph: &mut Paragraph) {
        if text.is_empty() {
            return;
        }
        match paragraph.spans.last_mut() {
            Some(last) if last.role == role && role == Role::Text && last.marks == self.marks => {
                last.text.push_str(text)
            }
            _ => {
                self.borne += self.marks.len();
                paragraph.spans.push(Span { text: text.to_owned(), marks: self.marks.clone(), italic: false, role });
            }
        }
    }

    fn finish(mut self) -> Noted<Manuscript> {
        if self.artefacts > 0 {
            let message = format!("{} leftover(s) of a text extractor were taken out", self.artefacts);
            self.notes.push(Note::new(Name::ExtractorArtefacts, message));
        }
        // The line feed that ends a text file ends its last paragraph; it does not begin another.
        if self.paragraphs.last().is_some_and(|last| last.spans.is_empty() && last.end_marks.is_empty()) {
            self.paragraphs.pop();
        }
        let manuscript = Manuscript {
            format: Format::Text,
            paragraphs: self.paragraphs,
            notes: self.note_texts,
            margins: Vec::new(),
            numbering: Default::default(),
        };
        Noted { value: manuscript, notes: self.notes }
    }
}

fn opening(text: &str) -> Option<MarkKind> {
    match text.get(..3)? {
        "{++" => Some(MarkKind::Inserted),
        "{--" => Some(MarkKind::Deleted),
        _ => None,
    }
}

fn closing(text: &str) -> Option<MarkKind> {
    match text.get(..3)? {
        "++}" => Some(MarkKind::Inserted),
        "--}" => Some(MarkKind::Deleted),
        _ => None,
    }
}

/// Where in a paragraph the last sign of each kind that closes something stands: what opens behind it never closes.
struct LastSigns {
    inserted: Option<usize>,
    deleted: Option<usize>,
    comment: Option<usize>,
}

impl LastSigns {
    fn of(text: &str) -> Self {
        LastSigns { inserted: text.rfind("++}"), deleted: text.rfind("--}"), comment: text.rfind("<<}") }
    }

    fn close(&self, kind: MarkKind) -> Option<usize> {
        match kind {
            MarkKind::Inserted | MarkKind::MovedTo => self.inserted,
            MarkKind::Deleted | MarkKind::MovedFrom => self.deleted,
        }
    }

    /// Whether only closing marks and comments follow a byte.
    fn ends_line(&self, text: &str, at: usize) -> bool {
        let mut at = at;
        loop {
            let rest = &text[at..];
            if closing(rest).is_some() {
                at += 3;
            } else if rest.starts_with("{>>")
                && self.comment > Some(at)
                && let Some(end) = rest.find("<<}")
            {
                at += end + 3;
            } else {
                return rest.trim_start().is_empty();
            }
        }
    }
}

/// `@Author 2024-03-01` after a mark, given to the spans of the mark that has just closed.
fn attribute(comment: &str, paragraph: &mut Paragraph) {
    let Some(found) = AUTHOR.captures(comment.trim()) else {
        return;
    };
    let author: Option<Arc<str>> =
        found.name("author").filter(|a| !a.as_str().is_empty()).map(|a| Arc::from(a.as_str()));
    let date: Option<Arc<str>> = found.name("date").map(|d| Arc::from(d.as_str()));
    let give = |mark: &mut Mark| {
        mark.author.clone_from(&author);
        mark.date.clone_from(&date);
    };
    if let Some(mark) = paragraph.spans.last_mut().and_then(|span| span.marks.last_mut()) {
        give(mark);
    }
    if let Some(mark) = paragraph.end_marks.last_mut() {
        give(mark);
    }
}
