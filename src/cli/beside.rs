//! A store beside the input: what it knows of the texts that are cited, and of those that a proposal would change.

use crate::extract::{Extracted, Options, extract};
use crate::lexicon::Lexicon;
use crate::link::Catalogue;
use crate::read::Limits;
use crate::store::{Store, StoreError};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// An open store, for several threads.
pub struct Beside<'l> {
    store: Mutex<Store<'l>>,
    catalogue: Catalogue,
}

impl<'l> Beside<'l> {
    /// Opens a store to look at it.
    pub fn open(db: &Path, lexicon: &'l Lexicon, limits: Limits) -> Result<Self, StoreError> {
        let store = Store::reading(db, lexicon)?.within(limits);
        Ok(Beside { catalogue: store.catalogue()?, store: Mutex::new(store) })
    }

    /// Extracts a source: citations of versions that are not the newest are reported, and a proposal is read beside the text in force.
    pub fn extract(&self, bytes: &[u8], options: &Options<'_>) -> Result<Extracted, String> {
        let options = Options { catalogue: Some(&self.catalogue), ..options.clone() };
        let found = extract(bytes, &options).map_err(|error| error.to_string())?;
        let bases = {
            // A store that is only read is whole, whatever happened to the thread that had it.
            let store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
            store.bases(&found).map_err(|error| error.to_string())?
        };
        if bases.is_empty() {
            return Ok(found);
        }
        let held = options.bases.iter().copied().chain(&bases).collect();
        extract(bytes, &Options { bases: held, ..options.clone() }).map_err(|error| error.to_string())
    }
}
