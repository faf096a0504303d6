//! Signs that no cell and no paragraph may hold, made visible.
//!
//! XML cannot hold most control characters, and an override (U+202E) would make a reader see another text than the one that is there.
//! Nothing is dropped: who looks at the file sees that something stood there.

use std::borrow::Cow;

/// The text with a picture in place of each control character (`␀`), and its number in place of each override (`[U+202E]`).
///
/// The ends of lines become line feeds; tabs stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\r' => out.push('\n'),
            '\u{202D}' | '\u{202E}' => out.push_str(&format!("[U+{:04X}]", u32::from(c))),
            '\u{7F}' => out.push('\u{2421}'),
            '\u{FFFE}' | '\u{FFFF}' => out.push(char::REPLACEMENT_CHARACTER),
            c if is_hidden(c) => out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER)),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn is_hidden(c: char) -> bool {
    (c.is_ascii_control() && c != '\t' && c != '\n') || matches!(c, '\u{202D}' | '\u{202E}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_dropped() {
        assert_eq!(visible("a\u{0}b\u{1B}c\u{7F}\u{FFFE}"), "a␀b␛c␡\u{FFFD}");
        assert_eq!(visible("abc\u{202E}fed"), "abc[U+202E]fed");
        assert_eq!(visible("one\r\ntwo\rthree\tfour"), "one\ntwo\nthree\tfour");
        assert!(matches!(visible("كلمة\u{200F} 🙂"), Cow::Borrowed(_)));
    }
}
