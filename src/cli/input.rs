//! The files that a verb is given: folders stand for the documents in them, `-` for standard input.

use super::report;
use crate::read::Limits;
use std::collections::HashSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The files to read: a folder stands for the documents in it, in the order of their names.
pub fn inputs(given: &[PathBuf]) -> (Vec<PathBuf>, usize) {
    let mut files = Vec::new();
    let mut failed = 0;
    let mut entered = HashSet::new();
    for path in given {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let mut folders = vec![path.clone()];
        let mut found = Vec::new();
        let before = failed;
        let root = fs::canonicalize(path).ok();
        while let Some(folder) = folders.pop() {
            let listed = fs::canonicalize(&folder).and_then(|real| {
                // A link may lead back to a folder that was entered already.
                let entries = if entered.insert(real) { Some(fs::read_dir(&folder)?) } else { None };
                entries.into_iter().flatten().collect::<io::Result<Vec<_>>>()
            });
            let mut wrong = |path: &Path, message: &str| {
                failed += 1;
                report::error(&path.display().to_string(), message);
            };
            let entries = listed.unwrap_or_else(|error| {
                wrong(&folder, &unreadable(&error));
                Vec::new()
            });
            for path in entries.into_iter().map(|entry| entry.path()) {
                let is_wanted = path.is_dir() || is_document(&path);
                if is_wanted && leads_out(&path, root.as_deref()) {
                    wrong(&path, "this link leads out of the folder and was left out; name it to have it read");
                    continue;
                }
                match fs::metadata(&path) {
                    Ok(held) if held.is_dir() => folders.push(path),
                    _ if !is_document(&path) => {}
                    // To open a pipe that nobody writes to would last for ever.
                    Ok(held) if !held.is_file() => {
                        wrong(&path, "this is a pipe or a device and was left out; name it to have it read");
                    }
                    // What cannot be read is said when it is its turn.
                    Ok(_) | Err(_) => found.push(path),
                }
            }
        }
        if found.is_empty() && failed == before {
            failed += 1;
            report::error(&path.display().to_string(), "no .docx, .docm or .txt file in this folder");
        }
        found.sort();
        files.extend(found);
    }
    (files, failed)
}

/// Whether an entry is a link to something outside the folder: who sends a folder may not have the files of others read by it.
fn leads_out(path: &Path, root: Option<&Path>) -> bool {
    let is_link = fs::symlink_metadata(path).is_ok_and(|held| held.is_symlink());
    let real = || fs::canonicalize(path).ok();
    is_link && root.zip(real()).is_some_and(|(root, real)| !real.starts_with(root))
}

fn is_document(path: &Path) -> bool {
    // `~$name.docx` is the lock that a word processor puts beside a document while it is open.
    if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$")) {
        return false;
    }
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    ending.is_some_and(|e| matches!(e.as_str(), "docx" | "docm" | "txt"))
}

/// Why a file cannot be opened, and what to do.
fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file; check the path".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be read; ask for permission to read it".to_owned(),
        io::ErrorKind::IsADirectory => "this is a folder; name a file in it".to_owned(),
        _ => format!("{error}; check the file and its disk"),
    }
}

/// The bytes of a file or of standard input, or why there are none. No more is read than a file may have, whatever its directory entry says:
/// a pipe or a device may have no end.
pub fn bytes_of(file: &Path, limits: &Limits) -> Result<Vec<u8>, String> {
    let leads_nowhere = || fs::symlink_metadata(file).is_ok_and(|held| held.is_symlink());
    let opened: io::Result<Box<dyn Read>> = match file.as_os_str() == "-" {
        true => Ok(Box::new(io::stdin().lock())),
        false => fs::File::open(file).map(|file| Box::new(file) as Box<dyn Read>),
    };
    let mut source = opened.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound if leads_nowhere() => "this link leads to a file that is not there".to_owned(),
        _ => unreadable(&error),
    })?;
    // A file may be sparse and say that it is larger than any memory: what is not there is not made room for.
    const ROOM: u64 = 64 << 20;
    let is_file = file.as_os_str() != "-";
    let size = if is_file { fs::metadata(file).map_or(0, |entry| entry.len()) } else { 0 };
    limits.check_file(size).map_err(|error| error.to_string())?;
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(ROOM)).unwrap_or_default());
    source
        .by_ref()
        .take(limits.file_size.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(&error))?;
    limits.check_file(bytes.len() as u64).map_err(|error| error.to_string())?;
    Ok(bytes)
}
