//! One Word feature a file: `NAME.docx` shows `NAME.older.txt` with all changes rejected and `NAME.newer.txt` with all accepted.

use crate::promises::packing::packed;
use crate::{VIEWS, expected, files, folded, folder, lines, manuscript, name_of, parse};
use dispositif::read::View;

#[test]
fn every_feature_shows_the_older_and_the_newer_text_that_word_shows() {
    for path in files(&folder("fixtures/features"), "docx") {
        let manuscript = manuscript(&path);
        for view in VIEWS {
            let text = path.with_extension(format!("{}.txt", name_of(view)));
            assert_eq!(lines(&manuscript, view), expected(&text), "{}", text.display());
        }
    }
}

#[test]
fn every_expected_text_belongs_to_a_feature() {
    for path in files(&folder("fixtures/features"), "txt") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let feature = name.split('.').next().unwrap();
        assert!(path.with_file_name(format!("{feature}.docx")).exists(), "{name} expects the text of no file");
    }
}

#[test]
fn automatic_labels_are_those_that_word_counts() {
    let labelled: Vec<_> = files(&folder("fixtures/features"), "docx")
        .into_iter()
        .filter(|path| path.with_extension("labels.txt").exists())
        .collect();
    assert!(labelled.len() >= 2, "the fixtures with labels are gone");
    for path in labelled {
        let reading = manuscript(&path).reading(View::Newer);
        let found: Vec<String> = reading
            .lines
            .iter()
            .filter(|line| !line.text.trim().is_empty())
            .map(|line| match &line.label {
                Some(label) => format!("{label}\t{}", folded(&line.text)),
                None => folded(&line.text),
            })
            .collect();
        let labels = std::fs::read_to_string(path.with_extension("labels.txt")).unwrap();
        let labels: Vec<&str> = labels.lines().filter(|line| !line.trim().is_empty()).collect();
        assert_eq!(found, labels, "{}", path.display());
    }
}

/// The runs of a text box stand within the run that anchors it, which keeps its own form before and after.
#[test]
fn a_text_box_does_not_end_the_italics_of_the_run_around_it() {
    let inner = "<w:pict><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:pict>";
    let run = format!("<w:r><w:rPr><w:i/></w:rPr><w:t>before</w:t>{inner}<w:t>after</w:t></w:r>");
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let part = format!("<w:document xmlns:w=\"{word}\"><w:body><w:p>{run}</w:p></w:body></w:document>");
    let manuscript = parse(&packed(&[("word/document.xml".to_owned(), part.into_bytes())])).unwrap();
    let reading = manuscript.reading(View::Newer);
    assert_eq!(reading.lines[0].text, "beforeafter");
    assert_eq!(reading.lines[0].italics.first(), Some(&(0..11)));
    assert!(reading.lines[1].italics.is_empty());
}
