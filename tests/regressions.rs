//! Inputs that once broke a promise: `fixtures/regressions/ROAD/NAME`, each run through its road.

mod promises;

use promises::ROADS;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// A road may take this long for one of these inputs; none is long.
const LONGEST: Duration = Duration::from_secs(10);

#[test]
fn what_was_broken_once_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/regressions");
    let mut count = 0;
    for entry in fs::read_dir(&folder).expect("the folder is there") {
        let road = entry.expect("an entry").path();
        let name = road.file_name().expect("a name").to_string_lossy().into_owned();
        let (_, check) = ROADS.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("no road {name}"));
        for input in fs::read_dir(&road).expect("a folder") {
            let input = input.expect("an entry").path();
            println!("{}", input.display());
            let bytes = fs::read(&input).expect("readable");
            let start = Instant::now();
            check(&bytes);
            assert!(start.elapsed() < LONGEST, "{} took {:?}", input.display(), start.elapsed());
            count += 1;
        }
    }
    assert!(count > 0, "the inputs are gone");
}
