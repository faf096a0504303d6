//! The zip package of a Word file: its parts, found by the type of their relationship.
//!
//! Types are compared by their last segment (`…/relationships/styles`), which covers both the transitional and the Strict
//! form of OOXML (ECMA-376 part 2 §9.3; part 4 annex A). What is unpacked is bounded ([`Limits`]).

use super::xml::{Item, Xml};
use crate::read::{Limits, ReadError};
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// An open package.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    limits: &'a Limits,
    left: u64,
}

/// A part's relationships: target by id, and targets by the last segment of their type.
#[derive(Debug, Default)]
pub struct Relationships {
    entries: Vec<(String, String)>,
}

impl Relationships {
    /// The parts that a relationship type names, in the file's order.
    pub fn of_type<'r>(&'r self, kind: &'r str) -> impl Iterator<Item = &'r str> {
        self.entries.iter().filter(move |(k, _)| k == kind).map(|(_, target)| target.as_str())
    }
}

impl<'a> Package<'a> {
    /// Opens the archive. No part is unpacked yet.
    pub fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, ReadError> {
        const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
        if bytes.is_empty() {
            return Err(ReadError::Empty);
        }
        if bytes.starts_with(OLE) {
            return Err(ReadError::Compound);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| ReadError::NotZip(e.to_string()))?;
        if archive.len() > limits.parts {
            return Err(ReadError::Limit {
                part: "the package".into(),
                what: "the number of parts",
                limit: limits.parts.to_string(),
            });
        }
        Ok(Package { archive, limits, left: limits.total_bytes })
    }

    /// The name of the main document part.
    pub fn document(&mut self) -> Result<String, ReadError> {
        let named = match self.relationships("")? {
            Some(rels) => rels.of_type("officeDocument").next().map(str::to_owned),
            None => None,
        };
        match named {
            Some(name) if self.has(&name) => Ok(name),
            _ if self.has("word/document.xml") => Ok("word/document.xml".to_owned()),
            _ => Err(ReadError::NoDocument),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Part names are compared without regard to case, and some writers put `\` or a leading `/` (ECMA-376 part 2 §6.2.2).
    fn find(&self, name: &str) -> Option<String> {
        if self.archive.index_for_name(name).is_some() {
            return Some(name.to_owned());
        }
        let wanted = name.trim_start_matches('/').to_lowercase();
        self.archive
            .file_names()
            .find(|n| n.replace('\\', "/").trim_start_matches('/').to_lowercase() == wanted)
            .map(str::to_owned)
    }

    /// A part's bytes, or `None` where the package has no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(found) = self.find(name) else {
            return Ok(None);
        };
        let damaged = |reason: String| ReadError::DamagedPart { part: name.to_owned(), reason };
        let limit = |what, limit: String| ReadError::Limit { part: name.to_owned(), what, limit };
        let mut entry = self.archive.by_name(&found).map_err(|e| damaged(e.to_string()))?;
        // The size in the directory is the stranger's word: the bound holds on what is really unpacked.
        let packed = entry.compressed_size().max(1);
        let by_ratio = packed.saturating_mul(self.limits.ratio).max(1 << 20);
        let most = self.limits.part_bytes.min(self.left).min(by_ratio);
        let mut bytes = Vec::with_capacity(entry.size().min(most) as usize);
        entry.by_ref().take(most + 1).read_to_end(&mut bytes).map_err(|e| damaged(e.to_string()))?;
        let size = bytes.len() as u64;
        if size > most {
            return Err(if most == by_ratio {
                limit("the ratio of unpacked to packed size", format!("{} to 1", self.limits.ratio))
            } else if most == self.left {
                limit("the unpacked size of all parts", format!("{} MiB", self.limits.total_bytes >> 20))
            } else {
                limit("the unpacked size", format!("{} MiB", self.limits.part_bytes >> 20))
            });
        }
        self.left -= size;
        Ok(Some(bytes))
    }

    /// The relationships of a part (`""`: of the package itself), or `None` where it has none.
    pub fn relationships(&mut self, part: &str) -> Result<Option<Relationships>, ReadError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let name = format!("{folder}{slash}_rels/{file}.rels");
        let Some(bytes) = self.part(&name)? else {
            return Ok(None);
        };
        let mut xml = Xml::new(&name, &bytes, self.limits)?;
        let mut entries = Vec::new();
        while let Some(item) = xml.next()? {
            let Item::Open(element) = item else { continue };
            if element.local() != "Relationship" || element.attribute("TargetMode").as_deref() == Some("External") {
                continue;
            }
            let (Some(kind), Some(target)) = (element.attribute("Type"), element.attribute("Target")) else {
                continue;
            };
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            entries.push((kind, resolve(folder, &target)));
        }
        Ok(Some(Relationships { entries }))
    }

    /// The parts that the main document names, by relationship type.
    pub fn related(&mut self, document: &str) -> Result<HashMap<String, Vec<String>>, ReadError> {
        let mut by_type: HashMap<String, Vec<String>> = HashMap::new();
        if let Some(rels) = self.relationships(document)? {
            for (kind, target) in rels.entries {
                by_type.entry(kind).or_default().push(target);
            }
        }
        Ok(by_type)
    }
}

/// A relationship's target, relative to the folder of its source, as a part name.
fn resolve(folder: &str, target: &str) -> String {
    let absolute = target.starts_with('/');
    let mut path: Vec<&str> = if absolute { Vec::new() } else { folder.split('/').filter(|s| !s.is_empty()).collect() };
    for step in target.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            name => path.push(name),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets_resolve_against_the_folder_of_their_source() {
        for (folder, target, expected) in [
            ("word", "styles.xml", "word/styles.xml"),
            ("word", "/word/styles.xml", "word/styles.xml"),
            ("word", "../customXml/item1.xml", "customXml/item1.xml"),
            ("", "word/document.xml", "word/document.xml"),
        ] {
            assert_eq!(resolve(folder, target), expected);
        }
    }
}
