//! A page is made of files of strangers: nothing in them acts, escapes its place, or makes the page ask for anything.

use super::dom::{self, Element};
use super::{documents, of_text, page};
use dispositif::emit::{Document, PageOptions, to_html};

/// A text whose every part tries to break out.
fn hostile() -> Document {
    let attack = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&lt;&#60;</style></title>]]>";
    let text = format!(
        "MOD\tATU/21A4/1\nRESOLUTION 91 (Geneva, 2022{attack})\nTitle {attack}\n\
         The World Telecommunication Standardization Assembly (Geneva, 2022),\n\
         considering {attack}\na)\tthat {{--{attack}--}}{{++new {attack}++}} holds;\nb)\tthat a \u{202E}reversed\u{202C} word stands here,\n\
         resolves\n1\tto study {attack},\n\
         instructs the Director <b onclick=\"x\"> of the Telecommunication Standardization Bureau\nto act \u{202E}.\n\
         Reasons: {attack}\u{202E}\n"
    );
    let mut document = of_text(&text);
    document.source.file = format!("{attack}\u{202E}.txt");
    document.front_matter.insert("title".to_owned(), format!("{attack}\u{202E}"));
    document
}

/// The elements and attributes that a page is made of.
fn assert_harmless(page: &Element, about: &str) {
    const ELEMENTS: &str = "html head meta title style script body header main section article div p span bdi del ins a code kbd q br \
                            h1 h2 h3 h4 dl dt dd ul li table thead tbody tr th td fieldset legend input label output details summary";
    const ATTRIBUTES: &str = "lang dir charset http-equiv content name class id href for type checked hidden tabindex title datetime \
                              scope aria-label aria-labelledby aria-live aria-hidden data-code";
    for element in page.all(&|element| !element.name.is_empty()) {
        assert!(ELEMENTS.split_whitespace().any(|known| known == element.name), "{about}: <{}>", element.name);
        for (name, value) in &element.attributes {
            assert!(ATTRIBUTES.split_whitespace().any(|known| known == name), "{about}: {name}={value}");
            if name == "href" {
                assert!(value.starts_with('#'), "{about}: {value}");
            }
        }
    }
    assert_eq!(page.all(&|element| element.name == "script").len(), 1, "{about}");
    assert_eq!(page.all(&|element| element.name == "style").len(), 1, "{about}");
}

#[test]
fn every_page_is_well_formed_and_asks_for_nothing() {
    for (name, document) in documents() {
        assert_harmless(&page(&document), &name);
    }
}

#[test]
fn a_hostile_text_is_shown_and_does_nothing() {
    let document = hostile();
    let page = page(&document);
    assert_harmless(&page, "hostile");
    let words = page.text();
    assert!(
        words.contains("<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"),
        "the words are shown as they are"
    );
}

/// U+202E turns what follows it. On the page it stands in an element of its own, where there is nothing to turn, and is named.
#[test]
fn a_sign_that_turns_the_text_stands_alone() {
    let page = page(&hostile());
    let body = page.all(&|element| element.name == "body")[0];
    let signs = body.all(&|element| element.name == "bdi" && element.is("sign"));
    assert!(signs.len() > 5, "{}", signs.len());
    for sign in &signs {
        assert_eq!((sign.text().as_str(), sign.get("data-code")), ("\u{202E}", Some("U+202E")));
    }
    let elsewhere = body.words(&|element| element.is("sign"));
    assert!(!elsewhere.contains('\u{202E}'));
    for element in page.all(&|_| true) {
        for (name, value) in &element.attributes {
            assert!(!value.contains('\u{202E}'), "{name}={value}");
        }
    }
}

#[test]
fn the_policy_names_the_style_and_the_script_and_allows_nothing_else() {
    let page = page(&hostile());
    let policy = page.all(&|element| element.get("http-equiv") == Some("Content-Security-Policy"));
    let content = policy[0].get("content").expect("a policy");
    assert!(content.starts_with("default-src 'none'; style-src 'sha256-"), "{content}");
    assert!(!content.contains("unsafe") && !content.contains("http") && !content.contains('*'), "{content}");
}

#[test]
fn an_empty_document_has_a_page() {
    let html = to_html(&of_text("Dear colleague,\nthank you for your letter.\n"), &PageOptions::default());
    let page = dom::read(&html);
    assert_harmless(&page, "letter");
    assert!(page.text().contains("thank you for your letter") && page.text().contains("no-text"));
}
