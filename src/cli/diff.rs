//! `dispositif diff`: two texts, or the two readings of one marked-up text, clause by clause.

use super::input::bytes_of;
use super::limits::Bounds;
use super::{BAD, output, report, stored, with_lexicon};
use crate::emit::{
    Document, Layout, Made, PageOptions, PageView, Reason, Redlining, Signature, Stored, WordDiff, compared,
    to_clauses, to_docx, to_html, to_json, to_word_diff,
};
use crate::extract::Extracted;
use crate::lexicon::Lexicon;
use crate::store::Held;
use crate::{Damaged, Options, extract};
use clap::{Args, ValueEnum};
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Compare two texts clause by clause, or the two readings of one text with tracked changes
#[derive(Args)]
#[command(after_help = "Examples:
  dispositif diff geneva-2022.docx new-delhi-2024.docx      what changed, word by word
  dispositif diff proposal.docx                             what its tracked changes change
  dispositif diff --to clauses older.txt newer.txt          one row a clause, one a line
  dispositif diff itu.wtsa.resolution.58@geneva-2022 new.docx   a version in a store against a file
  dispositif diff --to docx -o redline.docx old.docx new.txt  the older file with the changes tracked in it
  dispositif diff --to html older.txt newer.txt > page.html a page for a browser, to read and to print

Of each file what it says now is compared: its tracked changes accepted.

Exit code 0; with --exit-code 1 where something differs; 2 where an input cannot be read.")]
pub struct Arguments {
    /// The older and the newer text, files or versions in a store (itu.wtsa.resolution.58@geneva-2022); one alone: a text with tracked
    /// changes, before and after them
    #[arg(required = true, num_args = 1..=2, value_names = ["OLDER", "NEWER"])]
    texts: Vec<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Form::Text)]
    to: Form,
    /// Let `--to text` print the clauses that did not change as well
    #[arg(long)]
    all: bool,
    /// How the page of `--to html` opens; its reader can switch [default: inline]
    #[arg(long, value_enum, value_name = "VIEW")]
    page_view: Option<ViewName>,
    /// The language of the words around the texts of `--to html` [default: that of the texts]
    #[arg(long, value_name = "CODE", value_parser = |code: &str| Ok::<_, std::convert::Infallible>(code.to_lowercase()))]
    page_language: Option<String>,
    /// The store that holds the versions that are named
    #[arg(long, value_name = "FILE", default_value = "dispositif.db")]
    db: PathBuf,
    /// Exit with 1 where something differs
    #[arg(long)]
    exit_code: bool,
    /// The language of the texts (fr, en, …) instead of detecting it
    #[arg(long, value_name = "CODE", value_parser = |code: &str| Ok::<_, std::convert::Infallible>(code.to_lowercase()))]
    language: Option<String>,
    /// The drafting house (itu, un, …) instead of detecting it
    #[arg(long, value_name = "ID")]
    house: Option<String>,
    /// A lexicon folder to use instead of the one that is built in
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
    /// Read what a damaged file still holds; notes say what is missing
    #[arg(long)]
    salvage: bool,
    #[command(flatten)]
    bounds: Bounds,
    /// Write to this file, or to a file in this folder, instead of standard output
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Who signs the tracked changes of `--to docx`
    #[arg(long, value_name = "NAME", default_value = "dispositif")]
    author: String,
    /// When the tracked changes of `--to docx` were made (2024-10-15T09:00:00Z) [default: they bear no date]
    #[arg(long, value_name = "TIME", value_parser = time)]
    date: Option<String>,
    /// Print no notes, only errors
    #[arg(short, long)]
    quiet: bool,
}

/// A form of output.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Words that are gone in [-…-], new ones in {+…+}
    Text,
    /// One document with everything found
    Json,
    /// One flat row for each clause, one a line
    Clauses,
    /// A Word file with tracked changes; the older file itself, where it is one
    Docx,
    /// A page for a browser that needs nothing else: both wordings in one line of text or side by side
    Html,
}

/// How a page opens.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ViewName {
    /// Both wordings in one line of text
    Inline,
    /// The older wording beside the newer one
    SideBySide,
}

impl Form {
    /// What the name of its file ends in.
    fn ending(self) -> &'static str {
        match self {
            Form::Text => "diff.txt",
            Form::Json => "diff.json",
            Form::Clauses => "diff.clauses.jsonl",
            Form::Docx => "diff.docx",
            Form::Html => "diff.html",
        }
    }
}

/// A text, read.
struct Read {
    document: Document,
    found: Extracted,
    bytes: Vec<u8>,
}

/// Runs the verb.
pub fn run(arguments: &Arguments) -> ExitCode {
    with_lexicon(arguments.lexicon.as_deref(), |lexicon| match work(arguments, lexicon) {
        Ok(code) => code,
        Err((about, message)) => {
            report::error(&about, &message);
            ExitCode::from(BAD)
        }
    })
}

/// What an error is about, and what it is.
type Trouble = (String, String);

fn work(arguments: &Arguments, lexicon: &Lexicon) -> Result<ExitCode, Trouble> {
    let usage = |message: String| ("usage".to_owned(), message);
    super::check_setting(arguments.language.as_deref(), arguments.house.as_deref(), lexicon).map_err(usage)?;
    let (language, house, limits) = (arguments.language.clone(), arguments.house.clone(), arguments.bounds.limits());
    let damaged = if arguments.salvage { Damaged::Salvaged } else { Damaged::Refused };
    let options = Options { lexicon, language, house, limits, damaged, ..Options::default() };
    let of_page = arguments.page_view.is_some() || arguments.page_language.is_some();
    if of_page && arguments.to != Form::Html {
        return Err(usage("--page-view and --page-language go with --to html".to_owned()));
    }
    super::check_setting(arguments.page_language.as_deref(), None, lexicon).map_err(usage)?;
    // Files first: a stored version beside a file is taken in the language of the file.
    let is_file: Vec<bool> = arguments.texts.iter().map(|text| stored::key(text).is_none()).collect();
    let mut files: Vec<Option<Read>> = Vec::new();
    for (text, is_file) in arguments.texts.iter().zip(&is_file) {
        files.push(if *is_file { Some(read(text, arguments, &options)?) } else { None });
    }
    let beside = files.iter().flatten().map(|read| read.document.source.language.clone()).next();
    let wanted = stored::Wanted { language: arguments.language.as_deref(), beside: beside.as_deref(), limits };
    let held = stored::held(&arguments.texts, &arguments.db, wanted, lexicon)
        .map_err(|error| ("store".to_owned(), error.to_string()))?;
    let read = |(file, held): (Option<Read>, &Option<Held>)| match (file, held) {
        (Some(file), _) => Ok(file),
        (None, Some(held)) => read_held(held, lexicon),
        (None, None) => Err(usage("give one text or two".to_owned())),
    };
    let texts: Vec<Read> = files.into_iter().zip(&held).map(read).collect::<Result<_, Trouble>>()?;
    let document = match &texts[..] {
        [older, newer] => {
            let sides = [(&older.document, &older.found), (&newer.document, &newer.found)];
            let document = compared(sides, held.iter().rev().flatten().next(), &options)
                .map_err(|error| (newer.document.source.file.clone(), error.to_string()))?;
            if !arguments.quiet {
                // Those of the newer text, which follow, were printed when it was read.
                let own = document.notes.len() - newer.document.notes.len();
                let name = &newer.document.source.file;
                report::notes(&document.notes[..own].iter().map(|note| report::note(name, note)).collect::<String>());
            }
            document
        }
        [one] if one.found.older.is_some() => one.document.clone(),
        [one] => {
            let message = "this text carries no tracked changes; give the older text as well: diff OLDER NEWER";
            return Err((one.document.source.file.clone(), message.to_owned()));
        }
        _ => return Err(usage("give one text or two".to_owned())),
    };
    let about = |message: String| (document.source.file.clone(), message);
    let content = match arguments.to {
        Form::Docx => word(&texts, arguments, lexicon).map_err(about)?,
        // Colours are for a terminal.
        Form::Text if arguments.output.is_some() => {
            let text = rendered(&document, arguments, lexicon).map_err(about)?;
            anstream::adapter::strip_str(&text).to_string().into_bytes()
        }
        _ => rendered(&document, arguments, lexicon).map_err(about)?.into_bytes(),
    };
    match &arguments.output {
        None if arguments.to == Form::Text => report::write_coloured(&String::from_utf8_lossy(&content)),
        None => report::write_bytes(&content),
        Some(path) => {
            // Of a file its name byte for byte, which need not be UTF-8.
            let own = arguments.texts.last().filter(|_| matches!(held.last(), Some(None)));
            write(path, own.map_or(Path::new(&document.source.file), PathBuf::as_path), arguments.to, &content)
        }
    }
    .map_err(|message| ("output".to_owned(), message))?;
    let differs = arguments.exit_code && document.differs();
    Ok(if differs { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn read(file: &Path, arguments: &Arguments, options: &Options<'_>) -> Result<Read, Trouble> {
    let name = file.display().to_string();
    let trouble = |message: String| (name.clone(), message);
    if file.is_dir() {
        return Err(trouble("this is a folder; diff takes two files, or one with tracked changes".to_owned()));
    }
    let bytes = bytes_of(file, &options.limits).map_err(trouble)?;
    let found = extract(&bytes, options).map_err(|error| trouble(error.to_string()))?;
    if !arguments.quiet {
        report::notes(&report::name(file));
        report::notes(&found.notes.iter().map(|note| report::note(&name, note)).collect::<String>());
    }
    Ok(Read { document: Document::new(&name, &bytes, &found), found, bytes })
}

fn read_held(held: &Held, lexicon: &Lexicon) -> Result<Read, Trouble> {
    let key = held.version.key.to_string();
    let stored = Stored::read(held.clone(), lexicon).map_err(|error| (key, error.to_string()))?;
    Ok(Read { document: stored.document, found: stored.found, bytes: stored.held.bytes })
}

fn rendered(document: &Document, arguments: &Arguments, lexicon: &Lexicon) -> Result<String, String> {
    let json = |result: serde_json::Result<String>| result.map(|text| text + "\n").map_err(|error| error.to_string());
    match arguments.to {
        Form::Text => {
            let shown = if arguments.all { WordDiff::Everything } else { WordDiff::Changes };
            Ok(to_word_diff(document, shown))
        }
        Form::Json => json(to_json(document, Layout::Indented)),
        Form::Clauses => to_clauses(document).map(|row| json(to_json(&row, Layout::Line))).collect(),
        Form::Docx => Err("a Word file is no text".to_owned()),
        Form::Html => {
            let view = match arguments.page_view {
                Some(ViewName::SideBySide) => PageView::SideBySide,
                Some(ViewName::Inline) | None => PageView::Inline,
            };
            Ok(to_html(document, &PageOptions { lexicon, language: arguments.page_language.clone(), view }))
        }
    }
}

/// The Word file with tracked changes.
fn word(texts: &[Read], arguments: &Arguments, lexicon: &Lexicon) -> Result<Vec<u8>, String> {
    if arguments.output.is_none() && std::io::stdout().is_terminal() {
        return Err("a Word file is nothing for a terminal; give -o FILE".to_owned());
    }
    let signature = Signature { author: &arguments.author, date: arguments.date.as_deref() };
    let redlining = match texts {
        [older, newer] => Redlining::between((&older.bytes, &older.found), &newer.found, lexicon, signature),
        [one] => Redlining::within(&one.found, lexicon, signature),
        _ => return Err("give one text or two".to_owned()),
    };
    let file = redlining.and_then(|redlining| to_docx(&redlining)).map_err(|error| error.to_string())?;
    // That a text file has no layout to keep goes without saying.
    if let Made::Fresh(reason @ (Reason::OwnChanges | Reason::Structure)) = file.made
        && !arguments.quiet
    {
        report::aside(&format!(
            "the Word file was written anew, without the layout of the older one: {}",
            reason.as_str()
        ));
    }
    Ok(file.bytes)
}

/// A time as Word files have it; a day alone is taken as its first second.
fn time(given: &str) -> Result<String, String> {
    let form =
        regex::Regex::new(r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})?)?$").expect("a fixed pattern");
    match form.is_match(given) {
        true if given.contains('T') => Ok(given.to_owned()),
        true => Ok(format!("{given}T00:00:00Z")),
        false => Err("write it as 2024-10-15 or 2024-10-15T09:00:00Z".to_owned()),
    }
}

/// Writes to a file, or to one in a folder.
fn write(path: &Path, input: &Path, form: Form, content: &[u8]) -> Result<(), String> {
    if path.is_dir() {
        return output::write(path, output::Names::default().of(input, form.ending()), content);
    }
    if path.file_name().is_none() {
        return Err(format!("{}: this is no name of a file", path.display()));
    }
    output::write_to(path, content)
}
