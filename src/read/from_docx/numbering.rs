//! `numbering.xml`: list definitions and instances (ECMA-376 §17.9), with links through list styles resolved.

use super::xml::{Element, Item, Vocabulary, Xml};
use crate::read::numbering::{AbstractList, Level, ListInstance, Numbering};
use crate::read::{Meter, ReadError};
use std::collections::{BTreeSet, HashMap};

/// Letters of the text of a level. Each item of a list repeats it: a long one would make gigabytes of a small file.
const LONGEST_LABEL: usize = 255;

/// What the part defines.
pub struct Lists {
    /// Definitions and instances.
    pub numbering: Numbering,
    /// The level that a definition ties to a paragraph style (`w:lvl/w:pStyle`), by definition and style id.
    pub style_levels: HashMap<(u32, String), u8>,
    /// Number formats that are in use and not known.
    pub unknown_formats: BTreeSet<String>,
}

/// Reads the part.
pub fn read(part: &str, text: &str, meter: &Meter<'_>) -> Result<Lists, ReadError> {
    let mut reader = Reader::default();
    let mut xml = Xml::new(part, text, meter);
    while let Some(item) = xml.next()? {
        match item {
            Item::Open(element) if element.vocabulary == Vocabulary::Word => {
                reader.open(&element);
                reader.path.push(element.local().to_owned());
            }
            Item::Open(_) => reader.path.push(String::new()),
            Item::Close => {
                if let Some(name) = reader.path.pop() {
                    reader.close(&name);
                }
            }
            Item::Text(_) => {}
        }
    }
    Ok(reader.finish())
}

#[derive(Default)]
struct Reader {
    path: Vec<String>,
    numbering: Numbering,
    style_levels: HashMap<(u32, String), u8>,
    unknown_formats: BTreeSet<String>,
    style_of: HashMap<String, u32>,
    link_of: HashMap<u32, String>,
    definition: Option<(u32, AbstractList)>,
    instance: Option<(u32, ListInstance)>,
    override_level: Option<u8>,
    level: Option<(u8, Level)>,
}

impl Reader {
    fn open(&mut self, element: &Element<'_>) {
        let number = |name: &str| element.attribute(name).and_then(|v| v.trim().parse::<u32>().ok());
        let value = element.value();
        let count = value.and_then(|v| v.trim().parse::<u32>().ok());
        match element.local() {
            "abstractNum" => self.definition = number("abstractNumId").map(|id| (id, AbstractList::default())),
            "num" => self.instance = number("numId").map(|id| (id, ListInstance::default())),
            "lvlOverride" => self.override_level = number("ilvl").map(|level| level as u8),
            "lvl" => self.level = number("ilvl").map(|level| (level as u8, Level::default())),
            "abstractNumId" => {
                if let (Some((_, instance)), Some(id)) = (&mut self.instance, count) {
                    instance.definition = id;
                }
            }
            "startOverride" => {
                if let (Some((_, instance)), Some(level), Some(start)) =
                    (&mut self.instance, self.override_level, count)
                {
                    instance.starts.insert(level, start);
                }
            }
            "styleLink" => {
                if let (Some((id, _)), Some(style)) = (&self.definition, value) {
                    self.style_of.insert(style.to_owned(), *id);
                }
            }
            "numStyleLink" => {
                if let (Some((id, _)), Some(style)) = (&self.definition, value) {
                    self.link_of.insert(*id, style.to_owned());
                }
            }
            "pStyle" => {
                if let (Some((id, _)), Some((level, _)), Some(style)) = (&self.definition, &self.level, value) {
                    self.style_levels.insert((*id, style.to_owned()), *level);
                }
            }
            name => {
                let Some((_, level)) = &mut self.level else {
                    return;
                };
                match name {
                    "start" => level.start = count.unwrap_or(1),
                    "numFmt" => {
                        level.format = value.unwrap_or("decimal").to_owned();
                        if !crate::read::numbering::is_known(&level.format) {
                            self.unknown_formats.insert(level.format.clone());
                        }
                    }
                    "lvlText" => level.text = value.unwrap_or_default().chars().take(LONGEST_LABEL).collect(),
                    "lvlRestart" => level.restart = count.map(|after| after as u8),
                    "isLgl" => level.legal = element.is_on(),
                    _ => {}
                }
            }
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "lvl" => {
                let Some((depth, level)) = self.level.take() else {
                    return;
                };
                if let Some((_, instance)) = &mut self.instance {
                    instance.levels.insert(depth, level);
                } else if let Some((_, definition)) = &mut self.definition {
                    definition.levels.insert(depth, level);
                }
            }
            "abstractNum" => {
                if let Some((id, definition)) = self.definition.take() {
                    self.numbering.definitions.insert(id, definition);
                }
            }
            "num" => {
                if let Some((id, instance)) = self.instance.take() {
                    self.numbering.instances.insert(id, instance);
                }
            }
            "lvlOverride" => self.override_level = None,
            _ => {}
        }
    }

    fn finish(mut self) -> Lists {
        // A definition that only names a list style counts with the definition that the style names (§17.9.21).
        for instance in self.numbering.instances.values_mut() {
            if let Some(real) = self.link_of.get(&instance.definition).and_then(|style| self.style_of.get(style)) {
                instance.definition = *real;
            }
        }
        Lists { numbering: self.numbering, style_levels: self.style_levels, unknown_formats: self.unknown_formats }
    }
}
