//! A whole text and the Word file built from it are two forms of one manuscript, and CriticMarkup is a third.

use crate::{VIEWS, files, folder, lines, manuscript, marked_text, name_of, parse, shown};
use dispositif::read::manuscript::{Manuscript, Mark, MarkKind};

fn texts() -> Vec<std::path::PathBuf> {
    [files(&folder("fixtures/itu"), "txt"), files(&folder("fixtures/un"), "txt")].concat()
}

#[test]
fn a_text_and_its_word_file_show_the_same_older_and_newer_lines() {
    for path in texts() {
        let text = manuscript(&path);
        let word = manuscript(&path.with_extension("docx"));
        for view in VIEWS {
            assert_eq!(lines(&text, view), lines(&word, view), "{}, {}", path.display(), name_of(view));
            assert_eq!(text.notes.len(), word.notes.len(), "{}", path.display());
            for note in 0..text.notes.len() {
                let of = |manuscript: &Manuscript| shown(&manuscript.note_lines(note, view));
                assert_eq!(of(&text), of(&word), "{}, note {note}, {}", path.display(), name_of(view));
            }
        }
        assert_eq!(text.is_tracked(), word.is_tracked(), "{}", path.display());
    }
}

#[test]
fn a_revised_text_with_all_changes_rejected_is_the_text_that_it_revises() {
    for language in ["en", "zh"] {
        let revised = manuscript(&folder(&format!("fixtures/un/archives-revised.{language}.docx")));
        let adopted = manuscript(&folder(&format!("fixtures/un/archives.{language}.docx")));
        assert_eq!(lines(&revised, VIEWS[0]), lines(&adopted, VIEWS[1]), "{language}");
        assert_ne!(lines(&revised, VIEWS[1]), lines(&adopted, VIEWS[1]), "{language}");
    }
}

#[test]
fn styles_and_authors_of_a_text_are_in_its_word_file() {
    let word = manuscript(&folder("fixtures/itu/alerts.fr.docx"));
    let heads: Vec<String> = word
        .reading(VIEWS[1])
        .lines
        .iter()
        .filter(|line| line.style.as_ref().is_some_and(|style| style.id == "Call"))
        .map(|line| line.text.clone())
        .collect();
    assert_eq!(heads.len(), 10, "{heads:?}");
    assert_eq!(heads[0], "considérant");
    let marks: Vec<&Mark> =
        word.paragraphs.iter().flat_map(|p| p.spans.iter().flat_map(|s| &s.marks).chain(&p.end_marks)).collect();
    let by = |author: &str| marks.iter().filter(|mark| mark.author.as_deref() == Some(author)).count();
    assert_eq!((by("ATU"), by("ATU") + by("Secretariat")), (2, marks.len()));
    assert!(marks.iter().all(|mark| mark.date.as_deref() == Some("2024-03-01T00:00:00Z")));
    assert!(marks.iter().any(|mark| mark.kind == MarkKind::Deleted));
}

/// ECMA-376 §17.13.5.15 has a deleted mark join its paragraph to the next one; a table is none.
#[test]
fn a_deleted_mark_before_a_table_of_a_text_joins_nothing() {
    let text = "the table follows{--¶--}\n| place | year |\n| New Delhi | 2024 |\nafter the table\n";
    let newer = lines(&parse(text.as_bytes()).unwrap(), VIEWS[1]);
    assert_eq!(newer, ["the table follows", "place", "year", "New Delhi", "2024", "after the table"]);
}

/// A deleted paragraph mark before a table joins nothing; the printed form has lines only, where it would join. Nothing else is lost.
const NOT_SAID_IN_LINES: [&str; 1] = ["deleted-last-paragraph-mark-before-table"];

/// What the view `all` prints, read again, shows the same readings and prints the same.
#[test]
fn critic_markup_read_back_shows_the_same_readings() {
    let mut other = Vec::new();
    for path in crate::fixtures() {
        let first = manuscript(&path);
        let printed = marked_text(&first);
        let second = parse(printed.as_bytes()).unwrap();
        if VIEWS.iter().any(|view| lines(&second, *view) != lines(&first, *view)) {
            other.push(path.file_stem().unwrap().to_string_lossy().into_owned());
        }
        assert_eq!(marked_text(&second), printed, "{}", path.display());
    }
    assert_eq!(other, NOT_SAID_IN_LINES, "these read back otherwise");
}
