//! A cell as an amount of money, exact, and the currency that stands beside it.
//!
//! ```text
//! "120 000", "CHF 120'000.–", "1,234,567.89", "45 500,00"   →  read
//! "12,345"                                                  →  12345, with a doubt: it may be 12.345
//! "1.5M", "10.000,5.0"                                      →  not read
//! ```

use super::grid::Cell;
use crate::lexicon::Lexicon;
use crate::mapping::table::date::figure;
use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

/// What a cell says of money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Money {
    pub amount: Decimal,
    /// Whether a sign that divides thousands may as well divide units from hundredths.
    pub ambiguous: bool,
    pub currency: Beside,
}

/// What stands beside an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Beside {
    /// Nothing.
    Nothing,
    /// A currency.
    Code(String),
    /// A sign of money that does not say which (`$`).
    Sign(String),
}

/// The amount of a cell; `None` where it holds something else.
pub(super) fn money(cell: &Cell, lexicon: &Lexicon) -> Option<Money> {
    let text = match cell {
        Cell::Number(number) => {
            let amount = Decimal::from_str_exact(number).or_else(|_| Decimal::from_scientific(number)).ok()?;
            return Some(Money { amount, ambiguous: false, currency: Beside::Nothing });
        }
        Cell::Text(text) => text.trim(),
        _ => return None,
    };
    // The largest amount has 29 figures.
    const LONGEST: usize = 120;
    if text.len() > LONGEST {
        return None;
    }
    let (is_negative, text) = without_minus(text);
    let is_figure = |c: char| figure(c).is_ascii_digit();
    let (first, last) = (text.find(is_figure)?, text.rfind(is_figure)?);
    let end = last + text[last..].chars().next().map_or(0, char::len_utf8);
    let (before, figures, behind) = (text[..first].trim(), &text[first..end], without_dash(text[end..].trim()));
    let (before_minus, before) = before.strip_suffix(MINUS).map_or((false, before), |words| (true, words));
    let currency = match (before.trim(), behind) {
        ("", "") => Beside::Nothing,
        (words, "") | ("", words) => beside(words, lexicon)?,
        _ => return None,
    };
    let (mut amount, ambiguous) = number(figures)?;
    amount.set_sign_negative((is_negative || before_minus) && !amount.is_zero());
    Some(Money { amount, ambiguous, currency })
}

const MINUS: [char; 5] = ['-', '−', '–', '‐', '‑'];

/// Whether a minus stands before a text, or brackets around it as book-keepers write; the text without them.
fn without_minus(text: &str) -> (bool, &str) {
    let bracketed = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let minus = bracketed.or_else(|| text.strip_prefix(MINUS));
    minus.map_or((false, text), |rest| (true, rest.trim()))
}

/// The dash that stands for no hundredths (`120.–`, `120,-`) says nothing.
fn without_dash(text: &str) -> &str {
    let dashed = |text: &str| text.chars().next().is_some_and(|c| matches!(c, '-' | '–' | '—'));
    match text.strip_prefix(['.', ',']) {
        Some(rest) if dashed(rest) => rest.trim_start_matches(['-', '–', '—']).trim(),
        _ => text,
    }
}

/// What words beside an amount say; `None` where they are no currency.
fn beside(words: &str, lexicon: &Lexicon) -> Option<Beside> {
    if let Some(code) = code(words, lexicon) {
        return Some(Beside::Code(code));
    }
    let is_sign =
        !words.chars().any(|c| c.is_alphanumeric() || matches!(c, '-' | '+' | '.' | ',' | '%' | '/' | '<' | '>' | '='));
    is_sign.then(|| Beside::Sign(words.to_owned()))
}

/// The ISO 4217 code of a currency, by that code, a sign or a name.
pub(super) fn code(words: &str, lexicon: &Lexicon) -> Option<String> {
    const LETTERS: usize = 3;
    let words = words.trim();
    let is_code = |text: &str| text.len() == LETTERS && text.bytes().all(|byte| byte.is_ascii_uppercase());
    if is_code(words) {
        return Some(words.to_owned());
    }
    let upper = words.to_uppercase();
    let is_known = is_code(&upper) && lexicon.general.currency.iter().any(|row| row.code == upper);
    if is_known { Some(upper) } else { lexicon.currency(words).map(str::to_owned) }
}

/// The number that figures with signs between them write, and whether it may be another.
fn number(figures: &str) -> Option<(Decimal, bool)> {
    let (mut groups, mut signs) = (vec![String::new()], Vec::<char>::new());
    for c in figures.nfkc().map(figure) {
        match c {
            '0'..='9' => groups.last_mut()?.push(c),
            ' ' | '\'' | '’' | '.' | ',' | '٬' | '٫' => {
                signs.push(match c {
                    '’' | '٬' => '\'',
                    '٫' => '.',
                    c => c,
                });
                groups.push(String::new());
            }
            _ => return None,
        }
    }
    if groups.iter().any(String::is_empty) {
        return None;
    }
    let alone = signs
        .last()
        .filter(|sign| matches!(sign, '.' | ',') && signs.iter().filter(|other| other == sign).count() == 1);
    let last_is_three = groups.last().is_some_and(|group| group.len() == 3);
    let first_may_be_thousands = (1..=3).contains(&groups[0].len()) && !groups[0].starts_with('0');
    let is_ambiguous = alone.is_some() && signs.len() == 1 && last_is_three && first_may_be_thousands;
    let decimals = if alone.is_some() && !is_ambiguous { groups.pop() } else { None };
    let dividing = &signs[..groups.len() - 1];
    let is_grouped = dividing.windows(2).all(|pair| pair[0] == pair[1])
        && groups[1..].iter().all(|group| group.len() == 3)
        && (groups.len() == 1 || (1..=3).contains(&groups[0].len()));
    let written = groups.concat() + &decimals.map(|decimals| format!(".{decimals}")).unwrap_or_default();
    let amount = is_grouped.then(|| Decimal::from_str_exact(&written).ok()).flatten()?;
    Some((amount, is_ambiguous))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match money(&Cell::Text(text.to_owned()), Lexicon::built_in()) {
            None => "none".to_owned(),
            Some(money) => {
                let doubt = if money.ambiguous { "?" } else { "" };
                let beside = match money.currency {
                    Beside::Nothing => String::new(),
                    Beside::Code(code) => format!(" {code}"),
                    Beside::Sign(sign) => format!(" sign {sign}"),
                };
                format!("{}{doubt}{beside}", money.amount)
            }
        }
    }

    #[test]
    fn amounts_are_read_in_many_forms() {
        for (text, amount) in [
            ("120000", "120000"),
            ("120 000", "120000"),
            ("120\u{A0}000", "120000"),
            ("120\u{202F}000", "120000"),
            ("45 500,00", "45500.00"),
            ("1'200.50", "1200.50"),
            ("1’200.50", "1200.50"),
            ("1,234,567.89", "1234567.89"),
            ("1.234.567,89", "1234567.89"),
            ("1,234,567", "1234567"),
            ("1200.5", "1200.5"),
            ("0,500", "0.500"),
            ("1234,567", "1234.567"),
            ("CHF 120'000", "120000 CHF"),
            ("CHF 120'000.–", "120000 CHF"),
            ("120 000 CHF", "120000 CHF"),
            ("120 000 francs suisses", "120000 CHF"),
            ("€ 500", "500 EUR"),
            ("US$500", "500 USD"),
            ("$ 500", "500 sign $"),
            ("12,345", "12345?"),
            ("12.345", "12345?"),
            ("-500", "-500"),
            ("(500)", "-500"),
            ("CHF -500", "-500 CHF"),
            ("٥٠٠", "500"),
            ("1.5M", "none"),
            ("500 k", "none"),
            ("1,20,000", "none"),
            ("1.234'567", "none"),
            ("12 34", "none"),
            ("about 500", "none"),
            ("500-600", "none"),
            ("5 %", "none"),
            ("", "none"),
            (".", "none"),
            ("99999999999999999999999999999999", "none"),
        ] {
            assert_eq!(read(text), amount, "{text}");
        }
    }

    #[test]
    fn a_number_is_what_it_is() {
        let read = |text: &str| {
            money(&Cell::Number(text.to_owned()), Lexicon::built_in()).map(|m| (m.amount.to_string(), m.ambiguous))
        };
        assert_eq!(read("1.234"), Some(("1.234".to_owned(), false)));
        assert_eq!(read("1e5"), Some(("100000".to_owned(), false)));
        assert_eq!(read("1e300"), None);
    }
}
