//! The package of a spreadsheet, checked before a parser of spreadsheets sees it.
//!
//! Enters a stranger's zip archive; leaves one that holds the parts of XML alone, each unpacked once within the bounds and found to be
//! well-formed, without what parsers trust: a count of strings for which memory is set aside at once, a cell reference that overflows
//! (`ZZZZZZZZ1`), a table of styles that copies a long name into each of many styles.

use super::TableProblem;
use super::grid::TABLE;
use crate::read::Limits;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{Cursor, Read};
use zip::{ZipArchive, ZipWriter};

/// Bounds on the package: a table is smaller than a Word file may be.
fn limits() -> Limits {
    Limits { part_size: 128 << 20, total_size: 256 << 20, ..Limits::default() }
}

/// Bytes of a name or number format of a style (a format has at most 255 letters).
const STYLE_TEXT: usize = 255;
/// Bytes of any attribute.
const ATTRIBUTE: usize = 1 << 16;
/// Styles of cells (a workbook has at most 65,490).
const STYLES: usize = 65_536;

pub(super) fn checked(bytes: &[u8]) -> Result<Vec<u8>, TableProblem> {
    let limits = limits();
    let damaged = |reason: &dyn ToString| TableProblem::damaged("the package", reason.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    if archive.len() as u64 > limits.parts {
        return Err(TableProblem::over("the number of parts of the package", limits.parts.to_string()));
    }
    let mut kept = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len().min(TABLE.bytes))));
    let mut left = limits.total_size;
    for index in 0..archive.len() {
        let (name, content) = unpacked(&mut archive, index, &limits, left)?;
        left -= content.len() as u64;
        let lower = name.to_lowercase();
        if lower.ends_with(".xml") || lower.ends_with(".rels") {
            check(&name, &content, limits.depth)?;
            let raw = archive.by_index_raw(index).map_err(|error| damaged(&error))?;
            kept.raw_copy_file(raw).map_err(|error| damaged(&error))?;
        }
    }
    Ok(kept.finish().map_err(|error| damaged(&error))?.into_inner())
}

/// A part by its number: its name and its bytes. The size in the directory is the stranger's word: the bound holds on what comes out.
fn unpacked(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    limits: &Limits,
    left: u64,
) -> Result<(String, Vec<u8>), TableProblem> {
    let mut entry = archive.by_index(index).map_err(|error| TableProblem::damaged("the package", error))?;
    let name = entry.name().to_owned();
    let by_ratio = entry.compressed_size().max(1).saturating_mul(limits.ratio).max(1 << 20);
    let most = limits.part_size.min(left).min(by_ratio);
    let mut content = Vec::with_capacity(usize::try_from(entry.size().min(most)).unwrap_or_default());
    entry.by_ref().take(most + 1).read_to_end(&mut content).map_err(|error| TableProblem::damaged(&*name, error))?;
    if content.len() as u64 <= most {
        return Ok((name, content));
    }
    let (what, limit) = if most == by_ratio {
        ("the ratio of unpacked to packed size", format!("{} to 1", limits.ratio))
    } else if most == left {
        ("the unpacked size of all parts", format!("{} MiB", limits.total_size >> 20))
    } else {
        ("the unpacked size", format!("{} MiB", limits.part_size >> 20))
    };
    Err(TableProblem::over(format!("{name}: {what}"), limit))
}

/// Whether a part is well-formed XML in UTF-8, and holds nothing that a parser would trust to its harm.
fn check(part: &str, content: &[u8], depth: u64) -> Result<(), TableProblem> {
    let text = std::str::from_utf8(content).map_err(|error| TableProblem::damaged(part, error))?;
    let mut reader = Reader::from_str(text);
    let (mut open, mut styles) = (0_u64, 0_usize);
    loop {
        let event = reader.read_event().map_err(|error| TableProblem::damaged(part, error))?;
        match event {
            Event::Decl(declaration) => {
                let encoding =
                    declaration.encoding().transpose().map_err(|error| TableProblem::damaged(part, error))?;
                if encoding.is_some_and(|name| !name.eq_ignore_ascii_case(b"utf-8")) {
                    return Err(TableProblem::damaged(part, "its encoding is not UTF-8"));
                }
            }
            Event::Start(element) => {
                open += 1;
                if open > depth {
                    return Err(TableProblem::over(format!("{part}: the depth of elements"), depth.to_string()));
                }
                styles += check_element(part, &element, content.len())?;
            }
            Event::Empty(element) => styles += check_element(part, &element, content.len())?,
            Event::End(_) => open = open.saturating_sub(1),
            Event::DocType(_) => return Err(TableProblem::damaged(part, "it declares a document type")),
            Event::Eof if open > 0 => return Err(TableProblem::damaged(part, "it is cut off")),
            Event::Eof => return Ok(()),
            _ => {}
        }
        if styles > STYLES {
            return Err(TableProblem::over(format!("{part}: the number of styles"), STYLES.to_string()));
        }
    }
}

/// Checks the attributes of an element; gives 1 for the style of a cell.
fn check_element(part: &str, element: &BytesStart<'_>, size: usize) -> Result<usize, TableProblem> {
    let name = element.local_name();
    let is_of_styles = part.to_lowercase().ends_with("styles.xml");
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|error| TableProblem::damaged(part, error))?;
        let value: &[u8] = &attribute.value;
        let fault = match attribute.key.local_name().as_ref() {
            _ if value.len() > ATTRIBUTE || (is_of_styles && value.len() > STYLE_TEXT) => "an attribute is too long",
            b"uniqueCount" if !is_count(value, size) => "the count of strings is beyond what the part can hold",
            b"r" | b"ref" if matches!(name.as_ref(), b"c" | b"row" | b"dimension") && !is_range(value) => {
                "a reference to a cell is beyond what a sheet can hold"
            }
            _ => continue,
        };
        return Err(TableProblem::damaged(part, fault));
    }
    Ok(usize::from(name.as_ref() == b"xf"))
}

/// Whether so many strings can stand in a part of this size.
fn is_count(value: &[u8], size: usize) -> bool {
    let count = std::str::from_utf8(value).ok().and_then(|figures| figures.trim().parse::<usize>().ok());
    count.is_some_and(|count| count <= size)
}

/// `B7`, `7`, or two of them from the upper left to the lower right: `A1:XFD1048576`.
fn is_range(value: &[u8]) -> bool {
    let corner = |corner: &[u8]| {
        let letters = corner.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (letters, figures) = corner.split_at(letters);
        let is_corner =
            letters.len() <= 3 && (1..=7).contains(&figures.len()) && figures.iter().all(u8::is_ascii_digit);
        let column = letters
            .iter()
            .take(3)
            .fold(0_u32, |column, letter| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
        let row = figures.iter().take(7).fold(0_u32, |row, figure| row * 10 + u32::from(figure.saturating_sub(b'0')));
        is_corner.then_some((row, column))
    };
    let corners: Option<Vec<(u32, u32)>> = value.split(|byte| *byte == b':').map(corner).collect();
    match corners.as_deref() {
        Some([_]) => true,
        Some([first, last]) => first.0 <= last.0 && first.1 <= last.1,
        _ => false,
    }
}
