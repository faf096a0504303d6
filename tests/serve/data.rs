//! The JSON, against its description and against what the command prints.

use super::{assert_tells_no_path, deciding, served, shape};
use serde_json::Value;

const TEXT: &str = "/api/v1/texts/itu.wtsa.resolution.131";

/// An address of the description with its parts and parameters filled in.
fn example(path: &str) -> String {
    let filled = path
        .replace("{text}", "itu.wtsa.resolution.131")
        .replace("{version}", "geneva-2022")
        .replace("{clause}", "resolves__1");
    match path {
        "/api/v1/search" => filled + "?q=stations&language=en&limit=5",
        path if path.ends_with("/diff") => filled + "?older=dubai-2012&newer=geneva-2022&language=ar",
        _ => filled,
    }
}

#[test]
fn every_address_is_described_and_answers_as_described() {
    let served = deciding::deciding().served;
    let description = served.json("/api/v1/openapi.json");
    assert_eq!(description["openapi"], "3.1.0");
    let paths = description["paths"].as_object().expect("paths");
    let mut described: Vec<(String, String)> = Vec::new();
    for (path, methods) in paths {
        described
            .extend(methods.as_object().expect("methods").keys().map(|method| (method.to_uppercase(), path.clone())));
    }
    let is_data = |(method, path): &(&str, &str)| path.starts_with("/api/") || *method == "POST";
    let mut routed: Vec<(String, String)> = dispositif::serve::addresses()
        .into_iter()
        .filter(is_data)
        .map(|(method, path)| (method.to_owned(), path.to_owned()))
        .collect();
    described.sort();
    routed.sort();
    assert_eq!(described, routed);

    for (path, methods) in paths.iter().filter(|(_, methods)| methods.get("get").is_some()) {
        let get = &methods["get"];
        let schema = &get["responses"]["200"]["content"]["application/json"]["schema"];
        let value = served.json(&example(path));
        let problems = shape::problems(&value, schema, &description, path);
        assert!(problems.is_empty(), "{path}: {:#?}", &problems[..problems.len().min(5)]);
        for parameter in get["parameters"].as_array().expect("parameters") {
            assert!(parameter["description"].as_str().is_some_and(|about| about.len() > 5), "{path}: {parameter}");
            let name = parameter["name"].as_str().expect("a name");
            assert_eq!(parameter["in"] == "path", path.contains(&format!("{{{name}}}")), "{path}: {name}");
        }
        let failure = served.get(&(example(path) + if example(path).contains('?') { "&" } else { "?" } + "nosuch=1"));
        assert_eq!((failure.status, failure.failure().as_str()), (400, "bad-parameter"), "{path}");
        let schema = &get["responses"]["default"]["content"]["application/json"]["schema"];
        assert!(shape::problems(&failure.json(), schema, &description, path).is_empty(), "{path}: {}", failure.body);
    }
}

#[test]
fn every_page_answers_and_so_does_head() {
    let served = deciding::deciding().served;
    for (method, path) in dispositif::serve::addresses() {
        let path = example(path);
        let path = if path.ends_with("/diff") { path + "?older=dubai-2012&newer=geneva-2022" } else { path };
        let read = served.get(&path);
        if method == "POST" {
            assert_eq!((read.status, read.header("allow")), (405, Some("POST")), "{path}");
            continue;
        }
        assert_eq!(read.status, 200, "{path}");
        let head = served.send("HEAD", &path, &[], "");
        assert_eq!((head.status, head.body.as_str()), (200, ""), "{path}");
        for name in ["content-type", "content-length", "content-security-policy"] {
            assert_eq!(head.header(name), read.header(name), "{path}: {name}");
        }
    }
}

#[test]
fn the_data_are_those_of_the_command() {
    let served = served();
    let db = super::STORE.display().to_string();
    let printed = |arguments: &[&str]| -> Value {
        let output = super::dispositif(arguments).args(["--to", "json", "--db", &db]).output().expect("started");
        serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{arguments:?}: {e}"))
    };
    let text = "itu.wtsa.resolution.131";
    let history = printed(&["store", "history", text, "--language", "zh"]);
    assert_eq!(served.json(&format!("{TEXT}/history?language=zh")), history);
    let life = printed(&["store", "history", text, "--clause", "resolves__1", "--language", "fr"]);
    assert_eq!(served.json(&format!("{TEXT}/clauses/resolves__1?language=fr")), life);
    let hits = printed(&["store", "search", "stations", "--limit", "7"]);
    assert_eq!(served.json("/api/v1/search?q=stations&limit=7")["passages"], hits);

    let mut shown = printed(&["store", "show", "itu.wtsa.resolution.131@geneva-2022", "--language", "ar"]);
    let version = served.json(&format!("{TEXT}/versions/geneva-2022?language=ar"));
    assert_eq!(version["source"]["file"], "geneva-2022.ar.txt");
    shown["source"]["file"] = version["source"]["file"].clone();
    assert_eq!(version, shown);
}

#[test]
fn files_are_named_without_their_folders() {
    let served = served();
    for path in [
        "/api/v1/texts".to_owned(),
        TEXT.to_owned(),
        format!("{TEXT}/versions/geneva-2022"),
        format!("{TEXT}/versions/geneva-2022/clauses"),
        format!("{TEXT}/diff?older=dubai-2012&newer=geneva-2022"),
        format!("{TEXT}/diff?older=geneva-2022&newer=new_delhi-2024%2BATU/27A6/1"),
        format!("{TEXT}/history"),
        "/api/v1/search?q=secret".to_owned(),
    ] {
        let reply = served.get(&path);
        assert_eq!(reply.status, 200, "{path}: {}", reply.body);
        assert_tells_no_path(&reply.body, &path);
    }
    let rows = served.json(&format!("{TEXT}/versions/geneva-2022/clauses?language=fr"));
    let rows = rows.as_array().expect("rows");
    assert_eq!(rows.len(), 23);
    assert!(rows.iter().all(|row| row["file"] == "geneva-2022.fr.txt"));
    let of_proposal = served.json(&format!("{TEXT}/versions/new_delhi-2024/clauses?proposal=ATU/27A6/1"));
    assert_eq!(of_proposal[0]["proposal"], "ATU/27A6/1");
}

#[test]
fn a_search_has_pages_that_follow_each_other() {
    let served = served();
    let all = served.json("/api/v1/search?q=stations&limit=100");
    let all = all["passages"].as_array().expect("passages").clone();
    let mut walked: Vec<Value> = Vec::new();
    let mut more = true;
    while more && walked.len() < 100 {
        let page = served.json(&format!("/api/v1/search?q=stations&limit=10&offset={}", walked.len()));
        walked.extend(page["passages"].as_array().expect("passages").clone());
        more = page["more"] == true;
    }
    walked.truncate(all.len());
    assert_eq!(walked, all);
    for wrong in ["limit=0", "limit=101", "limit=x", "limit=-1", "offset=1001", "limit=99999999999999999999"] {
        let reply = served.get(&format!("/api/v1/search?q=stations&{wrong}"));
        assert_eq!((reply.status, reply.failure().as_str()), (400, "bad-parameter"), "{wrong}");
    }
}
