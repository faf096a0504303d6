//! Inputs that once broke a promise: `fixtures/regressions/ROAD/NAME`, each run through its road; and pieces that cost the square of their
//! number, made here, since they need many.

mod promises;

use dispositif::{Options, diff, extract};
use promises::ROADS;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// A road may take this long for one of these inputs; none is long.
const LONGEST: Duration = Duration::from_secs(10);

#[test]
fn what_was_broken_once_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/regressions");
    let mut count = 0;
    for entry in fs::read_dir(&folder).expect("the folder is there") {
        let road = entry.expect("an entry").path();
        let name = road.file_name().expect("a name").to_string_lossy().into_owned();
        let (_, check) = ROADS.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("no road {name}"));
        for input in fs::read_dir(&road).expect("a folder") {
            let input = input.expect("an entry").path();
            println!("{}", input.display());
            let bytes = fs::read(&input).expect("readable");
            let start = Instant::now();
            check(&bytes);
            assert!(start.elapsed() < LONGEST, "{} took {:?}", input.display(), start.elapsed());
            count += 1;
        }
    }
    assert!(count > 0, "the inputs are gone");
}

/// The number line and the first sentence have run together, so that recovery looks at all that follows.
const GLUED: &str = "RESOLUTION 91 (Rev. Geneva, 2022New Delhi, 2024)\n\
    The World Telecommunication Standardization Assembly (Geneva, 2022New Delhi, 2024),\nresolves\n";

/// What is said again and again, and what stood still over it.
const PIECES: [(&str, &str); 16] = [
    ("1\tto mend roofs,;\n", "each item told of all behind it"),
    ("12\tto mend;.\n", "each item told of all behind it, to the end of the text"),
    ("a", "a word was cut at every letter"),
    ("(", "brackets were searched to the end from each that opens"),
    ("The General Assembly,\n", "each preamble was compared with each"),
    ("resolves\n", "each head was compared with each of the same words"),
    ("DECISION 5\nThe Council,\n", "each text was compared with each"),
    ("[footnoteRef:1]1 [1: \tnote] ", "a note was read at each of its calls"),
    ("{++resolves++}{--decides--}\n", "each text was compared with each, in one source"),
    ("Recommendation ITU-T X.5 ", "the beginning of a title was looked for to the beginning of the line"),
    ("at its seventy-fifth session lamp ", "the body that meets was looked for to the beginning of the line"),
    ("resolves to instruct, ", "all addressees were asked whether one is known, at each word"),
    ("lamp[^1]", "the place of a call was looked for among all pieces of the line"),
    ("{++ ", "the end of a mark was looked for to the end of the line"),
    ("lamp;\n", "all clauses were asked whether one has a label"),
    ("{++lamp++} ", "the mark of a character was looked for among all spans"),
];

/// Four times as much takes four times as long, and never sixteen times. On a busy machine one of three attempts will do.
#[test]
#[ignore = "measures time: cargo test --release --test regressions -- --ignored"]
fn what_repeats_costs_no_more_than_its_length() {
    const BYTES: usize = 16_000;
    let spent = |piece: &str, bytes: usize| {
        let text = format!("{GLUED}{}", piece.repeat(bytes / piece.len()));
        let start = Instant::now();
        let found = extract(text.as_bytes(), &Options::default()).expect("it has words");
        diff(&found, &found, &Options::default()).expect("there is time");
        start.elapsed()
    };
    for (piece, reason) in PIECES {
        let grows = || spent(piece, 4 * BYTES) > spent(piece, BYTES) * 9 + Duration::from_millis(200);
        assert!((0..3).any(|_| !grows()), "{piece:?}: {reason}");
    }
}

/// One word against many: a bound on the product of both would let the square of the longer through.
#[test]
#[ignore = "measures time: cargo test --release --test regressions -- --ignored"]
fn one_word_in_the_place_of_many_is_replaced_at_once() {
    let text = format!("RESOLUTION 91 (Geneva, 2022)\nresolves\n{{--lamps--}}{{++{}++}}\n", "to mend ".repeat(60_000));
    let start = Instant::now();
    extract(text.as_bytes(), &Options::default()).expect("it has words");
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}
