//! Random CriticMarkup, built from segments whose fate is known.

use crate::{marked_text, parse};
use dispositif::read::{Manuscript, View};
use proptest::prelude::*;

/// What becomes of a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fate {
    Kept,
    Inserted,
    Deleted,
    /// Inserted by one reviewer, deleted by another: in neither text.
    Passing,
}

impl Fate {
    fn shows(self, view: View) -> bool {
        match self {
            Fate::Kept => true,
            Fate::Inserted => view == View::Newer,
            Fate::Deleted => view == View::Older,
            Fate::Passing => false,
        }
    }

    fn written(self, text: &str) -> String {
        match self {
            Fate::Kept => text.to_owned(),
            Fate::Inserted => format!("{{++{text}++}}"),
            Fate::Deleted => format!("{{--{text}--}}"),
            Fate::Passing => format!("{{++{{--{text}--}}++}}"),
        }
    }
}

/// A paragraph: stretches of text, and what becomes of its mark.
type Source = (Vec<(Fate, String)>, Fate);

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![4 => Just(Fate::Kept), 2 => Just(Fate::Inserted), 2 => Just(Fate::Deleted), 1 => Just(Fate::Passing)]
}

fn source() -> impl Strategy<Value = Vec<Source>> {
    // Letters of the six languages, figures, and the signs that CriticMarkup is made of, without braces and the pilcrow: the markup
    // has no escape for them.
    let text = "[a-e\u{e9}\u{434}-\u{436}\u{51b3}\u{8bae}\u{642}\u{631}0-3 ,;()+\u{2011}-]{1,8}";
    let paragraph = (prop::collection::vec((fate(), text), 0..5), fate());
    prop::collection::vec(paragraph, 1..6)
}

fn written(paragraphs: &[Source]) -> String {
    let mut text = String::from("resolves\n");
    for (segments, end) in paragraphs {
        segments.iter().for_each(|(fate, words)| text.push_str(&fate.written(words)));
        if *end != Fate::Kept {
            text.push_str(&end.written("¶"));
        }
        text.push('\n');
    }
    // A file may end without a line feed.
    text.pop();
    text
}

/// The text as one who rejects or accepts by hand gets it.
fn by_hand(paragraphs: &[Source], view: View) -> Vec<String> {
    let mut text = String::from("resolves\n");
    for (segments, end) in paragraphs {
        segments.iter().filter(|(fate, _)| fate.shows(view)).for_each(|(_, words)| text.push_str(words));
        if end.shows(view) {
            text.push('\n');
        }
    }
    text.split('\n').filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn exact(manuscript: &Manuscript, view: View) -> Vec<String> {
    manuscript.reading(view).lines.into_iter().map(|line| line.text).filter(|text| !text.is_empty()).collect()
}

proptest! {
    #[test]
    fn rejecting_leaves_out_insertions_and_accepting_leaves_out_deletions(paragraphs in source()) {
        let text = written(&paragraphs);
        let manuscript = parse(text.as_bytes()).unwrap();
        for view in [View::Older, View::Newer] {
            prop_assert_eq!(exact(&manuscript, view), by_hand(&paragraphs, view), "{:?} of {}", view, text);
        }
    }

    #[test]
    fn what_is_printed_with_marks_reads_back_the_same(paragraphs in source()) {
        let first = parse(written(&paragraphs).as_bytes()).unwrap();
        let printed = marked_text(&first);
        let second = parse(printed.as_bytes()).unwrap();
        for view in [View::Older, View::Newer] {
            prop_assert_eq!(exact(&second, view), exact(&first, view), "{:?} of {}", view, printed);
        }
        prop_assert_eq!(marked_text(&second), printed.as_str());
        let marked = paragraphs.iter().filter(|(_, end)| *end != Fate::Kept).count();
        prop_assert_eq!(printed.matches('¶').count(), marked, "a marked paragraph mark is lost in {}", printed);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = parse(&bytes);
    }
}
