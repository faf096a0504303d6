//! How the benches take a time.

use std::time::{Duration, Instant};

/// The least of several runs: what the work costs when nothing disturbs it. Short work is run more often: a moment of quiet is longer than it.
pub fn least(mut work: impl FnMut()) -> Duration {
    const RUNS: usize = 7;
    const ENOUGH: Duration = Duration::from_millis(300);
    let begin = Instant::now();
    let mut least = Duration::MAX;
    let mut count = 0;
    while count < RUNS || begin.elapsed() < ENOUGH {
        let start = Instant::now();
        work();
        least = least.min(start.elapsed());
        count += 1;
    }
    least
}
