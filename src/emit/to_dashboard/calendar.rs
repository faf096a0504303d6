//! The scale of time: from the first day of the year in which something begins to the last of that in which the last thing ends.
//!
//! Days stand on it as hundredths of its length; stretches of it (months, quarters or years) count what runs at a time.

use super::facets::is_dated;
use crate::mapping::{Activity, Day, Mapping};

/// How many stretches there are at most.
const STRETCHES: i64 = 66;

/// The scale.
pub struct Calendar {
    first: Day,
    last: Day,
    /// The first day of each stretch.
    pub stretches: Vec<Day>,
}

/// An activity on it: days since its beginning, first and one past the last; open where the table gives no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: Option<i64>,
    pub to: Option<i64>,
}

impl Calendar {
    /// The scale of a mapping; none where no activity has a date.
    pub fn of(mapping: &Mapping) -> Option<Self> {
        let days = || mapping.activities.iter().flat_map(|of| days(&of.activity)).flatten();
        let (first, last) = (days().min()?, days().max()?);
        let (first, last) = (Day::first_of(first.year()), Day::last_of(last.year()));
        let years = i64::from(last.year()) - i64::from(first.year()) + 1;
        let months = [1, 3, 12].into_iter().find(|months| years * 12 / months <= STRETCHES).unwrap_or(12);
        let each = years.div_euclid(STRETCHES) + 1;
        let starts = (first.year()..=last.year()).flat_map(|year| {
            (1..=12u8).step_by(usize::try_from(months).unwrap_or(12)).filter_map(move |month| Day::new(year, month, 1))
        });
        let is_start = |day: &Day| (i64::from(day.year()) - i64::from(first.year())) % each == 0;
        let stretches = starts.filter(is_start).collect();
        Some(Calendar { first, last, stretches })
    }

    /// Its length in days.
    pub fn days(&self) -> i64 {
        self.last.number() - self.first.number() + 1
    }

    /// The days from its beginning to a day.
    pub fn since(&self, day: Day) -> i64 {
        day.number() - self.first.number()
    }

    /// Whether a day is on it.
    pub fn holds(&self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// Days since its beginning as a share of its length.
    pub fn share(&self, days: i64) -> f64 {
        days as f64 * 100.0 / self.days() as f64
    }

    /// The years to be written below it: all, or every second, fifth, tenth …
    pub fn years(&self) -> Vec<u16> {
        const WRITTEN: u16 = 14;
        let count = self.last.year() - self.first.year() + 1;
        let steps = [1, 2, 5, 10, 20, 50, 100, 1000];
        let step = steps.into_iter().find(|step| count / step <= WRITTEN).unwrap_or(10_000);
        (self.first.year()..=self.last.year()).filter(|year| year % step == 0 || step == 1).collect()
    }

    /// Where an activity stands.
    pub fn span(&self, activity: &Activity) -> Option<Span> {
        let [from, to] = days(activity);
        is_dated(activity)
            .then(|| Span { from: from.map(|day| self.since(day)), to: to.map(|day| self.since(day) + 1) })
    }

    /// The stretches in which an activity runs, first and last; one whose end or beginning is not given runs where it is known to.
    pub fn running(&self, span: Span) -> (usize, usize) {
        let at = |days: i64| self.stretches.iter().rposition(|day| self.since(*day) <= days).unwrap_or(0);
        let from = span.from.or(span.to.map(|to| to - 1)).unwrap_or(0);
        let to = span.to.map_or(from, |to| to - 1).max(from);
        (at(from), at(to))
    }
}

/// The first day on which an activity may begin, and the last on which it may end.
fn days(activity: &Activity) -> [Option<Day>; 2] {
    [activity.start.as_ref().map(|start| start.from), activity.end.as_ref().map(|end| end.to)]
}

#[cfg(test)]
mod tests {
    use super::Calendar;
    use crate::mapping::{Activity, Coverage, Day, Gaps, MappedActivity, Mapping, TableSource, When};

    fn of(days: &[(&str, Option<&str>)]) -> Mapping {
        let when = |day: &str| Day::parse(day).map(|day| When { from: day, to: day, text: day.to_string() });
        let activity = |(start, end): &(&str, Option<&str>)| MappedActivity {
            activity: Activity { start: when(start), end: end.and_then(when), ..Activity::default() },
            addressees: Vec::new(),
            periods: Vec::new(),
        };
        Mapping {
            schema: String::new(),
            source: TableSource::default(),
            texts: Vec::new(),
            activities: days.iter().map(activity).collect(),
            links: Vec::new(),
            suggestions: Vec::new(),
            review: Vec::new(),
            decisions: Vec::new(),
            coverage: Coverage::default(),
            gaps: Gaps::default(),
            remarks: Vec::new(),
        }
    }

    #[test]
    fn the_scale_holds_whole_years_and_few_stretches() {
        let short = Calendar::of(&of(&[("2023-05-01", Some("2024-02-01"))])).expect("dated");
        assert_eq!((short.days(), short.stretches.len(), short.years().len()), (731, 24, 2));
        let longer = Calendar::of(&of(&[("2014-05-01", Some("2024-02-01"))])).expect("dated");
        assert_eq!(longer.stretches.len(), 44);
        let longest = Calendar::of(&of(&[("1800-05-01", Some("2024-02-01"))])).expect("dated");
        assert!(longest.stretches.len() <= 66 && longest.years().len() <= 15);
        assert!(Calendar::of(&of(&[])).is_none());
    }

    #[test]
    fn an_activity_runs_in_the_stretches_that_its_days_touch() {
        let mapping = of(&[("2023-01-31", Some("2023-03-01")), ("2023-12-31", None)]);
        let calendar = Calendar::of(&mapping).expect("dated");
        let running: Vec<(usize, usize)> =
            mapping.activities.iter().map(|of| calendar.running(calendar.span(&of.activity).expect("dated"))).collect();
        assert_eq!(running, [(0, 2), (11, 11)]);
    }
}
