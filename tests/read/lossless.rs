//! Nothing is lost: every character of the source is in the manuscript once, and every character of a reading in one place of it.

use crate::promises::reading::assert_whole;
use crate::{VIEWS, bytes, files, fixtures, folder, manuscript};
use dispositif::read::manuscript::{Mark, Role};
use regex::Regex;
use std::io::{Cursor, Read};
use std::path::Path;

/// Every character of a line lies in one place of the manuscript, and each span shows exactly where its marks say.
#[test]
fn every_character_shows_once_where_its_marks_say() {
    for path in fixtures() {
        assert_whole(&manuscript(&path), &path.display().to_string());
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
