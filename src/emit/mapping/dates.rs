//! Stretches of days, said as short as they can be in any language.
//!
//! ```text
//! 2024-02-01 to 2024-02-29   →  2024-02
//! 2024-10-01 to 2024-12-31   →  2024-10 – 2024-12
//! ```

use crate::mapping::{Day, When};

/// The first and the last day, month or year of a stretch: months where it is whole months, the year where it is a whole one.
pub fn stretch(when: &When) -> (String, String) {
    let (first, last) = (when.from.to_string(), when.to.to_string());
    // The day after the last of a month is in no month of the calendar.
    let is_month_end = |day: &str| {
        let next = day.get(..8).zip(day.get(8..).and_then(|of| of.parse::<u8>().ok()));
        next.is_some_and(|(month, of)| Day::parse(&format!("{month}{:02}", of + 1)).is_none())
    };
    let is_whole_year = first.ends_with("-01-01") && last.ends_with("-12-31");
    let short = |day: &str, length: usize| day.get(..length).unwrap_or(day).to_owned();
    match () {
        () if is_whole_year => (short(&first, 4), short(&last, 4)),
        () if first.ends_with("-01") && is_month_end(&last) => (short(&first, 7), short(&last, 7)),
        () => (first, last),
    }
}

/// `2024-03 – 2024-05`, or one of the two where they are the same.
pub fn said((first, last): &(String, String)) -> String {
    if first == last { first.clone() } else { format!("{first} – {last}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(from: &str, to: &str) -> When {
        let day = |text: &str| Day::parse(text).expect("a day");
        When { from: day(from), to: day(to), text: String::new() }
    }

    #[test]
    fn a_stretch_is_as_short_as_it_can_be_said() {
        let shown = |when: &When| said(&stretch(when));
        assert_eq!(shown(&when("2024-03-01", "2024-03-01")), "2024-03-01");
        assert_eq!(shown(&when("2024-02-01", "2024-02-29")), "2024-02");
        assert_eq!(shown(&when("2024-10-01", "2024-12-31")), "2024-10 – 2024-12");
        assert_eq!(shown(&when("2024-01-01", "2024-12-31")), "2024");
        assert_eq!(shown(&when("2024-01-05", "2024-12-31")), "2024-01-05 – 2024-12-31");
    }
}
