//! Damaged, unreadable and malicious input: read or refused, never a panic, never without end.

use crate::promises::packing::{document, packed, unpacked};
use crate::{VIEWS, bytes, files, fixtures, folder, marked_text, parse};
use dispositif::read::{Limits, Manuscript, ReadError, salvage};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// One read may take this long; the fixtures take milliseconds.
const LONGEST: Duration = Duration::from_secs(5);

/// Each unreadable file is refused with the message that stands beside it.
#[test]
fn what_cannot_be_read_is_refused_with_a_message_that_helps() {
    let folder = folder("fixtures/bad");
    let sources = [files(&folder, "docx"), files(&folder, "txt")].concat();
    for path in &sources {
        let message = path.with_extension("message");
        let wanted = std::fs::read_to_string(&message).unwrap_or_default();
        match parse(&bytes(path)) {
            Ok(_) => panic!("{} can be read", path.display()),
            Err(error) => assert_eq!(error.to_string(), wanted.trim_end(), "{}", message.display()),
        }
    }
    assert_eq!(files(&folder, "message").len(), sources.len(), "a message belongs to no file");
}

/// What many writers get wrong and nobody needs does not keep a part from being read.
#[test]
fn oddities_that_nobody_asks_for_do_no_harm() {
    const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let body = |attribute: &str| {
        format!("<w:document {WORD}><w:body><w:p{attribute}><w:r><w:t>one</w:t></w:r></w:p></w:body></w:document>")
    };
    let mark = '\u{FEFF}';
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    for xml in [
        format!("{mark}{mark}{}", body("")),
        format!("{mark}{mark}{declaration}{}", body("")),
        format!("{mark}{declaration}{mark}{}", body("")),
        format!("{declaration}{mark}\r\n\r\n{}", body("")),
        body(" w:rsidR=\"&nbsp;\""),
        body(" w:a = 'x>y' w:b=\"&#x41;\""),
    ] {
        let found = parse(&document(xml.as_bytes())).unwrap_or_else(|error| panic!("{xml:?}: {error}"));
        assert_eq!(found.paragraphs.iter().map(|p| p.text()).collect::<Vec<_>>(), ["one"], "{xml:?}");
        let salvaged = salvage(&document(xml.as_bytes()), &Limits::default()).expect("salvaged");
        assert_eq!(salvaged.value.paragraphs.len(), 1, "{xml:?}");
    }
    for attribute in [" w:a=\"1\"\u{C}", " w:a=\"1\" w:a=\"2\"", " w:a=1", " w:a", " w:a=\"1\"w:b=\"2\"x"] {
        assert!(parse(&document(body(attribute).as_bytes())).is_err(), "{attribute:?}");
    }
}

#[test]
fn a_damaged_file_is_read_or_refused() {
    let fixtures = [fixtures(), files(&folder("fixtures/bad"), "docx")].concat();
    let (sender, finished) = mpsc::channel();
    for path in fixtures.clone() {
        let sender = sender.clone();
        std::thread::spawn(move || sender.send((path.clone(), damage(&path))));
    }
    drop(sender);
    let mut waiting = fixtures;
    let mut reads = 0;
    let until = Instant::now() + Duration::from_secs(120);
    while !waiting.is_empty() {
        let Ok((path, result)) = finished.recv_timeout(until.saturating_duration_since(Instant::now())) else {
            panic!("no end: {waiting:?}");
        };
        reads += result.unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        waiting.retain(|one| *one != path);
    }
    println!("{reads} damaged files");
}

/// Reads a file damaged in some hundred ways; how many, or the first that went wrong.
fn damage(path: &Path) -> Result<usize, String> {
    let whole = bytes(path);
    let mut random = XorShift(0x9E37_79B9_7F4A_7C15 ^ whole.len() as u64);
    let parts = unpacked(&whole);
    let mut count = 0;
    for round in 0..300 {
        // The container itself in one round of three; otherwise a part, packed anew so that its checksum is right.
        let damaged = match random.below(parts.len()) {
            Some(at) if round % 3 > 0 => {
                let mut parts = parts.clone();
                mutate(&mut parts[at].1, &mut random);
                packed(&parts)
            }
            _ => {
                let mut bytes = whole.clone();
                mutate(&mut bytes, &mut random);
                bytes
            }
        };
        let start = Instant::now();
        let work = || {
            use_up(parse(&damaged));
            // What is left of it as well, in one round of four: that is the slower way.
            if round % 4 == 0 {
                use_up(salvage(&damaged, &Limits::default()).map(|found| found.value));
            }
        };
        catch_unwind(AssertUnwindSafe(work)).map_err(|_| format!("panic in round {round}"))?;
        if start.elapsed() > LONGEST {
            return Err(format!("round {round} took {:?}", start.elapsed()));
        }
        count += 1;
    }
    Ok(count)
}

/// Everything that a user of the manuscript asks of it.
fn use_up(read: Result<Manuscript, ReadError>) {
    let Ok(manuscript) = read else { return };
    for view in VIEWS {
        let reading = manuscript.reading(view);
        for line in &reading.lines {
            let _ = manuscript.place_of(line, 0..line.text.len());
        }
        (0..manuscript.notes.len()).for_each(|note| drop(manuscript.note_lines(note, view)));
    }
    let _ = marked_text(&manuscript);
}

fn mutate(bytes: &mut Vec<u8>, random: &mut XorShift) {
    let Some(at) = random.below(bytes.len()) else {
        return;
    };
    let end = (at + 1 + random.below(40).unwrap_or(0)).min(bytes.len());
    match random.below(6) {
        Some(0) => bytes[at] = random.next() as u8,
        Some(1) => bytes[at] ^= 1 << (random.next() % 8),
        Some(2) => bytes.truncate(at),
        Some(3) => drop(bytes.drain(at..end)),
        Some(4) => {
            let again = bytes[at..end].to_vec();
            let to = random.below(bytes.len()).unwrap_or(0);
            bytes.splice(to..to, again);
        }
        _ => bytes[at] = b"<>&\"'/= 0\0\xFF"[random.below(11).unwrap_or(0)],
    }
}

/// Marsaglia's xorshift64: the same numbers on every run.
struct XorShift(u64);

impl XorShift {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below a bound; none below 0.
    fn below(&mut self, bound: usize) -> Option<usize> {
        (bound > 0).then(|| (self.next() % bound as u64) as usize)
    }
}
