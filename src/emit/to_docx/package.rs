//! The package: parts packed anew, or those of an existing file copied as they are with one of them replaced.

use super::WordError;
use std::io::{Cursor, Write};
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

/// The package with one part replaced. The others are copied without being unpacked.
pub fn replace(package: &[u8], part: &str, text: &[u8]) -> Result<Vec<u8>, WordError> {
    let mut archive = ZipArchive::new(Cursor::new(package)).map_err(WordError::packing)?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = |name: &str| name.replace('\\', "/").trim_start_matches('/').to_lowercase();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(WordError::packing)?;
        if plain(entry.name()) != plain(part) {
            writer.raw_copy_file(entry).map_err(WordError::packing)?;
            continue;
        }
        let method = match entry.compression() {
            CompressionMethod::Stored => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        writer.start_file(entry.name(), options(method)).map_err(WordError::packing)?;
        writer.write_all(text).map_err(WordError::packing)?;
    }
    Ok(writer.finish().map_err(WordError::packing)?.into_inner())
}
