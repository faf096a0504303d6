//! Fixtures, damaged in some thousand ways that are the same on every run: on every road all promises hold for all of them.
//!
//! A failure names the road, the fixture and the number of the mutation, and leaves its input under `target/tmp`;
//! `DISPOSITIF_MUTATION=1234 cargo test --test mutations` runs that one alone. To keep it, give it a name in `fixtures/regressions`.

mod promises;

use dispositif::lexicon::Lexicon;
use dispositif::mapping::{TableFormat, template};
use promises::ROADS;
use promises::packing::{packed, unpacked};
use std::fs;
use std::ops::Range;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// All numbers follow from this one.
const SEED: u64 = 0x1865_0517;

/// How many inputs are made.
const COUNT: usize = 4_000;

/// One input may take this long, on a machine that does other things as well.
const LONGEST: Duration = Duration::from_secs(10);

#[test]
fn damaged_fixtures_keep_all_promises() {
    let sources: Vec<Source> = ROADS.iter().map(|(road, _)| Source::of(road)).collect();
    let one = std::env::var("DISPOSITIF_MUTATION").ok().map(|n| n.parse().expect("the number of a mutation"));
    let numbers = one.map_or(0..COUNT, |one: usize| one..one + 1);
    let next = AtomicUsize::new(numbers.start);
    let work = || {
        let mut failures = Vec::new();
        while let number = next.fetch_add(1, Ordering::Relaxed)
            && number < numbers.end
        {
            let (road, check) = ROADS[number % ROADS.len()];
            let (file, input) = sources[number % ROADS.len()].mutated(number);
            let start = Instant::now();
            let is_kept = catch_unwind(|| check(&input)).is_ok();
            if !is_kept || start.elapsed() > LONGEST {
                let left = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{road}-{number}"));
                fs::write(&left, &input).expect("the folder for what tests leave is there");
                let fault = if is_kept { "takes too long" } else { "breaks a promise" };
                failures.push(format!("{road}, {file}, seed {SEED:#x}, number {number} {fault}: {}", left.display()));
            }
        }
        failures
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let failures: Vec<String> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("a worker ends")).collect()
    });
    assert!(failures.is_empty(), "{} of {COUNT}:\n{}", failures.len(), failures.join("\n"));
}

/// What the inputs of a road are made of.
struct Source {
    /// Names and bytes of fixtures.
    files: Vec<(String, Vec<u8>)>,
    /// Signs of the format: the dictionary of the road's fuzz target.
    signs: Vec<Vec<u8>>,
}

impl Source {
    fn of(road: &str) -> Source {
        let texts = ["good", "notes", "itu", "un", "sc", "wha"];
        let of = |folders: &[&str], ending: &str| folders.iter().flat_map(|folder| files(folder, ending)).collect();
        let pair = |(name, older): (String, Vec<u8>), newer: &Path| {
            (name, [older, fs::read(newer).expect("it stands beside the other")].join(&b"\n====\n"[..]))
        };
        let alike = fixtures().join("revisions/alike");
        let (files, dictionary): (Vec<_>, _) = match road {
            "package" => (of(&["features", "itu", "un", "bad"], ".docx"), "wordprocessingml"),
            "part" => (of(&["features"], ".parts"), "wordprocessingml"),
            "text" => (of(&texts, ".txt"), "text"),
            "critic_markup" => (of(&["itu", "bases", "good", "notes"], ".txt"), "critic_markup"),
            "citations" => (files("citations", ".txt").into_iter().flat_map(lines).collect(), "citations"),
            "recover" => (of(&["glued", "bases"], ".txt"), "text"),
            "diff" => {
                let older = files("revisions/alike", ".older.txt").into_iter();
                let pairs = older.map(|file| pair(file.clone(), &alike.join(file.0.replace(".older", ".newer"))));
                let words = files("features", ".docx").into_iter();
                let newer = |name: &str| fixtures().join("features").join(name.replace(".docx", ".newer.txt"));
                (pairs.chain(words.map(|file| pair(file.clone(), &newer(&file.0)))).collect(), "text")
            }
            "search" => {
                let asked =
                    |(name, text): (String, Vec<u8>)| (name, [b"access* \"member states\"\n", &text[..]].concat());
                (files("good", ".txt").into_iter().chain(files("notes", ".txt")).map(asked).collect(), "search")
            }
            "activities" => {
                let tables = ["mapping/tables/good", "mapping/tables/bad", "mapping/digital-safety"];
                let mut tables: Vec<_> = tables
                    .iter()
                    .flat_map(|folder| files(folder, ""))
                    .filter(|(name, _)| [".csv", ".tsv", ".json"].iter().any(|ending| name.ends_with(ending)))
                    .collect();
                // As many workbooks as other tables: most of what can be wrong is in them.
                let workbook = template("fr", TableFormat::Xlsx, Lexicon::built_in());
                tables.extend(vec![("a workbook".to_owned(), workbook); tables.len()]);
                (tables, "activities")
            }
            other => panic!("no source for the road {other}"),
        };
        assert!(!files.is_empty(), "{road} has no fixture");
        Source { files, signs: signs(dictionary) }
    }

    /// The input with a number, and the fixture that it was made of.
    fn mutated(&self, number: usize) -> (&str, Vec<u8>) {
        let mut random = Random(SEED ^ (number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let (name, bytes) = &self.files[random.below(self.files.len())];
        let mut bytes = bytes.clone();
        // The container itself in one of three times, otherwise what is inside, with checksums that are right.
        let mut parts = if random.below(3) > 0 { unpacked(&bytes) } else { Vec::new() };
        let inside = (!parts.is_empty()).then(|| random.below(parts.len()));
        let target = inside.map_or(&mut bytes, |at| &mut parts[at].1);
        for _ in 0..=random.below(4) {
            self.mutate(target, &mut random);
        }
        (name, if inside.is_some() { packed(&parts) } else { bytes })
    }

    fn mutate(&self, bytes: &mut Vec<u8>, random: &mut Random) {
        let at = random.below(bytes.len() + 1);
        match random.below(10) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            1 if at < bytes.len() => bytes[at] = random.next() as u8,
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(random.stretch(bytes.len()))),
            4 => {
                let piece = bytes[random.stretch(bytes.len())].to_vec();
                bytes.splice(at..at, piece.repeat(1 + random.below(30)));
            }
            5 => {
                let (_, other) = &self.files[random.below(self.files.len())];
                let piece = other[random.stretch(other.len())].to_vec();
                bytes.splice(at..at, piece);
            }
            6 => exchange(bytes, random),
            _ => {
                let sign = &self.signs[random.below(self.signs.len())];
                bytes.splice(at..at, sign.iter().copied());
            }
        }
    }
}

/// Exchanges two values of attributes or quoted cells, or of a file without any two lines.
fn exchange(bytes: &mut Vec<u8>, random: &mut Random) {
    let sign = if bytes.contains(&b'"') { b'"' } else { b'\n' };
    let pieces: Vec<&[u8]> = bytes.split(|byte| *byte == sign).collect();
    let (one, other) = (random.below(pieces.len()), random.below(pieces.len()));
    // Of what stands between signs, every second piece is a value.
    let (one, other) = if sign == b'"' { (one | 1, other | 1) } else { (one, other) };
    if one.max(other) < pieces.len() {
        let mut pieces = pieces;
        pieces.swap(one, other);
        *bytes = pieces.join(&sign);
    }
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// The files of a folder with an ending, in order.
fn files(folder: &str, ending: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(fixtures().join(folder)).unwrap_or_else(|e| panic!("fixtures/{folder}: {e}"));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.is_file() && path.to_string_lossy().ends_with(ending));
    paths.sort();
    let name = |path: &Path| path.file_name().expect("a file").to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), fs::read(path).expect("readable"))).collect()
}

/// Each line of a text behind the code of its language, which the file's name says.
fn lines((name, text): (String, Vec<u8>)) -> Vec<(String, Vec<u8>)> {
    let code = name.trim_end_matches(".txt").rsplit('.').next().unwrap_or_default().to_owned();
    let text = String::from_utf8(text).expect("UTF-8");
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| (name.clone(), format!("{code}\n{line}").into_bytes())).collect()
}

/// The signs of a dictionary of `fuzz/dictionaries`: one in quotation marks a line, `\xNN` for a byte.
fn signs(dictionary: &str) -> Vec<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fuzz/dictionaries/{dictionary}.dict"));
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let quoted = |line: &str| line.strip_prefix('"').and_then(|line| line.strip_suffix('"')).map(str::to_owned);
    text.lines().filter(|line| !line.starts_with('#')).filter_map(quoted).map(|sign| unescaped(&sign)).collect()
}

fn unescaped(sign: &str) -> Vec<u8> {
    let mut parts = sign.split('\\');
    let mut out = parts.next().unwrap_or_default().as_bytes().to_vec();
    while let Some(part) = parts.next() {
        match part.strip_prefix('x').and_then(|hex| Some((hex.get(..2)?, hex.get(2..)?))) {
            Some((hex, rest)) => {
                out.push(u8::from_str_radix(hex, 16).expect("two figures behind \\x"));
                out.extend(rest.as_bytes());
            }
            // `\\` leaves an empty part, and the one behind it is as it stands.
            None if part.is_empty() => {
                out.push(b'\\');
                out.extend(parts.next().unwrap_or_default().as_bytes());
            }
            None => out.extend(part.as_bytes()),
        }
    }
    out
}

/// Marsaglia's xorshift64: the same numbers on every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below a bound; 0 below 0.
    fn below(&mut self, bound: usize) -> usize {
        (self.next() >> 11) as usize % bound.max(1)
    }

    /// A stretch of so many bytes, short for the most part.
    fn stretch(&mut self, length: usize) -> Range<usize> {
        let start = self.below(length + 1);
        let longest = if self.below(4) == 0 { length } else { 40 };
        start..(start + self.below(longest + 1)).min(length)
    }
}
