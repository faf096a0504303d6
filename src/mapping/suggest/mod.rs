//! Clauses that an activity may answer, by the words that both have: suggested, never counted until somebody accepts them.
//!
//! Enter the clauses in force and an activity; leave at most [`SHOWN`] clauses in the activity's own language, best first. The index
//! ([`index`]) brings the clauses that share its rare words; each of them is then weighed ([`weigh`]) by the share of what its words weigh
//! that both have, and by what agrees or disagrees beside the words: the unit and those whom the clause charges, regions, dates.

mod index;
mod stems;
mod weigh;

use super::activity::Activity;
use super::correspondence::Reason;
use super::ground::Ground;
use crate::lexicon::Lexicon;
use crate::segment::outline::Part;
use crate::store::{PassageKind, StoreError};
use std::collections::{BTreeMap, HashMap};
use stems::Stems;

pub(super) use index::Index;
pub(super) use weigh::LIKELY;

/// How many clauses are suggested for an activity.
pub(super) const SHOWN: usize = 5;
/// How many clauses of the index are weighed.
const WEIGHED: usize = 40;

/// A clause in force, as it is compared with activities.
pub(super) struct Candidate {
    pub(super) text: String,
    pub(super) clause: String,
    addressees: Vec<String>,
    regions: Vec<String>,
    /// The first day on which the version was in force.
    adopted: Option<super::activity::Day>,
    own: Vec<String>,
    around: Vec<String>,
}

/// A clause that is suggested.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Proposed {
    /// Index of the candidate.
    pub(super) candidate: usize,
    pub(super) score: f64,
    pub(super) reason: Reason,
}

/// The clauses of one language, ready to be compared with activities.
pub(super) struct Suggester {
    stems: Stems,
    pub(super) candidates: Vec<Candidate>,
    /// What a stem weighs.
    weights: HashMap<String, f64>,
}

impl Suggester {
    /// The operative clauses in force that are held in a language.
    pub(super) fn of(ground: &Ground<'_, '_>, code: &str) -> Result<Option<Self>, StoreError> {
        let Some(language) = ground.lexicon().language(code) else { return Ok(None) };
        let stems = Stems::of(language);
        let cut = |text: &str| stems.cut(text).into_iter().map(|cut| cut.stem).collect::<Vec<_>>();
        let mut candidates: Vec<Candidate> = Vec::new();
        for shelf in ground.shelves().iter().filter(|shelf| shelf.languages.iter().any(|held| held == code)) {
            let standing = ground.in_force(shelf, code)?;
            let title = shelf.titles.get(code).map(|title| cut(title)).unwrap_or_default();
            let adopted = shelf.newest.version.as_ref().and_then(|edition| ground.adopted_on(shelf, edition));
            let words: BTreeMap<&str, &str> = standing.iter().map(|of| (of.name.as_str(), of.words.as_str())).collect();
            let clauses =
                standing.iter().filter(|of| of.kind == PassageKind::Clause && of.part == Some(Part::Operative));
            for clause in clauses {
                let above = clause.name.rsplit_once("__").and_then(|(above, _)| words.get(above)).copied();
                let around = above.map(cut).unwrap_or_default();
                candidates.push(Candidate {
                    text: shelf.id.clone(),
                    clause: clause.name.clone(),
                    addressees: clause.addressees.clone(),
                    regions: language.regions_in(&clause.words).into_iter().map(|region| region.id).collect(),
                    adopted,
                    own: cut(&clause.words),
                    around: [title.clone(), around].concat(),
                });
            }
        }
        let mut held: HashMap<String, usize> = HashMap::new();
        for candidate in &candidates {
            let mut of_one: Vec<&String> = candidate.own.iter().collect();
            of_one.sort_unstable();
            of_one.dedup();
            of_one.into_iter().for_each(|stem| *held.entry(stem.clone()).or_default() += 1);
            for stem in &candidate.around {
                held.entry(stem.clone()).or_insert(1);
            }
        }
        let all = candidates.len() as f64;
        let weights = held.into_iter().map(|(stem, held)| (stem, (1.0 + all / held as f64).ln())).collect();
        Ok((!candidates.is_empty()).then_some(Suggester { stems, candidates, weights }))
    }

    /// The full-text index of the clauses: one for each thread.
    pub(super) fn index(&self) -> Result<Index, StoreError> {
        let documents = self.candidates.iter().map(|of| (of.own.as_slice(), of.around.as_slice()));
        Ok(Index::of(documents)?)
    }

    /// The clauses that an activity may answer, best first.
    pub(super) fn suggest(
        &self,
        activity: &Activity,
        index: &Index,
        lexicon: &Lexicon,
    ) -> Result<Vec<Proposed>, StoreError> {
        let asked = weigh::Asked::of(activity, &self.stems, &self.weights, lexicon);
        let found = index.best(&asked.rarest(), WEIGHED)?;
        let mut out: Vec<Proposed> = found
            .into_iter()
            .map(|candidate| {
                let (score, reason) = asked.weigh(&self.candidates[candidate], &self.weights);
                Proposed { candidate, score, reason }
            })
            .collect();
        out.sort_by(|one, two| two.score.total_cmp(&one.score).then(one.candidate.cmp(&two.candidate)));
        out.retain(|proposed| proposed.score >= LIKELY);
        out.truncate(SHOWN);
        Ok(out)
    }
}
