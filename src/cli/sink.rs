//! Where the results of many inputs go: printed one behind the other, or a file for each in a folder; rows also into one Parquet file.

use super::output::{self, Names};
use super::report;
#[cfg(feature = "parquet")]
use super::table::Table;
use std::path::{Path, PathBuf};

/// Takes results in the order of the inputs.
pub enum Sink {
    /// Standard output.
    Printed,
    /// A folder.
    Folder(PathBuf, Names),
    /// Parquet.
    #[cfg(feature = "parquet")]
    Table(Table),
}

/// Why a result was not written.
pub enum Unwritten {
    /// This one cannot be; the others may.
    This(String),
    /// None can any more: what comes behind half a result would be taken for its end.
    All(String),
}

impl Sink {
    /// Standard output, or a folder, which is made where there is none.
    pub fn begin(folder: Option<&Path>) -> Result<Self, String> {
        let Some(folder) = folder else { return Ok(Sink::Printed) };
        output::make(folder)?;
        Ok(Sink::Folder(folder.to_owned(), Names::default()))
    }

    /// Takes the result of an input; the name of a file of its own has the ending behind that of the input.
    pub fn take(&mut self, input: &Path, ending: &str, content: &[u8]) -> Result<(), Unwritten> {
        match self {
            Sink::Printed => report::write_bytes(content).map_err(Unwritten::All),
            Sink::Folder(folder, names) => {
                output::write(folder, names.of(input, ending), content).map_err(Unwritten::This)
            }
            #[cfg(feature = "parquet")]
            Sink::Table(table) => table.take(input, ending, content),
        }
    }

    /// All results were taken.
    pub fn end(self) -> Result<(), String> {
        match self {
            Sink::Printed | Sink::Folder(..) => Ok(()),
            #[cfg(feature = "parquet")]
            Sink::Table(table) => table.end(),
        }
    }
}
