//! What a damaged file still holds: read as far as it goes, each loss said, nothing made up.
//!
//! `fixtures/salvage/NAME.docx` with `NAME.expected` (the text that is read back, both readings) and `NAME.notes` (what is said to be missing);
//! `DISPOSITIF_WRITE=1 cargo test --test read salvage` writes both.

use crate::{bytes, files, fixtures, folder, marked_text};
use dispositif::note::{Name, Note, Noted};
use dispositif::read::{Limits, Manuscript, ReadError, read, salvage};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const DAMAGE: [Name; 3] = [Name::DamagedPackage, Name::DamagedPart, Name::DamagedText];

fn salvaged(bytes: &[u8]) -> Result<Noted<Manuscript>, ReadError> {
    salvage(bytes, &Limits::default())
}

fn damaged() -> Vec<PathBuf> {
    let folder = folder("fixtures/salvage");
    [files(&folder, "docx"), files(&folder, "txt")].concat()
}

fn said(notes: &[Note]) -> String {
    notes.iter().map(|note| format!("{}: {}\n", note.name.as_str(), note.message)).collect()
}

#[test]
fn what_is_left_is_read_and_what_is_missing_is_said() {
    let mut names = BTreeSet::new();
    for path in damaged() {
        let Noted { value, notes } = salvaged(&bytes(&path)).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        names.extend(notes.iter().map(|note| note.name));
        for (ending, found) in [("expected", marked_text(&value)), ("notes", said(&notes))] {
            if std::env::var_os("DISPOSITIF_WRITE").is_some() {
                std::fs::write(path.with_extension(ending), &found).expect("written");
            }
            let wanted = std::fs::read_to_string(path.with_extension(ending)).unwrap_or_default();
            assert_eq!(found, wanted, "{}", path.with_extension(ending).display());
        }
    }
    assert!(DAMAGE.iter().all(|name| names.contains(name)), "not every kind of damage has a fixture: {names:?}");
}

/// The message of damage names the remedy.
#[test]
fn what_could_be_salvaged_says_so() {
    for path in damaged() {
        let message = match read(&bytes(&path), &Limits::default()) {
            Err(error) => error.to_string(),
            // Damage beside the main part is no error, and a note tells of it.
            Ok(found) => said(&found.notes),
        };
        assert!(message.contains("--salvage"), "{}: {message}", path.display());
    }
}

#[test]
fn a_file_that_is_whole_is_read_as_always() {
    for path in fixtures() {
        let (one, other) = (salvaged(&bytes(&path)), read(&bytes(&path), &Limits::default()));
        let (one, other) = (one.expect("readable"), other.expect("readable"));
        let all = |of: &Noted<Manuscript>| serde_json::to_value((&of.value, &of.notes)).expect("serializable");
        assert!(all(&one) == all(&other), "{}", path.display());
    }
}

/// The paragraphs of a file that was cut off, of which each is the beginning of what it was.
fn cut(whole: &[u8], at: usize, about: &dyn Fn() -> String, expected: &[String]) -> Option<usize> {
    let read = salvaged(&whole[..at]).ok()?;
    let found: Vec<String> = read.value.paragraphs.iter().map(|paragraph| paragraph.text()).collect();
    assert!(found.len() <= expected.len(), "{}: more paragraphs than there were", about());
    for (n, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert!(expected.starts_with(found.as_str()), "{}: paragraph {n} is «{found}», was «{expected}»", about());
    }
    let letters = |texts: &[String]| texts.iter().map(String::len).sum::<usize>();
    if letters(&found) < letters(expected) {
        assert!(read.notes.iter().any(|note| DAMAGE.contains(&note.name)), "{}: a loss is not said", about());
    }
    Some(letters(&found))
}

/// The end of a file is lost, and a document that is embedded in it unpacked has an end of its own.
#[test]
fn an_embedded_document_is_not_taken_for_the_file() {
    let inner = bytes(&folder("fixtures/itu").join("alerts.en.docx"));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let outer = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r>\
                 <w:t>the outer text</w:t></w:r></w:p></w:body></w:document>";
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, part) in [("word/document.xml", outer.as_bytes()), ("word/embeddings/inner.docx", &inner)] {
        writer.start_file(name, options).expect("started");
        std::io::Write::write_all(&mut writer, part).expect("written");
    }
    let whole = writer.finish().expect("packed").into_inner();
    let cut = &whole[..whole.len() - 40];
    assert!(matches!(read(cut, &Limits::default()), Err(ReadError::NotZip(_))));
    assert_eq!(marked_text(&salvaged(cut).expect("salvaged").value).trim(), "the outer text");
}

/// What a stranger's directory claims costs neither memory nor time: entries that share one long name, headers that are said to be encrypted.
#[test]
fn claims_of_a_directory_cost_nothing() {
    let mut entry = b"PK\x01\x02".to_vec();
    entry.resize(46, 0);
    entry[28..30].copy_from_slice(&[0xFF, 0xFF]);
    let mut header = b"PK\x03\x04".to_vec();
    header.resize(30, 0);
    (header[6], header[26], header[27]) = (1, 0xFF, 0xFF);
    for claim in [entry, header] {
        let file = [b"PK\x03\x04".to_vec(), claim.repeat(20_000), vec![b'a'; 70_000]].concat();
        assert!(matches!(salvaged(&file), Err(ReadError::NoDocument | ReadError::Lost(_))));
    }
}

#[test]
fn a_file_that_is_cut_off_gives_its_beginning() {
    let mut read_back = 0;
    for path in fixtures().iter().filter(|path| path.extension().is_some_and(|ending| ending == "docx")) {
        let whole = bytes(path);
        let expected: Vec<String> = crate::manuscript(path).paragraphs.iter().map(|p| p.text()).collect();
        // Small files at every seventh byte, large ones at some hundred.
        for at in (0..whole.len()).step_by((whole.len() / 200).max(7)) {
            let about = || format!("{} cut at byte {at}", path.display());
            read_back += usize::from(cut(&whole, at, &about, &expected).is_some_and(|letters| letters > 0));
        }
    }
    assert!(read_back > 2_000, "only {read_back} pieces could be read");
}

/// What of the corpus beside the repository is read back when its files are cut at each sixteenth: run with `--ignored --nocapture`.
#[test]
#[ignore = "minutes; prints figures"]
fn the_corpus_cut_at_each_sixteenth() {
    let root = folder("../shared/corpus");
    let mut folders = vec![root];
    let (mut files, mut refused) = (Vec::new(), 0);
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "docx") {
                files.push(path);
            }
        }
    }
    files.sort();
    let (mut kept, mut pieces, mut whole_files) = ([0.0_f64; 17], [0_usize; 17], 0);
    let mut salvaged_only = 0;
    for path in &files {
        let whole = bytes(path);
        let Ok(read) = read(&whole, &Limits::default()) else {
            match salvaged(&whole) {
                Ok(found) => {
                    salvaged_only += 1;
                    let letters: usize = found.value.paragraphs.iter().map(|p| p.text().len()).sum();
                    println!("{}: {letters} bytes of text salvaged", name(path));
                }
                Err(_) => refused += 1,
            }
            continue;
        };
        let expected: Vec<String> = read.value.paragraphs.iter().map(|p| p.text()).collect();
        let letters: usize = expected.iter().map(String::len).sum();
        if letters == 0 {
            continue;
        }
        whole_files += 1;
        for sixteenth in 1..=16 {
            let at = whole.len() * sixteenth / 16;
            let about = || format!("{} cut at byte {at}", path.display());
            let found = cut(&whole, at, &about, &expected);
            kept[sixteenth] += found.unwrap_or(0) as f64 / letters as f64;
            pieces[sixteenth] += usize::from(found.is_some());
        }
    }
    println!("{} files, {whole_files} read whole, {salvaged_only} salvaged only, {refused} refused", files.len());
    for sixteenth in 1..=16 {
        let share = 100.0 * kept[sixteenth] / whole_files.max(1) as f64;
        println!("{sixteenth:2}/16: {:4} pieces read, {share:5.1} % of the text on average", pieces[sixteenth]);
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
