//! The figures that a view should show, counted from the mapping by its ids and in no way like the page does.

use dispositif::mapping::{Link, MappedActivity, MappedClause, MappedText, Mapping, Status};
use dispositif::segment::outline::Part;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Asked<'a> {
    pub resolution: &'a [&'a str],
    pub addressee: &'a [&'a str],
    pub region: &'a [&'a str],
    pub office: &'a [&'a str],
    pub status: &'a [Option<Status>],
    /// Body and the conference since which.
    pub period: Option<(&'a str, &'a str)>,
    pub search: &'a str,
}

fn any<T: PartialEq>(wanted: &[T], own: &[T]) -> bool {
    wanted.is_empty() || own.iter().any(|one| wanted.contains(one))
}

fn folded(text: &str) -> String {
    let is_mark = |c: &char| unicode_normalization::char::is_combining_mark(*c);
    text.nfd().filter(|c| !is_mark(c)).collect::<String>().to_lowercase()
}

/// A clause with its text; operative ones count.
fn clauses(mapping: &Mapping) -> Vec<(&MappedText, &MappedClause, Part)> {
    let mut out = Vec::new();
    for text in &mapping.texts {
        for section in &text.sections {
            out.extend(section.clauses.iter().map(|clause| (text, clause, section.part)));
        }
    }
    out
}

impl Asked<'_> {
    fn charges(&self, addressees: &[String]) -> bool {
        self.addressee.is_empty() || addressees.iter().any(|id| self.addressee.contains(&id.as_str()))
    }

    /// Whether a link is about a text and an addressee that are asked for.
    fn holds_link(&self, mapping: &Mapping, link: &Link) -> bool {
        let target = &link.target;
        if !any(self.resolution, &[target.text.as_str()]) {
            return false;
        }
        if self.addressee.is_empty() {
            return true;
        }
        let text = mapping.texts.iter().find(|text| text.id == target.text).filter(|_| link.in_force);
        let section = text.and_then(|text| text.sections.iter().find(|of| Some(&of.id) == target.section.as_ref()));
        section.is_some_and(|section| match &target.clause {
            Some(id) => section.clauses.iter().any(|clause| clause.id == *id && self.charges(&clause.addressees)),
            None => self.charges(&section.addressees),
        })
    }

    fn holds_own(&self, mapping: &Mapping, of: &MappedActivity) -> bool {
        let activity = &of.activity;
        let regions: Vec<&str> = activity.regions.iter().filter_map(|region| region.id.as_deref()).collect();
        let office: Vec<&str> = activity.office.as_deref().into_iter().collect();
        let begins = |(body, since): (&str, &str)| {
            let answers =
                mapping.links.iter().filter(|link| link.activity == activity.id && link.in_force).any(|link| {
                    mapping.texts.iter().any(|text| text.id == link.target.text && text.body.as_deref() == Some(body))
                });
            answers && of.periods.iter().any(|key| key.body == body && key.since.as_deref() == Some(since))
        };
        any(self.region, &regions)
            && any(self.office, &office)
            && any(self.status, &[activity.status])
            && self.period.is_none_or(begins)
    }

    fn finds(&self, words: &str) -> bool {
        let words = folded(words);
        folded(self.search).split_whitespace().all(|term| words.contains(term))
    }

    /// The figures by their names on the page.
    pub fn figures(&self, mapping: &Mapping) -> BTreeMap<&'static str, usize> {
        let all = clauses(mapping);
        let own_hit: BTreeSet<&str> = mapping
            .activities
            .iter()
            .map(|of| &of.activity)
            .filter(|of| self.finds(&format!("{} {} {}", of.id, of.title, of.description)))
            .map(|of| of.id.as_str())
            .collect();
        let clause_hit = |text: &MappedText, clause: &MappedClause| {
            let label = clause.path.last().cloned().unwrap_or_default();
            self.finds(&format!("{}/{} {label} {}", text.id, clause.id, clause.words))
        };
        let answers = |link: &Link, text: &MappedText, clause: &MappedClause| {
            link.in_force && link.target.text == text.id && link.target.clause.as_ref() == Some(&clause.id)
        };
        let is_shown = |of: &MappedActivity| {
            let links: Vec<&Link> = mapping.links.iter().filter(|link| link.activity == of.activity.id).collect();
            let is_linked = (self.resolution.is_empty() && self.addressee.is_empty())
                || links.iter().any(|link| self.holds_link(mapping, link));
            let is_found = own_hit.contains(of.activity.id.as_str())
                || all.iter().any(|(text, clause, _)| {
                    links.iter().any(|link| answers(link, text, clause)) && clause_hit(text, clause)
                });
            self.holds_own(mapping, of) && is_linked && is_found
        };
        let shown: BTreeSet<&str> =
            mapping.activities.iter().filter(|of| is_shown(of)).map(|of| of.activity.id.as_str()).collect();
        let linked: BTreeSet<(&str, &str)> = mapping
            .links
            .iter()
            .filter(|link| link.in_force && shown.contains(link.activity.as_str()))
            .filter_map(|link| Some((link.target.text.as_str(), link.target.clause.as_deref()?)))
            .collect();
        let is_within = |inner: &str, outer: &str| inner == outer || inner.starts_with(&format!("{outer}__"));
        let is_answered = |text: &MappedText, clause: &MappedClause| {
            linked.iter().any(|(of, id)| *of == text.id && (is_within(id, &clause.id) || is_within(&clause.id, id)))
        };
        let passes = |text: &MappedText, clause: &MappedClause| {
            any(self.resolution, &[text.id.as_str()]) && self.charges(&clause.addressees)
        };
        let read: Vec<&(&MappedText, &MappedClause, Part)> = all
            .iter()
            .filter(|(text, clause, part)| {
                let is_answered_by_hit = mapping
                    .links
                    .iter()
                    .any(|link| answers(link, text, clause) && own_hit.contains(link.activity.as_str()));
                *part == Part::Operative && passes(text, clause) && (clause_hit(text, clause) || is_answered_by_hit)
            })
            .collect();
        let answered = read.iter().filter(|(text, clause, _)| is_answered(text, clause)).count();
        let reviewed: BTreeSet<usize> =
            mapping.review.iter().map(|of| of.link).chain(mapping.gaps.amended.iter().map(|of| of.link)).collect();
        let review = reviewed.iter().map(|at| &mapping.links[*at]);
        let review = review.filter(|link| shown.contains(link.activity.as_str()) && self.holds_link(mapping, link));
        let suggestions = mapping.suggestions.iter().filter(|of| {
            let activity = mapping.activities.iter().find(|known| known.activity.id == of.activity).expect("known");
            let found = all
                .iter()
                .find(|(text, clause, _)| text.id == of.target.text && Some(&clause.id) == of.target.clause.as_ref());
            let (text, clause, _) = found.expect("a clause in force");
            let is_found = own_hit.contains(of.activity.as_str()) || clause_hit(text, clause);
            self.holds_own(mapping, activity) && passes(text, clause) && is_found
        });
        BTreeMap::from([
            ("activities", shown.len()),
            ("clauses", read.len()),
            ("answered", answered),
            ("unanswered", read.len() - answered),
            ("unresourced", mapping.gaps.unresourced.iter().filter(|id| shown.contains(id.as_str())).count()),
            ("loose", mapping.gaps.without_clause.iter().filter(|of| shown.contains(of.activity.as_str())).count()),
            ("review", review.count()),
            ("suggestions", suggestions.count()),
        ])
    }
}
