//! Paragraphs, cells and tables of the annex, in the order that the schema of Word files asks for (ECMA-376 §17.3, §17.4).
//!
//! ```text
//! Words { text: "charge", language: "fr" }   →  <w:r><w:rPr><w:lang w:val="fr"/></w:rPr><w:t>charge</w:t></w:r>
//! Words { text: "يكلف", language: "ar" }     →  <w:r><w:rPr><w:rtl/><w:lang w:bidi="ar"/></w:rPr><w:t>يكلف</w:t></w:r>
//! ```

use super::super::phrases::Phrases;
use super::super::visible::visible;
use crate::emit::to_docx::envelope::WORD;
use crate::emit::to_docx::tags::{Signature, Tags, escaped};
use std::collections::BTreeSet;

/// How letters look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Plain.
    Plain,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
}

/// A few words in one language.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// The words.
    pub text: &'a str,
    /// ISO 639-1 code.
    pub language: &'a str,
    /// How they look.
    pub weight: Weight,
}

/// A cell of a table: its paragraphs, its ground, and whether it goes on from the cell above.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// Its paragraphs, written.
    pub paragraphs: String,
    /// The colour of its ground.
    pub ground: Option<&'static str>,
    /// Over how many columns it goes.
    pub span: usize,
    /// Whether it begins a cell that goes on below, or goes on from above.
    pub joined: Joined,
}

/// Cells that are one, over several rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Joined {
    /// A cell of its own.
    #[default]
    Alone,
    /// The first of several.
    Begins,
    /// One of those that follow.
    GoesOn,
}

/// A row.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Whether it stands again at the head of each page.
    pub is_heading: bool,
}

/// How many bytes of text a row may have that is kept on one page.
const SHORT: usize = 4_000;

/// Writes in the words of a language.
pub struct Pen<'p, 'l> {
    phrases: &'p Phrases<'l>,
    tags: Tags,
}

impl<'p, 'l> Pen<'p, 'l> {
    /// A pen for a page in the language of the phrases.
    pub fn new(phrases: &'p Phrases<'l>) -> Self {
        let signature = Signature { author: "", date: None };
        Pen { phrases, tags: Tags::of("w:p", WORD, signature, BTreeSet::new()) }
    }

    /// Plain words in the language of the page.
    pub fn own<'a>(&self, text: &'a str) -> Words<'a>
    where
        'l: 'a,
    {
        Words { text, language: self.phrases.language, weight: Weight::Plain }
    }

    /// A paragraph. Its lines run as its first words do.
    pub fn paragraph(&self, style: &str, words: &[Words<'_>]) -> String {
        let is_rtl = words.first().is_some_and(|first| self.phrases.is_right_to_left(first.language));
        // A title from left to right on a page from right to left stands where the page begins.
        let is_turned = style == "Subtitle" && !is_rtl && self.phrases.is_right_to_left(self.phrases.language);
        let bidi = match (is_rtl, is_turned) {
            (true, _) => "<w:bidi/>",
            (_, true) => "<w:jc w:val=\"right\"/>",
            _ => "",
        };
        let runs: String = words.iter().map(|words| self.run(*words)).collect();
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{bidi}</w:pPr>{runs}</w:p>")
    }

    fn run(&self, words: Words<'_>) -> String {
        let weight = match words.weight {
            Weight::Plain => "",
            Weight::Bold => "<w:b/><w:bCs/>",
            Weight::Italic => "<w:i/><w:iCs/>",
        };
        let code = escaped(words.language);
        let language = match code.as_str() {
            _ if self.phrases.is_right_to_left(words.language) => format!("<w:rtl/><w:lang w:bidi=\"{code}\"/>"),
            "zh" => "<w:lang w:eastAsia=\"zh-CN\"/>".to_owned(),
            code => format!("<w:lang w:val=\"{code}\"/>"),
        };
        let form = |language: &str| format!("<w:rPr>{weight}{language}</w:rPr>");
        let text = visible(words.text);
        if !language.starts_with("<w:rtl/>") {
            return self.tags.run(&form(&language), &text);
        }
        // A word processor turns round what stands between two numbers of a line from right to left: 2024-03-01 would read 01-03-2024.
        let runs = pieces(&text).into_iter().map(|(is_latin, piece)| {
            self.tags.run(&form(if is_latin { "<w:lang w:val=\"en\"/>" } else { &language }), piece)
        });
        runs.collect()
    }

    /// A table. Widths are in twentieths of a point; `about` says to those who cannot see it what it is.
    pub fn table(&self, widths: &[usize], about: &str, rows: &[Row]) -> String {
        let is_rtl = self.phrases.is_right_to_left(self.phrases.language);
        let visual = if is_rtl { "<w:bidiVisual/>" } else { "" };
        let width: usize = widths.iter().sum();
        let columns: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
        let rows: String = rows.iter().map(|row| written(row, widths)).collect();
        format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Annex\"/>{visual}<w:tblW w:w=\"{width}\" w:type=\"dxa\"/>\
             <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\"/>\
             <w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>",
            escaped(&visible(about))
        )
    }
}

/// A text cut into words of Latin letters and figures, with the signs inside them, and what stands between these.
fn pieces(text: &str) -> Vec<(bool, &str)> {
    let is_sign =
        |c: char| matches!(c, '-' | '.' | ',' | '/' | ':' | '_' | '@' | '#' | '\u{A0}' | '\u{202F}' | '\u{2212}');
    let mut out: Vec<(bool, &str)> = Vec::new();
    let (mut from, mut at) = (0, 0);
    while at < text.len() {
        let rest = &text[at..];
        let within = rest.find(|c: char| !c.is_ascii_alphanumeric() && !is_sign(c)).unwrap_or(rest.len());
        let word = rest[..within].trim_end_matches(is_sign);
        if word.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            if from < at {
                out.push((false, &text[from..at]));
            }
            out.push((true, word));
            at += word.len();
            from = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    if from < text.len() {
        out.push((false, &text[from..]));
    }
    out
}

fn written(row: &Row, widths: &[usize]) -> String {
    let length: usize = row.cells.iter().map(|cell| cell.paragraphs.len()).sum();
    let whole = if row.is_heading || length < SHORT { "<w:cantSplit/>" } else { "" };
    let heading = if row.is_heading { "<w:tblHeader/>" } else { "" };
    let mut column = 0;
    let mut cells = String::new();
    for cell in &row.cells {
        let span = cell.span.max(1);
        let width: usize = widths.iter().skip(column).take(span).sum();
        column += span;
        let spans = if span > 1 { format!("<w:gridSpan w:val=\"{span}\"/>") } else { String::new() };
        let joined = match cell.joined {
            Joined::Alone => "",
            Joined::Begins => "<w:vMerge w:val=\"restart\"/>",
            Joined::GoesOn => "<w:vMerge/>",
        };
        let ground = cell.ground.map(|colour| format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{colour}\"/>"));
        let paragraphs = if cell.paragraphs.is_empty() {
            "<w:p><w:pPr><w:pStyle w:val=\"TableText\"/></w:pPr></w:p>"
        } else {
            &cell.paragraphs
        };
        cells.push_str(&format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{spans}{joined}{}</w:tcPr>{paragraphs}</w:tc>",
            ground.unwrap_or_default()
        ));
    }
    format!("<w:tr><w:trPr>{whole}{heading}</w:trPr>{cells}</w:tr>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_and_latin_words_are_pieces_of_their_own() {
        let text = "منجز، 2024-03-01 – 2024-05: CHF\u{A0}140,400.";
        let found = pieces(text);
        let latin: Vec<&str> = found.iter().filter(|(is_latin, _)| *is_latin).map(|(_, piece)| *piece).collect();
        assert_eq!(latin, ["2024-03-01", "2024-05", "CHF\u{A0}140,400"]);
        assert_eq!(found.iter().map(|(_, piece)| *piece).collect::<String>(), text);
        assert_eq!(pieces(""), []);
        assert_eq!(pieces("-"), [(false, "-")]);
    }
}
