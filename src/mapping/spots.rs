//! A clause of a version by its head and label, as people name it: `charge 5`, `resolves 2.1`, `paragraph 4 (a)`.
//!
//! Labels are compared, not positions: `2bis` is found, and `3` behind it is still 3. Where several sections have the same act, those whom
//! the head addresses decide, then those for whom the activity's unit stands; else all that may be meant are named.

use crate::lexicon::Language;
use crate::link::Head;
use crate::segment::outline::Part;
use crate::store::{PassageKind, Standing};
use std::collections::HashMap;

use super::correspondence::section_of;

/// What is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// The one that is meant.
    One(String),
    /// One of several, because it alone charges those for whom the unit stands.
    Charged(String),
    /// Several may be meant.
    Several(Vec<String>),
    /// None.
    Nothing,
}

/// The clause with a label under a head, or, without a head, in the operative part.
pub(super) fn clause_at(
    standing: &[Standing],
    head: Option<&Head>,
    label: &str,
    units: &[String],
    language: &Language,
) -> Found {
    let wanted = parts(label, language);
    let mut paths: HashMap<&str, Vec<String>> = HashMap::new();
    let mut found: Vec<&Standing> = Vec::new();
    let clauses = || standing.iter().filter(|of| of.kind == PassageKind::Clause);
    for clause in clauses() {
        let own = clause.label.as_deref().map(|label| parts(label, language)).unwrap_or_default();
        let above = clause.name.rsplit_once("__").and_then(|(above, _)| paths.get(above)).cloned().unwrap_or_default();
        // `2.1` under `2` names its parent itself.
        let path = if own.len() > above.len() && own.starts_with(&above) { own } else { [above, own].concat() };
        // A sole clause has no label; people call it the first.
        let is_sole = path.is_empty() && wanted == ["1"] && clause.name.ends_with("__1");
        if is_meant(clause, head) && (path == wanted || is_sole) {
            found.push(clause);
        }
        paths.insert(&clause.name, path);
    }
    choose(&found, head, units, |clause| clause.name.clone())
}

/// The section with a head.
pub(super) fn section_at(standing: &[Standing], head: Option<&Head>, units: &[String]) -> Found {
    let heads: Vec<&Standing> =
        standing.iter().filter(|of| of.kind == PassageKind::Head && is_meant(of, head)).collect();
    choose(&heads, head, units, |of| of.name.clone())
}

fn choose(found: &[&Standing], head: Option<&Head>, units: &[String], name: impl Fn(&Standing) -> String) -> Found {
    let named = head.map(|head| head.addressees.as_slice()).unwrap_or_default();
    // Those alone that are named, else those that are named first, else those among others.
    let tiers: [&dyn Fn(&Standing) -> bool; 3] = [
        &|of| !named.is_empty() && of.addressees == named,
        &|of| !named.is_empty() && of.addressees.first() == named.first(),
        &|of| named.iter().all(|to| of.addressees.contains(to)),
    ];
    let of_tier = |is_it: &&dyn Fn(&Standing) -> bool| -> Vec<&Standing> {
        found.iter().filter(|of| is_it(of)).copied().collect()
    };
    let addressed = tiers.iter().map(of_tier).find(|of| !of.is_empty()).unwrap_or_default();
    match addressed.as_slice() {
        [] => Found::Nothing,
        [one] => Found::One(name(one)),
        several => {
            // Those who are charged stand first; partners behind them.
            let charged = several.iter().filter(|of| of.addressees.first().is_some_and(|to| units.contains(to)));
            let charged: Vec<&&Standing> = charged.collect();
            match charged.as_slice() {
                [one] => Found::Charged(name(one)),
                _ => Found::Several(several.iter().map(|of| name(of)).collect()),
            }
        }
    }
}

/// Whether a clause or head may be meant by the head that is named.
fn is_meant(of: &Standing, head: Option<&Head>) -> bool {
    let section = section_of(&of.name);
    let base = section.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('_');
    match head {
        Some(head) => base == head.section || (of.act.as_deref() == Some(head.section.as_str()) && base == "operative"),
        None => of.part == Some(Part::Operative),
    }
}

/// The signs of a label without what stands around them, in the language's own letters.
fn parts(label: &str, language: &Language) -> Vec<String> {
    let parts = label.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts
        .map(|part| language.tokens(part).into_iter().map(|token| String::from(token.word)).collect::<String>())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn clause(name: &str, label: Option<&str>, addressees: &[&str]) -> Standing {
        Standing {
            kind: PassageKind::Clause,
            name: name.to_owned(),
            label: label.map(str::to_owned),
            words: String::new(),
            part: Some(Part::Operative),
            act: Some(section_of(name).to_owned()),
            addressees: addressees.iter().map(|id| (*id).to_owned()).collect(),
        }
    }

    fn head(section: &str, addressees: &[&str]) -> Head {
        let addressees = addressees.iter().map(|id| (*id).to_owned()).collect();
        Head { section: section.to_owned(), modifiers: Vec::new(), addressees }
    }

    fn asked(standing: &[Standing], head: Option<&Head>, label: &str, units: &[&str]) -> Found {
        let language = Lexicon::built_in().language("fr").expect("built in");
        let units: Vec<String> = units.iter().map(|id| (*id).to_owned()).collect();
        clause_at(standing, head, label, &units, language)
    }

    #[test]
    fn labels_count_and_not_positions() {
        let standing = [
            clause("resolves__1", Some("1"), &[]),
            clause("resolves__2", Some("1bis"), &[]),
            clause("resolves__3", Some("2"), &[]),
            clause("resolves__3__1", Some("2.1"), &[]),
            clause("resolves__3__2", Some("b)"), &[]),
        ];
        let named = |label: &str| asked(&standing, Some(&head("resolves", &[])), label, &[]);
        assert_eq!(named("2"), Found::One("resolves__3".to_owned()));
        assert_eq!(named("1bis"), Found::One("resolves__2".to_owned()));
        assert_eq!(named("2.1"), Found::One("resolves__3__1".to_owned()));
        assert_eq!(named("2 b)"), Found::One("resolves__3__2".to_owned()));
        assert_eq!(named("7"), Found::Nothing);
    }

    #[test]
    fn of_several_heads_addressees_or_the_unit_decide() {
        let standing = [
            clause("instructs__1", Some("1"), &["dir.tsb"]),
            clause("instructs_2__1", Some("1"), &["dir.bdt", "dir.tsb"]),
        ];
        let several = Found::Several(vec!["instructs__1".to_owned(), "instructs_2__1".to_owned()]);
        assert_eq!(asked(&standing, Some(&head("instructs", &[])), "1", &[]), several);
        let bdt = head("instructs", &["dir.bdt"]);
        assert_eq!(asked(&standing, Some(&bdt), "1", &[]), Found::One("instructs_2__1".to_owned()));
        // Who is charged with somebody else is not who is charged alone.
        let tsb = head("instructs", &["dir.tsb"]);
        assert_eq!(asked(&standing, Some(&tsb), "1", &[]), Found::One("instructs__1".to_owned()));
        let by_unit = asked(&standing, Some(&head("instructs", &[])), "1", &["dir.tsb"]);
        assert_eq!(by_unit, Found::Charged("instructs__1".to_owned()));
    }

    #[test]
    fn a_sole_clause_is_the_first() {
        let standing = [clause("invites__1", None, &["ms"])];
        assert_eq!(asked(&standing, Some(&head("invites", &[])), "1", &[]), Found::One("invites__1".to_owned()));
    }
}
