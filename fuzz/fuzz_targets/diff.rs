//! Two texts, with a line `====` between them.
//!
//! Holds: a text does not differ from itself; kept and deleted runs are the older wording, kept and inserted ones the newer, to the
//! character; no line and no clause of either is lost; the Word file of the comparison holds both texts, or says why it cannot be made.

#![no_main]

#[path = "../../tests/promises/mod.rs"]
mod promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::comparing::diff(bytes));
