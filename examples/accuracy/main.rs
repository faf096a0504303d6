//! The accuracy board: every figure by which the project says how well it reads, from one command.
//!
//! `cargo run --release --example accuracy` prints the table and what differs from the record in `accuracy/`, in both directions: a failure
//! that is new, and a recorded one that is no more. `--check` then ends with 1; `--record` writes the record anew; `--show` prints every
//! failure; `--tune` prints the table by which the constants of suggestions are chosen, and nothing else. The repository's own cases always run; those of `../shared/corpus` where that folder is.

mod board;
mod citations;
mod clauses;
mod detection;
mod pairs;
mod recovery;
mod suggestions;

use board::Case;
use dispositif::lexicon::Lexicon;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "usage: accuracy [--check | --record] [--show] [--tune] [--lexicon DIR]";

#[derive(Default)]
struct Arguments {
    check: bool,
    record: bool,
    show: bool,
    tune: bool,
    lexicon: Option<PathBuf>,
}

fn arguments() -> Result<Arguments, String> {
    let mut given = Arguments::default();
    let mut rest = std::env::args().skip(1);
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--check" => given.check = true,
            "--record" => given.record = true,
            "--show" => given.show = true,
            "--tune" => given.tune = true,
            "--lexicon" => given.lexicon = Some(rest.next().ok_or("--lexicon needs a folder")?.into()),
            other => return Err(format!("{other} is not known\n{HELP}")),
        }
    }
    Ok(given)
}

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(problem) => {
            eprintln!("accuracy: {problem}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<ExitCode, String> {
    let given = arguments()?;
    let own = match &given.lexicon {
        Some(folder) => Some(Lexicon::load(folder).map_err(|e| e.to_string())?),
        None => None,
    };
    let lexicon = own.as_ref().unwrap_or(Lexicon::built_in());
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fixtures = root.join("fixtures");
    if given.tune {
        let cases = suggestions::score(root, "tune.tsv", lexicon);
        println!("{}", board::table(&cases));
        cases.iter().flat_map(|case| &case.failures).for_each(|failure| println!("{failure}"));
        return Ok(ExitCode::SUCCESS);
    }
    let mut cases = citations::score(&fixtures.join("citations"), lexicon);
    cases.extend(detection::score(&fixtures.join("citations"), "detection", None, lexicon));
    for (folder, house) in [("itu", "itu"), ("un", "un")] {
        cases.extend(detection::score(&fixtures.join(folder), "detection", Some(house), lexicon));
    }
    cases.extend(recovery::untouched(&fixtures.join("glued/clean"), lexicon));
    for house in ["itu", "council", "un", "sc", "hrc", "ecosoc", "wha", "unesco"] {
        cases.extend(recovery::untouched(&fixtures.join(house), lexicon));
    }
    cases.extend(suggestions::score(root, "gold.tsv", lexicon));
    let mut same = report(root, "own", "The repository's own cases.", &cases, &given)?;
    let shared = root.join("../shared/corpus/un");
    if shared.is_dir() {
        let list = root.join("accuracy/citations-shared.tsv");
        let mut cases = citations::score_list(&list, &root.join("../shared"), lexicon);
        cases.extend(clauses::score(&shared.join("resolutions"), "UN resolutions", lexicon));
        cases.extend(clauses::score(&shared.join("pairs"), "UN pairs", lexicon));
        cases.extend(detection::score(&shared.join("resolutions"), "UN detection", Some("un"), lexicon));
        cases.extend(pairs::score(&shared.join("pairs"), "UN pairs: same", lexicon));
        let glued = root.join("../shared/seeds/wtsa-res58-proposal.fr.txt");
        cases.extend(recovery::score(&root.join("accuracy/recover-shared.tsv"), &glued, lexicon));
        cases.extend(recovery::untouched(&shared, lexicon));
        same &= report(
            root,
            "shared",
            "Texts of others in ../shared: citations by accuracy/citations-shared.tsv, a glued text by accuracy/recover-shared.tsv, clauses and acts by the gold beside them.",
            &cases,
            &given,
        )?;
    }
    Ok(ExitCode::from(u8::from(given.check && !same)))
}

/// Prints a board, and says whether it is as recorded.
fn report(root: &Path, name: &str, about: &str, cases: &[Case], given: &Arguments) -> Result<bool, String> {
    let file = root.join("accuracy").join(format!("{name}.txt"));
    let now = board::record(cases, about);
    println!("{about}\n\n{}", board::table(cases));
    if given.show {
        cases.iter().flat_map(|case| &case.failures).for_each(|failure| println!("{failure}"));
    }
    if given.record {
        std::fs::write(&file, &now).map_err(|e| format!("{}: {e}", file.display()))?;
        return Ok(true);
    }
    let recorded = std::fs::read_to_string(&file).unwrap_or_default();
    let differences = board::differences(&now, &recorded);
    if !differences.is_empty() && given.check {
        println!("differs from accuracy/{name}.txt (if it should, record it: --record):");
        differences.iter().for_each(|line| println!("  {line}"));
    }
    Ok(differences.is_empty())
}
