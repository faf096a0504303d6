//! Words and numbers of the page: each with what lets the script exchange it when the reader changes the language.
//!
//! `say!(board, gap.title)` is `<span data-w="gap.title">Gaps</span>`; 120000.5 is `<span data-v="120000.5">120,000.5</span>`.

use crate::lexicon::tables::DashboardWords;
use maud::{Markup, Render, html};
use std::borrow::Cow;

/// A word of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label<'w> {
    /// By which the other languages have it.
    pub key: Cow<'static, str>,
    /// In the language in which the page opens.
    pub text: Cow<'w, str>,
}

impl Render for Label<'_> {
    fn render(&self) -> Markup {
        html! { span data-w=(self.key) { (self.text) } }
    }
}

/// The word under a key, which the compiler knows to be there.
macro_rules! say {
    ($board:expr, $first:ident $(. $rest:ident)*) => {
        $crate::emit::to_dashboard::words::Label {
            key: std::borrow::Cow::Borrowed(concat!(stringify!($first) $(, ".", stringify!($rest))*)),
            text: std::borrow::Cow::Borrowed($board.words().$first $(. $rest)*.as_str()),
        }
    };
}
pub(super) use say;

/// A number that stays as it is, whatever is filtered. Digits, and a point where it is no whole number.
pub fn number(value: impl ToString, words: &DashboardWords) -> Markup {
    let value = value.to_string();
    html! { span data-v=(value) { (grouped(&value, words)) } }
}

/// A number that the script counts anew, under the name by which it does.
pub fn counted(name: &str, value: usize, words: &DashboardWords) -> Markup {
    html! { span data-n=(name) { (grouped(&value.to_string(), words)) } }
}

/// `-1234567.50` as `-1,234,567.50`.
pub fn grouped(value: &str, words: &DashboardWords) -> String {
    let (whole, part) = value.split_once('.').map_or((value, None), |(whole, part)| (whole, Some(part)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut out = sign.to_owned();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(&words.group);
        }
        out.push(digit);
    }
    if let Some(part) = part {
        out.push_str(&words.decimal);
        out.push_str(part);
    }
    out
}

/// A share in hundredths.
pub fn percent(share: f64, words: &DashboardWords) -> Markup {
    let hundredths = format!("{:.0}", share * 100.0);
    html! { span data-p=(hundredths) { (hundredths) (words.percent) } }
}

/// Words without signs that turn what stands around them, for places that hold nothing but characters: attributes, SVG, data.
pub fn plain(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let is_forbidden = |c: char| c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    text.chars().filter(|c| !turns(*c)).map(|c| if is_forbidden(c) { ' ' } else { c }).collect()
}

/// What names a place on the page, of words that may hold anything.
pub fn anchor(text: &str) -> String {
    plain(text).chars().map(|c| if c.is_whitespace() { '_' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::{anchor, grouped};
    use crate::lexicon::Lexicon;

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        let words = |code: &str| {
            Lexicon::built_in().language(code).and_then(|language| language.table.dashboard.clone()).expect("words")
        };
        assert_eq!(grouped("1234567.50", &words("en")), "1,234,567.50");
        assert_eq!(grouped("-1234.5", &words("fr")), "-1\u{202F}234,5");
        assert_eq!(grouped("100", &words("en")), "100");
    }

    #[test]
    fn an_anchor_holds_nothing_that_turns_or_parts() {
        assert_eq!(anchor("A 1\u{202E}\n2"), "A_1_2");
    }
}
