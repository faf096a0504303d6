//! Files that a verb writes: beside first, then renamed, so that nobody meets half a file.

use std::fs;
use std::path::Path;

/// Writes beside and renames, so that nobody meets half a file.
pub fn write(folder: &Path, name: &str, content: &[u8]) -> Result<(), String> {
    if !folder.is_dir() {
        return Err(format!("{}: there is no such folder; make it first", folder.display()));
    }
    let target = folder.join(name);
    let beside = folder.join(format!(".{name}.{}.part", std::process::id()));
    let done = fs::write(&beside, content).and_then(|()| fs::rename(&beside, &target));
    done.map_err(|error| {
        let _ = fs::remove_file(&beside);
        format!("{}: {error}", target.display())
    })
}
