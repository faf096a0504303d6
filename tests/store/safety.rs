//! Two processes at once.

use super::{Scratch, err, small};
use std::fs;
use std::process::Stdio;

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
