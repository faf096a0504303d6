//! `dispositif map`: a table of activities against the clauses that mandate them.

mod files;
mod summary;

use super::limits::Bounds;
use super::store::add::read;
use super::{BAD, input, output, report, with_lexicon};
use crate::Options;
use crate::lexicon::Lexicon;
use crate::mapping::{MapInput, Mapping, TableFormat, TableOptions, map, read_activities, read_decisions, template};
use crate::read::Limits;
use crate::store::{Store, StoreError};
use clap::{Args, ValueEnum};
use rayon::prelude::*;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Put activities in correspondence with the clauses that mandate them
#[derive(Args)]
#[command(after_help = "Examples:
  dispositif map --activities activities.xlsx --db dispositif.db -o output
  dispositif map --activities activities.csv resolutions/ -o output --decisions decisions.csv
  dispositif map --activities activities.csv resolutions/            a summary, no files
  dispositif map --template csv --page-language fr > activities.csv  an empty table to fill in

Links are declared (the column of mandates), cited (title or description), or suggested by their words. A suggestion counts only when
the file of decisions accepts it:
  activity,text,version,clause,decision,who,when,note
  A-07,itu.wtdc.resolution.214,kigali-2022,instructs__3,accept,M. Okafor,2026-03-02,

A clause that is named in an older version is followed to the one in force; what went or was reworded on the way is listed for review.

Exit code 0; 2 where a file could not be read or written, the others are done all the same. Cells and decisions that cannot be read are
remarks.")]
pub struct Arguments {
    /// The texts: Word files, text files, folders; instead of --db
    #[arg(value_name = "RESOLUTIONS", conflicts_with = "db")]
    texts: Vec<PathBuf>,
    /// The table of activities: CSV, XLSX or JSON; - for standard input
    #[arg(long, value_name = "FILE", required_unless_present = "template")]
    activities: Option<PathBuf>,
    /// The store that holds the texts [default: dispositif.db, where no texts are given]
    #[arg(long, value_name = "FILE")]
    db: Option<PathBuf>,
    /// What was decided on suggestions and links
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    /// The folder to write mapping.json, .csv, .xlsx, .docx and dashboard.html to; without it a summary is printed
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Which files to write [default: all]
    #[arg(long, value_enum, value_delimiter = ',', value_name = "FORM")]
    to: Vec<Form>,
    /// The language in which texts are shown, where they are held in it (fr, en, …)
    #[arg(long, value_name = "CODE", value_parser = |code: &str| Ok::<_, std::convert::Infallible>(code.to_lowercase()))]
    language: Option<String>,
    /// The language of the words around them [default: --language, else that of the texts]
    #[arg(long, value_name = "CODE", value_parser = |code: &str| Ok::<_, std::convert::Infallible>(code.to_lowercase()))]
    page_language: Option<String>,
    /// The sheet of a spreadsheet that holds the activities
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Print an empty table of activities instead (to a file with >)
    #[arg(long, value_enum, value_name = "FORM", conflicts_with_all = ["activities", "output"])]
    template: Option<TableForm>,
    /// A lexicon folder to use instead of the one that is built in
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
    #[command(flatten)]
    bounds: Bounds,
    /// Print no remarks, only errors
    #[arg(short, long)]
    quiet: bool,
}

/// A file to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Everything, for other tools
    Json,
    /// One row a link
    Csv,
    /// Correspondence, coverage, gaps and activities as sheets
    Xlsx,
    /// The correspondence table, to be annexed to a document
    Docx,
    /// The dashboard: a page for a browser that needs nothing else
    Html,
}

/// A form of tables.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TableForm {
    /// Values between commas or semicolons
    Csv,
    /// A spreadsheet
    Xlsx,
    /// An array of objects
    Json,
}

/// What an error is about, and what it is.
type Trouble = (String, String);

/// Runs the verb.
pub fn run(arguments: &Arguments) -> ExitCode {
    with_lexicon(arguments.lexicon.as_deref(), |lexicon| match work(arguments, lexicon) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(BAD),
        Err((about, message)) => {
            report::error(&about, &message);
            ExitCode::from(BAD)
        }
    })
}

/// Does the work; returns how many inputs could not be read.
fn work(arguments: &Arguments, lexicon: &Lexicon) -> Result<usize, Trouble> {
    let usage = |message: String| ("usage".to_owned(), message);
    for code in [&arguments.language, &arguments.page_language] {
        super::check_setting(code.as_deref(), None, lexicon).map_err(usage)?;
    }
    if let Some(form) = arguments.template {
        return print_template(form, arguments, lexicon).map(|()| 0);
    }
    if arguments.output.is_none() && !arguments.to.is_empty() {
        return Err(usage("--to says which files to write; say with -o where".to_owned()));
    }
    if let Some(folder) = &arguments.output {
        output::make(folder).map_err(|message| (folder.display().to_string(), message))?;
    }
    let limits = arguments.bounds.limits();
    let (file, bytes) = bytes_of(arguments.activities.as_deref().unwrap_or(Path::new("-")), &limits)?;
    let options = TableOptions { lexicon, format: None, sheet: arguments.sheet.clone() };
    let activities = read_activities(&file, &bytes, &options).map_err(|error| (file.clone(), error.to_string()))?;
    let mut input = MapInput { activities, language: arguments.language.clone(), ..MapInput::default() };
    if let Some(decisions) = &arguments.decisions {
        let (name, bytes) = bytes_of(decisions, &limits)?;
        (input.decisions, input.remarks) = read_decisions(&name, &bytes);
        input.decisions_file = name;
    }
    let (mapping, mut failed) = mapped(arguments, input, lexicon)?;
    if !arguments.quiet {
        report::notes(&mapping.remarks.iter().map(|remark| report::remark(&file, remark)).collect::<String>());
    }
    // The files are written also where nobody reads what is said.
    let mut said = report::tell(&summary::summary(&mapping));
    if let Some(folder) = &arguments.output {
        let wanted = |form: &Form| arguments.to.is_empty() || arguments.to.contains(form);
        for form in Form::value_variants().iter().filter(|form| wanted(form)) {
            match files::write(*form, folder, &mapping, arguments.interface(&mapping), lexicon) {
                Ok(name) => {
                    let written = format!("\x1b[2mwritten  {}\x1b[0m\n", folder.join(name).display());
                    said = said.and(report::tell(&written));
                }
                // The others are written all the same.
                Err(message) => {
                    failed += 1;
                    report::error("output", &message);
                }
            }
        }
    }
    said.map_err(|message| ("output".to_owned(), message))?;
    Ok(failed)
}

impl Arguments {
    /// The language of the words around texts and activities.
    fn interface<'a>(&'a self, mapping: &'a Mapping) -> &'a str {
        let of_texts = || mapping.texts.first().map(|text| text.language.as_str());
        let given = self.page_language.as_deref().or(self.language.as_deref());
        given.or_else(of_texts).unwrap_or("en")
    }
}

/// The name of a file and its bytes.
fn bytes_of(file: &Path, limits: &Limits) -> Result<(String, Vec<u8>), Trouble> {
    let name = file.display().to_string();
    match input::bytes_of(file, limits) {
        Ok(bytes) => Ok((name, bytes)),
        Err(message) => Err((name, message)),
    }
}

/// The mapping against a store, or against files that are put into one in memory.
fn mapped(arguments: &Arguments, input: MapInput, lexicon: &Lexicon) -> Result<(Mapping, usize), Trouble> {
    let trouble = |error: StoreError| ("store".to_owned(), error.to_string());
    let limits = arguments.bounds.limits();
    if arguments.texts.is_empty() {
        let db = arguments.db.clone().unwrap_or_else(|| PathBuf::from("dispositif.db"));
        let store = Store::reading(&db, lexicon).map_err(trouble)?.within(limits);
        if !store.is_current().map_err(trouble)? {
            report::aside(&format!(
                "{}: derived by another version of the program or the lexicon; `dispositif store rebuild` renews it",
                db.display()
            ));
        }
        return Ok((map(&store, input).map_err(trouble)?, 0));
    }
    let (files, mut failed) = input::inputs(&arguments.texts);
    let options = Options { lexicon, limits, ..Options::default() };
    let read: Vec<_> = files.par_iter().map(|file| read(file, &options)).collect();
    let mut incoming = Vec::new();
    for file in read {
        match file.result {
            Ok((of_file, notes)) => {
                if !arguments.quiet {
                    report::notes(&notes);
                }
                incoming.push(of_file);
            }
            Err(message) => {
                failed += 1;
                report::error(&file.name, &message);
            }
        }
    }
    if incoming.is_empty() {
        let message = "none of the texts could be read; nothing was mapped, and no file was written".to_owned();
        return Err(("resolutions".to_owned(), message));
    }
    let mut store = Store::in_memory(lexicon).map_err(trouble)?.within(limits);
    store.add(incoming).map_err(trouble)?;
    Ok((map(&store, input).map_err(trouble)?, failed))
}

fn print_template(form: TableForm, arguments: &Arguments, lexicon: &Lexicon) -> Result<(), Trouble> {
    let language = arguments.page_language.as_deref().or(arguments.language.as_deref()).unwrap_or("en");
    let (form, is_text) = match form {
        TableForm::Csv => (TableFormat::Csv, true),
        TableForm::Xlsx => (TableFormat::Xlsx, false),
        TableForm::Json => (TableFormat::Json, true),
    };
    if !is_text && std::io::stdout().is_terminal() {
        return Err((
            "usage".to_owned(),
            "a spreadsheet is nothing for a terminal; send it to a file: > activities.xlsx".to_owned(),
        ));
    }
    report::write_bytes(&template(language, form, lexicon)).map_err(|message| ("output".to_owned(), message))
}
