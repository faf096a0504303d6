//! What a mapping comes to, for a reader at a terminal.
//!
//! ```text
//! itu.wtdc.resolution.214  baku-2025       9 of 17 clauses answered  14 activities  CHF 512 000, USD 96 500
//! …
//! 29 activities: 22 answer a clause, 3 a text or section as a whole, 4 nothing
//! links: 21 declared, 4 cited, 3 accepted; 12 suggestions, not counted until somebody accepts them
//! to look at: 5 links whose clause went or is not what it was, 20 operative clauses nobody answers, 3 activities planned without resources
//! ```

use crate::cli::store::{BOLD, DIM, OFF, aligned};
use crate::mapping::{LinkBasis, Mapping, Tally, TextCoverage};

/// The summary.
pub fn summary(mapping: &Mapping) -> String {
    let mut out = String::new();
    let rows: Vec<Vec<String>> = mapping.coverage.by_text.iter().map(|of| row(of, mapping)).collect();
    out.push_str(&aligned(&rows));
    let all = mapping.activities.len();
    let (loose, whole) =
        mapping.gaps.without_clause.iter().fold((0, 0), |(loose, whole), of| {
            if of.texts.is_empty() { (loose + 1, whole) } else { (loose, whole + 1) }
        });
    out.push_str(&format!(
        "{BOLD}{}{OFF}: {} answer a clause, {whole} a text or section as a whole, {loose} nothing\n",
        counted(all, "activity", "activities"),
        all - loose - whole
    ));
    let of = |basis: LinkBasis| mapping.links.iter().filter(|link| link.basis == basis).count();
    out.push_str(&format!(
        "links: {} declared, {} cited, {} accepted; {}, not counted until somebody accepts them\n",
        of(LinkBasis::Declared),
        of(LinkBasis::Cited),
        of(LinkBasis::Accepted),
        counted(mapping.suggestions.len(), "suggestion", "suggestions"),
    ));
    let gaps = &mapping.gaps;
    out.push_str(&format!(
        "to look at: {} whose clause went or is not what it was, {} nobody answers, {} planned without resources\n",
        counted(mapping.review.len(), "link", "links"),
        counted(gaps.unanswered.len(), "operative clause", "operative clauses"),
        counted(gaps.unresourced.len(), "activity", "activities"),
    ));
    out
}

fn row(of: &TextCoverage, mapping: &Mapping) -> Vec<String> {
    let version = mapping.texts.iter().find(|text| text.id == of.text).map(|text| text.version.clone());
    vec![
        format!("{BOLD}{}{OFF}", of.text),
        version.unwrap_or_default(),
        format!("{} of {} clauses answered", of.answered, of.clauses),
        counted(of.tally.activities, "activity", "activities"),
        format!("{DIM}{}{OFF}", budgets(&of.tally)),
    ]
}

/// `CHF 120 000, USD 40 000`.
fn budgets(tally: &Tally) -> String {
    let named = tally.budgets.iter().map(|(currency, amount)| {
        let currency = if currency.is_empty() { "?" } else { currency };
        format!("{currency} {}", amount.0.normalize())
    });
    named.collect::<Vec<_>>().join(", ")
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
