//! How the benches take a time.

use std::time::{Duration, Instant};

/// The least of several runs: what the work costs when nothing disturbs it.
pub fn least(mut work: impl FnMut()) -> Duration {
    let run = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..7).map(run).min().unwrap_or_default()
}
