//! Decisions: written when a page of this server sends them, and by nobody else.

use super::client::{Reply, Served, settings};
use super::{STORE, Scratch, assert_tells_no_path};
use dispositif::lexicon::Part;
use dispositif::mapping::{
    Activity, Coverage, Gaps, MapInput, MappedActivity, MappedClause, MappedSection, MappedText, Mapping, TableOptions,
    TableSource, cell, map, read_activities, read_decisions,
};
use dispositif::serve::{MappingSource, Offer, Settings, Trouble, Writing};
use std::fs;
use std::path::{Path, PathBuf};

/// A server on which can be decided, and the file of decisions.
pub struct Deciding {
    pub served: Served,
    file: PathBuf,
    _scratch: Scratch,
}

const CLAUSE: &str = "instructs__1";

/// A mapping of two activities on one clause.
fn mapping() -> Mapping {
    let clause = MappedClause {
        id: CLAUSE.to_owned(),
        path: vec!["1".to_owned()],
        depth: 0,
        act: "instructs".to_owned(),
        addressees: vec!["dir.tsb".to_owned()],
        words: "to study".to_owned(),
        lineage: None,
        change: Vec::new(),
        links: Vec::new(),
        answered: false,
    };
    let section = MappedSection {
        id: "instructs".to_owned(),
        part: Part::Operative,
        head: None,
        act: Some("instructs".to_owned()),
        addressees: Vec::new(),
        clauses: vec![clause],
    };
    let text = MappedText {
        id: "itu.wtsa.resolution.131".to_owned(),
        body: Some("wtsa".to_owned()),
        number: Some("131".to_owned()),
        version: "new_delhi-2024".to_owned(),
        printed: None,
        year: Some(2024),
        status: dispositif::store::Status::Adopted,
        language: "en".to_owned(),
        direction: "ltr".to_owned(),
        languages: vec!["en".to_owned()],
        title: None,
        versions: vec!["new_delhi-2024".to_owned()],
        sections: vec![section],
    };
    let activity = |id: &str| MappedActivity {
        activity: Activity { id: id.to_owned(), ..Activity::default() },
        addressees: Vec::new(),
        periods: Vec::new(),
    };
    Mapping {
        schema: dispositif::mapping::SCHEMA.to_owned(),
        source: TableSource::default(),
        texts: vec![text],
        activities: vec![activity("A-1"), activity("=A-2")],
        links: Vec::new(),
        suggestions: Vec::new(),
        review: Vec::new(),
        decisions: Vec::new(),
        coverage: Coverage::default(),
        gaps: Gaps::default(),
        remarks: Vec::new(),
    }
}

fn draw(_: &Mapping, _: &dispositif::lexicon::Lexicon, offer: &Offer<'_>) -> String {
    let (action, token) = offer.decide.unwrap_or(("-", "-"));
    format!(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; form-action 'self'\"><title>Mapping</title></head>\
         <body><main><h1>Mapping</h1><form method=\"post\" action=\"{action}\"><label for=\"t\">t</label>\
         <input id=\"t\" name=\"token\" value=\"{token}\"></form></main></body></html>\n",
        offer.language
    )
}

fn source(files: Vec<PathBuf>) -> MappingSource {
    MappingSource { files, map: Box::new(|_, _| Ok(mapping())), draw: Box::new(draw) }
}

pub fn deciding() -> Deciding {
    let scratch = Scratch::new();
    let file = scratch.path("decisions.csv");
    let writing = Writing { decisions: file.clone(), who: "Mira".to_owned() };
    let settings = Settings { mapping: Some(source(vec![file.clone()])), writing: Some(writing), ..settings(&STORE) };
    Deciding { served: Served::start(settings), file, _scratch: scratch }
}

fn encoded(fields: &[(&str, &str)]) -> String {
    let one = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    fields.iter().map(|(name, value)| format!("{name}={}", one(value))).collect::<Vec<_>>().join("&")
}

impl Deciding {
    /// The token, as the page of the mapping has it.
    fn token(&self) -> String {
        let page = self.served.get("/mapping").body;
        let (_, rest) = page.split_once("name=\"token\" value=\"").expect("a token");
        rest.split('"').next().expect("it ends").to_owned()
    }

    fn fields<'f>(&self, token: &'f str, activity: &'f str, note: &'f str) -> Vec<(&'f str, &'f str)> {
        vec![
            ("token", token),
            ("activity", activity),
            ("text", "itu.wtsa.resolution.131"),
            ("version", "new_delhi-2024"),
            ("clause", CLAUSE),
            ("decision", "accept"),
            ("note", note),
        ]
    }

    /// Sends a form as a browser does from a page of this server.
    fn post(&self, fields: &[(&str, &str)]) -> Reply {
        let origin = self.served.origin();
        let headers = [
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Origin", origin.as_str()),
            ("Sec-Fetch-Site", "same-origin"),
        ];
        self.served.send("POST", "/mapping/decisions", &headers, &encoded(fields))
    }
}

/// The lines of a file of decisions, as a reader takes them.
fn lines(file: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(file).expect("opened");
    let line = |record: csv::StringRecord| record.iter().map(|text| cell::read(text).to_owned()).collect();
    reader.records().map(|record| line(record.expect("a line"))).collect()
}

#[test]
fn a_decision_is_written_and_read_again() {
    let deciding = deciding();
    let token = deciding.token();
    let note = "=cmd|' /C calc'!A0, \"quoted\"\nand a second line\u{202E}";
    let reply = deciding.post(&deciding.fields(&token, "=A-2", note));
    assert_eq!((reply.status, reply.header("location")), (303, Some("/mapping")), "{}", reply.body);
    let lines = lines(&deciding.file);
    let [line] = lines.as_slice() else { panic!("{lines:?}") };
    assert_eq!(line[..6], ["=A-2", "itu.wtsa.resolution.131", "new_delhi-2024", CLAUSE, "accept", "Mira"]);
    assert_eq!(line[7], note);
    assert!(line[6].len() == 20 && line[6].starts_with("20") && line[6].ends_with('Z'), "{}", line[6]);
    let raw = fs::read_to_string(&deciding.file).expect("there");
    assert!(raw.starts_with("activity,text,version,clause,decision,who,when,note\n'=A-2,"), "{raw}");
    let beside = fs::read_dir(deciding.file.parent().expect("a folder")).expect("readable").count();
    assert_eq!(beside, 1, "nothing is left beside it");
}

/// The mapping of a table that is written here, and of the file of decisions as it is then.
fn mapped(file: PathBuf) -> MappingSource {
    let table = "id,title,description\nA-1,Workshops on the maintenance of landing stations,Workshops in each region\n";
    let of_file = file.clone();
    let map = move |store: &dispositif::store::Store<'_>, lexicon: &dispositif::lexicon::Lexicon| {
        let options = TableOptions { lexicon, format: None, sheet: None };
        let activities = read_activities("plan.csv", table.as_bytes(), &options).expect("a table");
        let (decisions, remarks) = read_decisions("decisions.csv", &fs::read(&of_file).unwrap_or_default());
        let input = MapInput { activities, decisions, remarks, language: Some("en".to_owned()), ..MapInput::default() };
        map(store, input).map_err(|error| Trouble(error.to_string()))
    };
    MappingSource { files: vec![file], map: Box::new(map), draw: Box::new(draw) }
}

#[test]
fn what_is_accepted_is_a_link_from_then_on() {
    let scratch = Scratch::new();
    let file = scratch.path("decisions.csv");
    let writing = Writing { decisions: file.clone(), who: "Mira".to_owned() };
    let settings = Settings { mapping: Some(mapped(file.clone())), writing: Some(writing), ..settings(&STORE) };
    let deciding = Deciding { served: Served::start(settings), file, _scratch: scratch };
    let before = deciding.served.json("/api/v1/mapping");
    let suggestion = &before["suggestions"][0];
    assert_eq!((&before["links"], &suggestion["activity"]), (&serde_json::json!([]), &"A-1".into()), "{before}");
    let said = |field: &str| suggestion["target"][field].as_str().expect("words").to_owned();
    let (text, version, clause) = (said("text"), said("version"), said("clause"));
    let token = deciding.token();
    let fields = [
        ("token", token.as_str()),
        ("activity", "A-1"),
        ("text", &text),
        ("version", &version),
        ("clause", &clause),
        ("decision", "accept"),
        ("note", ""),
    ];
    assert_eq!(deciding.post(&fields).status, 303);
    let after = deciding.served.json("/api/v1/mapping");
    let link = &after["links"][0];
    assert_eq!((&link["basis"], &link["target"]["clause"]), (&"accepted".into(), &clause.as_str().into()), "{link}");
    assert_eq!(after["decisions"][0]["who"], "Mira");
    assert_eq!(after["remarks"], before["remarks"], "the line is read without a doubt");
    // It may be taken back.
    let taken_back = fields.map(|(name, value)| (name, if name == "decision" { "reject" } else { value }));
    assert_eq!(deciding.post(&taken_back).status, 303);
    assert_eq!(deciding.served.json("/api/v1/mapping")["links"], serde_json::json!([]));
}

#[test]
fn a_program_decides_in_json() {
    let deciding = deciding();
    let token = deciding.token();
    let body = serde_json::json!({ "token": token, "activity": "A-1", "text": "itu.wtsa.resolution.131",
        "version": "new_delhi-2024", "clause": CLAUSE, "decision": "reject" });
    let origin = deciding.served.origin();
    let headers = [("Content-Type", "application/json; charset=utf-8"), ("Origin", origin.as_str())];
    let reply = deciding.served.send("POST", "/mapping/decisions", &headers, &body.to_string());
    assert_eq!(reply.status, 201, "{}", reply.body);
    assert_eq!((&reply.json()["decision"], &reply.json()["who"]), (&"reject".into(), &"Mira".into()));
    assert_eq!(lines(&deciding.file)[0][4], "reject");
    // What the description says of it.
    let description = deciding.served.json("/api/v1/openapi.json");
    let post = &description["paths"]["/mapping/decisions"]["post"];
    let schema = &post["responses"]["201"]["content"]["application/json"]["schema"];
    assert!(super::shape::problems(&reply.json(), schema, &description, "written").is_empty());
    let schema = &post["requestBody"]["content"]["application/json"]["schema"];
    assert!(super::shape::problems(&body, schema, &description, "sent").is_empty());
}

#[test]
fn what_does_not_come_from_a_page_of_this_server_is_refused() {
    let deciding = deciding();
    let (token, origin) = (deciding.token(), deciding.served.origin());
    let (form, own) = (("Content-Type", "application/x-www-form-urlencoded"), ("Origin", origin.as_str()));
    let body = encoded(&deciding.fields(&token, "A-1", ""));
    let send = |headers: &[(&str, &str)], body: &str| deciding.served.send("POST", "/mapping/decisions", headers, body);
    let refused = |headers: &[(&str, &str)], status: u16, name: &str| {
        let reply = send(headers, &body);
        assert_eq!(reply.status, status, "{headers:?}: {}", reply.body);
        assert!(reply.body.contains(name), "{headers:?}: {}", reply.body);
        assert_tells_no_path(&reply.body, name);
    };
    refused(&[form], 403, "cross-site");
    refused(&[form, ("Origin", "http://evil.example")], 403, "cross-site");
    refused(&[form, ("Origin", "null")], 403, "cross-site");
    refused(&[form, own, ("Sec-Fetch-Site", "cross-site")], 403, "cross-site");
    refused(&[form, own, ("Sec-Fetch-Site", "same-site")], 403, "cross-site");
    refused(&[form, ("Sec-Fetch-Site", "none")], 403, "cross-site");
    refused(&[form, ("Origin", "http://localhost:1")], 403, "cross-site");
    refused(&[form, own, ("Host", "evil.example")], 403, "wrong-host");
    refused(&[("Content-Type", "text/plain"), own], 415, "content-type");
    refused(&[("Content-Type", "multipart/form-data; boundary=x"), own], 415, "content-type");
    refused(&[own], 415, "content-type");

    let with = |fields: &[(&str, &str)]| send(&[form, own], &encoded(fields));
    let changed = |name: &str, value: &str| {
        let mut fields = deciding.fields(&token, "A-1", "");
        fields.iter_mut().filter(|(known, _)| *known == name).for_each(|(_, held)| *held = value);
        with(&fields.iter().map(|(name, value)| (*name, *value)).collect::<Vec<_>>())
    };
    for (name, value, status, failure) in [
        ("token", "", 403, "wrong-token"),
        ("token", &token[1..], 403, "wrong-token"),
        ("token", &"0".repeat(64), 403, "wrong-token"),
        ("activity", "<script>alert(1)</script>", 404, "not-found"),
        ("text", "itu.wtsa.resolution.1", 404, "not-found"),
        ("version", "geneva-2022", 409, "not-in-force"),
        ("clause", "resolves__99", 404, "not-found"),
        ("decision", "maybe", 400, "bad-parameter"),
        ("note", &"n".repeat(2001), 400, "bad-parameter"),
    ] {
        let reply = changed(name, value);
        assert_eq!(reply.status, status, "{name}={value}: {}", reply.body);
        assert!(reply.body.contains(failure), "{name}={value}: {}", reply.body);
        super::pages::checked(&reply, name);
    }
    let without_token = with(&deciding.fields(&token, "A-1", "")[1..]);
    assert_eq!(without_token.status, 400, "{}", without_token.body);
    let too_much = changed("note", &"n".repeat(20_000));
    assert_eq!(too_much.status, 413, "{}", too_much.body);
    let by_get = deciding.served.get(&format!("/mapping/decisions?{body}"));
    assert_eq!(by_get.status, 405);
    assert!(!deciding.file.exists(), "nothing was written");
    assert_eq!(send(&[form, own], &body).status, 303, "and so it is written");
}

#[test]
fn a_server_that_was_started_to_be_read_writes_nothing() {
    let served = Served::start(Settings { mapping: Some(source(Vec::new())), ..settings(&STORE) });
    let origin = served.origin();
    let headers = [("Content-Type", "application/x-www-form-urlencoded"), ("Origin", origin.as_str())];
    let reply = served.send("POST", "/mapping/decisions", &headers, "token=-");
    assert_eq!(reply.status, 403);
    assert!(reply.body.contains("started without --write"), "{}", reply.body);
    assert!(served.get("/mapping").body.contains("action=\"-\""), "the page offers nothing");
    let policy = served.get("/mapping").header("content-security-policy").map(str::to_owned);
    assert_eq!(policy.as_deref(), Some("default-src 'none'; form-action 'self'; frame-ancestors 'none'"));

    let bare = super::served();
    let reply = bare.get("/api/v1/mapping");
    assert_eq!((reply.status, reply.failure().as_str()), (404, "no-mapping"));
    assert_eq!(bare.get("/mapping").status, 404);
    assert!(!bare.get("/").body.contains("href=\"/mapping\""), "no link leads where nothing is");
}

#[test]
fn decisions_at_once_are_all_written() {
    const AT_ONCE: usize = 12;
    let deciding = deciding();
    let token = deciding.token();
    std::thread::scope(|scope| {
        for number in 0..AT_ONCE {
            let (deciding, token) = (&deciding, &token);
            scope.spawn(move || {
                let reply = deciding.post(&deciding.fields(token, "A-1", &format!("note {number}")));
                assert_eq!(reply.status, 303, "{}", reply.body);
            });
        }
    });
    let mut notes: Vec<String> = lines(&deciding.file).into_iter().map(|line| line[7].clone()).collect();
    let mut wanted: Vec<String> = (0..AT_ONCE).map(|number| format!("note {number}")).collect();
    notes.sort();
    wanted.sort();
    assert_eq!(notes, wanted);
}

#[test]
fn a_file_that_holds_no_decisions_is_left_as_it_is() {
    let deciding = deciding();
    fs::write(&deciding.file, "name,age\nMira,7\n").expect("written");
    let token = deciding.token();
    let reply = deciding.post(&deciding.fields(&token, "A-1", ""));
    assert_eq!(reply.status, 500);
    assert_tells_no_path(&reply.body, "a foreign file");
    assert!(!reply.body.contains("decisions.csv"), "{}", reply.body);
    assert_eq!(fs::read_to_string(&deciding.file).expect("there"), "name,age\nMira,7\n");
}

#[test]
fn lines_that_others_wrote_stay() {
    let deciding = deciding();
    let held = "when;who;activity;text;version;clause;decision;note;mine\r\n2026;Bob;x;y;z;c;reject;n;kept\r\n";
    fs::write(&deciding.file, held).expect("written");
    let token = deciding.token();
    assert_eq!(deciding.post(&deciding.fields(&token, "A-1", "a;b")).status, 303);
    let whole = fs::read_to_string(&deciding.file).expect("there");
    let line = whole.strip_prefix(held).expect("what was there stays");
    assert!(
        line.contains(";Mira;A-1;itu.wtsa.resolution.131;new_delhi-2024;instructs__1;accept;\"a;b\";\r\n"),
        "{line}"
    );
}
