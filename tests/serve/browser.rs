//! Pages in a real browser. Where there is none, these tests say so and prove nothing.

use super::{Scratch, served};
use std::process::Command;

/// The page as the browser has it when it is loaded, and what it says of it; `None` where there is no browser.
fn loaded(url: &str) -> Option<(String, String)> {
    let browsers = ["chromium", "chromium-browser", "google-chrome"];
    let is_there =
        |program: &&&str| Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success());
    let Some(browser) = browsers.iter().find(is_there) else {
        println!("no browser is here: {url} is SKIPPED");
        return None;
    };
    let scratch = Scratch::new();
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"])
        .args(["--disable-background-networking", "--disable-component-update", "--window-size=1280,900", "--dump-dom"])
        .args(["--enable-logging=stderr", "--v=0"])
        .arg(format!("--user-data-dir={}", scratch.path("profile").display()))
        .arg(url)
        .output()
        .expect("the browser starts");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Some((text(output.stdout), text(output.stderr)))
}

/// The policy of the header and that of the page let style and script of the page work, and a browser has nothing to complain of.
#[test]
fn pages_work_under_their_policy() {
    let served = served();
    for (path, sign) in [
        ("/", "<h1>"),
        ("/texts/itu.wtsa.resolution.131?language=ar", "id=\"history\""),
        ("/texts/itu.wtsa.resolution.131/diff?older=dubai-2012&newer=geneva-2022", "<details id=\"help\">"),
        ("/texts/itu.wtsa.resolution.666", "&lt;script&gt;alert(1)"),
    ] {
        let Some((dom, said)) = loaded(&format!("{}{path}", served.origin())) else { return };
        assert!(dom.contains(sign), "{path}: {dom}");
        let complaints: Vec<&str> = said.lines().filter(|line| line.contains("CONSOLE")).collect();
        assert!(complaints.is_empty(), "{path}: {complaints:?}");
    }
}
