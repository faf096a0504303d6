//! Everything that the mapping holds stands in the page, and without the script everything is shown.

use super::dom::{self, Element};
use super::stock;
use dispositif::emit::{DashboardOptions, to_dashboard};
use dispositif::mapping::Mapping;
use std::collections::HashSet;

fn page(mapping: &Mapping) -> Element {
    dom::read(&to_dashboard(mapping, &DashboardOptions::default()))
}

fn mappings() -> Vec<(&'static str, Mapping)> {
    vec![
        ("French", stock::digital_safety("fr")),
        ("English", stock::digital_safety("en")),
        ("Arabic", stock::arabic()),
        ("hostile", stock::hostile()),
        ("nothing", stock::mapped(&[], stock::table("id,title,mandates\nX-1,A title,\n"), b"", "en")),
        ("great", stock::great(150, 6)),
    ]
}

fn number(page: &Element, name: &str) -> usize {
    let of = page.all(&|element| element.get("data-n") == Some(name));
    let digits = |element: &Element| element.text().chars().filter(char::is_ascii_digit).collect::<String>();
    let values: HashSet<String> = of.iter().map(|element| digits(element)).collect();
    assert_eq!(values.len(), 1, "{name}: {values:?}");
    values.into_iter().next().and_then(|value| value.parse().ok()).expect("a number")
}

fn is_shown(page: &Element, class: &dyn Fn(&Element) -> bool) -> usize {
    page.all(class).iter().filter(|element| element.get("hidden").is_none()).count()
}

#[test]
fn every_activity_clause_and_gap_stands_in_the_page() {
    for (name, mapping) in mappings() {
        let page = page(&mapping);
        let rows = page.by_id("rows");
        let ids: Vec<String> = rows.elements().map(|row| row.of_class("s")[0].text()).collect();
        let own: Vec<String> = mapping.activities.iter().map(|of| of.activity.id.clone()).collect();
        assert_eq!(ids, own, "{name}");
        let words: Vec<String> =
            page.by_id("clauses").all(&|e| e.is("clause")).iter().map(|e| e.of_class("words")[0].text()).collect();
        let clauses = || mapping.texts.iter().flat_map(|text| &text.sections).flat_map(|section| &section.clauses);
        // The order is that of the texts, preamble first, as it is in them.
        assert_eq!(words.len(), clauses().count(), "{name}");
        for (shown, clause) in words.iter().zip(clauses()) {
            assert!(shown.ends_with(&clause.words), "{name}: {shown}");
        }
        let gaps = &mapping.gaps;
        let amended =
            gaps.amended.iter().filter(|of| !mapping.review.iter().any(|review| review.link == of.link)).count();
        for (id, figure, count) in [
            ("gap-unanswered", "unanswered", gaps.unanswered.len()),
            ("gap-unresourced", "unresourced", gaps.unresourced.len()),
            ("gap-review", "review", mapping.review.len() + amended),
            ("gap-loose", "loose", gaps.without_clause.len()),
        ] {
            let list = page.by_id(id);
            assert_eq!(number(&page, figure), count, "{name}: {figure}");
            assert_eq!(is_shown(list, &|element| element.name == "li"), count, "{name}: {id}");
            let empty = list.of_class("empty")[0];
            assert_eq!(empty.get("hidden").is_none(), count == 0, "{name}: {id} says that it is empty");
        }
        assert_eq!(
            page.by_id("suggestions").all(&|e| e.get("data-g").is_some()).len(),
            mapping.suggestions.len(),
            "{name}"
        );
        let remarks = page.by_id("remarks").all(&|e| e.name == "li").len();
        assert_eq!(remarks, mapping.remarks.len(), "{name}");
    }
}

#[test]
fn a_link_shows_the_words_that_name_the_mandate_and_what_became_of_it() {
    let mapping = stock::digital_safety("fr");
    let page = page(&mapping);
    for (at, link) in mapping.links.iter().enumerate().filter(|(_, link)| link.in_force) {
        let ties = page.by_id("clauses").all(&|element| element.get("data-l") == Some(&at.to_string()));
        assert_eq!(ties.len(), 1, "{link:?}");
        let words = ties[0].text();
        if let Some(printed) = &link.reason.printed {
            assert!(words.contains(printed.as_str()), "{printed}: {words}");
        }
        if let Some(decision) = &link.reason.decision {
            assert!(words.contains(&decision.who) && words.contains(&decision.when), "{words}");
        }
        if let Some(carried) = &link.carried {
            assert!(words.contains(carried.from.clause.as_deref().expect("a clause")), "{words}");
        }
    }
    let reworded =
        mapping.review.iter().find(|of| mapping.links[of.link].carried.as_ref().is_some_and(|c| c.kept < 0.8));
    let link = reworded.map(|of| of.link).expect("a clause was reworded");
    let item = page.by_id(&format!("r/{link}"));
    let kept = |name: &'static str| item.of_class("wording")[0].words(&|element| element.name == name);
    assert_eq!(kept("ins"), mapping.links[link].carried.as_ref().and_then(|c| c.words.clone()).expect("words"));
}

#[test]
fn coverage_has_a_row_for_everything_that_is_counted() {
    let mapping = stock::digital_safety("en");
    let page = page(&mapping);
    let figures = |name: &str, key: &str, at: usize| -> Vec<usize> {
        let table = page.all(&|e| e.get("data-rows") == Some(name))[0];
        let row = table.all(&|e| e.name == "tr" && e.get(key) == Some(&at.to_string()))[0];
        let numbers = row.all(&|e| e.get("data-v").is_some());
        numbers.iter().filter_map(|e| e.get("data-v").and_then(|value| value.parse().ok())).collect()
    };
    for (at, of) in mapping.coverage.by_text.iter().enumerate() {
        let by = of.tally.by_status;
        let expected = [of.answered, of.clauses, of.tally.activities, by.done, by.under_way, by.planned, by.unknown];
        assert_eq!(figures("text", "data-t", at)[..7], expected, "{}", of.text);
    }
    let regions = page.all(&|e| e.get("data-rows") == Some("region"))[0].all(&|e| e.name == "tr");
    let names: Vec<String> = regions.iter().map(|row| row.text()).collect();
    for of in &mapping.coverage.by_region {
        let name = of
            .region
            .as_deref()
            .map_or("no region", |id| dispositif::lexicon::Lexicon::built_in().region_name("en", id));
        assert!(names.iter().any(|row| row.starts_with(name)), "{name}: {names:?}");
    }
}

#[test]
fn few_activities_are_drawn_one_by_one_and_many_are_counted() {
    let few = page(&stock::digital_safety("fr"));
    assert_eq!(few.by_id("bars").all(&|e| e.get("data-a").is_some()).len(), 30);
    assert!(few.by_id("dense").get("hidden").is_some());
    let conferences = few.by_id("each").all(&|e| e.is("body")).iter().map(|e| e.text()).collect::<String>();
    for name in ["Kigali, 2022", "Bakou, 2025", "New Delhi, 2024", "Bucarest, 2022"] {
        assert!(conferences.contains(name), "{name}: {conferences}");
    }
    let many = page(&stock::great(150, 6));
    assert!(many.by_id("each").get("hidden").is_some() && many.by_id("dense").get("hidden").is_none());
    assert_eq!(
        many.by_id("rows").all(&|e| e.is("rest")).len(),
        50,
        "the rest waits for the script, and is there without it"
    );
}

#[test]
fn ids_are_unique_and_every_link_leads_somewhere() {
    for (name, mapping) in mappings() {
        let page = page(&mapping);
        let ids: Vec<&str> = page.all(&|_| true).iter().filter_map(|element| element.get("id")).collect();
        let unique: HashSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{name}: ids are unique");
        for link in page.all(&|element| element.name == "a" || element.name == "use") {
            let target = link.get("href").expect("a target");
            assert!(unique.contains(target.trim_start_matches('#')), "{name}: nothing is at {target}");
        }
        for element in page.all(&|_| true) {
            for key in ["aria-labelledby", "aria-describedby", "for"] {
                assert!(element.get(key).is_none_or(|id| unique.contains(id)), "{name}: {key} {:?}", element.get(key));
            }
        }
    }
}
