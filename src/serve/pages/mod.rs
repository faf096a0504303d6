//! Pages for people. Each file draws one; this one draws what stands around all of them.

pub mod data;
pub mod diff;
pub mod failure;
pub mod life;
pub mod search;
pub mod text;
pub mod texts;
pub mod version;

mod history;
mod kinds;

use super::failure::harmless;
use super::site::Site;
use super::words::Words;
use crate::emit::to_html::page::{SCRIPT, STYLE};
use crate::emit::to_html::shell::{self, Home, Page, Shell};
use crate::emit::to_html::wording::visible;
use maud::{Markup, html};
use std::sync::LazyLock;

/// The style of what only a site has.
static SITE_STYLE: LazyLock<String> = LazyLock::new(|| include_str!("site.css").replace("\r\n", "\n"));

/// A page as it is drawn, before what stands around it.
pub struct Sheet<'s> {
    /// Title of the window.
    pub title: &'s str,
    /// The pages above this one, and the name of this one.
    pub crumbs: &'s [Crumb<'s>],
    /// What is in the field of the search.
    pub searched: &'s str,
    /// What it does by itself.
    pub acts: Acts,
    /// What it shows.
    pub body: Markup,
}

/// What a page does by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acts {
    /// Nothing.
    Still,
    /// It goes from change to change at the press of a key.
    Keys,
}

/// A page above this one, or this one.
pub struct Crumb<'s> {
    /// Its name.
    pub name: &'s str,
    /// The language of the name, where it is that of a text.
    pub language: Option<&'s str>,
    /// Its address; none for the page itself.
    pub address: Option<String>,
}

impl<'s> Crumb<'s> {
    /// The first page.
    pub fn home(words: &Words<'s>) -> Self {
        Crumb { name: &words.page.words.texts, language: None, address: Some("/".to_owned()) }
    }
}

/// A page with everything that stands around it.
pub fn page(sheet: Sheet<'_>, words: &Words<'_>, site: &Site) -> Page {
    let scripts: &[&str] = if sheet.acts == Acts::Keys { &[SCRIPT.as_str()] } else { &[] };
    let title = match sheet.title {
        "" => "dispositif".to_owned(),
        title => format!("{} · dispositif", harmless(title)),
    };
    shell::page(&Shell {
        interface: &words.page,
        title: &title,
        home: Home::Server,
        skip: ("content", &words.site.skip),
        styles: &[STYLE.as_str(), SITE_STYLE.as_str()],
        scripts,
        body: html! {
            (bar(&sheet, words, site))
            div #content tabindex="-1" { (sheet.body) }
        },
    })
}

/// The links and the search of every page.
fn bar(sheet: &Sheet<'_>, words: &Words<'_>, site: &Site) -> Markup {
    html! {
        header.bar {
            nav.main-links aria-label=(words.site.navigation) {
                a.brand href="/" { "dispositif" }
                a href="/" { (words.page.words.texts) }
                @if site.mapping.is_some() { a href="/mapping" { (words.site.mapping) } }
                a href="/api" { (words.site.data) }
            }
            form role="search" action="/search" method="get" {
                label.said for="bar-q" { (words.site.words) }
                input #bar-q type="search" name="q" value=(harmless(sheet.searched)) maxlength="200" required placeholder=(words.site.words);
                button type="submit" { (words.site.search) }
            }
        }
        @if sheet.crumbs.len() > 1 {
            nav.crumbs aria-label=(words.site.breadcrumbs) {
                ol { @for crumb in sheet.crumbs { li { (link(crumb, words)) } } }
            }
        }
    }
}

fn link(crumb: &Crumb<'_>, words: &Words<'_>) -> Markup {
    let direction = crumb.language.map(|language| words.page.direction(language));
    html! {
        @match &crumb.address {
            Some(address) => a href=(address) { bdi lang=[crumb.language] dir=[direction] { (visible(crumb.name)) } },
            None => bdi lang=[crumb.language] dir=[direction] aria-current="page" { (visible(crumb.name)) },
        }
    }
}

/// Links to the same page in other languages; the one that is shown is no link. Nothing where there is only one.
pub fn switch(shown: &str, all: &[String], words: &Words<'_>, address: impl Fn(&str) -> String) -> Markup {
    html! {
        @if all.len() > 1 {
            p.languages {
                span { (words.site.languages) (words.page.words.colon) }
                @for code in all {
                    @let name = words.language(code);
                    @let dir = words.page.direction(code);
                    @if code == shown { strong lang=(code) dir=(dir) aria-current="true" { (name) } }
                    @else { a href=(address(code)) lang=(code) dir=(dir) hreflang=(code) { (name) } }
                    " "
                }
            }
        }
    }
}

/// Where a title is too long for a line.
pub fn short(title: &str) -> String {
    crate::emit::to_html::wording::first(title, 70)
}
