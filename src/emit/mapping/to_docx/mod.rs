//! The correspondence as a Word file, as a secretariat would annex it to a document.
//!
//! A title and what was read; how to read it; of each text a table of its operative clauses with the activities that answer them; then
//! what is missing. Landscape, headings on every page, page numbers. The words around texts and activities are in the language that is
//! asked for, and a page in Arabic runs from right to left; texts and activities stay in theirs.
//!
//! The file is written as [`to_docx`](crate::emit::to_docx()) writes one without an older file: a list of paragraphs, packed. It bears no
//! date.

mod gaps;
mod texts;
mod write;

use super::MappingOptions;
use super::phrases::Phrases;
use super::rows::Index;
use crate::emit::WordError;
use crate::emit::to_docx::envelope::{HEAD, OFFICE, WORD, core, relations, types};
use crate::emit::to_docx::fresh::{Direction, Imprint};
use crate::emit::to_docx::package::pack;
use crate::emit::to_docx::tags::{Signature, escaped};
use crate::mapping::Mapping;
use write::{Cell, Pen, Row, Weight, Words};

/// The ground of a heading, of the head of a section, and of what is missing.
const HEADING: &str = "1F4E79";
const SECTION: &str = "DEEAF6";
const MISSING: &str = "E7E6E6";

/// The width of the lines, in twentieths of a point: A4 across, less its margins.
const LINE: usize = 14_570;

/// The annex.
pub fn to_mapping_docx(mapping: &Mapping, options: &MappingOptions<'_>) -> Result<Vec<u8>, WordError> {
    let phrases = Phrases::choose(options);
    let index = Index::of(mapping);
    let pen = Pen::new(&phrases);
    let body =
        [front(mapping, &pen, &phrases), texts::texts(&index, &pen, &phrases), gaps::gaps(&index, &pen, &phrases)]
            .concat();
    let is_rtl = phrases.is_right_to_left(phrases.language);
    let imprint = Imprint {
        title: &phrases.words.title,
        language: phrases.language,
        direction: if is_rtl { Direction::RightToLeft } else { Direction::LeftToRight },
        signature: Signature { author: "", date: None },
    };
    let section = format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId2\"/>\
         <w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/><w:pgMar w:top=\"1021\" w:right=\"1134\" w:bottom=\"1021\" \
         w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>{}</w:sectPr>",
        if is_rtl { "<w:bidi/>" } else { "" }
    );
    let document = format!(
        "{HEAD}<w:document xmlns:w=\"{WORD}\" xmlns:r=\"{OFFICE}\"><w:body>{body}{section}</w:body></w:document>"
    );
    pack(&[
        ("[Content_Types].xml", types(&[("footer1.xml", "footer")])),
        ("_rels/.rels", relations(&[("officeDocument", "word/document.xml"), ("core", "docProps/core.xml")])),
        ("docProps/core.xml", core(imprint)),
        ("word/_rels/document.xml.rels", relations(&[("styles", "styles.xml"), ("footer", "footer1.xml")])),
        ("word/document.xml", document),
        ("word/styles.xml", styles(phrases.language, is_rtl)),
        ("word/footer1.xml", footer()),
    ])
}

/// The styles, with the language of the page as that of all that names no other.
fn styles(language: &str, is_rtl: bool) -> String {
    let code = escaped(language);
    let (latin, bidi) = if is_rtl { ("en", code.as_str()) } else { (code.as_str(), "ar-SA") };
    include_str!("parts/styles.xml").replace("LATIN", latin).replace("BIDI", bidi)
}

/// The number of the page and of all pages: fields, which a word processor fills in.
fn footer() -> String {
    let field = |name: &str| format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    format!(
        "{HEAD}<w:ftr xmlns:w=\"{WORD}\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}<w:r><w:t xml:space=\"preserve\"> / </w:t></w:r>{}</w:p></w:ftr>",
        field("PAGE"),
        field("NUMPAGES")
    )
}

/// Title, what was read, how to read it.
fn front(mapping: &Mapping, pen: &Pen<'_, '_>, phrases: &Phrases<'_>) -> String {
    let words = phrases.words;
    let of = &words.columns;
    let all =
        |count: fn(&crate::mapping::TextCoverage) -> usize| mapping.coverage.by_text.iter().map(count).sum::<usize>();
    // Where the file lies on the disk of who made the annex is nothing for its readers.
    let file = mapping.source.file.rsplit(['/', '\\']).next().unwrap_or_default();
    let source = phrases.said(&words.source, file);
    let figures = [
        (&of.activities, mapping.activities.len()),
        (&of.links, mapping.links.len()),
        (&of.clauses, all(|text| text.clauses)),
        (&of.answered, all(|text| text.answered)),
        (&of.review, mapping.review.len()),
    ];
    let figures: Vec<String> = figures.iter().map(|(word, count)| phrases.said(word, &count.to_string())).collect();
    let method = &words.method;
    let mut out = pen.paragraph("Title", &[pen.own(&words.title)]);
    out.push_str(&pen.paragraph("Normal", &[pen.own(&source)]));
    out.push_str(&pen.paragraph("Normal", &[pen.own(&figures.join("; "))]));
    let heading = phrases.said(&words.how_to_read, "");
    out.push_str(&pen.paragraph("Subtitle", &[pen.own(heading.trim_end())]));
    for note in [&method.links, &method.carried, &method.answered, &method.counted, &method.amounts] {
        out.push_str(&pen.paragraph("Method", &[pen.own(note)]));
    }
    out
}

/// The row of headings.
fn headings(pen: &Pen<'_, '_>, headings: &[&str]) -> Row {
    let cell = |heading: &&str| Cell {
        paragraphs: pen.paragraph("TableHead", &[pen.own(heading)]),
        ground: Some(HEADING),
        ..Cell::default()
    };
    Row { cells: headings.iter().map(cell).collect(), is_heading: true }
}

/// A cell of paragraphs.
fn cell(paragraphs: impl IntoIterator<Item = String>, ground: Option<&'static str>) -> Cell {
    Cell { paragraphs: paragraphs.into_iter().collect(), ground, ..Cell::default() }
}

/// Words of an activity: in its own language where that is known.
fn of_activity<'a>(
    text: &'a str,
    activity: &'a crate::mapping::Activity,
    weight: Weight,
    phrases: &'a Phrases<'_>,
) -> Words<'a> {
    Words { text, language: activity.language.as_deref().unwrap_or(phrases.language), weight }
}
