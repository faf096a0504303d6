//! Cells of a CSV file that a spreadsheet must not take for a formula.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return is written with an apostrophe before it, which a spreadsheet takes
//! as the sign of text; so is one that begins with an apostrophe, so that reading gives back what was written:
//!
//! ```text
//! =HYPERLINK("http://…")   →  '=HYPERLINK("http://…")
//! 'twas                    →  ''twas
//! ```
//!
//! Reading takes one apostrophe away before such a sign, and no other: `'s-Gravenhage`, typed by hand, stays.

use std::borrow::Cow;

fn is_guarded(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\''])
}

/// A text as it is written into a cell.
pub fn written(text: &str) -> Cow<'_, str> {
    if is_guarded(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text of a cell as it was written.
pub fn read(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| is_guarded(text)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::{read, written};
    use proptest::prelude::*;

    #[test]
    fn a_formula_is_written_as_text() {
        for (text, cell) in
            [("=1+1", "'=1+1"), ("-3", "'-3"), ("\t@x", "'\t@x"), ("'twas", "''twas"), ("a=b", "a=b"), ("", "")]
        {
            assert_eq!(written(text), cell);
            assert_eq!(read(cell), text);
        }
        assert_eq!(read("'s-Gravenhage"), "'s-Gravenhage", "typed by hand");
    }

    proptest! {
        #[test]
        fn reading_gives_back_what_was_written(text in "['=+@\t\r-]{0,3}.{0,5}") {
            let cell = written(&text);
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']));
            prop_assert_eq!(read(&cell), text.as_str());
        }
    }
}
