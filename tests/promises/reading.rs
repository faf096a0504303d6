//! A manuscript holds every character once, and each reading shows exactly what its marks say.

use dispositif::emit::{TextOptions, to_text};
use dispositif::read::manuscript::{Manuscript, Mark, MarkKind, Paragraph, Role};
use dispositif::read::{Limits, Line, Reading, View, read};

/// The two readings.
pub const VIEWS: [View; 2] = [View::Older, View::Newer];

/// Whether marks leave text in a view; said here anew, so that a mistake in `View::shows` is not believed.
pub fn shows(view: View, marks: &[Mark]) -> bool {
    marks.iter().all(|mark| match mark.kind {
        MarkKind::Inserted | MarkKind::MovedTo => view == View::Newer,
        MarkKind::Deleted | MarkKind::MovedFrom => view == View::Older,
    })
}

/// Both readings of the body are made of the manuscript's own characters, each shown as often as its marks say; notes can be read.
pub fn assert_whole(manuscript: &Manuscript, about: &str) {
    for view in VIEWS {
        let reading = manuscript.reading(view);
        assert_pieces(manuscript, &reading, about);
        assert_shown_once(manuscript, &reading, about);
        for note in 0..manuscript.notes.len() {
            let shown: String = manuscript.note_lines(note, view).iter().map(|line| line.text.as_str()).collect();
            let all: String = manuscript.notes[note].paragraphs.iter().map(|paragraph| paragraph.text()).collect();
            assert!(shown.len() <= all.len(), "{about}: a note shows more than it holds: «{shown}» of «{all}»");
        }
    }
    let _ = to_text(manuscript, TextOptions { view: None, notes: true });
}

/// Every character of a line lies in one place of the manuscript, without a gap.
pub fn assert_pieces(manuscript: &Manuscript, reading: &Reading, about: &str) {
    // A paragraph may be cut into many lines: its text is put together once.
    let texts: Vec<String> = manuscript.paragraphs.iter().map(Paragraph::text).collect();
    for line in &reading.lines {
        let mut at = 0;
        for piece in &line.pieces {
            assert_eq!(piece.at, at, "{about}: a gap or an overlap in «{}»", line.text);
            let source = texts[piece.paragraph].get(piece.start..piece.start + piece.len);
            assert_eq!(
                source,
                line.text.get(at..at + piece.len),
                "{about}: not the text of the manuscript: «{}»",
                line.text
            );
            at += piece.len;
        }
        assert_eq!(at, line.text.len(), "{about}: the end of «{}» has no place", line.text);
        assert_in_line(line);
    }
}

/// Italics and note calls lie within their line.
fn assert_in_line(line: &Line) {
    for range in &line.italics {
        assert!(line.text.get(range.clone()).is_some(), "italics at {range:?} of «{}»", line.text);
    }
    for (at, _) in &line.calls {
        assert!(line.text.is_char_boundary(*at), "a call at {at} of «{}»", line.text);
    }
}

/// Each character of a text span shows once in a view that its marks leave it in, and not at all in another.
fn assert_shown_once(manuscript: &Manuscript, reading: &Reading, about: &str) {
    let mut seen: Vec<Vec<u8>> = manuscript.paragraphs.iter().map(|p| vec![0; p.text().len()]).collect();
    for piece in reading.lines.iter().flat_map(|line| &line.pieces) {
        for count in &mut seen[piece.paragraph][piece.start..piece.start + piece.len] {
            *count = count.saturating_add(1);
        }
    }
    for (paragraph, counts) in manuscript.paragraphs.iter().zip(&seen) {
        let mut start = 0;
        for span in &paragraph.spans {
            let view = reading.view;
            let wanted = span.role == Role::Text && shows(view, &span.marks) && shows(view, &paragraph.frame_marks);
            let shown = &counts[start..start + span.text.len()];
            assert!(
                shown.iter().all(|count| *count == u8::from(wanted)),
                "{about}, {view:?}: «{}» shows {shown:?} times",
                span.text
            );
            start += span.text.len();
        }
    }
}

/// Two manuscripts of one source hold the same characters in the same places; only marks may differ.
pub fn assert_same_source(raw: &Manuscript, other: &Manuscript) {
    let texts = |manuscript: &Manuscript| manuscript.paragraphs.iter().map(Paragraph::text).collect::<Vec<_>>();
    assert_eq!(texts(raw), texts(other), "the source is not what it was");
}

/// The letters and figures of a text with CriticMarkup are in the manuscript in their order. Sources with styles, comments, notes or
/// tables say things that are no text; they are not looked at here.
pub fn assert_no_letter_is_lost(source: &str, manuscript: &Manuscript) {
    if ["{>>", "{.", "[", "|", "\u{FFFD}"].iter().any(|sign| source.contains(sign)) {
        return;
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let read: String = manuscript.paragraphs.iter().map(Paragraph::text).collect();
    assert_eq!(letters(&read), letters(source));
}

/// What is printed with marks, read again, prints the same and shows the same readings. Markup has no escapes: a text that holds its
/// signs as words cannot be said in it.
pub fn assert_reads_back(manuscript: &Manuscript) {
    let is_sign = |c: char| matches!(c, '{' | '}' | '¶' | '[' | '|' | '\0' | '\r' | '\u{FEFF}');
    let is_odd = |paragraph: &Paragraph| {
        let text = paragraph.text();
        text.contains(is_sign)
            || flat(&text).starts_with(" \t")
            || paragraph.cell.is_some()
            || text.starts_with("%PDF-")
    };
    // A sign may also come to be where words with its halves meet.
    let is_halved = |paragraph: &Paragraph| {
        let words = paragraph.spans.iter().filter(|span| span.role == Role::Text);
        words.into_iter().any(|span| span.text.starts_with(['+', '-', '>', '.']) || span.text.ends_with(['+', '-']))
    };
    let is_plain = manuscript.paragraphs.iter().all(|p| !is_odd(p) && !is_halved(p) && p.style.newer.is_none());
    if !is_plain || manuscript.paragraphs.iter().all(|paragraph| paragraph.text().trim().is_empty()) {
        return;
    }
    let print = |manuscript: &Manuscript| to_text(manuscript, TextOptions { view: None, notes: false });
    let printed = print(manuscript);
    if printed.trim().is_empty() || ["PK", "{\\rtf"].iter().any(|start| printed.starts_with(start)) {
        return;
    }
    let again = read(printed.as_bytes(), &Limits::default()).unwrap_or_else(|e| panic!("{e}: «{printed}»")).value;
    assert_eq!(print(&again), printed, "what is printed prints otherwise when it is read");
    for view in VIEWS {
        let lines = |manuscript: &Manuscript| {
            let lines = manuscript.reading(view).lines.into_iter();
            lines.map(|line| flat(&line.text)).filter(|text| !text.is_empty()).collect::<Vec<_>>()
        };
        assert_eq!(lines(&again), lines(manuscript), "{view:?} of «{printed}»");
    }
}

/// A line as it is printed: a break within the paragraph is a blank.
fn flat(text: &str) -> String {
    text.replace(['\n', '\u{2028}', '\u{2029}', '\u{85}'], " ")
}
