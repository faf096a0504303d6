//! A file that is written whole or not at all.
//!
//! Enters a place and what belongs there; leaves a file. The bytes go to a hidden file beside the place first, which is then renamed: nobody
//! meets half a file, and a process that is killed leaves what was there before, or the new file.
//!
//! ```text
//! output/.dispositif-4711-0.part  ──put──▶  output/alerts.fr.docx.json
//! ```
//!
//! What a killed process left beside goes when the next one writes into the folder. Whether somebody still writes such a file is told by its
//! lock, which the system takes away from a process however it ends: a process id says less, because it is given anew.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// How the hidden files begin and end. The name of the place is not in theirs: with it theirs could be too long where its own is not.
const BEGIN: &str = ".dispositif-";
const END: &str = ".part";

/// A file in the making. It is gone where it is dropped before it is put in its place.
#[derive(Debug)]
pub struct Making {
    file: File,
    /// `None` for a device or a pipe: what is sent there is there at once, and nothing may take its place.
    beside: Option<PathBuf>,
    place: PathBuf,
}

impl Making {
    /// Begins a file. A link is followed: the file that it leads to is replaced, not the link.
    pub fn begin(place: &Path) -> io::Result<Self> {
        let place = fs::canonicalize(place).unwrap_or_else(|_| place.to_owned());
        let held = fs::metadata(&place).ok();
        if held.as_ref().is_some_and(fs::Metadata::is_dir) {
            return Err(ErrorKind::IsADirectory.into());
        }
        if held.as_ref().is_some_and(|held| !held.is_file()) {
            let file = OpenOptions::new().write(true).open(&place)?;
            return Ok(Making { file, beside: None, place });
        }
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        sweep_once(folder);
        let (file, beside) = hidden(folder)?;
        let making = Making { file, beside: Some(beside), place };
        // Who may read a file is not changed by writing it anew; where a disk knows no such thing, there is nothing to keep.
        if let Some(held) = held {
            let _ = making.file.set_permissions(held.permissions());
        }
        Ok(making)
    }

    /// Puts the file in its place.
    pub fn put(mut self) -> io::Result<()> {
        self.file.flush()?;
        let Some(beside) = &self.beside else { return Ok(()) };
        fs::rename(beside, &self.place)?;
        self.beside = None;
        Ok(())
    }

    /// Puts the file in its place and waits until it is on the disk: it stays, also where the power fails.
    pub fn put_lasting(self) -> io::Result<()> {
        self.file.sync_all()?;
        let folder = self.beside.as_deref().and_then(Path::parent).map(Path::to_owned);
        self.put()?;
        // The new name is in the folder, which not every system lets a program wait for.
        if let Some(folder) = folder.and_then(|folder| File::open(folder).ok()) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

impl Write for Making {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        if let Some(beside) = &self.beside {
            let _ = fs::remove_file(beside);
        }
    }
}

/// Writes a file whole.
pub fn write(place: &Path, content: &[u8]) -> io::Result<()> {
    let mut making = Making::begin(place)?;
    making.write_all(content)?;
    making.put()
}

/// Why a file cannot be written, and what to do.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such folder; make it first".to_owned(),
        ErrorKind::PermissionDenied => "it may not be written; ask for permission, or write elsewhere".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "this disk can only be read; write elsewhere".to_owned(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            format!("no space is left ({error}); make some, or write elsewhere")
        }
        ErrorKind::IsADirectory => "a folder has this name; move it away, or write elsewhere".to_owned(),
        ErrorKind::InvalidFilename => format!("the system takes no such name ({error}); give the input a shorter one"),
        _ => format!("{error}; check the disk, or write elsewhere"),
    }
}

/// A hidden file of our own in a folder, locked.
fn hidden(folder: &Path) -> io::Result<(File, PathBuf)> {
    let process = std::process::id();
    // Numbers of processes are not one's own where machines share a folder: a name that is taken is left to its owner.
    for number in 0.. {
        let beside = folder.join(format!("{BEGIN}{process}-{number}{END}"));
        match OpenOptions::new().write(true).create_new(true).open(&beside) {
            // Between making and locking it another process may have taken it for left behind.
            Ok(file) if is_lost(&file, &beside) => {}
            Ok(file) => return Ok((file, beside)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Whether somebody else has got hold of a file that was just made. Where a file system knows no locks, nobody takes anything away.
fn is_lost(file: &File, beside: &Path) -> bool {
    matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock)) || !beside.exists()
}

/// Takes away what killed processes left in a folder, when this process first writes there: to look into a great folder takes time.
fn sweep_once(folder: &Path) {
    static SWEPT: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    if SWEPT.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned()) {
        sweep(folder);
    }
}

/// Takes away the hidden files that nobody holds. What cannot be taken away harms nobody.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_ours = name.to_str().is_some_and(|name| name.starts_with(BEGIN) && name.ends_with(END));
        if !is_ours || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        if let Ok(file) = OpenOptions::new().write(true).open(entry.path())
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own for a test, gone when the test ends.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("dispositif-write-{name}-{}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Scratch(path)
        }

        fn names(&self) -> Vec<String> {
            let entries = fs::read_dir(&self.0).unwrap();
            let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
            names.sort();
            names
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn nothing_is_seen_before_it_is_whole() {
        let scratch = Scratch::new("whole");
        let place = scratch.0.join("a.json");
        write(&place, b"older").unwrap();
        let mut making = Making::begin(&place).unwrap();
        making.write_all(b"new").unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"older");
        assert_eq!(scratch.names().len(), 2);
        drop(making);
        assert_eq!(scratch.names(), ["a.json"]);
        let mut making = Making::begin(&place).unwrap();
        making.write_all(b"newer").unwrap();
        making.put_lasting().unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"newer");
        assert_eq!(scratch.names(), ["a.json"]);
    }

    #[test]
    fn what_somebody_writes_stays_and_what_nobody_writes_goes() {
        let scratch = Scratch::new("sweep");
        let left = scratch.0.join(".dispositif-1-0.part");
        fs::write(&left, "half").unwrap();
        fs::write(scratch.0.join(".other.part"), "of somebody else").unwrap();
        let making = Making::begin(&scratch.0.join("a.json")).unwrap();
        assert!(!left.exists());
        sweep(&scratch.0);
        let own = making.beside.as_ref().unwrap().file_name().unwrap().to_str().unwrap().to_owned();
        assert_eq!(scratch.names(), [own.as_str(), ".other.part"]);
        making.put().unwrap();
        assert_eq!(scratch.names(), [".other.part", "a.json"]);
    }

    #[test]
    #[cfg(unix)]
    fn links_modes_and_devices_stay_what_they_are() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let scratch = Scratch::new("unix");
        let (place, link) = (scratch.0.join("a.json"), scratch.0.join("link"));
        fs::write(&place, "older").unwrap();
        fs::set_permissions(&place, fs::Permissions::from_mode(0o600)).unwrap();
        symlink(&place, &link).unwrap();
        write(&link, b"newer").unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"newer");
        assert_eq!(fs::metadata(&place).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        // A link to the device: that the device itself is replaced must not be tried on it.
        let null = scratch.0.join("null");
        symlink("/dev/null", &null).unwrap();
        assert!(Making::begin(&null).unwrap().beside.is_none());
        assert_eq!(write(&scratch.0, b"").unwrap_err().kind(), ErrorKind::IsADirectory);
    }
}
