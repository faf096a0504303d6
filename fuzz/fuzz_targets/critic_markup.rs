//! Text with CriticMarkup: signs that open, close, nest and stand alone.
//!
//! Holds: what holds for any text; no letter is lost; what is printed with all marks reads back to the same readings and prints the same.

#![no_main]

#[path = "../../tests/promises/mod.rs"]
mod promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::critic_markup(bytes));
