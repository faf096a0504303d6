//! Stored versions among the texts that a verb is given: `itu.wtsa.resolution.58@geneva-2022` in the place of a file.

use crate::lexicon::Lexicon;
use crate::read::Limits;
use crate::store::{Held, Key, Store, StoreError};
use std::path::{Path, PathBuf};

/// In which language a version is wanted, and how it is read.
#[derive(Clone, Copy)]
pub struct Wanted<'w> {
    /// The language that is asked for.
    pub language: Option<&'w str>,
    /// The language of a file that stands beside the version.
    pub beside: Option<&'w str>,
    /// What reading it may cost.
    pub limits: Limits,
}

/// For each text that is given the version that it names; `None` for a file. No store is opened where all are files.
///
/// Where no language is asked for, two versions are taken in one in which both are held, and one version beside a file in that of the file.
pub fn held(
    given: &[PathBuf],
    db: &Path,
    wanted: Wanted<'_>,
    lexicon: &Lexicon,
) -> Result<Vec<Option<Held>>, StoreError> {
    let keys: Vec<Option<Key>> = given.iter().map(|text| key(text)).collect();
    if keys.iter().all(Option::is_none) {
        return Ok(vec![None; given.len()]);
    }
    let Wanted { language, beside, limits } = wanted;
    let store = Store::reading(db, lexicon)?.within(limits);
    if let [Some(older), Some(newer)] = &keys[..] {
        return Ok(store.sources_of_both(older, newer, language)?.into_iter().map(Some).collect());
    }
    let held = |key: Option<Key>| {
        let one = |key: Key| match (language, beside) {
            (None, Some(beside)) => store.source_of(&key, Some(beside)).or_else(|_| store.source_of(&key, None)),
            _ => store.source_of(&key, language),
        };
        key.map(one).transpose()
    };
    keys.into_iter().map(held).collect()
}

/// The version that is named where a file may stand; a file that is named like a version is a file.
pub fn key(text: &Path) -> Option<Key> {
    Key::told_from_file(text.to_str()?).filter(|_| !text.exists())
}
