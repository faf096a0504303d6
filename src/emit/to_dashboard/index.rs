//! Where everything of a mapping stands: texts, sections, clauses and activities by number, and what each link points at.
//!
//! The numbers are those that the script counts with: of sections and clauses through all texts, in their order.

use super::words::anchor;
use crate::mapping::{Link, MappedClause, MappedSection, Mapping};
use crate::segment::outline::Part;
use std::collections::{HashMap, HashSet};

/// A section and its text.
pub struct SectionPlace<'b> {
    pub text: usize,
    /// The number of its first clause.
    pub first: usize,
    pub section: &'b MappedSection,
}

impl SectionPlace<'_> {
    pub fn is_operative(&self) -> bool {
        self.section.part == Part::Operative
    }
}

/// A clause, its section and the clause above it.
pub struct ClausePlace<'b> {
    pub text: usize,
    pub section: usize,
    pub clause: &'b MappedClause,
    pub parent: Option<usize>,
}

/// What a link ties, by number. Of a target that is not in force only the text is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkPlace {
    pub activity: usize,
    pub text: Option<usize>,
    pub section: Option<usize>,
    pub clause: Option<usize>,
    pub in_force: bool,
}

/// All places.
pub struct Index<'b> {
    pub sections: Vec<SectionPlace<'b>>,
    pub clauses: Vec<ClausePlace<'b>>,
    /// One for each link of the mapping; `None` where the activity is not there.
    pub links: Vec<Option<LinkPlace>>,
    /// The links of each activity.
    pub of_activity: Vec<Vec<usize>>,
    /// The links to each text as a whole, and to each section as a whole, in force.
    pub of_text: Vec<Vec<usize>>,
    pub of_section: Vec<Vec<usize>>,
    /// The name of each activity's place on the page.
    anchors: Vec<String>,
    activities: HashMap<&'b str, usize>,
    texts: HashMap<&'b str, usize>,
    clause_of: HashMap<(usize, &'b str), usize>,
    lineages: HashMap<(usize, &'b str), usize>,
}

impl<'b> Index<'b> {
    pub fn of(mapping: &'b Mapping) -> Self {
        let mut sections: Vec<SectionPlace<'b>> = Vec::new();
        let mut clauses: Vec<ClausePlace<'b>> = Vec::new();
        let mut section_of: HashMap<(usize, &str), usize> = HashMap::new();
        let mut clause_of: HashMap<(usize, &str), usize> = HashMap::new();
        let mut lineages: HashMap<(usize, &str), usize> = HashMap::new();
        for (text, of) in mapping.texts.iter().enumerate() {
            for section in &of.sections {
                section_of.entry((text, section.id.as_str())).or_insert(sections.len());
                let first = clauses.len();
                for clause in &section.clauses {
                    let above =
                        clause.id.rsplit_once("__").and_then(|(above, _)| clause_of.get(&(text, above))).copied();
                    clause_of.insert((text, clause.id.as_str()), clauses.len());
                    if let Some(lineage) = &clause.lineage {
                        lineages.insert((text, lineage.as_str()), clauses.len());
                    }
                    clauses.push(ClausePlace { text, section: sections.len(), clause, parent: above });
                }
                sections.push(SectionPlace { text, first, section });
            }
        }
        let texts: HashMap<&str, usize> =
            mapping.texts.iter().enumerate().map(|(at, of)| (of.id.as_str(), at)).collect();
        let activities: HashMap<&str, usize> =
            mapping.activities.iter().enumerate().map(|(at, of)| (of.activity.id.as_str(), at)).collect();
        let place = |link: &Link| {
            let text = texts.get(link.target.text.as_str()).copied();
            let standing = text.filter(|_| link.in_force);
            let find = |known: &HashMap<(usize, &str), usize>, id: &Option<String>| {
                standing.zip(id.as_deref()).and_then(|key| known.get(&key)).copied()
            };
            Some(LinkPlace {
                activity: activities.get(link.activity.as_str()).copied()?,
                text,
                section: find(&section_of, &link.target.section),
                clause: find(&clause_of, &link.target.clause),
                in_force: link.in_force,
            })
        };
        let links: Vec<Option<LinkPlace>> = mapping.links.iter().map(place).collect();
        let mut of_activity = vec![Vec::new(); mapping.activities.len()];
        let mut of_text = vec![Vec::new(); mapping.texts.len()];
        let mut of_section = vec![Vec::new(); sections.len()];
        for (at, place) in links.iter().enumerate().filter_map(|(at, place)| Some((at, place.as_ref()?))) {
            of_activity[place.activity].push(at);
            let is_whole = place.in_force && mapping.links[at].target.clause.is_none();
            match (place.section, place.text) {
                (Some(section), _) if is_whole => of_section[section].push(at),
                (None, Some(text)) if is_whole => of_text[text].push(at),
                _ => {}
            }
        }
        let anchors = anchors(mapping);
        Index {
            sections,
            clauses,
            links,
            of_activity,
            of_text,
            of_section,
            anchors,
            activities,
            texts,
            clause_of,
            lineages,
        }
    }

    /// The number of an activity.
    pub fn activity(&self, id: &str) -> Option<usize> {
        self.activities.get(id).copied()
    }

    /// The number of a text.
    pub fn text(&self, id: &str) -> Option<usize> {
        self.texts.get(id).copied()
    }

    /// The number of a clause in force.
    pub fn clause(&self, text: &str, clause: &str) -> Option<usize> {
        self.clause_of.get(&(self.text(text)?, clause)).copied()
    }

    /// The number of the clause in force that a lineage has come to.
    pub fn of_lineage(&self, text: &str, lineage: &str) -> Option<usize> {
        self.lineages.get(&(self.text(text)?, lineage)).copied()
    }

    /// The place of an activity on the page.
    pub fn anchor(&self, activity: usize) -> &str {
        &self.anchors[activity]
    }

    /// The place of a clause on the page.
    pub fn clause_anchor(&self, mapping: &Mapping, clause: usize) -> String {
        let of = &self.clauses[clause];
        anchor(&format!("{}/{}", mapping.texts[of.text].id, of.clause.id))
    }
}

/// Ids may hold anything, and two of them may differ in nothing but a blank.
fn anchors(mapping: &Mapping) -> Vec<String> {
    let mut used: HashSet<String> = HashSet::new();
    let mut own = |id: &str| {
        let base = format!("a/{}", anchor(id));
        let mut names = std::iter::once(base.clone()).chain((2..).map(|count| format!("{base}~{count}")));
        let name = names.find(|name| !used.contains(name)).expect("numbers do not end");
        used.insert(name.clone());
        name
    };
    mapping.activities.iter().map(|of| own(&of.activity.id)).collect()
}
