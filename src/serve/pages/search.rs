//! Passages that hold some words, best first, the words marked.

use super::{Acts, Crumb, Sheet, page as sheet};
use crate::emit::to_html::shell::Page;
use crate::emit::to_html::wording::visible;
use crate::serve::api::{LIMIT, Passages, passages};
use crate::serve::failure::{Failure, harmless};
use crate::serve::holdings::Texts;
use crate::serve::links;
use crate::serve::visit::{Need, Parameter, Visit};
use crate::serve::words::Words;
use crate::store::{Edition, Hit, PassageKind, Status};
use maud::{Markup, html};

/// What is searched for; a page without it shows the field alone.
pub const WORDS: Parameter = Parameter { need: Need::Optional, ..crate::serve::api::WORDS };

/// The page.
pub fn page(visit: &Visit<'_>) -> Result<Page, Failure> {
    let store = visit.store()?;
    let words = &visit.words;
    let asked = visit.given("q").unwrap_or_default();
    let found = if asked.is_empty() { None } else { Some(passages(visit, &store)?) };
    let texts = Texts::of(&store)?;
    let body = html! {
        main.plain {
            h1 { (words.site.search) }
            p.about { (words.site.search_about) }
            (choices(visit, &texts))
            @match &found {
                None => {},
                Some(found) if found.passages.is_empty() => p role="status" { (words.site.nothing_found) },
                Some(found) => (listed(found, visit)),
            }
        }
    };
    let crumbs = [Crumb::home(words), Crumb { name: &words.site.search, language: None, address: None }];
    let title = if asked.is_empty() { words.site.search.clone() } else { format!("{asked} · {}", words.site.search) };
    Ok(sheet(Sheet { title: &title, crumbs: &crumbs, searched: asked, acts: Acts::Still, body }, words, visit.site))
}

/// The form with the choices of language and text.
fn choices(visit: &Visit<'_>, texts: &Texts) -> Markup {
    let words = &visit.words;
    let mut languages: Vec<&str> = texts.texts.iter().flat_map(|text| &text.languages).map(String::as_str).collect();
    languages.sort_unstable();
    languages.dedup();
    let language = visit.language();
    html! {
        form.choices action="/search" method="get" {
            span { label for="q" { (words.site.words) } input #q type="search" name="q" value=(harmless(visit.given("q").unwrap_or_default())) maxlength="200" required; }
            span {
                label for="language" { (words.page.words.language) }
                select #language name="language" {
                    option value="" { (words.site.any) }
                    @for code in languages {
                        option value=(code) selected[language == Some(code)] lang=(code) { (words.language(code)) }
                    }
                }
            }
            span {
                label for="text" { (words.page.words.texts) }
                select #text name="text" {
                    option value="" { (words.site.failure.all_texts) }
                    @for text in &texts.texts {
                        option value=(text.id) selected[visit.given("text") == Some(&text.id)] { (harmless(&text.id)) }
                    }
                }
            }
            button type="submit" { (words.site.apply) }
        }
    }
}

fn listed(found: &Passages, visit: &Visit<'_>) -> Markup {
    let words = &visit.words;
    let Passages { offset, more, passages } = found;
    let at = |offset: usize| {
        links::search(visit.given("q").unwrap_or_default(), visit.language(), visit.given("text"), offset)
    };
    let page = match LIMIT.value {
        crate::serve::visit::Value::Number { usual, .. } => usual,
        crate::serve::visit::Value::Text => passages.len(),
    };
    html! {
        p role="status" { (words.site.passages) (words.page.words.colon) (offset + 1) "–" (offset + passages.len()) }
        ol.found start=(offset + 1) { @for hit in passages { (passage(hit, words)) } }
        @if *offset > 0 || *more {
            nav.pages aria-label=(words.site.passages) {
                @if *offset > 0 { a rel="prev" href=(at(offset.saturating_sub(page))) { (words.site.previous) } }
                @if *more && offset + page <= 1000 { a rel="next" href=(at(offset + page)) { (words.site.next) } }
            }
        }
    }
}

fn passage(hit: &Hit, words: &Words<'_>) -> Markup {
    let dir = words.page.direction(&hit.language);
    let kind = match hit.kind {
        PassageKind::Title => &words.site.title,
        PassageKind::Head => &words.site.head,
        PassageKind::Clause => &words.site.clause,
        PassageKind::Annex => &words.page.words.annex,
    };
    let status = match hit.status {
        Status::Adopted => &words.site.adopted,
        Status::Proposed => &words.site.proposed,
    };
    let version = hit.key.version.as_ref().map(Edition::to_string).unwrap_or_default();
    let has_life = hit.kind == PassageKind::Clause && hit.status == Status::Adopted;
    html! {
        li {
            p.where {
                a href={ (links::version(&hit.key, Some(&hit.language))) "#" (hit.key.text) "/" (hit.passage) } { bdi { code { (visible(&hit.key.to_string())) } } }
                span { (kind) " " code { (visible(&hit.passage)) } @if let Some(label) = &hit.label { " " bdi lang=(hit.language) dir=(dir) { (visible(label)) } } }
                span { (status) }
                span lang=(hit.language) { (words.language(&hit.language)) }
                @if has_life { a href=(links::life(&hit.key.text, &hit.passage, &version, &hit.language)) { (words.site.life) } }
            }
            p.excerpt lang=(hit.language) dir=(dir) { (marked(hit)) }
        }
    }
}

/// The snippet with its hits marked.
fn marked(hit: &Hit) -> Markup {
    let letters: Vec<char> = hit.snippet.chars().collect();
    let words = |from: usize, to: usize| -> String { letters.get(from..to).unwrap_or_default().iter().collect() };
    let mut at = 0;
    let mut pieces: Vec<(String, String)> = Vec::new();
    for (start, end) in &hit.marks {
        pieces.push((words(at, *start), words(*start, *end)));
        at = *end;
    }
    html! {
        @for (before, hit) in &pieces { (visible(before)) mark { (visible(hit)) } }
        (visible(&words(at, letters.len())))
    }
}
