//! Bytes become a [`Manuscript`], every mark kept; a manuscript shows two [`Reading`]s.
//!
//! [`from_docx`] reads Word files, [`from_text`] plain text and CriticMarkup. [`read`] looks at the bytes and takes the right one.

mod error;
mod from_docx;
mod from_text;
mod limits;
pub mod manuscript;
mod meter;
pub mod numbering;
mod ruler;
mod view;

pub use error::ReadError;
#[cfg(feature = "word")]
pub(crate) use from_docx::{EnclosureKind, ParagraphSpan, RunSpan, Survey, survey};
pub use from_docx::{from_damaged_docx, from_docx};
pub use from_text::{from_damaged_text, from_text};
pub use limits::{Limit, Limits, Unit};
pub use manuscript::{Format, Manuscript};
pub use meter::Deadline;
pub(crate) use meter::Meter;
pub use view::{Line, Piece, Reading, View};

use crate::note::Noted;

/// Reads a source: a Word file if it looks like one (a zip or OLE container), text otherwise.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Noted<Manuscript>, ReadError> {
    refuse_others(bytes, limits)?;
    if is_container(bytes) { from_docx(bytes, limits) } else { from_text(bytes, limits) }
}

/// Reads what a damaged source still holds; what is missing is a note. A source that is whole is read as by [`read`].
pub fn salvage(bytes: &[u8], limits: &Limits) -> Result<Noted<Manuscript>, ReadError> {
    refuse_others(bytes, limits)?;
    let is_document = is_container(bytes) || from_docx::holds_document(bytes, limits)?;
    if is_document { from_damaged_docx(bytes, limits) } else { from_damaged_text(bytes, limits) }
}

fn is_container(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

/// Refuses what is too large to be looked at, and what is known to be something else.
fn refuse_others(bytes: &[u8], limits: &Limits) -> Result<(), ReadError> {
    limits.check_file(bytes.len() as u64)?;
    let others = [(&b"%PDF-"[..], "PDF"), (&b"{\\rtf"[..], "Rich Text")];
    match others.into_iter().find(|(signature, _)| bytes.starts_with(signature)) {
        Some((_, format)) => Err(ReadError::OtherFormat(format)),
        None => Ok(()),
    }
}
