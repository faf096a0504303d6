//! The page can be read by everybody: headings in order, links that lead somewhere, names for what is hidden, contrast, direction,
//! and words in seven languages.

use super::dom::{self, Element};
use super::support::{extracted, fixtures};
use super::{documents, page};
use dispositif::emit::{Document, PageOptions, PageView, to_html};
use dispositif::lexicon::Lexicon;
use std::collections::{BTreeMap, BTreeSet, HashSet};

#[test]
fn headings_do_not_skip_a_level_and_ids_and_links_agree() {
    for (name, document) in documents() {
        let page = page(&document);
        let mut level = 0;
        for heading in page.all(&|element| matches!(element.name.as_str(), "h1" | "h2" | "h3" | "h4")) {
            let own: usize = heading.name[1..].parse().expect("a level");
            assert!(own <= level + 1, "{name}: {} after h{level}", heading.name);
            level = own;
        }
        assert_eq!(page.all(&|element| element.name == "h1").len(), 1, "{name}");
        let ids: Vec<&str> = page.all(&|_| true).iter().filter_map(|element| element.get("id")).collect();
        let unique: HashSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{name}: ids are unique");
        for link in page.all(&|element| element.name == "a") {
            let target = link.get("href").expect("a target").trim_start_matches('#');
            assert!(unique.contains(target), "{name}: nothing is at {target}");
        }
        for input in page.all(&|element| element.name == "input") {
            let has_label = page.all(&|e| e.name == "label" && e.get("for") == input.get("id")).len() == 1
                || page
                    .all(&|e| e.name == "label")
                    .iter()
                    .any(|label| label.elements().any(|e| e.get("id") == input.get("id")));
            assert!(has_label, "{name}: {:?}", input.get("id"));
        }
    }
}

#[test]
fn each_change_is_said_in_words_not_by_colour_alone() {
    let (_, document) = extracted(&fixtures().join("itu/alerts.fr.txt"));
    let page = page(&document);
    let said = |element: &Element| -> Vec<String> {
        element.of_class("said").iter().map(|e| e.text().trim().to_owned()).collect()
    };
    for inline in page.of_class("inline") {
        for deletion in inline.all(&|element| element.name == "del") {
            assert_eq!(said(deletion), ["[Supprimé:", "fin de la modification]"]);
        }
        for insertion in inline.all(&|element| element.name == "ins") {
            assert_eq!(said(insertion), ["[Inséré:", "fin de la modification]"]);
        }
    }
    let style = page.all(&|element| element.name == "style")[0].text();
    assert!(style.contains("text-decoration-line: line-through") && style.contains("text-decoration-line: underline"));
}

/// A colour of the style, by its name, in one of its two themes.
fn colours(style: &str) -> [BTreeMap<String, [f64; 3]>; 2] {
    let themes: Vec<&str> = style.split(":root {").skip(1).filter(|part| part.contains("--ground:")).collect();
    [themes[0], themes[1]].map(|theme| {
        let block = theme.split('}').next().expect("a block");
        block
            .split(';')
            .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"))
            .map(|(name, hex)| {
                let hex = if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.to_owned() };
                let part = |at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("a colour")) / 255.0;
                (name.to_owned(), [part(0), part(2), part(4)])
            })
            .collect()
    })
}

/// WCAG 2.2, §1.4.3: 4.5 to 1 between letters and their ground.
#[test]
fn letters_stand_out_from_their_ground_in_both_themes() {
    let (_, document) = extracted(&fixtures().join("itu/alerts.fr.txt"));
    let style = page(&document).all(&|element| element.name == "style")[0].text();
    let light = super::support::light;
    let pairs = [
        ("ink", "ground"),
        ("ink", "raised"),
        ("soft", "ground"),
        ("soft", "raised"),
        ("link", "ground"),
        ("link", "raised"),
        ("ground", "ink"),
        ("ins", "ins-ground"),
        ("del", "del-ground"),
        ("mod", "mod-ground"),
        ("mov", "mov-ground"),
        ("doubt", "doubt-ground"),
    ];
    for theme in colours(&style) {
        for (letters, ground) in pairs {
            let (a, b) = (light(&theme[letters]), light(&theme[ground]));
            let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
            assert!(contrast >= 4.5, "--{letters} on --{ground}: {contrast:.2}");
        }
    }
}

#[test]
fn a_text_has_its_language_and_direction_and_the_words_around_it_theirs() {
    let (_, document) = extracted(&fixtures().join("itu/alerts.ar.txt"));
    let own = page(&document);
    let html = own.all(&|element| element.name == "html")[0];
    assert_eq!((html.get("lang"), html.get("dir")), (Some("ar"), Some("rtl")));
    let text = own.all(&|element| element.name == "article")[0];
    assert_eq!((text.get("lang"), text.get("dir")), (Some("ar"), Some("rtl")));

    let options = PageOptions { language: Some("fr".to_owned()), view: PageView::SideBySide, ..PageOptions::default() };
    let french = dom::read(&to_html(&document, &options));
    let html = french.all(&|element| element.name == "html")[0];
    assert_eq!((html.get("lang"), html.get("dir")), (Some("fr"), Some("ltr")));
    let text = french.all(&|element| element.name == "article")[0];
    assert_eq!((text.get("lang"), text.get("dir")), (Some("ar"), Some("rtl")));
    let said = text.of_class("said").into_iter().find(|said| said.text().contains("Supprimé")).expect("a deletion");
    assert_eq!((said.get("lang"), said.get("dir")), (Some("fr"), Some("ltr")));
    assert!(
        french.by_id("view-sides").get("checked").is_some() && french.by_id("view-inline").get("checked").is_none()
    );
}

/// Every rule that any fixture's clauses name has words in every language; so has every relation.
#[test]
fn every_language_has_words_for_what_happens() {
    let (mut rules, mut relations) = (BTreeSet::new(), BTreeSet::new());
    for (_, document) in documents() {
        for clause in document.texts.iter().flat_map(super::support::clauses) {
            rules.extend(clause.evidence.rule.iter().flat_map(|rule| rule.split(", ")).map(str::to_owned));
            relations.extend(clause.related.iter().map(|related| related.relation.as_str().to_owned()));
        }
    }
    assert!(rules.len() > 5 && !relations.is_empty(), "{rules:?} {relations:?}");
    for language in Lexicon::built_in().languages() {
        let words = language.table.page.as_ref().unwrap_or_else(|| panic!("{} has a page.toml", language.code));
        let all = dispositif::recover::Rule::ALL.iter().map(|rule| rule.as_str().to_owned());
        for rule in rules.iter().cloned().chain(all) {
            assert!(words.rules.contains_key(&rule), "{}: the rule {rule}", language.code);
        }
        for relation in &relations {
            assert!(words.relations.contains_key(relation), "{}: the relation {relation}", language.code);
        }
        let english =
            Lexicon::built_in().language("en").and_then(|english| english.table.page.as_ref()).expect("English");
        let keys = |words: &BTreeMap<String, String>| words.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&words.rules), keys(&english.rules), "{}", language.code);
        // A word that stands in two languages was forgotten, or is one of the few that are alike.
        let json = |words| serde_json::to_value(words).expect("words");
        let (own, theirs) = (json(words), json(english));
        let alike = own
            .as_object()
            .expect("a table")
            .iter()
            .filter(|(key, word)| word.is_string() && theirs[key.as_str()] == **word)
            .count();
        assert!(language.code == "en" || alike < 10, "{}: {alike} words are those of English", language.code);
    }
}

fn with_page(change: impl Fn(&str) -> String) -> Result<Lexicon, String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicon");
    let scratch =
        std::env::temp_dir().join(format!("dispositif-page-{}-{:?}", std::process::id(), std::thread::current().id()));
    let mut folders = vec![root.clone()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(at).expect("readable") {
            let path = entry.expect("an entry").path();
            let target = scratch.join(path.strip_prefix(&root).expect("inside"));
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "toml") {
                let content = std::fs::read_to_string(&path).expect("UTF-8");
                let is_french = path.ends_with("fr/page.toml");
                std::fs::create_dir_all(target.parent().expect("a folder")).expect("created");
                std::fs::write(target, if is_french { change(&content) } else { content }).expect("written");
            }
        }
    }
    let loaded = Lexicon::load(&scratch).map_err(|error| error.to_string());
    std::fs::remove_dir_all(&scratch).expect("removed");
    loaded
}

#[test]
fn a_word_too_few_or_too_many_is_refused_by_name() {
    let missing = with_page(|words| words.replacen("doubts = ", "# doubts = ", 1)).expect_err("a word is missing");
    assert!(missing.contains("languages/fr/page.toml") && missing.contains("doubts"), "{missing}");
    let unknown =
        with_page(|words| words.replacen("[page]", "[page]\ncolour = \"rouge\"", 1)).expect_err("a word is unknown");
    assert!(unknown.contains("languages/fr/page.toml") && unknown.contains("colour"), "{unknown}");
}

#[test]
fn a_language_without_words_for_pages_borrows_english() {
    let lexicon = with_page(|_| String::new()).expect("the words of a page may be absent");
    let (_, document): (_, Document) = extracted(&fixtures().join("itu/alerts.fr.txt"));
    let page =
        dom::read(&to_html(&document, &PageOptions { lexicon: &lexicon, language: None, view: PageView::Inline }));
    assert_eq!(page.all(&|element| element.name == "html")[0].get("lang"), Some("en"));
    assert_eq!(page.all(&|element| element.name == "article")[0].get("lang"), Some("fr"));
}
