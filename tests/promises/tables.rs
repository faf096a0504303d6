//! A table of activities is read or refused; every activity has its row and an id of its own, and the mapping counts no more than there is.

use dispositif::emit::{Delimiter, MappingOptions, to_mapping_csv};
use dispositif::lexicon::Lexicon;
use dispositif::mapping::{Activities, MapInput, TableFormat, TableOptions, map, read_activities, read_decisions};
use dispositif::store::{Incoming, Store};
use dispositif::{Options, extract};
use std::collections::HashSet;

/// Texts that a table may name.
const HELD: [(&str, &[u8]); 2] = [
    ("kigali-2022", include_bytes!("../../fixtures/mapping/digital-safety/wtdc-214.kigali-2022.fr.txt")),
    ("baku-2025", include_bytes!("../../fixtures/mapping/digital-safety/wtdc-214.baku-2025.fr.txt")),
];

/// More activities than this are read, and not held against the texts: that takes longer than all else.
const MAPPED: usize = 12;

thread_local! {
    static STORE: Store<'static> = {
        let mut store = Store::in_memory(Lexicon::built_in()).expect("a store in memory");
        let incoming = |(file, bytes): &(&str, &[u8])| Incoming {
            file: (*file).to_owned(),
            bytes: bytes.to_vec(),
            language: None,
            house: None,
            extracted: extract(bytes, &Options::default()).expect("a fixture"),
        };
        store.add(HELD.iter().map(incoming).collect()).expect("added");
        store
    };
}

/// Any bytes as a table of activities in each format, and as decisions; what can be read is mapped and written.
pub fn activities(bytes: &[u8]) {
    let (decisions, remarks) = read_decisions("decisions.csv", bytes);
    for format in [None, Some(TableFormat::Csv), Some(TableFormat::Json), Some(TableFormat::Xlsx)] {
        let options = TableOptions { format, ..TableOptions::default() };
        let Ok(table) = read_activities("table", bytes, &options) else { continue };
        assert_table(&table);
        if format.is_some() || table.activities.len() > MAPPED {
            continue;
        }
        let ids: HashSet<String> = table.activities.iter().map(|activity| activity.id.clone()).collect();
        let (decisions, remarks) = (decisions.clone(), remarks.clone());
        let input = MapInput { activities: table, decisions, remarks, ..MapInput::default() };
        let mapping = STORE.with(|store| map(store, input)).expect("what was read can be mapped");
        assert_eq!(mapping.activities.len(), ids.len(), "activities are lost");
        let mut links: HashSet<(&str, String)> = HashSet::new();
        for link in &mapping.links {
            assert!(ids.contains(&link.activity), "{} is no activity", link.activity);
            assert!(links.insert((&link.activity, link.target.to_string())), "{link:?} stands twice");
        }
        let options = MappingOptions { language: "fr", lexicon: Lexicon::built_in() };
        let written = to_mapping_csv(&mapping, &options, Delimiter::Comma);
        assert!(std::str::from_utf8(&written).is_ok(), "the correspondence is no UTF-8");
    }
}

fn assert_table(table: &Activities) {
    let mut ids = HashSet::new();
    let mut row = 0;
    for activity in &table.activities {
        assert!(
            !activity.id.is_empty() && ids.insert(&activity.id),
            "the id «{}» is empty or stands twice",
            activity.id
        );
        assert!(activity.row > row, "row {} behind row {row}", activity.row);
        row = activity.row;
        for when in activity.start.iter().chain(&activity.end) {
            assert!(when.from <= when.to, "{when:?} ends before it begins");
        }
    }
    assert!(table.activities.len() <= table.source.rows as usize, "more activities than rows");
}
