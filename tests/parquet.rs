//! `extract --to parquet` against `extract --to clauses`: the same rows, field by field, whatever they are read with.
//!
//! Only with `--features parquet`.
#![cfg(feature = "parquet")]

mod support;

use dispositif::emit::{Document, ParquetFile, Row, RowGroups, to_clauses};
use dispositif::{Options, extract};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use serde_json::{Map, Value};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use support::fixtures;

/// A folder of its own for a test, gone when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("dispositif-parquet-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("created");
        Scratch(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const INPUTS: [&str; 7] = ["itu", "un", "council", "good", "glued", "citations", "itu/alerts.fr.docx"];

fn run(to: &str, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dispositif"));
    command.args(["extract", "--quiet", "--to", to]).args(INPUTS).args(more).current_dir(fixtures());
    command.output().expect("the program starts")
}

/// The rows as JSON.
fn printed() -> Vec<Value> {
    let output = run("clauses", &[]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("a row a line")).collect()
}

/// What a reader of Parquet sees, as JSON.
fn value(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Str(text) => text.as_str().into(),
        Field::UShort(year) => (*year).into(),
        Field::Double(number) => (*number).into(),
        Field::ListInternal(list) => list.elements().iter().map(value).collect(),
        Field::Group(group) => group.get_column_iter().map(|(name, field)| (name.clone(), value(field))).collect(),
        other => panic!("nothing else is written: {other:?}"),
    }
}

/// A run is a group there, and an array of two or three in JSON.
fn run_as_json(run: &Value) -> Value {
    let mut items = vec![run["kind"].clone(), run["text"].clone()];
    let marked: Map<String, Value> =
        ["author", "date"].map(|of| (of.to_owned(), run[of].clone())).into_iter().collect();
    if marked.values().any(|of| !of.is_null()) {
        items.push(Value::Object(marked));
    }
    Value::Array(items)
}

/// The rows of a file, and how many row groups it has.
fn read(path: &Path) -> (Vec<Value>, usize) {
    let reader = SerializedFileReader::try_from(path).expect("a Parquet file");
    let rows = reader.get_row_iter(None).expect("rows").map(|row| {
        let row = row.expect("a row");
        let mut row: Map<String, Value> =
            row.get_column_iter().map(|(name, field)| (name.clone(), value(field))).collect();
        let runs = row["redline"].as_array().expect("a list").iter().map(run_as_json).collect();
        row.insert("redline".to_owned(), runs);
        Value::Object(row)
    });
    (rows.collect(), reader.num_row_groups())
}

/// Rows of JSON, with the same said in the same way: who made a change when nobody is named.
fn normal(rows: &[Value]) -> Vec<Value> {
    let mut rows = rows.to_vec();
    for run in rows.iter_mut().flat_map(|row| row["redline"].as_array_mut().expect("a list")) {
        let run = run.as_array_mut().expect("a run");
        if let Some(Value::Object(marked)) = run.get(2) {
            let of = |name: &str| marked.get(name).cloned().unwrap_or_default();
            let (author, date) = (of("author"), of("date"));
            run.truncate(2);
            if !(author.is_null() && date.is_null()) {
                run.push(serde_json::json!({ "author": author, "date": date }));
            }
        }
    }
    rows
}

fn assert_same(found: &[Value], expected: &[Value]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        for (field, value) in expected.as_object().expect("a row") {
            assert_eq!(&found[field], value, "{field} of {} in {}", expected["clause"], expected["file"]);
        }
        assert_eq!(found.as_object().map(Map::len), expected.as_object().map(Map::len));
    }
}

#[test]
fn one_file_of_all_inputs_holds_the_rows_that_are_printed() {
    let scratch = Scratch::new("one");
    let rows = normal(&printed());
    assert!(rows.len() > 300);
    // Something of each shape is among them: what is never there would not be compared.
    for field in rows[0].as_object().expect("a row").keys() {
        let is_there = |value: &Value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty());
        assert!(rows.iter().any(|row| is_there(&row[field])), "no row has {field}");
    }
    for field in ["older_version", "newer_version", "proposal", "change", "only", "label", "act_under"] {
        assert!(rows.iter().any(|row| row[field].is_null()), "each row has {field}");
    }
    let place = scratch.0.join("clauses.parquet");
    let output = run("parquet", &["-o", &place.display().to_string()]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_same(&read(&place).0, &rows);
    // Printed, and with other threads: the same bytes.
    assert_eq!(run("parquet", &["--jobs", "1"]).stdout, fs::read(&place).expect("written"));
    assert_eq!(fs::read_dir(&scratch.0).expect("there").count(), 1, "nothing is left beside");
}

#[test]
fn a_folder_gets_a_file_for_each_input() {
    let scratch = Scratch::new("each");
    let output = run("parquet", &["-o", &scratch.0.display().to_string()]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let rows = normal(&printed());
    let mut found: Vec<Value> = Vec::new();
    for entry in fs::read_dir(&scratch.0).expect("there") {
        let path = entry.expect("an entry").path();
        assert!(support::name(&path).ends_with(".clauses.parquet"), "{}", path.display());
        found.extend(read(&path).0);
    }
    let sorted = |mut rows: Vec<Value>| {
        rows.sort_by_key(|row| row.to_string());
        rows
    };
    assert_same(&sorted(found), &sorted(rows));
}

#[test]
fn what_cannot_be_read_leaves_the_rest() {
    let scratch = Scratch::new("bad");
    let place = scratch.0.join("x.parquet");
    let mut command = Command::new(env!("CARGO_BIN_EXE_dispositif"));
    let inputs = ["no-such.docx", "itu/alerts.en.txt"];
    command.args(["extract", "--quiet", "--to", "parquet"]).args(inputs).arg("-o").arg(&place);
    assert_eq!(command.current_dir(fixtures()).output().expect("started").status.code(), Some(2));
    assert_eq!(read(&place).0.len(), 20);
}

fn rows_of(file: &str) -> Vec<Row> {
    let bytes = fs::read(fixtures().join(file)).expect("readable");
    let found = extract(&bytes, &Options::default()).expect("read");
    to_clauses(&Document::new(file, &bytes, &found)).collect()
}

#[test]
fn row_groups_bound_what_is_held() {
    let (scratch, rows) = (Scratch::new("groups"), rows_of("itu/alerts.en.docx"));
    let place = scratch.0.join("x.parquet");
    let written = |groups: RowGroups, times: usize| {
        let mut file = ParquetFile::new(fs::File::create(&place).expect("made"), groups).expect("begun");
        for row in std::iter::repeat_n(&rows, times).flatten() {
            file.add(row).expect("added");
        }
        file.finish().expect("ended");
        read(&place)
    };
    let expected: Vec<Value> = rows.iter().map(|row| serde_json::to_value(row).expect("JSON")).collect();
    let ten = normal(&std::iter::repeat_n(expected, 10).flatten().collect::<Vec<_>>());
    for (groups, count) in [
        (RowGroups::default(), 1),
        (RowGroups { rows: 7, ..RowGroups::default() }, (rows.len() * 10).div_ceil(7)),
        (RowGroups { bytes: 1, ..RowGroups::default() }, rows.len() * 10),
    ] {
        let (found, held) = written(groups, 10);
        assert_eq!(held, count);
        assert_same(&found, &ten);
    }
    assert_eq!(written(RowGroups::default(), 0), (Vec::new(), 0), "a file without rows is one as well");
}

/// A field that is new in a row must get its column.
#[test]
fn the_columns_are_the_fields_of_a_row() {
    let schema =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/clauses.json")).expect("readable");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let fields: Vec<&String> = schema["properties"].as_object().expect("fields").keys().collect();
    let scratch = Scratch::new("columns");
    let place = scratch.0.join("x.parquet");
    let file = ParquetFile::new(fs::File::create(&place).expect("made"), RowGroups::default()).expect("begun");
    file.finish().expect("ended");
    let reader = SerializedFileReader::try_from(place.as_path()).expect("a Parquet file");
    let metadata = reader.metadata().file_metadata();
    let columns: Vec<&str> = metadata.schema().get_fields().iter().map(|field| field.name()).collect();
    assert_eq!(columns, fields);
    assert!(metadata.created_by().is_some_and(|by| by.starts_with("dispositif ")));
}
