//! The mandates of the worked example, each held against what it is meant to be (`expected.tsv`), and forms in which people write them.

use super::{example, mandated, mapped, of};
use dispositif::mapping::{Assumed, Link, LinkBasis, Mapping, RemarkName, ReviewReason};
use std::fs;

/// A row of the table of what is meant.
struct Expected {
    activity: String,
    written: String,
    text: String,
    version: String,
    clause: String,
    newest: String,
    changes: String,
    related: String,
    note: String,
    basis: String,
}

fn expected() -> Vec<Expected> {
    let table = fs::read_to_string(example().join("expected.tsv")).expect("there");
    let rows = table.lines().skip(1).map(|line| {
        let mut cells = line.split('\t').map(str::to_owned);
        let mut next = || cells.next().unwrap_or_default();
        Expected {
            activity: next(),
            written: next(),
            text: next(),
            version: next(),
            clause: next(),
            newest: next(),
            changes: next(),
            related: next(),
            note: next(),
            basis: next(),
        }
    });
    rows.collect()
}

fn links<'m>(mapping: &'m Mapping, activity: &str) -> Vec<&'m Link> {
    mapping.links.iter().filter(|link| link.activity == activity).collect()
}

/// The clause as it was named, in the version named.
fn named(link: &Link) -> (String, String) {
    let from = link.carried.as_ref().map_or(&link.target, |carried| &carried.from);
    (from.version.clone().unwrap_or_default(), from.clause.clone().unwrap_or_default())
}

fn changes(link: &Link) -> String {
    let Some(carried) = &link.carried else { return String::new() };
    let steps = carried.steps.iter().map(|step| {
        let kinds = step.kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(",");
        let only = step.only.as_ref().map(|only| format!("[{only}]")).unwrap_or_default();
        format!("{}={kinds}{only}", step.version)
    });
    steps.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_mandate_of_the_example_is_what_it_is_meant_to_be() {
    let mapping = mapped(Vec::new());
    let mut wrong = Vec::new();
    for row in expected() {
        let own = links(&mapping, &row.activity);
        let told = own.iter().map(|link| format!("{} {}", link.target, changes(link))).collect::<Vec<_>>().join(" | ");
        let mut say = |what: &str| wrong.push(format!("{} “{}”: {what}; got {told}", row.activity, row.written));
        let of_text: Vec<&&Link> = own.iter().filter(|link| link.target.text == row.text).collect();
        let remarked = |name: RemarkName| {
            mapping
                .remarks
                .iter()
                .any(|remark| remark.name == name && remark.activity.as_deref() == Some(&row.activity))
        };
        match row.note.as_str() {
            "text-not-at-hand" => {
                let is_said = row.basis == "cited" || remarked(RemarkName::AbsentText);
                if !of_text.is_empty() || !is_said {
                    say("the text is not at hand, and that is to be said");
                }
                continue;
            }
            "version-not-at-hand" => {
                if of_text.iter().any(|link| link.target.clause.is_some()) || !remarked(RemarkName::AbsentVersion) {
                    say("the version is not at hand, and that is to be said");
                }
                continue;
            }
            "no-such-clause" => {
                if of_text.iter().any(|link| link.target.clause.is_some()) || !remarked(RemarkName::AbsentClause) {
                    say("there is no such clause, and that is to be said");
                }
                continue;
            }
            "not-understood" => {
                if !own.is_empty() || !remarked(RemarkName::UnreadMandate) {
                    say("it cannot be understood, and that is to be said");
                }
                continue;
            }
            // Several sections have the act: each clause with the label is suggested, none is guessed.
            "first-of-several" => {
                let suggested = mapping.suggestions.iter().filter(|of| of.activity == row.activity);
                let is_suggested = suggested
                    .clone()
                    .any(|of| of.target.text == row.text && of.target.clause.as_deref() == Some(&row.newest));
                if !is_suggested || !remarked(RemarkName::AmbiguousMandate) {
                    say("one of several, and that is to be said");
                }
                continue;
            }
            _ => {}
        }
        let basis = if row.basis == "cited" { LinkBasis::Cited } else { LinkBasis::Declared };
        if row.clause.is_empty() {
            if !of_text.iter().any(|link| link.target.clause.is_none() && link.basis == basis) {
                say("the text as a whole is meant");
            }
            continue;
        }
        let wanted = (row.version.clone(), row.clause.clone());
        let Some(link) = of_text.iter().find(|link| named(link) == wanted && link.basis == basis) else {
            say(&format!("{}#{} is meant", row.version, row.clause));
            continue;
        };
        let now = link.target.clause.clone().filter(|_| link.in_force).unwrap_or_default();
        if now != row.newest {
            say(&format!("it is to be {:?} now", row.newest));
        }
        if changes(link) != row.changes {
            say(&format!("{} is to have happened", row.changes));
        }
        let index = mapping.links.iter().position(|of| std::ptr::eq(of, **link)).expect("a link");
        let review = mapping.review.iter().find(|review| review.link == index);
        let is_split = review.is_some_and(|review| review.reasons.contains(&ReviewReason::Split));
        if is_split != row.related.contains("split-from") {
            say("whether it was split");
        }
        let is_gone = review.is_some_and(|review| review.reasons.contains(&ReviewReason::Deleted));
        if is_gone != row.newest.is_empty() {
            say("what is gone is to be looked at");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Nothing is linked that the table of what is meant does not name.
#[test]
fn nothing_else_is_linked() {
    let mapping = mapped(Vec::new());
    let expected = expected();
    let is_meant = |link: &&Link| {
        expected.iter().any(|row| row.activity == link.activity && row.text == link.target.text)
            || expected.iter().any(|row| format!("{}#2", row.activity) == link.activity)
    };
    let stray: Vec<String> = mapping
        .links
        .iter()
        .filter(|link| !is_meant(link))
        .map(|link| format!("{} {}", link.activity, link.target))
        .collect();
    assert!(stray.is_empty(), "{stray:?}");
}

#[test]
fn mandates_are_read_in_the_forms_in_which_people_write_them() {
    let cases = [
        ("itu.wtsa.resolution.163@new_delhi-2024#resolves__1", "itu.wtsa.resolution.163@new_delhi-2024#resolves__1"),
        (
            "WTSA Resolution 163 (Rev. New Delhi, 2024), resolves 1",
            "itu.wtsa.resolution.163@new_delhi-2024#resolves__1",
        ),
        (
            "resolves 1 of WTSA Resolution 163 (Rev. New Delhi, 2024)",
            "itu.wtsa.resolution.163@new_delhi-2024#resolves__1",
        ),
        ("AMNT-24 Rés. 163, décide 1", "itu.wtsa.resolution.163@new_delhi-2024#resolves__1"),
        ("Rés. 163 (AMNT-24), décide 1", "itu.wtsa.resolution.163@new_delhi-2024#resolves__1"),
        ("Res. 163 (New Delhi 2024), resolves 1", "itu.wtsa.resolution.163@new_delhi-2024#resolves__1"),
        ("Resolución 163 (Rev. Nueva Delhi, 2024) de la AMNT", "itu.wtsa.resolution.163@new_delhi-2024"),
        ("Резолюция 163 (Пересм. Нью-Дели, 2024 г.)", "itu.wtsa.resolution.163@new_delhi-2024"),
        ("第163号决议（2024年，新德里，修订版）", "itu.wtsa.resolution.163@new_delhi-2024"),
        ("القرار 163 (المراجَع في نيودلهي، 2024)", "itu.wtsa.resolution.163@new_delhi-2024"),
    ];
    let activities = cases.iter().enumerate().map(|(at, (mandate, _))| mandated(&at.to_string(), mandate)).collect();
    let mapping = of(activities);
    for (at, (mandate, wanted)) in cases.iter().enumerate() {
        let own = links(&mapping, &at.to_string());
        let told: Vec<String> = own.iter().map(|link| link.target.to_string()).collect();
        assert_eq!(told, [(*wanted).to_owned()], "{mandate}");
    }
}

#[test]
fn what_is_assumed_is_said_and_worth_less() {
    let mapping = of(vec![mandated("A", "Résolution 163, décide 1")]);
    let link = links(&mapping, "A")[0];
    assert_eq!(link.reason.assumed, [Assumed::OnlyTextWithNumber, Assumed::Newest]);
    assert!(link.score < 0.7, "{}", link.score);
    assert_eq!(link.reason.printed.as_deref(), Some("décide 1"));
    let names: Vec<RemarkName> = mapping.remarks.iter().map(|remark| remark.name).collect();
    assert!(names.contains(&RemarkName::AssumedVersion), "{names:?}");
}

#[test]
fn running_words_cite_a_clause_only_where_its_text_is_named_beside_it() {
    let mut activity = mandated("A", "");
    activity.description =
        "Le Bureau invite 5 pays et décide 2 fois par an; voir la Résolution 163 (Rév. New Delhi, 2024).".to_owned();
    let mapping = of(vec![activity]);
    let told: Vec<String> = links(&mapping, "A").iter().map(|link| link.target.to_string()).collect();
    assert_eq!(told, ["itu.wtsa.resolution.163@new_delhi-2024"]);
}

/// A megabyte in a cell costs no more than ten pages, and is said.
#[test]
fn a_long_cell_is_looked_through_at_its_beginning() {
    let mut activity = mandated("A", "itu.wtsa.resolution.163");
    activity.description = format!("Voir {} la Résolution 187.", "le rapport 5 sur l'appui; ".repeat(40_000));
    let mapping = of(vec![activity]);
    let told: Vec<String> = links(&mapping, "A").iter().map(|link| link.target.text.clone()).collect();
    assert_eq!(told, ["itu.wtsa.resolution.163"]);
    let said = mapping.remarks.iter().find(|remark| remark.name == RemarkName::LongCell).expect("said");
    assert_eq!((said.column.as_deref(), said.activity.as_deref()), (Some("description"), Some("A")));
}
