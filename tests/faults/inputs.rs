//! Inputs that are not what they seem: each is said, and the rest is done.
#![cfg(unix)]

use super::{Scratch, err, errors, fixtures, good, out, program, run, seen, skipped, small};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("started").success());
}

/// A program that waits for ever fails the test instead of stopping it.
fn soon(command: &mut Command) -> std::process::Output {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("started");
    for _ in 0..600 {
        if child.try_wait().expect("asked").is_some() {
            return child.wait_with_output().expect("it ended");
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    child.kill().expect("killed");
    panic!("{command:?} does not end");
}

#[test]
fn a_folder_with_everything_in_it_is_read_as_far_as_it_can_be() {
    let scratch = Scratch::new();
    let folder = scratch.texts("in", 1..3);
    fs::create_dir(folder.join("folder.docx")).expect("created");
    fs::write(folder.join("folder.docx/inner.txt"), small(3, "lamp")).expect("written");
    symlink("loop.docx", folder.join("loop.docx")).expect("linked");
    symlink("nowhere.txt", folder.join("dangling.txt")).expect("linked");
    symlink("..", folder.join("up")).expect("linked");
    fs::write(scratch.path("outside.txt"), small(4, "lamp")).expect("written");
    symlink(scratch.path("outside.txt"), folder.join("secret.txt")).expect("linked");
    symlink("0001.txt", folder.join("same.txt")).expect("linked");
    pipe(&folder.join("pipe.docx"));
    let output = soon(program(&["extract", "--quiet"]).arg(&folder));
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(out(&output).matches("\"schema\"").count(), 4, "{}", err(&output));
    let at = folder.display().to_string() + "/";
    let mut errors: Vec<String> = errors(&output).into_iter().map(|error| error.replace(&at, "")).collect();
    errors.sort();
    assert_eq!(errors[0], "dangling.txt: this link leads to a file that is not there");
    assert!(errors[1].starts_with("loop.docx: ") && errors[1].contains("check the file"), "{errors:?}");
    assert_eq!(errors[2], "pipe.docx: this is a pipe or a device and was left out; name it to have it read");
    let out_of_it = "this link leads out of the folder and was left out; name it to have it read";
    assert_eq!(errors[3..], [format!("secret.txt: {out_of_it}"), format!("up: {out_of_it}")]);
    // The same where a store is filled.
    let output = soon(program(&["store", "add", "--quiet", "--db"]).arg(scratch.path("a.db")).arg(&folder));
    assert_eq!(output.status.code(), Some(2));
    assert!(out(&output).contains("3 files added") && out(&output).contains("5 not read"), "{}", out(&output));
}

#[test]
fn a_file_that_vanishes_after_it_was_listed_is_said() {
    let scratch = Scratch::new();
    let (folder, first) = (scratch.texts("in", 1..4), scratch.path("first.txt"));
    pipe(&first);
    let mut command = program(&["extract", "--quiet", "--jobs", "1"]);
    let child =
        command.arg(&first).arg(&folder).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("started");
    // The pipe is opened when all is listed and the first file is to be read; nothing else is read before it.
    let mut writer = fs::OpenOptions::new().write(true).open(&first).expect("opened");
    fs::remove_file(folder.join("0002.txt")).expect("removed");
    fs::remove_file(folder.join("0003.txt")).expect("removed");
    fs::create_dir(folder.join("0003.txt")).expect("created");
    std::io::Write::write_all(&mut writer, small(9, "lamp").as_bytes()).expect("written");
    drop(writer);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(out(&output).matches("\"schema\"").count(), 2, "{}", err(&output));
    let at = folder.display().to_string() + "/";
    let errors: Vec<String> = errors(&output).into_iter().map(|error| error.replace(&at, "")).collect();
    assert_eq!(
        errors,
        ["0002.txt: there is no such file; check the path", "0003.txt: this is a folder; name a file in it"]
    );
}

#[test]
fn a_pipe_that_is_named_is_read() {
    let scratch = Scratch::new();
    let path = scratch.path("pipe.docx");
    pipe(&path);
    let child = program(&["extract"]).arg(&path).stdout(Stdio::piped()).spawn().expect("started");
    fs::write(&path, fs::read(fixtures().join("itu/alerts.en.docx")).expect("readable")).expect("written");
    assert!(out(&child.wait_with_output().expect("it ends")).contains("itu.wtsa.resolution.91"));
}

/// Who may do everything is told apart from nobody: the program runs as somebody who owns nothing here.
#[test]
fn what_may_not_be_read_or_written_is_said() {
    const NOBODY: u32 = 65_534;
    let scratch = Scratch::new();
    let folder = scratch.texts("in", 1..3);
    let (closed, out_folder) = (folder.join("closed"), scratch.path("out"));
    for made in [&closed, &out_folder] {
        fs::create_dir(made).expect("created");
    }
    fs::write(folder.join("secret.txt"), small(7, "lamp")).expect("written");
    let mode = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
    // The program is taken to where everybody may run it.
    let program = scratch.path("program");
    fs::copy(env!("CARGO_BIN_EXE_dispositif"), &program).expect("copied");
    let is_root = fs::metadata(&folder).map(|held| std::os::unix::fs::MetadataExt::uid(&held)).expect("there") == 0;
    mode(&scratch.0, 0o755);
    mode(&closed, 0o000);
    mode(&folder.join("secret.txt"), 0o000);
    mode(&out_folder, 0o555);
    let command = |arguments: &[&str]| {
        let mut command = Command::new(&program);
        command.args(arguments).current_dir(&scratch.0).stdin(Stdio::null());
        if is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    };
    let started = command(&["--version"]).output();
    if !started.is_ok_and(|output| output.status.success()) {
        return skipped("files that may not be read", "the program cannot be run as another user here");
    }
    let output = run(&mut command(&["extract", "--quiet", "in"]));
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(out(&output).matches("\"schema\"").count(), 2, "{}", err(&output));
    let denied = "it may not be read; ask for permission to read it";
    assert_eq!(errors(&output), [format!("in/closed: {denied}"), format!("in/secret.txt: {denied}")]);

    let unwritten = "it may not be written; ask for permission, or write elsewhere";
    let output = run(&mut command(&["extract", "--quiet", "in/0001.txt", "in/0002.txt", "-o", "out"]));
    assert_eq!(output.status.code(), Some(2));
    let expected = ["1", "2"].map(|n| format!("in/000{n}.txt: out/000{n}.txt.json: {unwritten}"));
    assert_eq!(errors(&output), expected);
    let output = run(&mut command(&["extract", "--quiet", "in/0001.txt", "-o", "out/new"]));
    assert_eq!((output.status.code(), errors(&output)), (Some(2), vec![format!("out/new: {unwritten}")]));
    let output = run(&mut command(&["diff", "--quiet", "-o", "out/x.txt", "in/0001.txt", "in/0002.txt"]));
    assert_eq!((output.status.code(), errors(&output)), (Some(2), vec![format!("output: out/x.txt: {unwritten}")]));
    let output = run(&mut command(&["store", "add", "--quiet", "--db", "out/a.db", "in/0001.txt"]));
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output)[0].starts_with("store: out/a.db: "), "{}", err(&output));
    mode(&closed, 0o755);
}

#[test]
#[cfg(target_os = "linux")]
fn names_that_are_not_utf_8_are_kept_apart() {
    let scratch = Scratch::new();
    let folder = scratch.path("in");
    fs::create_dir(&folder).expect("created");
    let names = [b"r\xe9solution.txt", b"r\xe8solution.txt"];
    for (number, name) in (1..).zip(names) {
        fs::write(folder.join(OsStr::from_bytes(name)), small(number, "bell")).expect("written");
    }
    // In a folder, and named.
    let given = [folder.join(OsStr::from_bytes(names[0])), folder.join(OsStr::from_bytes(names[1]))];
    for inputs in [&given[..], std::slice::from_ref(&folder)] {
        let to = scratch.path("out");
        let output = run(program(&["extract"]).args(inputs).arg("-o").arg(&to));
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        let said = "r�solution.txt: this name is not UTF-8; � stands for what cannot be shown";
        assert_eq!(err(&output).matches(said).count(), 2, "{}", err(&output));
        let written = seen(&to).visible;
        let expected: Vec<OsString> = vec![
            OsString::from(OsStr::from_bytes(b"r\xe8solution.txt.json")),
            OsString::from(OsStr::from_bytes(b"r\xe9solution.txt.json")),
        ];
        assert_eq!(written.keys().cloned().collect::<Vec<_>>(), expected);
        for (bytes, number) in written.values().zip([2, 1]) {
            let document: serde_json::Value = serde_json::from_slice(bytes).expect("JSON");
            assert!(document["source"]["file"].as_str().is_some_and(|file| file.ends_with("/r�solution.txt")));
            assert_eq!(document["texts"][0]["id"], format!("itu.wtsa.resolution.{number}"));
        }
        fs::remove_dir_all(&to).expect("removed");
    }
    // A file, a folder and a store of such a name are written to.
    let place = scratch.0.join(OsStr::from_bytes(b"\xff.txt"));
    good(program(&["diff", "--quiet"]).args(&given).arg("-o").arg(&place));
    assert!(fs::read_to_string(&place).is_ok_and(|text| !text.is_empty()));
    let to = scratch.0.join(OsStr::from_bytes(b"out\xff"));
    good(program(&["diff", "--quiet", "--to", "html"]).args(&given).arg("-o").arg(&scratch.0));
    assert!(scratch.0.join(OsStr::from_bytes(b"r\xe8solution.txt.diff.html")).exists());
    good(program(&["extract", "--quiet"]).args(&given).arg("-o").arg(&to));
    assert_eq!(seen(&to).visible.len(), 2);
    let db = scratch.0.join(OsStr::from_bytes(b"\xff.db"));
    good(program(&["store", "add", "--quiet", "--db"]).arg(&db).args(&given));
    assert_eq!(good(program(&["store", "check", "--db"]).arg(&db)), "");
    let to = scratch.path("exported");
    good(program(&["store", "export", "--sources", "--db"]).arg(&db).arg("-o").arg(&to));
    assert_eq!(seen(&to.join("sources")).visible.len(), 2);
}

#[test]
fn a_name_acts_on_no_terminal_and_may_be_long() {
    let scratch = Scratch::new();
    let output = run(&mut program(&["extract", "no\u{1b}[2Jsuch.docx"]));
    assert_eq!(errors(&output), ["no�[2Jsuch.docx: there is no such file; check the path"]);
    // As long as a name may be: what is written beside must not need a longer one.
    let long = scratch.path(&("x".repeat(246) + ".txt"));
    fs::write(&long, small(1, "bell")).expect("written");
    good(program(&["extract", "--quiet"]).arg(&long).arg("-o").arg(scratch.path("out")));
    let longest = scratch.path(&("y".repeat(251) + ".txt"));
    fs::write(&longest, small(1, "bell")).expect("written");
    let output = run(program(&["extract", "--quiet"]).arg(&longest).arg(&long).arg("-o").arg(scratch.path("out")));
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output)[0].contains("shorter"), "{}", err(&output));
    assert_eq!(seen(&scratch.path("out")).visible.len(), 1);
}
