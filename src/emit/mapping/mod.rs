//! The files of a mapping: rows for spreadsheets, a workbook, and the annex that a secretariat puts behind a document.
//!
//! Enters a [`Mapping`]; leaves bytes. `rows` puts links, open clauses and loose activities in the order of the texts, `phrases` says ids
//! and figures in a language; each form is drawn from these two. `mapping.json` is the mapping itself, by [`to_json`](super::to_json).
//!
//! ```text
//! 5  to report each year …    AC-002  Rapport 2023 …  terminée    Monde, Genève    CHF 18 500    Déclaré    Reformulé en profondeur
//! 6  to designate …           Aucune activité
//! ```

mod dates;
mod phrases;
mod rows;
mod to_csv;
mod to_docx;
mod to_xlsx;
mod visible;

pub use to_csv::{Delimiter, to_mapping_csv};
pub use to_docx::to_mapping_docx;
pub use to_xlsx::{SheetError, to_mapping_xlsx};

use crate::lexicon::Lexicon;

/// In which words a mapping is said.
#[derive(Debug, Clone, Copy)]
pub struct MappingOptions<'l> {
    /// ISO 639-1 code of the language of the words around texts and activities. English stands in for one that the lexicon has not.
    pub language: &'l str,
    /// The lexicon that holds them.
    pub lexicon: &'l Lexicon,
}
