//! What is unknown, malformed or meant to do harm: answered clearly, shown as it is, and telling nothing.

use super::client::{Served, settings};
use super::pages::checked;
use super::{STORE, Scratch, assert_tells_no_path, served};
use dispositif::serve::Server;
use std::fs;

fn not_found(served: &Served, path: &str) -> String {
    let page = served.get(path);
    assert_eq!(page.status, 404, "{path}: {}", page.body);
    checked(&page, path);
    let data = served.get(&format!("/api/v1{path}"));
    assert_eq!((data.status, data.failure().as_str()), (404, "not-found"), "{path}: {}", data.body);
    assert_tells_no_path(&data.body, path);
    let error = &data.json()["error"];
    let told = format!("{} | {}", error["message"].as_str().expect("words"), error["help"].as_str().expect("words"));
    assert!(told.chars().count() < 600, "{told}");
    told
}

#[test]
fn what_is_unknown_is_answered_with_what_is_nearest() {
    let served = served();
    let told = not_found(&served, "/texts/itu.wtsa.resolution.13");
    assert!(
        told.contains("itu.wtsa.resolution.13 is not in the store") && told.contains("itu.wtsa.resolution.131"),
        "{told}"
    );
    let told = not_found(&served, "/texts/itu.wtsa.resolution.131/versions/geneva-2023");
    assert!(told.contains("itu.wtsa.resolution.131@geneva-2022"), "{told}");
    let told = not_found(&served, "/texts/itu.wtsa.resolution.131/versions/nowhere");
    assert!(told.contains("“nowhere” is no version"), "{told}");
    let told = not_found(&served, "/texts/itu.wtsa.resolution.131/versions/geneva-2022?language=ru");
    assert!(told.contains("not in ru"), "{told}");
    let told = not_found(&served, "/texts/itu.wtsa.resolution.131/versions/geneva-2022?proposal=X/1");
    assert!(told.contains("has no such version"), "{told}");
    let told = not_found(&served, "/texts/itu.wtsa.resolution.131/clauses/resolves__99");
    assert!(told.contains("has the clause resolves__99") && told.contains("nearest clauses are resolves__"), "{told}");
    let told = not_found(&served, "/texts/itu.wtsa.resolution.131/diff?older=geneva-2022&newer=geneva-2090");
    assert!(told.contains("geneva-2090"), "{told}");
    not_found(&served, "/nowhere");
    not_found(&served, "/texts/itu.wtsa.resolution.131/");
}

#[test]
fn hostile_ids_are_unknown_and_said_back_harmlessly() {
    let served = served();
    let long = "x".repeat(2000);
    for id in [
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "..%2F..%2F..%2Fetc%2Fpasswd",
        "%00",
        "a%00b",
        "%E2%80%AEreversed",
        "%FF%FE",
        "%",
        "%zz",
        "'%3B%20DROP%20TABLE%20source--",
        "%22%20onmouseover%3D%22x",
        "{text}",
        &long,
    ] {
        for path in [
            format!("/texts/{id}"),
            format!("/texts/{id}/versions/geneva-2022"),
            format!("/texts/itu.wtsa.resolution.131/versions/{id}"),
            format!("/texts/itu.wtsa.resolution.131/clauses/{id}"),
            format!("/texts/itu.wtsa.resolution.131/clauses/resolves__1@{id}"),
        ] {
            let told = not_found(&served, &path);
            assert!(!told.contains(['\0', '\u{202E}']), "{told}");
        }
    }
    for path in [
        "/../../etc/passwd",
        "/texts/../../etc/passwd",
        "/static/page.css",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//evil.example/",
    ] {
        let reply = served.get(path);
        assert_eq!(reply.status, 404, "{path}");
    }
}

#[test]
fn hostile_queries_are_words_and_nothing_else() {
    let served = served();
    for words in [
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "%22%3E%3Cimg+src%3Dx%3E",
        "a%00b",
        "%E2%80%AEreversed",
        "..%2F..%2Fetc",
        "NOT+OR+NEAR(x",
        "%22%3B+DROP+TABLE+source",
        "%FF%FE+stations",
        "*",
        "%22",
    ] {
        let reply = served.get(&format!("/search?q={words}"));
        assert!(matches!(reply.status, 200 | 400), "{words}: {}", reply.status);
        checked(&reply, words);
        let reply = served.get(&format!("/api/v1/search?q={words}"));
        assert!(matches!(reply.status, 200 | 400), "{words}: {}", reply.status);
        assert_tells_no_path(&reply.body, words);
    }
    assert!(served.get("/api/v1/search?q=%22%3B").failure() == "bad-parameter");
    // Words of the hostile text are shown as words.
    let found = checked(&served.get("/search?q=onerror"), "onerror");
    assert!(found.text().contains("<script>alert(1)</script>") || found.text().contains("onerror=alert(2)"));
    for (query, name) in [
        ("q=a&q=b", "bad-parameter"),
        ("nosuch=1&q=a", "bad-parameter"),
        ("language=en", "bad-parameter"),
        (&format!("q={}", "x".repeat(1000)), "bad-parameter"),
    ] {
        let reply = served.get(&format!("/api/v1/search?{query}"));
        assert_eq!((reply.status, reply.failure().as_str()), (400, name), "{query}");
    }
    let reply = served.get(&format!("/api/v1/search?q={}", "x".repeat(10_000)));
    assert_eq!((reply.status, reply.failure().as_str()), (414, "too-long"));
    let missing = served.get("/api/v1/texts/itu.wtsa.resolution.131/diff?older=geneva-2022");
    assert_eq!((missing.status, missing.failure().as_str()), (400, "bad-parameter"));
    let wrong = served.get("/api/v1/texts/itu.wtsa.resolution.131/diff?older=yesterday&newer=geneva-2022");
    assert_eq!((wrong.status, wrong.failure().as_str()), (400, "bad-parameter"));
}

#[test]
fn every_answer_has_the_headers_that_keep_it_safe() {
    let served = served();
    for path in ["/", "/texts/itu.wtsa.resolution.131", "/nowhere", "/api/v1/texts", "/api/v1/nowhere", "/api"] {
        let reply = served.get(path);
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(reply.header("referrer-policy"), Some("same-origin"), "{path}");
        assert_eq!(reply.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(reply.header("set-cookie"), None, "{path}");
        let policy = reply.header("content-security-policy").expect("a policy");
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe") && !policy.contains("http") && !policy.contains('*'), "{path}: {policy}");
        assert_eq!(reply.header("access-control-allow-origin"), None, "{path}");
    }
}

#[test]
fn a_method_that_is_not_taken_is_said() {
    let served = served();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
        let reply = served.send(method, "/api/v1/texts", &[], "");
        assert_eq!((reply.status, reply.header("allow")), (405, Some("GET, HEAD")), "{method}");
        assert_eq!(reply.failure(), "method-not-allowed");
    }
    checked(&served.send("POST", "/", &[], ""), "POST /");
}

#[test]
fn another_host_is_refused() {
    let served = served();
    let port = served.address.port();
    for host in [format!("127.0.0.1:{port}"), format!("localhost:{port}"), format!("LocalHost:{port}")] {
        assert_eq!(served.send("GET", "/api/v1/texts", &[("Host", &host)], "").status, 200, "{host}");
    }
    for host in [
        "evil.example",
        "127.0.0.1",
        "localhost:1",
        &format!("evil.example:{port}"),
        &format!("127.0.0.1.evil.example:{port}"),
        &format!("[::1]:{port}"),
        "",
        "\u{FF}",
    ] {
        let reply = served.send("GET", "/api/v1/texts", &[("Host", host)], "");
        assert!(matches!(reply.status, 400 | 403), "{host}: {}", reply.status);
        assert!(!reply.body.contains("resolution"), "{host}");
    }
    let own = served.address.to_string();
    let twice = served.send("GET", "/api/v1/texts", &[("Host", &own), ("Host", "evil.example")], "");
    assert_eq!(twice.status, 403);
    assert_eq!(served.raw(b"GET /api/v1/texts HTTP/1.1\r\n\r\n").status, 403);
    let absolute = format!("GET http://evil.example/api/v1/texts HTTP/1.1\r\nHost: {own}\r\n\r\n");
    assert_eq!(served.raw(absolute.as_bytes()).status, 403);
    checked(&served.send("GET", "/", &[("Host", "evil.example")], ""), "another host");

    let named =
        Served::start(dispositif::serve::Settings { hosts: vec!["texts.example.org".to_owned()], ..settings(&STORE) });
    assert_eq!(named.send("GET", "/api/v1/texts", &[("Host", "texts.example.org")], "").status, 200);
    assert_eq!(named.send("GET", "/api/v1/texts", &[("Host", "evil.example")], "").status, 403);
}

#[test]
fn only_this_machine_is_answered_unless_somebody_says_so() {
    let remote =
        || dispositif::serve::Settings { listen: "0.0.0.0:0".parse().expect("an address"), ..settings(&STORE) };
    let error = Server::bind(remote()).err().expect("refused").to_string();
    assert!(error.contains("--allow-remote"), "{error}");
    assert!(Server::bind(dispositif::serve::Settings { allows_remote: true, ..remote() }).is_ok());
}

#[test]
fn a_store_that_cannot_be_read_is_said_without_its_place() {
    let scratch = Scratch::new();
    let db = scratch.path("texts.db");
    let served = Served::start(settings(&db));
    let said = |about: &str| {
        for path in ["/", "/api/v1/texts"] {
            let reply = served.get(path);
            assert_eq!(reply.status, 503, "{path}: {}", reply.body);
            assert!(reply.body.contains(about), "{path}: {}", reply.body);
            assert_tells_no_path(&reply.body, path);
        }
        assert_eq!(served.get("/api/v1/texts").failure(), "store-unavailable");
    };
    said("the store is not there");
    fs::write(&db, "this is no database, though it is a file of some length").expect("written");
    said("the store cannot be read");
    fs::remove_file(&db).expect("removed");
    let store = rusqlite::Connection::open(&db).expect("opened");
    store
        .execute_batch("CREATE TABLE t (x); PRAGMA application_id = 0x64697370; PRAGMA user_version = 0;")
        .expect("made");
    said("an older program");
    store.execute_batch("PRAGMA user_version = 999;").expect("made");
    said("a newer program");
}

#[test]
fn what_may_be_out_of_date_is_said() {
    let scratch = Scratch::new();
    let db = scratch.path("texts.db");
    fs::copy(&*STORE, &db).expect("copied");
    let served = Served::start(settings(&db));
    assert_eq!(served.json("/api/v1/texts")["current"], true);
    assert!(!served.get("/").body.contains("class=\"notice\""));
    let store = rusqlite::Connection::open(&db).expect("opened");
    store.execute_batch("UPDATE stamp SET program = '0.0.0'").expect("changed");
    assert_eq!(served.json("/api/v1/texts")["current"], false);
    for path in ["/", "/texts/itu.wtsa.resolution.131"] {
        assert!(served.get(path).body.contains("class=\"notice\""), "{path}");
    }
}
