//! The life of one clause: what happened to it in each version, with the words that changed, and what is proposed.

use super::kinds::{badges, of_event, relation};
use super::{Acts, Crumb, Sheet, page as sheet, short, switch};
use crate::compare::comparison::{Redlined, Run};
use crate::emit::to_html::shell::Page;
use crate::emit::to_html::wording::{first, marked, visible};
use crate::serve::api::life;
use crate::serve::failure::Failure;
use crate::serve::holdings::{self, HeldText};
use crate::serve::links;
use crate::serve::visit::Visit;
use crate::serve::words::Words;
use crate::store::{ClauseLife, Edition, Key, Kind, Moment, OnClause};
use maud::{Markup, html};

/// The page.
pub fn page(visit: &Visit<'_>) -> Result<Page, Failure> {
    const SHOWN: usize = 120;
    let store = visit.store()?;
    let text = holdings::text(visit, &store)?;
    let life = life(visit, &store)?;
    let words = &visit.words;
    let language = life.language.as_str();
    let dir = words.page.direction(language);
    let last = life.moments.iter().rev().find_map(|moment| moment.text.newer.as_deref()).unwrap_or_default();
    let clause = visit.part("clause");
    let body = html! {
        main.plain {
            p.eyebrow { (words.site.life) (words.page.words.colon) code { (visible(&life.lineage)) } }
            h1 lang=(language) dir=(dir) { (visible(&first(last, SHOWN))) }
            (switch(language, &text.languages, words, |code| in_language(&life, code)))
            ol.moments {
                @for moment in &life.moments { (moment_of(moment, &life, &text, words)) }
            }
            @if !life.proposals.is_empty() {
                section aria-labelledby="proposals" {
                    h2 #proposals { (words.site.proposals) }
                    p.about { (words.site.proposals_about) }
                    ol.moments { @for proposal in &life.proposals { (proposed(proposal, &life, words)) } }
                }
            }
        }
    };
    let (title, of_title) = text.title(&[language]).unwrap_or((&text.id, "en"));
    let name = short(title);
    let crumbs = [
        Crumb::home(words),
        Crumb { name: &name, language: Some(of_title), address: Some(links::text(&text.id, Some(language))) },
        Crumb { name: clause, language: None, address: None },
    ];
    let title = format!("{clause} · {title}");
    Ok(sheet(Sheet { title: &title, crumbs: &crumbs, searched: "", acts: Acts::Still, body }, words, visit.site))
}

/// The same clause in another language, by its id in the version in which it came in: ids are the same in all languages.
fn in_language(life: &ClauseLife, language: &str) -> String {
    let came =
        life.moments.iter().find_map(|moment| Some((moment.event.clause.as_deref()?, moment.event.version.as_str())));
    came.map_or_else(
        || links::text(&life.text, Some(language)),
        |(clause, version)| links::life(&life.text, clause, version, language),
    )
}

fn moment_of(moment: &Moment, life: &ClauseLife, text: &HeldText, words: &Words<'_>) -> Markup {
    let event = &moment.event;
    let held = text.adopted().find(|version| version.version == event.version);
    let name = held.map_or(event.version.as_str(), |held| held.printed(&[&life.language]));
    let version: Option<Edition> = event.version.parse().ok();
    let key = Key { text: life.text.clone(), version, proposal: None };
    let is_first = event.kinds == [Kind::First];
    html! {
        li class=(of_event(&event.kinds)) {
            h2 { a href=(links::version(&key, Some(&life.language))) { bdi { (visible(name)) } } }
            (label(event.clause.as_deref(), event.label.as_deref(), &life.language, words))
            @if is_first { span.gone { (words.site.first) } }
            (badges(&event.kinds, event.only.as_deref(), words))
            @for (how, other) in &event.related {
                span.origin { (relation(*how, words)) (words.page.words.colon) (related(other, life)) }
            }
            @if event.kinds != [Kind::Unchanged] {
                // A clause that came in or came back is shown whole, without a mark on every word.
                @let is_whole = matches!(event.kinds.as_slice(), [Kind::First | Kind::Returned | Kind::Inserted]);
                (said(&moment.text, is_whole.then_some(moment.text.newer.as_deref()).flatten(), &life.language, words))
            }
        }
    }
}

fn related(lineage: &str, life: &ClauseLife) -> Markup {
    let address =
        lineage.split_once('@').map(|(clause, version)| links::life(&life.text, clause, version, &life.language));
    html! { a href=[address] { code { (visible(lineage)) } } }
}

fn label(clause: Option<&str>, label: Option<&str>, language: &str, words: &Words<'_>) -> Markup {
    html! {
        @if let Some(clause) = clause { code { (visible(clause)) } " " }
        @if let Some(label) = label { bdi lang=(language) dir=(words.page.direction(language)) { (visible(label)) } " " }
    }
}

/// Words, whole or with what changed in them.
fn said(text: &Redlined, whole: Option<&str>, language: &str, words: &Words<'_>) -> Markup {
    let runs: Vec<&Run> = text.redline.iter().collect();
    html! {
        p.words lang=(language) dir=(words.page.direction(language)) {
            @match whole {
                Some(whole) => (visible(whole)),
                None => (marked(&runs, &words.page, words.page.within(language))),
            }
        }
    }
}

fn proposed(on: &OnClause, life: &ClauseLife, words: &Words<'_>) -> Markup {
    let name = on.key.proposal.as_deref().unwrap_or_default();
    html! {
        li class=(of_event(&on.kinds)) {
            h3 {
                a href=(links::version(&on.key, None)) {
                    bdi { (visible(on.action.as_deref().unwrap_or(&words.site.draft))) " " (visible(name)) }
                }
            }
            (label(on.clause.as_deref(), None, &life.language, words))
            (badges(&on.kinds, on.only.as_deref(), words))
            @if on.kinds != [Kind::Unchanged] { (said(&on.text, None, &life.language, words)) }
        }
    }
}
