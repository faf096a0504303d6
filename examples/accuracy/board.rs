//! Scores, and the record of them that is kept in the repository.

use std::collections::{BTreeMap, BTreeSet};

/// Right answers among those wanted and those given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    pub right: usize,
    pub wanted: usize,
    pub got: usize,
}

impl Score {
    pub fn precision(self) -> f64 {
        if self.got == 0 { 1.0 } else { self.right as f64 / self.got as f64 }
    }

    pub fn recall(self) -> f64 {
        if self.wanted == 0 { 1.0 } else { self.right as f64 / self.wanted as f64 }
    }
}

impl std::ops::AddAssign for Score {
    fn add_assign(&mut self, other: Score) {
        self.right += other.right;
        self.wanted += other.wanted;
        self.got += other.got;
    }
}

/// One source on one board.
#[derive(Debug, Clone)]
pub struct Case {
    pub board: String,
    pub language: String,
    pub score: Score,
    /// What is wrong, a line each; the lines are stable from run to run.
    pub failures: Vec<String>,
}

impl Case {
    /// A case that cannot be read.
    pub fn broken(name: &str, language: &str, problem: String) -> Self {
        let score = Score { right: 0, wanted: 1, got: 0 };
        let failures = vec![format!("{name}: {problem}")];
        Case { board: "unread".to_owned(), language: language.to_owned(), score, failures }
    }
}

/// The sums of cases by board and language.
pub fn sums(cases: &[Case]) -> BTreeMap<(String, String), Score> {
    let mut sums: BTreeMap<(String, String), Score> = BTreeMap::new();
    for case in cases {
        *sums.entry((case.board.clone(), case.language.clone())).or_default() += case.score;
    }
    sums
}

/// The table of the sums, for a person to read.
pub fn table(cases: &[Case]) -> String {
    let mut out = format!("{:<24}{:<6}{:>8}{:>10}{:>10}\n", "board", "lang", "wanted", "precision", "recall");
    for ((board, language), score) in sums(cases) {
        let (precision, recall) = (score.precision(), score.recall());
        out.push_str(&format!("{board:<24}{language:<6}{:>8}{precision:>10.4}{recall:>10.4}\n", score.wanted));
    }
    out
}

/// The record of a run: the table, and every failure, a line each.
pub fn record(cases: &[Case], about: &str) -> String {
    let mut failures: Vec<&String> = cases.iter().flat_map(|case| &case.failures).collect();
    failures.sort();
    let mut out = format!("# {about}\n\n{}\n", table(cases));
    failures.iter().for_each(|failure| out.push_str(&format!("{failure}\n")));
    out
}

/// What differs from the record, in both directions: a failure or a figure that is new, and a recorded one that is no more.
pub fn differences(now: &str, recorded: &str) -> Vec<String> {
    let count = |text: &str| {
        let mut lines: BTreeMap<String, i32> = BTreeMap::new();
        text.lines().for_each(|line| *lines.entry(line.to_owned()).or_default() += 1);
        lines
    };
    let (now, recorded) = (count(now), count(recorded));
    let lines: BTreeSet<&String> = now.keys().chain(recorded.keys()).collect();
    let mut out = Vec::new();
    for line in lines {
        match now.get(line).copied().unwrap_or(0) - recorded.get(line).copied().unwrap_or(0) {
            0 => {}
            more if more > 0 => out.push(format!("now:      {line}")),
            _ => out.push(format!("recorded: {line}")),
        }
    }
    out
}
