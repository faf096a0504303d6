//! Names of files as others may see them: without the folders in which they lie on this machine.
//!
//! `/home/mira/texts/res-58.docx` becomes `res-58.docx`.

use crate::emit::Document;

/// The last part of a file's name, whichever system wrote it.
pub fn base(file: &str) -> &str {
    file.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or(file)
}

/// A document whose files are named without their folders.
pub fn without_folders(mut document: Document) -> Document {
    let sources = std::iter::once(&mut document.source).chain(&mut document.older_source);
    for source in sources {
        source.file = base(&source.file).to_owned();
    }
    document
}

#[cfg(test)]
mod tests {
    use super::base;

    #[test]
    fn a_name_stands_without_its_folders() {
        for (given, shown) in [
            ("/a/b/c.docx", "c.docx"),
            ("C:\\texts\\c.docx", "c.docx"),
            ("c.docx", "c.docx"),
            ("-", "-"),
            ("a/b/", "b"),
        ] {
            assert_eq!(base(given), shown);
        }
    }
}
