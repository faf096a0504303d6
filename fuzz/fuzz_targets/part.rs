//! The parts of a Word file, packed anew around the input so that the container is always right (`=== word/styles.xml` opens a part).
//!
//! Holds: read or refused; what was read keeps all that holds for a text.

#![no_main]

#[path = "../../tests/promises/mod.rs"]
mod promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::part(bytes));
