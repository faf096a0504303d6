//! Stored versions among the texts that a verb is given: `itu.wtsa.resolution.58@geneva-2022` in the place of a file.

use crate::lexicon::Lexicon;
use crate::store::{Held, Key, Store, StoreError};
use std::path::{Path, PathBuf};

/// For each text that is given the version that it names; `None` for a file. No store is opened where all are files.
///
/// Where no language is asked for, two versions are taken in one in which both are held, and one version beside a file in that of the file.
pub fn held(
    given: &[PathBuf],
    db: &Path,
    language: Option<&str>,
    beside: Option<&str>,
    lexicon: &Lexicon,
) -> Result<Vec<Option<Held>>, StoreError> {
    let keys: Vec<Option<Key>> = given.iter().map(|text| key(text)).collect();
    if keys.iter().all(Option::is_none) {
        return Ok(vec![None; given.len()]);
    }
    let store = Store::reading(db, lexicon)?;
    let common = match (&keys[..], language) {
        ([Some(older), Some(newer)], None) => match store.common_language(older, newer)? {
            Some(language) => Some(language),
            None => {
                let reason = format!("no language holds both it and {newer}; each is held in others");
                return Err(StoreError::Unknown { asked: older.to_string(), reason });
            }
        },
        _ => language.map(str::to_owned),
    };
    let held = |key: Option<Key>| {
        let one = |key: Key| match (common.as_deref(), beside) {
            (None, Some(beside)) => store.source_of(&key, Some(beside)).or_else(|_| store.source_of(&key, None)),
            (common, _) => store.source_of(&key, common),
        };
        key.map(one).transpose()
    };
    keys.into_iter().map(held).collect()
}

/// The version that is named where a file may stand; a file that is named like a version is a file.
pub fn key(text: &Path) -> Option<Key> {
    Key::told_from_file(text.to_str()?).filter(|_| !text.exists())
}
