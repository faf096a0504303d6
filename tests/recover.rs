//! Texts in which deletions and insertions were glued together: told apart to the character, and clean texts left alone.

mod support;

use dispositif::compare::comparison::Marks;
use dispositif::lexicon::Lexicon;
use dispositif::note::Name;
use dispositif::read::{Deadline, Limits, Reading, View, from_text};
use dispositif::recover::{Recovered, Rule, recover};
use dispositif::segment::{Read, Setting, segment, stretches, unfolded};
use dispositif::{Options, extract};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use support::{extracted, fixtures, name};

/// The paragraphs of a reading. What an extractor leaves behind a footnote may end a line with a blank.
fn lines(reading: &Reading) -> Vec<String> {
    reading.lines.iter().map(|line| line.text.trim_end().to_owned()).collect()
}

/// The sources of a folder: files beside which the two readings stand.
fn glued(folder: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(fixtures().join(folder))
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.with_extension("older.txt").exists())
        .collect();
    found.sort();
    found
}

fn wanted(path: &Path, view: &str) -> Vec<String> {
    let text = fs::read_to_string(path.with_extension(format!("{view}.txt"))).expect("UTF-8");
    text.lines().map(|line| line.trim_end().to_owned()).collect()
}

#[test]
fn each_glued_text_gives_its_two_readings() {
    let mut wrong = Vec::new();
    let cases = glued("glued");
    assert!(cases.len() >= 15, "{cases:?}");
    for path in cases {
        let (found, _) = extracted(&path);
        for (view, wanted) in [(View::Older, wanted(&path, "older")), (View::Newer, wanted(&path, "newer"))] {
            let read = lines(&found.manuscript.reading(view));
            for at in 0..read.len().max(wanted.len()) {
                let (read, wanted) = (read.get(at), wanted.get(at));
                if read != wanted {
                    wrong.push(format!(
                        "{} {view:?} line {}:\n  is     {read:?}\n  wanted {wanted:?}",
                        name(&path),
                        at + 1
                    ));
                    break;
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn clean_texts_pass_untouched() {
    let mut files: Vec<PathBuf> = ["glued/clean", "good", "revisions/landing-stations", "revisions/alike"]
        .into_iter()
        .chain(support::HOUSES)
        .flat_map(|folder| fs::read_dir(fixtures().join(folder)).expect("the folder is there"))
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt" || ending == "docx"))
        .collect();
    files.sort();
    assert!(files.len() > 60);
    for path in files {
        let found = extract(&fs::read(&path).expect("a file"), &Options::default()).expect("it can be read");
        assert_ne!(found.marks, Marks::Recovered, "{}", path.display());
    }
}

/// What the rules find in a raw text: the road up to the room, gone by hand.
fn recovered(text: &str) -> Option<Recovered> {
    let manuscript = from_text(text.as_bytes(), &Limits::default()).expect("it has words").value;
    let lexicon = Lexicon::built_in();
    let setting = Setting { lexicon, house: None, deadline: Deadline::default() };
    let reading = manuscript.reading(View::Newer);
    let found = stretches(&reading, setting);
    let (reading, found) = unfolded(reading, found, setting);
    let outline = segment(&reading, &found, &manuscript, setting).value;
    recover(&manuscript, Read { reading: &reading, outline: &outline }, &[], setting)
}

#[test]
fn each_rule_finds_something_in_a_fixture() {
    let mut found: BTreeSet<&str> = BTreeSet::new();
    for path in glued("glued") {
        let text = fs::read_to_string(&path).expect("UTF-8");
        let splits = recovered(&text).unwrap_or_else(|| panic!("{} is not split", path.display())).splits;
        found.extend(splits.iter().map(|split| split.rule.as_str()));
        assert!(splits.iter().all(|split| split.confidence > 0.0 && split.confidence < 1.0), "{}", path.display());
    }
    let missing: Vec<_> = Rule::ALL.iter().map(|rule| rule.as_str()).filter(|rule| !found.contains(rule)).collect();
    assert_eq!(missing, ["base"]);
}

#[test]
fn an_older_text_at_hand_tells_what_the_rules_cannot() {
    let cases = glued("bases");
    assert!(!cases.is_empty());
    for path in cases {
        let (found, document) = extracted(&path);
        assert_eq!(lines(&found.manuscript.reading(View::Older)), wanted(&path, "older"), "{}", path.display());
        assert_eq!(lines(&found.manuscript.reading(View::Newer)), wanted(&path, "newer"), "{}", path.display());
        let text = &document.texts[0];
        let evidence: Vec<_> = support::clauses(text)
            .iter()
            .map(|clause| {
                format!(
                    "{} {} {}",
                    clause.id,
                    clause.evidence.rule.as_deref().unwrap_or("-"),
                    clause.evidence.confidence
                )
            })
            .collect();
        assert_eq!(
            evidence,
            [
                "considering__1 base 1",
                "considering__2 base 1",
                "noting__1 base 1",
                "recognizing__1 base 1",
                // How much of the older words is gone the base does not say.
                "resolves__1 base 0.9",
                "resolves__2 base 1",
                "resolves__3 stop-then-inserted-items, base 0.9",
                "resolves__4 base 1",
                "instructs__1 base 1"
            ]
        );
        assert!(
            document.notes.iter().all(|note| !matches!(note.name, Name::UnmarkedChange | Name::UndetectableChanges))
        );
    }
}

#[test]
fn what_a_marked_text_changes_without_a_mark_is_said() {
    let notes = |name: &str| -> Vec<String> {
        let (_, document) = extracted(&fixtures().join("bases").join(name));
        assert_eq!(document.source.marks, Marks::Tracked);
        document.notes.into_iter().filter(|note| note.name == Name::UnmarkedChange).map(|note| note.message).collect()
    };
    assert_eq!(notes("lamps-marked.en.txt"), Vec::<String>::new());
    assert_eq!(
        notes("lamps-unmarked.en.txt"),
        [
            "reads “…ones - fail every winter,” where the text in force reads “…ones - fail each winter,”, and no mark says \
             that it was changed",
            "the text in force has “2 that the results of the inspections shall be published;” here, and no mark says that it was deleted",
        ]
    );
}

#[test]
fn a_proposal_is_held_against_the_text_in_force() {
    let folder = fixtures().join("revisions/landing-stations");
    let read = |name: &str| fs::read(folder.join(name)).expect("a fixture");
    let in_force = extract(&read("geneva-2022.fr.txt"), &Options::default()).expect("it can be read");
    let options = Options { bases: vec![&in_force], ..Options::default() };
    let unmarked = |name: &str| -> Vec<String> {
        let found = extract(&read(name), &options).expect("it can be read");
        found.notes.into_iter().filter(|note| note.name == Name::UnmarkedChange).map(|note| note.message).collect()
    };
    assert_eq!(unmarked("proposal-atu.fr.txt"), Vec::<String>::new());
    // Beside the fixtures stands what its writer changed without a mark.
    let list = fs::read_to_string(folder.join("unmarked.tsv")).expect("a fixture");
    let rows: Vec<Vec<&str>> = list.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    let said = unmarked("proposal-rcc.fr.txt");
    assert_eq!(said.len(), rows.len(), "{said:#?}");
    for row in rows {
        let words = row[4..6].iter().filter(|words| **words != "-");
        let shows = |message: &&String| words.clone().all(|words| message.contains(words));
        assert!(said.iter().any(|message| shows(&message)), "{row:?} is not said: {said:#?}");
    }
}

/// A place and year, one of another year, and how a text writes them.
fn versions() -> impl Strategy<Value = (String, String)> {
    let places = ["Geneva", "New Delhi", "Dubai", "Bucharest", "Hammamet", "Busan", "Kigali", "Porto"];
    (0..places.len(), 1..places.len(), 1990u16..2010, 1u16..30).prop_map(move |(at, step, year, later)| {
        let other = places[(at + step) % places.len()];
        (format!("{}, {year}", places[at]), format!("{other}, {}", year + later))
    })
}

const ITEMS: [&str; 6] = [
    "to count all lamps",
    "to paint the doors",
    "to list what was lost",
    "to mend roofs",
    "to sweep",
    "to ring each bell",
];

/// The items of a section; where there are labels, each has one.
fn items(words: &[&str], labels: bool, end: &str) -> Vec<String> {
    let item = |(at, item): (usize, &&str)| {
        let label = if labels { format!("{}\t", at + 1) } else { String::new() };
        let stop = if at + 1 == words.len() { end } else { ";" };
        format!("{label}{item}{stop}")
    };
    words.iter().enumerate().map(item).collect()
}

fn page(version: &str, sections: &[(&str, Vec<String>)]) -> String {
    let mut out = format!(
        "RESOLUTION 90 (Rev. {version})\nRoofs\nThe World Telecommunication Standardization Assembly ({version}),\n"
    );
    for (head, items) in sections {
        out.push_str(&format!("{head}\n{}\n", items.join("\n")));
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn what_was_glued_comes_apart(
        (older, newer) in versions(),
        kept in 1usize..4,
        added in 1usize..3,
        other in 2usize..4,
    ) {
        let both = &ITEMS[..kept + added];
        let before = items(&both[..kept], kept > 1, ",");
        let after = items(both, true, ",");
        let last = items(&ITEMS[..other], true, ".");
        // Deleted stop before inserted stop; a sole item's label is inserted with the items behind it.
        let mut raw = after.clone();
        raw[kept - 1] = raw[kept - 1].trim_end_matches(';').to_owned() + ",;";
        let heads = ["resolves", "invites Member States"];
        let text = |version: &str, first: &Vec<String>| page(version, &[(heads[0], first.clone()), (heads[1], last.clone())]);
        let glued = text(&format!("{older}{newer}"), &raw);
        let found = recovered(&glued).expect("it has run together");
        let reading = |view| found.manuscript.reading(view).lines.iter().map(|line| line.text.clone() + "\n").collect::<String>();
        prop_assert_eq!(reading(View::Older), text(&older, &before));
        prop_assert_eq!(reading(View::Newer), text(&newer, &after));
    }

    #[test]
    fn a_clean_text_is_left_alone((version, _) in versions(), first in 1usize..6, second in 1usize..6) {
        let section = |count: usize, end| items(&ITEMS[..count], count > 1, end);
        let text = page(&version, &[("resolves", section(first, ",")), ("invites Member States", section(second, "."))]);
        prop_assert!(recovered(&text).is_none(), "{}", text);
    }

    #[test]
    fn nothing_is_lost_and_nothing_panics(lines in proptest::collection::vec(odd_line(), 1..30)) {
        let text = lines.join("\n");
        prop_assume!(!text.trim().is_empty());
        let raw = from_text(text.as_bytes(), &Limits::default()).expect("it has words").value;
        if let Some(found) = recovered(&text) {
            let joined = |m: &dispositif::read::Manuscript| m.paragraphs.iter().map(|p| p.text()).collect::<Vec<_>>();
            prop_assert_eq!(joined(&found.manuscript), joined(&raw));
        }
        // And with an older text at hand that has nothing to do with it, or all.
        for base in [&lines[..lines.len() / 2], &lines[..]] {
            if let Ok(base) = extract(base.join("\n").as_bytes(), &Options::default()) {
                let options = Options { bases: vec![&base], ..Options::default() };
                extract(text.as_bytes(), &options).expect("it was read before");
            }
        }
    }
}

/// Lines in which every rule has something to look at, whole and broken.
fn odd_line() -> impl Strategy<Value = String> {
    let lines = [
        "MOD\tATU/21A4/1",
        "RESOLUTION 91 (Rev. Geneva, 2022New Delhi, 2024)",
        "RÉSOLUTION 91 (Rév. Genève, 2022)",
        "The World Telecommunication Standardization Assembly (Geneva, 2022New Delhi, 2024),",
        "L'Assemblée mondiale de normalisation des télécommunications (Genève, 20222024),",
        "considering",
        "notingrecognizing",
        "considérantnotant",
        "invitesinstructs the Council",
        "resolves",
        "a)\tthat lamps fail,;",
        "b)c)\tthat they fail;,",
        "a)b)\tthat bells ring.;",
        "12\tto mend;.",
        "1\tto mend,;",
        "23\tto sweep,.",
        "2\tto work with ITU-T and, ITU-D and the ITU regional offices;",
        "[footnoteRef:1]1 [1: \tnote] the the end , here  there,",
        "(Dubai, 2012; Geneva, 2022; New Delhi, 2024)",
        "",
    ];
    prop_oneof![8 => proptest::sample::select(lines.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,40}"]
}

#[test]
fn a_long_text_costs_no_more_than_its_length() {
    let mut long = "RESOLUTION 90 (Rev. Geneva, 2022New Delhi, 2024)\nRoofs\n".to_owned();
    long.push_str("The World Telecommunication Standardization Assembly (Geneva, 2022New Delhi, 2024),\n");
    let mut section = 0;
    while long.len() < 1_000_000 {
        section += 1;
        long.push_str(&format!("resolves\n1\tto count lamp {section} and the the doors,;\n2\tto mend it when it isbroken within {section} days,\n"));
        long.push_str("that a sole item stands here and is long enough to be looked at by every rule there is, heads among them,\n");
    }
    let base = long.replace("Geneva, 2022New Delhi, 2024", "Geneva, 2022").replace(",;\n", ",\n");
    let begin = std::time::Instant::now();
    let older = extract(base.as_bytes(), &Options::default()).expect("it can be read");
    let plain = begin.elapsed();
    let begin = std::time::Instant::now();
    let options = Options { bases: vec![&older], ..Options::default() };
    let found = extract(long.as_bytes(), &options).expect("it can be read");
    assert_eq!(found.marks, Marks::Recovered);
    let (spent, allowed) = (begin.elapsed(), plain * 20 + std::time::Duration::from_secs(5));
    assert!(spent < allowed, "{spent:?} where reading alone takes {plain:?}");
}

#[test]
fn a_doubled_word_stays_in_both_texts_and_is_reported() {
    let text =
        "RESOLUTION 3 (Rev. Geneva, 2022New Delhi, 2024)\nresolves\n1\tto count the the lamps;\n2\tto light them.\n";
    let found = extract(text.as_bytes(), &Options::default()).expect("readable");
    let clause = &found.comparison.texts[0].sections[0].clauses[0];
    assert_eq!(clause.text.newer.as_deref(), Some("to count the the lamps;"));
    assert_eq!(clause.text.older, clause.text.newer);
    assert!(found.notes.iter().any(|note| note.excerpt.as_deref() == Some("the the")), "{:?}", found.notes);
}

#[test]
fn a_base_of_the_same_number_that_holds_other_words_is_not_trusted() {
    let read = |text: &str, bases: Vec<&dispositif::Extracted>| {
        extract(text.as_bytes(), &Options { bases, ..Options::default() }).expect("readable")
    };
    let base =
        read("RESOLUTION 3 (Rev. Geneva, 2022)\nresolves\n1\tto paint bridges green;\n2\tto feed swans.\n", Vec::new());
    let glued = "RESOLUTION 3 (Rev. Geneva, 2022New Delhi, 2024)\nresolves\n1\tto count the lamps of every harbour,;\n\
                 2\tto publish what was counted there.\n";
    let (alone, held) = (read(glued, Vec::new()), read(glued, vec![&base]));
    let text = |found: &dispositif::Extracted| serde_json::to_string(&found.comparison.texts).expect("JSON");
    assert_eq!(text(&alone), text(&held));
    assert!(held.notes.iter().any(|note| note.name == dispositif::note::Name::UnmatchedBase));
}
