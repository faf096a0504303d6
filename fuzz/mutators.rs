//! Mutations that know the container: bytes are changed inside a part, and the package around it is made anew.

use crate::promises::packing::{packed, unpacked};
use libfuzzer_sys::fuzzer_mutate;

/// Room that a part may grow by.
const ROOM: usize = 256;

/// Mutates a part of a package in two of three times, the bytes as they stand otherwise.
pub fn inside(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    if seed.is_multiple_of(3) || !data[..size].starts_with(b"PK") {
        return fuzzer_mutate(data, size, max_size);
    }
    let mut parts = unpacked(&data[..size]);
    if parts.is_empty() {
        return fuzzer_mutate(data, size, max_size);
    }
    let at = seed as usize / 3 % parts.len();
    let part = &mut parts[at].1;
    let length = part.len();
    part.resize(length + ROOM, 0);
    let kept = fuzzer_mutate(part, length, length + ROOM);
    part.truncate(kept);
    let package = packed(&parts);
    if package.len() > max_size {
        return fuzzer_mutate(data, size, max_size);
    }
    data[..package.len()].copy_from_slice(&package);
    package.len()
}
