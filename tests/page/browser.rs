//! Switches and keys in a real browser. Where there is none, these tests say so and prove nothing.

use super::support::browser::loaded;
use super::support::{extracted, fixtures};
use dispositif::emit::{PageOptions, to_html};

/// The page of a tracked text.
fn html() -> String {
    let (_, document) = extracted(&fixtures().join("itu/alerts.fr.txt"));
    to_html(&document, &PageOptions::default())
}

/// The policy lets the page's own script run, which shows the help on keys, and no other.
#[test]
fn the_script_of_the_page_runs_and_another_does_not() {
    let injected = html().replace("</main>", "</main><script>document.title = 'broken in';</script>");
    let Some(dom) = loaded("policy", &injected) else { return };
    assert!(dom.contains("<details id=\"help\">"), "the page's script has run");
    assert!(!dom.contains("<title>broken in"), "an injected script has not");
    assert!(dom.contains("document.title = 'broken in'"), "though it was there");
}

#[test]
fn keys_and_switches_do_what_they_say() {
    let html = html();
    let start = html.find("<meta http-equiv").expect("a policy");
    let end = start + html[start..].find('>').expect("it ends") + 1;
    // Without the policy, so that a script can press keys.
    let probe = concat!("<script>", include_str!("probe.js"), "</script></body>");
    let html = format!("{}{}", &html[..start], &html[end..]).replace("</body>", probe);
    let Some(dom) = loaded("keys", &html) else { return };
    let log = dom.split("data-log=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("the probe ran");
    let changes = log.split('|').find(|part| part.starts_with("2 / ")).expect("a position").trim_start_matches("2 / ");
    assert_eq!(
        log.split('|').collect::<Vec<_>>(),
        [
            "inline true",
            "sides 0",
            "then 0",
            "sides true",
            "changed true",
            "unchanged 0",
            "all true",
            "itu.wtsa.resolution.91/considering__1",
            "itu.wtsa.resolution.91/noting__2",
            &format!("2 / {changes}"),
            "itu.wtsa.resolution.91/considering__1",
            &format!("{changes} / {changes}"),
            "help true",
            "off true",
            "by hand 0",
        ]
    );
}
