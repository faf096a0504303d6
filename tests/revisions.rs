//! Two texts become one comparison: clauses are paired though they were split, merged, moved, renumbered or reworded.
//!
//! The truth stands in `fixtures/revisions`, written without the program: `.pairs` beside two texts, `lineage.tsv` beside the versions
//! of one resolution.

mod support;

use dispositif::compare::comparison::{Change, Clause, Comparison, Only, Relation};
use dispositif::{Extracted, Options, diff, extract};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use support::{clauses, fixtures};

fn read(path: &Path) -> Extracted {
    let bytes = fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    extract(&bytes, &Options::default()).expect("readable")
}

/// A clause on both sides, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Fate {
    older: String,
    newer: String,
    kinds: BTreeSet<String>,
}

fn letters(text: &Option<String>) -> String {
    text.iter().flat_map(|text| text.chars()).filter(|c| c.is_alphanumeric()).collect()
}

/// The ids of the clauses of a text in one version.
fn ids(found: &Extracted) -> Vec<String> {
    clauses(&found.comparison.texts[0]).into_iter().map(|clause| clause.id.clone()).collect()
}

/// What the program says, in the words of the truth.
fn fates(older: &Extracted, newer: &Extracted) -> Vec<Fate> {
    let Comparison { texts, .. } = diff(older, newer, &Options::default()).expect("in time");
    let [text] = &texts[..] else { panic!("one text: {}", texts.len()) };
    // A clause is known in the older text by the place at which it stands there.
    let place_of = |clause: &Clause| clause.place;
    let older_ids: Vec<_> =
        clauses(&older.comparison.texts[0]).into_iter().map(|c| (place_of(c), c.id.clone())).collect();
    let older_id = |clause: &Clause| -> String {
        let place = clause.older_place;
        let id = place.and_then(|place| older_ids.iter().find(|(at, _)| *at == place)).map(|(_, id)| id.clone());
        id.unwrap_or_else(|| "-".to_owned())
    };
    let all = clauses(text);
    let fates = all.iter().map(|clause| {
        let mut kinds: BTreeSet<String> = BTreeSet::new();
        let change = clause.change.clone().expect("compared");
        let same_words = letters(&clause.text.older) == letters(&clause.text.newer);
        for kind in &change {
            let word = match (kind, clause.only) {
                (Change::Modified, Some(Only::Punctuation)) => "punctuation",
                (Change::Modified, Some(Only::Citation)) => "citation",
                (Change::Modified, _) if same_words => "head",
                (Change::Renumbered, _) => "renumbered",
                _ => kind.as_str(),
            };
            kinds.insert(word.to_owned());
        }
        for related in &clause.related {
            kinds.clear();
            kinds.insert(match related.relation {
                Relation::SplitFrom => "split-from".to_owned(),
                Relation::MergedInto => "merged-into".to_owned(),
            });
        }
        let gone = change == [Change::Deleted];
        let relative = |relation: Relation| clause.related.iter().find(|r| r.relation == relation).map(|r| &r.clause);
        let of = |id: &String| all.iter().find(|c| &c.id == id).copied().expect("a related clause is in the text");
        let older = match relative(Relation::SplitFrom) {
            Some(id) => older_id(of(id)),
            None => older_id(clause),
        };
        let newer = match relative(Relation::MergedInto) {
            Some(id) => id.clone(),
            None if gone => "-".to_owned(),
            None => clause.id.clone(),
        };
        Fate { older, newer, kinds }
    });
    fates.collect()
}

/// The words of the truth that the program has words for. `label` is a renumbering of nothing but the label; what was split or merged
/// besides being modified is told by its relative.
fn wanted(words: &str) -> BTreeSet<String> {
    let words =
        words.split('(').map(|part| part.split_once(')').map_or(part, |(_, behind)| behind)).collect::<String>();
    let words = words.split(',').map(str::trim).filter(|word| !word.is_empty());
    let words: BTreeSet<String> =
        words.map(|word| if word == "label" { "renumbered" } else { word }.to_owned()).collect();
    // A clause that was reworded under another head is modified, not "head".
    words
}

fn assert_fates(about: &str, truth: &[(String, String, String)], got: &[Fate]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (older, newer, words) in truth {
        let found = got.iter().find(|fate| &fate.older == older && &fate.newer == newer);
        let Some(found) = found else {
            wrong.push(format!("{about}: {older} → {newer} ({words}): not so paired"));
            continue;
        };
        let mut want = wanted(words);
        let mut have = found.kinds.clone();
        // Which of two that changed places has moved is anybody's choice.
        if want.remove("swapped") {
            have.remove("moved");
        }
        // A change of the head swallows that of a stop; that of the words swallows both.
        if want.contains("head") {
            want.remove("punctuation");
        }
        if want.contains("modified") {
            want.remove("head");
        }
        if want.is_empty() {
            want.insert("unchanged".to_owned());
        }
        if have.is_empty() {
            have.insert("unchanged".to_owned());
        }
        if want != have {
            wrong.push(format!("{about}: {older} → {newer}: wanted {want:?}, got {have:?}"));
        }
    }
    let known = |fate: &&Fate| !truth.iter().any(|(older, newer, _)| *older == fate.older && *newer == fate.newer);
    wrong.extend(got.iter().filter(known).map(|fate| format!("{about}: not in the truth: {fate:?}")));
    wrong
}

fn rows(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.lines().skip(1).filter(|l| !l.is_empty()).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

#[test]
fn clauses_that_are_easily_confused_are_paired() {
    let folder = fixtures().join("revisions/alike");
    let mut wrong = Vec::new();
    let mut count = 0;
    let mut files: Vec<PathBuf> =
        fs::read_dir(&folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    files.sort();
    for path in files.into_iter().filter(|path| path.extension().is_some_and(|e| e == "pairs")) {
        let base = path.with_extension("");
        let side = |name: &str| {
            read(
                &base.with_extension(format!("{}.{name}.txt", base.extension().expect("a language").to_string_lossy())),
            )
        };
        let (older, newer) = (side("older"), side("newer"));
        let truth: Vec<(String, String, String)> =
            rows(&path).into_iter().map(|row| (row[0].clone(), row[1].clone(), row[2].clone())).collect();
        wrong.extend(assert_fates(
            &base.file_name().expect("a name").to_string_lossy(),
            &truth,
            &fates(&older, &newer),
        ));
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(count, 6);
}

#[test]
fn a_resolution_is_followed_from_assembly_to_assembly_in_each_language() {
    let folder = fixtures().join("revisions/landing-stations");
    let lives = rows(&folder.join("lineage.tsv"));
    let places = ["johannesburg-2008", "dubai-2012", "hammamet-2016", "geneva-2022", "new_delhi-2024"];
    let mut wrong = Vec::new();
    for language in ["en", "fr", "ar", "zh"] {
        for step in 0..4 {
            let side = |at: usize| read(&folder.join(format!("{}.{language}.txt", places[at])));
            let (older, newer) = (side(step), side(step + 1));
            let truth: Vec<(String, String, String)> = lives
                .iter()
                .filter_map(|life| {
                    let (before, after, words) = (&life[1 + step], &life[2 + step], &life[6 + step]);
                    // Where a life begins in another's words or ends in them, its relative tells the other side.
                    let relative = |word: &str, column: usize| -> Option<String> {
                        let name = words.strip_prefix(word)?.trim();
                        lives.iter().find(|life| life[0] == name).map(|life| life[column].clone())
                    };
                    let before = relative("split-from", 1 + step).unwrap_or_else(|| before.clone());
                    let after = relative("merged-into", 2 + step).unwrap_or_else(|| after.clone());
                    let words = if words.starts_with("split-from") { "split-from" } else { words };
                    let words = if words.starts_with("merged-into") { "merged-into" } else { words };
                    let words = if words == "returned" { "inserted" } else { words };
                    (before != "-" || after != "-").then(|| (before, after, words.to_owned()))
                })
                .collect();
            let about = format!("{} → {}.{language}", places[step], places[step + 1]);
            assert!(ids(&older).len() + ids(&newer).len() > 20, "{about}");
            wrong.extend(assert_fates(&about, &truth, &fates(&older, &newer)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_text_compared_with_itself_has_not_changed() {
    let mut count = 0;
    for folder in ["itu", "un", "hrc", "ecosoc", "wha", "sc"] {
        for path in support::files(folder, &["txt", "docx"]) {
            let found = read(&path);
            let Comparison { texts, .. } = diff(&found, &found, &Options::default()).expect("in time");
            for clause in texts.iter().flat_map(clauses) {
                assert_eq!(
                    clause.change.as_deref(),
                    Some(&[Change::Unchanged][..]),
                    "{} {}",
                    path.display(),
                    clause.id
                );
                count += 1;
            }
        }
    }
    assert!(count > 300, "{count}");
}
