//! The older text as a Word file of its own, without marks: what is patched where there is no older Word file.
//!
//! ```text
//! decides                      <w:p><w:pPr><w:pStyle w:val="Call"/></w:pPr><w:r>…decides…
//! 1⇥to test every alert;       <w:p><w:pPr><w:pStyle w:val="enumlev1"/></w:pPr><w:r>…1<w:tab/>to test every alert;…
//! ```
//!
//! Paragraphs take their style from the part that they play, so that the file looks like a resolution. Labels are typed, not counted.

use super::WordError;
use super::envelope::{HEAD, OFFICE, WORD, core, relations, types};
use super::package::{pack, replace};
use super::properties::{MarkChange, Properties};
use super::roles::Role;
use super::tags::{Signature, Tags, escaped};
use crate::compare::lines::shown;
use crate::read::manuscript::Cell;
use crate::read::{Limits, Reading, survey};
use std::collections::{BTreeSet, HashMap};

/// Which way the lines of a text run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// From left to right.
    #[default]
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

/// What a file of its own says of itself.
#[derive(Debug, Clone, Copy)]
pub struct Imprint<'a> {
    /// Its title.
    pub title: &'a str,
    /// ISO 639-1 code of its language.
    pub language: &'a str,
    /// Which way it runs.
    pub direction: Direction,
    /// Who, and when.
    pub signature: Signature<'a>,
}

/// The form of a paragraph that is like no other of the file.
pub fn dress(role: Role, label: bool, direction: Direction, tags: &Tags) -> Properties {
    let style = match role {
        Role::Marker => "Proposal",
        Role::Number => "ResNo",
        Role::Title => "Restitle",
        Role::History => "Resref",
        Role::Body => "Normalaftertitle",
        Role::Head => "Call",
        Role::Clause(1) => "enumlev2",
        Role::Clause(depth) if depth > 1 => "enumlev3",
        // A clause without a label runs from margin to margin.
        Role::Clause(_) if label => "enumlev1",
        Role::Reasons => "Reasons",
        Role::Annex => "AnnexNo",
        Role::Heading => "Headingb",
        Role::Clause(_) | Role::Front | Role::Prose => "Normal",
    };
    let bidi = ("bidi", tags.empty("bidi", &[]));
    Properties::of_style(
        style,
        if direction == Direction::RightToLeft { std::slice::from_ref(&bidi) } else { &[] },
        tags,
    )
}

/// The form of words.
pub fn form(direction: Direction, tags: &Tags) -> String {
    match direction {
        Direction::LeftToRight => String::new(),
        Direction::RightToLeft => format!("{}{}{}", tags.open("rPr"), tags.empty("rtl", &[]), tags.close("rPr")),
    }
}

/// The file.
pub fn fresh(
    reading: &Reading,
    notes: &[String],
    roles: &HashMap<usize, Role>,
    imprint: Imprint<'_>,
) -> Result<Vec<u8>, WordError> {
    let tags = Tags::of("w:p", WORD, imprint.signature, BTreeSet::new());
    let mut body = String::new();
    let mut open: Option<Cell> = None;
    let mut called: Vec<(u64, &str)> = Vec::new();
    let table_of = |cell: Option<Cell>| cell.map(|cell| cell.table);
    for line in &reading.lines {
        let cell = line.cell;
        if table_of(open) != table_of(cell) {
            body.push_str(if open.is_some() { "</w:tc></w:tr></w:tbl>" } else { "" });
            if let Some(cell) = cell {
                let columns = reading.lines.iter().filter_map(|line| line.cell).filter(|c| c.table == cell.table);
                let columns = columns.map(|c| c.column + 1).max().unwrap_or(1);
                body.push_str(&format!("{}<w:tr>{}", table(columns, imprint.direction, &tags), CELL));
            }
        } else if let (Some(before), Some(cell)) = (open, cell) {
            if before.row != cell.row {
                body.push_str(&format!("</w:tc></w:tr><w:tr>{}", CELL));
            } else if before.column != cell.column {
                body.push_str(&format!("</w:tc>{}", CELL));
            }
        }
        open = cell;
        let role = roles.get(&line.paragraph).copied().unwrap_or(Role::Prose);
        let text = shown(line);
        let properties = dress(role, text.contains('\t'), imprint.direction, &tags).written(MarkChange::None, &tags);
        let form = form(imprint.direction, &tags);
        let mut run = String::new();
        let mut from = 0;
        // Places count in the text behind a label.
        let label = text.len() - line.text.len();
        let words = |range: std::ops::Range<usize>, run: &mut String| {
            if !range.is_empty() {
                run.push_str(&tags.run(&form, &text[range]));
            }
        };
        for (at, note) in line.calls.iter().filter(|(_, note)| *note < notes.len()) {
            let at = (from..=(label + at).min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(from);
            words(from..at, &mut run);
            called.push((called.len() as u64 + 1, notes[*note].as_str()));
            run.push_str(&tags.call(called.len() as u64));
            from = at;
        }
        words(from..text.len(), &mut run);
        body.push_str(&format!("<w:p>{properties}{run}</w:p>"));
    }
    // A body ends with a paragraph (ECMA-376 §17.2.2).
    match open {
        Some(_) => body.push_str("</w:tc></w:tr></w:tbl><w:p/>"),
        None if reading.lines.is_empty() => body.push_str("<w:p/>"),
        None => {}
    }
    let section = "<w:sectPr><w:pgSz w:w=\"11907\" w:h=\"16840\"/><w:pgMar w:top=\"1418\" w:right=\"1134\" w:bottom=\"1418\" \
                   w:left=\"1134\" w:header=\"720\" w:footer=\"720\" w:gutter=\"0\"/></w:sectPr>";
    let document = format!(
        "{HEAD}<w:document xmlns:w=\"{WORD}\" xmlns:r=\"{OFFICE}\"><w:body>{body}{section}</w:body></w:document>"
    );
    let styles = include_str!("parts/styles.xml").replace("LANGUAGE", &escaped(imprint.language));
    let package = pack(&[
        ("[Content_Types].xml", types(&[])),
        ("_rels/.rels", relations(&[("officeDocument", "word/document.xml"), ("core", "docProps/core.xml")])),
        ("docProps/core.xml", core(imprint)),
        ("word/_rels/document.xml.rels", relations(&[("styles", "styles.xml")])),
        ("word/document.xml", document),
        ("word/styles.xml", styles),
    ])?;
    let survey = survey(&package, &Limits::none())?;
    let tags = |paragraph: &str| Tags::of(paragraph, WORD, imprint.signature, BTreeSet::new());
    replace(&package, &super::notes::parts(&package, &survey, &called, imprint.direction, &tags)?)
}

/// The start of a table, up to its grid.
pub fn table(columns: usize, direction: Direction, tags: &Tags) -> String {
    let columns = columns.max(1);
    let width = (9_600 / columns).to_string();
    let visual = if direction == Direction::RightToLeft { tags.empty("bidiVisual", &[]) } else { String::new() };
    format!(
        "{}{}{}{visual}{}{}{}{}{}",
        tags.open("tbl"),
        tags.open("tblPr"),
        tags.empty("tblStyle", &[("val", "TableGrid")]),
        tags.empty("tblW", &[("w", "0"), ("type", "auto")]),
        tags.close("tblPr"),
        tags.open("tblGrid"),
        tags.empty("gridCol", &[("w", &width)]).repeat(columns),
        tags.close("tblGrid"),
    )
}

/// The start of a cell as wide as its words ask for.
const CELL: &str = "<w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/></w:tcPr>";

/// A part of footnotes: the two rules above notes, which a word processor asks for, and the notes.
pub fn footnotes(namespace: &str, notes: &str) -> String {
    let rule = |id: &str, kind: &str, sign: &str| {
        format!("<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:r><w:{sign}/></w:r></w:p></w:footnote>")
    };
    let rules = rule("-1", "separator", "separator") + &rule("0", "continuationSeparator", "continuationSeparator");
    format!("{HEAD}<w:footnotes xmlns:w=\"{}\">{rules}{notes}</w:footnotes>", escaped(namespace))
}
