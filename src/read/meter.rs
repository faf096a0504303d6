//! What reading one file has used so far of what its limits allow; every refusal is made here.
//!
//! Time is looked at, not waited for: whoever walks over lines, elements or clauses asks a [`Deadline`] on the way. A stage whose time is up
//! stops where it is, and what it has made is thrown away with the error; no answer depends on the clock.

use super::{Limit, Limits, ReadError};
use crate::read::manuscript::Paragraph;
use std::cell::Cell;
use std::time::{Duration, Instant};

/// When the time for a file is over.
#[derive(Debug, Clone, Copy, Default)]
pub struct Deadline(Option<(Instant, u64)>);

impl Deadline {
    /// The end of the time that limits allow, from now on.
    pub fn within(limits: &Limits) -> Self {
        let end = Instant::now().checked_add(Duration::from_millis(limits.time));
        Deadline(end.map(|end| (end, limits.time)))
    }

    /// Whether the time is over: a loop that asks this stops.
    pub fn is_past(self) -> bool {
        self.0.is_some_and(|(end, _)| Instant::now() >= end)
    }

    /// The refusal, where the time is over. `place` says what was being done.
    pub fn check(self, place: &str) -> Result<(), ReadError> {
        match self.0 {
            Some((_, bound)) if self.is_past() => {
                Err(ReadError::Limit { part: place.to_owned(), limit: Limit::Time, bound })
            }
            _ => Ok(()),
        }
    }
}

/// The consumption of one file.
#[derive(Debug)]
pub struct Meter<'l> {
    limits: &'l Limits,
    deadline: Deadline,
    unpacked: Cell<u64>,
    steps: Cell<u64>,
    paragraphs: Cell<u64>,
    text: Cell<u64>,
}

impl<'l> Meter<'l> {
    /// Nothing used yet; the time begins.
    pub fn new(limits: &'l Limits) -> Self {
        let deadline = Deadline::within(limits);
        let zero = || Cell::new(0);
        Meter { limits, deadline, unpacked: zero(), steps: zero(), paragraphs: zero(), text: zero() }
    }

    /// The refusal of a limit at a place of the file.
    fn over(&self, limit: Limit, place: &str) -> ReadError {
        ReadError::Limit { part: place.to_owned(), limit, bound: self.limits.of(limit) }
    }

    /// A count against its limit.
    pub fn check(&self, limit: Limit, count: u64, place: &str) -> Result<(), ReadError> {
        if count > self.limits.of(limit) { Err(self.over(limit, place)) } else { Ok(()) }
    }

    /// The bound of a limit.
    pub fn bound(&self, limit: Limit) -> u64 {
        self.limits.of(limit)
    }

    /// How many bytes may come out of so many packed ones, and the limit that says so.
    pub fn room(&self, packed: u64) -> (u64, Limit) {
        /// What any part may be: below it no ratio says anything.
        const SMALL: u64 = 1 << 20;
        let by_ratio = packed.max(1).saturating_mul(self.limits.ratio).max(SMALL);
        let left = self.limits.total_size.saturating_sub(self.unpacked.get());
        let bounds = [(by_ratio, Limit::Ratio), (left, Limit::TotalSize), (self.limits.part_size, Limit::PartSize)];
        bounds.into_iter().min_by_key(|(most, _)| *most).expect("there are three")
    }

    /// A part was unpacked; more than there was room for is refused.
    pub fn unpacked(&self, size: u64, (most, limit): (u64, Limit), part: &str) -> Result<(), ReadError> {
        self.unpacked.set(self.unpacked.get().saturating_add(size));
        if size > most { Err(self.over(limit, part)) } else { self.deadline.check(part) }
    }

    /// A small step was taken: the clock, which costs as much as one, is looked at now and then.
    pub fn step(&self, part: &str) -> Result<(), ReadError> {
        const EVERY: u64 = 256;
        self.steps.set(self.steps.get() + 1);
        if self.steps.get().is_multiple_of(EVERY) { self.deadline.check(part) } else { Ok(()) }
    }

    /// A step was taken that may be long.
    pub fn in_time(&self, part: &str) -> Result<(), ReadError> {
        self.deadline.check(part)
    }

    /// An element opens, at a depth.
    pub fn element(&self, depth: usize, part: &str) -> Result<(), ReadError> {
        self.step(part)?;
        self.check(Limit::Depth, depth as u64, part)
    }

    /// A paragraph was read.
    pub fn paragraph(&self, paragraph: &Paragraph, part: &str) -> Result<(), ReadError> {
        let words = paragraph.spans.iter().map(|span| span.text.len() as u64).sum::<u64>();
        self.paragraphs.set(self.paragraphs.get() + 1);
        self.text.set(self.text.get() + words);
        self.check(Limit::Paragraphs, self.paragraphs.get(), part)?;
        self.check(Limit::Text, self.text.get(), part)?;
        self.deadline.check(part)
    }
}
