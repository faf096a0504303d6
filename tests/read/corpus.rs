//! Real files, where the folder `../shared/corpus` stands beside the repository; elsewhere these tests say so and pass.

use crate::{VIEWS, bytes, files, folder, lines, manuscript, name_of, parse};
use dispositif::read::View;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

fn corpus(name: &str) -> Option<PathBuf> {
    let found = folder("../shared/corpus").join(name);
    if !found.is_dir() {
        println!("no corpus at {}: not tested", found.display());
        return None;
    }
    Some(found)
}

/// Without any white space: these expected texts come from another tool, with its own line ends.
fn solid(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn tracked_files_of_other_test_suites_show_what_their_authors_expect() {
    let Some(folder) = corpus("marks") else {
        return;
    };
    let mut compared = 0;
    for path in files(&folder, "docx") {
        let manuscript = manuscript(&path);
        for view in VIEWS {
            let text = path.with_extension(format!("{}.txt", name_of(view)));
            let wanted = std::fs::read_to_string(&text).unwrap_or_else(|e| panic!("{}: {e}", text.display()));
            assert_eq!(solid(&lines(&manuscript, view).concat()), solid(&wanted), "{}", text.display());
            compared += 1;
        }
    }
    assert_eq!(compared, 48);
}

/// Word itself rejected and accepted all changes of this file and saved the results.
#[test]
fn a_tracked_proposal_shows_what_word_saves_after_rejecting_and_accepting() {
    let Some(folder) = corpus("itu") else { return };
    let tracked = manuscript(&folder.join("wrc12-mex-res417.ar.docx"));
    for view in VIEWS {
        let saved = manuscript(&folder.join(format!("wrc12-mex-res417.ar.{}.docx", name_of(view))));
        assert_eq!(lines(&tracked, view), lines(&saved, View::Newer), "{}", name_of(view));
    }
}

#[test]
fn files_of_nine_test_suites_are_read_or_refused() {
    let Some(folder) = corpus("robustness") else {
        return;
    };
    let mut refused = Vec::new();
    let all = files(&folder, "docx");
    for path in &all {
        let bytes = bytes(path);
        let start = Instant::now();
        let read = catch_unwind(AssertUnwindSafe(|| {
            parse(&bytes).map(|manuscript| VIEWS.iter().map(|view| lines(&manuscript, *view).len()).sum::<usize>())
        }));
        match read {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => refused.push(format!("{}: {error}", path.file_name().unwrap().to_string_lossy())),
            Err(_) => panic!("{}: panic", path.display()),
        }
        assert!(start.elapsed() < Duration::from_secs(20), "{} took {:?}", path.display(), start.elapsed());
    }
    println!("{} of {} files refused:\n{}", refused.len(), all.len(), refused.join("\n"));
    assert!(refused.len() * 20 < all.len(), "more than one in twenty refused:\n{}", refused.join("\n"));
}
