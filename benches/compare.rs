//! What comparing costs: pairs of real texts where `../shared` is, and made-up texts of growing size, beside a floor in the same run.
//!
//! `cargo bench --bench compare` prints, for each pair of consecutive resolutions, the median and the worst time of `diff` on texts that
//! are read already; then for texts of 250 to 4,000 clauses the time, that of the floor (the `similar` crate's line diff of the two texts),
//! and the exponent by which the cost grows.

mod measure;

use dispositif::{Extracted, Options, diff, extract};
use measure::least;
use std::fmt::Write as _;
use std::path::Path;

fn main() {
    pairs();
    growth();
}

fn read(text: &[u8]) -> Extracted {
    extract(text, &Options::default()).expect("a text is readable")
}

fn pairs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/un/pairs");
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut times = Vec::new();
    for older in files.filter(|path| path.to_string_lossy().ends_with(".older.txt")) {
        let newer = older.to_string_lossy().replace(".older.txt", ".newer.txt");
        let (Ok(before), Ok(after)) = (std::fs::read(&older), std::fs::read(&newer)) else { continue };
        let (before, after) = (read(&before), read(&after));
        times.push(least(|| {
            std::hint::black_box(diff(&before, &after, &Options::default())).expect("in time");
        }));
    }
    times.sort();
    if let (Some(median), Some(worst)) = (times.get(times.len() / 2), times.last()) {
        println!("{} pairs of consecutive resolutions: median {median:.2?}, worst {worst:.2?}\n", times.len());
    }
}

/// Words without a meaning, always the same ones.
struct Words(u64);

impl Words {
    fn next(&mut self, of: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % of
    }

    fn clause(&mut self) -> String {
        let words: Vec<String> = (0..20 + self.next(20)).map(|_| format!("w{}", self.next(3_000))).collect();
        format!("to {}", words.join(" "))
    }
}

/// A resolution of many clauses, and the same with a fifth of them reworded, some moved, some new and some gone.
fn texts(count: usize) -> [String; 2] {
    let mut words = Words(7);
    let older: Vec<String> = (0..count).map(|_| words.clause()).collect();
    let mut newer = Vec::new();
    for clause in &older {
        match words.next(20) {
            0 => newer.push(words.clause()),
            1 => {}
            2..=5 => newer.push(clause.replacen('w', "x", 4)),
            6 => {
                let at = words.next(newer.len() as u64 + 1) as usize;
                newer.insert(at, clause.clone());
            }
            _ => newer.push(clause.clone()),
        }
    }
    [older, newer].map(|clauses| {
        let mut text =
            "RESOLUTION 91 (Geneva, 2022)\nThe World Telecommunication Standardization Assembly (Geneva, 2022),\n"
                .to_owned();
        for (at, clause) in clauses.iter().enumerate() {
            if at % 40 == 0 {
                text.push_str("resolves\n");
            }
            let _ = writeln!(text, "{}\t{clause};", at % 40 + 1);
        }
        text
    })
}

fn growth() {
    println!("{:>8}{:>12}{:>12}{:>8}{:>10}", "clauses", "diff", "floor", "ratio", "exponent");
    let mut before: Option<(f64, f64)> = None;
    for count in [250, 500, 1_000, 2_000, 4_000] {
        let [older, newer] = texts(count);
        let (of_older, of_newer) = (read(older.as_bytes()), read(newer.as_bytes()));
        let time = least(|| {
            std::hint::black_box(diff(&of_older, &of_newer, &Options::default())).expect("in time");
        });
        let floor = least(|| {
            std::hint::black_box(similar::TextDiff::from_lines(older.as_str(), newer.as_str()));
        });
        let (size, seconds) = (count as f64, time.as_secs_f64());
        let exponent = before.map(|(s, t)| (seconds / t).ln() / (size / s).ln());
        let exponent = exponent.map_or_else(|| "–".to_owned(), |exponent| format!("{exponent:.2}"));
        let ratio = seconds / floor.as_secs_f64();
        println!("{count:>8}{:>12}{:>12}{ratio:>8.1}{exponent:>10}", format!("{time:.2?}"), format!("{floor:.2?}"));
        before = Some((size, seconds));
    }
}
