//! JSON, one value a line.

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};
use std::io::{self, Write};

/// How a value is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// On one line.
    Line,
    /// Indented, for a reader.
    Indented,
}

/// A value as JSON, without a final line feed.
///
/// Characters that some readers take for the end of a line (U+0085, U+2028, U+2029) are escaped, so that a line of output is one
/// value to everybody.
pub fn to_json<T: Serialize>(value: &T, layout: Layout) -> serde_json::Result<String> {
    let mut out = Vec::new();
    write_json(&mut out, value, layout)?;
    Ok(String::from_utf8(out).expect("JSON is UTF-8"))
}

/// The same, written as it comes about.
pub fn write_json<T: Serialize>(out: impl Write, value: &T, layout: Layout) -> serde_json::Result<()> {
    match layout {
        Layout::Line => value.serialize(&mut serde_json::Serializer::with_formatter(out, Safe(CompactFormatter))),
        Layout::Indented => {
            let formatter = Safe(PrettyFormatter::with_indent(b"  "));
            value.serialize(&mut serde_json::Serializer::with_formatter(out, formatter))
        }
    }
}

/// A formatter that escapes the line ends of Unicode.
struct Safe<F>(F);

impl<F: Formatter> Formatter for Safe<F> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        const ENDS: [char; 6] = ['\u{7F}', '\u{85}', '\u{2028}', '\u{2029}', '\u{FEFF}', '\u{B}'];
        // Their first bytes in UTF-8: most fragments have none of these.
        if !fragment.bytes().any(|byte| matches!(byte, 0x7F | 0xC2 | 0xE2 | 0xEF | 0x0B)) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut rest = fragment;
        while let Some(at) = rest.find(ENDS) {
            let (before, from) = rest.split_at(at);
            writer.write_all(before.as_bytes())?;
            let sign = from.chars().next().unwrap_or_default();
            write!(writer, "\\u{:04x}", u32::from(sign))?;
            rest = &from[sign.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_output_is_one_value_to_every_reader() {
        let text = "one\u{2028}two\u{85}three";
        let json = to_json(&text, Layout::Line).expect("a string is JSON");
        assert_eq!(json, r#""one\u2028two\u0085three""#);
        assert_eq!(serde_json::from_str::<String>(&json).expect("and back"), text);
    }
}
