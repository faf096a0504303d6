//! `styles.xml`: paragraph and character styles, each with the chain of styles it is based on (ECMA-376 §17.7).

use super::xml::{Item, Vocabulary, Xml};
use crate::read::manuscript::Style;
use crate::read::{Meter, ReadError};
use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

/// Numbering that a style or a paragraph asks for: the list and, if said, the level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NumberingProperties {
    /// `numId`; 0 takes numbering away.
    pub list: Option<u32>,
    /// `ilvl`.
    pub level: Option<u8>,
}

#[derive(Debug, Default)]
struct Definition {
    id: String,
    name: String,
    parent: Option<String>,
    numbering: NumberingProperties,
    outline: Option<u8>,
    italic: Option<bool>,
    /// What it is with its chain: most of the styles of a document are never used.
    resolved: OnceCell<(Arc<Style>, NumberingProperties)>,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    definitions: HashMap<String, Definition>,
    default_paragraph: Option<String>,
}

/// A chain longer than this is a loop or a joke.
const LONGEST_CHAIN: usize = 50;

impl Styles {
    /// Reads the part.
    pub fn read(part: &str, text: &str, meter: &Meter<'_>) -> Result<Self, ReadError> {
        let mut xml = Xml::new(part, text, meter);
        let mut styles = Styles::default();
        let mut current: Option<Definition> = None;
        let mut depth = 0usize;
        let mut opened_at = 0usize;
        while let Some(item) = xml.next()? {
            match item {
                Item::Open(element) => {
                    depth += 1;
                    if element.vocabulary != Vocabulary::Word {
                        continue;
                    }
                    if element.local() == "style" {
                        let id = element.attribute("styleId").unwrap_or_default().to_owned();
                        let is_default = matches!(element.attribute("default"), Some("1" | "true" | "on"));
                        if is_default && element.attribute("type") == Some("paragraph") {
                            styles.default_paragraph = Some(id.clone());
                        }
                        current = Some(Definition { name: id.clone(), id, ..Definition::default() });
                        opened_at = depth;
                        continue;
                    }
                    let Some(style) = current.as_mut() else {
                        continue;
                    };
                    let value = element.value();
                    match element.local() {
                        "name" => style.name = value.unwrap_or_default().to_owned(),
                        "basedOn" => style.parent = value.map(str::to_owned),
                        "numId" => style.numbering.list = value.and_then(|v| v.parse().ok()),
                        "ilvl" => style.numbering.level = value.and_then(|v| v.parse().ok()),
                        "outlineLvl" => style.outline = value.and_then(|v| v.parse().ok()).filter(|level| *level < 9),
                        "i" => style.italic = Some(element.is_on()),
                        // The formatting of a table style's first row and the like is not the style's own.
                        "tblStylePr" | "pPrChange" | "rPrChange" => {
                            xml.skip()?;
                            depth -= 1;
                        }
                        _ => {}
                    }
                }
                Item::Close => {
                    if depth == opened_at
                        && let Some(style) = current.take()
                    {
                        opened_at = 0;
                        styles.definitions.insert(style.id.clone(), style);
                    }
                    depth = depth.saturating_sub(1);
                }
                Item::Text(_) => {}
            }
        }
        Ok(styles)
    }

    /// A style that the file defines, with what it takes from its chain.
    fn resolved(&self, id: &str) -> Option<&(Arc<Style>, NumberingProperties)> {
        let definition = self.definitions.get(id)?;
        let resolve = || {
            let chain: Vec<&Definition> = self.chain(id).collect();
            let numbering = NumberingProperties {
                list: chain.iter().find_map(|d| d.numbering.list),
                level: chain.iter().find_map(|d| d.numbering.level),
            };
            let style = Style {
                id: id.to_owned(),
                name: definition.name.clone(),
                based_on: chain[1..].iter().map(|d| (d.id.clone(), d.name.clone())).collect(),
                outline_level: chain.iter().find_map(|d| d.outline),
            };
            (Arc::new(style), numbering)
        };
        Some(definition.resolved.get_or_init(resolve))
    }

    /// The definitions from a style to the root of its chain.
    fn chain<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Definition> {
        let first = self.definitions.get(id);
        std::iter::successors(first, |d| d.parent.as_ref().and_then(|parent| self.definitions.get(parent)))
            .take(LONGEST_CHAIN)
    }

    /// The paragraph style of an id; without an id the default one. An id that the file does not define stands for itself.
    pub fn paragraph(&self, id: Option<&str>) -> Option<Arc<Style>> {
        let id = id.or(self.default_paragraph.as_deref())?;
        Some(self.resolved(id).map(|(style, _)| style.clone()).unwrap_or_else(|| {
            Arc::new(Style { id: id.to_owned(), name: id.to_owned(), based_on: Vec::new(), outline_level: None })
        }))
    }

    /// Whether a character style sets italics.
    pub fn is_italic(&self, id: &str) -> Option<bool> {
        self.chain(id).find_map(|d| d.italic)
    }

    /// The numbering that a paragraph style brings with it, gathered along its chain.
    pub fn numbering(&self, id: Option<&str>) -> NumberingProperties {
        let known = id.or(self.default_paragraph.as_deref()).and_then(|id| self.resolved(id));
        known.map(|(_, numbering)| *numbering).unwrap_or_default()
    }
}
