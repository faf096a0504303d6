//! The files that a mapping is written to.

use super::Form;
use crate::cli::output;
use crate::emit::{
    DashboardOptions, Delimiter, Layout, MappingOptions, to_dashboard, to_json, to_mapping_csv, to_mapping_docx,
    to_mapping_xlsx,
};
use crate::lexicon::Lexicon;
use crate::mapping::Mapping;
use std::path::Path;

/// Writes one of the files of a mapping, with the words around texts and activities in a language; returns its name.
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
        Form::Csv => ("mapping.csv", to_mapping_csv(mapping, &options, delimiter(language, lexicon))),
        Form::Xlsx => ("mapping.xlsx", to_mapping_xlsx(mapping, &options).map_err(|e| e.to_string())?),
        Form::Docx => ("mapping.docx", to_mapping_docx(mapping, &options).map_err(|e| e.to_string())?),
        Form::Html => {
            let options =
                DashboardOptions { lexicon, language: Some(language.to_owned()), ..DashboardOptions::default() };
            ("dashboard.html", to_dashboard(mapping, &options).into_bytes())
        }
    };
    output::write(folder, name, &content)?;
    Ok(name)
}

/// What spreadsheets in a language expect between the cells of a CSV file.
fn delimiter(language: &str, lexicon: &Lexicon) -> Delimiter {
    let words = lexicon.language(language).and_then(|language| language.table.activities.as_ref());
    match words.map(|words| words.delimiter) {
        Some(';') => Delimiter::Semicolon,
        Some('\t') => Delimiter::Tab,
        _ => Delimiter::Comma,
    }
}
