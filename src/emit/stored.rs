//! Documents of stored versions: one alone, whatever else its file holds, or two compared.
//!
//! Enters `itu.wtsa.resolution.58@geneva-2022` with the file that holds it; leaves the document of that text.

use super::document::Document;
use crate::extract::{Extracted, Options, diff};
use crate::lexicon::Lexicon;
use crate::read::ReadError;
use crate::store::{Held, StoreError};

/// A stored version, read from the file that holds it.
#[derive(Debug)]
pub struct Stored {
    /// The version with its source.
    pub held: Held,
    /// Everything in the source.
    pub found: Extracted,
    /// The document of this text alone.
    pub document: Document,
}

impl Stored {
    /// Reads a version.
    pub fn read(held: Held, lexicon: &Lexicon) -> Result<Self, StoreError> {
        let found = held.extract(lexicon)?;
        let mut document = Document::new(&held.file, &held.bytes, &found);
        let ordinal = usize::try_from(held.ordinal).unwrap_or_default();
        document.texts = document.texts.into_iter().skip(ordinal).take(1).collect();
        Ok(Stored { held, found, document })
    }

    /// What changed from this version to a newer one.
    pub fn compared_with(&self, newer: &Stored, lexicon: &Lexicon) -> Result<Document, StoreError> {
        let options = Options { lexicon, ..Options::default() };
        let sides = [(&self.document, &self.found), (&newer.document, &newer.found)];
        compared(sides, Some(&newer.held), &options)
            .map_err(|error| StoreError::Source { file: newer.held.file.clone(), reason: error.to_string() })
    }
}

/// The document of what changed from an older text to a newer one. Where one of them is a stored version, of the files that text alone is
/// meant.
pub fn compared(
    [older, newer]: [(&Document, &Extracted); 2],
    of: Option<&Held>,
    options: &Options<'_>,
) -> Result<Document, ReadError> {
    let mut comparison = diff(older.1, newer.1, options)?;
    if let Some(of) = of {
        of.narrow(&mut comparison);
    }
    Ok(Document::compared(older.0, newer.0, comparison))
}
