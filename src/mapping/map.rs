//! From a store, a table and decisions to the mapping, step by step.

use super::activity::{Activities, Activity};
use super::correspondence::{
    Assumed, Link, MappedActivity, MappedClause, MappedSection, MappedText, Mapping, Reason, SCHEMA, Suggestion,
    Target, section_of,
};
use super::coverage::{Counted, mark};
use super::decisions::DecisionRow;
use super::ground::{Ground, Shelf};
use super::links::{Decisions, Tied, of_activity, ordered, stale};
use super::periods::{Period, period_of, periods};
use super::remark::{Remark, RemarkName};
use super::suggest::{Index, LIKELY, Proposed, SHOWN, Suggester};
use crate::store::{Kind, PassageKind, Status as VersionStatus, Store, StoreError};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};

/// How likely a clause is that a mandate names together with others: likelier than by its words, and no certainty.
const ONE_OF_SEVERAL: f64 = 0.9;

/// What a mapping is made of beside the store.
#[derive(Debug, Clone, Default)]
pub struct MapInput {
    /// The table of activities.
    pub activities: Activities,
    /// The decisions, in the order of their file.
    pub decisions: Vec<DecisionRow>,
    /// The name of that file.
    pub decisions_file: String,
    /// What was said when it was read.
    pub remarks: Vec<Remark>,
    /// The language in which texts are shown, where they are held in it.
    pub language: Option<String>,
}

/// Puts activities in correspondence with the clauses of a store.
pub fn map(store: &Store<'_>, input: MapInput) -> Result<Mapping, StoreError> {
    let MapInput { activities: Activities { source, activities, remarks: of_table }, .. } = input;
    let ground = Ground::of(store, input.language.as_deref())?;
    let mut remarks: Vec<Remark> = of_table.into_iter().chain(input.remarks).collect();
    for shelf in ground.shelves().iter().filter(|shelf| shelf.status == VersionStatus::Proposed) {
        let message = format!("no adopted version of {} is at hand; {} stands in for it", shelf.id, shelf.newest);
        remarks.push(Remark::new(RemarkName::ProposalTaken, message));
    }
    let known: HashSet<&str> = activities.iter().map(|of| of.id.as_str()).collect();
    let decisions = Decisions::of(&ground, &input.decisions_file, input.decisions, &known, &mut remarks)?;
    let mut tied: Vec<Tied> = Vec::new();
    for activity in &activities {
        tied.extend(of_activity(&ground, activity, &mut remarks)?);
    }
    decisions.apply(&mut tied, &ground, &known)?;
    let order: HashMap<&str, usize> = activities.iter().enumerate().map(|(at, of)| (of.id.as_str(), at)).collect();
    let meant = meant(&tied);
    let (links, review) = ordered(tied, &order);
    let suggestions = suggestions(&ground, &activities, &links, &meant, &decisions, &mut remarks)?;
    let mut texts = ground.shelves().iter().map(|shelf| shown(&ground, shelf)).collect::<Result<Vec<_>, _>>()?;
    mark(&mut texts, &links);
    let activities = completed(activities, &texts, store);
    let counted = Counted {
        texts: &texts,
        activities: &activities,
        links: &links,
        suggestions: &suggestions,
        lexicon: store.lexicon(),
    };
    let (coverage, gaps) = (counted.coverage(), counted.gaps());
    Ok(Mapping {
        schema: SCHEMA.to_owned(),
        source,
        texts,
        activities,
        links,
        suggestions,
        review,
        decisions: decisions.decided,
        coverage,
        gaps,
        remarks,
    })
}

/// The activities with what follows from their cells.
fn completed(activities: Vec<Activity>, texts: &[MappedText], store: &Store<'_>) -> Vec<MappedActivity> {
    let mut bodies: Vec<&str> = texts.iter().filter_map(|text| text.body.as_deref()).collect();
    bodies.sort_unstable();
    bodies.dedup();
    let of_bodies: Vec<Vec<Period>> = bodies.iter().map(|body| periods(body, store.lexicon())).collect();
    let complete = |activity: Activity| MappedActivity {
        addressees: activity.unit.as_deref().map(|unit| store.lexicon().addressees_of_unit(unit)).unwrap_or_default(),
        periods: of_bodies
            .iter()
            .filter_map(|periods| period_of(&activity, periods))
            .map(|period| period.key.clone())
            .collect(),
        activity,
    };
    activities.into_iter().map(complete).collect()
}

/// A text in force as the outputs show it.
fn shown(ground: &Ground<'_, '_>, shelf: &Shelf) -> Result<MappedText, StoreError> {
    let standing = ground.in_force(shelf, &shelf.language)?;
    let edition = shelf.edition();
    let history = ground.history(shelf, &shelf.language)?;
    let mut lives: HashMap<&str, (&str, Vec<Kind>)> = HashMap::new();
    for line in history.iter().flat_map(|history| &history.lineages) {
        for event in line.events.iter().filter(|event| event.version == edition) {
            if let Some(clause) = &event.clause {
                lives.insert(clause, (&line.lineage, event.kinds.clone()));
            }
        }
    }
    let mut sections: Vec<MappedSection> = Vec::new();
    let mut paths: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for of in standing.iter() {
        let id = section_of(&of.name);
        let part = of.part.unwrap_or(crate::segment::outline::Part::Operative);
        if sections.last().is_none_or(|last| last.id != id) {
            let (head, act, addressees) = match of.kind {
                PassageKind::Head => (Some(of.words.clone()), of.act.clone(), of.addressees.clone()),
                _ => (None, None, Vec::new()),
            };
            sections.push(MappedSection { id: id.to_owned(), part, head, act, addressees, clauses: Vec::new() });
        }
        if of.kind != PassageKind::Clause {
            continue;
        }
        let above = of.name.rsplit_once("__").and_then(|(above, _)| paths.get(above)).cloned().unwrap_or_default();
        let depth = of.name.matches("__").count().saturating_sub(1);
        let path: Vec<String> = above.into_iter().chain(of.label.clone()).collect();
        paths.insert(&of.name, path.clone());
        let life = lives.get(of.name.as_str());
        let clause = MappedClause {
            id: of.name.clone(),
            path,
            depth: u16::try_from(depth).unwrap_or(u16::MAX),
            act: of.act.clone().unwrap_or_default(),
            addressees: of.addressees.clone(),
            words: of.words.clone(),
            lineage: life.map(|(lineage, _)| (*lineage).to_owned()),
            change: life.map(|(_, kinds)| kinds.clone()).unwrap_or_default(),
            links: Vec::new(),
            answered: false,
        };
        sections.last_mut().expect("a clause has a section").clauses.push(clause);
    }
    let language = ground.lexicon().language(&shelf.language);
    Ok(MappedText {
        id: shelf.id.clone(),
        body: shelf.body.clone(),
        number: Some(shelf.number.clone()).filter(|number| !number.is_empty()),
        version: edition,
        printed: shelf.printed.clone(),
        year: shelf.newest.version.as_ref().and_then(crate::store::Edition::year),
        status: shelf.status,
        direction: if language.is_some_and(|l| l.is_right_to_left()) { "rtl" } else { "ltr" }.to_owned(),
        language: shelf.language.clone(),
        languages: shelf.languages.clone(),
        title: shelf.titles.get(&shelf.language).cloned(),
        versions: shelf.versions.iter().map(|(edition, _)| edition.to_string()).collect(),
        sections,
    })
}

/// By activity: clauses of which a mandate means one, with the words that name them.
type Meant = HashMap<String, Vec<(Target, Reason)>>;

fn meant(tied: &[Tied]) -> Meant {
    let mut meant = Meant::new();
    for Tied { link, one_of, .. } in tied {
        let reason = Reason { assumed: vec![Assumed::OneOfSeveral], ..link.reason.clone() };
        let of_activity = meant.entry(link.activity.clone()).or_default();
        of_activity.extend(one_of.iter().map(|target| (target.clone(), reason.clone())));
    }
    meant
}

/// What may be meant and is not linked, for every activity.
fn suggestions(
    ground: &Ground<'_, '_>,
    activities: &[Activity],
    links: &[Link],
    meant: &Meant,
    decisions: &Decisions,
    remarks: &mut Vec<Remark>,
) -> Result<Vec<Suggestion>, StoreError> {
    let languages = ground.languages();
    let mut suggesters: BTreeMap<String, Suggester> = BTreeMap::new();
    for language in &languages {
        suggesters.extend(Suggester::of(ground, language)?.map(|suggester| (language.clone(), suggester)));
    }
    let mut absent: BTreeMap<&str, usize> = BTreeMap::new();
    for activity in activities {
        if let Some(language) = activity.language.as_deref().filter(|code| !suggesters.contains_key(*code)) {
            *absent.entry(language).or_default() += 1;
        }
    }
    for (language, count) in absent {
        let message = format!("{count} activities are in “{language}”, and no text at hand is");
        remarks.push(Remark::new(RemarkName::NoSuggestions, message));
    }
    let linked: HashSet<(&str, &Target)> = links.iter().map(|link| (link.activity.as_str(), &link.target)).collect();
    let editions: HashMap<&str, String> =
        ground.shelves().iter().map(|shelf| (shelf.id.as_str(), shelf.edition())).collect();
    let lexicon = ground.lexicon();
    let of_one = |activity: &Activity, indexes: &BTreeMap<&str, Index>| -> Result<Vec<Suggestion>, StoreError> {
        let mut found = Vec::new();
        for (language, suggester) in &suggesters {
            if activity.language.as_ref().is_some_and(|own| own != language) {
                continue;
            }
            let Some(index) = indexes.get(language.as_str()) else { continue };
            for proposed in suggester.suggest(activity, index, lexicon)? {
                let of = &suggester.candidates[proposed.candidate];
                let version = editions.get(of.text.as_str()).map(String::as_str).unwrap_or_default();
                found.push((Target::clause(&of.text, version, &of.clause), proposed));
            }
        }
        for (target, reason) in meant.get(&activity.id).into_iter().flatten() {
            found.push((target.clone(), Proposed { candidate: 0, score: ONE_OF_SEVERAL, reason: reason.clone() }));
        }
        // Of one clause in two languages the better counts.
        found.sort_by(|one, two| two.1.score.total_cmp(&one.1.score).then_with(|| one.0.cmp(&two.0)));
        let mut seen: HashSet<Target> = HashSet::new();
        found.retain(|(target, _)| seen.insert(target.clone()));
        let open = found.into_iter().filter(|(target, proposed)| {
            let is_decided = decisions.on(&activity.id, target).is_some_and(|decided| decided.holds);
            proposed.score >= LIKELY && !is_decided && !linked.contains(&(activity.id.as_str(), target))
        });
        let ranked = (1..).zip(open.take(SHOWN)).map(|(rank, (target, proposed))| Suggestion {
            activity: activity.id.clone(),
            stale_decision: stale(decisions.on(&activity.id, &target)),
            target,
            score: proposed.score,
            rank,
            reason: proposed.reason,
        });
        Ok(ranked.collect())
    };
    // A connection belongs to one thread: each share of the activities has indexes of its own.
    let share = activities.len().div_ceil(rayon::current_num_threads()).max(1);
    let shares: Vec<Vec<Suggestion>> = activities
        .par_chunks(share)
        .map(|share| {
            let indexes = suggesters.iter().map(|(code, of)| Ok((code.as_str(), of.index()?)));
            let indexes = indexes.collect::<Result<BTreeMap<_, _>, StoreError>>()?;
            let of_share = share.iter().map(|activity| of_one(activity, &indexes)).collect::<Result<Vec<_>, _>>()?;
            Ok(of_share.into_iter().flatten().collect())
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(shares.into_iter().flatten().collect())
}
