//! `dispositif` reads resolutions of the UN system — Word files with tracked changes, or plain text — into structured clauses.
//!
//! ```text
//! bytes ──read──▶ Manuscript ──view──▶ Reading (older) ──segment──▶ Outline ──link──▶ references ─┐
//!                 (all marks)    └───▶ Reading (newer) ──segment──▶ Outline ──link──▶ references ─┴─compare─▶ Comparison ──emit──▶ files
//! ```
//!
//! A text without marks in which deletion and insertion were glued together gets its marks from [`recover`], and goes on like a tracked one.
//! A marked-up text is two readings, the older and the newer. Each is a clean text, so one segmenter serves both; the marks then
//! say which clause became which. The rooms below stand in the order of the road, and a room imports only rooms above it.
//!
//! [`extract()`] goes the whole way:
//!
//! ```no_run
//! let bytes = std::fs::read("proposal.docx")?;
//! let found = dispositif::extract(&bytes, &dispositif::Options::default())?;
//! let document = dispositif::emit::Document::new("proposal.docx", &bytes, &found);
//! println!("{} texts", document.texts.len());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod note;
pub mod place;

mod ascent;

pub mod lexicon;

pub mod read;

pub mod segment;

pub mod recover;

pub mod link;

pub mod compare;

mod extract;

#[cfg(feature = "store")]
pub mod store;

#[cfg(feature = "mapping")]
pub mod mapping;

pub mod emit;

#[cfg(feature = "serve")]
mod write;

#[cfg(feature = "serve")]
pub mod serve;

#[cfg(feature = "cli")]
pub mod cli;

pub use extract::{Damaged, Extracted, Options, diff, extract};
