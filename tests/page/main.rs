//! What a page promises: the words of both versions to the character, every clause within reach, nothing that acts or asks for
//! more, and words in the reader's language.
//!
//! `dom.rs` reads a page as strictly as XML; `wording.rs` holds its words against the document; `safe.rs` hostile texts and the
//! policy; `accessible.rs` headings, contrast, direction, languages; `browser.rs` switches and keys in a browser, where there is one.

mod accessible;
mod browser;
mod dom;
mod safe;
#[path = "../support/mod.rs"]
mod support;
mod wording;

use dispositif::emit::{Document, PageOptions, to_html};
use dispositif::{Options, diff, extract};
use dom::Element;
use std::path::Path;

/// The page of a document with the default options, read.
fn page(document: &Document) -> Element {
    dom::read(&to_html(document, &PageOptions::default()))
}

/// The document of a text that is written here.
fn of_text(text: &str) -> Document {
    let found = extract(text.as_bytes(), &Options::default()).expect("readable");
    Document::new("here.txt", text.as_bytes(), &found)
}

/// Two files compared.
fn compared(older: &Path, newer: &Path) -> Document {
    let ((before, of_older), (after, of_newer)) = (support::extracted(older), support::extracted(newer));
    Document::compared(&of_older, &of_newer, diff(&before, &after, &Options::default()).expect("in time"))
}

/// Every fixture that a page can be made of: marked-up and plain texts, and pairs of revisions.
fn documents() -> Vec<(String, Document)> {
    let mut out = Vec::new();
    for folder in ["good", "notes"].into_iter().chain(support::HOUSES) {
        for path in support::files(folder, &["txt", "docx"]) {
            out.push((support::name(&path), support::extracted(&path).1));
        }
    }
    // Texts whose changes had run together are told apart, rule by rule.
    for path in support::files("glued", &["txt"]) {
        out.push((support::name(&path), support::extracted(&path).1));
    }
    for newer in support::files("revisions/alike", &["txt"]) {
        let name = support::name(&newer);
        if name.contains(".newer.") {
            let older = newer.with_file_name(name.replace(".newer.", ".older."));
            out.push((name, compared(&older, &newer)));
        }
    }
    let revisions = support::fixtures().join("revisions/landing-stations");
    for language in ["ar", "en", "fr", "zh"] {
        let file = |version: &str| revisions.join(format!("{version}.{language}.txt"));
        for (older, newer) in
            [("johannesburg-2008", "dubai-2012"), ("dubai-2012", "hammamet-2016"), ("hammamet-2016", "geneva-2022")]
        {
            if file(older).exists() && file(newer).exists() {
                out.push((format!("{older} {newer} {language}"), compared(&file(older), &file(newer))));
            }
        }
    }
    assert!(out.len() > 100, "{}", out.len());
    out
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let (_, document) = &documents()[3];
    assert_eq!(to_html(document, &PageOptions::default()), to_html(document, &PageOptions::default()));
}

#[test]
fn the_command_prints_the_page_and_refuses_what_does_not_go_with_it() {
    let run = |arguments: &[&str]| {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_dispositif"));
        program.arg("diff").args(arguments).current_dir(support::fixtures()).output().expect("the program starts")
    };
    let french = ["--to", "html", "--page-language", "fr", "--page-view", "side-by-side", "itu/alerts.en.docx"];
    let page = run(&french);
    assert_eq!(page.status.code(), Some(0), "{}", String::from_utf8_lossy(&page.stderr));
    assert_eq!(page.stdout, run(&french).stdout, "the same bytes again");
    let page = dom::read(&String::from_utf8(page.stdout).expect("UTF-8"));
    assert_eq!(page.all(&|element| element.name == "html")[0].get("lang"), Some("fr"));
    assert!(page.by_id("view-sides").get("checked").is_some());

    let unknown = run(&["--to", "html", "--page-language", "tlh", "itu/alerts.en.docx"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("no language “tlh”"));
    let misplaced = run(&["--to", "json", "--page-view", "inline", "itu/alerts.en.docx"]);
    assert_eq!(misplaced.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&misplaced.stderr).contains("go with --to html"));
}
