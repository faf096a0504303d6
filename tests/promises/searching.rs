//! A store takes any text and any words: it finds, or says that there is nothing to search for.

use dispositif::lexicon::Lexicon;
use dispositif::store::{Entered, Finding, Hit, Incoming, SearchOptions, Store, StoreError};
use dispositif::{Options, extract};

/// Texts that are in the store before anything else.
const HELD: [(&str, &[u8]); 3] = [
    ("geneva-2022.fr.txt", include_bytes!("../../fixtures/revisions/landing-stations/geneva-2022.fr.txt")),
    ("new_delhi-2024.fr.txt", include_bytes!("../../fixtures/revisions/landing-stations/new_delhi-2024.fr.txt")),
    ("kites.zh.newer.txt", include_bytes!("../../fixtures/revisions/alike/kites.zh.newer.txt")),
];

thread_local! {
    static STORE: Store<'static> = {
        let mut store = Store::in_memory(Lexicon::built_in()).expect("a store in memory");
        store.add(HELD.iter().map(|(file, bytes)| incoming(file, bytes).expect("a fixture")).collect()).expect("added");
        store
    };
}

fn incoming(file: &str, bytes: &[u8]) -> Option<Incoming> {
    let extracted = extract(bytes, &Options::default()).ok()?;
    Some(Incoming { file: file.to_owned(), bytes: bytes.to_vec(), language: None, house: None, extracted })
}

/// A line of words, searched for in a store; and what stands on the lines below as a file that is added to a store and searched in there.
pub fn search(bytes: &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let typed = String::from_utf8_lossy(&bytes[..end]);
    STORE.with(|store| assert_found(store, &typed));
    let Some(incoming) = bytes.get(end + 1..).and_then(|file| incoming("a.txt", file)) else { return };
    let mut store = Store::in_memory(Lexicon::built_in()).expect("a store in memory");
    let entered = store.add(vec![incoming]).expect("a text that was read can be added");
    assert_found(&store, &typed);
    assert_sound(&store);
    if let [Entered::Added { versions, .. }] = &entered[..] {
        for (key, language) in versions {
            store.standing(key, language).expect("a version that was added stands in the store");
            store.history(&key.text, Some(language)).expect("a text that was added has a history");
        }
    }
}

/// No finding but that a newer version of what is cited is at hand.
fn assert_sound(store: &Store<'_>) {
    let findings = store.check().expect("a store can be checked");
    assert!(findings.iter().all(|finding| matches!(finding, Finding::StaleCitation { .. })), "{findings:?}");
}

/// A search ends in hits, each marked within its snippet, or in the message that there is no word.
fn assert_found(store: &Store<'_>, typed: &str) {
    let few = SearchOptions { limit: 3, ..SearchOptions::default() };
    let hits = match store.search(typed, &SearchOptions::default()) {
        Ok(hits) => hits,
        Err(StoreError::NoWords(words)) => return assert_eq!(words, typed),
        Err(error) => panic!("«{typed}»: {error}"),
    };
    hits.iter().for_each(assert_marked);
    let first = store.search(typed, &few).expect("it was searched before");
    assert_eq!(first, hits[..hits.len().min(3)], "«{typed}»: the first hits are others");
    for language in ["fr", "none"] {
        let narrow = SearchOptions { language: Some(language.to_owned()), ..SearchOptions::default() };
        let hits = store.search(typed, &narrow).expect("it was searched before");
        assert!(hits.iter().all(|hit| hit.language == language), "«{typed}»: a hit in another language");
    }
}

fn assert_marked(hit: &Hit) {
    let length = hit.snippet.chars().count();
    let mut from = 0;
    for (start, end) in &hit.marks {
        assert!(from <= *start && start < end && *end <= length, "marks {:?} of «{}»", hit.marks, hit.snippet);
        from = *end;
    }
}
