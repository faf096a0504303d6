//! The lexicon: every word of every language, every style, place, label and pattern, as data.
//!
//! Enters the folder `lexicon/` (compiled in, or another one given by path); leaves a checked [`Lexicon`]. Nothing elsewhere in
//! `src/` holds a word of a language that documents are written in.

pub mod check;
mod citing;
pub mod fold;
mod language;
mod phrase;
pub mod tables;

pub use citing::{CitedWord, Citing, Owner};
pub use language::{ActForm, Language, Lead, Matcher, Part};
pub use phrase::{Found, Phrases, expand};

use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{LazyLock, OnceLock};
use tables::{Act, Action, Body, Cited, GeneralTable, House, LanguageTable, OwnerKind, Series, Shape};
use thiserror::Error;

/// The files of `lexicon/`, compiled in: name and content.
static EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));

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

/// A label pattern: how a sign is wrapped.
pub type LabelPattern = Matcher;

/// A house with its patterns compiled.
#[derive(Debug, Clone)]
pub struct HouseRules {
    /// The table entry.
    pub house: House,
    /// Number lines that need no words.
    pub number_lines: Vec<Matcher>,
    /// Symbols of adopted texts.
    pub symbols: Vec<Matcher>,
}

/// The shape of a number, compiled.
#[derive(Debug, Clone)]
pub struct ShapeMatcher {
    /// The table entry.
    pub shape: Shape,
    /// Its pattern, anchored at the beginning.
    pub regex: regex::Regex,
}

/// A language whose files are read when it is first asked for: most documents need one of them.
#[derive(Debug)]
struct Shelf {
    /// The code by which the language detector knows it.
    detector: String,
    files: Vec<(String, String)>,
    language: OnceLock<Result<Language, LexiconError>>,
}

/// Everything the program knows about words.
#[derive(Debug)]
pub struct Lexicon {
    languages: BTreeMap<String, Shelf>,
    /// The tables beside the languages.
    pub general: GeneralTable,
    /// Houses.
    pub houses: Vec<HouseRules>,
    /// Proposal markers.
    pub markers: Vec<Matcher>,
    /// Labels, in the order in which they are tried.
    pub labels: Vec<LabelPattern>,
    /// Citations alike in all languages.
    pub references: Vec<Matcher>,
    /// Shapes of the numbers of what is cited.
    pub shapes: Vec<ShapeMatcher>,
    /// Versions alike in all languages.
    pub versions: Vec<Matcher>,
    /// Run-on changes alike in all languages.
    pub run_ons: Vec<Matcher>,
    /// Words written with a capital inside.
    pub mixed_case: Vec<Matcher>,
    styles: HashMap<String, String>,
    /// The tables beside the languages as they were read, for the digest.
    beside: Vec<(String, String)>,
    digest: OnceLock<String>,
}

static BUILT_IN: LazyLock<Lexicon> = LazyLock::new(|| {
    let files = EMBEDDED.iter().map(|(name, content)| ((*name).to_owned(), (*content).to_owned()));
    Lexicon::from_files(files.collect()).expect("the lexicon that is compiled in is checked by the tests")
});

impl Lexicon {
    /// The lexicon that is compiled in.
    pub fn built_in() -> &'static Lexicon {
        &BUILT_IN
    }

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

    fn take_down<'l>(&'l self, shelf: &'l Shelf) -> Result<&'l Language, &'l LexiconError> {
        let read = || {
            let mut whole = LanguageTable::default();
            for (name, content) in &shelf.files {
                whole.merge(table(name, content)?);
            }
            check_ids(&whole, &self.general)?;
            Language::new(whole, &self.general, &heirs(&self.houses))
        };
        shelf.language.get_or_init(read).as_ref()
    }

    /// A language by its ISO 639-1 code.
    pub fn language(&self, code: &str) -> Option<&Language> {
        self.languages.get(code).and_then(|shelf| self.take_down(shelf).ok())
    }

    /// All languages, in the order of their codes. This reads every one of them.
    pub fn languages(&self) -> impl Iterator<Item = &Language> {
        self.languages.values().filter_map(|shelf| self.take_down(shelf).ok())
    }

    /// The codes of the languages.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.languages.keys().map(String::as_str)
    }

    /// The languages' codes by the code under which the detector knows each.
    pub fn detectors(&self) -> impl Iterator<Item = (&str, &str)> {
        self.languages.iter().map(|(code, shelf)| (shelf.detector.as_str(), code.as_str()))
    }

    /// SHA-256 of all files with their names, in hexadecimal: two lexicons with one digest say the same.
    pub fn digest(&self) -> &str {
        self.digest.get_or_init(|| {
            let of_languages = self.languages.values().flat_map(|shelf| &shelf.files);
            let mut files: Vec<&(String, String)> = self.beside.iter().chain(of_languages).collect();
            files.sort();
            let mut digest = Sha256::new();
            for (name, content) in files {
                for part in [name, content] {
                    digest.update((part.len() as u64).to_le_bytes());
                    digest.update(part);
                }
            }
            digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
        })
    }

    /// The lexicon of files by name (`languages/fr/acts.toml`) and content.
    pub fn from_files(files: Vec<(String, String)>) -> Result<Self, LexiconError> {
        let mut general = GeneralTable::default();
        let mut houses = Vec::new();
        let mut languages: BTreeMap<String, Shelf> = BTreeMap::new();
        let mut beside = Vec::new();
        for (name, content) in files {
            if let Some(rest) = name.strip_prefix("languages/") {
                let code = rest.split('/').next().unwrap_or(rest).trim_end_matches(".toml").to_owned();
                let folder = code.clone();
                let shelf = languages.entry(code).or_insert_with(|| Shelf {
                    detector: String::new(),
                    files: Vec::new(),
                    language: OnceLock::new(),
                });
                if rest.ends_with("language.toml") || !rest.contains('/') {
                    let head = table::<LanguageTable>(&name, &content)?;
                    if head.language != folder {
                        return Err(LexiconError::Language { file: name, named: head.language, folder });
                    }
                    shelf.detector = head.detector;
                }
                shelf.files.push((name, content));
                continue;
            }
            match name.as_str() {
                "houses.toml" => houses.extend(table::<tables::HousesTable>(&name, &content)?.house),
                _ => general.merge(table(&name, &content)?),
            }
            beside.push((name, content));
        }
        if languages.is_empty() {
            return Err(LexiconError::File {
                file: "languages/".to_owned(),
                reason: "the lexicon has no language".to_owned(),
            });
        }
        let houses = houses
            .into_iter()
            .map(|house| {
                Ok(HouseRules {
                    number_lines: Matcher::compile("houses.toml", &house.number_line)?,
                    symbols: Matcher::compile("houses.toml", &house.symbol)?,
                    house,
                })
            })
            .collect::<Result<Vec<HouseRules>, LexiconError>>()?;
        check_likes(&houses)?;
        let mut styles = HashMap::new();
        for role in &general.style {
            for style in &role.styles {
                styles.insert(style_key(style), role.role.clone());
            }
        }
        let mut references = Matcher::compile("references.toml", &general.reference)?;
        inherit(&mut references, &heirs(&houses));
        Ok(Lexicon {
            markers: Matcher::compile("proposals.toml", &general.marker)?,
            labels: Matcher::compile("numbering.toml", &general.label)?,
            references,
            shapes: general.shape.iter().map(shape).collect::<Result<_, _>>()?,
            versions: Matcher::compile("versions.toml", &general.version)?,
            run_ons: Matcher::compile("recovery.toml", &general.run_on)?,
            mixed_case: Matcher::compile("recovery.toml", &general.mixed_case)?,
            languages,
            houses,
            general,
            styles,
            beside,
            digest: OnceLock::new(),
        })
    }

    /// An act by id.
    pub fn act(&self, id: &str) -> Option<&Act> {
        self.general.act.iter().find(|act| act.id == id)
    }

    /// A body by id.
    pub fn body(&self, id: &str) -> Option<&Body> {
        self.general.body.iter().find(|body| body.id == id)
    }

    /// What a word for something cited may stand for.
    pub fn cited(&self, word: &str) -> impl Iterator<Item = &Cited> {
        self.general.cited.iter().filter(move |row| row.word == word)
    }

    /// The kinds of cited things that belong to an owner of some sort.
    pub fn cited_by_owner(&self, owner: OwnerKind) -> impl Iterator<Item = &Cited> {
        self.general.cited.iter().filter(move |row| row.owner == owner)
    }

    /// Whether things of a kind belong to an owner of some sort.
    pub fn is_owned(&self, kind: &str, owner: OwnerKind) -> bool {
        self.cited_by_owner(owner).any(|row| row.kind == kind)
    }

    /// The body of a Sector.
    pub fn body_of_sector(&self, sector: &str) -> Option<&Body> {
        self.general.body.iter().find(|body| body.sector.as_deref() == Some(sector))
    }

    /// The shapes that the numbers of some kinds of things may have.
    pub fn shapes_of(&self, rows: &[&Cited]) -> Vec<&ShapeMatcher> {
        self.shapes.iter().filter(|shape| rows.iter().any(|row| row.shapes.contains(&shape.shape.id))).collect()
    }

    /// Whether a body's texts have numbers of a shape of their own.
    pub fn has_shapes(&self, body: &str) -> bool {
        self.shapes.iter().any(|shape| shape.shape.bodies.iter().any(|known| known == body))
    }

    /// The shapes of numbers that are citations in a house's texts by themselves.
    pub fn bare_shapes(&self, house: &str) -> &[String] {
        let Some(rules) = self.house(house) else { return &[] };
        let like = rules.house.like.as_ref().filter(|_| rules.house.bare.is_empty()).and_then(|like| self.house(like));
        &like.unwrap_or(rules).house.bare
    }

    /// Whether the clauses of a body's texts carry their own acts; `owner` is `organisation.body`.
    pub fn acts_on_clauses(&self, owner: &str) -> bool {
        let body = owner.split_once('.').and_then(|(_, body)| self.body(body));
        let house = body.and_then(|body| self.house(&body.house));
        house.is_some_and(|rules| rules.house.act_on == "clause")
    }

    /// A proposal action by its symbol.
    pub fn action(&self, symbol: &str) -> Option<&Action> {
        self.general.action.iter().find(|action| action.symbol == symbol)
    }

    /// A house by id.
    pub fn house(&self, id: &str) -> Option<&HouseRules> {
        self.houses.iter().find(|rules| rules.house.id == id)
    }

    /// The role of a paragraph style, by one of its ids or names.
    pub fn style_role(&self, style: &str) -> Option<&str> {
        let key = style_key(style);
        let exact = self.styles.get(&key);
        // `Normalaftertitle0`, `TableTextS50`: word processors number the copies of a style.
        exact.or_else(|| self.styles.get(key.trim_end_matches(|c: char| c.is_ascii_digit()))).map(String::as_str)
    }

    /// A series of numbering signs by id.
    pub fn series(&self, id: &str) -> Option<&Series> {
        self.general.series.iter().find(|series| series.id == id)
    }
}

/// Each house that another is like, and that other.
fn heirs(houses: &[HouseRules]) -> Vec<(String, String)> {
    houses.iter().filter_map(|rules| Some((rules.house.like.clone()?, rules.house.id.clone()))).collect()
}

/// The patterns of a house are also those of the houses that are like it.
fn inherit(matchers: &mut Vec<Matcher>, heirs: &[(String, String)]) {
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
fn check_likes(houses: &[HouseRules]) -> Result<(), LexiconError> {
    for like in houses.iter().filter_map(|rules| rules.house.like.as_ref()) {
        if !houses.iter().any(|rules| rules.house.id == *like && rules.house.like.is_none()) {
            let (file, declared) = ("houses.toml".to_owned(), "houses.toml, as one that is like no other");
            return Err(LexiconError::Undeclared { file, kind: "house", id: like.clone(), declared });
        }
    }
    Ok(())
}

/// The content of a file as a table of its shape.
fn table<T: serde::de::DeserializeOwned>(file: &str, content: &str) -> Result<T, LexiconError> {
    toml::from_str(content)
        .map_err(|error| LexiconError::Shape { file: file.to_owned(), reason: error.to_string().trim().to_owned() })
}

/// The series that a number format of Word files writes, from the lexicon that is compiled in.
pub fn series_of_format(format: &str) -> Option<&'static [String]> {
    static SERIES: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
        let content = EMBEDDED.iter().find(|(name, _)| *name == "numbering.toml").map_or("", |(_, content)| content);
        let table: GeneralTable = toml::from_str(content).unwrap_or_default();
        let signs = |series: &Series| series.signs.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        table.series.iter().flat_map(|s| s.formats.iter().map(|f| (f.clone(), signs(s))).collect::<Vec<_>>()).collect()
    });
    SERIES.get(format).map(Vec::as_slice)
}

fn shape(shape: &Shape) -> Result<ShapeMatcher, LexiconError> {
    let regex = regex::Regex::new(&format!("^(?:{})", shape.pattern)).map_err(|e| LexiconError::Pattern {
        file: "references.toml".to_owned(),
        pattern: shape.pattern.clone(),
        reason: e.to_string(),
    })?;
    Ok(ShapeMatcher { shape: shape.clone(), regex })
}

/// A number in Roman figures.
pub fn roman(figures: &str) -> Option<u32> {
    let value = |c: char| match c.to_ascii_lowercase() {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        'c' => Some(100),
        _ => None,
    };
    let values = figures.chars().map(value).collect::<Option<Vec<u32>>>()?;
    let smaller = |at: usize| values.get(at + 1).is_some_and(|next| *next > values[at]);
    let (plus, minus): (Vec<usize>, Vec<usize>) = (0..values.len()).partition(|at| !smaller(*at));
    let sum = |at: Vec<usize>| at.into_iter().map(|at| values[at]).sum::<u32>();
    sum(plus).checked_sub(sum(minus)).filter(|n| *n > 0)
}

fn style_key(style: &str) -> String {
    style.chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect()
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
    for entry in &table.body {
        check("body", &entry.id, general.body.iter().any(|b| b.id == entry.id), "bodies.toml")?;
    }
    Ok(())
}
