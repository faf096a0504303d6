//! Redlines as Word files: rejecting gives the older text, accepting the newer; of a patched file everything else stays as it was.

mod files;
mod pairs;
mod random;
#[path = "../support/mod.rs"]
mod support;

use dispositif::compare::lines::shown;
use dispositif::emit::{Made, Redlining, Signature, to_docx};
use dispositif::lexicon::Lexicon;
use dispositif::read::{Limits, View, read};
use dispositif::{Options, extract};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// Who and when, in all tests.
pub const SIGNATURE: Signature<'static> = Signature { author: "R. & \"D\" <unit>", date: Some("2024-03-01T00:00:00Z") };

/// The lines of a file that show something.
pub fn lines(bytes: &[u8], view: View) -> Vec<String> {
    let manuscript = read(bytes, &Limits::default()).expect("readable").value;
    manuscript.reading(view).lines.iter().map(shown).filter(|line| !line.trim().is_empty()).collect()
}

/// The words of the notes that a file calls, in order.
pub fn notes(bytes: &[u8], view: View) -> Vec<String> {
    let manuscript = read(bytes, &Limits::default()).expect("readable").value;
    let calls = manuscript.reading(view).lines.into_iter().flat_map(|line| line.calls);
    let words = |note| manuscript.note_lines(note, view).iter().map(|l| l.text.trim().to_owned()).collect::<Vec<_>>();
    calls.map(|(_, note)| words(note).join(" ").trim().to_owned()).collect()
}

/// The redline of two sources, checked.
pub fn redlined(label: &str, older: &[u8], newer: &[u8]) -> (Vec<u8>, Made) {
    let options = Options::default();
    let of = |bytes: &[u8]| extract(bytes, &options).unwrap_or_else(|e| panic!("{label}: {e}"));
    let (before, after) = (of(older), of(newer));
    let make = || {
        let redlining =
            Redlining::between((older, &before), &after, Lexicon::built_in(), SIGNATURE).expect("a language");
        to_docx(&redlining).unwrap_or_else(|e| panic!("{label}: {e}"))
    };
    let file = make();
    assert_eq!(file.bytes, make().bytes, "{label}: two runs differ");
    assert_eq!(lines(&file.bytes, View::Older), lines(older, View::Newer), "{label}: rejecting");
    assert_eq!(lines(&file.bytes, View::Newer), lines(newer, View::Newer), "{label}: accepting");
    well_formed(label, &file.bytes);
    assert_eq!(notes(&file.bytes, View::Older), notes(older, View::Newer), "{label}: rejecting, notes");
    let (has_notes, wanted) = (!after.manuscript.notes.is_empty(), notes(newer, View::Newer));
    if has_notes || newer.starts_with(b"PK") {
        assert_eq!(notes(&file.bytes, View::Newer), wanted, "{label}: accepting, notes");
    }
    if file.made == Made::Patched {
        others_untouched(label, older, &file.bytes);
    }
    (file.bytes, file.made)
}

/// The redline of the two readings of one source, checked.
pub fn redlined_within(label: &str, source: &[u8]) -> Vec<u8> {
    let found = extract(source, &Options::default()).unwrap_or_else(|e| panic!("{label}: {e}"));
    let redlining = Redlining::within(&found, Lexicon::built_in(), SIGNATURE).expect("a language");
    let bytes = to_docx(&redlining).unwrap_or_else(|e| panic!("{label}: {e}")).bytes;
    assert_eq!(lines(&bytes, View::Older), lines(source, View::Older), "{label}: rejecting");
    assert_eq!(lines(&bytes, View::Newer), lines(source, View::Newer), "{label}: accepting");
    well_formed(label, &bytes);
    bytes
}

/// The parts of a package.
pub fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    (0..archive.len())
        .map(|index| {
            let mut entry = archive.by_index(index).expect("an entry");
            let mut content = Vec::new();
            entry.read_to_end(&mut content).expect("a part");
            (entry.name().to_owned(), content)
        })
        .collect()
}

/// Every part parses, and no two changes bear the same id.
fn well_formed(label: &str, bytes: &[u8]) {
    for (name, content) in parts(bytes).iter().filter(|(name, _)| name.ends_with(".xml") || name.ends_with(".rels")) {
        let mut reader = quick_xml::Reader::from_reader(content.as_slice());
        reader.config_mut().check_end_names = true;
        let mut open = 0usize;
        let mut ids = std::collections::BTreeSet::new();
        loop {
            use quick_xml::events::Event;
            match reader.read_event().unwrap_or_else(|e| panic!("{label}, {name}: {e}")) {
                Event::Start(start) | Event::Empty(start)
                    if matches!(start.local_name().as_ref(), b"ins" | b"del" | b"pPrChange") =>
                {
                    let id = start.attributes().flatten().find(|a| a.key.local_name().as_ref() == b"id");
                    let id = id.unwrap_or_else(|| panic!("{label}, {name}: a change without an id"));
                    assert!(ids.insert(id.value.to_vec()), "{label}, {name}: two changes with one id");
                }
                Event::Eof => break,
                _ => {}
            }
        }
        let mut again = quick_xml::Reader::from_reader(content.as_slice());
        loop {
            use quick_xml::events::Event;
            match again.read_event().expect("parsed above") {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(open, 0, "{label}, {name}: elements left open");
    }
}

fn others_untouched(label: &str, before_bytes: &[u8], after_bytes: &[u8]) {
    let (before, after) = (parts(before_bytes), parts(after_bytes));
    // New footnotes come into their own part, which the package then names.
    let of_notes = ["footnotes.xml", "document.xml.rels", "[Content_Types].xml"];
    let named = |name: &str| of_notes.iter().any(|ending| name.ends_with(ending));
    let has_new_notes = parts(after_bytes).get("word/footnotes.xml") != parts(before_bytes).get("word/footnotes.xml");
    let others = |parts: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
        parts.keys().filter(|name| !has_new_notes || !named(name)).cloned().collect()
    };
    assert_eq!(others(&before), others(&after), "{label}: other parts");
    let differ: Vec<&String> = before.keys().filter(|name| Some(&before[*name]) != after.get(*name)).collect();
    let is_main = |name: &&&String| name.ends_with("document.xml") || (has_new_notes && named(name));
    assert_eq!(differ.iter().filter(|name| !is_main(name)).count(), 0, "{label}: {differ:?} differ");
}
