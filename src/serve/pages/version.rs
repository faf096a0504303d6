//! A version with all its clauses, or a proposal with what it would change.

use super::{Acts, Crumb, Sheet, page as sheet, short, switch};
use crate::compare::comparison::Clause;
use crate::emit::to_html::shell::Page;
use crate::emit::to_html::standing::Standings;
use crate::emit::to_html::text::{self, Lives};
use crate::emit::to_html::wording::visible;
use crate::emit::to_html::{self};
use crate::emit::{Document, PageView};
use crate::serve::api::document;
use crate::serve::failure::Failure;
use crate::serve::holdings::{self, HeldText, HeldVersion};
use crate::serve::links;
use crate::serve::visit::Visit;
use crate::store::{Edition, Key};
use maud::{Markup, html};

/// The page.
pub fn page(visit: &Visit<'_>) -> Result<Page, Failure> {
    let store = visit.store()?;
    let key = store.resolve(&visit.key()?, visit.language())?.key;
    let text = holdings::text(visit, &store)?;
    let document = document(visit, &store)?;
    let language = document.source.language.clone();
    let words = &visit.words;
    let held = text.versions.iter().find(|version| version.key == key);
    let languages: Vec<String> =
        held.iter().flat_map(|held| &held.languages).map(|held| held.language.clone()).collect();
    let edition = key.version.as_ref().map(Edition::to_string).unwrap_or_default();
    let address = |clause: &Clause| {
        let has_history = key.proposal.is_none() && clause.text.newer.is_some();
        has_history.then(|| links::life(&key.text, &clause.id, &edition, &language))
    };
    let lives = Lives { words: &words.site.life, address: &address };
    let is_compared = document.texts.iter().any(|text| text.sections.iter().any(|section| section.change.is_some()));
    let (title, of_title) = text.title(&[&language]).unwrap_or((&text.id, "en"));
    let (short, name) = (short(title), name(held, &key, &language));
    let above = html! {
        header.plain {
            p.eyebrow { code { (visible(&key.text)) } }
            h1 lang=(language) dir=(words.page.direction(&language)) { (visible(&name)) }
            (switch(&language, &languages, words, |code| links::version(&key, Some(code))))
            @if let Some(address) = since_before(&text, &key, &language) { p { a href=(address) { (words.site.since_before) } } }
        }
    };
    let (acts, body) = match is_compared {
        true => (Acts::Keys, to_html::body(&document, &words.page, PageView::Inline, Some(lives))),
        false => (Acts::Still, plain(&document, visit, above, lives)),
    };
    let crumbs = [
        Crumb::home(words),
        Crumb { name: &short, language: Some(of_title), address: Some(links::text(&text.id, Some(&language))) },
        Crumb { name: &name, language: Some(&language), address: None },
    ];
    let title = format!("{name} · {title}");
    Ok(sheet(Sheet { title: &title, crumbs: &crumbs, searched: "", acts, body }, words, visit.site))
}

fn name(held: Option<&HeldVersion>, key: &Key, language: &str) -> String {
    let printed = held.map_or("", |held| held.printed(&[language]));
    match (&key.proposal, held.and_then(|held| held.action.as_deref())) {
        (Some(id), Some(action)) => format!("{action} {id}"),
        (Some(id), None) => id.clone(),
        (None, _) => printed.to_owned(),
    }
}

/// What changed since the adopted version before, where both are held in the language.
fn since_before(text: &HeldText, key: &Key, language: &str) -> Option<String> {
    let versions: Vec<&HeldVersion> = text.adopted().collect();
    let at = versions.iter().position(|version| version.key == *key)?;
    let before = versions[at.checked_sub(1)?];
    let is_held = before.languages.iter().any(|held| held.language == language);
    is_held.then(|| links::diff(&key.text, &before.version, &versions[at].version, Some(language)))
}

/// The text alone: nothing was compared, so there is nothing to count and no switch.
fn plain(document: &Document, visit: &Visit<'_>, above: Markup, lives: Lives<'_>) -> Markup {
    let interface = &visit.words.page;
    let frames = text::frames(document, interface, Some(lives));
    let standings = Standings::of(document);
    html! {
        (above)
        main.alone {
            @for frame in &frames { (text::text(frame, &standings)) }
        }
    }
}
