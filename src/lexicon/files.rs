//! A lexicon out of its files: those compiled in, or those of a folder laid out like `lexicon/`.
//!
//! The tables beside the languages are read and checked at once. A language's files wait on their shelf until it is asked for: most documents
//! need one of them.

use super::expression::Expression;
use super::tables::House;
use super::tables::{self, GeneralTable, LanguageTable, Series, Shape};
use super::{Language, Lexicon, Matcher, ShapeMatcher, style_key};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;
use thiserror::Error;

/// What is wrong with a lexicon.
#[derive(Debug, Clone, Error)]
pub enum LexiconError {
    /// A file that cannot be read.
    #[error("{file}: {reason}")]
    File {
        /// The file.
        file: String,
        /// What the system says.
        reason: String,
    },
    /// A file that does not have the shape of its table.
    #[error("{file}: {reason}\n  help: the shape of each file is in lexicon/schema/")]
    Shape {
        /// The file.
        file: String,
        /// What the parser says, with line and column.
        reason: String,
    },
    /// A pattern that does not compile.
    #[error("{file}: the pattern {pattern} does not compile: {reason}")]
    Pattern {
        /// The file.
        file: String,
        /// The pattern.
        pattern: String,
        /// What the compiler of patterns says.
        reason: String,
    },
    /// A language file that names another language than its folder.
    #[error("{file}: language is “{named}”, and the folder is “{folder}”: make them one")]
    Language {
        /// The file.
        file: String,
        /// What the file says.
        named: String,
        /// What the folder says.
        folder: String,
    },
    /// An id that no table declares.
    #[error("{file}: the {kind} “{id}” is not declared in lexicon/{declared}")]
    Undeclared {
        /// The file.
        file: String,
        /// What is named.
        kind: &'static str,
        /// The id.
        id: String,
        /// The table that should declare it.
        declared: &'static str,
    },
}

/// A file of a lexicon.
#[derive(Debug)]
pub(super) struct File {
    /// Its name within the lexicon: `languages/fr/acts.toml`.
    pub(super) name: Cow<'static, str>,
    /// What is written in it.
    pub(super) written: Cow<'static, str>,
    /// The same as JSON, where the build has read it: quicker to read again.
    pub(super) json: Option<&'static str>,
}

impl File {
    /// The file as a table of its shape.
    pub(super) fn table<T: serde::de::DeserializeOwned>(&self) -> Result<T, LexiconError> {
        let read = match self.json {
            Some(json) => serde_json::from_str(json).map_err(|error| error.to_string()),
            None => toml::from_str(&self.written).map_err(|error| error.to_string()),
        };
        read.map_err(|reason| LexiconError::Shape { file: self.name.to_string(), reason: reason.trim().to_owned() })
    }
}

/// A language whose files are read when it is first asked for: most documents need one of them.
#[derive(Debug)]
pub(super) struct Shelf {
    /// The code by which the language detector knows it.
    pub(super) detector: String,
    pub(super) files: Vec<File>,
    pub(super) language: OnceLock<Result<Language, LexiconError>>,
}

impl Lexicon {
    /// The lexicon of a folder, laid out like `lexicon/`. All its languages are read, so that a mistake is found at once.
    pub fn load(folder: &Path) -> Result<Self, LexiconError> {
        if !folder.is_dir() {
            let reason = "there is no such lexicon folder".to_owned();
            return Err(LexiconError::File { file: folder.display().to_string(), reason });
        }
        let mut files = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(at) = folders.pop() {
            let problem =
                |e: std::io::Error| LexiconError::File { file: at.display().to_string(), reason: e.to_string() };
            for entry in std::fs::read_dir(&at).map_err(problem)? {
                let path = entry.map_err(problem)?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|e| e == "toml") {
                    let name = path.strip_prefix(folder).unwrap_or(&path);
                    let name = name.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
                    let content = std::fs::read_to_string(&path)
                        .map_err(|e| LexiconError::File { file: path.display().to_string(), reason: e.to_string() })?;
                    files.push((name, content));
                }
            }
        }
        files.sort();
        let lexicon = Self::from_files(files)?;
        for shelf in lexicon.languages.values() {
            lexicon.take_down(shelf).map_err(LexiconError::clone)?;
        }
        Ok(lexicon)
    }

    /// The lexicon of files by name (`languages/fr/acts.toml`) and content. Its patterns are compiled, so that a mistake is found at once.
    pub fn from_files(files: Vec<(String, String)>) -> Result<Self, LexiconError> {
        let file = |(name, written): (String, String)| File { name: name.into(), written: written.into(), json: None };
        let lexicon = Self::unchecked(files.into_iter().map(file).collect())?;
        let lexicon = Lexicon { is_checked: false, ..lexicon };
        check_patterns("the tables beside the languages", lexicon.expressions())?;
        Ok(lexicon)
    }

    /// The same of files that are known to be right.
    pub(super) fn unchecked(files: Vec<File>) -> Result<Self, LexiconError> {
        let mut general = GeneralTable::default();
        let mut houses = Vec::new();
        let mut languages: BTreeMap<String, Shelf> = BTreeMap::new();
        let mut beside = Vec::new();
        for file in files {
            if let Some(rest) = file.name.strip_prefix("languages/") {
                let code = rest.split('/').next().unwrap_or(rest).trim_end_matches(".toml").to_owned();
                let folder = code.clone();
                let shelf = languages.entry(code).or_insert_with(|| Shelf {
                    detector: String::new(),
                    files: Vec::new(),
                    language: OnceLock::new(),
                });
                if rest.ends_with("language.toml") || !rest.contains('/') {
                    let head = file.table::<LanguageTable>()?;
                    if head.language != folder {
                        let file = file.name.into_owned();
                        return Err(LexiconError::Language { file, named: head.language, folder });
                    }
                    shelf.detector = head.detector;
                }
                shelf.files.push(file);
                continue;
            }
            match &*file.name {
                "houses.toml" => houses.extend(file.table::<tables::HousesTable>()?.house),
                _ => general.merge(file.table()?),
            }
            beside.push(file);
        }
        if languages.is_empty() {
            return Err(LexiconError::File {
                file: "languages/".to_owned(),
                reason: "the lexicon has no language".to_owned(),
            });
        }
        check_likes(&houses)?;
        check_units(&general)?;
        let of_houses = |patterns: fn(&House) -> &Vec<tables::Pattern>| {
            houses.iter().flat_map(|house| Matcher::all(patterns(house))).collect::<Vec<_>>().into()
        };
        let mut styles = FxHashMap::default();
        for role in &general.style {
            for style in &role.styles {
                styles.insert(style_key(style), role.role.clone());
            }
        }
        let mut references = Matcher::all(&general.reference);
        inherit(&mut references, &heirs(&houses));
        Ok(Lexicon {
            markers: Matcher::all(&general.marker).into(),
            labels: Matcher::all(&general.label).into(),
            signs: signs(&general.series),
            references: references.into(),
            shapes: general.shape.iter().map(shape).collect(),
            versions: Matcher::all(&general.version).into(),
            number_lines: of_houses(|house| &house.number_line),
            symbols: of_houses(|house| &house.symbol),
            run_ons: Matcher::all(&general.run_on).into(),
            mixed_case: Matcher::all(&general.mixed_case).into(),
            languages,
            houses,
            general,
            styles,
            beside,
            digest: OnceLock::new(),
            is_checked: true,
        })
    }

    pub(super) fn take_down<'l>(&'l self, shelf: &'l Shelf) -> Result<&'l Language, &'l LexiconError> {
        let read = || {
            let mut whole = LanguageTable::default();
            for file in &shelf.files {
                whole.merge(file.table()?);
            }
            if self.is_checked {
                return Ok(Language::new(whole, &self.general, &heirs(&self.houses)));
            }
            check_ids(&whole, &self.general)?;
            let language = Language::new(whole, &self.general, &heirs(&self.houses));
            check_patterns(&format!("languages/{}", language.code), language.expressions())?;
            Ok(language)
        };
        shelf.language.get_or_init(read).as_ref()
    }

    /// SHA-256 of all files with their names, in hexadecimal: two lexicons with one digest say the same.
    pub fn digest(&self) -> &str {
        self.digest.get_or_init(|| {
            let of_languages = self.languages.values().flat_map(|shelf| &shelf.files);
            let mut files: Vec<(&str, &str)> =
                self.beside.iter().chain(of_languages).map(|file| (&*file.name, &*file.written)).collect();
            files.sort_unstable();
            let mut digest = Sha256::new();
            for (name, written) in files {
                for part in [name, written] {
                    digest.update((part.len() as u64).to_le_bytes());
                    digest.update(part);
                }
            }
            digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
        })
    }
}

/// Each house that another is like, and that other.
fn heirs(houses: &[House]) -> Vec<(String, String)> {
    houses.iter().filter_map(|house| Some((house.like.clone()?, house.id.clone()))).collect()
}

/// The patterns of a house are also those of the houses that are like it.
pub(super) fn inherit(matchers: &mut Vec<Matcher>, heirs: &[(String, String)]) {
    for (like, heir) in heirs {
        let inherited: Vec<Matcher> = matchers
            .iter()
            .filter(|matcher| matcher.house.as_ref() == Some(like))
            .map(|matcher| Matcher { house: Some(heir.clone()), ..matcher.clone() })
            .collect();
        matchers.extend(inherited);
    }
}

/// A house is like one that the file holds, and that is like none: a house inherits once.
fn check_likes(houses: &[House]) -> Result<(), LexiconError> {
    for like in houses.iter().filter_map(|house| house.like.as_ref()) {
        if !houses.iter().any(|house| house.id == *like && house.like.is_none()) {
            let (file, declared) = ("houses.toml".to_owned(), "houses.toml, as one that is like no other");
            return Err(LexiconError::Undeclared { file, kind: "house", id: like.clone(), declared });
        }
    }
    Ok(())
}

/// A unit stands for addressees that are declared.
fn check_units(general: &GeneralTable) -> Result<(), LexiconError> {
    for id in general.unit.iter().flat_map(|unit| &unit.addressees) {
        if !general.addressee.iter().any(|addressee| addressee.id == *id) {
            let (file, declared) = ("units.toml".to_owned(), "addressees.toml");
            return Err(LexiconError::Undeclared { file, kind: "addressee", id: id.clone(), declared });
        }
    }
    Ok(())
}

fn shape(shape: &Shape) -> ShapeMatcher {
    ShapeMatcher { shape: shape.clone(), regex: Expression::new(format!("^(?:{})", shape.pattern)) }
}

/// The numbers that each sign of the series stands for: a letter its place, the letter twice the place behind all letters.
fn signs(series: &[Series]) -> FxHashMap<String, Vec<u32>> {
    let mut out: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    for series in series {
        let signs: Vec<String> =
            series.signs.split_whitespace().map(|sign| sign.chars().filter(|c| *c != '\u{640}').collect()).collect();
        for (place, sign) in (1..).zip(&signs) {
            for (written, value) in [(sign.clone(), place), (sign.repeat(2), place + signs.len() as u32)] {
                let values = out.entry(written).or_default();
                if !values.contains(&value) {
                    values.push(value);
                }
            }
        }
    }
    out
}

/// Whether each pattern compiles.
fn check_patterns<'e>(file: &str, expressions: impl Iterator<Item = &'e Expression>) -> Result<(), LexiconError> {
    for expression in expressions {
        expression.check().map_err(|error| LexiconError::Pattern {
            file: file.to_owned(),
            pattern: expression.source().to_owned(),
            reason: error.to_string(),
        })?;
    }
    Ok(())
}

/// Every id that a language uses is declared in the table that owns it.
fn check_ids(table: &LanguageTable, general: &GeneralTable) -> Result<(), LexiconError> {
    let code = &table.language;
    let check = |kind, id: &str, known: bool, declared| {
        if known {
            return Ok(());
        }
        Err(LexiconError::Undeclared { file: format!("languages/{code}"), kind, id: id.to_owned(), declared })
    };
    let acts = table.act.iter().map(|e| &e.id).chain(table.combined.iter().flat_map(|c| [&c.under, &c.act]));
    for id in acts {
        check("act", id, general.act.iter().any(|a| a.id == *id), "acts.toml")?;
    }
    for entry in table.modifier.iter().chain(&table.modifier_before) {
        check("modifier", &entry.id, general.modifier.iter().any(|m| m.id == entry.id), "modifiers.toml")?;
    }
    for entry in &table.addressee {
        check("addressee", &entry.id, general.addressee.iter().any(|a| a.id == entry.id), "addressees.toml")?;
    }
    for entry in &table.place {
        check("place", &entry.id, general.place.iter().any(|p| p.id == entry.id), "places.toml")?;
    }
    for entry in &table.cited {
        check("word", &entry.word, general.cited.iter().any(|row| row.word == entry.word), "references.toml")?;
    }
    for entry in &table.instrument {
        check("instrument", &entry.id, general.instrument.iter().any(|i| i.id == entry.id), "references.toml")?;
    }
    let regions = table.activities.iter().flat_map(|words| words.regions.keys());
    for id in table.region.iter().map(|entry| &entry.id).chain(regions) {
        check("region", id, general.region.iter().any(|r| r.id == *id), "regions.toml")?;
    }
    if let Some(names) = &table.names {
        for id in names.addressees.keys() {
            check("addressee", id, general.addressee.iter().any(|a| a.id == *id), "addressees.toml")?;
        }
        for id in names.regions.keys() {
            check("region", id, general.region.iter().any(|r| r.id == *id), "regions.toml")?;
        }
        for id in names.bodies.keys() {
            check("body", id, general.body.iter().any(|b| b.id == *id), "bodies.toml")?;
        }
    }
    for entry in &table.unit {
        check("unit", &entry.id, general.unit.iter().any(|u| u.id == entry.id), "units.toml")?;
    }
    for entry in &table.body {
        check("body", &entry.id, general.body.iter().any(|b| b.id == entry.id), "bodies.toml")?;
    }
    Ok(())
}
