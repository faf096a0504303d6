//! The command line as a user meets it: results, notes, exit codes, order, folders.

mod support;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use support::{files, fixtures, name};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dispositif"))
        .args(arguments)
        .current_dir(fixtures())
        .stdin(Stdio::null())
        .output()
        .expect("the program starts")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("standard output is UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("standard error is UTF-8")
}

/// A folder of its own for a test, gone when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("dispositif-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("created");
        Scratch(path)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn one_input_gives_one_document() {
    let output = run(&["extract", "itu/alerts.fr.docx"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let document: serde_json::Value = serde_json::from_str(&out(&output)).expect("one JSON document");
    assert_eq!(document["schema"], "dispositif/1");
    assert_eq!(document["source"]["marks"], "tracked");
    assert_eq!(document["texts"][0]["id"], "itu.wtsa.resolution.91");
}

#[test]
fn many_inputs_give_a_document_a_line_in_input_order() {
    let inputs: Vec<String> = ["zh", "ar", "fr", "en", "ru", "es"].map(|l| format!("itu/alerts.{l}.docx")).to_vec();
    let arguments: Vec<&str> = std::iter::once("extract").chain(inputs.iter().map(String::as_str)).collect();
    let output = run(&arguments);
    let names: Vec<String> = out(&output)
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).expect("a document a line")["source"]["file"]
                .as_str()
                .expect("a name")
                .to_owned()
        })
        .collect();
    assert_eq!(names, inputs);
}

/// Invariant 6: the same input gives the same bytes, whatever the number of threads.
#[test]
fn the_number_of_threads_changes_no_byte() {
    let one = run(&["extract", "--jobs", "1", "--to", "clauses", "itu", "un", "good"]);
    let four = run(&["extract", "--jobs", "4", "--to", "clauses", "itu", "un", "good"]);
    assert!(out(&one).lines().count() > 200);
    assert_eq!(out(&one), out(&four));
    assert_eq!(String::from_utf8_lossy(&one.stderr), String::from_utf8_lossy(&four.stderr));
}

#[test]
fn a_row_stands_for_a_clause() {
    let output = run(&["extract", "--to", "clauses", "itu/alerts.en.docx"]);
    let rows: Vec<serde_json::Value> =
        out(&output).lines().map(|line| serde_json::from_str(line).expect("a row a line")).collect();
    assert_eq!(rows.len(), 20);
    let keys: Vec<&str> = rows[0].as_object().expect("an object").keys().map(String::as_str).collect();
    let expected = "file language text_id proposal older_version newer_version part section clause path label act act_text \
                    act_under modifiers addressees older newer redline change only confidence references deadlines periods \
                    older_clause older_label related";
    assert_eq!(keys, expected.split_whitespace().collect::<Vec<_>>());
    let row = rows.iter().find(|row| row["clause"] == "instructs__2").expect("the clause");
    assert_eq!(row["addressees"], serde_json::json!(["dir.tsb", "dir.bdt"]));
    assert_eq!(row["change"], serde_json::json!(["modified"]));
}

#[test]
fn one_bad_file_is_reported_and_the_others_are_done() {
    let output = run(&["extract", "itu/alerts.en.txt", "bad/blank.txt", "no-such-file.docx", "itu/alerts.fr.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(out(&output).lines().count(), 2);
    let errors: Vec<String> =
        err(&output).lines().filter(|line| line.starts_with("error")).map(str::to_owned).collect();
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert!(errors[0].starts_with("error: bad/blank.txt: the file is empty"), "{errors:?}");
    assert!(errors[1].starts_with("error: no-such-file.docx: there is no such file; check the path"), "{errors:?}");
}

#[test]
fn each_bad_file_has_the_message_that_a_user_sees() {
    for path in files("bad", &["docx", "txt"]) {
        let message =
            fs::read_to_string(path.with_extension("message")).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let given = format!("bad/{}", name(&path));
        let output = run(&["extract", &given]);
        assert_eq!(output.status.code(), Some(2), "{given}");
        assert_eq!(err(&output), format!("error: {given}: {}\n", message.trim_end()));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn a_note_points_at_its_place_and_names_a_remedy() {
    let output = run(&["extract", "--to", "clauses", "notes/unknown-head.txt"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        err(&output),
        "warning[unknown-head]: no entry of the lexicon opens this section\n  \
         --> notes/unknown-head.txt, paragraph 7: «ponders at length»\n  \
         help: add it, with an example, to the acts of the language in the lexicon\n"
    );
    assert!(err(&run(&["extract", "--quiet", "--to", "clauses", "notes/unknown-head.txt"])).is_empty());
}

#[test]
fn results_go_to_a_folder_where_one_is_given() {
    let scratch = Scratch::new("folder");
    let output = run(&["extract", "--to", "clauses", "-o", &scratch.path("out"), "itu", "un/archives.en.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(output.stdout.is_empty());
    let mut written: Vec<String> =
        fs::read_dir(scratch.0.join("out")).expect("the folder").map(|e| name(&e.expect("an entry").path())).collect();
    written.sort();
    let inputs = files("itu", &["txt", "docx"]).len() + 1;
    assert_eq!(written.len(), inputs, "{written:?}");
    assert!(written.contains(&"alerts.ar.docx.clauses.jsonl".to_owned()), "{written:?}");
    assert!(written.iter().all(|name| name.ends_with(".clauses.jsonl")), "{written:?}");
}

#[test]
fn standard_input_is_a_hyphen() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dispositif"))
        .args(["extract", "--to", "text", "--view", "older", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child
        .stdin
        .take()
        .expect("a pipe")
        .write_all("to light {--two --}{++three ++}lamps\n".as_bytes())
        .expect("written");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(out(&output), "to light two lamps\n");
}

#[test]
fn the_three_views_of_a_text() {
    let text = |view: &str| out(&run(&["extract", "--to", "text", "--view", view, "good/tracked-section.en.txt"]));
    assert!(text("older").contains("RESOLUTION 8 (Rev. Geneva, 2022)\n"));
    assert!(text("newer").contains("RESOLUTION 8 (Rev. New Delhi, 2024)\n"));
    let source = fs::read_to_string(fixtures().join("good/tracked-section.en.txt")).expect("readable");
    assert_eq!(text("all"), source);
}

#[test]
fn each_stage_can_be_looked_at() {
    for stage in ["manuscript", "readings", "resolution", "references"] {
        let output = run(&["extract", "--stop-at", stage, "itu/alerts.en.txt"]);
        assert_eq!(output.status.code(), Some(0), "{stage}");
        serde_json::from_str::<serde_json::Value>(&out(&output)).unwrap_or_else(|e| panic!("{stage}: {e}"));
    }
}

#[test]
fn an_unknown_language_house_or_lexicon_is_bad_usage() {
    for (arguments, message) in [
        (vec!["extract", "--language", "xx", "itu/alerts.en.txt"], "no language “xx”; it has ar, "),
        (vec!["extract", "--house", "xx", "itu/alerts.en.txt"], "no house “xx”; it has itu, un"),
        (vec!["extract", "-o", "README.md", "itu/alerts.en.txt"], "README.md: this is a file; -o takes a folder"),
        (
            vec!["extract", "--lexicon", "no-such-folder", "itu/alerts.en.txt"],
            "no-such-folder: there is no such lexicon folder",
        ),
        (vec!["extract", "--view", "older", "itu/alerts.en.txt"], "--view and --notes go with --to text"),
        (vec!["extract"], "required"),
        (vec!["explain"], "unrecognized"),
    ] {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(err(&output).contains(message), "{arguments:?}: {}", err(&output));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_result_that_cannot_be_written_is_an_error() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("the full device");
    let output = Command::new(env!("CARGO_BIN_EXE_dispositif"))
        .args(["extract", "itu/alerts.en.txt"])
        .current_dir(fixtures())
        .stdout(full)
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("standard output: "), "{}", err(&output));
}

#[test]
#[cfg(unix)]
fn a_folder_that_links_to_itself_is_entered_once() {
    let scratch = Scratch::new("link");
    fs::copy(fixtures().join("itu/alerts.en.txt"), scratch.path("ONE.TXT")).expect("copied");
    std::os::unix::fs::symlink(&scratch.0, scratch.path("again")).expect("linked");
    let output = run(&["extract", &scratch.path("")]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(out(&output).matches("\"schema\"").count(), 1);
}

#[test]
fn the_lexicon_can_be_replaced_and_checked() {
    let lexicon = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicon").display().to_string();
    let built_in = run(&["extract", "--to", "clauses", "itu/alerts.ru.txt"]);
    let replaced = run(&["extract", "--to", "clauses", "--lexicon", &lexicon, "itu/alerts.ru.txt"]);
    assert_eq!(built_in.stdout, replaced.stdout);
    let check = run(&["lexicon", "check", "--lexicon", &lexicon]);
    assert_eq!(check.status.code(), Some(0));
    let languages = dispositif::lexicon::Lexicon::built_in().codes().count();
    let last = format!("entries in {languages} languages, 0 failing\n");
    assert!(out(&check).ends_with(&last), "{}", out(&check));
}

#[test]
fn schemas_completions_and_help_are_printed() {
    for (arguments, words) in [
        (vec!["schema"], "\"title\": \"Document\""),
        (vec!["schema", "clauses"], "\"title\": \"Row\""),
        (vec!["completions", "bash"], "_dispositif()"),
        (vec!["--help"], "Nothing is lost and nothing is guessed in silence"),
        (vec!["extract", "--help"], "Examples:"),
        (vec!["lexicon", "check", "--help"], "Examples:"),
    ] {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(out(&output).contains(words), "{arguments:?}: {}", out(&output));
    }
}

#[test]
fn a_redline_is_a_word_file_where_one_is_asked_for() {
    let scratch = Scratch::new("redline");
    let (first, second) = (scratch.path("older.docx"), scratch.path("redline.docx"));
    // A text against itself is a plain Word file, and can be patched.
    let output = run(&["diff", "-q", "--to", "docx", "-o", &first, "un/archives.en.txt", "un/archives.en.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let arguments = ["diff", "-q", "--to", "docx", "--author", "A & B", "--date", "2024-03-01", "-o", &second, &first];
    let output = run(&[&arguments[..], &["un/archives-revised.en.txt"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let text = |view: &str, file: &str| out(&run(&["extract", "-q", "--to", "text", "--view", view, file]));
    let lines = |text: String| text.lines().filter(|l| !l.trim().is_empty()).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(text("older", &second)), lines(text("newer", "un/archives.en.txt")));
    assert_eq!(lines(text("newer", &second)), lines(text("newer", "un/archives-revised.en.txt")));
    let signed = out(&run(&["extract", "-q", &second]));
    assert!(signed.contains("\"author\": \"A & B\"") && signed.contains("2024-03-01T00:00:00Z"), "{signed}");
    // Without -o it goes to standard output, as every result does.
    let output = run(&["diff", "-q", "--to", "docx", "un/archives.en.txt", "un/archives-revised.en.txt"]);
    assert!(output.stdout.starts_with(b"PK"));
    let output = run(&["diff", "--to", "docx", "--date", "yesterday", "un/archives.en.txt", "un/archives.en.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("2024-10-15"), "{}", err(&output));
}

/// One option for every verb that reads files of strangers; the message names file, place, limit and option.
#[test]
fn every_verb_takes_limits() {
    let scratch = Scratch::new("limits");
    let db = scratch.path("limits.db");
    let (text, limit) = ("un/archives.en.txt", "--limit=paragraphs=5");
    let message = "un/archives.en.txt: the text: the number of paragraphs is over the limit of 5; if you trust the file, raise it with \
                   --limit paragraphs=VALUE\n";
    for arguments in [
        vec!["extract", limit, text],
        vec!["extract", limit, "--base", text, "itu/alerts.en.txt"],
        vec!["diff", limit, text, "un/archives-revised.en.txt"],
        vec!["store", "add", limit, "--db", &db, text],
        vec!["map", limit, "--activities", "mapping/digital-safety/activities.fr.csv", text],
    ] {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(err(&output).starts_with(&format!("error: {message}")), "{arguments:?}: {}", err(&output));
    }
    // What a store holds is read anew with its verbs.
    assert_eq!(run(&["store", "add", "--db", &db, text]).status.code(), Some(0));
    for arguments in [
        vec!["store", "rebuild", limit, "--db", &db],
        vec!["store", "show", limit, "--db", &db, "un.ga.resolution.99-901@undated"],
        vec!["diff", limit, "--db", &db, "un.ga.resolution.99-901@undated", text],
    ] {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", out(&output));
        assert!(
            err(&output).contains("the number of paragraphs is over the limit of 5"),
            "{arguments:?}: {}",
            err(&output)
        );
    }
}

#[test]
fn limits_are_listed_and_explained() {
    use dispositif::read::{Limit, Limits};
    let help = out(&run(&["extract", "--help"]));
    let chapter =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/architecture.md")).expect("readable");
    for limit in Limit::ALL {
        let shown = limit.shown(Limits::default().of(*limit));
        assert!(
            help.lines().any(|line| line.contains(limit.name()) && line.contains(&shown)),
            "{}: {help}",
            limit.name()
        );
        let row = chapter.lines().find(|line| line.starts_with(&format!("| `{}` |", limit.name())));
        let row =
            row.unwrap_or_else(|| panic!("docs/architecture.md does not tell of {}", limit.name())).replace(',', "");
        assert!(row.contains(shown.trim_end_matches(" to 1")), "{row}: {shown}");
    }
    for (given, message) in [
        ("text", "write it as NAME=VALUE: text=64M"),
        ("words=3", "there is no limit “words”; the limits are file-size, parts, "),
        ("text=0", "text takes bytes: 65536, 64K, 64M or 2G, above 0; or none"),
        ("time=soon", "time takes a time: 500ms, 1.5s, 2m or 1h, above 0; or none"),
        ("depth=99999", "depth takes a number, above 0 and up to 65000; or none"),
    ] {
        let output = run(&["extract", "--limit", given, "un/archives.en.txt"]);
        assert_eq!(output.status.code(), Some(2), "{given}");
        assert!(err(&output).contains(message), "{given}: {}", err(&output));
    }
    // The last of several holds.
    let output = run(&["extract", "-q", "--limit", "text=5", "--limit", "text=none", "un/archives.en.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
}

/// A device without an end is read no further than a file may be long, on standard input and by its name.
#[cfg(unix)]
#[test]
fn what_has_no_end_is_refused() {
    for file in ["-", "/dev/zero"] {
        let output = Command::new(env!("CARGO_BIN_EXE_dispositif"))
            .args(["extract", "--limit", "file-size=1M", file])
            .stdin(fs::File::open("/dev/zero").expect("a device"))
            .output()
            .expect("the program starts");
        assert_eq!(output.status.code(), Some(2));
        let message = "the file: the stored size is over the limit of 1 MiB; if you trust the file, raise it with --limit file-size=VALUE";
        assert_eq!(err(&output), format!("error: {file}: {message}\n"));
    }
}

#[test]
fn a_damaged_file_is_read_where_that_is_asked_for() {
    let damaged = "salvage/cut-off.docx";
    let output = run(&["extract", damaged]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).trim_end().ends_with("read what it still holds with --salvage"), "{}", err(&output));
    let output = run(&["extract", "--salvage", damaged]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let document: serde_json::Value = serde_json::from_str(&out(&output)).expect("one JSON document");
    let names: Vec<&str> =
        document["notes"].as_array().expect("notes").iter().filter_map(|n| n["name"].as_str()).collect();
    assert!(names.contains(&"damaged-package") && names.contains(&"damaged-part"), "{names:?}");
    assert_eq!(document["texts"][0]["title"], "considering that lamps go out in");
    assert!(
        err(&output).contains("warning[damaged-part]: word/document.xml: the part is cut off: 295 of 654 bytes"),
        "{}",
        err(&output)
    );
    // Where a redline is asked for the damaged file cannot hold it: it is written anew.
    let scratch = Scratch::new("salvage");
    let redline = scratch.path("redline.docx");
    let output = run(&["diff", "-q", "--salvage", "--to", "docx", "-o", &redline, damaged, "salvage/lost-end.docx"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(run(&["diff", "-q", damaged, "salvage/lost-end.docx"]).status.code(), Some(2));
}
