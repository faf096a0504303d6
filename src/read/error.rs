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
        "{}; it may be cut off: copy it again, or read what it still holds with --salvage", self.fault()
    )]
    NotZip(String),
    /// A zip archive without a Word document in it.
    #[error(
        "the archive holds no Word document (no main document part); save the document as .docx, or read what it still holds with --salvage"
    )]
    NoDocument,
    /// A part that cannot be unpacked.
    #[error(
        "{}; the file is damaged: copy it again, or read what it still holds with --salvage", self.fault()
    )]
    DamagedPart {
        /// The part's name in the package.
        part: String,
        /// What the unpacker says.
        reason: String,
    },
    /// Malformed XML.
    #[error(
        "{}; save the file anew in a word processor, or read what it still holds with --salvage", self.fault()
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
        "{}; the file is damaged: copy it again, or read what it still holds with --salvage", self.fault()
    )]
    CutOff {
        /// The part's name in the package.
        part: String,
        /// How many elements are open at its end.
        open: usize,
    },
    /// A damaged file of which nothing can be read, not even without what is damaged.
    #[error("nothing of it can be salvaged ({0}); copy the file again from where it is whole")]
    Lost(String),
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

impl ReadError {
    /// Whether the file is damaged, so that more of it may be there than can be read in the ordinary way.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::NotZip(_) | Self::DamagedPart { .. } | Self::Xml { .. } | Self::CutOff { .. })
    }

    /// What is wrong, without the remedy.
    pub fn fault(&self) -> String {
        match self {
            Self::NotZip(reason) => format!("not a readable Word file ({reason})"),
            Self::DamagedPart { part, reason } => format!("{part}: cannot be unpacked ({reason})"),
            Self::Xml { part, offset, reason } => format!("{part}, byte {offset}: malformed XML ({reason})"),
            Self::CutOff { part, open } => format!("{part}: the part is cut off ({open} elements still open)"),
            other => other.to_string(),
        }
    }
}
