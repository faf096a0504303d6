//! What the road costs: the whole of it beside a floor that is measured in the same run, and how the cost grows.
//!
//! ```sh
//! cargo bench --bench road                 # all of it
//! cargo bench --bench road -- segment      # one stage
//! ```
//!
//! Each stage first, by itself, for each second and each clause (`item`); then the whole.
//!
//! The floor of a Word file is what no reader of it can do without: its parts that are read are unpacked and cut into XML events with
//! quick-xml, and nothing is done with them. Papers come from `examples/conference`.

#[path = "../examples/conference/paper.rs"]
mod paper;

mod measure;

use dispositif::emit::{Document, Layout, to_clauses, to_json};
use dispositif::lexicon::Lexicon;
use dispositif::link::Layer;
use dispositif::read::{Deadline, Limits, Manuscript, Reading, View, read};
use dispositif::segment::{Outline, Read as Segmented, Setting, Stretch, segment, stretches, unfolded};
use dispositif::{Extracted, Options, diff, extract};
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use measure::least;
use paper::{Paper, Press};
use std::hint::black_box;
use std::io::{Cursor, Read};
use std::time::Duration;

/// That of the command line, for the floor as well.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Clauses of the papers of which each stage is measured.
const CLAUSES: usize = 300;
/// By number: French, English, Russian, Arabic, Chinese.
const PAPERS: [usize; 5] = [0, 1, 3, 4, 5];

fn main() {
    divan::main();
    if std::env::args().skip(1).any(|given| !given.starts_with("--")) {
        return;
    }
    println!();
    let press = Press::new().expect("the fixtures are in the repository");
    word_files(&press);
    plain_text(&press);
    growth(&press);
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

/// A paper and what the stages before made of it.
struct Made {
    paper: Paper,
    manuscript: Manuscript,
    reading: Reading,
    stretches: Vec<Stretch>,
    outline: Outline,
    found: Extracted,
}

fn setting() -> Setting<'static> {
    Setting { lexicon: Lexicon::built_in(), house: None, deadline: Deadline::default() }
}

/// The newer text of a manuscript, as the segmenter takes it.
fn taken(manuscript: &Manuscript) -> (Reading, Vec<Stretch>) {
    let reading = manuscript.reading(View::Newer);
    let found = stretches(&reading, setting());
    unfolded(reading, found, setting())
}

fn made(number: usize) -> Made {
    let paper = Press::new().expect("the fixtures are in the repository").paper(number, CLAUSES);
    let manuscript = read(&paper.docx, &Limits::default()).expect("a paper is readable").value;
    let (reading, stretches) = taken(&manuscript);
    let outline = segment(&reading, &stretches, &manuscript, setting()).value;
    let found = extract(&paper.docx, &Options::default()).expect("a paper is readable");
    Made { paper, manuscript, reading, stretches, outline, found }
}

fn counted<'a, 'b>(bencher: Bencher<'a, 'b>, bytes: usize) -> Bencher<'a, 'b> {
    bencher.counter(BytesCount::new(bytes)).counter(ItemsCount::new(CLAUSES))
}

#[divan::bench(args = PAPERS)]
fn read_word_file_by_its_xml(bencher: Bencher, number: usize) {
    let made = made(number);
    let (xml, _) = floor(&made.paper.docx);
    counted(bencher, xml).bench(|| read(&made.paper.docx, &Limits::default()));
}

#[divan::bench(args = PAPERS)]
fn read_text(bencher: Bencher, number: usize) {
    let made = made(number);
    counted(bencher, made.paper.text.len()).bench(|| read(made.paper.text.as_bytes(), &Limits::default()));
}

#[divan::bench(args = PAPERS)]
fn segment_the_newer_text(bencher: Bencher, number: usize) {
    let made = made(number);
    counted(bencher, made.paper.text.len()).bench(|| {
        let (reading, stretches) = taken(&made.manuscript);
        segment(&reading, &stretches, &made.manuscript, setting())
    });
}

#[divan::bench(args = PAPERS)]
fn link(bencher: Bencher, number: usize) {
    let made = made(number);
    black_box(&made.stretches);
    counted(bencher, made.paper.text.len()).bench(|| {
        Layer::of(&made.manuscript, &[Segmented { reading: &made.reading, outline: &made.outline }], setting())
    });
}

#[divan::bench(args = PAPERS)]
fn compare_with_the_paper_before(bencher: Bencher, number: usize) {
    // Seven papers earlier the same language comes round with other clauses.
    let (older, newer) = (made(number), made(number + 7));
    counted(bencher, newer.paper.text.len()).bench(|| diff(&older.found, &newer.found, &Options::default()));
}

#[divan::bench(args = PAPERS)]
fn emit_json(bencher: Bencher, number: usize) {
    let made = made(number);
    counted(bencher, made.paper.text.len())
        .bench(|| to_json(&Document::new("paper", &made.paper.docx, &made.found), Layout::Line));
}

#[divan::bench(args = PAPERS)]
fn emit_rows(bencher: Bencher, number: usize) {
    let made = made(number);
    counted(bencher, made.paper.text.len()).bench(|| {
        let document = Document::new("paper", &made.paper.docx, &made.found);
        to_clauses(&document).map(|row| to_json(&row, Layout::Line).map_or(0, |row| row.len())).sum::<usize>()
    });
}
