//! Compiles the files under `lexicon/` in: adding a language is adding files. They are read as TOML here, and what each of their patterns
//! needs is found out here, so that no start of the program pays for it.

#[path = "src/lexicon/needs.rs"]
mod needs;
#[path = "src/lexicon/outset.rs"]
#[allow(dead_code, reason = "texts are not looked at here")]
mod outset;

use needs::Needs;
use outset::{Sign, Step};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?).join("lexicon");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/lexicon/needs.rs");
    println!("cargo::rerun-if-changed=src/lexicon/outset.rs");
    println!("cargo::rerun-if-changed=lexicon");
    let mut files = Vec::new();
    collect(&root, &root, &mut files)?;
    files.sort();
    let mut code = String::from("&[\n");
    let mut patterns = BTreeMap::new();
    for (name, path) in &files {
        println!("cargo::rerun-if-changed={}", path.display());
        // A file that is no TOML is reported by the lexicon's own check, with its line.
        let mut json = String::new();
        if let Ok(table) = fs::read_to_string(path)?.parse::<toml::Table>() {
            json = serde_json::to_string(&table).map_err(io::Error::other)?;
            find(&toml::Value::Table(table), &mut patterns);
        }
        let written = path.display().to_string();
        writeln!(code, "    ({name:?}, include_str!({written:?}), {json:?}),").map_err(io::Error::other)?;
    }
    code.push_str("]\n");
    fs::write(out.join("lexicon.rs"), code)?;
    fs::write(out.join("needs.rs"), format!("&[\n{}]\n", patterns.values().cloned().collect::<String>()))
}

/// Every string under a key `pattern`, with what it needs as a line of code.
fn find(value: &toml::Value, patterns: &mut BTreeMap<String, String>) {
    match value {
        toml::Value::Array(values) => values.iter().for_each(|value| find(value, patterns)),
        toml::Value::Table(table) => {
            for (key, value) in table {
                match (key.as_str(), value) {
                    ("pattern", toml::Value::String(pattern)) => {
                        let Needs { words, figure, outset } = Needs::of(pattern);
                        let words = words.iter().map(|words| format!("&{words:?}, ")).collect::<String>();
                        let ways = |ways: Vec<outset::Way>| {
                            let way = |way: &outset::Way| format!("&[{}]", way.iter().map(step).collect::<String>());
                            format!("Some(&[{}])", ways.iter().map(way).collect::<Vec<_>>().join(", "))
                        };
                        let outset = outset.map_or("None".to_owned(), ways);
                        patterns
                            .insert(pattern.clone(), format!("    ({pattern:?}, &[{words}], {figure}, {outset}),\n"));
                    }
                    (_, value) => find(value, patterns),
                }
            }
        }
        _ => {}
    }
}

fn step(Step { sign, least, most }: &Step) -> String {
    let sign = match sign {
        Sign::Of(ranges) => format!("Of(Cow::Borrowed(&{ranges:?}))"),
        Sign::Figure | Sign::Space | Sign::Any => format!("{sign:?}"),
    };
    format!("Step {{ sign: Sign::{sign}, least: {least}, most: {most} }}, ")
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            let name = path.strip_prefix(root).map_err(io::Error::other)?;
            let name = name.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            files.push((name, path));
        }
    }
    Ok(())
}
