//! Standard output that nobody reads any more, and one that takes nothing.
#![cfg(unix)]

use super::{Scratch, err, errors, good, out, program, run, seen};
use std::fs;
use std::process::{Command, Output, Stdio};

/// Runs it with a reader that is gone before anything comes.
fn unheard(command: &mut Command) -> Output {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let child = command.stdout(writer).stderr(Stdio::piped()).spawn().expect("started");
    child.wait_with_output().expect("it ends")
}

#[test]
fn who_reads_no_more_ends_it_quietly() {
    let scratch = Scratch::new();
    let db = scratch.path("a.db").display().to_string();
    good(&mut program(&["store", "add", "--quiet", "--db", &db, "itu/alerts.en.txt"]));
    for arguments in [
        &["extract", "itu", "un"][..],
        &["extract", "--to", "clauses", "itu/alerts.en.txt"],
        &["diff", "un/archives.en.txt", "un/archives-revised.en.txt"],
        &["diff", "--to", "json", "un/archives.en.txt", "un/archives-revised.en.txt"],
        &["store", "list", "--db", &db],
        &["store", "export", "--db", &db],
        &["lexicon", "check"],
        &["schema"],
        &["completions", "bash"],
        &["--help"],
    ] {
        let output = unheard(&mut program(arguments));
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", err(&output));
        assert!(
            !err(&output).contains("error") && !err(&output).contains("panicked"),
            "{arguments:?}: {}",
            err(&output)
        );
    }
}

#[test]
fn what_is_to_be_done_is_done_where_nobody_reads() {
    let scratch = Scratch::new();
    let (folder, db) = (scratch.texts("in", 1..40), scratch.path("a.db"));
    let output = unheard(program(&["store", "add", "--quiet", "--jobs", "1", "--db"]).arg(&db).arg(&folder));
    assert_eq!((output.status.code(), err(&output).as_str()), (Some(0), ""));
    let listed = good(program(&["store", "list", "--to", "json", "--db"]).arg(&db));
    assert_eq!(listed.matches("\"key\"").count(), 39);
    let mut map =
        program(&["map", "--quiet", "--activities", "activities.fr.csv", "pp-187.bucharest-2022.fr.txt", "-o"]);
    map.arg(scratch.path("out")).current_dir(super::fixtures().join("mapping/digital-safety"));
    let output = unheard(&mut map);
    assert_eq!((output.status.code(), err(&output).as_str()), (Some(0), ""));
    assert_eq!(seen(&scratch.path("out")).visible.len(), 5);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_output_ends_printing_and_no_other_work() {
    let scratch = Scratch::new();
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").expect("the full device");
    let db = scratch.path("a.db").display().to_string();
    let texts = scratch.texts("in", 1..40).display().to_string();
    // The store is filled though nothing can be said of it.
    let output = run(program(&["store", "add", "--quiet", "--jobs", "1", "--db", &db, &texts]).stdout(full()));
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(errors(&output).len(), 1, "{}", err(&output));
    assert_eq!(good(&mut program(&["store", "list", "--to", "json", "--db", &db])).matches("\"key\"").count(), 39);
    for arguments in [
        &["extract", "--quiet", "itu", "un"][..],
        &["diff", "--quiet", "un/archives.en.txt", "un/archives-revised.en.txt"],
        &["store", "list", "--db", &db],
        &["store", "export", "--db", &db],
        &["schema"],
        &["completions", "bash"],
    ] {
        let output = run(program(arguments).stdout(full()));
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        // After half a result nothing more is printed, and nothing more can go wrong.
        let errors = errors(&output);
        assert_eq!(errors.len(), 1, "{arguments:?}: {errors:?}");
        assert!(errors[0].contains("standard output: no space is left"), "{errors:?}");
    }
}

#[test]
fn a_device_or_a_pipe_as_output_stays_what_it_is() {
    let scratch = Scratch::new();
    let null = scratch.path("null");
    // A link, so that the device itself is in no danger.
    std::os::unix::fs::symlink("/dev/null", &null).expect("linked");
    let both = ["un/archives.en.txt", "un/archives-revised.en.txt"];
    assert_eq!(good(program(&["diff", "--quiet"]).args(both).arg("-o").arg(&null)), "");
    assert!(fs::symlink_metadata(&null).expect("there").is_symlink());
    if cfg!(target_os = "linux") {
        let piped = run(program(&["diff", "--quiet"]).args(both).args(["-o", "/dev/stdout"]));
        assert_eq!(piped.status.code(), Some(0), "{}", err(&piped));
        assert_eq!(out(&piped), good(program(&["diff", "--quiet"]).args(both)));
    }
}
