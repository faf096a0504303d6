//! The zip package of a Word file: its parts, found by the type of their relationship.
//!
//! Types are compared by their last segment (`…/relationships/styles`), which covers both the transitional and the Strict
//! form of OOXML (ECMA-376 part 2 §9.3; part 4 annex A). What is unpacked is bounded ([`Meter`]).
//!
//! A damaged package is refused, or read as far as it goes ([`Damage::PassOver`]): then every part that leaves is well-formed, and what it
//! lacks is told by [`Package::into_losses`].

use super::mend::{Loss, mend};
use super::remains::{Extent, Remains, Unpacked, all};
use super::xml::{Item, Xml, text_of};
use crate::note::{Name, Note};
use crate::read::{Limit, Meter, ReadError};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::io::{Cursor, Read};
use std::ops::Range;
use zip::ZipArchive;

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
    /// The names of the directory by what they are compared by.
    names: HashMap<String, String>,
    /// The parts without the directory, where those are needed.
    remains: Option<Ruins<'a>>,
    bytes: &'a [u8],
    damage: Damage,
    meter: &'a Meter<'a>,
    losses: Vec<Note>,
}

/// What is found in the package without its directory.
struct Ruins<'a> {
    parts: Vec<Remains<'a>>,
    /// Where among them the parts of a name are, in the order of the file.
    by_name: HashMap<String, Vec<usize>>,
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
        let (names, losses) = (HashMap::new(), Vec::new());
        let mut package = Package { archive: None, names, remains: None, bytes, damage, meter, losses };
        match opened(bytes) {
            Ok(archive) => {
                meter.check(Limit::Parts, archive.len() as u64, PACKAGE)?;
                for name in archive.file_names() {
                    package.names.entry(folded(name)).or_insert_with(|| name.to_owned());
                }
                package.archive = Some(archive);
            }
            Err(reason) if damage == Damage::PassOver => package.search(&reason)?,
            Err(reason) => return Err(ReadError::NotZip(reason)),
        }
        Ok(package)
    }

    /// Looks for the parts without the directory, because that is lost.
    fn search(&mut self, reason: &str) -> Result<(), ReadError> {
        let count = self.ruins()?.by_name.len();
        if count == 0 {
            return Err(ReadError::NoDocument);
        }
        let size = self.bytes.len();
        let message = format!(
            "the directory at the end of the file cannot be read ({reason}); {count} parts were found in its {size} bytes without it"
        );
        self.losses.push(Note::new(Name::DamagedPackage, message));
        Ok(())
    }

    /// The parts without the directory; looked for once.
    fn ruins(&mut self) -> Result<&Ruins<'a>, ReadError> {
        let ruins = match self.remains.take() {
            Some(ruins) => ruins,
            None => {
                let parts = all(self.bytes, self.meter)?;
                self.meter.check(Limit::Parts, parts.len() as u64, PACKAGE)?;
                let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
                for (at, part) in parts.iter().enumerate() {
                    by_name.entry(folded(&part.name)).or_default().push(at);
                }
                Ruins { parts, by_name }
            }
        };
        Ok(self.remains.insert(ruins))
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
        for name in named.into_iter().chain([MAIN.to_owned()]) {
            if self.has(&name)? {
                return Ok(name);
            }
        }
        Err(ReadError::NoDocument)
    }

    fn has(&mut self, name: &str) -> Result<bool, ReadError> {
        Ok(self.listed(name).is_some() || self.is_left(name)?)
    }

    /// The name by which the directory lists a part. Names are compared without regard to case, and some writers put `\` or a leading `/`
    /// (ECMA-376 part 2 §6.2.2).
    fn listed(&self, name: &str) -> Option<String> {
        let archive = self.archive.as_ref()?;
        let is_exact = archive.index_for_name(name).is_some();
        if is_exact { Some(name.to_owned()) } else { self.names.get(&folded(name)).cloned() }
    }

    /// Whether a part that the directory does not list is there all the same.
    fn is_left(&mut self, name: &str) -> Result<bool, ReadError> {
        Ok(self.damage == Damage::PassOver && self.ruins()?.by_name.contains_key(&folded(name)))
    }

    /// A part's text, or `None` where the package has no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        self.meter.in_time(name)?;
        let unpacked = match (self.listed(name), &mut self.archive) {
            (Some(listed), Some(archive)) => Some(unpacked(archive, &listed, name, self.meter)),
            _ => None,
        };
        let bytes = match unpacked {
            Some(Ok(bytes)) => bytes,
            Some(Err(ReadError::DamagedPart { .. })) if self.damage == Damage::PassOver => self.rest_of(name)?,
            Some(Err(error)) => return Err(error),
            None if self.is_left(name)? => self.rest_of(name)?,
            None => return Ok(None),
        };
        let whole = match self.damage {
            Damage::Refuse => bytes,
            Damage::PassOver => self.mended(name, bytes)?,
        };
        text_of(name, whole).map(Some)
    }

    /// What is left of a part that cannot be unpacked whole.
    fn rest_of(&mut self, name: &str) -> Result<Vec<u8>, ReadError> {
        let lost = |reason: &str| ReadError::DamagedPart { part: name.to_owned(), reason: reason.to_owned() };
        let meter = self.meter;
        let is_listed = self.listed(name).is_some();
        let has_directory = self.archive.is_some();
        let ruins = self.ruins()?;
        let all = ruins.by_name.get(&folded(name)).map_or(&[][..], Vec::as_slice);
        // Of several parts with a name the last one counts, as in a directory.
        let part = all.last().map(|at| &ruins.parts[*at]).ok_or_else(|| lost("its header is lost"))?;
        let unpacked = part.unpacked(meter)?.ok_or_else(|| lost("it is packed in a way that is not known"))?;
        let Unpacked { bytes, extent, promised } = unpacked;
        let mut told = Vec::new();
        if all.len() > 1 {
            told.push(format!("{} parts have this name; the last of them is read", all.len()));
        }
        if !part.has_header {
            told.push("the header of the part is lost; it was found by the directory of the file".to_owned());
        } else if has_directory && !is_listed {
            told.push("the directory of the file does not list the part; it was found by its header".to_owned());
        }
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
        let told = told.into_iter().chain(message);
        self.losses.extend(told.map(|message| Note::new(Name::DamagedPart, format!("{name}: {message}"))));
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
        let Some(text) = self.part(&name)? else {
            return Ok(None);
        };
        let mut xml = Xml::new(&name, &text, self.meter);
        let mut entries = Vec::new();
        while let Some(item) = xml.next()? {
            let Item::Open(element) = item else { continue };
            if element.local() != "Relationship" || element.attribute("TargetMode") == Some("External") {
                continue;
            }
            let (Some(kind), Some(target)) = (element.attribute("Type"), element.attribute("Target")) else {
                continue;
            };
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            entries.push((kind, resolve(folder, target)));
        }
        Ok(Some(Relationships { entries }))
    }

    /// The parts that the main document names, by relationship type.
    pub fn related(&mut self, document: &str) -> Result<HashMap<String, Vec<String>>, ReadError> {
        let mut by_type: HashMap<String, Vec<String>> = HashMap::new();
        let losses = self.losses.len();
        let named = self.relationships(document)?;
        // Of damaged relationships some may be left: the others go by the usual names.
        let is_damaged = self.losses.len() > losses;
        let is_lost = self.damage == Damage::PassOver && (named.is_none() || is_damaged);
        let named = named.map(|relationships| relationships.entries).unwrap_or_default();
        let known: HashSet<String> = named.iter().map(|(_, target)| folded(target)).collect();
        let usual = if is_lost { self.usual(document)? } else { Vec::new() };
        let usual = usual.into_iter().filter(|(_, target)| !known.contains(&folded(target)));
        for (kind, target) in named.into_iter().chain(usual) {
            by_type.entry(kind).or_default().push(target);
        }
        Ok(by_type)
    }

    /// The parts beside the main one by the names that word processors give them, where the relationships are lost: `word/header2.xml`.
    fn usual(&mut self, document: &str) -> Result<Vec<(String, String)>, ReadError> {
        const KINDS: [&str; 7] = ["styles", "numbering", "footnotes", "endnotes", "comments", "header", "footer"];
        let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
        let of_kind = |name: &str| {
            let own = name.strip_prefix(folder)?.trim_start_matches('/').strip_suffix(".xml")?;
            let own = own.trim_end_matches(|c: char| c.is_ascii_digit());
            KINDS.contains(&own).then(|| (own.to_owned(), name.to_owned()))
        };
        let left: Vec<String> = self.ruins()?.parts.iter().map(|part| part.name.clone().into_owned()).collect();
        let names: BTreeSet<&String> = self.names.values().chain(&left).collect();
        Ok(names.into_iter().filter_map(|name| of_kind(name)).collect())
    }
}

/// What a message calls the container.
const PACKAGE: &str = "the package";

/// The archive, or why it cannot be read. Where the end of a file is lost, the directory of a document that is embedded in it may seem to be its
/// own: that one does not begin where the file does.
fn opened(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, String> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    match archive.offset() {
        0 => Ok(archive),
        at => Err(format!("the only directory is that of an archive which begins at byte {at}")),
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
