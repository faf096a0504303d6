//! Files made of what the earlier rooms found: JSON documents, clause rows, pages, plain text, schemas.

mod document;
#[cfg(feature = "mapping")]
mod mapping;
mod schema;
#[cfg(feature = "store")]
mod stored;
mod to_clauses;
#[cfg(all(feature = "pages", feature = "mapping"))]
mod to_dashboard;
#[cfg(feature = "word")]
mod to_docx;
#[cfg(feature = "pages")]
pub(crate) mod to_html;
mod to_json;
#[cfg(feature = "parquet")]
mod to_parquet;
mod to_text;
mod to_word_diff;

pub use document::{Document, Heading, Kind, Prose, SCHEMA, Source};
#[cfg(feature = "mapping")]
pub use mapping::{Delimiter, MappingOptions, SheetError, to_mapping_csv, to_mapping_docx, to_mapping_xlsx};
pub use schema::schemas;
#[cfg(feature = "store")]
pub use stored::{Stored, compared};
pub use to_clauses::{Row, to_clauses};
#[cfg(all(feature = "pages", feature = "mapping"))]
pub use to_dashboard::{DashboardOptions, DecisionForm, to_dashboard};
#[cfg(feature = "word")]
pub use to_docx::{Made, Reason, Redlining, Signature, WordError, WordFile, to_docx};
#[cfg(feature = "pages")]
pub use to_html::{PageOptions, PageView, to_html};
pub use to_json::{Layout, to_json, write_json};
#[cfg(feature = "parquet")]
pub use to_parquet::{ParquetFile, ParquetFileError, RowGroups};
pub use to_text::{TextOptions, to_text};
pub use to_word_diff::{WordDiff, marked, to_word_diff};
