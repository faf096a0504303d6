//! A table of activities (CSV, JSON or a workbook), or a file of decisions.
//!
//! Holds: read or refused; ids are there and differ; what was read can be mapped to the clauses of a store, and written.
//! Every other mutation of a workbook is done to a part, and the workbook is packed anew.

#![no_main]

#[path = "../mutators.rs"]
mod mutators;
#[path = "../../tests/promises/mod.rs"]
mod promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::tables::activities(bytes));

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutators::inside(data, size, max_size, seed)
});
