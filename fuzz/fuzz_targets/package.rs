//! A Word file as it comes: the zip container with its headers, directory and packed parts.
//!
//! Holds: read or refused, within the limits of an untrusted file; what was read keeps all that holds for a text.
//! Every other mutation is done to a part, and the package is packed anew: its checksums would refuse most others.

#![no_main]

#[path = "../mutators.rs"]
mod mutators;
#[path = "../../tests/promises/mod.rs"]
mod promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::package(bytes));

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutators::inside(data, size, max_size, seed)
});
