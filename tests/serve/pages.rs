//! All pages, from link to link.

use super::client::{Reply, Served};
use super::dom::{self, Element};
use super::{assert_tells_no_path, served};
use dispositif::lexicon::Lexicon;
use std::collections::{BTreeSet, HashSet, VecDeque};

const TEXT: &str = "/texts/itu.wtsa.resolution.131";

/// A page that is there, read.
pub fn page(served: &Served, path: &str) -> Element {
    let reply = served.get(path);
    assert_eq!(reply.status, 200, "{path}: {}", reply.body);
    checked(&reply, path)
}

/// A page that is well-formed and harmless, read.
pub fn checked(reply: &Reply, path: &str) -> Element {
    const ELEMENTS: &str = "html head meta title style script body header main section article nav div p span bdi del ins a code kbd q br \
                            h1 h2 h3 h4 dl dt dd ul ol li table thead tbody tr th td fieldset legend form input select option button label \
                            output details summary mark strong";
    const ATTRIBUTES: &str = "lang dir charset http-equiv content name class id href for type checked hidden tabindex title datetime \
                              scope aria-label aria-labelledby aria-live aria-hidden aria-current data-code data-name role action method value \
                              maxlength required placeholder selected start rel hreflang";
    assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
    assert_tells_no_path(&reply.body, path);
    let page = dom::read(&reply.body);
    let mut level = 0;
    for element in page.all(&|element| !element.name.is_empty()) {
        assert!(ELEMENTS.split_whitespace().any(|known| known == element.name), "{path}: <{}>", element.name);
        for (name, value) in &element.attributes {
            assert!(ATTRIBUTES.split_whitespace().any(|known| known == name), "{path}: {name}={value}");
            assert!(!value.contains('\u{202E}'), "{path}: {name}={value}");
            if matches!(name.as_str(), "href" | "action") {
                assert!(value.starts_with(['/', '#']) && !value.starts_with("//"), "{path}: {value}");
            }
        }
        if let Some(own) = element.name.strip_prefix('h').and_then(|own| own.parse::<usize>().ok()) {
            assert!(own <= level + 1, "{path}: h{own} after h{level}");
            level = own;
        }
    }
    assert_eq!(page.all(&|element| element.name == "h1").len(), 1, "{path}");
    assert_eq!(page.all(&|element| element.name == "main").len(), 1, "{path}");
    let ids: Vec<&str> = page.all(&|_| true).iter().filter_map(|element| element.get("id")).collect();
    let unique: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{path}: ids are unique");
    for link in page.all(&|element| element.name == "a") {
        if let Some(target) = link.get("href").expect("a target").strip_prefix('#') {
            assert!(unique.contains(target), "{path}: nothing is at {target}");
        }
    }
    for field in page.all(&|element| matches!(element.name.as_str(), "input" | "select")) {
        let is_named = page.all(&|label| label.name == "label").iter().any(|label| {
            label.get("for").is_some_and(|of| Some(of) == field.get("id"))
                || label.elements().any(|inside| inside.get("id").is_some() && inside.get("id") == field.get("id"))
        });
        assert!(is_named || field.get("type") == Some("hidden"), "{path}: {:?}", field.attributes);
    }
    page
}

/// The addresses of links, without what follows the `#`.
fn links(page: &Element) -> BTreeSet<String> {
    let links = page.all(&|element| element.name == "a");
    let of = |link: &&Element| link.get("href").map(|href| href.split('#').next().unwrap_or_default().to_owned());
    links.iter().filter_map(of).filter(|href| !href.is_empty()).collect()
}

#[test]
fn every_link_leads_to_a_page_that_is_well_formed() {
    let served = served();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut waiting: VecDeque<String> = ["/", "/search?q=stations", "/search?q=script"].map(str::to_owned).into();
    while let Some(path) = waiting.pop_front() {
        if !seen.insert(path.clone()) || path.starts_with("/api/") {
            continue;
        }
        let found = links(&page(&served, &path));
        waiting.extend(found.into_iter().filter(|link| !seen.contains(link)));
    }
    let count = |part: &str| seen.iter().filter(|path| path.contains(part)).count();
    println!("{} addresses", seen.len());
    assert!(count("/versions/") >= 24 && count("/clauses/") > 300 && count("/diff?") >= 16, "{}", seen.len());
    assert!(count("proposal=ATU") >= 2 && count("offset=20") >= 1, "proposals and further pages are reached");
}

#[test]
fn the_first_page_lists_texts_with_versions_and_languages() {
    let served = served();
    let reply = served.send("GET", "/", &[("Accept-Language", "fr-CH, en;q=0.5")], "");
    let page = checked(&reply, "/");
    assert_eq!(page.all(&|element| element.name == "html")[0].get("lang"), Some("fr"));
    let words = page.text();
    assert!(words.contains("ITU · WTSA") && words.contains("Rév. New Delhi, 2024"), "{words}");
    let title = page.all(&|element| element.get("href") == Some(TEXT))[0];
    assert_eq!((title.get("lang"), title.get("dir")), (Some("fr"), Some("ltr")));
    let english = super::pages::page(&served, "/");
    assert!(english.text().contains("Rev. New Delhi, 2024"));
}

#[test]
fn a_text_shows_its_versions_its_proposals_and_its_clauses() {
    let served = served();
    let page = page(&served, &format!("{TEXT}?language=ar"));
    let title = page.all(&|element| element.name == "h1")[0];
    assert_eq!((title.get("lang"), title.get("dir")), (Some("ar"), Some("rtl")));
    for id in ["versions", "proposals", "history"] {
        page.by_id(id);
    }
    let words = page.text();
    assert!(words.contains("MOD ATU/27A6/1") && words.contains("geneva-2022.ar.txt"), "{words}");
    let rows = page.all(&|element| element.is("lineages"))[0].all(&|element| element.name == "tr");
    let history = served.json(&format!("/api/v1{TEXT}/history?language=ar"));
    assert_eq!(rows.len(), 1 + history["lineages"].as_array().expect("lineages").len());
    let form = page.all(&|element| element.name == "form" && element.is("choices"))[0];
    assert_eq!(form.get("action"), Some(format!("{TEXT}/diff").as_str()));
}

#[test]
fn a_version_shows_each_clause_in_its_language_and_leads_to_its_life() {
    let served = served();
    for (language, dir, word) in [
        ("en", "ltr", "considering"),
        ("fr", "ltr", "considérant"),
        ("zh", "ltr", "考虑到"),
        ("ar", "rtl", "إذ تضع في اعتبارها"),
    ] {
        let page = page(&served, &format!("{TEXT}/versions/geneva-2022?language={language}"));
        let text = page.all(&|element| element.name == "article")[0];
        assert_eq!((text.get("lang"), text.get("dir")), (Some(language), Some(dir)));
        assert!(text.text().contains(word), "{language}");
        assert_eq!(text.of_class("clause").len(), 23, "{language}");
        let lives = text.of_class("life");
        assert_eq!(lives.len(), 23, "{language}");
        assert!(lives[0].get("href").expect("a target").ends_with(&format!("@geneva-2022?language={language}")));
    }
    let proposal = page(&served, &format!("{TEXT}/versions/new_delhi-2024?proposal=ATU/27A6/1"));
    assert!(!proposal.all(&|element| element.name == "ins").is_empty(), "a proposal shows what it would change");
    proposal.by_id("summary");
    assert!(proposal.of_class("life").is_empty(), "a proposal has no history");
}

#[test]
fn the_life_of_a_clause_shows_what_changed() {
    let served = served();
    let page = page(&served, &format!("{TEXT}/clauses/resolves__3@hammamet-2016?language=en"));
    let moments = page.of_class("moments")[0].elements().count();
    assert_eq!(moments, 3);
    let deleted: Vec<String> = page.all(&|e| e.name == "del").iter().map(|e| e.words(&|_| false)).collect();
    assert_eq!(deleted, ["that ITU-T shall"]);
    assert!(page.text().contains("resolves__2@johannesburg-2008"), "it was split from another");
}

#[test]
fn a_comparison_is_that_of_the_command() {
    let served = served();
    let page = page(&served, &format!("{TEXT}/diff?older=dubai-2012&newer=geneva-2022&language=fr"));
    let db = super::STORE.display().to_string();
    let keys = ["itu.wtsa.resolution.131@dubai-2012", "itu.wtsa.resolution.131@geneva-2022"];
    let command = ["diff", keys[0], keys[1], "--db", &db, "--language", "fr", "--to", "html", "--page-language", "en"];
    let output = super::dispositif(&command).output().expect("started");
    let written = dom::read(&String::from_utf8(output.stdout).expect("UTF-8"));
    let words = |page: &Element| page.by_id("texts").text();
    assert_eq!(words(&page), words(&written));
    assert_eq!(page.by_id("summary").text(), written.by_id("summary").text());
}

#[test]
fn what_was_searched_is_marked() {
    let served = served();
    let found = page(&served, "/search?q=s%C3%A9ismes&language=fr");
    let marks: Vec<String> = found.all(&|element| element.name == "mark").iter().map(|mark| mark.text()).collect();
    assert!(!marks.is_empty() && marks.iter().all(|mark| mark.to_lowercase() == "séismes"), "{marks:?}");
    assert_eq!(found.by_id("q").get("value"), Some("séismes"));
    assert!(page(&served, "/search?q=nosuchword").all(&|element| element.name == "mark").is_empty());
    assert!(page(&served, "/search").all(&|element| element.name == "mark").is_empty());
    let first = page(&served, "/search?q=stations");
    let second = page(&served, "/search?q=stations&offset=20");
    let excerpts = |page: &Element| page.of_class("excerpt").len();
    assert_eq!((excerpts(&first), excerpts(&second)), (20, 20));
    assert_ne!(first.of_class("found")[0].text(), second.of_class("found")[0].text());
}

#[test]
fn both_languages_have_the_words_of_a_site_and_they_differ() {
    let words = |code: &str| {
        let language = Lexicon::built_in().language(code).expect("a language");
        let site = language.table.site.as_ref().unwrap_or_else(|| panic!("{code} has a site.toml"));
        serde_json::to_value(site).expect("words")
    };
    let (english, french) = (words("en"), words("fr"));
    let alike: Vec<&String> = english
        .as_object()
        .expect("a table")
        .iter()
        .filter(|(key, word)| word.is_string() && french[key.as_str()] == **word)
        .map(|(key, _)| key)
        .collect();
    assert!(alike.len() <= 4, "the words are those of English: {alike:?}");
}
