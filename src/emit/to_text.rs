//! A manuscript's body as plain text: one paragraph a line, label, tab, text.
//!
//! The view `all` writes changes as CriticMarkup, which [`crate::read::from_text`] reads back: `{--Geneva, 2022--}{++New Delhi,
//! 2024++}`, with a pilcrow for a paragraph mark that was inserted or deleted.

use crate::read::manuscript::{Manuscript, Mark, MarkKind, Paragraph, Role};
use crate::read::{Line, View};

/// What to print.
#[derive(Debug, Clone, Copy)]
pub struct TextOptions {
    /// One reading, or both with marks (`None`).
    pub view: Option<View>,
    /// Footnotes and endnotes too, after the body.
    pub notes: bool,
}

/// The text, each paragraph ended by a line feed.
pub fn to_text(manuscript: &Manuscript, options: TextOptions) -> String {
    let mut out = String::new();
    match options.view {
        Some(view) => {
            let reading = manuscript.reading(view);
            reading.lines.iter().for_each(|line| push_line(line, &mut out));
            for (index, note) in manuscript.notes.iter().enumerate().filter(|_| options.notes) {
                let lines = manuscript.note_lines(index, view);
                for line in &lines {
                    out.push_str(&format!("[^{}]: ", note.id));
                    push_line(line, &mut out);
                }
            }
        }
        None => {
            manuscript.paragraphs.iter().for_each(|paragraph| push_marked(paragraph, &mut out));
            for note in manuscript.notes.iter().filter(|_| options.notes) {
                for paragraph in &note.paragraphs {
                    out.push_str(&format!("[^{}]: ", note.id));
                    push_marked(paragraph, &mut out);
                }
            }
        }
    }
    out
}

fn push_line(line: &Line, out: &mut String) {
    if let Some(label) = &line.label {
        out.push_str(label);
        out.push('\t');
    }
    push_flat(&line.text, out);
    out.push('\n');
}

/// A line break within a paragraph becomes a space: a paragraph is one line of the output.
fn push_flat(text: &str, out: &mut String) {
    out.extend(text.chars().map(|c| if matches!(c, '\n' | '\u{2028}' | '\u{2029}' | '\u{85}') { ' ' } else { c }));
}

/// The sign pair of a mark: a move shows as a deletion there and an insertion here.
fn signs(mark: &Mark) -> (&'static str, &'static str) {
    match mark.kind {
        MarkKind::Inserted | MarkKind::MovedTo => ("{++", "++}"),
        MarkKind::Deleted | MarkKind::MovedFrom => ("{--", "--}"),
    }
}

fn push_marked(paragraph: &Paragraph, out: &mut String) {
    let mut open: Vec<Mark> = Vec::new();
    let mut change = |wanted: &[Mark], out: &mut String| {
        let same = open.iter().zip(wanted).take_while(|(a, b)| a.kind == b.kind).count();
        for mark in open.drain(same..).rev() {
            out.push_str(signs(&mark).1);
        }
        for mark in &wanted[same..] {
            out.push_str(signs(mark).0);
            open.push(mark.clone());
        }
    };
    let framed = |marks: &[Mark]| -> Vec<Mark> { paragraph.frame_marks.iter().chain(marks).cloned().collect() };
    for span in paragraph.spans.iter().filter(|span| span.role == Role::Text) {
        change(&framed(&span.marks), out);
        push_flat(&span.text, out);
    }
    let end = framed(&paragraph.end_marks);
    if !end.is_empty() {
        change(&end, out);
        out.push('¶');
    }
    change(&[], out);
    out.push('\n');
}
