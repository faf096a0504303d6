//! By what a reader can filter: of each facet its choices, and which of them an activity has.
//!
//! The choices stand in one order everywhere: in the panel, in the rows of coverage and in what the script counts with.

use super::index::Index;
use super::words::plain;
use crate::mapping::{Activity, MappedActivity, Mapping, PeriodKey};
use std::collections::{BTreeMap, BTreeSet};

/// All facets but the status, whose choices are known.
pub struct Facets {
    /// Addressees of operative sections and clauses, those with most clauses first; behind them, without a name, those that charge nobody.
    pub addressees: Vec<String>,
    /// Regions by id, or by name where they have none; behind them activities without a region.
    pub regions: Vec<Region>,
    /// Offices as printed; behind them activities without an office.
    pub offices: Vec<String>,
    /// Periods in which something begins that answers a text of the body; behind them activities without a date.
    pub periods: Vec<PeriodKey>,
}

/// A region.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Region {
    /// Its id, or its name where the lexicon does not know it.
    pub name: String,
    /// Whether it is an id.
    pub is_known: bool,
}

impl Facets {
    pub fn of(mapping: &Mapping, index: &Index<'_>) -> Self {
        let operative = index.sections.iter().filter(|section| section.is_operative());
        let mut charged: BTreeMap<&String, usize> = BTreeMap::new();
        for place in operative {
            place.section.addressees.iter().for_each(|id| *charged.entry(id).or_default() += 0);
            place
                .section
                .clauses
                .iter()
                .flat_map(|clause| &clause.addressees)
                .for_each(|id| *charged.entry(id).or_default() += 1);
        }
        let mut addressees: Vec<(&String, usize)> = charged.into_iter().collect();
        addressees.sort_by_key(|(_, clauses)| std::cmp::Reverse(*clauses));
        let activities = || mapping.activities.iter().map(|of| &of.activity);
        let regions: BTreeSet<Region> = activities().flat_map(|of| of.regions.iter().map(region)).collect();
        let offices: BTreeSet<&String> = activities().filter_map(|of| of.office.as_ref()).collect();
        let mut periods: BTreeMap<PeriodRank<'_>, &PeriodKey> = BTreeMap::new();
        for (at, of) in mapping.activities.iter().enumerate() {
            for key in of.periods.iter().filter(|key| answers_body(mapping, index, at, &key.body)) {
                periods.insert(
                    (&key.body, key.since.as_deref().map_or(0, year), key.until.as_deref().map_or(u16::MAX, year)),
                    key,
                );
            }
        }
        Facets {
            addressees: addressees.into_iter().map(|(id, _)| id.clone()).collect(),
            regions: regions.into_iter().collect(),
            offices: offices.into_iter().cloned().collect(),
            periods: periods.into_values().cloned().collect(),
        }
    }

    /// The addressees of a clause or section, by number.
    pub fn charged(&self, addressees: &[String]) -> Vec<usize> {
        numbers(addressees.iter(), &self.addressees)
    }

    /// The regions of an activity.
    pub fn regions_of(&self, activity: &Activity) -> Vec<usize> {
        let own: Vec<Region> = activity.regions.iter().map(region).collect();
        numbers(own.iter(), &self.regions)
    }

    /// The office of an activity.
    pub fn office_of(&self, activity: &Activity) -> usize {
        numbers(activity.office.iter(), &self.offices)[0]
    }

    /// The periods of an activity, each of a body whose texts it answers.
    pub fn periods_of(&self, mapping: &Mapping, index: &Index<'_>, at: usize) -> Vec<usize> {
        let MappedActivity { activity, periods, .. } = &mapping.activities[at];
        if !is_dated(activity) {
            return vec![self.periods.len()];
        }
        let own = periods.iter().filter(|key| answers_body(mapping, index, at, &key.body));
        own.filter_map(|key| self.periods.iter().position(|known| known == key)).collect()
    }
}

/// A body, and the years of the conferences around a period.
type PeriodRank<'p> = (&'p str, u16, u16);

/// Whether an activity has a beginning or an end.
pub fn is_dated(activity: &Activity) -> bool {
    activity.start.is_some() || activity.end.is_some()
}

/// The position of each among those that are known; the one behind them where there is none.
fn numbers<'i, T: PartialEq + 'i>(own: impl Iterator<Item = &'i T>, known: &[T]) -> Vec<usize> {
    let mut found: Vec<usize> = own.filter_map(|one| known.iter().position(|other| other == one)).collect();
    found.sort_unstable();
    found.dedup();
    if found.is_empty() { vec![known.len()] } else { found }
}

fn region(region: &crate::mapping::Region) -> Region {
    let name = region.id.clone().unwrap_or_else(|| plain(&region.text));
    Region { name, is_known: region.id.is_some() }
}

fn answers_body(mapping: &Mapping, index: &Index<'_>, activity: usize, body: &str) -> bool {
    let links = index.of_activity[activity].iter().filter_map(|link| index.links[*link]);
    links
        .filter(|link| link.in_force)
        .filter_map(|link| link.text)
        .any(|text| mapping.texts[text].body.as_deref() == Some(body))
}

fn year(conference: &str) -> u16 {
    conference.rsplit_once('-').and_then(|(_, year)| year.parse().ok()).unwrap_or(0)
}
