//! Citations and times: how each was told, and what is not guessed.

mod support;

use dispositif::link::{Basis, Fact, Reference};
use dispositif::note::Name;
use dispositif::{Options, extract};

fn found(text: &str, language: &str) -> dispositif::Extracted {
    let options = Options { language: Some(language.to_owned()), ..Options::default() };
    extract(text.as_bytes(), &options).expect("readable")
}

fn references(text: &str, language: &str) -> Vec<(String, Option<String>, Option<Basis>)> {
    let references = found(text, language).comparison.references;
    references.into_iter().map(|Reference { text, id, basis, .. }| (text, id, basis)).collect()
}

/// A text of the WTSA with one operative clause.
fn wtsa(clause: &str) -> String {
    format!(
        "RESOLUTION 91 (Geneva, 2022)\nLamps\nThe World Telecommunication Standardization Assembly (Geneva, 2022),\nrecalling\n\
         a)\tthe use of lamps;\nb)\tthe price of oil,\nresolves\n1\tto light them;\n2\t{clause}.\n"
    )
}

#[test]
fn each_way_to_tell_whose_it_is_says_so() {
    for (clause, text, id, basis) in [
        ("to apply A/RES/79/78", "A/RES/79/78", "un.ga.resolution.79-78", Basis::Printed),
        ("to apply Resolution 7 of the Council", "Resolution 7", "itu.council.resolution.7", Basis::Named),
        (
            "to apply Resolution 123 (Rev. Bucharest, 2022)",
            "Resolution 123 (Rev. Bucharest, 2022)",
            "itu.pp.resolution.123@bucharest-2022",
            Basis::Conference,
        ),
        ("to apply its Resolution 44", "Resolution 44", "itu.wtsa.resolution.44", Basis::Own),
        ("to apply resolution 1325 (2000)", "resolution 1325 (2000)", "un.sc.resolution.1325", Basis::Shape),
        ("to apply this Resolution", "this Resolution", "itu.wtsa.resolution.91", Basis::Own),
        ("to go on with resolves 1 above", "resolves 1", "itu.wtsa.resolution.91#resolves__1", Basis::Own),
    ] {
        let expected = (text.to_owned(), Some(id.to_owned()), Some(basis));
        assert_eq!(references(&wtsa(clause), "en"), [expected], "{clause}");
    }
}

#[test]
fn what_was_cited_in_full_before_tells_the_rest() {
    let found =
        references(&wtsa("to apply Resolution 123 (Rev. Bucharest, 2022), and to report on Resolution 123"), "en");
    assert_eq!(found[1].1.as_deref(), Some("itu.pp.resolution.123"));
    assert_eq!(found[1].2, Some(Basis::Earlier));
}

#[test]
fn what_cannot_be_told_has_no_id_and_a_note() {
    for clause in [
        "to apply Resolution 7",
        "to apply Resolution 12 (Lima, 2021)",
        // Both the Radiocommunication Assembly and the Conference met there in that year.
        "to apply Resolution 5 (Geneva, 2012)",
        // The place says one body and the words another.
        "to apply WTSA Resolution 50 (Rev. Bucharest, 2022)",
    ] {
        let found = found(&wtsa(clause), "en");
        let references = &found.comparison.references;
        assert_eq!(references.iter().map(|r| (&r.id, r.basis)).collect::<Vec<_>>(), [(&None, None)], "{clause}");
        assert!(found.notes.iter().any(|note| note.name == Name::UnresolvedReference), "{clause}");
    }
}

#[test]
fn what_only_looks_like_a_citation_is_none() {
    for clause in [
        "to buy 3 lamps of resolution 320 by 240",
        "to apply Article 5 of the contract",
        "to ask 2/3 of the members, day and night (24/7)",
        "to note paragraph 12 of the report",
        "to follow Article 9 of the Convention on the Rights of Persons with Disabilities",
    ] {
        assert_eq!(references(&wtsa(clause), "en"), [], "{clause}");
    }
}

#[test]
fn a_footnote_cites_where_it_is_called() {
    let text = wtsa("to light them again[^1]") + "\n[^1]: See Resolution 136 (Rev. Bucharest, 2022).\n";
    let found = found(&text, "en");
    let reference = found.comparison.references.iter().find(|r| r.footnote.is_some()).expect("a citation in the note");
    assert_eq!(reference.id.as_deref(), Some("itu.pp.resolution.136@bucharest-2022"));
    let clause = &found.comparison.texts[0].sections[1].clauses[1];
    assert_eq!(clause.references.len(), 1, "the clause that calls the note cites what the note cites");
    assert_eq!(reference.place.paragraph, clause.place.paragraph);
}

#[test]
fn times_are_facts_of_the_operative_clause_that_names_them() {
    let text = wtsa("to report every year to the Council, and to the next WTSA, before 2027");
    let text = text.replace("the price of oil", "the price of oil, which rises every year before 2027");
    let found = found(&text, "en");
    let sections = &found.comparison.texts[0].sections;
    assert!(sections[0].clauses.iter().all(|clause| clause.facts.is_empty()), "a preamble charges nobody");
    let values: Vec<&str> =
        sections[1].clauses[1].facts.iter().map(|Fact { value, .. }| value.as_deref().unwrap_or("?")).collect();
    assert_eq!(values, ["P1Y", "next:wtsa", "before:2027"]);
}

#[test]
fn every_time_of_the_lexicon_does_to_its_examples_what_it_says() {
    let failures = dispositif::link::time_failures(dispositif::lexicon::Lexicon::built_in());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn citations_of_all_languages_carry_the_same_ids() {
    for name in ["alerts", "archives"] {
        let folder = if name == "alerts" { "itu" } else { "un" };
        let mut of_first: Option<Vec<Option<String>>> = None;
        for path in support::files(folder, &["txt"]) {
            if !support::name(&path).starts_with(&format!("{name}.")) {
                continue;
            }
            let (_, document) = support::extracted(&path);
            let mut ids: Vec<_> = document.references.iter().map(|reference| reference.id.clone()).collect();
            ids.sort();
            assert!(ids.len() > 2, "{}", support::name(&path));
            assert_eq!(of_first.get_or_insert_with(|| ids.clone()), &ids, "{}", support::name(&path));
        }
    }
}

#[test]
fn a_list_keeps_its_versions_letters_and_ends_apart() {
    let ids = |clause: &str| -> Vec<Option<String>> {
        references(&wtsa(clause), "en").into_iter().map(|(_, id, _)| id).collect()
    };
    let some = |ids: &[&str]| -> Vec<Option<String>> { ids.iter().map(|id| Some((*id).to_owned())).collect() };
    assert_eq!(
        ids("to apply Resolutions 30 and 37 (Rev. Dubai, 2014) and 45 (Rev. Hyderabad, 2010)"),
        some(&[
            "itu.wtdc.resolution.30@dubai-2014",
            "itu.wtdc.resolution.37@dubai-2014",
            "itu.wtdc.resolution.45@hyderabad-2010"
        ])
    );
    assert_eq!(
        ids("to apply paragraph 4 (a) and (b) of General Assembly resolution 72/3"),
        some(&[
            "un.ga.resolution.72-3#operative__4__1",
            "un.ga.resolution.72-3#operative__4__2",
            "un.ga.resolution.72-3"
        ])
    );
    assert_eq!(
        ids("to apply paragraphs 1 to 3 of General Assembly resolution 71/1"),
        some(&["un.ga.resolution.71-1#operative__1", "un.ga.resolution.71-1#operative__3", "un.ga.resolution.71-1"])
    );
}

#[test]
fn what_is_of_another_is_not_taken_for_one_that_is_known() {
    let ids = |clause: &str| -> Vec<Option<String>> {
        references(&wtsa(clause), "en").into_iter().map(|(_, id, _)| id).collect()
    };
    let cited = "to apply Resolution 20 (Dubai, 2012), and Resolution 20 of the Guild of Lamplighters";
    assert_eq!(ids(cited), [Some("itu.wtsa.resolution.20@dubai-2012".to_owned()), None]);
    assert_eq!(ids("to go on with paragraph 2 contained in the charter of the guild"), [None]);
    assert_eq!(ids("to apply resolution 2005/80"), [None], "the Council's or the Commission's");
    assert_eq!(
        ids("to apply Security Council resolution 1325"),
        [None],
        "a number of another shape than the Council's"
    );
}
