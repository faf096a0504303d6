//! The command: what it prints, what it refuses, and how it ends.

use super::{STORE, Scratch, dispositif};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

fn started(arguments: &[&str]) -> (Child, String) {
    let mut command = dispositif(&["serve", "--listen", "127.0.0.1:0", "--db"]);
    command.arg(&*STORE).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("started");
    let mut line = String::new();
    BufReader::new(child.stderr.as_mut().expect("piped")).read_line(&mut line).expect("read");
    (child, line.trim_end().to_owned())
}

fn ended(child: &mut Child) -> Option<i32> {
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(20) {
        if let Some(status) = child.try_wait().expect("asked") {
            return status.code();
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().expect("killed");
    panic!("it does not end");
}

#[test]
#[cfg(unix)]
fn the_address_is_printed_once_and_a_signal_ends_it() {
    for signal in ["-TERM", "-INT"] {
        let (mut child, url) = started(&["--language", "fr"]);
        let address = url.strip_prefix("http://").unwrap_or_else(|| panic!("{url}"));
        let mut stream = TcpStream::connect(address).expect("connected");
        write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\nAccept-Language: en\r\n\r\n").expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        assert!(answer.contains("200 OK") && answer.contains("<html lang=\"fr\""), "{answer}");
        let sent = std::process::Command::new("kill").args([signal, &child.id().to_string()]).status().expect("sent");
        assert!(sent.success());
        assert_eq!(ended(&mut child), Some(0), "{signal}");
        let mut rest = String::new();
        child.stderr.take().expect("piped").read_to_string(&mut rest).expect("read");
        child.stdout.take().expect("piped").read_to_string(&mut rest).expect("read");
        assert_eq!(rest, "", "it is quiet otherwise");
    }
}

#[test]
fn what_cannot_be_served_is_said_at_once() {
    let refused = |arguments: &[&str]| {
        let output = dispositif(&["serve"]).args(arguments).output().expect("started");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    let db = STORE.display().to_string();
    let scratch = Scratch::new();
    let missing = scratch.path("nowhere.db").display().to_string();
    assert!(refused(&["--db", &missing]).contains("no such store"));
    assert!(!scratch.path("nowhere.db").exists(), "no store is made");
    assert!(refused(&["--db", &db, "--listen", "0.0.0.0:0"]).contains("--allow-remote"));
    assert!(refused(&["--db", &db, "--listen", "nowhere"]).contains("127.0.0.1:8080"));
    assert!(refused(&["--db", &db, "--language", "tlh", "--listen", "127.0.0.1:0"]).contains("en, fr"));
    assert!(refused(&["--db", &db, "--write", "--listen", "127.0.0.1:0"]).contains("--decisions"));
    let table = scratch.path("plan.csv");
    std::fs::write(&table, "id,title\nA-1,A title\n").expect("written");
    let table = table.display().to_string();
    let message = refused(&["--db", &db, "--activities", &table, "--limit", "file-size=10"]);
    assert!(message.contains("plan.csv") && message.contains("--limit file-size=VALUE"), "{message}");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("bound");
    let address = taken.local_addr().expect("an address").to_string();
    assert!(refused(&["--db", &db, "--listen", &address]).contains(&address));
}
