//! Files under `fixtures/mapping/tables/`, each with what is read out of it beside it. `DISPOSITIF_WRITE=1 cargo test --test activities`
//! writes that anew; read the difference.

use crate::{read, shown};
use dispositif::mapping::{Activities, RemarkName, TableError};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

type Read = (String, PathBuf, Result<Activities, TableError>);

fn cases(folder: &str) -> Vec<Read> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/mapping/tables").join(folder);
    let entries = fs::read_dir(&folder).expect("the folder of cases").map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|e| e != "expected")).collect();
    paths.sort();
    assert!(!paths.is_empty());
    let case = |path: PathBuf| {
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let result = read(&name, &fs::read(&path).expect("a case"));
        (name, path, result)
    };
    paths.into_iter().map(case).collect()
}

#[test]
fn each_case_is_read_as_the_text_beside_it_says() {
    let mut wrong = Vec::new();
    for (name, path, result) in cases("good").into_iter().chain(cases("bad")) {
        let expected = path.with_file_name(format!("{name}.expected"));
        let found = shown(&name, &result);
        if std::env::var_os("DISPOSITIF_WRITE").is_some() {
            fs::write(&expected, &found).expect("written");
        }
        if fs::read_to_string(&expected).unwrap_or_default() != found {
            wrong.push(format!("{}:\n{found}", expected.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn good_tables_leave_nothing_to_say_and_bad_ones_do() {
    for (name, _, result) in cases("good") {
        let remarks = result.unwrap_or_else(|error| panic!("{error}")).remarks;
        assert!(remarks.is_empty(), "{name}: {remarks:?}");
    }
    for (name, _, result) in cases("bad") {
        assert!(result.is_err() || !result.is_ok_and(|table| table.remarks.is_empty()), "{name}");
    }
}

/// Remarks of spreadsheets have their cases in `sheets.rs`, which makes the workbooks.
const OF_SHEETS: [RemarkName; 2] = [RemarkName::CellError, RemarkName::OtherSheets];

#[test]
fn each_remark_about_tables_has_a_case() {
    let found: BTreeSet<RemarkName> = cases("bad")
        .into_iter()
        .filter_map(|(.., result)| result.ok())
        .flat_map(|t| t.remarks)
        .map(|r| r.name)
        .collect();
    // The names above the first that is about mandates are those of tables.
    let of_tables = RemarkName::ALL.iter().take_while(|name| **name != RemarkName::UnreadMandate);
    let missing: Vec<&RemarkName> =
        of_tables.filter(|name| !found.contains(name) && !OF_SHEETS.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
