//! Bounds on what an untrusted file may cost.

/// Bounds on what is read from one file. A file that passes one is refused with a message that names the limit.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of one part, unpacked.
    pub part_bytes: u64,
    /// Bytes of all parts that are read, unpacked.
    pub total_bytes: u64,
    /// Unpacked bytes for each packed byte, counted from 1 MiB up (a repetitive document packs well; a bomb packs better).
    pub ratio: u64,
    /// Entries in the package.
    pub parts: usize,
    /// Elements open at once.
    pub depth: usize,
    /// Paragraphs of one document.
    pub paragraphs: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            part_bytes: 256 << 20,
            total_bytes: 512 << 20,
            ratio: 250,
            parts: 10_000,
            depth: 2_000,
            paragraphs: 1_000_000,
        }
    }
}
