//! Bytes as text: UTF-8, UTF-16 with its mark, or else Windows-1252, in which spreadsheets of western Europe save CSV.

use super::TableProblem;
use encoding_rs::{Encoding, WINDOWS_1252};

/// A text, and how its letters were coded.
pub(in crate::mapping) struct Decoded {
    pub text: String,
    /// `utf-8`, `utf-16le`, `utf-16be` or `windows-1252`.
    pub encoding: String,
}

impl Decoded {
    pub(in crate::mapping) fn is_taken_for_windows(&self) -> bool {
        self.encoding.eq_ignore_ascii_case(WINDOWS_1252.name())
    }
}

pub(in crate::mapping) fn text(bytes: &[u8]) -> Result<Decoded, TableProblem> {
    const OTHERS: [(&[u8], &str); 4] = [
        (b"%PDF-", "a PDF file"),
        (b"{\\rtf", "a Rich Text file"),
        (&[0xD0, 0xCF, 0x11, 0xE0], "an encrypted workbook, or one in the old binary .xls format"),
        (b"PK\x03\x04", "a packed file"),
    ];
    if let Some((_, name)) = OTHERS.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Err(TableProblem::OtherFormat(name));
    }
    let marked = Encoding::for_bom(bytes);
    let decoded = match marked {
        Some((encoding, mark)) => named(encoding, encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned()),
        None => match std::str::from_utf8(bytes) {
            Ok(text) => named(encoding_rs::UTF_8, text.to_owned()),
            Err(_) => named(WINDOWS_1252, WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()),
        },
    };
    // UTF-16 without its mark is full of them, and so is what is no text at all.
    match decoded.text.find('\0') {
        Some(at) => Err(TableProblem::Binary(at)),
        None => Ok(decoded),
    }
}

fn named(encoding: &'static Encoding, text: String) -> Decoded {
    Decoded { text, encoding: encoding.name().to_lowercase() }
}
