//! The published JSON Schemas, made of the types that are serialised.

use super::document::Document;
use super::to_clauses::Row;
use crate::lexicon::tables::{GeneralTable, HousesTable, LanguageTable};
use schemars::schema_for;
use serde_json::Value;

/// The schemas by file name, as they are checked in under `schema/` and `lexicon/schema/`.
pub fn schemas() -> Vec<(&'static str, Value)> {
    Vec::from([
        ("schema/document.json", schema_for!(Document).to_value()),
        ("schema/clauses.json", schema_for!(Row).to_value()),
        ("lexicon/schema/language.json", schema_for!(LanguageTable).to_value()),
        ("lexicon/schema/general.json", schema_for!(GeneralTable).to_value()),
        ("lexicon/schema/houses.json", schema_for!(HousesTable).to_value()),
        #[cfg(feature = "mapping")]
        ("schema/mapping.json", schema_for!(crate::mapping::Mapping).to_value()),
    ])
}
