//! Bytes become a [`Manuscript`], every mark kept; a manuscript shows two [`Reading`]s.
//!
//! [`from_docx`] reads Word files, [`from_text`] plain text and CriticMarkup. [`read`] looks at the bytes and takes the right one.

mod error;
mod from_docx;
mod from_text;
mod limits;
pub mod manuscript;
pub mod numbering;
mod view;

pub use error::ReadError;
pub use from_docx::from_docx;
#[cfg(feature = "word")]
pub(crate) use from_docx::{EnclosureKind, ParagraphSpan, RunSpan, Survey, survey};
pub use from_text::from_text;
pub use limits::Limits;
pub use manuscript::{Format, Manuscript};
pub use view::{Line, Piece, Reading, View};

use crate::note::Noted;

/// Reads a source: a Word file if it looks like one (a zip or OLE container), text otherwise.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Noted<Manuscript>, ReadError> {
    let is_container = bytes.starts_with(b"PK") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    for (signature, format) in [(&b"%PDF-"[..], "PDF"), (&b"{\\rtf"[..], "Rich Text")] {
        if bytes.starts_with(signature) {
            return Err(ReadError::OtherFormat(format));
        }
    }
    if is_container { from_docx(bytes, limits) } else { from_text(bytes, limits) }
}
