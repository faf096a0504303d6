//! All pairs among the fixtures, and where it is there the material beside the repository.

use crate::support::{HOUSES, files, fixtures, name, shared};
use crate::{redlined, redlined_within};
use dispositif::emit::{Made, Reason};
use std::fs;
use std::path::{Path, PathBuf};

fn bytes(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Files named `x.older.txt` beside `x.newer.txt` in a folder and its folders.
fn older_texts(folder: &Path) -> Vec<PathBuf> {
    let mut open = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if name(&path).ends_with(".older.txt") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn newer_of(older: &Path) -> PathBuf {
    older.with_file_name(name(older).replace(".older.", ".newer."))
}

#[test]
fn the_two_texts_of_every_fixture_with_marks() {
    let mut count = 0;
    for older in older_texts(&fixtures()) {
        let newer = newer_of(&older);
        let (before, after) = (bytes(&older), bytes(&newer));
        if before.iter().all(u8::is_ascii_whitespace) || after.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let (_, made) = redlined(&older.display().to_string(), &before, &after);
        assert!(matches!(made, Made::Fresh(_)), "{}: a text was patched", older.display());
        count += 1;
    }
    assert!(count > 40, "only {count} pairs");
}

#[test]
fn the_two_readings_of_every_marked_up_text() {
    for folder in HOUSES {
        for path in files(folder, &["txt"]) {
            redlined_within(&path.display().to_string(), &bytes(&path));
        }
    }
}

/// A redline is itself a file with tracked changes; with these rejected and accepted it is a Word file on each side.
#[test]
fn word_files_of_consecutive_versions_are_patched() {
    let mut patched = 0;
    for folder in HOUSES {
        let all = files(folder, &["docx"]);
        for older in &all {
            let label = older.display().to_string();
            let text = bytes(&older.with_extension("txt"));
            let clean = accepted(&bytes(older));
            // The text form of the same source, and the same with every mark rejected.
            let (_, made) = redlined(&label, &clean, &older_text(&text));
            patched += usize::from(made == Made::Patched);
            let (_, made) = redlined(&label, &clean, &clean);
            assert_eq!(made, Made::Patched, "{label}: against itself");
        }
        // Texts of one body in one language, whatever they are.
        for pair in all.windows(2) {
            let language = |path: &Path| name(path).rsplit('.').nth(1).map(str::to_owned);
            if language(&pair[0]) == language(&pair[1]) {
                redlined(&pair[0].display().to_string(), &accepted(&bytes(&pair[0])), &bytes(&pair[1]));
            }
        }
    }
    assert!(patched > 30, "only {patched} files were patched");
}

/// A Word file with its changes accepted: `w:del` taken out, `w:ins` and the marks of paragraphs and rows opened.
pub fn accepted(package: &[u8]) -> Vec<u8> {
    let take = |pattern: &str, text: &str, with: &str| {
        regex::Regex::new(pattern).expect("a fixed pattern").replace_all(text, with).into_owned()
    };
    let whole = regex::Regex::new(r"(?s)<w:p [^>]*>(?:<w:pPr>.*?</w:pPr>)?.*?</w:p>").expect("a fixed pattern");
    let deleted = regex::Regex::new(r"<w:rPr><w:del [^>]*/?>").expect("a fixed pattern");
    let mut parts = crate::parts(package);
    for (part, content) in &mut parts {
        if !part.ends_with("document.xml") && !part.ends_with("notes.xml") {
            continue;
        }
        let text = String::from_utf8(content.clone()).expect("UTF-8");
        let mut paragraphs = String::new();
        // A paragraph that goes as a whole goes with its tags.
        let mut at = 0;
        for found in whole.find_iter(&text) {
            paragraphs.push_str(&text[at..found.start()]);
            at = found.end();
            if !deleted.is_match(found.as_str()) {
                paragraphs.push_str(found.as_str());
            }
        }
        paragraphs.push_str(&text[at..]);
        let text = take(r"(?s)<w:del [^>]*[^/]>.*?</w:del>", &paragraphs, "");
        let text = take(r"<w:(?:ins|del) [^>]*/>", &text, "");
        let text = take(r"</?w:ins\b[^>]*>", &text, "");
        *content = text.into_bytes();
    }
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (part, content) in parts {
        writer.start_file(part, zip::write::SimpleFileOptions::default()).expect("a part");
        std::io::Write::write_all(&mut writer, &content).expect("a part");
    }
    writer.finish().expect("a package").into_inner()
}

/// The older reading of a marked-up text, as a text.
fn older_text(text: &[u8]) -> Vec<u8> {
    let manuscript = dispositif::read::from_text(text, &Default::default()).expect("text").value;
    let options = dispositif::emit::TextOptions { view: Some(dispositif::read::View::Older), notes: false };
    dispositif::emit::to_text(&manuscript, options).into_bytes()
}

#[test]
fn every_feature_of_word_files_survives_a_patch() {
    for path in files("features", &["docx"]) {
        let label = path.display().to_string();
        for ending in ["older.txt", "newer.txt"] {
            let text = bytes(&path.with_extension(ending));
            if !text.iter().all(u8::is_ascii_whitespace) {
                let (_, made) = redlined(&label, &bytes(&path), &text);
                assert_ne!(made, Made::Fresh(Reason::Structure), "{label}");
            }
        }
        redlined_within(&label, &bytes(&path));
    }
}

#[test]
fn the_marked_files_beside_the_repository() {
    let Some(folder) = shared("corpus/marks") else { return };
    for older in older_texts(&folder) {
        let label = older.display().to_string();
        let docx = older.with_file_name(name(&older).replace(".older.txt", ".docx"));
        let (before, after) = (bytes(&older), bytes(&newer_of(&older)));
        let blank = |text: &[u8]| String::from_utf8_lossy(text).trim().is_empty();
        if blank(&before) || blank(&after) {
            continue;
        }
        redlined(&label, &before, &after);
        if docx.exists() {
            let (_, made) = redlined(&label, &bytes(&docx), &before);
            assert_ne!(made, Made::Fresh(Reason::Structure), "{label}");
            redlined_within(&label, &bytes(&docx));
        }
    }
}

#[test]
fn the_pairs_of_resolutions_beside_the_repository() {
    let Some(folder) = shared("corpus/un/pairs") else { return };
    // One pair of each language is enough for a run of the tests; all of them were tried once.
    for language in ["ar", "en", "es", "fr", "ru", "zh"] {
        let all = older_texts(&folder);
        let of_language = all.iter().filter(|path| name(path).contains(&format!(".{language}.older.")));
        for older in of_language.take(2) {
            redlined(&older.display().to_string(), &bytes(older), &bytes(&newer_of(older)));
        }
    }
}

#[test]
fn the_arabic_proposal_beside_the_repository() {
    let Some(folder) = shared("corpus/itu") else { return };
    let file = |ending: &str| bytes(&folder.join(format!("wrc12-mex-res417.ar.{ending}")));
    let (_, made) = redlined("wrc12", &file("older.docx"), &file("newer.docx"));
    assert_eq!(made, Made::Patched);
    redlined_within("wrc12", &file("docx"));
}
