//! The correspondence as rows: by text, section and clause, with what nothing answers and what answers nothing in their places.
//!
//! ```text
//! the text as a whole   its links
//! a section as a whole  its links
//! a clause              a row for each link; one row where there is none
//! what is gone          links to clauses that the version in force does not hold
//! …                     links to what is in no text at hand, activities without a link
//! ```

use crate::mapping::{
    Link, MappedActivity, MappedClause, MappedSection, MappedText, Mapping, Review, Suggestion, Target,
};
use crate::segment::outline::Part;
use std::collections::HashMap;

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// An activity that answers a text, a section or a clause.
    Link,
    /// An operative clause that nothing answers.
    Unanswered,
    /// An operative clause that is answered by way of the clause above it or one below it.
    Within,
    /// An activity without a link.
    Loose,
}

/// A row. What it is not about is `None`.
#[derive(Debug, Clone)]
pub struct Row<'m> {
    /// What it is.
    pub kind: RowKind,
    /// Where.
    pub spot: Spot<'m>,
    /// Who answers.
    pub activity: Option<&'m MappedActivity>,
    /// What ties the two.
    pub link: Option<&'m Link>,
    /// Why the link is to be looked at.
    pub review: Option<&'m Review>,
}

/// A place in a text in force, as far as it is one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Spot<'m> {
    /// The text.
    pub text: Option<&'m MappedText>,
    /// The section.
    pub section: Option<&'m MappedSection>,
    /// The clause.
    pub clause: Option<&'m MappedClause>,
}

/// A mapping with what is looked up in it by id.
pub struct Index<'m> {
    /// The mapping.
    pub mapping: &'m Mapping,
    texts: HashMap<&'m str, &'m MappedText>,
    sections: HashMap<(&'m str, &'m str), &'m MappedSection>,
    clauses: HashMap<(&'m str, &'m str), &'m MappedClause>,
    activities: HashMap<&'m str, &'m MappedActivity>,
    reviews: HashMap<usize, &'m Review>,
}

impl<'m> Index<'m> {
    /// The index of a mapping.
    pub fn of(mapping: &'m Mapping) -> Self {
        let mut index = Index {
            mapping,
            texts: HashMap::new(),
            sections: HashMap::new(),
            clauses: HashMap::new(),
            activities: mapping.activities.iter().map(|of| (of.activity.id.as_str(), of)).collect(),
            reviews: mapping.review.iter().map(|review| (review.link, review)).collect(),
        };
        for text in &mapping.texts {
            let id = text.id.as_str();
            index.texts.insert(id, text);
            for section in &text.sections {
                index.sections.insert((id, &section.id), section);
                index.clauses.extend(section.clauses.iter().map(|clause| ((id, clause.id.as_str()), clause)));
            }
        }
        index
    }

    /// An activity by its id.
    pub fn activity(&self, id: &str) -> Option<&'m MappedActivity> {
        self.activities.get(id).copied()
    }

    /// The text of a target, and its section and clause where it points at the version in force. Another clause may bear in that version
    /// the id of one that is gone.
    pub fn spot(&self, target: &Target) -> Spot<'m> {
        let text = self.texts.get(target.text.as_str()).copied();
        let is_in_force = text.is_some_and(|text| target.version.as_deref() == Some(text.version.as_str()));
        match target.section.as_deref().filter(|_| is_in_force) {
            Some(section) => self.spot_of(&target.text, section, target.clause.as_deref()),
            None => Spot { text, ..Spot::default() },
        }
    }

    /// A section or a clause in force, by its ids.
    pub fn spot_of(&self, text: &str, section: &str, clause: Option<&str>) -> Spot<'m> {
        let clause = clause.and_then(|clause| self.clauses.get(&(text, clause)).copied());
        Spot { text: self.texts.get(text).copied(), section: self.sections.get(&(text, section)).copied(), clause }
    }

    /// A clause in force by its lineage.
    pub fn of_lineage(&self, text: &str, lineage: &str) -> Option<Spot<'m>> {
        let text = self.texts.get(text).copied()?;
        text.sections.iter().find_map(|section| {
            let clause = section.clauses.iter().find(|clause| clause.lineage.as_deref() == Some(lineage))?;
            Some(Spot { text: Some(text), section: Some(section), clause: Some(clause) })
        })
    }

    /// All rows, in the order of the texts.
    pub fn rows(&self) -> Vec<Row<'m>> {
        let mut rows: Vec<Row<'m>> = self.mapping.texts.iter().flat_map(|text| self.rows_of(text)).collect();
        let stray = self
            .mapping
            .links
            .iter()
            .enumerate()
            .filter(|(_, link)| !self.texts.contains_key(link.target.text.as_str()));
        rows.extend(stray.map(|(at, link)| self.linked(at, link, Spot::default())));
        rows.extend(self.loose().map(|activity| Row {
            kind: RowKind::Loose,
            spot: Spot::default(),
            activity: Some(activity),
            link: None,
            review: None,
        }));
        rows
    }

    /// Activities without any link.
    fn loose(&self) -> impl Iterator<Item = &'m MappedActivity> {
        let linked: std::collections::HashSet<&str> =
            self.mapping.links.iter().map(|link| link.activity.as_str()).collect();
        self.mapping.activities.iter().filter(move |of| !linked.contains(of.activity.id.as_str()))
    }

    /// The rows of one text. Each link that names it stands in exactly one of them.
    pub fn rows_of(&self, text: &'m MappedText) -> Vec<Row<'m>> {
        let mut by_place: HashMap<Option<&str>, Vec<(usize, &'m Link)>> = HashMap::new();
        let mut gone: Vec<(usize, &'m Link)> = Vec::new();
        for (at, link) in self.mapping.links.iter().enumerate().filter(|(_, link)| link.target.text == text.id) {
            let target = &link.target;
            let place = target.clause.as_deref().or(target.section.as_deref());
            let spot = self.spot(target);
            let is_there =
                spot.clause.is_some() == target.clause.is_some() && spot.section.is_some() == target.section.is_some();
            if link.in_force && is_there {
                by_place.entry(place).or_default().push((at, link))
            } else {
                gone.push((at, link))
            }
        }
        let whole = Spot { text: Some(text), ..Spot::default() };
        let mut rows: Vec<Row<'m>> = Vec::new();
        let mut take = |place: Option<&'m str>, spot: Spot<'m>, rows: &mut Vec<Row<'m>>| {
            let links = by_place.remove(&place).unwrap_or_default();
            rows.extend(links.iter().map(|(at, link)| self.linked(*at, link, spot)));
            !links.is_empty()
        };
        take(None, whole, &mut rows);
        for section in &text.sections {
            let spot = Spot { section: Some(section), ..whole };
            take(Some(&section.id), spot, &mut rows);
            for clause in &section.clauses {
                let spot = Spot { clause: Some(clause), ..spot };
                let is_linked = take(Some(&clause.id), spot, &mut rows);
                if !is_linked && section.part == Part::Operative {
                    let kind = if clause.answered { RowKind::Within } else { RowKind::Unanswered };
                    rows.push(Row { kind, spot, activity: None, link: None, review: None });
                }
            }
        }
        rows.extend(gone.into_iter().map(|(at, link)| self.linked(at, link, whole)));
        rows
    }

    fn linked(&self, at: usize, link: &'m Link, spot: Spot<'m>) -> Row<'m> {
        let (activity, review) = (self.activity(&link.activity), self.reviews.get(&at).copied());
        Row { kind: RowKind::Link, spot, activity, link: Some(link), review }
    }

    /// Where a suggestion points, and who may answer.
    pub fn suggested(&self, suggestion: &'m Suggestion) -> (Spot<'m>, Option<&'m MappedActivity>) {
        (self.spot(&suggestion.target), self.activity(&suggestion.activity))
    }
}
