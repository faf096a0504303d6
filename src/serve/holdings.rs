//! The texts of a store with their versions: what the first page shows, and `/api/v1/texts`.
//!
//! Enter the rows of a list, one for each version in each language; leave texts, each with its versions, each with its languages.

use super::failure::Failure;
use super::names;
use super::visit::Visit;
use crate::store::{Edition, Key, Listed, Status, Store, StoreError};
use schemars::JsonSchema;
use serde::Serialize;

/// All texts.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Texts {
    /// Whether what follows was derived by this program with its lexicon; `false`: it may be out of date.
    pub current: bool,
    /// The texts, in the order of their ids.
    pub texts: Vec<HeldText>,
}

/// A text.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct HeldText {
    /// `itu.wtsa.resolution.58`.
    pub id: String,
    /// The organisation (`itu`).
    pub organisation: Option<String>,
    /// The body (`wtsa`).
    pub body: Option<String>,
    /// The kind of instrument (`resolution`).
    pub kind: Option<String>,
    /// The number (`58`).
    pub number: Option<String>,
    /// The languages in which versions are held, in the order of their codes.
    pub languages: Vec<String>,
    /// Versions in the order of their adoption, each before the proposals of its year.
    pub versions: Vec<HeldVersion>,
}

/// A version of a text, or a proposal on it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct HeldVersion {
    /// Its key.
    #[serde(serialize_with = "printed")]
    #[schemars(with = "String")]
    pub key: Key,
    /// What stands behind the `@` of the key, without a proposal: `geneva-2022`.
    pub version: String,
    /// The proposal's id.
    pub proposal: Option<String>,
    /// Adopted or proposed.
    pub status: Status,
    /// What the proposal would do: MOD, ADD, SUP …
    pub action: Option<String>,
    /// The version that the proposal claims to change.
    pub claims: Option<String>,
    /// The languages in which it is held.
    pub languages: Vec<InLanguage>,
}

/// A version in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct InLanguage {
    /// ISO 639-1 code.
    pub language: String,
    /// As printed in the text: `Rev. Geneva, 2022`.
    pub printed: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// How many clauses it has.
    pub clauses: u32,
    /// The name of its file, without folders.
    pub file: String,
    /// Other files that hold it.
    pub other_files: Vec<String>,
}

fn printed<S: serde::Serializer>(key: &Key, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(key)
}

impl Texts {
    /// The texts of a store.
    pub fn of(store: &Store<'_>) -> Result<Self, StoreError> {
        let mut texts: Vec<HeldText> = Vec::new();
        for listed in store.list()? {
            if texts.last().is_none_or(|text| text.id != listed.text) {
                texts.push(HeldText::named(&listed.text));
            }
            if let Some(text) = texts.last_mut() {
                text.take(listed);
            }
        }
        Ok(Texts { current: store.is_current()?, texts })
    }
}

impl HeldText {
    fn named(id: &str) -> Self {
        let mut parts = id.splitn(4, '.').map(str::to_owned);
        let (organisation, body, kind, number) = (parts.next(), parts.next(), parts.next(), parts.next());
        HeldText { id: id.to_owned(), organisation, body, kind, number, languages: Vec::new(), versions: Vec::new() }
    }

    fn take(&mut self, listed: Listed) {
        if let Err(at) = self.languages.binary_search(&listed.language) {
            self.languages.insert(at, listed.language.clone());
        }
        let held = InLanguage {
            language: listed.language,
            printed: listed.version,
            title: listed.title,
            clauses: listed.clauses,
            file: names::base(&listed.file).to_owned(),
            other_files: listed.witnesses.iter().map(|file| names::base(file).to_owned()).collect(),
        };
        match self.versions.last_mut().filter(|version| version.key == listed.key) {
            Some(version) => version.languages.push(held),
            None => self.versions.push(HeldVersion {
                version: listed.key.version.as_ref().map(Edition::to_string).unwrap_or_default(),
                proposal: listed.key.proposal.clone(),
                key: listed.key,
                status: listed.status,
                action: listed.action,
                claims: listed.claims,
                languages: vec![held],
            }),
        }
    }

    /// Its newest title, with its language: in one of two languages where there is one.
    pub fn title(&self, wanted: &[&str]) -> Option<(&str, &str)> {
        let titles = || {
            let held = self.versions.iter().rev().flat_map(|version| &version.languages);
            held.filter_map(|held| Some((held.title.as_deref()?, held.language.as_str())))
        };
        let in_language = |code: &&str| titles().find(|(_, language)| language == code);
        wanted.iter().find_map(in_language).or_else(|| titles().next())
    }

    /// Those that were adopted, oldest first.
    pub fn adopted(&self) -> impl DoubleEndedIterator<Item = &HeldVersion> {
        self.versions.iter().filter(|version| version.status == Status::Adopted)
    }

    /// Those that somebody proposes.
    pub fn proposed(&self) -> impl Iterator<Item = &HeldVersion> {
        self.versions.iter().filter(|version| version.status == Status::Proposed)
    }
}

impl HeldVersion {
    /// As printed, in one of two languages where it is held so; else its id.
    pub fn printed(&self, wanted: &[&str]) -> &str {
        let in_language = |code: &&str| self.languages.iter().find(|held| held.language == **code);
        let held = wanted.iter().find_map(in_language).or(self.languages.first());
        held.and_then(|held| held.printed.as_deref()).unwrap_or(&self.version)
    }
}

/// The text that the path names.
pub fn text(visit: &Visit<'_>, store: &Store<'_>) -> Result<HeldText, Failure> {
    let asked = visit.part("text");
    let found = Texts::of(store)?.texts.into_iter().find(|text| text.id == asked);
    // The store knows what is nearest.
    found.map_or_else(|| Err(store.resolve(&Key::newest(asked), None).err().map_or_else(unlisted, Failure::from)), Ok)
}

/// A key that resolves is listed, so this is a fault of the program.
fn unlisted() -> Failure {
    Failure::internal("a text resolves and is not listed")
}
