//! What the road costs: the whole of it beside a floor that is measured in the same run, and how the cost grows.
//!
//! ```sh
//! cargo bench --bench road                 # all of it
//! ```
//!
//! The floor of a Word file is what no reader of it can do without: its parts that are read are unpacked and cut into XML events with
//! quick-xml, and nothing is done with them. Papers come from `examples/conference`.

#[path = "../examples/conference/paper.rs"]
mod paper;

use dispositif::emit::{Document, Layout, to_json};
use dispositif::{Options, extract};
use paper::{Paper, Press};
use std::hint::black_box;
use std::io::{Cursor, Read};
use std::time::{Duration, Instant};

fn main() {
    let press = Press::new().expect("the fixtures are in the repository");
    word_files(&press);
    plain_text(&press);
    growth(&press);
}

/// The least of several runs: what the work costs when nothing disturbs it.
fn least(mut work: impl FnMut()) -> Duration {
    let run = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..7).map(run).min().unwrap_or_default()
}

/// All that `dispositif extract` does with a source but for opening and writing files. Gives the bytes of its JSON.
fn road(bytes: &[u8]) -> usize {
    let found = extract(bytes, &Options::default()).expect("a paper is readable");
    to_json(&Document::new("paper", bytes, &found), Layout::Line).expect("a document is JSON").len()
}

/// Unpacks the parts that are read and cuts them into XML events. Gives how many bytes they are, and how many events.
fn floor(bytes: &[u8]) -> (usize, usize) {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a paper is a zip");
    let (mut size, mut events) = (0, 0);
    for name in [
        "_rels/.rels",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/styles.xml",
        "word/numbering.xml",
        "word/header1.xml",
    ] {
        let mut xml = Vec::new();
        archive.by_name(name).expect("a part of every paper").read_to_end(&mut xml).expect("a whole part");
        size += xml.len();
        let mut reader = quick_xml::Reader::from_reader(xml.as_slice());
        while !matches!(black_box(reader.read_event().expect("well-formed")), quick_xml::events::Event::Eof) {
            events += 1;
        }
    }
    (size, events)
}

fn per_second(bytes: usize, time: Duration) -> String {
    format!("{:.1} MB/s", bytes as f64 / 1e6 / time.as_secs_f64())
}

fn word_files(press: &Press) {
    println!("Word files of 60 clauses, by language: the whole of extract beside its floor");
    println!(
        "{:<10}{:>10}{:>10}{:>12}{:>12}{:>8}{:>14}{:>14}",
        "language", "text kB", "XML kB", "floor", "extract", "ratio", "of XML", "of text"
    );
    let mut all = (Duration::ZERO, Duration::ZERO);
    for number in 0..7 {
        let Paper { name, docx, text } = press.paper(number, 60);
        road(&docx);
        let (size, _) = floor(&docx);
        let bare = least(|| {
            black_box(floor(&docx));
        });
        let whole = least(|| {
            black_box(road(&docx));
        });
        all = (all.0 + bare, all.1 + whole);
        let language = name.rsplit('.').next().unwrap_or_default();
        let ratio = whole.as_secs_f64() / bare.as_secs_f64();
        let (kilobytes, of_xml) = (text.len() / 1_000, size / 1_000);
        println!(
            "{language:<10}{kilobytes:>10}{of_xml:>10}{:>12}{:>12}{ratio:>8.2}{:>14}{:>14}",
            format!("{bare:.2?}"),
            format!("{whole:.2?}"),
            per_second(size, whole),
            per_second(text.len(), whole)
        );
    }
    println!(
        "{:<30}{:>12}{:>12}{:>8.2}\n",
        "all",
        format!("{:.2?}", all.0),
        format!("{:.2?}", all.1),
        all.1.as_secs_f64() / all.0.as_secs_f64()
    );
}

fn plain_text(press: &Press) {
    println!("Plain text of 300 clauses: the whole of extract on one core");
    println!("{:<10}{:>10}{:>12}{:>12}{:>14}", "language", "text kB", "extract", "per clause", "of text");
    for number in 0..7 {
        let Paper { name, text, .. } = press.paper(number, 300);
        road(text.as_bytes());
        let whole = least(|| {
            black_box(road(text.as_bytes()));
        });
        let language = name.rsplit('.').next().unwrap_or_default();
        println!(
            "{language:<10}{:>10}{:>12}{:>12}{:>14}",
            text.len() / 1_000,
            format!("{whole:.2?}"),
            format!("{:.2?}", whole / 300),
            per_second(text.len(), whole)
        );
    }
    println!();
}

fn growth(press: &Press) {
    println!("Growth with the clauses of one resolution: time is clauses to the power of the exponent");
    println!("{:>8}{:>14}{:>10}{:>14}{:>10}", "clauses", "Word file", "exponent", "text", "exponent");
    let mut before: Option<(usize, [f64; 2])> = None;
    for clauses in [100, 300, 1_000, 3_000] {
        let Paper { docx, text, .. } = press.paper(1, clauses);
        let times = [docx.as_slice(), text.as_bytes()].map(|bytes| {
            least(|| {
                black_box(road(bytes));
            })
        });
        let seconds = times.map(|time| time.as_secs_f64());
        let exponent = |of: usize| {
            before.map_or_else(
                || "–".to_owned(),
                |(count, known)| {
                    let growth = (seconds[of] / known[of]).ln() / (clauses as f64 / count as f64).ln();
                    format!("{growth:.2}")
                },
            )
        };
        println!(
            "{clauses:>8}{:>14}{:>10}{:>14}{:>10}",
            format!("{:.2?}", times[0]),
            exponent(0),
            format!("{:.2?}", times[1]),
            exponent(1)
        );
        before = Some((clauses, seconds));
    }
}
