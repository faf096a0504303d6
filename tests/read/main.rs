//! What `dispositif::read` promises, held against the files of `fixtures/` and, where it is there, the corpus beside the repository.
//!
//! `features.rs` one Word feature a file; `marked.rs` whole texts and their Word files; `lossless.rs` nothing is lost;
//! `properties.rs` random CriticMarkup; `hostile.rs` unreadable input; `limits.rs` what a file may cost; `salvage.rs` what a
//! damaged file still holds; `corpus.rs` real files.

mod corpus;
mod features;
mod hostile;
mod limits;
mod lossless;
mod marked;
#[path = "../promises/mod.rs"]
mod promises;
mod properties;
mod salvage;

use dispositif::emit::{TextOptions, to_text};
use dispositif::read::{Limits, Line, Manuscript, View, read};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of the repository, or beside it.
fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The files of a folder with an extension, sorted. A folder without any is a mistake in the test.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.extension().is_some_and(|e| e == extension));
    found.sort();
    assert!(!found.is_empty(), "no .{extension} in {}; run `cargo run --example fixtures`", folder.display());
    found
}

fn bytes(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn manuscript(path: &Path) -> Manuscript {
    parse(&bytes(path)).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn parse(bytes: &[u8]) -> Result<Manuscript, dispositif::read::ReadError> {
    read(bytes, &Limits::default()).map(|read| read.value)
}

/// Every readable fixture: Word files and marked texts.
fn fixtures() -> Vec<PathBuf> {
    ["features:docx", "itu:docx", "itu:txt", "un:docx", "un:txt"]
        .iter()
        .filter_map(|kind| kind.split_once(':'))
        .flat_map(|(name, extension)| files(&folder("fixtures").join(name), extension))
        .collect()
}

const VIEWS: [View; 2] = [View::Older, View::Newer];

/// `older` or `newer`, as in the names of files.
fn name_of(view: View) -> &'static str {
    match view {
        View::Older => "older",
        View::Newer => "newer",
    }
}

/// White space folded to single blanks, none at either end. U+2028 in an expected text is a line break in the reading.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines of a reading, folded, without the empty ones.
fn lines(manuscript: &Manuscript, view: View) -> Vec<String> {
    shown(&manuscript.reading(view).lines)
}

fn shown(lines: &[Line]) -> Vec<String> {
    lines.iter().map(|line| folded(&line.text)).filter(|text| !text.is_empty()).collect()
}

/// An expected text, line by line.
fn expected(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.split('\n').map(folded).filter(|line| !line.is_empty()).collect()
}

/// The body with all marks, as CriticMarkup.
fn marked_text(manuscript: &Manuscript) -> String {
    to_text(manuscript, TextOptions { view: None, notes: false })
}
