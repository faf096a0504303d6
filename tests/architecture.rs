//! The rooms of `src/` and what each may import; no word of a document's language in the code.

use std::fs;
use std::path::{Path, PathBuf};

/// Room, and the rooms that it may import besides `note`, `place` and `ascent`: only rooms that stand above it.
const ROOMS: &[(&str, &[&str])] = &[
    ("note", &[]),
    ("place", &[]),
    ("ascent", &[]),
    ("lexicon", &[]),
    ("read", &["lexicon"]),
    ("segment", &["lexicon", "read"]),
    ("recover", &["lexicon", "read", "segment"]),
    ("link", &["lexicon", "read", "segment"]),
    ("compare", &["lexicon", "read", "segment", "recover", "link"]),
    ("extract", &["lexicon", "read", "segment", "recover", "link", "compare"]),
    ("store", &["lexicon", "read", "segment", "recover", "link", "compare", "extract"]),
    ("mapping", &["lexicon", "read", "segment", "recover", "link", "compare", "extract", "store"]),
    ("emit", &["lexicon", "read", "segment", "recover", "link", "compare", "extract", "store", "mapping"]),
    ("write", &[]),
    (
        "serve",
        &["lexicon", "read", "segment", "recover", "link", "compare", "extract", "store", "mapping", "emit", "write"],
    ),
    (
        "cli",
        &[
            "lexicon", "read", "segment", "recover", "link", "compare", "extract", "store", "mapping", "emit", "write",
            "serve",
        ],
    ),
];

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("src is readable") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).expect("source is UTF-8");
                files.push((path, text));
            }
        }
    }
    files.sort();
    files
}

fn room(path: &Path) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let inside = path.strip_prefix(root).expect("under src");
    let first = inside.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn a_room_imports_only_rooms_above_it() {
    let import = regex::Regex::new(r"\bcrate::(\w+)|\bcrate::\{([^}]*)\}").expect("a fixed pattern");
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let room = room(&path);
        if room == "lib" || room == "main" {
            continue;
        }
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
            panic!("{}: the room {room} is not in the table", path.display());
        };
        for found in import.captures_iter(&text) {
            let names: Vec<&str> = match (found.get(1), found.get(2)) {
                (Some(one), _) => vec![one.as_str()],
                (None, Some(many)) => {
                    many.as_str().split(',').map(|n| n.trim().split("::").next().unwrap_or("")).collect()
                }
                _ => Vec::new(),
            };
            for name in names {
                // `Options` and `extract` stand at the top of the crate; their home is the room `extract`.
                let name = if name == "Options" || name == "Extracted" { "extract" } else { name };
                let known = ROOMS.iter().any(|(room, _)| *room == name);
                let fine = name == room || matches!(name, "note" | "place" | "ascent") || allowed.contains(&name);
                if known && !fine {
                    wrong.push(format!("{}: {room} imports {name}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_rooms_are_declared_in_the_order_of_the_road() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("lib.rs");
    let declared: Vec<&str> = lib
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod "))
        .map(|rest| rest.trim_end_matches(';'))
        .collect();
    let table: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    assert_eq!(declared, table);
}

#[test]
fn no_word_of_a_language_stands_in_the_code() {
    let string = regex::Regex::new(r#""(?:[^"\\\n]|\\.)*""#).expect("a fixed pattern");
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        // Tests and examples in comments may quote documents.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            let line = line.split("//").next().unwrap_or_default();
            for found in string.find_iter(line) {
                let two_letters = found.as_str().chars().collect::<Vec<_>>();
                let foreign = |c: char| c.is_alphabetic() && !c.is_ascii();
                if two_letters.windows(2).any(|pair| foreign(pair[0]) && foreign(pair[1])) {
                    wrong.push(format!("{}:{}: {}", path.display(), number + 1, found.as_str()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "words belong in lexicon/:\n{}", wrong.join("\n"));
}

#[test]
fn no_source_file_holds_more_than_one_idea() {
    let long: Vec<String> = sources()
        .into_iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > 520)
        .map(|(path, lines)| format!("{}: {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "split these files:\n{}", long.join("\n"));
}
