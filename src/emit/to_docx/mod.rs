//! A redline as a Word file: real tracked changes, which a word processor shows, accepts and rejects.
//!
//! Enter an older and a newer text; leaves a package. Rejecting all changes gives the older text, accepting all the newer one. Where the
//! older text is a Word file without changes of its own, it is that file in which the changes are made ([`patch`]): its styles, headers,
//! pictures and everything else stay as they are, byte for byte. Otherwise the older text is first written as a file of its own
//! ([`fresh`]), and then the same is done with it.
//!
//! ```text
//! the older file         <w:r><w:t>to test every alert,</w:t></w:r>
//! the redline            <w:r><w:t>to test every alert</w:t></w:r><w:del …>,</w:del><w:ins …>;</w:ins>
//! ```
//!
//! What was written is read back and compared with the two texts, line by line: a file that does not hold them is an error.

mod calls;
mod ends;
pub(super) mod envelope;
pub(super) mod fresh;
mod notes;
pub(super) mod package;
mod patch;
mod plan;
mod properties;
mod roles;
mod runs;
mod sides;
pub(super) mod tags;

pub use tags::Signature;

use crate::compare::lines::{lines, shown};
use crate::extract::Extracted;
use crate::lexicon::{Language, Lexicon};
use crate::read::{Deadline, Format, Limits, Manuscript, ReadError, Reading, View, from_docx, survey};
use fresh::{Direction, Imprint, fresh};
use patch::Patch;
use plan::{NewCells, plan};
use roles::{Role, roles};
use sides::{Sides, held, words_of_note};
use std::collections::{BTreeSet, HashMap};
use tags::Tags;
use thiserror::Error;

/// One of the two texts.
#[derive(Debug, Clone)]
struct Text {
    reading: Reading,
    /// The words of its notes.
    notes: Vec<String>,
    roles: HashMap<usize, Role>,
    format: Format,
}

/// Two texts, and how the changes between them are signed.
pub struct Redlining<'a> {
    older: Text,
    newer: Text,
    /// The older Word file, where it can be patched.
    package: Result<&'a [u8], Reason>,
    language: &'a Language,
    /// The title of a file that is written anew.
    pub title: String,
    /// Who made the changes, and when. The date is the caller's: the core knows no clock.
    pub signature: Signature<'a>,
}

/// How the file was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// By patching the older file.
    Patched,
    /// Anew.
    Fresh(Reason),
}

/// Why the older file was not patched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It is no Word file.
    NoWordFile,
    /// It carries tracked changes of its own, among which new ones could not be told apart.
    OwnChanges,
    /// Its XML holds something in which the changes cannot be made.
    Structure,
}

impl Reason {
    /// In words, for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::NoWordFile => "the older text is no Word file",
            Reason::OwnChanges => {
                "the older file has tracked changes of its own; accept or reject them first to keep its layout"
            }
            Reason::Structure => "the older file holds something in which the changes cannot be marked",
        }
    }
}

/// A Word file with tracked changes.
#[derive(Debug, Clone)]
pub struct WordFile {
    /// The package.
    pub bytes: Vec<u8>,
    /// How it was made.
    pub made: Made,
}

/// Why there is no file.
#[derive(Debug, Error)]
pub enum WordError {
    /// What was written, or the older file, cannot be read.
    #[error(transparent)]
    Unreadable(#[from] ReadError),
    /// The lexicon has no language at all.
    #[error("the lexicon has no language to compare the texts in; add one, or leave --lexicon out")]
    NoLanguage,
    /// The changes cannot be made in this file.
    #[error("the changes cannot be marked in this file: {0}; save it anew in a word processor and try again")]
    Unpatchable(&'static str),
    /// The package cannot be put together.
    #[error("the Word file cannot be packed: {0}")]
    Packing(String),
    /// What was written is not what was to be written.
    #[error(
        "the Word file would not hold the {view} text: its {part} {number} is {found} instead of {expected}; nothing was written, please report it with both files"
    )]
    Differs {
        /// `older` or `newer`.
        view: &'static str,
        /// `line` or `note`.
        part: &'static str,
        /// Counted from 1, empty lines left out; of notes in the order of their calls.
        number: usize,
        /// What it reads, in words where it is empty or absent.
        found: String,
        /// What it should.
        expected: String,
    },
}

impl WordError {
    fn unpatchable(why: &'static str) -> Self {
        WordError::Unpatchable(why)
    }

    fn packing(error: impl std::fmt::Display) -> Self {
        WordError::Packing(error.to_string())
    }
}

impl<'a> Redlining<'a> {
    /// The newer reading of one source against the newer reading of another. `bytes` are those of the older source.
    pub fn between(
        older: (&'a [u8], &Extracted),
        newer: &Extracted,
        lexicon: &'a Lexicon,
        signature: Signature<'a>,
    ) -> Result<Self, WordError> {
        let (bytes, older) = older;
        let package = match older.manuscript.format {
            Format::Docx if has_changes(&older.manuscript) => Err(Reason::OwnChanges),
            Format::Docx => Ok(bytes),
            Format::Text => Err(Reason::NoWordFile),
        };
        let sides = (text(older, View::Newer), text(newer, View::Newer));
        Self::of(sides, package, newer, lexicon, signature)
    }

    /// The older reading of one marked-up source against its newer one.
    pub fn within(found: &Extracted, lexicon: &'a Lexicon, signature: Signature<'a>) -> Result<Self, WordError> {
        let package = match found.manuscript.format {
            Format::Docx => Err(Reason::OwnChanges),
            Format::Text => Err(Reason::NoWordFile),
        };
        Self::of((text(found, View::Older), text(found, View::Newer)), package, found, lexicon, signature)
    }

    fn of(
        sides: (Text, Text),
        package: Result<&'a [u8], Reason>,
        found: &Extracted,
        lexicon: &'a Lexicon,
        signature: Signature<'a>,
    ) -> Result<Self, WordError> {
        let (older, newer) = sides;
        let language = lexicon.language(&found.language.language).or_else(|| lexicon.languages().next());
        let title = found.comparison.texts.iter().find_map(|text| text.title.clone()).unwrap_or_default();
        Ok(Redlining { older, newer, package, language: language.ok_or(WordError::NoLanguage)?, title, signature })
    }

    fn direction(&self) -> Direction {
        if self.language.is_right_to_left() { Direction::RightToLeft } else { Direction::LeftToRight }
    }
}

/// Whether a file carries changes, of words or of properties.
fn has_changes(manuscript: &Manuscript) -> bool {
    let changed =
        |p: &crate::read::manuscript::Paragraph| p.style.older != p.style.newer || p.item.older != p.item.newer;
    manuscript.is_tracked() || manuscript.paragraphs.iter().any(changed)
}

fn text(found: &Extracted, view: View) -> Text {
    let of_view = match view {
        View::Older => found.older.as_ref().unwrap_or(&found.newer),
        View::Newer => &found.newer,
    };
    // The outline's reading may have cut lines in two; a paragraph of the file is one.
    let manuscript = &found.manuscript;
    let notes = (0..manuscript.notes.len()).map(|note| words_of_note(manuscript, note, view)).collect();
    Text { notes, reading: manuscript.reading(view), roles: roles(&of_view.0, &of_view.1), format: manuscript.format }
}

/// Writes the Word file.
pub fn to_docx(redlining: &Redlining<'_>) -> Result<WordFile, WordError> {
    let reason = match redlining.package {
        Ok(package) => {
            let older = &redlining.older.roles;
            match patched(package, older, redlining) {
                Ok(bytes) => return Ok(WordFile { bytes, made: Made::Patched }),
                Err(WordError::Packing(why)) => return Err(WordError::Packing(why)),
                Err(_) => Reason::Structure,
            }
        }
        Err(reason) => reason,
    };
    let older = held(&redlining.older.reading, redlining.older.format == Format::Docx);
    let imprint = Imprint {
        title: &redlining.title,
        language: &redlining.language.code,
        direction: redlining.direction(),
        signature: redlining.signature,
    };
    let clean = fresh(&older, &redlining.older.notes, &redlining.older.roles, imprint)?;
    // In the file of its own the paragraphs are the lines.
    let lines = older.lines.iter().enumerate();
    let own = lines.filter_map(|(at, line)| Some((at, *redlining.older.roles.get(&line.paragraph)?))).collect();
    let bytes = patched(&clean, &own, redlining)?;
    check(&bytes, &older, Some(&redlining.older.notes), View::Older)?;
    Ok(WordFile { bytes, made: Made::Fresh(reason) })
}

/// The file with the changes made in it.
fn patched(
    package: &[u8],
    older_roles: &HashMap<usize, Role>,
    redlining: &Redlining<'_>,
) -> Result<Vec<u8>, WordError> {
    let limits = Limits::none();
    let manuscript = from_docx(package, &limits)?.value;
    let survey = survey(package, &limits)?;
    let is_covered = survey.paragraphs.len() == manuscript.paragraphs.len()
        && survey.paragraphs.iter().zip(&manuscript.paragraphs).all(|(span, paragraph)| {
            let mut pieces = span.runs.iter().flat_map(|run| &run.pieces);
            let end = pieces.try_fold(0, |at, piece| (at == piece.text.start).then_some(piece.text.end));
            end == Some(paragraph.text().len())
        });
    let older = manuscript.reading(View::Newer);
    if !is_covered || older.lines.len() != manuscript.paragraphs.len() {
        return Err(WordError::unpatchable("some of its words stand outside runs"));
    }
    let blanks_count = redlining.older.format == Format::Docx && redlining.newer.format == Format::Docx;
    let newer = held(&redlining.newer.reading, blanks_count);
    // A text without any note may come from an extractor that drops them: it does not say that notes go.
    let notes_count = redlining.newer.format == Format::Docx || !redlining.newer.notes.is_empty();
    let newer_notes = notes_count.then_some(redlining.newer.notes.as_slice());
    let sides = Sides {
        manuscript: &manuscript,
        older: &older,
        newer: &newer,
        newer_notes: &redlining.newer.notes,
        notes_count,
        next_note: survey.footnotes.as_ref().map_or(0, |(_, text)| ids(text).last().copied().unwrap_or(0)) + 1,
        older_roles: older_roles.clone(),
        newer_roles: redlining.newer.roles.clone(),
        language: redlining.language,
        blanks_count,
    };
    let older_notes: Vec<String> =
        (0..manuscript.notes.len()).map(|note| words_of_note(&manuscript, note, View::Newer)).collect();
    let pairs = lines(&older, &newer, redlining.language, Deadline::default());
    let name = survey.paragraphs.first().map_or("w:p", |paragraph| paragraph.name.as_str());
    // Of labels that Word counts it is only known in the end what they read: those that come out otherwise are typed.
    let mut typed = BTreeSet::new();
    let mut cells = NewCells::Rows;
    loop {
        let tags = Tags::of(name, &survey.namespace, redlining.signature, ids(&survey.source));
        let patch = Patch { survey: &survey, sides: &sides, tags: &tags, direction: redlining.direction() };
        let plan = plan(&pairs, &sides, &survey, &typed, cells);
        let of_notes = |name: &str| Tags::of(name, &survey.namespace, redlining.signature, BTreeSet::new());
        let new_notes: Vec<(u64, &str)> =
            plan.notes.iter().map(|(id, note)| (*id, redlining.newer.notes[*note].as_str())).collect();
        let mut parts = notes::parts(package, &survey, &new_notes, redlining.direction(), &of_notes)?;
        parts.push((survey.part.clone(), patch.apply(&plan)?));
        let bytes = package::replace(package, &parts)?;
        match check(&bytes, &newer, newer_notes, View::Newer) {
            Ok(()) => {
                check(&bytes, &older, Some(&older_notes), View::Older)?;
                return Ok(bytes);
            }
            Err(error) => {
                let before = typed.len();
                typed.extend(miscounted(&bytes, &newer)?);
                if typed.len() > before {
                    continue;
                }
                if cells == NewCells::Paragraphs {
                    return Err(error);
                }
                cells = NewCells::Paragraphs;
            }
        }
    }
}

/// Ids in use: those of bookmarks, comments and changes are one series (ECMA-376 §17.13.2).
fn ids(source: &[u8]) -> BTreeSet<u64> {
    let id = regex::bytes::Regex::new(r#"\bid\s*=\s*["'](\d{1,18})["']"#).expect("a fixed pattern");
    let number = |found: regex::bytes::Captures<'_>| std::str::from_utf8(&found[1]).ok()?.parse().ok();
    id.captures_iter(source).filter_map(number).collect()
}

/// The lines of a file that show something, and the words of the notes that it calls.
fn read_back(bytes: &[u8], view: View) -> Result<(Vec<String>, Vec<String>), WordError> {
    let manuscript = from_docx(bytes, &Limits::none())?.value;
    let reading = manuscript.reading(view);
    let notes: Vec<String> = (0..manuscript.notes.len()).map(|note| words_of_note(&manuscript, note, view)).collect();
    Ok((visible(&reading).into_iter().map(|(_, text)| text).collect(), called(&reading, &notes)))
}

/// The notes that a text calls, in the order of their calls.
fn called(reading: &Reading, notes: &[String]) -> Vec<String> {
    let calls = reading.lines.iter().flat_map(|line| &line.calls);
    calls.filter_map(|(_, note)| notes.get(*note).cloned()).collect()
}

fn visible(reading: &Reading) -> Vec<(usize, String)> {
    let lines = reading.lines.iter().map(shown).enumerate();
    lines.filter(|(_, text)| !text.trim().is_empty()).collect()
}

/// Whether the file holds the text, and where they are given the notes that it calls.
fn check(bytes: &[u8], expected: &Reading, notes: Option<&[String]>, view: View) -> Result<(), WordError> {
    let (found, found_notes) = read_back(bytes, view)?;
    let lines: Vec<String> = visible(expected).into_iter().map(|(_, text)| text).collect();
    same("line", &found, &lines, view)?;
    notes.map_or(Ok(()), |notes| same("note", &found_notes, &called(expected, notes), view))
}

/// Whether what was found is what was expected.
fn same(part: &'static str, found: &[String], expected: &[String], view: View) -> Result<(), WordError> {
    let differs = (0..found.len().max(expected.len())).find(|at| found.get(*at) != expected.get(*at));
    let Some(at) = differs else { return Ok(()) };
    let said = |text: Option<&String>| match text.map(String::as_str) {
        None => "absent".to_owned(),
        Some("") => "empty".to_owned(),
        Some(text) => format!("«{text}»"),
    };
    Err(WordError::Differs {
        view: if view == View::Older { "older" } else { "newer" },
        part,
        number: at + 1,
        found: said(found.get(at)),
        expected: said(expected.get(at)),
    })
}

/// The newer lines whose label was counted otherwise.
fn miscounted(bytes: &[u8], newer: &Reading) -> Result<Vec<usize>, WordError> {
    let ((found, _), expected) = (read_back(bytes, View::Newer)?, visible(newer));
    if found.len() != expected.len() {
        return Ok(Vec::new());
    }
    let differs = found.iter().zip(&expected).filter(|(found, (_, expected))| *found != expected);
    Ok(differs.map(|(_, (line, _))| *line).collect())
}
