//! Slow clients, many clients, another process that writes, and the end.

use super::client::{Reply, Served, settings};
use super::{STORE, Scratch, add, deciding, dispositif, small};
use dispositif::serve::{Limits, Settings};
use std::fs;
use std::io::{Read, Write};
use std::process::Stdio;
use std::time::{Duration, Instant};

fn hasty(limits: Limits) -> Served {
    Served::start(Settings { limits, ..settings(&STORE) })
}

#[test]
fn who_is_slow_to_ask_is_cut_off() {
    let served = hasty(Limits { head: Duration::from_millis(300), ..Limits::default() });
    let begin = Instant::now();
    let mut stream = served.connect();
    // A byte now and then: the time is that of the whole head.
    let (mut sent, mut rest) = (0, Vec::new());
    for byte in b"GET /api/v1/texts HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: yes" {
        if stream.write_all(&[*byte]).is_err() {
            break;
        }
        sent += 1;
        std::thread::sleep(Duration::from_millis(50));
        if begin.elapsed() > Duration::from_secs(2) {
            break;
        }
    }
    let _ = stream.read_to_end(&mut rest);
    assert!(begin.elapsed() < Duration::from_secs(10), "{:?}", begin.elapsed());
    assert!(!String::from_utf8_lossy(&rest).contains("200 OK"), "after {sent} bytes");
    assert_eq!(served.get("/api/v1/texts").status, 200, "others are answered");
}

#[test]
fn who_asks_nothing_keeps_nobody_out() {
    let limits = Limits { head: Duration::from_millis(300), connections: 3, ..Limits::default() };
    let served = hasty(limits);
    let idle: Vec<_> = (0..6).map(|_| served.connect()).collect();
    let begin = Instant::now();
    assert_eq!(served.get("/api/v1/texts").status, 200);
    assert!(begin.elapsed() < Duration::from_secs(10), "{:?}", begin.elapsed());
    drop(idle);
}

#[test]
fn who_is_slow_to_send_a_decision_is_told_so() {
    let deciding = deciding::deciding();
    let origin = deciding.served.origin();
    let mut stream = deciding.served.connect();
    let head = format!(
        "POST /mapping/decisions HTTP/1.1\r\nHost: {}\r\nOrigin: {origin}\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{{",
        deciding.served.address
    );
    stream.write_all(head.as_bytes()).expect("sent");
    let reply = Reply::read(&mut stream);
    assert_eq!((reply.status, reply.failure().as_str()), (408, "too-slow"));
}

#[test]
fn what_takes_too_long_is_given_up() {
    let served = hasty(Limits { work: Duration::ZERO, ..Limits::default() });
    let reply = served.get("/api/v1/texts/itu.wtsa.resolution.131/diff?older=dubai-2012&newer=geneva-2022");
    assert_eq!((reply.status, reply.failure().as_str()), (503, "too-slow"));
}

#[test]
fn many_ask_at_once_and_all_are_answered() {
    let served = hasty(Limits { works: 2, ..Limits::default() });
    std::thread::scope(|scope| {
        for _ in 0..24 {
            scope.spawn(|| {
                let path = "/texts/itu.wtsa.resolution.131/diff?older=dubai-2012&newer=geneva-2022&language=en";
                assert_eq!(served.get(path).status, 200);
            });
        }
    });
}

#[test]
fn what_another_process_adds_is_seen_whole_or_not_at_all() {
    const FILES: usize = 30;
    let scratch = Scratch::new();
    let db = scratch.path("texts.db");
    let (first, rest) = (scratch.path("first"), scratch.path("rest"));
    for (folder, numbers) in [(&first, 1..2), (&rest, 2..FILES + 1)] {
        fs::create_dir_all(folder).expect("created");
        for number in numbers {
            fs::write(folder.join(format!("{number:04}.txt")), small(number)).expect("written");
        }
    }
    add(&db, &[&first]);
    let served = Served::start(settings(&db));
    let mut adding = dispositif(&["store", "add", "--quiet", "--db"])
        .arg(&db)
        .arg(&rest)
        .stdout(Stdio::null())
        .spawn()
        .expect("started");
    let mut seen = Vec::new();
    loop {
        let is_done = adding.try_wait().expect("asked").is_some();
        let texts = served.json("/api/v1/texts");
        let texts = texts["texts"].as_array().expect("texts").clone();
        // A text has both of its clauses, and all of them are found.
        let clauses: u64 =
            texts.iter().map(|text| text["versions"][0]["languages"][0]["clauses"].as_u64().expect("a count")).sum();
        assert_eq!(clauses, 2 * texts.len() as u64);
        assert!(texts.len() == 1 || texts.len() == FILES, "{} texts", texts.len());
        seen.push(texts.len());
        if is_done {
            break;
        }
    }
    assert!(adding.wait().expect("it ends").success());
    assert_eq!(seen.last(), Some(&FILES), "{seen:?}");
    assert_eq!(served.json("/api/v1/search?q=bright&limit=100")["passages"].as_array().map(Vec::len), Some(FILES));
}
