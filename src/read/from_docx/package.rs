//! The zip package of a Word file: its parts, found by the type of their relationship.
//!
//! Types are compared by their last segment (`…/relationships/styles`), which covers both the transitional and the Strict
//! form of OOXML (ECMA-376 part 2 §9.3; part 4 annex A). What is unpacked is bounded ([`Meter`]).
//!
//! A damaged package is refused, or read as far as it goes ([`Damage::PassOver`]): then every part that leaves is well-formed, and what it
//! lacks is told by [`Package::into_losses`].

use super::mend::{Loss, mend};
use super::remains::{Extent, Remains, Unpacked, all};
use super::xml::{Item, Xml};
use crate::note::{Name, Note};
use crate::read::{Limit, Meter, ReadError};
use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::ops::Range;
use zip::ZipArchive;
use zip::result::ZipError;

/// The name that the main part has in practice, where nothing says another one.
pub const MAIN: &str = "word/document.xml";

/// What to do about damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// The file is refused.
    Refuse,
    /// What can be read is read.
    PassOver,
}

/// An open package.
pub struct Package<'a> {
    /// `None` where the directory is lost.
    archive: Option<ZipArchive<Cursor<&'a [u8]>>>,
    /// The parts by their own headers, where those are needed.
    remains: Vec<Remains<'a>>,
    bytes: &'a [u8],
    damage: Damage,
    meter: &'a Meter<'a>,
    losses: Vec<Note>,
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
    pub fn open(bytes: &'a [u8], damage: Damage, meter: &'a Meter<'a>) -> Result<Self, ReadError> {
        const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
        if bytes.is_empty() {
            return Err(ReadError::Empty);
        }
        if bytes.starts_with(OLE) {
            return Err(ReadError::Compound);
        }
        let mut package = Package { archive: None, remains: Vec::new(), bytes, damage, meter, losses: Vec::new() };
        match ZipArchive::new(Cursor::new(bytes)) {
            Ok(archive) => package.archive = Some(archive),
            Err(error) if damage == Damage::PassOver => package.search(&error)?,
            Err(error) => return Err(ReadError::NotZip(error.to_string())),
        }
        let parts = package.archive.as_ref().map_or(package.remains.len(), ZipArchive::len);
        meter.check(Limit::Parts, parts as u64, "the package")?;
        Ok(package)
    }

    /// Looks for the parts by their own headers, because the directory is lost.
    fn search(&mut self, reason: &ZipError) -> Result<(), ReadError> {
        self.remains = all(self.bytes, self.meter);
        if self.remains.is_empty() {
            return Err(ReadError::NoDocument);
        }
        let (count, size) = (self.remains.len(), self.bytes.len());
        let message = format!(
            "the directory at the end of the file cannot be read ({reason}); {count} parts were found in its {size} bytes without it"
        );
        self.losses.push(Note::new(Name::DamagedPackage, message));
        Ok(())
    }

    /// What was lost by damage.
    pub fn into_losses(self) -> Vec<Note> {
        self.losses
    }

    /// The name of the main document part.
    pub fn document(&mut self) -> Result<String, ReadError> {
        let named = match self.relationships("")? {
            Some(rels) => rels.of_type("officeDocument").next().map(str::to_owned),
            None => None,
        };
        match named {
            Some(name) if self.has(&name) => Ok(name),
            _ if self.has(MAIN) => Ok(MAIN.to_owned()),
            _ => Err(ReadError::NoDocument),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let listed = self.archive.iter().flat_map(ZipArchive::file_names);
        listed.chain(self.remains.iter().map(|part| part.name.as_str()))
    }

    /// Part names are compared without regard to case, and some writers put `\` or a leading `/` (ECMA-376 part 2 §6.2.2).
    fn find(&self, name: &str) -> Option<String> {
        if self.archive.as_ref().is_some_and(|archive| archive.index_for_name(name).is_some()) {
            return Some(name.to_owned());
        }
        let wanted = folded(name);
        self.names().find(|other| folded(other) == wanted).map(str::to_owned)
    }

    /// A part's bytes, or `None` where the package has no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(found) = self.find(name) else {
            return Ok(None);
        };
        let unpacked = match &mut self.archive {
            Some(archive) => unpacked(archive, &found, name, self.meter).map(Some),
            None => Ok(None),
        };
        let bytes = match unpacked {
            Ok(Some(bytes)) => bytes,
            Ok(None) => self.rest_of(&found, name)?,
            Err(ReadError::DamagedPart { .. }) if self.damage == Damage::PassOver => self.rest_of(&found, name)?,
            Err(error) => return Err(error),
        };
        match self.damage {
            Damage::Refuse => Ok(Some(bytes)),
            Damage::PassOver => self.mended(name, bytes).map(Some),
        }
    }

    /// What is left of a part that cannot be unpacked whole.
    fn rest_of(&mut self, found: &str, name: &str) -> Result<Vec<u8>, ReadError> {
        if self.remains.is_empty() {
            self.remains = all(self.bytes, self.meter);
        }
        let lost = |reason: &str| ReadError::DamagedPart { part: name.to_owned(), reason: reason.to_owned() };
        let part = self.remains.iter().find(|part| folded(&part.name) == folded(found));
        let part = part.ok_or_else(|| lost("its header is lost"))?;
        let unpacked = part.unpacked(self.meter)?.ok_or_else(|| lost("it is packed in a way that is not known"))?;
        let Unpacked { bytes, extent, promised } = unpacked;
        let of = promised.map_or(String::new(), |size| format!(" of {size}"));
        let message = match extent {
            Extent::Whole => None,
            Extent::CutOff => Some(format!("the part is cut off: {}{of} bytes of it are there", bytes.len())),
            Extent::Corrupt => Some(format!(
                "the part is damaged: {}{of} bytes of it could be unpacked, the last of them in doubt",
                bytes.len()
            )),
            Extent::WrongChecksum => Some(format!(
                "the checksum of the part is wrong: some of its {} bytes are not what they were",
                bytes.len()
            )),
        };
        let note = message.map(|message| Note::new(Name::DamagedPart, format!("{name}: {message}")));
        self.losses.extend(note);
        Ok(bytes)
    }

    /// A part made well-formed where it is not.
    fn mended(&mut self, name: &str, bytes: Vec<u8>) -> Result<Vec<u8>, ReadError> {
        let mended = mend(name, &bytes, self.meter)?;
        let told = mended.losses.iter().map(|Loss { bytes, paragraphs, reason }| {
            let Range { start, end } = bytes;
            let stretch =
                if bytes.is_empty() { format!("byte {start}") } else { format!("bytes {start} to {end} passed over") };
            let before = paragraphs.map_or(String::new(), |count| format!("; {count} paragraph(s) were read before"));
            Note::new(Name::DamagedPart, format!("{name}, {stretch}: {reason}{before}"))
        });
        self.losses.extend(told);
        if mended.more > 0 {
            let message = format!("{name}: {} more places are damaged", mended.more);
            self.losses.push(Note::new(Name::DamagedPart, message));
        }
        Ok(if mended.losses.is_empty() { bytes } else { mended.text })
    }

    /// The relationships of a part (`""`: of the package itself), or `None` where it has none, or they are lost.
    pub fn relationships(&mut self, part: &str) -> Result<Option<Relationships>, ReadError> {
        match self.relationships_as_they_are(part) {
            Err(error) if self.damage == Damage::PassOver && error.is_damage() => {
                self.losses.push(Note::new(Name::DamagedPart, error.fault()));
                Ok(None)
            }
            read => read,
        }
    }

    fn relationships_as_they_are(&mut self, part: &str) -> Result<Option<Relationships>, ReadError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let name = format!("{folder}{slash}_rels/{file}.rels");
        let Some(bytes) = self.part(&name)? else {
            return Ok(None);
        };
        let mut xml = Xml::new(&name, &bytes, self.meter)?;
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
        let entries = match self.relationships(document)? {
            Some(relationships) => relationships.entries,
            None if self.damage == Damage::PassOver => self.usual(document),
            None => Vec::new(),
        };
        for (kind, target) in entries {
            by_type.entry(kind).or_default().push(target);
        }
        Ok(by_type)
    }

    /// The parts beside the main one by the names that word processors give them, where the relationships are lost: `word/header2.xml`.
    fn usual(&self, document: &str) -> Vec<(String, String)> {
        const KINDS: [&str; 7] = ["styles", "numbering", "footnotes", "endnotes", "comments", "header", "footer"];
        let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
        let of_kind = |name: &str| {
            let own = name.strip_prefix(folder)?.trim_start_matches('/').strip_suffix(".xml")?;
            let own = own.trim_end_matches(|c: char| c.is_ascii_digit());
            KINDS.contains(&own).then(|| (own.to_owned(), name.to_owned()))
        };
        self.names().filter_map(of_kind).collect()
    }
}

fn folded(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// A part out of an archive whose directory is whole. The size in the directory is the stranger's word: the bound holds on what comes out.
fn unpacked(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    found: &str,
    name: &str,
    meter: &Meter<'_>,
) -> Result<Vec<u8>, ReadError> {
    let damaged = |reason: String| ReadError::DamagedPart { part: name.to_owned(), reason };
    let mut entry = archive.by_name(found).map_err(|error| damaged(error.to_string()))?;
    let room = meter.room(entry.compressed_size());
    let (most, _) = room;
    let mut bytes = Vec::with_capacity(usize::try_from(entry.size().min(most)).unwrap_or_default());
    entry.by_ref().take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| damaged(error.to_string()))?;
    meter.unpacked(bytes.len() as u64, room, name)?;
    Ok(bytes)
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
