//! A line with citations, times and names of clauses, behind a line with the code of its language.
//!
//! Holds: citations stand in order and apart, each on whole characters; ids hold no space; as a clause of a text the line keeps all that
//! holds for a text.

#![no_main]

#[path = "../../tests/promises/mod.rs"]
mod promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::cited(bytes));
