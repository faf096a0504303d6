//! A clause: its labels, its wording in both views, how it changed, and what is known about it.

use super::interface::Interface;
use super::standing::{Standings, class};
use super::text::Frame;
use super::wording::{Sides, visible, wording};
use crate::compare::comparison::{Addressee, Change, Clause, LabelPair, Only, Section};
use crate::link::FactKind;
use crate::segment::outline::AddresseeRole;
use maud::{Markup, html};

/// The clause and all below it. Depth is bounded by the labels of a text, which the ladder bounds.
pub fn clause(clause: &Clause, section: &Section, frame: &Frame<'_>, standings: &Standings<'_>) -> Markup {
    let Frame { interface, tongue, .. } = frame;
    let own_addressees = clause.addressees != section.addressees;
    let sides = Sides { text: &clause.text, label: Some(&clause.label), is_compared: clause.change.is_some() };
    html! {
        div class=(standings.of_clause(clause)) id=(frame.id(&clause.id)) tabindex="-1" {
            (label(clause))
            p.wording { (wording(&sides, interface, *tongue)) }
            div.margin lang=[tongue.lang] dir=[tongue.dir] {
                (badges(clause.change.as_deref().unwrap_or_default(), clause.only, interface))
                (origin(clause, frame))
                (doubt(clause, frame, standings))
                @if own_addressees { (addressees(&clause.addressees, frame)) }
                @if let Some(lives) = frame.lives {
                    @if let Some(address) = (lives.address)(clause) { a.life href=(address) { (lives.words) } }
                }
                (details(clause, frame))
            }
            @if !clause.clauses.is_empty() {
                div.below { @for sub in &clause.clauses { (self::clause(sub, section, frame, standings)) } }
            }
        }
    }
}

/// The label; both where it changed, also where a sole item lost or got one. A clause on one side only has the label of that side.
fn label(clause: &Clause) -> Markup {
    let LabelPair { older, newer } = &clause.label;
    let is_paired = clause.text.older.is_some() && clause.text.newer.is_some();
    html! {
        span.label {
            @if is_paired && older != newer {
                @if let Some(older) = older { del { (visible(older)) } " " }
                @if let Some(newer) = newer { ins { (visible(newer)) } }
            } @else if let Some(label) = newer.as_ref().or(older.as_ref()) { (visible(label)) }
        }
    }
}

/// Kinds of change; none for what did not change.
pub fn badges(change: &[Change], only: Option<Only>, interface: &Interface<'_>) -> Markup {
    html! {
        @for kind in change.iter().filter(|kind| **kind != Change::Unchanged) {
            span class={ "badge " (class(*kind)) } { (interface.change(*kind)) } " "
        }
        @if let Some(only) = only { span.badge.only { (interface.only(only)) } " " }
    }
}

/// Where a moved clause stood, and which clauses it was split from or merged into.
fn origin(clause: &Clause, frame: &Frame<'_>) -> Markup {
    let words = frame.interface.words;
    let is_moved = clause.change.iter().flatten().any(|kind| *kind == Change::Moved);
    let direction = frame.interface.direction(&frame.text.language.language);
    let stood = clause.older_place.map(|place| format!("{} {}", words.paragraph, place.paragraph + 1));
    html! {
        @if is_moved && (clause.label.older.is_some() || stood.is_some()) {
            span.origin {
                (words.moved_from) (words.colon)
                @if let Some(label) = &clause.label.older { bdi dir=(direction) { (visible(label)) } " " }
                @if let Some(stood) = &stood { (stood) }
            }
        }
        @for related in &clause.related {
            @let name = related.relation.as_str();
            span.origin {
                (words.relations.get(name).map_or(name, String::as_str)) (words.colon)
                a href={ "#" (frame.id(&related.clause)) } { code { (related.clause) } }
            }
        }
    }
}

/// How sure the pairing is where it is not certain, and by which rule.
fn doubt(clause: &Clause, frame: &Frame<'_>, standings: &Standings<'_>) -> Markup {
    let interface = frame.interface;
    let evidence = &clause.evidence;
    html! {
        @if evidence.confidence < 1.0 {
            span.badge.doubt { (interface.words.confidence) (interface.words.colon) (interface.percent(evidence.confidence)) } " "
            @if let Some(rule) = &evidence.rule { span.rule { (interface.rule(rule)) } }
        } @else if standings.is_doubtful(clause) {
            a.badge.doubt href="#notes" { (interface.words.notes) } " "
        }
    }
}

/// Those charged, and those with whom they are to work.
pub fn addressees(addressees: &[Addressee], frame: &Frame<'_>) -> Markup {
    let language = frame.text.language.language.as_str();
    let words = frame.interface.words;
    let of = |role: AddresseeRole, name: &str| {
        let named: Vec<&Addressee> = addressees.iter().filter(|addressee| addressee.role == role).collect();
        html! {
            @if !named.is_empty() {
                span.addressees {
                    (name) (words.colon)
                    @for (at, addressee) in named.iter().enumerate() {
                        @if at > 0 { "; " }
                        bdi lang=(language) title=(addressee.id) { (visible(&addressee.text)) }
                    }
                }
            }
        }
    };
    html! { (of(AddresseeRole::Primary, &words.to)) (of(AddresseeRole::With, &words.with)) }
}

/// Id, act, evidence, citations, times and place.
fn details(clause: &Clause, frame: &Frame<'_>) -> Markup {
    let Frame { interface, document, .. } = frame;
    let words = interface.words;
    let id = frame.id(&clause.id);
    let cited: Vec<&str> = clause
        .references
        .iter()
        .filter_map(|index| document.references.get(*index))
        .map(|reference| reference.id.as_deref().unwrap_or(&reference.text))
        .collect();
    let act = [clause.act.under.as_deref(), Some(clause.act.id.as_str())].into_iter().flatten();
    let act: Vec<&str> = act.chain(clause.act.modifiers.iter().map(String::as_str)).collect();
    let times = |kind: FactKind| -> Vec<&str> {
        let facts = clause.facts.iter().filter(|fact| fact.kind == kind);
        facts.map(|fact| fact.value.as_deref().unwrap_or(&fact.text)).collect()
    };
    let row = |name: &str, values: &[&str]| {
        html! {
            @if !values.is_empty() {
                dt { (name) } dd { @for value in values { bdi { code { (visible(value)) } } " " } }
            }
        }
    };
    let addressed: Vec<&str> = clause.addressees.iter().map(|addressee| addressee.id.as_str()).collect();
    html! {
        details.facts {
            summary { (words.details) }
            dl {
                dt { (words.id) } dd { a href={ "#" (id) } { code { (clause.id) } } }
                (row(&words.act, &act))
                (row(&words.to, &addressed))
                dt { (words.basis) } dd { (interface.basis(clause.evidence.basis)) }
                dt { (words.confidence) } dd { (interface.percent(clause.evidence.confidence)) }
                @if let Some(rule) = &clause.evidence.rule { dt { (words.rule) } dd { (interface.rule(rule)) } }
                (row(&words.cites, &cited))
                (row(&words.deadline, &times(FactKind::Deadline)))
                (row(&words.period, &times(FactKind::Period)))
                dt { (words.place) }
                dd {
                    @if let Some(place) = clause.older_place {
                        (words.older) (words.colon) (words.paragraph) " " (place.paragraph + 1) br; (words.newer) (words.colon)
                    } @else if clause.text.newer.is_none() { (words.older) (words.colon) }
                    (words.paragraph) " " (clause.place.paragraph + 1)
                }
            }
        }
    }
}
