//! A page in a real browser, where there is one.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// What a page has become when it is loaded; `None` where there is no browser.
pub fn loaded(name: &str, html: &str) -> Option<String> {
    let browsers = ["chromium", "chromium-browser", "google-chrome"];
    let is_there =
        |program: &&&str| Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success());
    let Some(browser) = browsers.iter().find(is_there) else {
        println!("no browser is here: {name} is SKIPPED");
        return None;
    };
    let scratch: PathBuf = std::env::temp_dir().join(format!("dispositif-browser-{name}-{}", std::process::id()));
    fs::create_dir_all(&scratch).expect("created");
    let file = scratch.join("page.html");
    fs::write(&file, html).expect("written");
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"])
        .args(["--disable-background-networking", "--disable-component-update", "--window-size=1280,900", "--dump-dom"])
        // Time runs ahead, so that what waits a moment has come.
        .arg("--virtual-time-budget=10000")
        .arg(format!("--user-data-dir={}", scratch.join("profile").display()))
        .arg(format!("file://{}", file.display()))
        .output()
        .expect("the browser starts");
    let _ = fs::remove_dir_all(&scratch);
    Some(String::from_utf8(output.stdout).expect("UTF-8"))
}
