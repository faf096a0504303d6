//! Words that are searched for in a store, and below them a text that is added to one.
//!
//! Holds: a search ends in hits, marked within their snippets, or says that there is no word; what was read can be added, and a store
//! to which it was added is sound.

#![no_main]

#[path = "../../tests/promises/mod.rs"]
mod promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::searching::search(bytes));
