//! The files of a mapping: each holds what the mapping holds, in any language, whatever stands in its cells, and twice the same.
//!
//! `csv.rs`, `xlsx.rs` and `docx.rs` read each file back; `hostile.rs` puts into it what should not act; `schema.rs` holds the JSON against
//! its schema.

mod csv;
mod docx;
mod hostile;
mod schema;
#[path = "../support/mod.rs"]
mod support;
mod xlsx;

use dispositif::emit::{Delimiter, MappingOptions, to_mapping_csv, to_mapping_docx, to_mapping_xlsx};
use dispositif::lexicon::Lexicon;
use dispositif::lexicon::tables::MappingWords;
use dispositif::mapping::{MapInput, Mapping, TableOptions, map, read_activities, read_decisions};
use dispositif::store::{Incoming, Store};
use dispositif::{Options, extract};
use std::fs;
use std::io::Read as _;
use std::path::PathBuf;
use std::sync::LazyLock;

/// The worked example, mapped once, its texts in French.
static EXAMPLE: LazyLock<Mapping> = LazyLock::new(|| {
    let folder = support::fixtures().join("mapping/digital-safety");
    let bytes = |name: &str| fs::read(folder.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    let incoming = |path: PathBuf| {
        let bytes = fs::read(&path).expect("a fixture");
        let extracted = extract(&bytes, &Options::default()).expect("a text");
        Incoming { file: support::name(&path), bytes, language: None, house: None, extracted }
    };
    let mut store = Store::in_memory(Lexicon::built_in()).expect("a store");
    store.add(support::files("mapping/digital-safety", &["txt"]).into_iter().map(incoming).collect()).expect("added");
    let table = "activities.fr.csv";
    let activities = read_activities(table, &bytes(table), &TableOptions::default()).expect("a table");
    let (decisions, _) = read_decisions("decisions.csv", &bytes("decisions.csv"));
    let decisions_file = "decisions.csv".to_owned();
    let language = Some("fr".to_owned());
    map(&store, MapInput { activities, decisions, decisions_file, language, ..MapInput::default() }).expect("mapped")
});

/// The example without suggestions: what is likely is weighed elsewhere, and would change what is to be read here with every weight.
fn said() -> Mapping {
    let mut mapping = EXAMPLE.clone();
    mapping.suggestions.clear();
    mapping.gaps.without_clause.iter_mut().for_each(|loose| loose.suggestions = 0);
    mapping
}

/// All languages of the lexicon.
const LANGUAGES: [&str; 7] = ["ar", "en", "es", "fr", "pt", "ru", "zh"];

fn options(language: &str) -> MappingOptions<'_> {
    MappingOptions { language, lexicon: Lexicon::built_in() }
}

fn words(language: &str) -> &'static MappingWords {
    Lexicon::built_in().language(language).expect("a language").table.mapping.as_ref().expect("words")
}

/// A part of a package as text.
fn part(package: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(package)).expect("a package");
    let mut text = String::new();
    archive.by_name(name).unwrap_or_else(|e| panic!("{name}: {e}")).read_to_string(&mut text).expect("text");
    text
}

/// The file, rightly formed as XML throughout.
fn well_formed(package: &[u8]) {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(package)).expect("a package");
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    for name in names {
        let mut text = String::new();
        archive.by_name(&name).expect("there").read_to_string(&mut text).expect("UTF-8");
        let mut reader = quick_xml::Reader::from_str(&text);
        reader.config_mut().check_end_names = true;
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{name}: {error}"),
            }
        }
    }
}

#[test]
fn the_same_mapping_gives_the_same_bytes() {
    for language in ["fr", "ar"] {
        let options = options(language);
        let made = || {
            (
                to_mapping_csv(&EXAMPLE, &options, Delimiter::Comma),
                to_mapping_xlsx(&EXAMPLE, &options).expect("a workbook"),
                to_mapping_docx(&EXAMPLE, &options).expect("a Word file"),
            )
        };
        let first = made();
        std::thread::sleep(std::time::Duration::from_millis(1_100));
        assert!(first == made(), "{language}: two runs differ");
    }
}

#[test]
fn a_language_that_the_lexicon_has_not_is_english() {
    let csv = |language: &str| to_mapping_csv(&EXAMPLE, &options(language), Delimiter::Comma);
    assert_eq!(csv("xx"), csv("en"));
}

#[test]
fn an_empty_mapping_makes_files() {
    let store = Store::in_memory(Lexicon::built_in()).expect("a store");
    let mapping = map(&store, MapInput::default()).expect("mapped");
    for language in LANGUAGES {
        let options = options(language);
        assert_eq!(
            String::from_utf8(to_mapping_csv(&mapping, &options, Delimiter::Comma)).expect("UTF-8").lines().count(),
            1
        );
        well_formed(&to_mapping_xlsx(&mapping, &options).expect("a workbook"));
        well_formed(&to_mapping_docx(&mapping, &options).expect("a Word file"));
    }
}
