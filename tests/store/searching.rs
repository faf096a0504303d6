//! Words found as a reader would find them, and nothing that is typed taken for an operator.

use super::{Scratch, err, string};
use serde_json::Value;

fn filled() -> Scratch {
    let scratch = Scratch::new();
    scratch.good(&["add", "--quiet", "landing-stations", "../itu"]);
    scratch
}

fn hits(scratch: &Scratch, words: &str) -> Vec<Value> {
    scratch.json(&["search", words, "--limit", "200"]).as_array().expect("a list").clone()
}

/// The words that a hit marks.
fn marked(hit: &Value) -> Vec<String> {
    let snippet: Vec<char> = string(&hit["snippet"]).chars().collect();
    let at = |mark: &Value, side: usize| usize::try_from(mark[side].as_u64().expect("a number")).expect("small");
    let marks = hit["marks"].as_array().expect("marks");
    marks.iter().map(|mark| snippet[at(mark, 0)..at(mark, 1)].iter().collect()).collect()
}

#[test]
fn accents_capitals_and_vowel_signs_make_no_difference() {
    let scratch = filled();
    for (plain, other) in [("seismes", "SÉISMES"), ("электросвязи", "ЭЛЕКТРОСВЯЗИ"), ("محطات", "مَحَطَّات")]
    {
        let (one, two) = (hits(&scratch, plain), hits(&scratch, other));
        assert!(!one.is_empty(), "{plain}");
        assert_eq!(one, two, "{plain}");
    }
}

#[test]
fn words_in_a_row_and_beginnings() {
    let scratch = filled();
    let both = hits(&scratch, "stations landing").len();
    let in_a_row = hits(&scratch, "\"landing stations\"");
    assert!(both >= in_a_row.len() && !in_a_row.is_empty());
    assert!(hits(&scratch, "\"stations landing\"").is_empty());
    assert!(in_a_row.iter().all(|hit| marked(hit).iter().any(|words| words.to_lowercase() == "landing stations")));
    assert!(hits(&scratch, "landi").is_empty());
    assert!(hits(&scratch, "landi*").len() >= both);
}

#[test]
fn chinese_is_searched_character_by_character_in_a_row() {
    let scratch = filled();
    let found = hits(&scratch, "海底光缆");
    assert!(!found.is_empty());
    assert!(found.iter().all(|hit| marked(hit).contains(&"海底光缆".to_owned())), "{found:?}");
    assert!(hits(&scratch, "光海底缆").is_empty());
}

#[test]
fn a_search_can_be_narrowed() {
    let scratch = filled();
    let arguments = ["search", "itu", "--language", "en", "--text", "itu.wtsa.resolution.91", "--limit", "3"];
    let found = scratch.json(&arguments);
    let found = found.as_array().expect("a list");
    assert_eq!(found.len(), 3);
    assert!(
        found.iter().all(|hit| hit["language"] == "en" && string(&hit["key"]).starts_with("itu.wtsa.resolution.91@"))
    );
    let statuses: Vec<String> = hits(&scratch, "stations").iter().map(|hit| string(&hit["status"])).collect();
    assert!(statuses.contains(&"adopted".to_owned()) && statuses.contains(&"proposed".to_owned()));
}

#[test]
fn nothing_that_is_typed_is_an_operator() {
    let scratch = filled();
    for typed in [
        "landing OR nosuchword",
        "landing NOT stations)",
        "words: landing\"; DROP TABLE source",
        "landing NEAR(x",
        "{landing",
        "^landing",
        "*landing* nosuchword",
    ] {
        let found = scratch.run(&["search", typed]);
        assert_eq!(found.status.code(), Some(0), "{typed}: {}", err(&found));
    }
    assert!(hits(&scratch, "landing OR nosuchword").is_empty());
    let output = scratch.run(&["search", "\"; *"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("holds no word to search for"), "{}", err(&output));
}

#[test]
fn a_hit_is_marked_where_it_is_printed() {
    let printed = filled().good(&["search", "séismes", "--language", "fr", "--limit", "1"]);
    assert!(printed.contains("**séismes**"), "{printed}");
    assert!(printed.starts_with("itu.wtsa.resolution.131@"), "{printed}");
}
