//! What addressees, regions, bodies, versions and texts are called in each language of the page.
//!
//! Enters `dir.tsb`; leaves the label `name.addressee.dir.tsb` with its words. What the lexicon has no name for is called by its id.

use super::board::Tongue;
use super::words::Label;
use crate::lexicon::Lexicon;
use crate::mapping::Mapping;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// What has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    Addressee,
    Region,
    Body,
    /// `wtdc@kigali-2022`: a conference of a body.
    Conference,
    /// `itu.wtdc.resolution.214@kigali-2022`: a version, without its text.
    Version,
    Text,
}

impl Named {
    fn as_str(self) -> &'static str {
        match self {
            Named::Addressee => "addressee",
            Named::Region => "region",
            Named::Body => "body",
            Named::Conference => "conference",
            Named::Version => "version",
            Named::Text => "text",
        }
    }
}

/// Names by kind and id, in each language.
pub struct Names {
    names: BTreeMap<(Named, String), Vec<String>>,
}

impl Names {
    /// The names of everything that a mapping speaks of.
    pub fn of(mapping: &Mapping, lexicon: &Lexicon, tongues: &[Tongue<'_>]) -> Self {
        let names = ids(mapping, lexicon).into_iter().map(|(kind, id)| {
            let in_each = tongues.iter().map(|tongue| name(lexicon, tongue.code, kind, &id)).collect();
            ((kind, id), in_each)
        });
        Names { names: names.collect() }
    }

    /// The name in the language at a position.
    pub fn label(&self, kind: Named, id: &str, at: usize) -> Label<'_> {
        let found = self.names.get(&(kind, id.to_owned())).and_then(|names| names.get(at));
        let text = found.map_or_else(|| Cow::Owned(id.to_owned()), |name| Cow::Borrowed(name.as_str()));
        Label { key: Cow::Owned(key(kind, id)), text }
    }

    /// All names in the language at a position, by their keys.
    pub fn by_key(&self, at: usize) -> impl Iterator<Item = (String, &str)> {
        self.names.iter().filter_map(move |((kind, id), names)| Some((key(*kind, id), names.get(at)?.as_str())))
    }
}

fn key(kind: Named, id: &str) -> String {
    format!("name.{}.{}", kind.as_str(), super::words::plain(id))
}

/// What a mapping speaks of.
fn ids(mapping: &Mapping, lexicon: &Lexicon) -> BTreeSet<(Named, String)> {
    let mut ids: BTreeSet<(Named, String)> = BTreeSet::new();
    for text in &mapping.texts {
        ids.insert((Named::Text, text.id.clone()));
        let versions = text.versions.iter().chain([&text.version]);
        ids.extend(versions.map(|version| (Named::Version, format!("{}@{version}", text.id))));
        for section in &text.sections {
            let charged = section.clauses.iter().flat_map(|clause| &clause.addressees).chain(&section.addressees);
            ids.extend(charged.map(|id| (Named::Addressee, id.clone())));
        }
        if let Some(body) = &text.body {
            ids.insert((Named::Body, body.clone()));
            let met = lexicon.body(body).map(|known| known.conferences.as_slice()).unwrap_or_default();
            ids.extend(met.iter().map(|met| (Named::Conference, format!("{body}@{}-{}", met.place, met.year))));
        }
    }
    for activity in &mapping.activities {
        ids.extend(activity.addressees.iter().map(|id| (Named::Addressee, id.clone())));
        let regions = activity.activity.regions.iter().filter_map(|region| region.id.clone());
        ids.extend(regions.map(|id| (Named::Region, id)));
    }
    for link in &mapping.links {
        for target in [Some(&link.target), link.carried.as_ref().map(|carried| &carried.from)].into_iter().flatten() {
            ids.insert((Named::Text, target.text.clone()));
            ids.extend(target.version.as_ref().map(|version| (Named::Version, format!("{}@{version}", target.text))));
        }
        for step in link.carried.iter().flat_map(|carried| &carried.steps) {
            ids.insert((Named::Version, format!("{}@{}", link.target.text, step.version)));
        }
    }
    ids
}

fn name(lexicon: &Lexicon, language: &str, kind: Named, id: &str) -> String {
    // Whose conference or version it is stands beside it.
    let edition = id.rsplit_once('@').map_or(id, |(_, edition)| edition);
    match kind {
        Named::Addressee => lexicon.addressee_name(language, id).to_owned(),
        Named::Region => lexicon.region_name(language, id).to_owned(),
        Named::Body => lexicon.body_name(language, id).to_owned(),
        Named::Conference | Named::Version => lexicon.version_name(language, edition),
        Named::Text => lexicon.text_name(language, id),
    }
}
