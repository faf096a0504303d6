//! Writes the papers of a conference: any number of Word files (or their texts) of any size, the same each time.
//!
//! ```sh
//! cargo run --release --example conference -- FOLDER 10000             # 10,000 Word files with 30 clauses each
//! cargo run --release --example conference -- FOLDER 500 --clauses 300 --text
//! ```
//!
//! A thousand papers to a folder, in seven languages in turn, every one with a number of its own.

mod paper;

use paper::Press;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "usage: conference FOLDER COUNT [--clauses N] [--text]";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("conference: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), String> {
    let mut given = std::env::args().skip(1);
    let folder = PathBuf::from(given.next().ok_or(USAGE)?);
    let count: usize = given.next().and_then(|count| count.parse().ok()).ok_or(USAGE)?;
    let (mut clauses, mut as_text) = (30, false);
    while let Some(option) = given.next() {
        match option.as_str() {
            "--clauses" => clauses = given.next().and_then(|count| count.parse().ok()).ok_or(USAGE)?,
            "--text" => as_text = true,
            _ => return Err(USAGE.to_owned()),
        }
    }
    let press = Press::new()?;
    for number in 0..count {
        let paper = press.paper(number, clauses);
        let folder = folder.join(format!("{:03}", number / 1_000));
        if number % 1_000 == 0 {
            fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        let (ending, content) = if as_text { ("txt", paper.text.into_bytes()) } else { ("docx", paper.docx) };
        let file = folder.join(format!("{}.{ending}", paper.name));
        fs::write(&file, content).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(())
}
