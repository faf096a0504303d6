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

mod clause;
mod interface;
mod outside;
mod page;
mod section;
mod source;
mod standing;
mod summary;
mod text;
mod wording;

use super::document::Document;
use crate::lexicon::Lexicon;
use interface::Interface;
use maud::html;
use page::Shell;
use standing::Standings;

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
    let frames = text::frames(document, &interface);
    let standings = Standings::of(document);
    let title = source::title(document);
    let body = html! {
        (source::header(document, &interface, &title))
        (page::tools(&interface, options.view))
        main {
            (summary::summary(document, &frames, &interface))
            div #texts { @for frame in &frames { (text::text(frame, &standings)) } (outside::changed(document, &interface)) }
            (outside::outside(document, &interface))
        }
    };
    page::page(&Shell { interface: &interface, title: &title, body })
}
