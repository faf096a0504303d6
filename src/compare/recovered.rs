//! How sure the clauses of a recovered text are: the marks were not in the source, each was found by a rule.
//!
//! `{--études,--}{++études;++}` is as sure as the rule that split it. A clause without a split is unchanged as far as can be told, and never
//! certainly: what was replaced or put in whole leaves no trace in such a text.

use super::comparison::{Basis, Clause, Comparison};
use crate::recover::Recovered;
use std::collections::HashMap;

/// Lets the evidence of each clause say by which rule, and how surely, its two wordings were told apart.
pub fn weigh(comparison: &mut Comparison, recovered: &Recovered) {
    let mut in_paragraph: HashMap<usize, usize> = HashMap::new();
    for_each(comparison, &mut |clause| *in_paragraph.entry(clause.place.paragraph).or_default() += 1);
    for_each(comparison, &mut |clause| {
        // A text that is new or deleted as a whole is so by the proposal, not by what was found in it.
        if clause.evidence.rule.as_deref() == Some("proposal-action") {
            return;
        }
        let is_alone = in_paragraph.get(&clause.place.paragraph) == Some(&1);
        let surety = recovered.surety(clause.place, is_alone);
        match clause.evidence.basis {
            // Paired by their words alone: neither doubt lessens the other.
            Basis::Aligned => clause.evidence.confidence = clause.evidence.confidence.min(surety.confidence),
            _ => {
                clause.evidence.basis = Basis::Recovered;
                clause.evidence.confidence = surety.confidence;
                clause.evidence.rule = Some(surety.rule);
            }
        }
    });
}

/// Each clause, its sub-clauses behind it.
fn for_each(comparison: &mut Comparison, act: &mut dyn FnMut(&mut Clause)) {
    for section in comparison.texts.iter_mut().flat_map(|text| &mut text.sections) {
        let mut stack: Vec<&mut Clause> = section.clauses.iter_mut().rev().collect();
        while let Some(clause) = stack.pop() {
            act(clause);
            stack.extend(clause.clauses.iter_mut().rev());
        }
    }
}
