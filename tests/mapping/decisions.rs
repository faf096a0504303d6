//! What people decide: it counts, is read again, follows its clause, and lapses where the clause is no more what it was.

use super::{decided, mapped};
use dispositif::mapping::{Decision, DecisionRow, LinkBasis, RemarkName, Target, Verdict};

fn row(activity: &str, target: Target, verdict: Verdict) -> DecisionRow {
    let decision = Decision { verdict, who: "M. Okafor".to_owned(), when: "2026-03-02".to_owned(), note: None };
    DecisionRow { activity: activity.to_owned(), target, decision, row: 2 }
}

#[test]
fn a_suggestion_counts_when_it_is_accepted_and_not_before() {
    let before = mapped(Vec::new());
    assert!(before.links.iter().all(|link| link.basis != LinkBasis::Accepted));
    let suggestion = before.suggestions.first().expect("something is suggested");
    let is_linked = |mapping: &dispositif::mapping::Mapping| {
        mapping.links.iter().any(|link| link.activity == suggestion.activity && link.target == suggestion.target)
    };
    assert!(!is_linked(&before));
    let accepted = mapped(vec![row(&suggestion.activity, suggestion.target.clone(), Verdict::Accept)]);
    assert!(is_linked(&accepted));
    let still = |mapping: &dispositif::mapping::Mapping| {
        mapping.suggestions.iter().any(|of| of.activity == suggestion.activity && of.target == suggestion.target)
    };
    assert!(!still(&accepted), "what is linked is no suggestion");
    let rejected = mapped(vec![row(&suggestion.activity, suggestion.target.clone(), Verdict::Reject)]);
    assert!(!is_linked(&rejected) && !still(&rejected), "what is rejected is not suggested again");
    let both = mapped(vec![
        row(&suggestion.activity, suggestion.target.clone(), Verdict::Reject),
        row(&suggestion.activity, suggestion.target.clone(), Verdict::Accept),
    ]);
    assert!(is_linked(&both), "the last decision holds");
    assert!(both.remarks.iter().any(|remark| remark.name == RemarkName::DecisionChanged));
}

#[test]
fn the_decisions_of_the_example_are_links_or_are_gone() {
    let mapping = mapped(decided());
    for decided in &mapping.decisions {
        let Some(now) = decided.now.as_ref().filter(|_| decided.holds) else { continue };
        let link = mapping.links.iter().find(|link| link.activity == decided.activity && link.target == *now);
        assert_eq!(link.is_some(), decided.decision.verdict == Verdict::Accept, "{} {now}", decided.activity);
        if let Some(link) = link {
            assert_eq!(link.reason.decision.as_ref(), Some(&decided.decision));
        }
    }
}

#[test]
fn a_declared_link_that_is_rejected_does_not_count() {
    let target = Target::clause("itu.wtdc.resolution.214", "kigali-2022", "resolves__1");
    let mapping = mapped(vec![row("AC-011", target, Verdict::Reject)]);
    assert!(mapping.links.iter().all(|link| link.activity != "AC-011"));
}

#[test]
fn a_decision_on_a_clause_that_is_no_more_what_it_was_lapses() {
    // Split and reworded at Baku.
    let target = Target::clause("itu.wtdc.resolution.214", "kigali-2022", "instructs__3");
    let mapping = mapped(vec![row("AC-023", target.clone(), Verdict::Reject)]);
    let decided = &mapping.decisions[0];
    assert!(!decided.holds && decided.now.is_some(), "{decided:?}");
    // What went cannot be decided about.
    let gone = Target::clause("itu.wtdc.resolution.214", "kigali-2022", "instructs__2");
    let mapping = mapped(vec![row("AC-023", gone, Verdict::Accept)]);
    assert_eq!(mapping.decisions[0].now, None);
    let link = mapping.links.iter().find(|link| link.activity == "AC-023").expect("kept, to be looked at");
    assert!(!link.in_force);
}

#[test]
fn decisions_about_nothing_are_said() {
    let target = Target::clause("itu.wtdc.resolution.214", "kigali-2022", "resolves__99");
    let stray = Target::clause("itu.wtdc.resolution.214", "kigali-2022", "resolves__1");
    let mapping = mapped(vec![row("AC-023", target, Verdict::Accept), row("ZZ-9", stray, Verdict::Accept)]);
    let names: Vec<RemarkName> = mapping.remarks.iter().map(|remark| remark.name).collect();
    assert!(names.contains(&RemarkName::LostDecision) && names.contains(&RemarkName::StrayDecision), "{names:?}");
    assert!(mapping.links.iter().all(|link| link.activity != "ZZ-9"));
}

#[test]
fn whole_texts_sections_and_what_is_gone_can_be_rejected() {
    let before = mapped(Vec::new());
    let of = |activity: &str| before.links.iter().find(|link| link.activity == activity).expect("a link");
    // AC-004 names a text, AC-003 a clause that went.
    let whole = row("AC-004", Target::text("itu.wtdc.resolution.214", None), Verdict::Reject);
    let gone = row("AC-003", Target::clause("itu.wtdc.resolution.214", "kigali-2022", "instructs__2"), Verdict::Reject);
    assert!(of("AC-004").target.clause.is_none() && !of("AC-003").in_force);
    let after = mapped(vec![whole, gone]);
    assert!(after.links.iter().all(|link| link.activity != "AC-004" && link.activity != "AC-003"));
    assert!(after.remarks.iter().all(|remark| remark.name != RemarkName::LostDecision));
}
