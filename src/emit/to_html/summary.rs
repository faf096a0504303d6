//! The overview: how many clauses and sections changed in which way, what changed with a link to each, and what is doubtful.

use super::clause::badges;
use super::interface::Interface;
use super::outside;
use super::standing::{self, class, is_changed, is_uncertain, stands_at};
use super::text::{self, Frame, versions};
use super::wording::{excerpt, first, marked, visible};
use crate::compare::comparison::{Change, Clause, Footnote, Run, Section};
use crate::emit::Document;
use crate::note::{Note, Severity};
use crate::segment::outline::Part;
use maud::{Markup, html};

/// The overview of all texts.
pub fn summary(document: &Document, frames: &[Frame<'_>], interface: &Interface<'_>) -> Markup {
    let words = interface.words;
    html! {
        section.summary #summary aria-labelledby="summary-title" {
            h2 #summary-title { (words.summary) }
            @if !frames.is_empty() { (counts(document, interface)) }
            @if !frames.is_empty() { section {
                h3 { (words.what_changed) }
                @for frame in frames { (changes(frame, frames.len())) }
                (outside_clauses(document, interface))
            } }
            section #notes {
                h3 { (words.doubts) }
                (doubts(document, frames, interface))
            }
        }
    }
}

/// Kinds of change and how often each occurs. A row without a count is left out.
fn counts(document: &Document, interface: &Interface<'_>) -> Markup {
    let words = interface.words;
    let sections: Vec<&Section> = document.texts.iter().flat_map(|text| &text.sections).collect();
    let of_sections: Vec<Option<&[Change]>> = sections.iter().map(|section| section.change.as_deref()).collect();
    let clauses = sections.iter().flat_map(|section| standing::clauses(section));
    let of_clauses: Vec<Option<&[Change]>> = clauses.map(|clause| clause.change.as_deref()).collect();
    let of_texts: Vec<Option<Change>> = document.texts.iter().map(standing::of_text).collect();
    let of_texts: Vec<Option<&[Change]>> =
        of_texts.iter().map(|change| change.as_ref().map(std::slice::from_ref)).collect();
    // One text needs no count of texts.
    let columns: Vec<(&str, &[Option<&[Change]>])> = [
        (words.clauses.as_str(), of_clauses.as_slice()),
        (words.sections.as_str(), of_sections.as_slice()),
        (words.texts.as_str(), of_texts.as_slice()),
    ][..if document.texts.len() > 1 { 3 } else { 2 }]
        .to_vec();
    let row = |kind: Option<Change>| {
        let is_of = |change: &&Option<&[Change]>| match (change, kind) {
            (Some(kinds), Some(kind)) => kinds.contains(&kind),
            (change, kind) => change.is_none() && kind.is_none(),
        };
        let counts: Vec<usize> = columns.iter().map(|(_, all)| all.iter().filter(is_of).count()).collect();
        let name = kind.map_or(words.change.not_compared.as_str(), |kind| interface.change(kind));
        html! {
            @if counts.iter().any(|count| *count > 0) {
                tr {
                    th scope="row" { span class={ "badge " (kind.map_or("", class)) } { (name) } }
                    @for count in counts { td { (count) } }
                }
            }
        }
    };
    let is_counted_twice = of_clauses.iter().flatten().any(|kinds| kinds.len() > 1);
    html! {
        table.counts {
            thead { tr { td {} @for (name, _) in &columns { th scope="col" { (name) } } } }
            tbody { @for kind in Change::ALL { (row(Some(kind))) } (row(None)) }
        }
        @if is_counted_twice { p.remark { (words.counted_twice) } }
    }
}

/// What changed in one text, in its order. A section that is new or gone stands for its clauses.
fn changes(frame: &Frame<'_>, texts: usize) -> Markup {
    let Frame { text, interface, .. } = frame;
    let language = text.language.language.as_str();
    // A clause that moved into a new section is not new itself.
    let whole = |section: &Section| {
        let kinds = section.change.as_deref();
        let is_one_sided = matches!(kinds, Some([Change::Inserted | Change::Deleted]));
        is_one_sided && standing::clauses(section).iter().all(|clause| clause.change.as_deref() == kinds)
    };
    let is_listed = |section: &&Section| {
        let clauses = standing::clauses(section);
        is_changed(section.change.as_deref()) || clauses.iter().any(|clause| is_changed(clause.change.as_deref()))
    };
    let listed: Vec<&Section> = text.sections.iter().filter(is_listed).collect();
    let notes: Vec<(usize, &Footnote)> =
        text.footnotes.iter().enumerate().filter(|(_, note)| text::is_changed(note)).collect();
    let change = standing::of_text(text).filter(|change| matches!(change, Change::Inserted | Change::Deleted));
    html! {
        @if texts > 1 {
            h4 {
                a href={ "#" (frame.anchor) } { code { (text.id) } } " "
                @if let Some(proposal) = &text.proposal { span.action { (visible(&proposal.action)) } " " }
                (versions(&text.versions, interface)) " "
                @if let Some(change) = change { (badges(&[change], None, interface)) }
            }
        } @else if let Some(change) = change {
            p { (badges(&[change], None, interface)) }
        }
        @if listed.is_empty() && notes.is_empty() && change.is_none() && frame.document.outside.is_empty() {
            p.remark { @if frame.is_compared() { (interface.words.nothing_changed) } @else { (interface.words.change.not_compared) } }
        } @else if !listed.is_empty() || !notes.is_empty() {
            ul.changes {
                @for section in listed {
                    @if is_changed(section.change.as_deref()) {
                        li {
                            a href={ "#" (frame.id(&section.id)) } { (name(section, &[], frame)) } " "
                            (badges(section.change.as_deref().unwrap_or_default(), None, interface))
                            @if let Some(head) = section.head.as_ref().filter(|_| !whole(section)) { (short(&head.redline, language, interface)) }
                        }
                    }
                    @if !whole(section) {
                        @for (clause, path) in standing::labelled(section) {
                            @if is_changed(clause.change.as_deref()) { (changed(clause, &path, section, frame)) }
                        }
                    }
                }
                @for (index, note) in notes {
                    li {
                        a href={ "#" (text::footnote_id(frame, index)) } { (interface.words.footnotes) " " (visible(&note.id)) } " "
                        (badges(&[outside::change(&note.text)], None, interface))
                        (short(&note.text.redline, language, interface))
                    }
                }
            }
        }
    }
}

/// What changed and is neither head nor clause, with links.
fn outside_clauses(document: &Document, interface: &Interface<'_>) -> Markup {
    let language = document.source.language.as_str();
    html! {
        @if !document.outside.is_empty() {
            h4 { (interface.words.outside_clauses) }
            ul.changes {
                @for (index, item) in document.outside.iter().enumerate() {
                    li {
                        a href={ "#" (outside::id(index)) } { (interface.words.paragraph) " " (item.place.paragraph + 1) } " "
                        (badges(&[outside::change(&item.text)], None, interface))
                        (short(&item.text.redline, language, interface))
                    }
                }
            }
        }
    }
}

fn changed(clause: &Clause, path: &[&str], section: &Section, frame: &Frame<'_>) -> Markup {
    html! {
        li {
            a href={ "#" (frame.id(&clause.id)) } { (name(section, path, frame)) } " "
            (badges(clause.change.as_deref().unwrap_or_default(), clause.only, frame.interface))
            (short(&clause.text.redline, frame.text.language.language.as_str(), frame.interface))
        }
    }
}

/// The words that changed and a few around them.
fn short(redline: &[Run], language: &str, interface: &Interface<'_>) -> Markup {
    let short = excerpt(redline);
    let short: Vec<&Run> = short.iter().collect();
    html! {
        span.excerpt lang=(language) dir=(interface.direction(language)) {
            (marked(&short, interface, interface.within(language)))
        }
    }
}

/// What a clause is called: the head above it and the labels that lead to it.
fn name(section: &Section, path: &[&str], frame: &Frame<'_>) -> Markup {
    const SHOWN: usize = 48;
    let language = frame.text.language.language.as_str();
    let words = frame.interface.words;
    let head = section.head.as_ref().and_then(|head| head.newer.as_ref().or(head.older.as_ref()));
    let part = match section.part {
        Part::Preamble => &words.preamble,
        Part::Operative => &words.operative,
    };
    html! {
        @match head {
            Some(head) => bdi lang=(language) { (visible(&first(head, SHOWN))) },
            None => bdi { (part) },
        }
        @for label in path { " " bdi lang=(language) dir=(frame.interface.direction(language)) { (visible(label)) } }
    }
}

fn doubts(document: &Document, frames: &[Frame<'_>], interface: &Interface<'_>) -> Markup {
    let unsure = |frame: &Frame<'_>| -> Vec<Markup> {
        let of_section = |section| standing::labelled(section).into_iter().map(move |named| (section, named));
        let all = frame.text.sections.iter().flat_map(of_section);
        let unsure = all.filter(|(_, (clause, _))| is_uncertain(clause));
        unsure.map(|(section, (clause, path))| doubt(section, clause, &path, frame)).collect()
    };
    let unsure: Vec<Markup> = frames.iter().flat_map(unsure).collect();
    html! {
        @if unsure.is_empty() && document.notes.is_empty() {
            p.remark { (interface.words.no_doubts) }
        }
        @if !unsure.is_empty() { ul.changes { @for item in unsure { (item) } } }
        @if !document.notes.is_empty() {
            h4 { (interface.words.notes) }
            ul.notes { @for note in &document.notes { (remark(note, frames, interface)) } }
        }
    }
}

fn doubt(section: &Section, clause: &Clause, path: &[&str], frame: &Frame<'_>) -> Markup {
    let interface = frame.interface;
    html! {
        li {
            a href={ "#" (frame.id(&clause.id)) } { (name(section, path, frame)) } " "
            span.badge.doubt { (interface.words.confidence) (interface.words.colon) (interface.percent(clause.evidence.confidence)) } " "
            @if let Some(rule) = &clause.evidence.rule { span.rule { (interface.rule(rule)) } }
        }
    }
}

/// A remark of the program, with a link to the clause that it is about. The program speaks English.
fn remark(note: &Note, frames: &[Frame<'_>], interface: &Interface<'_>) -> Markup {
    let about = note.place.and_then(|place| {
        frames.iter().find_map(|frame| {
            let clauses = frame.text.sections.iter().flat_map(standing::clauses);
            clauses
                .into_iter()
                .find(|clause| stands_at(clause, place.paragraph, frame.document))
                .map(|clause| (frame, clause))
        })
    });
    let words = interface.words;
    html! {
        li class=(if note.severity == Severity::Warning { "warning" } else { "info" }) {
            span lang="en" dir="ltr" { code { (note.name.as_str()) } " " (note.message) ". " }
            @if let Some(excerpt) = &note.excerpt { q { (visible(excerpt)) } " " }
            @if let Some(place) = note.place {
                @match about {
                    Some((frame, clause)) => a href={ "#" (frame.id(&clause.id)) } { (words.paragraph) " " (place.paragraph + 1) },
                    None => { (words.paragraph) " " (place.paragraph + 1) },
                }
            }
            " " span.help lang="en" dir="ltr" { (note.help) }
        }
    }
}
