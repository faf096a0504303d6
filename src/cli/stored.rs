//! Stored versions among the texts that a verb is given: `itu.wtsa.resolution.58@geneva-2022` in the place of a file.

use crate::lexicon::Lexicon;
use crate::store::{Held, Key, Store, StoreError};
use std::path::{Path, PathBuf};

/// For each text that is given the version that it names; `None` for a file. No store is opened where all are files.
///
/// Two versions are taken in a language in which both are held, where none is asked for.
pub fn held(
    given: &[PathBuf],
    db: &Path,
    language: Option<&str>,
    lexicon: &Lexicon,
) -> Result<Vec<Option<Held>>, StoreError> {
    // A file that is named like a version is a file.
    let key = |text: &PathBuf| Key::told_from_file(text.to_str()?).filter(|_| !text.exists());
    let keys: Vec<Option<Key>> = given.iter().map(key).collect();
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
    let held = |key: Option<Key>| key.map(|key| store.source_of(&key, common.as_deref())).transpose();
    keys.into_iter().map(held).collect()
}
