//! Bounds on what an untrusted file may cost: one table, from which the option `--limit`, its help and every message are made.
//!
//! `--limit text=64M` sets a limit, `--limit time=none` lifts it. A refusal names file, place, limit and the option:
//!
//! ```text
//! error: bomb.docx: word/document.xml: the ratio of unpacked to packed size is over the limit of 250 to 1; if you trust the file, raise
//!   it with --limit ratio=VALUE
//! ```

use super::ReadError;

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Bytes, written as `65536`, `64K`, `64M` or `2G`.
    Bytes,
    /// Things.
    Count,
    /// So many to one.
    Ratio,
    /// Milliseconds, written as `500ms`, `30s`, `2m` or `1h`; a figure alone is seconds.
    Time,
}

/// The table: a field and a variant, the name on the command line, what it counts, its default, and what it is called in a message.
macro_rules! limits {
    ($($(#[$doc:meta])* $field:ident, $variant:ident = $name:literal, $unit:ident, $default:expr, $what:literal;)*) => {
        /// Bounds on what is read from one file. A file that passes one is refused with a message that names the limit.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct Limits { $($(#[$doc])* pub $field: u64,)* }

        impl Default for Limits {
            fn default() -> Self { Limits { $($field: $default,)* } }
        }

        /// The name of a limit. The table is the whole vocabulary.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Limit { $($(#[$doc])* $variant,)* }

        impl Limit {
            /// All limits, in the order in which a file meets them.
            pub const ALL: &'static [Limit] = &[$(Limit::$variant,)*];

            /// The name on the command line.
            pub fn name(self) -> &'static str { match self { $(Limit::$variant => $name,)* } }

            /// What it counts.
            pub fn unit(self) -> Unit { match self { $(Limit::$variant => Unit::$unit,)* } }

            /// What is limited, in a message.
            pub fn what(self) -> &'static str { match self { $(Limit::$variant => $what,)* } }
        }

        impl Limits {
            /// The bound of a limit.
            pub fn of(&self, limit: Limit) -> u64 {
                match limit { $(Limit::$variant => self.$field,)* }.min(limit.most())
            }

            /// Sets the bound of a limit.
            pub fn set(&mut self, limit: Limit, bound: u64) { match limit { $(Limit::$variant => self.$field = bound,)* } }
        }
    };
}

limits! {
    /// Bytes of the file itself.
    file_size, FileSize = "file-size", Bytes, 512 << 20, "the stored size";
    /// Parts in the package of a Word file.
    parts, Parts = "parts", Count, 10_000, "the number of parts";
    /// Bytes of one part, unpacked.
    part_size, PartSize = "part-size", Bytes, 256 << 20, "the unpacked size";
    /// Bytes of all parts that are read, unpacked.
    total_size, TotalSize = "total-size", Bytes, 512 << 20, "the unpacked size of all parts";
    /// Unpacked bytes for each packed byte, counted from 1 MiB up (a repetitive document packs well; a bomb packs better).
    ratio, Ratio = "ratio", Ratio, 250, "the ratio of unpacked to packed size";
    /// Elements open at once.
    depth, Depth = "depth", Count, 2_000, "the depth of elements";
    /// Paragraphs of one document, notes and margins included.
    paragraphs, Paragraphs = "paragraphs", Count, 1_000_000, "the number of paragraphs";
    /// Bytes of text in one document, in UTF-8: XML with little markup and plain text are bounded alike.
    text, Text = "text", Bytes, 32 << 20, "the length of the text";
    /// Marks of changes on all stretches of text: each stretch bears all that it stands in, and what stands in many costs much.
    marks, Marks = "marks", Count, 4_000_000, "the number of marks on words";
    /// Milliseconds from the first byte to the last clause.
    time, Time = "time", Time, 300_000, "the time that it takes";
}

impl Limits {
    /// No bounds: for what was within its limits when it was read first, and for what the program itself has written.
    pub fn none() -> Self {
        let mut limits = Limits::default();
        Limit::ALL.iter().for_each(|limit| limits.set(*limit, UNBOUNDED));
        limits
    }

    /// Refuses a file of so many bytes, where that is too much to be looked at.
    pub fn check_file(&self, size: u64) -> Result<(), ReadError> {
        let (limit, bound) = (Limit::FileSize, self.file_size);
        if size > bound { Err(ReadError::Limit { part: "the file".to_owned(), limit, bound }) } else { Ok(()) }
    }
}

/// The bound that is none.
const UNBOUNDED: u64 = u64::MAX;

impl Limit {
    /// The limit of a name.
    pub fn named(name: &str) -> Option<Limit> {
        Limit::ALL.iter().copied().find(|limit| limit.name() == name)
    }

    /// The highest bound that holds, whatever is asked for: the namespaces of an XML part count open elements in sixteen bits.
    pub fn most(self) -> u64 {
        if self == Limit::Depth { 65_000 } else { UNBOUNDED }
    }

    /// A bound as it is written on the command line: `64M`, `2m`, `1000`, `none`. The error says how to write it.
    pub fn parse(self, given: &str) -> Result<u64, String> {
        if given.eq_ignore_ascii_case("none") {
            return Ok(UNBOUNDED);
        }
        let (suffixes, wanted): (&[(&str, u64)], &str) = match self.unit() {
            Unit::Bytes => (&[("K", 1 << 10), ("M", 1 << 20), ("G", 1 << 30)], "bytes: 65536, 64K, 64M or 2G"),
            Unit::Count | Unit::Ratio => (&[], "a number"),
            Unit::Time => {
                (&[("MS", 1), ("S", 1_000), ("M", 60_000), ("H", 3_600_000)], "a time: 500ms, 1.5s, 2m or 1h")
            }
        };
        let plain = if self.unit() == Unit::Time { 1_000 } else { 1 };
        let upper = given.to_ascii_uppercase();
        let suffix = suffixes.iter().find_map(|(suffix, one)| Some((upper.strip_suffix(suffix)?, *one)));
        let (figures, one) = suffix.unwrap_or((&upper, plain));
        let bound = parts_of(figures, one);
        // A bound of nothing would refuse every file, and is meant as none more often than not.
        let bound = bound.filter(|bound| (1..=self.most()).contains(bound));
        let most = if self.most() < UNBOUNDED { format!(" and up to {}", self.most()) } else { String::new() };
        bound.ok_or_else(|| format!("{} takes {wanted}, above 0{most}; or none", self.name()))
    }

    /// A bound as a message shows it: `64 MiB`, `2 min`, `250 to 1`.
    pub fn shown(self, bound: u64) -> String {
        let in_units = |units: &[(u64, &str)]| {
            let (one, unit) = units
                .iter()
                .find(|(one, _)| *one == 1 || (bound >= *one && bound.is_multiple_of(*one)))
                .unwrap_or(&(1, ""));
            format!("{} {unit}", bound / one)
        };
        match self.unit() {
            _ if bound == UNBOUNDED => "none".to_owned(),
            Unit::Bytes => in_units(&[(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB"), (1, "bytes")]),
            Unit::Count => bound.to_string(),
            Unit::Ratio => format!("{bound} to 1"),
            Unit::Time => in_units(&[(3_600_000, "h"), (60_000, "min"), (1_000, "s"), (1, "ms")]),
        }
    }
}

/// A number in figures, whole or, where it has parts, with a fraction: `1.5` of 1,000 is 1,500. What is less than a part is left out.
fn parts_of(figures: &str, one: u64) -> Option<u64> {
    let only_figures = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = figures.split_once('.').unwrap_or((figures, "0"));
    if !only_figures(whole) || !only_figures(fraction) || (one == 1 && fraction != "0") {
        return None;
    }
    let scale = 10_u64.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let beyond = fraction.parse::<u64>().ok()?.checked_mul(one)?;
    whole.parse::<u64>().ok()?.checked_mul(one)?.checked_add(beyond / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_written_as_people_write_them() {
        for (name, given, bound, shown) in [
            ("text", "64M", 64 << 20, "64 MiB"),
            ("text", "1500", 1_500, "1500 bytes"),
            ("file-size", "3G", 3 << 30, "3 GiB"),
            ("time", "500ms", 500, "500 ms"),
            ("time", "90s", 90_000, "90 s"),
            ("time", "90", 90_000, "90 s"),
            ("time", "0.5s", 500, "500 ms"),
            ("time", "1.5", 1_500, "1500 ms"),
            ("text", "64m", 64 << 20, "64 MiB"),
            ("text", "0.5G", 512 << 20, "512 MiB"),
            ("text", "0.1K", 102, "102 bytes"),
            ("time", "NONE", u64::MAX, "none"),
            ("time", "2m", 120_000, "2 min"),
            ("ratio", "400", 400, "400 to 1"),
            ("depth", "60000", 60_000, "60000"),
            ("depth", "none", u64::MAX, "none"),
        ] {
            let limit = Limit::named(name).unwrap();
            assert_eq!(limit.parse(given), Ok(bound), "{name}={given}");
            assert_eq!(limit.shown(bound), shown, "{name}={given}");
        }
        for (name, given) in [
            ("text", "0"),
            ("text", "-1"),
            ("text", "+5"),
            ("text", "1.5"),
            ("time", "0.0001s"),
            ("time", ".s"),
            ("text", "64X"),
            ("depth", "1K"),
            ("depth", "70000"),
            ("time", "99999999999999999h"),
            ("time", ""),
        ] {
            assert!(Limit::named(name).unwrap().parse(given).is_err(), "{name}={given}");
        }
    }
}
