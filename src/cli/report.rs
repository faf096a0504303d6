//! What people read: results on standard output, notes and errors on standard error, each pointing at the source.

use super::BAD;
use crate::mapping::Remark;
use crate::note::{Note, Severity};
use crate::write::reason;
use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

/// Prints the one result of a verb.
pub fn print(text: &str) -> ExitCode {
    printed(put(&mut io::stdout().lock(), text.as_bytes()))
}

/// Prints it in colour on a terminal only.
pub fn print_coloured(text: &str) -> ExitCode {
    printed(put(&mut anstream::stdout().lock(), text.as_bytes()))
}

fn printed(done: io::Result<()>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            self::error(OUTPUT, &reason(&failure));
            ExitCode::from(BAD)
        }
    }
}

/// Writes all of it. A reader that has closed the pipe wants no more: the process ends, and that is no error.
fn put(out: &mut dyn Write, bytes: &[u8]) -> io::Result<()> {
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        done => done,
    }
}

/// What a message calls it.
const OUTPUT: &str = "standard output";

/// Writes to standard output.
pub fn write(text: &str) -> Result<(), String> {
    write_bytes(text.as_bytes())
}

/// The same of what is no text.
pub fn write_bytes(bytes: &[u8]) -> Result<(), String> {
    put(&mut io::stdout().lock(), bytes).map_err(unwritten)
}

/// Says on standard output what was done, in colour on a terminal only. Where nobody reads it the work goes on: it is not the result.
pub fn tell(text: &str) -> Result<(), String> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done.map_err(unwritten),
    }
}

fn unwritten(error: io::Error) -> String {
    format!("{OUTPUT}: {}", reason(&error))
}

/// Writes to standard output, in colour on a terminal only.
pub fn write_coloured(text: &str) -> Result<(), String> {
    put(&mut anstream::stdout().lock(), text.as_bytes()).map_err(unwritten)
}

/// An error about a file or an argument.
pub fn error(about: &str, message: &str) {
    let (red, off) = ("\x1b[1;31m", "\x1b[0m");
    let _ = writeln!(anstream::stderr().lock(), "{red}error{off}: {}: {}", named(about), shown(message));
}

/// A remark about how the work was done.
pub fn aside(message: &str) {
    notes(&remarked(message));
}

fn remarked(message: &str) -> String {
    format!("\x1b[1;36mnote\x1b[0m: {}\n", shown(message))
}

/// A remark where results cannot show the name of a file as it is; else nothing.
pub fn name(file: &Path) -> String {
    match file.to_str() {
        Some(_) => String::new(),
        None => remarked(&format!("{}: this name is not UTF-8; � stands for what cannot be shown", file.display())),
    }
}

/// Words of others without what a terminal would act on.
fn shown(words: &str) -> Cow<'_, str> {
    let acts = |c: char| c.is_control() && c != '\n' && c != '\t';
    if words.contains(acts) { words.replace(acts, "\u{FFFD}").into() } else { words.into() }
}

/// The name of a file on one line: signs that end it, or turn the direction of what follows, would make a message of a name.
fn named(file: &str) -> Cow<'_, str> {
    let acts = |c: char| {
        c.is_control() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    if file.contains(acts) { file.replace(acts, "\u{FFFD}").into() } else { file.into() }
}

/// A note as text:
///
/// ```text
/// warning[unknown-head]: no entry of the lexicon opens this section
///   --> proposal.fr.docx, paragraph 14: «prie instamment»
///   help: add it, with an example, to the acts of the language in the lexicon
/// ```
pub fn note(file: &str, note: &Note) -> String {
    let (colour, word) = match note.severity {
        Severity::Info => ("\x1b[1;36m", "note"),
        Severity::Warning => ("\x1b[1;33m", "warning"),
    };
    let (bold, dim, off) = ("\x1b[1m", "\x1b[2m", "\x1b[0m");
    let mut text = format!("{colour}{word}[{}]{off}{bold}: {}{off}\n", note.name.as_str(), shown(&note.message));
    let place = note.place.map_or(String::new(), |place| format!(", paragraph {}", place.paragraph + 1));
    let excerpt = note.excerpt.as_ref().map_or(String::new(), |words| format!(": «{}»", shown(words)));
    let (file, help) = (named(file), shown(&note.help));
    text.push_str(&format!("  {dim}-->{off} {file}{place}{excerpt}\n  {dim}help:{off} {help}\n"));
    text
}

/// A remark about a table as text:
///
/// ```text
/// warning[bad-date]: “31/02/2024” is no date that can be read; the cell is left out
///   --> activities.csv, row 14, column Start: «31/02/2024»
///   help: write it as 2024-03-01, or 2024-03, 2024-Q1 or 2024 where the day is not known
/// ```
pub fn remark(file: &str, remark: &Remark) -> String {
    let (colour, word) = match remark.severity {
        Severity::Info => ("\x1b[1;36m", "note"),
        Severity::Warning => ("\x1b[1;33m", "warning"),
    };
    let (bold, dim, off) = ("\x1b[1m", "\x1b[2m", "\x1b[0m");
    let short = |text: &str| {
        const SHOWN: usize = 60;
        let more = if text.chars().nth(SHOWN).is_some() { "…" } else { "" };
        text.chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect::<String>() + more
    };
    let file = remark.file.as_deref().unwrap_or(file);
    let row = remark.row.map_or(String::new(), |row| format!(", row {row}"));
    let column = remark.column.as_ref().map_or(String::new(), |column| format!(", column {}", short(column)));
    let cell = remark.cell.as_ref().map_or(String::new(), |cell| format!(": «{}»", short(cell)));
    let name = remark.name.as_str();
    let mut text = format!("{colour}{word}[{name}]{off}{bold}: {}{off}\n", shown(&remark.message));
    let file = named(file);
    text.push_str(&format!("  {dim}-->{off} {file}{row}{column}{cell}\n  {dim}help:{off} {}\n", remark.help));
    text
}

/// Prints notes to standard error, coloured only on a terminal.
pub fn notes(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}
