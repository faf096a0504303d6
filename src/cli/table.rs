//! Clause rows in Parquet: one file for a run, or in a folder one for each input. Engines take both (`'output/*.parquet'`).

use super::output::{self, Names};
use super::sink::Unwritten;
use crate::emit::{ParquetFile, ParquetFileError, RowGroups};
use crate::write::{Making, reason};
use std::io::{self, IsTerminal as _, Stdout, Write};
use std::path::{Path, PathBuf};

/// Takes rows as JSON, one a line.
pub enum Table {
    /// All into one file.
    Whole {
        /// The file.
        file: Box<ParquetFile<Out>>,
        /// What it is called.
        name: String,
    },
    /// A file for each input.
    Folder(PathBuf, Names),
}

/// What one file is written to.
pub enum Out {
    File(Making),
    Printed(Stdout),
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Out::File(making) => making.write(bytes),
            Out::Printed(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Out::File(making) => making.flush(),
            Out::Printed(out) => out.flush(),
        }
    }
}

impl Table {
    /// Standard output, `NAME.parquet`, or a folder.
    pub fn begin(output: Option<&Path>) -> Result<Self, String> {
        let (out, name) = match output {
            None if io::stdout().is_terminal() => {
                return Err("a Parquet file is nothing for a terminal; give -o NAME.parquet".to_owned());
            }
            None => (Out::Printed(io::stdout()), "standard output".to_owned()),
            Some(place) if is_file(place) => {
                (Out::File(Making::begin(place).map_err(|error| reason(&error))?), place.display().to_string())
            }
            Some(folder) => {
                output::make(folder)?;
                return Ok(Table::Folder(folder.to_owned(), Names::default()));
            }
        };
        let file = ParquetFile::new(out, RowGroups::default());
        file.map(|file| Table::Whole { file: Box::new(file), name }).map_err(|error| why(&error))
    }

    /// Takes the rows of an input.
    pub fn take(&mut self, input: &Path, ending: &str, lines: &[u8]) -> Result<(), Unwritten> {
        match self {
            Table::Whole { file, name } => {
                file.add_lines(lines).map_err(|error| Unwritten::All(format!("{name}: {}", why(&error))))
            }
            Table::Folder(folder, names) => {
                let made = ParquetFile::new(Vec::new(), RowGroups::default()).and_then(|mut file| {
                    file.add_lines(lines)?;
                    file.finish()
                });
                let written = made.map_err(|error| why(&error));
                let written = written.and_then(|bytes| output::write(folder, names.of(input, ending), &bytes));
                written.map_err(Unwritten::This)
            }
        }
    }

    /// All rows were taken: the file is put in its place.
    pub fn end(self) -> Result<(), String> {
        let Table::Whole { file, name } = self else { return Ok(()) };
        let put = |error: io::Error| why(&ParquetFileError::Io(error));
        let done = match file.finish() {
            Ok(Out::File(making)) => making.put().map_err(put),
            Ok(Out::Printed(mut out)) => out.flush().map_err(put),
            Err(error) => Err(why(&error)),
        };
        done.map_err(|message| format!("{name}: {message}"))
    }
}

/// Whether `-o` names a file.
fn is_file(place: &Path) -> bool {
    place.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("parquet")) && !place.is_dir()
}

fn why(error: &ParquetFileError) -> String {
    match error {
        // Who reads no more ends the process, as wherever results are printed.
        ParquetFileError::Io(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        ParquetFileError::Io(error) => reason(error),
        other => other.to_string(),
    }
}
