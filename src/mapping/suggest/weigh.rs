//! How likely it is that an activity answers a clause.
//!
//! Words are weighed by how rare they are among the clauses. Likeness is what the shared words weigh against what each side weighs; a
//! clause that charges the activity's own unit, names its region or was in force when it began gains, one that names another loses.

use super::super::activity::Activity;
use super::super::correspondence::Reason;
use super::super::links::looked_through;
use super::Candidate;
use super::stems::{Cut, Stems, is_concept};
use crate::lexicon::Lexicon;
use std::collections::{BTreeSet, HashMap};

/// The score from which a clause is suggested. Chosen on `accuracy/mapping/tune.tsv`.
pub(in super::super) const LIKELY: f64 = 0.2;

/// How much a word of the title weighs beside one of the description.
const TITLE: f64 = 1.5;
/// How much a word around a clause weighs beside one of its own.
const AROUND: f64 = 0.35;
/// How much a word that no clause has weighs, beside the rarest that one has.
const STRANGE: f64 = 0.25;
/// How much a concept weighs beside a word.
const CONCEPT: f64 = 1.0;
/// What agrees beside the words, and what does not.
const CHARGED: f64 = 1.15;
const OTHERS_CHARGED: f64 = 0.85;
const REGION: f64 = 1.1;
const OTHER_REGION: f64 = 0.7;
const TOO_EARLY: f64 = 0.9;
/// How many shared words a reason names.
const NAMED: usize = 8;

/// An activity, ready to be compared.
pub(super) struct Asked<'a> {
    activity: &'a Activity,
    /// Its stems with what each weighs and the word that it was cut from, the rarest first.
    stems: Vec<(String, f64, String)>,
    length: f64,
    addressees: BTreeSet<String>,
    regions: BTreeSet<String>,
}

impl<'a> Asked<'a> {
    pub(super) fn of(activity: &'a Activity, stems: &Stems, weights: &HashMap<String, f64>, lexicon: &Lexicon) -> Self {
        let mut held: HashMap<String, (f64, String)> = HashMap::new();
        let rarest = weights.values().copied().fold(0.0, f64::max);
        let mut strange: HashMap<String, f64> = HashMap::new();
        for (words, factor) in [(&activity.title, TITLE), (&activity.description, 1.0)] {
            for Cut { stem, word } in stems.cut(looked_through(words)) {
                let factor = if is_concept(&stem) { factor * CONCEPT } else { factor };
                match weights.get(&stem) {
                    Some(weight) => {
                        let entry = held.entry(stem).or_insert((0.0, word));
                        entry.0 = entry.0.max(weight * factor);
                    }
                    None if is_concept(&stem) => {}
                    None => drop(strange.insert(stem, rarest * STRANGE)),
                }
            }
        }
        let square = |weight: f64| weight * weight;
        let known: f64 = held.values().map(|(weight, _)| square(*weight)).sum();
        let unknown: f64 = strange.values().copied().map(square).sum();
        let mut stems: Vec<(String, f64, String)> =
            held.into_iter().map(|(stem, (weight, word))| (stem, weight, word)).collect();
        stems.sort_by(|one, two| two.1.total_cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
        let unit = activity.unit.as_deref().into_iter().chain(activity.office.as_deref());
        Asked {
            activity,
            stems,
            length: (known + unknown).sqrt(),
            addressees: unit.flat_map(|unit| lexicon.addressees_of_unit(unit)).collect(),
            regions: activity.regions.iter().filter_map(|region| region.id.clone()).collect(),
        }
    }

    /// The stems that a clause may have, the rarest first.
    pub(super) fn rarest(&self) -> Vec<&str> {
        self.stems.iter().map(|(stem, _, _)| stem.as_str()).collect()
    }

    /// How likely a clause is, and why.
    pub(super) fn weigh(&self, candidate: &Candidate, weights: &HashMap<String, f64>) -> (f64, Reason) {
        let own: BTreeSet<&str> = candidate.own.iter().map(String::as_str).collect();
        let around: BTreeSet<&str> = candidate.around.iter().map(String::as_str).filter(|s| !own.contains(s)).collect();
        let weight = |stem: &str| weights.get(stem).copied().unwrap_or_default();
        let square = |weight: f64| weight * weight;
        let length = own.iter().map(|stem| square(weight(stem))).sum::<f64>()
            + around.iter().map(|stem| square(weight(stem) * AROUND)).sum::<f64>();
        let mut product = 0.0;
        let mut words: Vec<String> = Vec::new();
        for (stem, of_activity, word) in &self.stems {
            let factor = if own.contains(stem.as_str()) {
                1.0
            } else if around.contains(stem.as_str()) {
                AROUND
            } else {
                continue;
            };
            product += of_activity * weight(stem) * factor;
            if words.len() < NAMED && !words.contains(word) {
                words.push(word.clone());
            }
        }
        let lengths = self.length * length.sqrt();
        let likeness = if lengths == 0.0 { 0.0 } else { product / lengths };
        let addressees: Vec<String> =
            candidate.addressees.iter().filter(|to| self.addressees.contains(*to)).cloned().collect();
        let regions: Vec<String> = candidate.regions.iter().filter(|id| self.regions.contains(*id)).cloned().collect();
        let ends = self.activity.end.as_ref().or(self.activity.start.as_ref()).map(|when| when.to);
        let in_time = candidate.adopted.zip(ends).map(|(adopted, ends)| ends >= adopted);
        let mut score = likeness;
        score *= match (addressees.is_empty(), candidate.addressees.is_empty() || self.addressees.is_empty()) {
            (false, _) => CHARGED,
            (true, true) => 1.0,
            (true, false) => OTHERS_CHARGED,
        };
        score *= match (regions.is_empty(), candidate.regions.is_empty() || self.regions.is_empty()) {
            (false, _) => REGION,
            (true, true) => 1.0,
            (true, false) => OTHER_REGION,
        };
        if in_time == Some(false) {
            score *= TOO_EARLY;
        }
        let reason =
            Reason { words, likeness: Some(rounded(likeness)), addressees, regions, in_time, ..Reason::default() };
        (rounded(score.min(1.0)), reason)
    }
}

fn rounded(share: f64) -> f64 {
    (share * 1000.0).round() / 1000.0
}
