//! Nothing is lost: every character of the source is in the manuscript once, and every character of a reading in one place of it.

use crate::{VIEWS, bytes, files, fixtures, folder, manuscript, name_of};
use dispositif::read::manuscript::{Manuscript, Mark, MarkKind, Role};
use dispositif::read::{Line, View};
use regex::Regex;
use std::io::{Cursor, Read};
use std::path::Path;

/// Whether marks leave text in a view; said here anew, so that a mistake in `View::shows` is not believed.
fn shows(view: View, marks: &[Mark]) -> bool {
    marks.iter().all(|mark| match mark.kind {
        MarkKind::Inserted | MarkKind::MovedTo => view == View::Newer,
        MarkKind::Deleted | MarkKind::MovedFrom => view == View::Older,
    })
}

#[test]
fn every_character_of_a_line_lies_in_one_place_of_the_manuscript() {
    for path in fixtures() {
        let manuscript = manuscript(&path);
        for view in VIEWS {
            for line in &manuscript.reading(view).lines {
                check_pieces(&manuscript, line, &format!("{}, {}", path.display(), name_of(view)));
            }
        }
    }
}

fn check_pieces(manuscript: &Manuscript, line: &Line, label: &str) {
    let mut at = 0;
    for piece in &line.pieces {
        assert_eq!(piece.at, at, "{label}: a gap or an overlap in «{}»", line.text);
        let whole = manuscript.paragraphs[piece.paragraph].text();
        let source = &whole[piece.start..piece.start + piece.len];
        assert_eq!(source, &line.text[at..at + piece.len], "{label}: not the text of the manuscript");
        at += piece.len;
    }
    assert_eq!(at, line.text.len(), "{label}: the end of «{}» has no place", line.text);
}

/// Each character of a text span shows once in each view that its marks leave it in, and not at all in the other.
#[test]
fn every_span_shows_exactly_where_its_marks_say() {
    for path in fixtures() {
        let manuscript = manuscript(&path);
        for view in VIEWS {
            let mut seen: Vec<Vec<u8>> = manuscript.paragraphs.iter().map(|p| vec![0; p.text().len()]).collect();
            for piece in manuscript.reading(view).lines.iter().flat_map(|line| &line.pieces) {
                seen[piece.paragraph][piece.start..piece.start + piece.len].iter_mut().for_each(|count| *count += 1);
            }
            for (paragraph, counts) in manuscript.paragraphs.iter().zip(&seen) {
                let mut start = 0;
                for span in &paragraph.spans {
                    let wanted =
                        span.role == Role::Text && shows(view, &span.marks) && shows(view, &paragraph.frame_marks);
                    let shown = &counts[start..start + span.text.len()];
                    assert!(
                        shown.iter().all(|count| *count == u8::from(wanted)),
                        "{}, {}: «{}» shows {shown:?} times",
                        path.display(),
                        name_of(view),
                        span.text
                    );
                    start += span.text.len();
                }
            }
        }
    }
}

/// A text span is hidden from both views only by marks that contradict each other.
#[test]
fn what_shows_in_neither_reading_is_a_deleted_insertion() {
    let mut hidden = Vec::new();
    for path in fixtures() {
        for paragraph in &manuscript(&path).paragraphs {
            for span in paragraph.spans.iter().filter(|span| span.role == Role::Text) {
                let marks: Vec<Mark> = paragraph.frame_marks.iter().chain(&span.marks).cloned().collect();
                if VIEWS.iter().all(|view| !view.shows(&marks)) {
                    assert!(marks.len() > 1, "{}: one mark hides «{}» from both readings", path.display(), span.text);
                    hidden.push(path.file_stem().unwrap().to_string_lossy().into_owned());
                }
            }
        }
    }
    hidden.dedup();
    assert_eq!(hidden, ["nested-marks"], "only the fixture made for it has such words");
}

/// The characters of `w:t`, `w:delText` and `m:t`, read by a pattern and not by our reader, are those of the manuscript.
#[test]
fn every_character_of_the_main_part_is_in_the_manuscript_once() {
    // Two files say the same thing twice (a text box in two forms, ruby text and its base); one is in UTF-16.
    const SAID_TWICE: [&str; 3] = ["text-box", "ruby", "utf-16"];
    let run = Regex::new(r"<\w+:(?:t|delText)(?: [^>]*)?>([^<]*)</").unwrap();
    let mut compared = 0;
    for path in ["features", "itu", "un"].iter().flat_map(|name| files(&folder("fixtures").join(name), "docx")) {
        if SAID_TWICE.iter().any(|name| path.file_stem().is_some_and(|stem| stem == *name)) {
            continue;
        }
        let part = main_part(&path);
        let source: String = run.captures_iter(&part).map(|found| unescaped(&found[1])).collect();
        let read: String = manuscript(&path).paragraphs.iter().map(|paragraph| paragraph.text()).collect();
        assert_eq!(letters(&read), letters(&source), "{}", path.display());
        compared += 1;
    }
    assert!(compared > 40, "only {compared} files compared");
}

fn main_part(path: &Path) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes(path))).unwrap();
    let mut part = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut part).unwrap();
    part
}

fn unescaped(text: &str) -> String {
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#160;", "\u{A0}"), ("&amp;", "&")];
    signs.iter().fold(text.to_owned(), |text, (escape, sign)| text.replace(escape, sign))
}

/// What may also come from elements (blanks, hyphens, symbols) is left out on both sides.
fn letters(text: &str) -> String {
    let from_element = |c: char| c.is_whitespace() || matches!(c, '\u{2011}' | '\u{AD}' | '\u{E000}'..='\u{F8FF}');
    text.chars().filter(|c| !from_element(*c)).collect()
}
