//! What happens when the machine does not play along: the real program, and faults that are really made.
//!
//! `kills.rs` a process that is killed at any moment while it writes; `disks.rs` full disks and disks that can only be read; `inputs.rs`
//! files that vanish, pipes, links, folders, names that are not UTF-8; `listeners.rs` standard output that nobody reads or that is full.
//!
//! `DISPOSITIF_KILLS=1000 cargo test --test faults kill -- --nocapture` kills a thousand times instead of some three hundred.

mod disks;
mod inputs;
mod kills;
mod listeners;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A folder of its own for a test; gone when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let own = format!("dispositif-faults-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(own);
        fs::create_dir_all(&path).expect("created");
        Scratch(path)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// A folder of small resolutions with numbers from one up to another.
    fn texts(&self, name: &str, numbers: std::ops::Range<usize>) -> PathBuf {
        let folder = self.path(name);
        fs::create_dir_all(&folder).expect("created");
        for number in numbers {
            fs::write(folder.join(format!("{number:04}.txt")), small(number, "bell")).expect("written");
        }
        folder
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A small resolution of its own number, about one thing or another.
fn small(number: usize, thing: &str) -> String {
    format!(
        "RESOLUTION {number} (Geneva, 2022)\nThing number {number}\n\
         The World Telecommunication Standardization Assembly (Geneva, 2022),\n\
         resolves\n1\tto ring {thing} {number} every year;\n2\tto keep {thing} {number} bright.\n"
    )
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// The program, begun in the fixtures.
fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dispositif"));
    command.args(arguments).current_dir(fixtures()).stdin(Stdio::null());
    command
}

fn run(command: &mut Command) -> Output {
    command.output().expect("the program starts")
}

/// Runs it where nothing may go wrong.
fn good(command: &mut Command) -> String {
    let output = run(command);
    assert_eq!(output.status.code(), Some(0), "{command:?}: {}", err(&output));
    out(&output)
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("standard output is UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("standard error is UTF-8")
}

/// The errors that were printed.
fn errors(output: &Output) -> Vec<String> {
    err(output).lines().filter_map(|line| line.strip_prefix("error: ")).map(str::to_owned).collect()
}

/// The files of a folder by name, as somebody sees them who looks; hidden ones apart.
struct Seen {
    visible: BTreeMap<OsString, Vec<u8>>,
    hidden: Vec<OsString>,
}

fn seen(folder: &Path) -> Seen {
    let mut seen = Seen { visible: BTreeMap::new(), hidden: Vec::new() };
    let Ok(entries) = fs::read_dir(folder) else { return seen };
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        let name = path.file_name().expect("a name").to_owned();
        match name.to_string_lossy().starts_with('.') {
            true => seen.hidden.push(name),
            false if path.is_dir() => {}
            false => drop(seen.visible.insert(name, fs::read(&path).expect("readable"))),
        }
    }
    seen
}

/// What is not tried here, and why. On standard error: a test that passes says nothing otherwise.
fn skipped(what: &str, why: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "SKIPPED: {what}: {why}");
}
