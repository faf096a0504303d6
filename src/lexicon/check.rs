//! The lexicon against itself: every entry must do to its own examples what it says.

mod activities;
mod mapping;

use super::citing::{Marks, Owner};
use super::fold::Plain;
use super::tables::{Entry, Form, Pattern};
use super::{Language, Lexicon};

/// How many entries a lexicon has: forms and patterns.
pub fn count(lexicon: &Lexicon) -> usize {
    let of = |l: &Language| entries(l).len() + patterns(l).len() + l.table.time.len();
    lexicon.languages().map(of).sum::<usize>() + general(lexicon).len()
}

/// Every entry that fails its examples, as a line for a person to read.
pub fn failures(lexicon: &Lexicon) -> Vec<String> {
    let mut out = Vec::new();
    for language in lexicon.languages() {
        for (kind, id, form) in entries(language) {
            let id = if id.is_empty() { String::new() } else { format!(" {id}") };
            let id = id.as_str();
            if !is_balanced(&form.form) {
                out.push(format!(
                    "{}: {kind}{id}: “{}” opens a bracket and does not close it",
                    language.code, form.form
                ));
            } else if form.example.trim().is_empty() {
                out.push(format!("{}: {kind}{id}: “{}” has no example", language.code, form.form));
            } else if !holds(language, kind, id.trim(), &form) {
                out.push(format!(
                    "{}: {kind}{id}: “{}” is not found in its example “{}”",
                    language.code, form.form, form.example
                ));
            }
            for tag in &form.seen {
                if !lexicon.general.source.iter().any(|source| source.tag == *tag) {
                    out.push(format!("{}: {kind}{id}: “{}” names an unknown source “{tag}”", language.code, form.form));
                }
            }
        }
        activities::check(language, &mut out);
        mapping::check(language, &mut out);
        for (kind, pattern) in patterns(language) {
            check_pattern(&format!("{}: {kind}", language.code), &pattern, &mut out);
        }
    }
    activities::check_together(lexicon, &mut out);
    for (kind, pattern) in general(lexicon) {
        check_pattern(kind, &pattern, &mut out);
    }
    out
}

/// Whether each bracket of the notation that opens is closed.
fn is_balanced(form: &str) -> bool {
    [('(', ')'), ('[', ']'), ('{', '}')]
        .iter()
        .all(|(open, close)| form.matches(*open).count() == form.matches(*close).count())
}

fn check_pattern(about: &str, pattern: &Pattern, out: &mut Vec<String>) {
    let Ok(regex) = regex::Regex::new(&pattern.pattern) else {
        out.push(format!("{about}: {} does not compile", pattern.pattern));
        return;
    };
    if pattern.examples.is_empty() {
        out.push(format!("{about}: {} has no example", pattern.pattern));
    }
    let matches = |line: &String| regex.is_match(&Plain::new(line).text) || regex.is_match(line);
    for example in pattern.examples.iter().filter(|line| !matches(line)) {
        out.push(format!("{about}: {} does not match its example “{example}”", pattern.pattern));
    }
    for counterexample in pattern.counterexamples.iter().filter(|line| matches(line)) {
        out.push(format!("{about}: {} matches its counterexample “{counterexample}”", pattern.pattern));
    }
}

/// All forms of a language with their kind and id.
fn entries(language: &Language) -> Vec<(&'static str, String, Form)> {
    let table = &language.table;
    let mut out = Vec::new();
    let lists: [(&'static str, &[Entry]); 10] = [
        ("act", &table.act),
        ("modifier", &table.modifier),
        ("modifier_before", &table.modifier_before),
        ("addressee", &table.addressee),
        ("place", &table.place),
        ("front_matter", &table.front_matter),
        ("structure", &table.structure),
        ("instrument", &table.instrument),
        ("region", &table.region),
        ("unit", &table.unit),
    ];
    for (kind, list) in lists {
        out.extend(
            list.iter().flat_map(|entry| entry.forms.iter().map(move |form| (kind, entry.id.clone(), form.clone()))),
        );
    }
    for combined in &table.combined {
        let id = format!("{}+{}", combined.under, combined.act);
        out.extend(combined.forms.iter().map(|form| {
            let house = form.house.clone().or_else(|| combined.house.clone());
            ("combined", id.clone(), Form { house, ..form.clone() })
        }));
    }
    for body in &table.body {
        out.extend(body.forms.iter().map(|form| ("body", body.id.clone(), form.clone())));
        out.extend(body.cited.iter().map(|form| ("body_cited", body.id.clone(), form.clone())));
    }
    out.extend(table.relations.iter().map(|form| ("relation", String::new(), form.clone())));
    for words in &table.cited {
        out.extend(words.forms.iter().map(|form| ("cited", words.word.clone(), form.clone())));
    }
    for (kind, forms) in [
        ("scope", &table.scopes),
        ("own", &table.own),
        ("present", &table.present),
        ("own_body", &table.own_body),
        ("owner_link", &table.owner_links),
        ("position", &table.position),
        ("foreign", &table.foreign),
        ("other_texts", &table.other_texts),
        ("not_region", &table.not_region),
    ] {
        out.extend(forms.iter().map(|form| (kind, String::new(), form.clone())));
    }
    out
}

fn patterns(language: &Language) -> Vec<(&'static str, Pattern)> {
    let table = &language.table;
    let lists: [(&'static str, &[Pattern]); 6] = [
        ("number_line", &table.number_line),
        ("version", &table.version),
        ("front_line", &table.front_line),
        ("reference", &table.reference),
        ("date", &table.date),
        ("run_on", &table.run_on),
    ];
    let marks = Marks::of(table);
    let with_words = |pattern: &Pattern| Pattern { pattern: marks.fill(&pattern.pattern), ..pattern.clone() };
    lists.into_iter().flat_map(|(kind, list)| list.iter().map(move |p| (kind, with_words(p)))).collect()
}

fn general(lexicon: &Lexicon) -> Vec<(&'static str, Pattern)> {
    let table = &lexicon.general;
    let mut out: Vec<(&'static str, Pattern)> = Vec::new();
    out.extend(table.marker.iter().map(|p| ("proposals.toml", p.clone())));
    out.extend(table.label.iter().map(|p| ("numbering.toml", p.clone())));
    out.extend(table.reference.iter().map(|p| ("references.toml", p.clone())));
    out.extend(table.version.iter().map(|p| ("versions.toml", p.clone())));
    out.extend(table.run_on.iter().chain(&table.mixed_case).map(|p| ("recovery.toml", p.clone())));
    out.extend(table.shape.iter().map(|shape| {
        let (pattern, examples) = (format!("^(?:{})$", shape.pattern), shape.examples.clone());
        (
            "references.toml: shape",
            Pattern { pattern, examples, counterexamples: shape.counterexamples.clone(), ..Pattern::default() },
        )
    }));
    for house in &lexicon.houses {
        out.extend(house.number_line.iter().chain(&house.symbol).map(|p| ("houses.toml", p.clone())));
    }
    out
}

/// Whether a form does to its example what its kind says.
fn holds(language: &Language, kind: &str, id: &str, form: &Form) -> bool {
    let tokens = language.tokens(&form.example);
    let house = form.house.as_deref();
    let anywhere = |found: &dyn Fn(usize) -> bool| (0..tokens.len()).any(found);
    let owner =
        |meant: &Owner| anywhere(&|at| language.citing.owner(&tokens, at, house).is_some_and(|f| f.value == *meant));
    match kind {
        "act" | "combined" => {
            // A form that is an act of both parts is found in each where the part is known.
            let parts = [None, Some(super::Part::Preamble), Some(super::Part::Operative)];
            parts.into_iter().any(|part| {
                language.lead(&tokens, house, part).is_some_and(|lead| match &lead.under {
                    Some(under) => kind == "combined" && id == format!("{under}+{}", lead.act),
                    None => kind == "act" && lead.act == id,
                })
            })
        }
        "modifier" | "modifier_before" => {
            anywhere(&|at| language.modifier_ids(&tokens, at).iter().any(|found| found == id))
        }
        "addressee" => anywhere(&|at| language.addressee(&tokens, at, house).is_some_and(|found| found.value == id)),
        "place" => language.place(&form.example).as_deref() == Some(id),
        "front_matter" => language.front_label(&tokens).is_some_and(|found| found.value == id),
        "structure" => language.structure(&tokens).is_some_and(|found| found.value == id),
        "body" => language.body(&tokens).is_some_and(|found| found.value == id),
        "relation" => anywhere(&|at| language.relation(&tokens, at).is_some()),
        "cited" => anywhere(&|at| language.citing.word(&tokens, at, house).is_some_and(|found| found.value.word == id)),
        "body_cited" => owner(&Owner::Body(id.to_owned())),
        "instrument" => owner(&Owner::Instrument(id.to_owned())),
        "own_body" => owner(&Owner::Speaker),
        "foreign" => owner(&Owner::Foreign),
        "own" => anywhere(&|at| language.citing.own(&tokens, at).is_some()),
        "present" => anywhere(&|at| language.citing.present(&tokens, at).is_some()),
        "owner_link" => anywhere(&|at| language.citing.link(&tokens, at).is_some()),
        "other_texts" => anywhere(&|at| language.citing.other(&tokens, at).is_some()),
        "position" => anywhere(&|at| language.citing.position(&tokens, at).is_some()),
        "region" => language.regions_in(&form.example).iter().any(|region| region.id == id),
        "not_region" => anywhere(&|at| language.regions.at(&tokens, at, None, None).is_some_and(|f| f.value.is_none())),
        "unit" => language.units_in(&form.example).iter().any(|unit| unit == id),
        "scope" => anywhere(&|at| language.scope(&tokens, at).is_some()),
        _ => false,
    }
}
