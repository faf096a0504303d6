//! The time between two conferences of a body, and in which of them an activity begins.
//!
//! A conference divides time on its last day, on which its texts are adopted; of one of which only the year is known on the last of that year.

use super::activity::{Activity, Day};
use super::correspondence::PeriodKey;
use crate::lexicon::Lexicon;

/// A stretch of time between two conferences.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Period {
    pub(super) key: PeriodKey,
    /// The day behind the conference that begins it.
    pub(super) from: Option<Day>,
    /// The last day of the conference that ends it.
    pub(super) to: Option<Day>,
}

/// The periods of a body, oldest first; of a body whose conferences the lexicon does not know all time is one.
pub(super) fn periods(body: &str, lexicon: &Lexicon) -> Vec<Period> {
    let Some(known) = lexicon.body(body) else { return Vec::new() };
    let closed = known.conferences.iter().map(|met| {
        let day = met.closes.as_deref().and_then(Day::parse).unwrap_or(Day::last_of(met.year));
        (format!("{}-{}", met.place, met.year), day)
    });
    let mut closed: Vec<(String, Day)> = closed.collect();
    closed.sort_by_key(|(_, day)| *day);
    let edges = closed.iter().map(Some);
    let since = std::iter::once(None).chain(edges.clone());
    let until = edges.chain(std::iter::once(None));
    since
        .zip(until)
        .map(|(since, until)| Period {
            key: PeriodKey {
                body: body.to_owned(),
                since: since.map(|(name, _)| name.clone()),
                until: until.map(|(name, _)| name.clone()),
            },
            from: since.map(|(_, day)| *day),
            to: until.map(|(_, day)| *day),
        })
        .collect()
}

/// The period in which an activity begins: on the first day that its date allows; on its end where no beginning is known.
pub(super) fn period_of<'p>(activity: &Activity, periods: &'p [Period]) -> Option<&'p Period> {
    let day = activity.start.as_ref().map(|start| start.from).or(activity.end.as_ref().map(|end| end.to))?;
    periods.iter().find(|period| period.from.is_none_or(|from| from < day) && period.to.is_none_or(|to| day <= to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::When;

    fn begun(day: &str) -> Activity {
        let day = Day::parse(day).expect("a day");
        Activity { start: Some(When { from: day, to: day, text: String::new() }), ..Activity::default() }
    }

    #[test]
    fn a_conference_divides_time_on_its_last_day() {
        let of_wtdc = periods("wtdc", Lexicon::built_in());
        let named = |day: &str| {
            let period = period_of(&begun(day), &of_wtdc).expect("a period");
            format!(
                "{}..{}",
                period.key.since.clone().unwrap_or_default(),
                period.key.until.clone().unwrap_or_default()
            )
        };
        assert_eq!(named("2022-06-16"), "buenos_aires-2017..kigali-2022");
        assert_eq!(named("2022-06-17"), "kigali-2022..baku-2025");
        assert_eq!(named("2031-01-01"), "baku-2025..");
        assert_eq!(named("1980-01-01"), "..buenos_aires-1994");
    }

    #[test]
    fn a_body_without_conferences_has_one_period() {
        let of_ga = periods("ga", Lexicon::built_in());
        assert_eq!((of_ga.len(), of_ga[0].from, of_ga[0].to), (1, None, None));
    }
}
