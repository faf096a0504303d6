//! Files that a verb writes: where they go and what they are called. How they are written whole is the concern of [`crate::write`].

use crate::write::{self, Making};
use std::collections::{HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// Makes the folder of `-o DIR`, where it is not there.
pub fn make(folder: &Path) -> Result<(), String> {
    if folder.exists() && !folder.is_dir() {
        return Err("this is a file; -o takes a folder".to_owned());
    }
    fs::create_dir_all(folder).map_err(|error| write::reason(&error))
}

/// Writes a file into a folder.
pub fn write(folder: &Path, name: impl AsRef<OsStr>, content: &[u8]) -> Result<(), String> {
    write_to(&folder.join(name.as_ref()), content)
}

/// Writes a file.
pub fn write_to(place: &Path, content: &[u8]) -> Result<(), String> {
    write::write(place, content).map_err(|error| unwritten(place, &error))
}

/// A file that is written piece by piece.
pub struct Pieces {
    out: BufWriter<Making>,
    place: PathBuf,
}

impl Pieces {
    pub fn begin(place: PathBuf) -> Result<Self, String> {
        match Making::begin(&place) {
            Ok(making) => Ok(Pieces { out: BufWriter::new(making), place }),
            Err(error) => Err(unwritten(&place, &error)),
        }
    }

    pub fn add(&mut self, piece: &[u8]) -> Result<(), String> {
        self.out.write_all(piece).map_err(|error| unwritten(&self.place, &error))
    }

    /// Puts the whole in its place.
    pub fn put(self) -> Result<(), String> {
        let making = self.out.into_inner().map_err(io::IntoInnerError::into_error);
        making.and_then(Making::put).map_err(|error| unwritten(&self.place, &error))
    }
}

fn unwritten(place: &Path, error: &io::Error) -> String {
    format!("{}: {}", place.display(), write::reason(error))
}

/// Names of output files: that of the input with an ending behind it; where it is taken, a number goes between them.
#[derive(Default)]
pub struct Names {
    /// In lower case: on some systems `A.json` and `a.json` are one file.
    used: HashSet<OsString>,
    /// How often a name was asked for.
    asked: HashMap<OsString, usize>,
}

impl Names {
    /// The name for an input. It keeps bytes that are not UTF-8: shown as `�`, two such names could be one.
    pub fn of(&mut self, input: &Path, ending: &str) -> OsString {
        let base = match input.file_name() {
            Some(name) if name != "-" => name,
            _ => OsStr::new("stdin"),
        };
        let count = self.asked.entry(base.to_ascii_lowercase()).or_default();
        loop {
            *count += 1;
            let mut name = base.to_owned();
            if *count > 1 {
                name.push(format!("-{count}"));
            }
            name.push(format!(".{ending}"));
            if self.used.insert(name.to_ascii_lowercase()) {
                return name;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_inputs_have_one_name() {
        let mut names = Names::default();
        let given = ["a/x.txt", "x.txt-2", "b/x.txt", "X.TXT", "-", "c/stdin"];
        let found = given.map(|input| names.of(Path::new(input), "json").into_string().unwrap());
        assert_eq!(found, ["x.txt.json", "x.txt-2.json", "x.txt-3.json", "X.TXT-4.json", "stdin.json", "stdin-2.json"]);
    }

    #[test]
    #[cfg(unix)]
    fn names_that_are_not_utf_8_stay_apart() {
        use std::os::unix::ffi::OsStrExt as _;
        let mut names = Names::default();
        let mut name = |bytes: &[u8]| names.of(Path::new(OsStr::from_bytes(bytes)), "json").as_bytes().to_owned();
        assert_eq!(name(b"d/\xff.txt"), b"\xff.txt.json");
        assert_eq!(name(b"d/\xfe.txt"), b"\xfe.txt.json");
    }
}
