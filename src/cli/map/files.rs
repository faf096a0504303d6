//! The files that a mapping is written to.

use super::Form;
use crate::cli::output;
use crate::emit::{Layout, to_json};
use crate::lexicon::Lexicon;
use crate::mapping::Mapping;
use std::path::Path;

/// Writes one of the files of a mapping, and returns its name.
pub fn write(
    form: Form,
    folder: &Path,
    mapping: &Mapping,
    language: &str,
    lexicon: &Lexicon,
) -> Result<&'static str, String> {
    let (name, content) = match form {
        Form::Json => ("mapping.json", to_json(mapping, Layout::Indented).map_err(|e| e.to_string())?.into_bytes()),
        _ => return Err(format!("{form:?} {language} {}", lexicon.digest())),
    };
    output::write(folder, name, &content)?;
    Ok(name)
}
