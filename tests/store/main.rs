//! What `dispositif store` promises: whole files or none, adopted and proposed told apart, and the life of every clause.
//!
//! `keeping.rs` what is kept and what is refused; `lives.rs` lineages against the truth in `fixtures/revisions`; `searching.rs` words;
//! `safety.rs` two processes at once (a kill at any moment: `tests/faults`); `citing.rs` citations of versions that are not the newest.

#[path = "../support/mod.rs"]
mod support;

mod citing;
mod keeping;
mod lives;
mod safety;
mod searching;

use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A folder of its own for a test, with a store in it; gone when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let own = format!("dispositif-store-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(own);
        fs::create_dir_all(&path).expect("created");
        Scratch(path)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    fn db(&self) -> String {
        self.path("a.db")
    }

    /// Writes a text and returns its path.
    fn text(&self, name: &str, words: &str) -> String {
        fs::write(self.0.join(name), words).expect("written");
        self.path(name)
    }

    /// Runs a verb of the store on the store of this folder, from the fixtures of revisions.
    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program starts")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dispositif"));
        command.arg("store").args(arguments).args(["--db", &self.db()]);
        command.current_dir(support::fixtures().join("revisions")).stdin(Stdio::null());
        command
    }

    fn good(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", err(&output));
        out(&output)
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let printed = self.good(&[arguments, &["--to", "json"]].concat());
        serde_json::from_str(&printed).unwrap_or_else(|e| panic!("{arguments:?}: {e}: {printed}"))
    }

    /// The keys in the store, with their languages.
    fn keys(&self) -> Vec<String> {
        let said = |held: &Value| format!("{} {}", string(&held["key"]), string(&held["language"]));
        self.json(&["list"]).as_array().expect("a list").iter().map(said).collect()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("standard output is UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("standard error is UTF-8")
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("a string: {value}")).to_owned()
}

/// A small resolution of its own number, with two clauses.
fn small(number: usize) -> String {
    format!(
        "RESOLUTION {number} (Geneva, 2022)\nBells number {number}\n\
         The World Telecommunication Standardization Assembly (Geneva, 2022),\n\
         resolves\n1\tto ring bell {number} every year;\n2\tto keep bell {number} bright.\n"
    )
}
