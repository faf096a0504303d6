//! `--limit NAME=VALUE`: what one file may cost, for every verb that reads files of strangers.

use crate::read::{Limit, Limits};
use clap::Args;
use std::sync::LazyLock;

/// The limits of one run.
#[derive(Args, Clone, Default)]
pub struct Bounds {
    /// Set a limit on what a file may cost: text=64M, time=10m, depth=none (repeatable)
    #[arg(long = "limit", value_name = "NAME=VALUE", value_parser = bound, long_help = HELP.as_str())]
    given: Vec<(Limit, u64)>,
}

impl Bounds {
    /// The default limits with those that were given in their place.
    pub fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        self.given.iter().for_each(|(limit, bound)| limits.set(*limit, *bound));
        limits
    }
}

/// The help, out of the table of limits: what `--help` lists can be given, and is what holds.
static HELP: LazyLock<String> = LazyLock::new(|| {
    let defaults = Limits::default();
    let row =
        |limit: &Limit| format!("\n  {:<11} {} [{}]", limit.name(), limit.what(), limit.shown(defaults.of(*limit)));
    let rows: String = Limit::ALL.iter().map(row).collect();
    format!(
        "Set a limit on what a file may cost (repeatable). A file over a limit is refused; raise the limit where you trust the file.\n{rows}\n\n\
         A size is written as 64K, 64M or 2G, a time as 500ms, 1.5s, 2m or 1h; none lifts a limit (depth ends at {}).",
        Limit::Depth.most()
    )
});

/// `text=64M`.
fn bound(given: &str) -> Result<(Limit, u64), String> {
    let names = || Limit::ALL.iter().map(|limit| limit.name()).collect::<Vec<_>>().join(", ");
    let (name, value) = given.split_once('=').ok_or_else(|| "write it as NAME=VALUE: text=64M".to_owned())?;
    let limit = Limit::named(name).ok_or_else(|| format!("there is no limit “{name}”; the limits are {}", names()))?;
    Ok((limit, limit.parse(value)?))
}
