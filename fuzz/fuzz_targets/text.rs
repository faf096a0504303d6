//! Any bytes that are no package, as plain text.
//!
//! Holds: read or refused. Every character stands in the manuscript once, and in each reading where its marks say; heads, clauses and all
//! other lines rejoin to the reading; redlines rejoin to both wordings; every clause and citation stands at its place.

#![no_main]

#[path = "../../tests/promises/mod.rs"]
mod promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::text(bytes));
