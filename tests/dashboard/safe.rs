//! A dashboard is made of files of strangers: nothing in them acts, escapes its place, or makes the page ask for anything.

use super::dom::{self, Element};
use super::stock;
use dispositif::emit::{DashboardOptions, DecisionForm, to_dashboard};

fn with_decisions() -> DashboardOptions<'static> {
    let decisions = Some(DecisionForm { action: "/mapping/decisions".to_owned(), token: "a\"<&token".to_owned() });
    DashboardOptions { decisions, ..DashboardOptions::default() }
}

fn policy(page: &Element) -> String {
    let policy = page.all(&|element| element.get("http-equiv") == Some("Content-Security-Policy"));
    policy[0].get("content").expect("a policy").to_owned()
}

#[test]
fn a_strangers_words_are_shown_and_do_nothing() {
    let html = to_dashboard(&stock::hostile(), &DashboardOptions::default());
    let page = dom::read(&html);
    let scripts = page.all(&|element| element.name == "script");
    assert_eq!(scripts.len(), 2, "the data and the script");
    assert_eq!(scripts[0].get("type"), Some("application/json"));
    for element in page.all(&|_| true) {
        assert!(
            !matches!(element.name.as_str(), "img" | "iframe" | "object" | "embed" | "link" | "base"),
            "{}",
            element.name
        );
        for (name, value) in &element.attributes {
            assert!(!name.starts_with("on") && name != "style" && name != "src", "{name}={value}");
            if name == "href" {
                assert!(value.starts_with('#'), "{value}");
            }
            assert!(!value.contains(['\u{202E}', '\u{202D}']), "{name}={value}");
        }
    }
    let body = page.all(&|element| element.name == "body")[0];
    assert!(body.text().contains(stock::ATTACK), "the words are shown as they are");
    let elsewhere = body.words(&|element| element.is("sign"));
    assert!(!elsewhere.contains('\u{202E}'), "a sign that turns the text stands alone");
    assert!(!html.contains("http://") && !html.contains("https://"), "nothing outside is named");
}

#[test]
fn the_data_of_the_script_are_what_they_were() {
    let page = dom::read(&to_dashboard(&stock::hostile(), &DashboardOptions::default()));
    let data: serde_json::Value = serde_json::from_str(&page.by_id("data").text()).expect("JSON");
    assert_eq!(data["activities"].as_array().map(Vec::len), Some(stock::hostile().activities.len()));
}

#[test]
fn the_policy_names_the_style_and_the_script_and_allows_nothing_else() {
    let page = dom::read(&to_dashboard(&stock::hostile(), &DashboardOptions::default()));
    let policy = self::policy(&page);
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(policy.contains("form-action 'none'") && !policy.contains("unsafe") && !policy.contains('*'), "{policy}");
    assert!(page.all(&|element| element.get("method").is_some()).is_empty(), "a file sends nothing");
}

#[test]
fn a_server_takes_decisions_on_suggestions_and_links_for_review() {
    let mapping = stock::digital_safety("fr");
    let page = dom::read(&to_dashboard(&mapping, &with_decisions()));
    assert!(policy(&page).contains("form-action 'self'"));
    let forms = page.all(&|element| element.is("decide"));
    let reviewed = page.by_id("gap-review").all(&|element| element.is("decide")).len();
    assert_eq!(forms.len(), mapping.suggestions.len() + reviewed);
    assert!(reviewed >= mapping.review.iter().filter(|of| mapping.links[of.link].target.clause.is_some()).count());
    for form in forms {
        assert_eq!((form.get("method"), form.get("action")), (Some("post"), Some("/mapping/decisions")));
        let fields: Vec<&str> =
            form.all(&|e| matches!(e.name.as_str(), "input" | "button")).iter().filter_map(|e| e.get("name")).collect();
        assert_eq!(fields, ["activity", "text", "version", "clause", "token", "note", "decision", "decision"]);
        let token = form.all(&|e| e.get("name") == Some("token"))[0];
        assert_eq!(token.get("value"), Some("a\"<&token"));
        let verdicts: Vec<&str> = form.all(&|e| e.name == "button").iter().filter_map(|e| e.get("value")).collect();
        assert_eq!(verdicts, ["accept", "reject"]);
    }
}
