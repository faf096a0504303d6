//! The published schemas are those of the types. `DISPOSITIF_WRITE=1 cargo test --test schema` writes them.

use dispositif::emit::{Layout, schemas, to_json};
use std::fs;
use std::path::Path;

#[test]
fn the_schemas_that_are_checked_in_are_those_of_the_types() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, schema) in schemas() {
        let current = to_json(&schema, Layout::Indented).expect("a schema is JSON") + "\n";
        let path = root.join(name);
        if std::env::var_os("DISPOSITIF_WRITE").is_some() {
            fs::create_dir_all(path.parent().expect("a folder")).expect("created");
            fs::write(&path, &current).expect("written");
        }
        let checked_in = fs::read_to_string(&path).unwrap_or_default();
        assert!(checked_in == current, "{name} is out of date: run DISPOSITIF_WRITE=1 cargo test --test schema");
    }
}
