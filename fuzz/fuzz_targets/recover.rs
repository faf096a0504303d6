//! A text in which deletion and insertion have run together, alone or behind its older version and a line `====`.
//!
//! Holds: what recovery leaves is the same source, character by character, with marks; what is extracted of it rejoins to the source.

#![no_main]

#[path = "../../tests/promises/mod.rs"]
mod promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::recovered(bytes));
