//! What several tests share: the fixtures, and an outline that a person can read.
#![allow(dead_code)]

pub mod browser;

use dispositif::compare::comparison::{Clause, Run, RunKind, Text, Version};
use dispositif::emit::Document;
use dispositif::link::{Adopted, Catalogue};
use dispositif::{Extracted, Options, extract};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders of `fixtures/` that hold whole texts, by the house or body that drafts so.
pub const HOUSES: [&str; 8] = ["itu", "council", "un", "sc", "hrc", "ecosoc", "wha", "unesco"];

/// The fixtures folder.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// The files of a fixtures folder with one of the given endings, in order.
pub fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(fixtures().join(folder))
        .unwrap_or_else(|e| panic!("fixtures/{folder}: {e}"))
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| endings.iter().any(|ending| e == *ending)))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "fixtures/{folder} holds no {endings:?}");
    files
}

/// The material beside the repository, where it is there.
pub fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if !path.exists() {
        println!("{} is not here: skipped", path.display());
        return None;
    }
    Some(path)
}

/// The name of a file without its folder.
pub fn name(path: &Path) -> String {
    path.file_name().expect("a file").to_string_lossy().into_owned()
}

/// The versions of the texts of a file, as those that were adopted.
fn catalogue(path: &Path) -> Catalogue {
    let mut catalogue = Catalogue::default();
    for text in extracted(path).0.comparison.texts {
        let version = text.versions.newer.expect("an adopted text names its version");
        let printed = [(text.language.language, version.text)].into();
        catalogue.enter(&text.id, Adopted { year: version.year, place: version.place, printed });
    }
    catalogue
}

/// A file, extracted; with the older text beside it (`x.base.txt`), and with what is known to be adopted (`x.adopted.txt`), where there is
/// such. A note of a comparison has both texts: `x.former.txt`.
pub fn extracted(path: &Path) -> (Extracted, Document) {
    let bytes = fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let base = path.with_extension("base.txt");
    let base = base.exists().then(|| {
        let bytes = fs::read(&base).unwrap_or_else(|e| panic!("{}: {e}", base.display()));
        extract(&bytes, &Options::default()).unwrap_or_else(|e| panic!("{}: {e}", base.display()))
    });
    let adopted = path.with_extension("adopted.txt");
    let catalogue = adopted.exists().then(|| catalogue(&adopted));
    let options = Options { bases: base.iter().collect(), catalogue: catalogue.as_ref(), ..Options::default() };
    let found = extract(&bytes, &options).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let document = Document::new(&name(path), &bytes, &found);
    let older = path.with_extension("former.txt");
    if path.parent().is_some_and(|folder| folder.ends_with("notes")) && older.exists() {
        let (of_older, older) = extracted(&older);
        let comparison = dispositif::diff(&of_older, &found, &options).expect("in time");
        return (found, Document::compared(&older, &document, comparison));
    }
    (found, document)
}

/// All clauses of a text, parents first.
pub fn clauses(text: &Text) -> Vec<&Clause> {
    let mut out = Vec::new();
    for section in &text.sections {
        let mut stack: Vec<&Clause> = section.clauses.iter().rev().collect();
        while let Some(clause) = stack.pop() {
            out.push(clause);
            stack.extend(clause.clauses.iter().rev());
        }
    }
    out
}

/// A redline as CriticMarkup.
pub fn marked(redline: &[Run]) -> String {
    redline.iter().fold(String::new(), |mut out, run| {
        match run.kind() {
            RunKind::Keep => out.push_str(run.text()),
            RunKind::Del => write!(out, "{{--{}--}}", run.text()).expect("a string"),
            RunKind::Ins => write!(out, "{{++{}++}}", run.text()).expect("a string"),
        }
        out
    })
}

fn version(version: Option<&Version>) -> String {
    version.map_or_else(|| "—".to_owned(), |v| format!("{} {}", v.place.as_deref().unwrap_or("?"), v.year))
}

/// A document as an outline for people: what a snapshot shows.
pub fn outline(document: &Document) -> String {
    let mut out = String::new();
    let line = |out: &mut String, text: String| {
        out.push_str(text.trim_end());
        out.push('\n');
    };
    line(
        &mut out,
        format!(
            "{:?} in {}, house {:?}, marks {:?}",
            document.kind, document.source.language, document.source.house, document.source.marks
        ),
    );
    for (key, value) in &document.front_matter {
        line(&mut out, format!("  {key}: {value}"));
    }
    for heading in &document.headings {
        line(
            &mut out,
            format!(
                "  {} {} {}",
                "#".repeat(heading.level.into()),
                heading.label.as_deref().unwrap_or(""),
                heading.text
            ),
        );
    }
    for text in &document.texts {
        let proposal = text.proposal.as_ref().map(|p| format!(" [{} {}]", p.action, p.id.as_deref().unwrap_or("-")));
        line(&mut out, format!("\n{}{}", text.id, proposal.unwrap_or_default()));
        line(
            &mut out,
            format!("  versions {} → {}", version(text.versions.older.as_ref()), version(text.versions.newer.as_ref())),
        );
        line(&mut out, format!("  title {}", text.title.as_deref().unwrap_or("—")));
        if !text.history.is_empty() {
            let history: Vec<String> = text.history.iter().map(|v| version(Some(v))).collect();
            line(&mut out, format!("  history {}", history.join("; ")));
        }
        for section in &text.sections {
            let head = section.head.as_ref().map_or(String::new(), |head| format!(" «{}»", marked(&head.redline)));
            let to: Vec<String> = section.addressees.iter().map(|a| format!("{}:{:?}", a.id, a.role)).collect();
            line(&mut out, format!("  {:?} {}{head} {} {:?}", section.part, section.id, to.join(" "), section.change));
            let mut stack: Vec<(usize, &Clause)> = section.clauses.iter().rev().map(|clause| (2, clause)).collect();
            while let Some((depth, clause)) = stack.pop() {
                let label = match (&clause.label.older, &clause.label.newer) {
                    (Some(older), Some(newer)) if older != newer => format!("{older}→{newer}"),
                    (older, newer) => newer.clone().or_else(|| older.clone()).unwrap_or_default(),
                };
                let act = [clause.act.under.as_deref(), Some(clause.act.id.as_str())];
                let act: Vec<&str> =
                    act.into_iter().flatten().chain(clause.act.modifiers.iter().map(String::as_str)).collect();
                let to: Vec<&str> = clause.addressees.iter().map(|a| a.id.as_str()).collect();
                let change = clause.change.as_ref().map_or(String::new(), |change| format!(" {change:?}"));
                let only = clause.only.map_or(String::new(), |only| format!(" only {only:?}"));
                line(
                    &mut out,
                    format!(
                        "{}{} ({label}) {} [{}]{change}{only}: {}",
                        "  ".repeat(depth),
                        clause.id,
                        act.join("+"),
                        to.join(" "),
                        marked(&clause.text.redline),
                    ),
                );
                stack.extend(clause.clauses.iter().rev().map(|sub| (depth + 1, sub)));
            }
        }
        for annex in &text.annexes {
            line(&mut out, format!("  annex {} ({} paragraphs)", annex.heading, annex.paragraphs.len()));
        }
        for other in &text.other {
            line(&mut out, format!("  other {:?} {}", other.role, other.text));
        }
        if let Some(reasons) = &text.reasons {
            line(&mut out, format!("  reasons {reasons}"));
        }
    }
    for reference in &document.references {
        line(&mut out, format!("cites {} = {}", reference.text, reference.id.as_deref().unwrap_or("?")));
    }
    for note in &document.notes {
        line(&mut out, format!("note {}: {}", note.name.as_str(), note.message));
    }
    out
}

/// How light a colour is (WCAG 2.2, relative luminance), of its red, green and blue from 0 to 1.
pub fn light(colour: &[f64; 3]) -> f64 {
    let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}
