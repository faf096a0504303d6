//! What the script counts with: numbers of activities, clauses, links, and the words of all languages. It is data and never runs.
//!
//! ```json
//! {"activities":[[0,3,[1],[2],"12000000",0,440,512,14,16]],"clauses":[[7,-1,[0,2]]],"links":[[0,1,7,23,1]],…}
//! ```

use super::board::{Board, rank};
use super::calendar::Calendar;
use super::index::LinkPlace;
use super::review;
use super::timeline::MOST;
use crate::mapping::Budget;
use maud::{Markup, PreEscaped, html};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The element that holds it.
pub fn data(board: &Board<'_>) -> Markup {
    let escaped = escaped(&value(board).to_string());
    html! { script #data type="application/json" { (PreEscaped(escaped)) } }
}

/// JSON in which no sign ends an element, opens one or begins an entity, and no line ends where a script's would.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<'
            | '>'
            | '&'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FFFE}'
            | '\u{FFFF}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

fn value(board: &Board<'_>) -> Value {
    let mapping = board.mapping;
    let calendar = Calendar::of(mapping);
    let money = Money::of(mapping.activities.iter().filter_map(|of| of.activity.budget.as_ref()));
    let number = |of: Option<usize>| of.map_or(json!(-1), |of| json!(of));
    let activities = mapping.activities.iter().enumerate().map(|(at, of)| {
        let activity = &of.activity;
        let span = calendar.as_ref().and_then(|calendar| Some((calendar, calendar.span(activity)?)));
        let running = span.map(|(calendar, span)| calendar.running(span));
        let days = span.map(|(_, span)| (span.from, span.to)).unwrap_or_default();
        json!([
            rank(activity.status),
            board.facets.office_of(activity),
            board.facets.regions_of(activity),
            board.facets.periods_of(mapping, &board.index, at),
            activity.budget.as_ref().map(|budget| money.units(budget)),
            activity.budget.as_ref().map_or(-1, |budget| money.currency(budget)),
            days.0,
            days.1,
            number(running.map(|(first, _)| first)),
            number(running.map(|(_, last)| last)),
        ])
    });
    let sections = board.index.sections.iter().map(|place| {
        json!([place.text, u8::from(place.is_operative()), board.facets.charged(&place.section.addressees)])
    });
    let clauses = board
        .index
        .clauses
        .iter()
        .map(|place| json!([place.section, number(place.parent), board.facets.charged(&place.clause.addressees)]));
    let links = board.index.links.iter().map(|place| match place {
        Some(LinkPlace { activity, text, section, clause, in_force }) => {
            json!([activity, number(*text), number(*section), number(*clause), u8::from(*in_force)])
        }
        None => json!([-1, -1, -1, -1, 0]),
    });
    let suggestions = mapping.suggestions.iter().map(|of| {
        let clause = of.target.clause.as_deref().and_then(|clause| board.index.clause(&of.target.text, clause));
        json!([number(board.index.activity(&of.activity)), number(clause)])
    });
    json!({
        "language": board.language(),
        "words": words(board),
        "directions": board.tongues.iter().map(|of| (of.code.to_owned(), json!(of.direction))).collect::<Map<_, _>>(),
        "texts": mapping.texts.len(),
        "addressees": board.facets.addressees.len(),
        "regions": board.facets.regions.len(),
        "offices": board.facets.offices.len(),
        "periods": board.facets.periods.len(),
        "currencies": money.currencies,
        "scale": money.scale,
        "days": calendar.as_ref().map_or(1, Calendar::days),
        "most": MOST,
        "activities": activities.collect::<Vec<_>>(),
        "sections": sections.collect::<Vec<_>>(),
        "clauses": clauses.collect::<Vec<_>>(),
        "links": links.collect::<Vec<_>>(),
        "suggestions": suggestions.collect::<Vec<_>>(),
        "review": review::items(board).iter().map(|item| item.link).collect::<Vec<_>>(),
    })
}

/// The words and names of each language, by their keys.
fn words(board: &Board<'_>) -> Map<String, Value> {
    let of_one = |(at, tongue): (usize, &super::board::Tongue<'_>)| {
        let own = tongue.words.by_key().into_iter().map(|(key, word)| (key, json!(word)));
        let names = board.names.by_key(at).map(|(key, name)| (key, json!(name)));
        (tongue.code.to_owned(), Value::Object(own.chain(names).collect()))
    };
    board.tongues.iter().enumerate().map(of_one).collect()
}

/// Amounts as whole numbers of the smallest unit that any of them has, so that sums are exact.
struct Money {
    currencies: Vec<String>,
    scale: u32,
}

impl Money {
    fn of<'a>(budgets: impl Iterator<Item = &'a Budget> + Clone) -> Self {
        let currencies: BTreeSet<String> = budgets.clone().map(name).collect();
        let scale = budgets.map(|budget| budget.amount.0.normalize().scale()).max().unwrap_or(0);
        Money { currencies: currencies.into_iter().collect(), scale }
    }

    fn units(&self, budget: &Budget) -> String {
        let amount = budget.amount.0.normalize();
        let zeros = usize::try_from(self.scale.saturating_sub(amount.scale())).unwrap_or(0);
        format!("{}{}", amount.mantissa(), "0".repeat(zeros))
    }

    fn currency(&self, budget: &Budget) -> i64 {
        let own = name(budget);
        self.currencies.iter().position(|known| *known == own).and_then(|at| i64::try_from(at).ok()).unwrap_or(-1)
    }
}

fn name(budget: &Budget) -> String {
    budget.currency.clone().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn data_cannot_leave_its_element() {
        let hostile = serde_json::json!(["</script><!--", "a & b", "\u{2028}\u{202E}"]).to_string();
        let safe = escaped(&hostile);
        assert!(!safe.contains(['<', '>', '&', '\u{2028}', '\u{202E}']), "{safe}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&safe).expect("JSON").to_string(), hostile);
    }
}
