//! What makes a source unreadable. Everything else is a result with notes.

use super::Limit;
use thiserror::Error;

/// Why a source could not be read. Each message names the place within the file and the remedy.
#[derive(Debug, Error)]
pub enum ReadError {
    /// Nothing in the file.
    #[error("the file is empty; check that it was copied or downloaded whole")]
    Empty,
    /// An OLE container: an encrypted `.docx`, or a `.doc`.
    #[error(
        "the file is encrypted, or in the old binary .doc format; open it in a word processor and save it as .docx without a password"
    )]
    Compound,
    /// Not a zip archive, or a damaged one.
    #[error(
        "not a readable Word file ({0}); it may be cut off: copy it again, or read what it still holds with --salvage"
    )]
    NotZip(String),
    /// A zip archive without a Word document in it.
    #[error("the archive holds no Word document (no main document part); save the document as .docx")]
    NoDocument,
    /// A part that cannot be unpacked.
    #[error(
        "{part}: cannot be unpacked ({reason}); the file is damaged: copy it again, or read what it still holds with --salvage"
    )]
    DamagedPart {
        /// The part's name in the package.
        part: String,
        /// What the unpacker says.
        reason: String,
    },
    /// Malformed XML.
    #[error(
        "{part}, byte {offset}: malformed XML ({reason}); save the file anew in a word processor, or read what it still holds with --salvage"
    )]
    Xml {
        /// The part's name in the package.
        part: String,
        /// Where in the part.
        offset: u64,
        /// What the parser says.
        reason: String,
    },
    /// The part ends before its elements are closed.
    #[error(
        "{part}: the part is cut off ({open} elements still open); the file is damaged: copy it again, or read what it still holds with --salvage"
    )]
    CutOff {
        /// The part's name in the package.
        part: String,
        /// How many elements are open at its end.
        open: usize,
    },
    /// A limit for untrusted files.
    #[error(
        "{part}: {} is over the limit of {}; if you trust the file, raise it with --limit {}=VALUE",
        limit.what(), limit.shown(*bound), limit.name()
    )]
    Limit {
        /// The part's name in the package, the file, or what was being done.
        part: String,
        /// The limit that was passed.
        limit: Limit,
        /// Its bound.
        bound: u64,
    },
    /// A file of another kind.
    #[error("this is a {0} file; open it in a word processor and save it as .docx")]
    OtherFormat(&'static str),
    /// Bytes that are not text.
    #[error(
        "this is not text (a NUL byte at {0}); give a .docx or a UTF-8 text file; --salvage reads a damaged text without such bytes"
    )]
    Binary(usize),
}
