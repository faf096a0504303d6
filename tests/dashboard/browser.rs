//! A reader in a real browser: filters, search, sorting, languages, colours, keys and links; each figure against the mapping's own. Where
//! there is no browser, these tests say so and prove nothing.

use super::counted::Asked;
use super::stock;
use super::support::browser::loaded;
use dispositif::emit::{DashboardOptions, to_dashboard};
use dispositif::mapping::{Mapping, Status};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A page with the probe in it. It has no policy, so that a script of ours can act the reader.
fn probed(html: &str, probe: &str) -> String {
    let start = html.find("<meta http-equiv").expect("a policy");
    let end = start + html[start..].find('>').expect("it ends") + 1;
    format!("{}{}", &html[..start], &html[end..]).replace("</body>", &format!("<script>{probe}</script></body>"))
}

/// What a step asks for, and what a reader clicks to ask it.
type Step<'a> = (&'static str, Vec<(&'a str, &'a str)>, Asked<'a>);

fn steps() -> Vec<Step<'static>> {
    const WTDC: &str = "itu.wtdc.resolution.214";
    const PP: &str = "itu.pp.resolution.187";
    vec![
        ("planned", vec![("status", "planned")], Asked { status: &[Some(Status::Planned)], ..Asked::default() }),
        (
            "planned or under way",
            vec![("status", "planned"), ("status", "under_way")],
            Asked { status: &[Some(Status::Planned), Some(Status::UnderWay)], ..Asked::default() },
        ),
        ("not known", vec![("status", "unknown")], Asked { status: &[None], ..Asked::default() }),
        ("resolution", vec![("resolution", WTDC)], Asked { resolution: &[WTDC], ..Asked::default() }),
        ("addressee", vec![("addressee", "dir.tsb")], Asked { addressee: &["dir.tsb"], ..Asked::default() }),
        (
            "resolution and addressee",
            vec![("resolution", PP), ("resolution", WTDC), ("addressee", "dir.bdt")],
            Asked { resolution: &[PP, WTDC], addressee: &["dir.bdt"], ..Asked::default() },
        ),
        ("region", vec![("region", "africa")], Asked { region: &["africa"], ..Asked::default() }),
        ("office", vec![("office", "Genève")], Asked { office: &["Genève"], ..Asked::default() }),
        (
            "period",
            vec![("period", "wtdc/kigali-2022/baku-2025")],
            Asked { period: Some(("wtdc", "kigali-2022")), ..Asked::default() },
        ),
        (
            "status, region, resolution",
            vec![("status", "done"), ("region", "africa"), ("resolution", WTDC)],
            Asked { status: &[Some(Status::Done)], region: &["africa"], resolution: &[WTDC], ..Asked::default() },
        ),
        ("search", vec![], Asked { search: "PREVENTION etude", ..Asked::default() }),
        ("search a word", vec![], Asked { search: "équipe", ..Asked::default() }),
        ("search an id", vec![], Asked { search: "214/instructs__4", ..Asked::default() }),
        (
            "search and status",
            vec![("status", "done")],
            Asked { search: "formation", status: &[Some(Status::Done)], ..Asked::default() },
        ),
    ]
}

fn played(mapping: &Mapping) -> Option<BTreeMap<String, Value>> {
    let asked = steps()
        .into_iter()
        .map(|(step, clicks, asked)| json!({ "step": step, "clicks": clicks, "search": asked.search }));
    let probe = include_str!("probe.js").replace("STEPS", &Value::Array(asked.collect()).to_string());
    let html = to_dashboard(mapping, &DashboardOptions::default());
    let log = logged("dashboard", &probed(&html, &probe))?;
    let log: Vec<Value> = serde_json::from_value(log).expect("a list");
    if let [failed] = log.as_slice() {
        panic!("{failed}");
    }
    Some(log.into_iter().map(|entry| (entry["step"].as_str().expect("a name").to_owned(), entry)).collect())
}

/// What the probe wrote down.
fn logged(name: &str, html: &str) -> Option<Value> {
    let dom = loaded(name, html)?;
    let log = dom.split("data-log=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("the probe ran");
    Some(serde_json::from_str(&quick_xml::escape::unescape(log).expect("known entities")).expect("JSON"))
}

fn figures(entry: &Value) -> BTreeMap<String, Value> {
    serde_json::from_value(entry["figures"].clone()).expect("figures")
}

fn numbers(of: &BTreeMap<&'static str, usize>) -> BTreeMap<String, Value> {
    of.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect()
}

#[test]
fn a_reader_gets_what_the_mapping_holds() {
    let mapping = stock::digital_safety("fr");
    let Some(log) = played(&mapping) else { return };
    let all = Asked::default().figures(&mapping);
    assert_eq!(all["answered"], mapping.coverage.by_text.iter().map(|of| of.answered).sum::<usize>());
    assert_eq!(all["unanswered"], mapping.gaps.unanswered.len());
    for step in ["start", "reset", "reset key", "language", "dark", "keys off"] {
        assert_eq!(figures(&log[step]), numbers(&all), "{step}");
    }
    let mut changed = 0;
    for (step, clicks, asked) in steps() {
        let expected = asked.figures(&mapping);
        let entry = &log[step];
        assert_eq!(figures(entry), numbers(&expected), "{step}");
        // What is counted is what is seen.
        for (seen, figure) in [
            ("activities", "activities"),
            ("unanswered", "unanswered"),
            ("open", "unanswered"),
            ("unresourced", "unresourced"),
            ("loose", "loose"),
            ("review", "review"),
            ("suggestions", "suggestions"),
        ] {
            assert_eq!(entry["seen"][seen], json!(expected[figure]), "{step}: {seen}");
        }
        assert_eq!(entry["seen"]["bars"], json!(expected["activities"]), "{step}: every activity here has a date");
        changed += usize::from(expected != all);
        for (name, value) in clicks {
            let hash = entry["hash"].as_str().expect("an address").replace('+', " ");
            assert!(hash.contains(&format!("{name}={value}")), "{step}: {hash}");
        }
        assert!(
            entry["announced"].as_str().is_some_and(|said| said.contains(&format!("{} / ", expected["activities"])))
        );
        assert!(!entry["inForce"].as_str().unwrap_or_default().contains("tout est affiché"), "{step}");
    }
    assert!(changed >= 13, "{changed} of the filters change something");
    assert_eq!(log["reset"]["hash"], json!(""), "no filter, no address");
    let shared = Asked { status: &[Some(Status::Done)], search: "formation", ..Asked::default() };
    assert_eq!(figures(&log["address"]), numbers(&shared.figures(&mapping)), "an address makes the view");
    assert_eq!(log["address"]["title"], json!("Resolutions and the activities that answer them"));
    sorted(&mapping, &log);
    switched(&log);
}

/// What has no value stands last, whichever way.
fn sorted(mapping: &Mapping, log: &BTreeMap<String, Value>) {
    let order = |step: &str| -> Vec<String> { serde_json::from_value(log[step]["order"].clone()).expect("ids") };
    let start = |id: &String| {
        let of = mapping.activities.iter().find(|of| of.activity.id == *id).expect("known");
        of.activity.start.as_ref().map(|start| start.from)
    };
    let (up, down) = (order("sort start"), order("sort -start"));
    let days = |ids: &[String]| ids.iter().filter_map(start).collect::<Vec<_>>();
    assert_eq!(up.len(), mapping.activities.len());
    assert!(days(&up).is_sorted() && days(&down).iter().rev().is_sorted(), "{up:?}");
    assert_eq!((&log["sort start"]["sort"], &log["sort -start"]["sort"]), (&json!("ascending"), &json!("descending")));
    for step in ["sort budget", "sort -budget"] {
        let has_budget: Vec<bool> = order(step)
            .iter()
            .map(|id| mapping.activities.iter().any(|of| of.activity.id == *id && of.activity.budget.is_some()))
            .collect();
        assert!(has_budget.is_sorted_by(|one, two| one >= two), "{step}: {has_budget:?}");
    }
    let mut ids = order("sort -id");
    ids.reverse();
    assert_eq!(ids, order("sort id"));
}

fn switched(log: &BTreeMap<String, Value>) {
    let entry = &log["language"];
    assert_eq!(entry["lang"], json!("en"));
    assert_eq!(entry["title"], json!("Resolutions and the activities that answer them"));
    assert_eq!(entry["title"], entry["window"]);
    assert_ne!(entry["title"], entry["before"]);
    assert_eq!(log["language key"]["title"], entry["before"]);
    assert_eq!(log["language key"]["lang"], json!("fr"));
    assert_ne!(log["dark"]["ground"], log["light"]["ground"]);
    assert_eq!(log["theme key"]["theme"], json!("dark"));
    assert_eq!(log["search key"]["active"], json!("search"));
    assert_eq!(log["table key"]["active"], json!("table"));
    assert_eq!((&log["help"]["open"], &log["keys off"]["open"]), (&json!(true), &json!(true)));
    assert_eq!(log["link"]["href"], json!(format!("#{}", log["link"]["active"].as_str().expect("a place"))));
}

/// Of a long page most waits outside the document; links, languages, the time line and paper find it all the same.
#[test]
fn what_waits_is_there_when_it_is_asked_for() {
    let mapping = stock::great(700, 15);
    let html = to_dashboard(&mapping, &DashboardOptions::default());
    let Some(log) = logged("dashboard-great", &probed(&html, include_str!("probe-great.js"))) else { return };
    let africa = Asked { status: &[Some(Status::Planned)], region: &["africa"], ..Asked::default() };
    let clauses: usize =
        mapping.texts.iter().flat_map(|text| &text.sections).map(|section| section.clauses.len()).sum();
    assert_eq!(
        log,
        json!({
            "rows": 100,
            "waits": 0,
            "reached": true,
            "state": "Non couvert",
            "dense": true,
            "sparse": true,
            "bars": africa.figures(&mapping)["activities"],
            "bar": "url(#fill-planned)",
            "letter": "P",
            "named": log["named"],
            "first": "P Planifiée",
            "more": 700,
            "seen": log["seen"],
            "printed": clauses,
            "after": 100,
        })
    );
    assert!(
        log["named"].as_str().is_some_and(|name| name.starts_with("ACT-") && name.contains("Regional workshop")),
        "{log}"
    );
    let french = ["T Terminée", "C En cours", "P Planifiée"];
    assert!(log["seen"].as_str().is_some_and(|seen| french.contains(&seen)), "{log}");
}

/// The policy lets the page's own script run, and no other.
#[test]
fn the_script_of_the_page_runs_and_another_does_not() {
    let html = to_dashboard(&stock::digital_safety("en"), &DashboardOptions::default());
    let injected = html.replace("</main>", "</main><script>document.title = 'broken in';</script>");
    let Some(dom) = loaded("dashboard-policy", &injected) else { return };
    assert!(dom.contains("id=\"panel\"") && !dom.contains("id=\"panel\" hidden"), "the page's script has run");
    assert!(!dom.contains("<title>broken in"), "an injected script has not");
}
