//! What comes in with dependencies: licences, sources and duplicates against `deny.toml`, and the table of `docs/architecture.md` against what
//! is really there. Asks no network: what cargo has not fetched yet (`cargo fetch` fetches all) is said and passed over.

use serde_json::Value;
use spdx::{Expression, ParseMode};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

fn text(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// What cargo knows of this package and of all that it is built with: of every system, else of this one.
static METADATA: LazyLock<Value> = LazyLock::new(|| {
    let ask = |more: &[&str]| {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.args(["metadata", "--format-version", "1", "--locked", "--offline"]).args(more);
        command.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo starts")
    };
    let all = ask(&["--all-features"]);
    let said = match all.status.success() {
        true => all.stdout,
        false => {
            let _ =
                writeln!(std::io::stderr(), "SKIPPED: packages that other systems and features need: not fetched here");
            let host = format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS);
            let version = Command::new("rustc").arg("-vV").output().expect("rustc starts").stdout;
            let version = String::from_utf8(version).expect("UTF-8");
            let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or(&host).to_owned();
            let own = ask(&["--filter-platform", &host]);
            assert!(own.status.success(), "{}", String::from_utf8_lossy(&own.stderr));
            own.stdout
        }
    };
    serde_json::from_slice(&said).expect("JSON")
});

fn packages() -> &'static [Value] {
    METADATA["packages"].as_array().expect("packages")
}

/// The package itself.
fn own() -> &'static Value {
    packages().iter().find(|package| package["source"].is_null()).expect("this package")
}

fn name(package: &Value) -> &str {
    package["name"].as_str().expect("a name")
}

/// The licence of a package; older ones write `MIT/Apache-2.0`.
fn licence(package: &Value) -> Expression {
    let said = package["license"].as_str().unwrap_or_else(|| panic!("{} names no licence", name(package)));
    Expression::parse_mode(said, ParseMode::LAX).unwrap_or_else(|e| panic!("{}: {said}: {e}", name(package)))
}

fn deny() -> toml::Table {
    toml::from_str(&text("deny.toml")).expect("deny.toml is TOML")
}

fn strings(value: &toml::Value) -> BTreeSet<String> {
    value.as_array().expect("a list").iter().map(|item| item.as_str().expect("a string").to_owned()).collect()
}

/// Whether a licence is allowed by a list of them.
fn is_allowed(licence: &Expression, allowed: &BTreeSet<String>) -> bool {
    licence.evaluate(|asked| asked.addition.is_none() && asked.license.id().is_some_and(|id| allowed.contains(id.name)))
}

#[test]
fn every_licence_is_allowed() {
    let deny = deny();
    let allowed = strings(&deny["licenses"]["allow"]);
    let exceptions: BTreeMap<&str, BTreeSet<String>> = match deny["licenses"].get("exceptions") {
        None => BTreeMap::new(),
        Some(exceptions) => {
            let of = |exception: &'static toml::Value| exception["crate"].as_str().expect("a name");
            let exceptions: &'static [toml::Value] = exceptions.as_array().expect("a list").clone().leak();
            exceptions.iter().map(|exception| (of(exception), strings(&exception["allow"]))).collect()
        }
    };
    let wrong: Vec<String> = packages()
        .iter()
        .filter(|package| {
            let more = exceptions.get(name(package)).cloned().unwrap_or_default();
            !is_allowed(&licence(package), &allowed.union(&more).cloned().collect())
        })
        .map(|package| format!("{}: {}", name(package), package["license"]))
        .collect();
    assert!(wrong.is_empty(), "not allowed by deny.toml:\n{}", wrong.join("\n"));
    // An entry that nobody needs any more would let the next one in unseen.
    for of in &allowed {
        let without = allowed.iter().filter(|other| *other != of).cloned().collect();
        let is_needed = packages().iter().any(|package| !is_allowed(&licence(package), &without));
        assert!(is_needed, "deny.toml: no package needs {of}");
    }
}

#[test]
fn what_is_not_allowed_is_told() {
    let allowed = BTreeSet::from(["MIT".to_owned(), "Apache-2.0".to_owned()]);
    let is = |said: &str| is_allowed(&Expression::parse_mode(said, ParseMode::LAX).expect("a licence"), &allowed);
    assert!(is("MIT") && is("GPL-3.0-only OR MIT") && is("Apache-2.0/MIT") && is("(Zlib OR MIT) AND Apache-2.0"));
    assert!(!is("GPL-3.0-only") && !is("MIT AND BSD-3-Clause") && !is("GPL-2.0-only WITH Classpath-exception-2.0"));
}

#[test]
fn everything_comes_from_the_registry_that_is_allowed() {
    let allowed = strings(&deny()["sources"]["allow-registry"]);
    for package in packages().iter().filter(|package| *package != own()) {
        let source = package["source"].as_str().unwrap_or_else(|| panic!("{}: a path", name(package)));
        let registry = source.strip_prefix("registry+").unwrap_or_else(|| panic!("{}: {source}", name(package)));
        assert!(allowed.contains(registry), "{}: {source}", name(package));
    }
    for dependency in own()["dependencies"].as_array().expect("a list") {
        assert_ne!(dependency["req"], "*", "{}: any version at all", dependency["name"]);
    }
}

/// Nothing fails here; what there is more than once is seen with `-- --nocapture`.
#[test]
fn what_is_there_in_several_versions_is_said() {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in packages() {
        versions.entry(name(package)).or_default().insert(package["version"].as_str().expect("a version"));
    }
    for (name, versions) in versions.iter().filter(|(_, versions)| versions.len() > 1) {
        println!("warning: {name} in {}", versions.iter().copied().collect::<Vec<_>>().join(", "));
    }
}

/// The identifiers of licences in some words.
fn licences(words: &str) -> BTreeSet<&'static str> {
    let words = words.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '.'));
    words.filter_map(spdx::license_id).map(|id| id.name).collect()
}

#[test]
fn the_table_of_dependencies_has_each_with_its_licence() {
    let architecture = text("docs/architecture.md");
    let (_, table) = architecture.split_once("| crate | licence |").expect("the table");
    let code = regex::Regex::new("`([a-z0-9_-]+)`").expect("a fixed pattern");
    let mut listed: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for row in table.lines().skip(2).take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = row.split('|').collect();
        // What stands in brackets says how it is used.
        let crates = cells[1].split('(').next().unwrap_or_default();
        for found in code.captures_iter(crates) {
            let twice = listed.insert(found[1].to_owned(), licences(cells[2]));
            assert!(twice.is_none(), "{} stands in the table twice", &found[1]);
        }
    }
    let direct: BTreeSet<&str> = own()["dependencies"].as_array().expect("a list").iter().map(name).collect();
    assert_eq!(listed.keys().map(String::as_str).collect::<BTreeSet<_>>(), direct, "the table, and Cargo.toml");
    for package in packages().iter().filter(|package| direct.contains(name(package))) {
        // Of several versions any may be the direct one; they have one licence.
        let known: BTreeSet<&str> =
            licence(package).requirements().filter_map(|of| of.req.license.id()).map(|id| id.name).collect();
        assert_eq!(listed[name(package)], known, "{}: {}", name(package), package["license"]);
    }
}
