//! Clause rows as a Parquet file: what engines that read columns (DuckDB, Polars, Spark) load without parsing.
//!
//! Enter rows as [`to_clauses`](super::to_clauses) gives them; leaves a file whose columns bear the names of their fields. Words are text, a
//! list is a list, a version a group. A run of a redline, in JSON an array of mixed things, is a group of `kind`, `text`, `author`, `date`.
//!
//! ```sql
//! SELECT text_id, clause, newer FROM 'clauses.parquet' WHERE list_contains(addressees, 'dir.bdt');
//! ```
//!
//! Rows are gathered until they make a row group: memory is bounded by that, whatever the file comes to. The same rows make the same bytes.

use super::document::SCHEMA;
use super::to_clauses::Row;
use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde_json::Value;
use std::io::{self, Write};
use std::sync::Arc;
use thiserror::Error;

/// What stands in a field.
enum Shape {
    Text,
    Year,
    Number,
    Group(&'static [Field]),
    /// A list; of what.
    List(&'static Shape),
}

/// A field of a row, or of a group.
struct Field {
    name: &'static str,
    /// Where it is in the JSON of what it belongs to (RFC 6901).
    at: &'static str,
    /// Whether `null` may stand there.
    is_optional: bool,
    shape: Shape,
}

const fn always(name: &'static str, at: &'static str, shape: Shape) -> Field {
    Field { name, at, is_optional: false, shape }
}

const fn maybe(name: &'static str, at: &'static str, shape: Shape) -> Field {
    Field { name, at, is_optional: true, shape }
}

/// The columns: the fields of [`Row`], in their order.
const ROW: &[Field] = &[
    always("file", "/file", Shape::Text),
    always("language", "/language", Shape::Text),
    always("text_id", "/text_id", Shape::Text),
    maybe("proposal", "/proposal", Shape::Text),
    maybe("older_version", "/older_version", Shape::Group(VERSION)),
    maybe("newer_version", "/newer_version", Shape::Group(VERSION)),
    always("part", "/part", Shape::Text),
    always("section", "/section", Shape::Text),
    always("clause", "/clause", Shape::Text),
    always("path", "/path", Shape::List(&Shape::Text)),
    maybe("label", "/label", Shape::Text),
    always("act", "/act", Shape::Text),
    always("act_text", "/act_text", Shape::Text),
    maybe("act_under", "/act_under", Shape::Text),
    always("modifiers", "/modifiers", Shape::List(&Shape::Text)),
    always("addressees", "/addressees", Shape::List(&Shape::Text)),
    maybe("older", "/older", Shape::Text),
    maybe("newer", "/newer", Shape::Text),
    always("redline", "/redline", Shape::List(&Shape::Group(RUN))),
    maybe("change", "/change", Shape::List(&Shape::Text)),
    maybe("only", "/only", Shape::Text),
    always("confidence", "/confidence", Shape::Number),
    always("references", "/references", Shape::List(&Shape::Text)),
    always("deadlines", "/deadlines", Shape::List(&Shape::Text)),
    always("periods", "/periods", Shape::List(&Shape::Text)),
    maybe("older_clause", "/older_clause", Shape::Text),
    maybe("older_label", "/older_label", Shape::Text),
    always("related", "/related", Shape::List(&Shape::Group(RELATED))),
];

const VERSION: &[Field] = &[
    maybe("place", "/place", Shape::Text),
    always("year", "/year", Shape::Year),
    always("text", "/text", Shape::Text),
];

const RUN: &[Field] = &[
    always("kind", "/0", Shape::Text),
    always("text", "/1", Shape::Text),
    maybe("author", "/2/author", Shape::Text),
    maybe("date", "/2/date", Shape::Text),
];

const RELATED: &[Field] = &[always("relation", "/relation", Shape::Text), always("clause", "/clause", Shape::Text)];

/// When a row group is full. Engines read row groups side by side, and pass over those whose statistics say that nothing sought is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowGroups {
    /// Rows.
    pub rows: usize,
    /// About how many bytes of memory.
    pub bytes: usize,
}

impl Default for RowGroups {
    fn default() -> Self {
        RowGroups { rows: 100_000, bytes: 64 << 20 }
    }
}

/// Why rows cannot be written.
#[derive(Debug, Error)]
pub enum ParquetFileError {
    /// The file cannot be written.
    #[error(transparent)]
    Io(io::Error),
    /// What was given is no row of this program.
    #[error("this is no clause row: {0}")]
    Row(String),
    /// The format refuses it.
    #[error("the Parquet file cannot be made: {0}")]
    Format(String),
}

impl From<ParquetError> for ParquetFileError {
    fn from(error: ParquetError) -> Self {
        match error {
            ParquetError::External(cause) => match cause.downcast::<io::Error>() {
                Ok(cause) => ParquetFileError::Io(*cause),
                Err(cause) => ParquetFileError::Format(cause.to_string()),
            },
            other => ParquetFileError::Format(other.to_string()),
        }
    }
}

/// A Parquet file in the making.
pub struct ParquetFile<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    groups: RowGroups,
    columns: Vec<Column>,
    rows: usize,
    bytes: usize,
}

/// What a column holds of the rows gathered so far.
///
/// Levels are those of the format (Dremel): the definition says how many optional or repeated fields on the way down are there, the
/// repetition at which list a value goes on (0: a new row).
#[derive(Default)]
struct Column {
    definitions: Vec<i16>,
    repetitions: Vec<i16>,
    texts: Vec<ByteArray>,
    years: Vec<i32>,
    numbers: Vec<f64>,
}

/// Where a value stands: its levels, and how many lists are around it.
#[derive(Clone, Copy)]
struct Levels {
    definition: i16,
    repetition: i16,
    lists: i16,
}

impl<W: Write + Send> ParquetFile<W> {
    /// Begins a file.
    pub fn new(out: W, groups: RowGroups) -> Result<Self, ParquetFileError> {
        let schema = parse_message_type(&message())?;
        let properties = WriterProperties::builder()
            .set_created_by(concat!("dispositif ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_compression(Compression::SNAPPY)
            .set_key_value_metadata(Some(vec![KeyValue::new("schema".to_owned(), SCHEMA.to_owned())]))
            .build();
        let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
        let columns = ROW.iter().map(|field| field.shape.leaves()).sum();
        let columns = std::iter::repeat_with(Column::default).take(columns).collect();
        Ok(ParquetFile { writer, groups, columns, rows: 0, bytes: 0 })
    }

    /// Adds a row.
    pub fn add(&mut self, row: &Row) -> Result<(), ParquetFileError> {
        self.add_json(&serde_json::to_value(row).map_err(|error| ParquetFileError::Row(error.to_string()))?)
    }

    /// Adds rows as JSON, one a line: what is printed elsewhere and what stands in the file cannot differ.
    pub fn add_lines(&mut self, lines: &[u8]) -> Result<(), ParquetFileError> {
        for row in serde_json::Deserializer::from_slice(lines).into_iter::<Value>() {
            self.add_json(&row.map_err(|error| ParquetFileError::Row(error.to_string()))?)?;
        }
        Ok(())
    }

    fn add_json(&mut self, row: &Value) -> Result<(), ParquetFileError> {
        let mut columns = &mut self.columns[..];
        for field in ROW {
            let (own, rest) = columns.split_at_mut(field.shape.leaves());
            let levels = Levels { definition: 0, repetition: 0, lists: 0 };
            self.bytes += field.take(row, levels, own).map_err(ParquetFileError::Row)?;
            columns = rest;
        }
        self.rows += 1;
        if self.rows >= self.groups.rows || self.bytes >= self.groups.bytes { self.write_group() } else { Ok(()) }
    }

    fn write_group(&mut self) -> Result<(), ParquetFileError> {
        let mut group = self.writer.next_row_group()?;
        for held in &mut self.columns {
            let mut column =
                group.next_column()?.ok_or_else(|| ParquetFileError::Format("a column is missing".into()))?;
            let held = std::mem::take(held);
            let (definitions, repetitions) = (Some(&held.definitions[..]), Some(&held.repetitions[..]));
            match column.untyped() {
                ColumnWriter::Int32ColumnWriter(out) => out.write_batch(&held.years, definitions, repetitions)?,
                ColumnWriter::DoubleColumnWriter(out) => out.write_batch(&held.numbers, definitions, repetitions)?,
                ColumnWriter::ByteArrayColumnWriter(out) => out.write_batch(&held.texts, definitions, repetitions)?,
                _ => return Err(ParquetFileError::Format("a column has another type".to_owned())),
            };
            column.close()?;
        }
        group.close()?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }

    /// Ends the file and gives back what it was written to.
    pub fn finish(mut self) -> Result<W, ParquetFileError> {
        if self.rows > 0 {
            self.write_group()?;
        }
        Ok(self.writer.into_inner()?)
    }
}

impl Field {
    /// Takes the value of a field, or that there is none; returns about what it takes in memory.
    fn take(&self, of: &Value, mut levels: Levels, columns: &mut [Column]) -> Result<usize, String> {
        match of.pointer(self.at) {
            None | Some(Value::Null) if self.is_optional => Ok(nothing(levels, columns)),
            Some(value) => {
                levels.definition += i16::from(self.is_optional);
                self.shape.take(value, levels, columns).map_err(|what| format!("{}: {what}", self.name))
            }
            None => Err(format!("{} is missing", self.name)),
        }
    }

    fn schema(&self) -> String {
        self.shape.schema(self.name, if self.is_optional { "optional" } else { "required" })
    }
}

impl Shape {
    /// How many columns it comes to.
    fn leaves(&self) -> usize {
        match self {
            Shape::Text | Shape::Year | Shape::Number => 1,
            Shape::Group(fields) => fields.iter().map(|field| field.shape.leaves()).sum(),
            Shape::List(of) => of.leaves(),
        }
    }

    /// Takes a value; it goes no deeper than the table of fields does.
    fn take(&self, value: &Value, levels: Levels, columns: &mut [Column]) -> Result<usize, String> {
        let strange = || format!("{value} is not what belongs there");
        match self {
            Shape::Group(fields) => {
                let (mut bytes, mut columns) = (0, columns);
                for field in *fields {
                    let (own, rest) = columns.split_at_mut(field.shape.leaves());
                    bytes += field.take(value, levels, own)?;
                    columns = rest;
                }
                return Ok(bytes);
            }
            Shape::List(of) => {
                let items = value.as_array().ok_or_else(strange)?;
                if items.is_empty() {
                    return Ok(nothing(levels, columns));
                }
                let lists = levels.lists + 1;
                let mut within = Levels { definition: levels.definition + 1, lists, ..levels };
                let mut bytes = 0;
                for item in items {
                    bytes += of.take(item, within, columns)?;
                    within.repetition = lists;
                }
                return Ok(bytes);
            }
            Shape::Text | Shape::Year | Shape::Number => {}
        }
        let column = columns.first_mut().ok_or("there is no column for it")?;
        match self {
            Shape::Year => {
                column.years.push(value.as_u64().and_then(|year| i32::try_from(year).ok()).ok_or_else(strange)?)
            }
            Shape::Number => column.numbers.push(value.as_f64().ok_or_else(strange)?),
            _ => column.texts.push(value.as_str().ok_or_else(strange)?.into()),
        }
        column.level(levels);
        // Besides the words: where they are, whose they are, and the levels.
        const AROUND: usize = 64;
        Ok(AROUND + value.as_str().map_or(0, str::len))
    }

    /// Its part of the schema, in the notation of the format.
    fn schema(&self, name: &str, repetition: &str) -> String {
        match self {
            Shape::Text => format!("{repetition} binary {name} (STRING);\n"),
            Shape::Year => format!("{repetition} int32 {name} (INTEGER(16,false));\n"),
            Shape::Number => format!("{repetition} double {name};\n"),
            Shape::Group(fields) => {
                let fields: String = fields.iter().map(Field::schema).collect();
                format!("{repetition} group {name} {{\n{fields}}}\n")
            }
            // These two names are those that every engine knows.
            Shape::List(of) => {
                let element = of.schema("element", "required");
                format!("{repetition} group {name} (LIST) {{\nrepeated group list {{\n{element}}}\n}}\n")
            }
        }
    }
}

impl Column {
    fn level(&mut self, levels: Levels) {
        self.definitions.push(levels.definition);
        self.repetitions.push(levels.repetition);
    }
}

/// Says in columns that from here on there is no value.
fn nothing(levels: Levels, columns: &mut [Column]) -> usize {
    columns.iter_mut().for_each(|column| column.level(levels));
    columns.len() * size_of::<Levels>()
}

/// The schema of the file.
fn message() -> String {
    format!("message clauses {{\n{}}}", ROW.iter().map(Field::schema).collect::<String>())
}
