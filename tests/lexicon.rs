//! The lexicon proves itself by its examples, and a broken one says where it is broken.

use dispositif::lexicon::{Lexicon, LexiconError, check};
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicon")
}

/// The files of the lexicon by name, with one of them changed.
fn with(changed: &str, change: impl Fn(&str) -> String) -> Vec<(String, String)> {
    let mut folders = vec![folder()];
    let mut files = Vec::new();
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).expect("the lexicon is readable") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "toml") {
                let name = path.strip_prefix(folder()).expect("inside").to_string_lossy().replace('\\', "/");
                let content = fs::read_to_string(&path).expect("UTF-8");
                let content = if name == changed { change(&content) } else { content };
                files.push((name, content));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn every_form_is_found_in_its_example() {
    let failures = check::failures(Lexicon::built_in());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(check::count(Lexicon::built_in()) > 2_500);
}

#[test]
fn an_example_that_does_not_fit_is_found() {
    let files = with("languages/en/acts.toml", |acts| acts.replacen("example = \"", "example = \"zzz ", 1));
    let lexicon = Lexicon::from_files(files).expect("the shape is right");
    let failures = check::failures(&lexicon);
    assert_eq!(failures.len(), 1, "{failures:?}");
    assert!(failures[0].starts_with("en: act "), "{failures:?}");
}

#[test]
fn a_key_that_no_table_has_is_refused_with_its_place() {
    let files =
        with("places.toml", |places| format!("{places}\n[[place]]\nid = \"x\"\nsense = \"x\"\ncolour = \"red\"\n"));
    match Lexicon::from_files(files) {
        Err(LexiconError::Shape { file, reason }) => {
            assert_eq!(file, "places.toml");
            assert!(reason.contains("colour"), "{reason}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_id_that_no_table_declares_is_refused() {
    let scratch = std::env::temp_dir().join(format!("dispositif-lexicon-{}", std::process::id()));
    for (name, content) in
        with("languages/fr/acts.toml", |acts| acts.replacen("id = \"considering\"", "id = \"consider\"", 1))
    {
        let path = scratch.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("created");
        fs::write(path, content).expect("written");
    }
    let result = Lexicon::load(&scratch);
    fs::remove_dir_all(&scratch).expect("removed");
    let message = result.expect_err("the id is unknown").to_string();
    assert_eq!(message, "languages/fr: the act “consider” is not declared in lexicon/acts.toml");
}

#[test]
fn the_folder_and_the_built_in_lexicon_are_one() {
    let loaded = Lexicon::load(&folder()).expect("the lexicon of the repository");
    assert_eq!(loaded.codes().collect::<Vec<_>>(), Lexicon::built_in().codes().collect::<Vec<_>>());
    assert_eq!(check::count(&loaded), check::count(Lexicon::built_in()));
}

#[test]
fn every_act_form_of_knowledge_keeps_its_mark() {
    // A form is either seen in a source that is named, or marked as known: an empty list, never a missing key.
    let lexicon = Lexicon::built_in();
    let (mut seen, mut known) = (0, 0);
    for language in lexicon.languages() {
        for form in language.table.act.iter().flat_map(|entry| &entry.forms) {
            if form.seen.is_empty() { known += 1 } else { seen += 1 }
        }
    }
    assert!(seen > 500 && known > 300, "{seen} seen, {known} known");
}

#[test]
fn a_house_shares_the_forms_of_the_one_it_is_like_and_prefers_its_own() {
    let forms = |own: &str| {
        let entry = |id: &str, house: &str| {
            format!(
                "[[act]]\nid = \"{id}\"\nforms = [{{ form = \"rings\", seen = [], example = \"rings\", house = \"{house}\" }}]\n"
            )
        };
        let added = entry("requests", "un") + own;
        Lexicon::from_files(with("languages/en/acts.toml", |acts| format!("{acts}\n{added}")))
            .expect("the shape is right")
    };
    let act = |lexicon: &Lexicon, house: &str| {
        let language = lexicon.language("en").expect("English");
        language.lead(&language.tokens("Rings the bell"), Some(house), None).map(|lead| lead.act)
    };
    let shared = forms("");
    assert_eq!(act(&shared, "un").as_deref(), Some("requests"));
    assert_eq!(act(&shared, "who").as_deref(), Some("requests"));
    assert_eq!(act(&shared, "itu"), None);
    let own = forms(
        "[[act]]\nid = \"urges\"\nforms = [{ form = \"rings\", seen = [], example = \"rings\", house = \"who\" }]\n",
    );
    assert_eq!(act(&own, "who").as_deref(), Some("urges"));
    assert_eq!(act(&own, "unesco").as_deref(), Some("requests"));
}

#[test]
fn a_house_that_is_like_an_unknown_one_is_refused() {
    let files = with("houses.toml", |houses| houses.replacen("like = \"un\"", "like = \"nobody\"", 1));
    let message = Lexicon::from_files(files).expect_err("there is no such house").to_string();
    assert_eq!(
        message,
        "houses.toml: the house “nobody” is not declared in lexicon/houses.toml, as one that is like no other"
    );
}
