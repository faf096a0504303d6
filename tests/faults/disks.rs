//! Disks that are full, and disks that can only be read: real ones, in a name space of the test's own.

use super::{Scratch, err, errors, fixtures, good, out, program, seen, skipped};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs a script of a shell with a small disk of its own at `$DISK`; what is on it at the end is kept in a folder. `$PROGRAM` is the program.
/// `None` where such a disk cannot be had here.
fn on_a_disk(scratch: &Scratch, size: &str, script: &str) -> Option<Output> {
    let (disk, kept) = (scratch.path("disk"), scratch.path("kept"));
    for folder in [&disk, &kept] {
        fs::create_dir_all(folder).expect("created");
    }
    let script = format!(
        "mount -t tmpfs -o size={size} tmpfs \"$DISK\" || exit 77\n{script}\ncode=$?\ncp -a \"$DISK/.\" \"$KEPT\"\nexit $code"
    );
    // As one who may everything within, else as who may everything at all.
    for space in [&["-rm"][..], &["-m"]] {
        let mut command = Command::new("unshare");
        command.args(space).args(["sh", "-c", &script]).current_dir(fixtures()).stdin(Stdio::null());
        command.env("DISK", &disk).env("KEPT", &kept).env("PROGRAM", env!("CARGO_BIN_EXE_dispositif"));
        match command.output() {
            Ok(output) if matches!(output.status.code(), Some(77)) || err(&output).starts_with("unshare:") => {}
            Ok(output) => return Some(output),
            Err(_) => break,
        }
    }
    skipped("a disk of its own", "neither `unshare -rm` nor `unshare -m` can mount one here");
    None
}

fn whole(folder: &Path, reference: &Path) -> usize {
    let (held, reference) = (seen(folder), seen(reference));
    assert!(held.hidden.is_empty(), "{:?}", held.hidden);
    for (name, bytes) in &held.visible {
        assert_eq!(reference.visible.get(name), Some(bytes), "{}", folder.join(name).display());
    }
    held.visible.len()
}

#[test]
fn a_full_disk_takes_what_fits_and_says_what_does_not() {
    let scratch = Scratch::new();
    let reference = scratch.path("reference");
    good(program(&["extract", "--quiet", "itu", "un", "-o"]).arg(&reference));
    let all = seen(&reference).visible.len();
    let script = "\"$PROGRAM\" extract --quiet itu un -o \"$DISK/out\"";
    let Some(output) = on_a_disk(&scratch, "300k", script) else { return };
    assert_eq!(output.status.code(), Some(2), "{}", err(&output));
    let written = whole(&scratch.path("kept/out"), &reference);
    assert!(0 < written && written < all, "{written} of {all}");
    let errors = errors(&output);
    assert_eq!(errors.len(), all - written);
    assert!(errors.iter().all(|error| error.contains("/out/") && error.contains("no space is left")), "{errors:?}");
}

#[test]
fn a_full_disk_leaves_the_file_that_was_there() {
    let scratch = Scratch::new();
    let script = "echo older > \"$DISK/page.html\"\n\
                  \"$PROGRAM\" diff --quiet --to html -o \"$DISK/page.html\" un/archives.en.txt un/archives-revised.en.txt";
    let Some(output) = on_a_disk(&scratch, "16k", script) else { return };
    assert_eq!(output.status.code(), Some(2), "{}", err(&output));
    assert!(err(&output).contains("page.html: no space is left"), "{}", err(&output));
    let held = seen(&scratch.path("kept"));
    assert_eq!(held.visible.into_values().collect::<Vec<_>>(), [b"older\n"]);
    assert!(held.hidden.is_empty());
}

#[test]
fn a_mapping_on_a_full_disk_is_written_as_far_as_it_fits() {
    let scratch = Scratch::new();
    let map = "cd mapping/digital-safety && \"$PROGRAM\" map --quiet --activities activities.fr.csv pp-187.bucharest-2022.fr.txt";
    let Some(output) = on_a_disk(&scratch, "100k", &format!("{map} -o \"$DISK/out\"")) else { return };
    assert_eq!(output.status.code(), Some(2), "{}", err(&output));
    let told = out(&output).lines().filter(|line| line.starts_with("written")).count();
    let held = seen(&scratch.path("kept/out"));
    assert!(held.hidden.is_empty());
    assert_eq!((held.visible.len(), errors(&output).len()), (told, 5 - told), "{}", err(&output));
    assert!((1..5).contains(&told), "{}", out(&output));
}

#[test]
fn a_store_on_a_full_disk_stays_whole_and_goes_on_when_there_is_space() {
    let scratch = Scratch::new();
    let folder = scratch.texts("in", 1..81);
    let script = format!(
        "add() {{ \"$PROGRAM\" store add --quiet --jobs 1 --db \"$DISK/a.db\" '{}' > \"$KEPT/$1\" 2>&1; }}\n\
         add full; echo $?\n\
         \"$PROGRAM\" store check --db \"$DISK/a.db\" || exit 1\n\
         mount -o remount,size=16m \"$DISK\" || exit 1\n\
         add free; echo $?\n\
         \"$PROGRAM\" store check --db \"$DISK/a.db\"",
        folder.display()
    );
    let Some(output) = on_a_disk(&scratch, "500k", &script) else { return };
    let told = |name: &str| fs::read_to_string(scratch.path("kept").join(name)).expect("readable");
    assert_eq!(output.status.code(), Some(0), "{}{}{}", out(&output), err(&output), told("full"));
    assert_eq!(out(&output), "2\n0\n", "{}{}", told("full"), told("free"));
    assert!(told("full").contains("a.db: ") && told("full").contains("free space"), "{}", told("full"));
    let listed = good(program(&["store", "list", "--to", "json", "--db"]).arg(scratch.path("kept/a.db")));
    let listed: serde_json::Value = serde_json::from_str(&listed).expect("JSON");
    assert_eq!(listed.as_array().map(Vec::len), Some(80));
}

#[test]
fn a_disk_that_can_only_be_read_is_said() {
    let scratch = Scratch::new();
    let script = "mkdir \"$DISK/there\" && \"$PROGRAM\" store add --quiet --db \"$DISK/a.db\" itu/alerts.en.txt > /dev/null\n\
                  cp un/archives.en.txt \"$DISK/there\" && mount -o remount,ro \"$DISK\" || exit 1\n\
                  \"$PROGRAM\" extract --quiet \"$DISK/there\" -o \"$DISK/out\"; echo $?\n\
                  \"$PROGRAM\" extract --quiet \"$DISK/there\" itu/alerts.fr.txt -o \"$DISK/there\"; echo $?\n\
                  \"$PROGRAM\" diff --quiet -o \"$DISK/x.txt\" un/archives.en.txt un/archives-revised.en.txt; echo $?\n\
                  \"$PROGRAM\" store add --quiet --db \"$DISK/a.db\" itu/alerts.fr.txt; echo $?\n\
                  \"$PROGRAM\" store add --quiet --db \"$DISK/new.db\" itu/alerts.fr.txt; echo $?\n\
                  \"$PROGRAM\" store list --db \"$DISK/a.db\" > /dev/null; echo $?\n\
                  \"$PROGRAM\" extract --quiet \"$DISK/there\" > /dev/null; echo $?\n\
                  mount -o remount,rw \"$DISK\"";
    let Some(output) = on_a_disk(&scratch, "4m", script) else { return };
    assert_eq!(out(&output), "2\n2\n2\n2\n2\n0\n0\n", "{}", err(&output));
    let disk = scratch.path("disk").display().to_string();
    let errors: Vec<String> = errors(&output).into_iter().map(|error| error.replace(&disk, "DISK")).collect();
    let read_only = "this disk can only be read; write elsewhere";
    assert_eq!(errors[0], format!("DISK/out: {read_only}"));
    assert_eq!(errors[1], format!("DISK/there/archives.en.txt: DISK/there/archives.en.txt.json: {read_only}"));
    assert_eq!(errors[2], format!("itu/alerts.fr.txt: DISK/there/alerts.fr.txt.json: {read_only}"));
    assert_eq!(errors[3], format!("output: DISK/x.txt: {read_only}"));
    for (error, name) in errors[4..].iter().zip(["a.db", "new.db"]) {
        assert!(error.starts_with(&format!("store: DISK/{name}: ")), "{errors:?}");
        assert!(error.contains("whether its folder may be written to"), "{errors:?}");
    }
    assert_eq!(errors.len(), 6, "{errors:?}");
}
