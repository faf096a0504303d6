//! A page that shows a document to people: a summary of what changed, then every text, clause by clause.
//!
//! Enters a [`Document`]; leaves one HTML file that needs nothing else: its style and its few lines of script are inside, a content
//! security policy forbids everything that is not, and all views work without the script. For a clause that changed:
//!
//! ```html
//! <div class="clause is-changed is-modified" id="itu.wtsa.resolution.91/resolves__1" …>
//!   <p class="wording"><span class="inline">… the study of <del>text</del><ins>multimodal</ins> alerts …</span>
//!     <span class="sides"><span class="older">…</span><span class="newer">…</span></span></p>
//! ```
//!
//! Each file here draws one thing and knows nothing of what stands around it, so that other pages can be made of the same pieces.

pub(crate) mod clause;
pub(crate) mod interface;
mod outside;
pub(crate) mod page;
mod section;
pub(crate) mod shell;
mod source;
pub(crate) mod standing;
mod summary;
pub(crate) mod text;
pub(crate) mod wording;

use super::document::Document;
use crate::lexicon::Lexicon;
use interface::Interface;
use maud::{Markup, html};
use page::{SCRIPT, STYLE};
use shell::{Home, Shell};
use standing::Standings;
use text::Lives;

/// How a page opens.
#[derive(Debug, Clone)]
pub struct PageOptions<'l> {
    /// Where the words of the page come from.
    pub lexicon: &'l Lexicon,
    /// The language of the words around the texts (`fr`); absent: that of the document.
    pub language: Option<String>,
    /// The view that is shown first.
    pub view: PageView,
}

impl Default for PageOptions<'static> {
    fn default() -> Self {
        PageOptions { lexicon: Lexicon::built_in(), language: None, view: PageView::default() }
    }
}

/// How the two wordings of a clause are shown. The reader can switch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PageView {
    /// In one, what is deleted struck through, what is inserted underlined.
    #[default]
    Inline,
    /// The older beside the newer one, each with what the other has not.
    SideBySide,
}

/// The page of a document. The same document and options give the same bytes.
pub fn to_html(document: &Document, options: &PageOptions<'_>) -> String {
    let interface = Interface::choose(options.lexicon, options.language.as_deref(), document.source.language.as_str());
    let shell = Shell {
        interface: &interface,
        title: &source::title(document),
        home: Home::File,
        skip: ("texts", &interface.words.skip),
        styles: &[STYLE.as_str()],
        scripts: &[SCRIPT.as_str()],
        body: body(document, &interface, options.view, None),
    };
    shell::page(&shell).html
}

/// What a page of a document holds: head, switches, summary, texts. `lives` leads from each clause to its life, where there is such a
/// page.
pub(crate) fn body(document: &Document, interface: &Interface<'_>, view: PageView, lives: Option<Lives<'_>>) -> Markup {
    let frames = text::frames(document, interface, lives);
    let standings = Standings::of(document);
    html! {
        (source::header(document, interface, &source::title(document)))
        (page::tools(interface, view))
        main {
            (summary::summary(document, &frames, interface))
            div #texts { @for frame in &frames { (text::text(frame, &standings)) } (outside::changed(document, interface)) }
            (outside::outside(document, interface))
        }
    }
}
