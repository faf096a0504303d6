//! What makes a source unreadable. Everything else is a result with notes.

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
        "not a readable Word file ({0}); it may be cut off: copy it again, or open it in a word processor and save it as .docx"
    )]
    NotZip(String),
    /// A zip archive without a Word document in it.
    #[error("the archive holds no Word document (no main document part); save the document as .docx")]
    NoDocument,
    /// A part that cannot be unpacked.
    #[error(
        "{part}: cannot be unpacked ({reason}); the file is damaged: copy it again, or open it in a word processor and save it as .docx"
    )]
    DamagedPart {
        /// The part's name in the package.
        part: String,
        /// What the unpacker says.
        reason: String,
    },
    /// Malformed XML.
    #[error("{part}, byte {offset}: malformed XML ({reason}); open the file in a word processor and save it as .docx")]
    Xml {
        /// The part's name in the package.
        part: String,
        /// Where in the part.
        offset: u64,
        /// What the parser says.
        reason: String,
    },
    /// The part ends before its elements are closed.
    #[error("{part}: the part is cut off ({open} elements still open); the file is damaged: copy it again")]
    CutOff {
        /// The part's name in the package.
        part: String,
        /// How many elements are open at its end.
        open: usize,
    },
    /// A limit for untrusted files.
    #[error("{part}: {what} is over the limit of {limit}; the file is refused as unsafe")]
    Limit {
        /// The part's name in the package, or the file.
        part: String,
        /// What is limited.
        what: &'static str,
        /// The limit, with its unit.
        limit: String,
    },
    /// A file of another kind.
    #[error("this is a {0} file; open it in a word processor and save it as .docx")]
    OtherFormat(&'static str),
    /// Bytes that are not text.
    #[error("this is not text (a NUL byte at {0}); give a .docx or a UTF-8 text file")]
    Binary(usize),
}
