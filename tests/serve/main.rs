//! What `dispositif serve` promises, over a real socket: every page and every JSON is there and well-formed; what is unknown is answered
//! clearly; nothing of the machine is told; nothing that was read acts; and nothing is written that a page of this server did not send.
//!
//! `pages.rs` walks through all pages; `data.rs` holds JSON against its description; `hostile.rs` ids, words, hosts and headers;
//! `deciding.rs` what is written; `lasting.rs` slow clients, other writers and the end; `program.rs` the command; `browser.rs` how it looks in
//! a browser, where there is one.

mod browser;
mod client;
mod data;
mod deciding;
#[path = "../page/dom.rs"]
#[allow(dead_code)]
mod dom;
mod hostile;
mod lasting;
mod pages;
mod program;
mod shape;

use client::{Served, settings};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A folder of its own for a test; gone when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let own = format!("dispositif-serve-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(own);
        fs::create_dir_all(&path).expect("created");
        Scratch(path)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A text whose every part tries to break out.
const ATTACK: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&lt;</style></title>\u{202E}";

fn hostile_text() -> String {
    format!(
        "RESOLUTION 666 (Geneva, 2022)\nTitle {ATTACK}\nThe World Telecommunication Standardization Assembly (Geneva, 2022),\n\
         considering {ATTACK}\na)\tthat {ATTACK} holds;\nresolves\n1\tto study {ATTACK},\n\
         instructs the Director <b onclick=\"x\"> of the Telecommunication Standardization Bureau\nto act {ATTACK}.\n"
    )
}

/// A small resolution of its own number.
pub fn small(number: usize) -> String {
    format!(
        "RESOLUTION {number} (Geneva, 2022)\nBells number {number}\n\
         The World Telecommunication Standardization Assembly (Geneva, 2022),\n\
         resolves\n1\tto ring bell {number} every year;\n2\tto keep bell {number} bright.\n"
    )
}

pub fn dispositif(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dispositif"));
    command.args(arguments).stdin(Stdio::null());
    command
}

/// Adds files to a store.
pub fn add(db: &Path, files: &[&Path]) {
    let output: Output =
        dispositif(&["store", "add", "--quiet", "--db"]).arg(db).args(files).output().expect("started");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A store with the revisions of one resolution in all their languages, proposals on it, and a hostile text; made once.
static STORE: LazyLock<PathBuf> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // Nothing is dropped behind a static: what the tests before have left goes when it is made anew.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("serve-secret");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("secret")).expect("created");
    let hostile = folder.join("secret").join("<b>&\"'.txt");
    fs::write(&hostile, hostile_text()).expect("written");
    let db = folder.join("texts.db");
    add(&db, &[&root.join("fixtures/revisions/landing-stations"), &root.join("fixtures/itu/alerts.fr.docx"), &hostile]);
    db
});

/// A server of that store.
pub fn served() -> Served {
    Served::start(settings(&STORE))
}

/// Nothing in an answer tells where on the machine something lies.
pub fn assert_tells_no_path(answer: &str, about: &str) {
    let folder = STORE.parent().expect("a folder").display().to_string();
    for secret in [folder.as_str(), "dispositif-serve-", env!("CARGO_MANIFEST_DIR"), "fixtures/", "texts.db", "/tmp/"] {
        assert!(!answer.contains(secret), "{about} tells {secret}");
    }
}
