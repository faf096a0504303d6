//! Two processes at once, and a kill at any moment.

use super::{Scratch, err, small};
use rusqlite::Connection;
use std::fs;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A folder with small resolutions, numbered from one number up to another.
fn folder(scratch: &Scratch, name: &str, numbers: std::ops::Range<usize>) -> String {
    fs::create_dir_all(scratch.path(name)).expect("created");
    for number in numbers {
        scratch.text(&format!("{name}/{number:04}.txt"), &small(number));
    }
    scratch.path(name)
}

#[test]
fn two_processes_add_at_once() {
    let scratch = Scratch::new();
    let folders = [folder(&scratch, "one", 1..40), folder(&scratch, "two", 30..70)];
    // From nothing: they also make the store at once.
    let children: Vec<_> = folders
        .iter()
        .map(|folder| {
            let mut command = scratch.command(&["add", "--jobs", "1", folder]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("started")
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    }
    assert_eq!(scratch.keys().len(), 69);
    assert_eq!(scratch.good(&["check"]), "");
}

/// What is in a store after a kill: whole files, each with its versions, lineages and words.
fn whole(scratch: &Scratch) -> i64 {
    let store = Connection::open(scratch.db()).expect("opened");
    let count =
        |sql: &str| store.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap_or_else(|e| panic!("{sql}: {e}"));
    let sound: String = store.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("checked");
    assert_eq!(sound, "ok");
    if count("SELECT count(*) FROM sqlite_schema") == 0 {
        return 0;
    }
    let sources = count("SELECT count(*) FROM source");
    assert_eq!(count("SELECT count(*) FROM version"), sources);
    assert_eq!(count("SELECT count(*) FROM lineage"), 2 * sources);
    // Title, head, two clauses.
    assert_eq!(count("SELECT count(*) FROM passage"), 4 * sources);
    assert_eq!(count("SELECT count(*) FROM search WHERE search MATCH 'bright'"), sources);
    sources
}

#[test]
fn a_kill_at_any_moment_leaves_whole_files() {
    const FILES: usize = 40;
    let scratch = Scratch::new();
    let folder = folder(&scratch, "all", 1..FILES + 1);
    let begin = Instant::now();
    scratch.good(&["add", "--quiet", "--jobs", "1", &folder]);
    let whole_run = begin.elapsed();
    fs::remove_file(scratch.db()).expect("removed");
    let mut seen = Vec::new();
    for round in 0..15_u32 {
        // From the first moments of a process to the end of its work, not in order.
        let moment = whole_run.mul_f64(f64::from(round * 7 % 15) / 14.0);
        let mut command = scratch.command(&["add", "--quiet", "--jobs", "1", &folder]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("started");
        sleep(moment + Duration::from_millis(u64::from(round)));
        child.kill().expect("killed");
        child.wait().expect("it ends");
        let held = if fs::exists(scratch.db()).expect("asked") { whole(&scratch) } else { 0 };
        seen.push(held);
        if held == i64::try_from(FILES).expect("small") {
            for part in ["", "-wal", "-shm"] {
                let _ = fs::remove_file(scratch.db() + part);
            }
        }
    }
    println!("files held after each kill: {seen:?}");
    scratch.good(&["add", "--quiet", &folder]);
    assert_eq!(whole(&scratch), i64::try_from(FILES).expect("small"));
    assert_eq!(scratch.good(&["check"]), "");
}
