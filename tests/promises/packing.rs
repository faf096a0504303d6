//! Packages around parts, and the parts of a package: damage is done to what is inside, and the container stays right.

use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Parts that the main one names, by the start of their file name and the name of their relationship.
const NAMED: [&str; 7] = ["styles", "numbering", "footnotes", "endnotes", "comments", "header", "footer"];

/// A Word file around the parts of a source: `=== word/styles.xml` on a line of its own opens a part, what stands before the first such
/// line, but for a comment (`# …`), is the main one.
pub fn document(source: &[u8]) -> Vec<u8> {
    let mut parts: Vec<(String, Vec<u8>)> = vec![("word/document.xml".to_owned(), Vec::new())];
    for line in source.split_inclusive(|byte| *byte == b'\n') {
        let name = line.strip_prefix(b"=== ").and_then(|name| std::str::from_utf8(name).ok()).map(str::trim);
        match name.and_then(|name| name.split(' ').next()).filter(|name| !name.is_empty()) {
            Some(name) => parts.push((name.to_owned(), Vec::new())),
            None if line.starts_with(b"# ") => {}
            None => parts.last_mut().expect("the main part is there").1.extend(line),
        }
    }
    if parts.iter().filter(|(name, _)| name == "word/document.xml").count() > 1 {
        parts.remove(0);
    }
    let mut relationships = String::new();
    for (at, (name, _)) in parts.iter().enumerate() {
        let file = name.strip_prefix("word/").unwrap_or_default();
        if let Some(kind) = NAMED.into_iter().find(|kind| file.starts_with(kind)) {
            let escaped = file.replace(['&', '<', '"'], "_");
            relationships
                .push_str(&format!("<Relationship Id=\"r{at}\" Type=\"{OFFICE}/{kind}\" Target=\"{escaped}\"/>"));
        }
    }
    let relations = |inner: &str| format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{inner}</Relationships>");
    let main = format!("<Relationship Id=\"r\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>");
    let types = format!("<Types xmlns=\"{PACKAGE}/content-types\"/>");
    for (name, text) in [
        ("word/_rels/document.xml.rels", relations(&relationships)),
        ("_rels/.rels", relations(&main)),
        ("[Content_Types].xml", types),
    ] {
        if parts.iter().all(|(given, _)| given != name) {
            parts.insert(0, (name.to_owned(), text.into_bytes()));
        }
    }
    packed(&parts)
}

/// A package of these parts, not compressed. A part whose name was given before, or cannot be given, is left out.
pub fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        if writer.start_file(name.as_str(), options).is_ok() {
            writer.write_all(part).expect("memory takes all");
        }
    }
    writer.finish().expect("a package that was begun can be ended").into_inner()
}

/// The parts of a package, as far as they can be unpacked.
pub fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let mut parts = Vec::new();
    for index in 0..archive.len().min(100) {
        let Ok(entry) = archive.by_index(index) else { continue };
        let name = entry.name().to_owned();
        let mut part = Vec::new();
        if entry.take(1 << 20).read_to_end(&mut part).is_ok() {
            parts.push((name, part));
        }
    }
    parts
}
