//! The package: parts packed anew, or those of an existing file copied as they are with one of them replaced.

use super::WordError;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The time of every part that is written here is the first day of the format: no run differs from another.
fn options(method: CompressionMethod) -> SimpleFileOptions {
    let level = (method == CompressionMethod::Deflated).then_some(6);
    SimpleFileOptions::default()
        .compression_method(method)
        .compression_level(level)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
}

/// Packs parts in the order given.
pub fn pack(parts: &[(&str, String)]) -> Result<Vec<u8>, WordError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, options(CompressionMethod::Deflated)).map_err(WordError::packing)?;
        writer.write_all(text.as_bytes()).map_err(WordError::packing)?;
    }
    Ok(writer.finish().map_err(WordError::packing)?.into_inner())
}

/// The package with some parts replaced and others added. All else is copied without being unpacked.
pub fn replace(package: &[u8], parts: &[(String, String)]) -> Result<Vec<u8>, WordError> {
    let mut archive = ZipArchive::new(Cursor::new(package)).map_err(WordError::packing)?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut written = vec![false; parts.len()];
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(WordError::packing)?;
        let Some(at) = parts.iter().position(|(part, _)| plain(entry.name()) == plain(part)) else {
            writer.raw_copy_file(entry).map_err(WordError::packing)?;
            continue;
        };
        let method = match entry.compression() {
            CompressionMethod::Stored => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        writer.start_file(entry.name(), options(method)).map_err(WordError::packing)?;
        writer.write_all(parts[at].1.as_bytes()).map_err(WordError::packing)?;
        written[at] = true;
    }
    for ((name, text), _) in parts.iter().zip(&written).filter(|(_, written)| !**written) {
        writer.start_file(name.as_str(), options(CompressionMethod::Deflated)).map_err(WordError::packing)?;
        writer.write_all(text.as_bytes()).map_err(WordError::packing)?;
    }
    Ok(writer.finish().map_err(WordError::packing)?.into_inner())
}

/// Bytes of a part that lists others.
const LONGEST: u64 = 16 << 20;

/// A part as text; `None` where the package has none of this name, or it is no UTF-8.
pub fn text_of(package: &[u8], part: &str) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(package)).ok()?;
    let name = archive.file_names().find(|name| plain(name) == plain(part))?.to_owned();
    let mut text = String::new();
    // What is asked for here lists parts; one longer than this is no list but a trap.
    let read = archive.by_name(&name).ok()?.take(LONGEST + 1).read_to_string(&mut text).ok()?;
    (read as u64 <= LONGEST).then_some(text)
}

/// Part names are compared without regard to case, and some writers put `\\` or a leading `/` (ECMA-376 part 2 §6.2.2).
fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}
