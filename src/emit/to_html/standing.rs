//! What a clause or section is to somebody who looks for changes and doubts.

use crate::compare::comparison::{Change, Clause, Section, Text};
use crate::emit::Document;
use crate::emit::to_word_diff::DOUBTFUL;
use crate::note::Severity;
use std::collections::HashSet;

/// Whether something changed.
pub fn is_changed(change: Option<&[Change]>) -> bool {
    change.is_some_and(|kinds| kinds.iter().any(|kind| *kind != Change::Unchanged))
}

/// The name of a kind in classes of the page.
pub fn class(change: Change) -> &'static str {
    match change {
        Change::Unchanged => "is-unchanged",
        Change::Inserted => "is-inserted",
        Change::Deleted => "is-deleted",
        Change::Modified => "is-modified",
        Change::Moved => "is-moved",
        Change::Renumbered => "is-renumbered",
    }
}

/// What became of a text as a whole; `None`: it was not compared.
pub fn of_text(text: &Text) -> Option<Change> {
    let kinds: Vec<&[Change]> = text.sections.iter().filter_map(|section| section.change.as_deref()).collect();
    let all = |kind: Change| !kinds.is_empty() && kinds.iter().all(|kinds| *kinds == [kind]);
    if all(Change::Inserted) {
        return Some(Change::Inserted);
    }
    // The words of a text that is proposed for deletion need not be there.
    let is_gone = text.versions.older.is_some() && text.versions.newer.is_none();
    if all(Change::Deleted) || (text.sections.is_empty() && is_gone) {
        return Some(Change::Deleted);
    }
    if kinds.is_empty() {
        return None;
    }
    let clauses = text.sections.iter().flat_map(clauses);
    let differs = kinds.iter().any(|kinds| is_changed(Some(kinds)))
        || clauses.into_iter().any(|clause| is_changed(clause.change.as_deref()));
    Some(if differs { Change::Modified } else { Change::Unchanged })
}

/// All clauses of a section with the labels that lead to each, parents first: newer labels, older ones of what is gone.
pub fn labelled(section: &Section) -> Vec<(&Clause, Vec<&str>)> {
    let mut out = Vec::new();
    let mut stack: Vec<(&Clause, Vec<&str>)> =
        section.clauses.iter().rev().map(|clause| (clause, Vec::new())).collect();
    while let Some((clause, mut path)) = stack.pop() {
        path.extend(clause.label.newer.as_deref().or(clause.label.older.as_deref()));
        stack.extend(clause.clauses.iter().rev().map(|sub| (sub, path.clone())));
        out.push((clause, path));
    }
    out
}

/// All clauses of a section, parents first.
pub fn clauses(section: &Section) -> Vec<&Clause> {
    below(section.clauses.iter())
}

fn below<'c>(clauses: impl DoubleEndedIterator<Item = &'c Clause>) -> Vec<&'c Clause> {
    let mut out = Vec::new();
    let mut stack: Vec<&Clause> = clauses.rev().collect();
    while let Some(clause) = stack.pop() {
        out.push(clause);
        stack.extend(clause.clauses.iter().rev());
    }
    out
}

/// The clause that a remark about a paragraph is about. Of two files that were compared the remarks are about the newer one.
pub fn stands_at(clause: &Clause, paragraph: usize, document: &Document) -> bool {
    let is_elsewhere = document.older_source.is_some() && clause.text.newer.is_none();
    clause.place.paragraph == paragraph && !is_elsewhere
}

/// Whether an answer is doubtful, and not merely less than certain.
pub fn is_uncertain(clause: &Clause) -> bool {
    clause.evidence.confidence < DOUBTFUL
}

/// Which paragraphs of the source are in doubt.
pub struct Standings<'d> {
    document: &'d Document,
    warned: HashSet<usize>,
}

impl<'d> Standings<'d> {
    /// The paragraphs about which the document holds a warning.
    pub fn of(document: &'d Document) -> Self {
        let warnings = document.notes.iter().filter(|note| note.severity == Severity::Warning);
        let warned = warnings.filter_map(|note| note.place).map(|place| place.paragraph).collect();
        Standings { document, warned }
    }

    /// Whether a clause is uncertain, or something in its paragraph is.
    pub fn is_doubtful(&self, clause: &Clause) -> bool {
        let paragraph = clause.place.paragraph;
        is_uncertain(clause) || (self.warned.contains(&paragraph) && stands_at(clause, paragraph, self.document))
    }

    /// The classes of a clause. One whose sub-clause changed stays in sight where only changes are shown: the sub-clause is read
    /// after it.
    pub fn of_clause(&self, clause: &Clause) -> String {
        let mut classes = vec!["clause"];
        classes.extend(clause.change.iter().flatten().map(|kind| class(*kind)));
        self.mark(&mut classes, is_changed(clause.change.as_deref()), self.is_doubtful(clause));
        self.hold(&mut classes, &below(clause.clauses.iter()));
        classes.join(" ")
    }

    /// The classes of a section.
    pub fn of_section(&self, section: &Section) -> String {
        let mut classes = vec!["section"];
        classes.extend(section.change.iter().flatten().map(|kind| class(*kind)));
        self.mark(&mut classes, is_changed(section.change.as_deref()), false);
        self.hold(&mut classes, &clauses(section));
        classes.join(" ")
    }

    fn mark(&self, classes: &mut Vec<&str>, is_changed: bool, is_doubtful: bool) {
        classes.extend(is_changed.then_some("is-changed"));
        classes.extend(is_doubtful.then_some("is-doubtful"));
    }

    fn hold(&self, classes: &mut Vec<&str>, below: &[&Clause]) {
        classes.extend(below.iter().any(|c| is_changed(c.change.as_deref())).then_some("holds-changed"));
        classes.extend(below.iter().any(|c| self.is_doubtful(c)).then_some("holds-doubtful"));
    }
}
