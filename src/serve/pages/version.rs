//! A version with all its clauses, or a proposal with what it would change.

use super::{Acts, Crumb, Sheet, page as sheet, short, switch};
use crate::compare::comparison::Clause;
use crate::emit::to_html::shell::Page;
use crate::emit::to_html::standing::Standings;
use crate::emit::to_html::text::{self, Lives};
use crate::emit::to_html::{self};
use crate::emit::{Document, PageView};
use crate::serve::api::document;
use crate::serve::failure::Failure;
use crate::serve::holdings::{self, HeldVersion};
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
    let above = switch(&language, &languages, words, |code| links::version(&key, Some(code)));
    let (acts, body) = match is_compared {
        true => (Acts::Keys, to_html::body(&document, &words.page, PageView::Inline, Some(lives))),
        false => (Acts::Still, plain(&document, visit, above, lives)),
    };
    let (title, of_title) = text.title(&[&language]).unwrap_or((&text.id, "en"));
    let (short, name) = (short(title), name(held, &key, &language));
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

/// The text alone: nothing was compared, so there is nothing to count and no switch.
fn plain(document: &Document, visit: &Visit<'_>, above: Markup, lives: Lives<'_>) -> Markup {
    let interface = &visit.words.page;
    let frames = text::frames(document, interface, Some(lives));
    let standings = Standings::of(document);
    html! {
        main.alone {
            (above)
            @for frame in &frames { (text::text(frame, &standings)) }
        }
    }
}
