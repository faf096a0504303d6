//! A dashboard can be read by everybody: headings in order, names for what is controlled, contrast, nothing by colour alone, languages.

use super::dom::{self, Element};
use super::stock;
use dispositif::emit::{DashboardOptions, to_dashboard};
use dispositif::lexicon::Lexicon;
use std::collections::{BTreeMap, BTreeSet};

fn page(language: Option<&str>) -> Element {
    let options = DashboardOptions { language: language.map(str::to_owned), ..DashboardOptions::default() };
    dom::read(&to_dashboard(&stock::digital_safety("fr"), &options))
}

#[test]
fn headings_do_not_skip_a_level_and_landmarks_have_names() {
    let page = page(None);
    let mut level = 0;
    for heading in page.all(&|element| matches!(element.name.as_str(), "h1" | "h2" | "h3" | "h4")) {
        let own: usize = heading.name[1..].parse().expect("a level");
        assert!(own <= level + 1, "{} “{}” after h{level}", heading.name, heading.text());
        level = own;
    }
    assert_eq!(page.all(&|element| element.name == "h1").len(), 1);
    for landmark in ["header", "main", "nav", "aside"] {
        assert_eq!(page.all(&|element| element.name == landmark).len(), 1, "{landmark}");
    }
    let skip = page.of_class("skip")[0];
    assert_eq!(skip.get("href"), Some("#content"));
    for region in page.all(&|element| element.get("role") == Some("region")) {
        assert!(
            region.get("aria-labelledby").is_some() && region.get("tabindex") == Some("0"),
            "what scrolls can be reached"
        );
    }
}

#[test]
fn every_control_has_a_label() {
    let page = page(None);
    let labels: BTreeSet<&str> = page.all(&|e| e.name == "label").iter().filter_map(|label| label.get("for")).collect();
    for input in page.all(&|element| element.name == "input") {
        let id = input.get("id").expect("an id");
        let is_within =
            page.all(&|e| e.name == "label").iter().any(|label| label.elements().any(|e| e.get("id") == Some(id)));
        assert!(labels.contains(id) || is_within, "{id}");
    }
    let said = page.by_id("announced");
    assert_eq!((said.name.as_str(), said.get("aria-live")), ("output", Some("polite")));
}

#[test]
fn drawings_are_named_or_stand_beside_their_figures() {
    for svg in page(None).all(&|element| element.name == "svg") {
        let is_hidden = svg.get("aria-hidden") == Some("true");
        let is_named =
            svg.get("role") == Some("img") && (svg.get("aria-label").is_some() || svg.get("aria-labelledby").is_some());
        assert!(is_hidden || is_named, "{:?}", svg.attributes);
    }
    let page = page(None);
    let columns = page.by_id("columns");
    assert_eq!(columns.elements().take(2).map(|e| e.name.as_str()).collect::<Vec<_>>(), ["title", "desc"]);
    assert_eq!(page.by_id("running").name, "table", "the columns are there in figures too");
}

#[test]
fn nothing_is_told_by_colour_alone() {
    let page = page(Some("en"));
    for clause in page.by_id("clauses").of_class("clause") {
        let words = clause.text();
        assert!(clause.of_class("state").is_empty() || (words.contains("Answered") && words.contains("Not answered")));
    }
    for (name, fill) in
        [("done", "rect"), ("now", "rect"), ("planned", "circle"), ("unknown", "path"), ("open", "rect")]
    {
        let pattern = page.by_id(&format!("fill-{name}"));
        assert!(pattern.elements().any(|element| element.name == fill), "{name} has a pattern of its own");
    }
    let style = page.all(&|element| element.name == "style")[0].text();
    assert!(style.contains(".clause.answered .state.no") && style.contains("text-decoration-line: line-through"));
    for media in ["prefers-reduced-motion", "@media print", "color-scheme: light dark", ":focus-visible"] {
        assert!(style.contains(media), "{media}");
    }
}

/// A colour by its name, in light and in dark: `--ink: light-dark(#1b1e23, #e7e9ec)`.
fn colours(style: &str) -> [BTreeMap<String, [f64; 3]>; 2] {
    let mut themes = [BTreeMap::new(), BTreeMap::new()];
    for piece in style.split("--").filter_map(|piece| piece.split_once(": light-dark(")) {
        let (name, rest) = piece;
        let values = rest.split(')').next().expect("it ends").split(", ");
        for (theme, hex) in themes.iter_mut().zip(values) {
            let hex = hex.trim_start_matches('#');
            let part = |at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("a colour")) / 255.0;
            theme.insert(name.to_owned(), [part(0), part(2), part(4)]);
        }
    }
    themes
}

/// WCAG 2.2, §1.4.3: 4.5 to 1 between letters and their ground; §1.4.11: 3 to 1 between what is drawn and its ground.
#[test]
fn letters_and_drawings_stand_out_from_their_ground_in_both_themes() {
    let style = page(None).all(&|element| element.name == "style")[0].text();
    let light = super::support::light;
    let letters = [
        ("ink", "ground"),
        ("ink", "raised"),
        ("soft", "ground"),
        ("soft", "raised"),
        ("link", "ground"),
        ("link", "raised"),
        ("ground", "ink"),
        ("ins", "ins-ground"),
        ("del", "del-ground"),
        ("del", "ground"),
        ("mod", "mod-ground"),
        ("mod", "ground"),
        ("mod", "raised"),
        ("doubt", "doubt-ground"),
        ("done", "ground"),
        ("done", "raised"),
    ];
    let drawn = [
        ("done", "ground"),
        ("done", "pale"),
        ("now", "pale"),
        ("now", "ground"),
        ("open", "open-ground"),
        ("open", "ground"),
        ("del", "ground"),
        ("doubt", "ground"),
        ("mod", "ground"),
        ("ins", "ground"),
        ("soft", "raised"),
    ];
    let [bright, dark] = colours(&style);
    assert!(bright.len() > 18 && bright.len() == dark.len());
    for theme in [bright, dark] {
        for (pairs, least) in [(&letters[..], 4.5), (&drawn[..], 3.0)] {
            for (above, ground) in pairs {
                let (a, b) = (light(&theme[*above]), light(&theme[*ground]));
                let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                assert!(contrast >= least, "--{above} on --{ground}: {contrast:.2}");
            }
        }
    }
}

#[test]
fn the_page_opens_in_the_language_of_the_texts_or_in_english_or_as_asked() {
    let lang = |html: &str| {
        let page = dom::read(html);
        let html = page.all(&|element| element.name == "html")[0];
        (html.get("lang").expect("a language").to_owned(), html.get("dir").expect("a direction").to_owned())
    };
    let own = |language: &str| to_dashboard(&stock::digital_safety(language), &DashboardOptions::default());
    assert_eq!(lang(&own("fr")).0, "fr");
    assert_eq!(lang(&own("en")).0, "en");
    let arabic = stock::arabic();
    let html = to_dashboard(&arabic, &DashboardOptions::default());
    assert_eq!(lang(&html), ("en".to_owned(), "ltr".to_owned()), "the page has no words in Arabic");
    let french = DashboardOptions { language: Some("fr".to_owned()), ..DashboardOptions::default() };
    assert_eq!(lang(&to_dashboard(&arabic, &french)).0, "fr");
    let page = dom::read(&html);
    for words in page.by_id("clauses").of_class("words") {
        assert_eq!((words.get("lang"), words.get("dir")), (Some("ar"), Some("rtl")));
    }
    let titles = page.by_id("rows").of_class("title");
    assert!(titles.iter().all(|title| (title.get("lang"), title.get("dir")) == (Some("ar"), Some("rtl"))));
}

#[test]
fn both_languages_have_words_of_their_own_for_every_key_of_the_page() {
    let page = page(None);
    let data: serde_json::Value = serde_json::from_str(&page.by_id("data").text()).expect("JSON");
    let words = |code: &str| -> BTreeMap<String, String> {
        serde_json::from_value(data["words"][code].clone()).unwrap_or_else(|e| panic!("{code}: {e}"))
    };
    let (english, french) = (words("en"), words("fr"));
    assert_eq!(english.keys().collect::<Vec<_>>(), french.keys().collect::<Vec<_>>());
    for element in page.all(&|_| true) {
        for key in ["data-w", "data-w-aria"] {
            assert!(element.get(key).is_none_or(|key| english.contains_key(key)), "{:?}", element.get(key));
        }
        if let Some(key) = element.get("data-w") {
            assert_eq!(element.text(), french[key], "{key}");
        }
    }
    let own = |key: &&String| !key.starts_with("name.");
    let alike: Vec<&String> = english.keys().filter(own).filter(|key| english[*key] == french[*key]).collect();
    assert!(alike.len() < 16, "{alike:?}");
    assert_eq!(english["name.text.itu.wtdc.resolution.214"], "Resolution 214 (WTDC)");
    let languages: Vec<&str> = Lexicon::built_in()
        .languages()
        .filter(|language| language.table.dashboard.is_some())
        .map(|language| language.code.as_str())
        .collect();
    assert_eq!(page.by_id("languages").all(&|e| e.name == "input").len(), languages.len());
}
