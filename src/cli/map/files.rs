//! The files that a mapping is written to.

use super::Form;
use crate::cli::output;
use crate::emit::{Delimiter, Layout, MappingOptions, to_json, to_mapping_csv, to_mapping_docx, to_mapping_xlsx};
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
    let options = MappingOptions { language, lexicon };
    let (name, content) = match form {
        Form::Json => ("mapping.json", to_json(mapping, Layout::Indented).map_err(|e| e.to_string())?.into_bytes()),
        Form::Csv => ("mapping.csv", to_mapping_csv(mapping, &options, Delimiter::Comma)),
        Form::Xlsx => ("mapping.xlsx", to_mapping_xlsx(mapping, &options).map_err(|e| e.to_string())?),
        Form::Docx => ("mapping.docx", to_mapping_docx(mapping, &options).map_err(|e| e.to_string())?),
        _ => return Err(format!("{form:?} {language} {}", lexicon.digest())),
    };
    output::write(folder, name, &content)?;
    Ok(name)
}
