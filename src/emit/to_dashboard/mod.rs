//! A dashboard: one page that shows a mapping to a meeting, and that needs nothing else.
//!
//! Enters a [`Mapping`]; leaves one HTML file with its style, its script and its numbers inside. Everything stands in the page as the
//! mapping has it, without the script; the script filters, counts again, sorts and exchanges the words of the page. For a clause:
//!
//! ```html
//! <li class="clause" id="itu.wtdc.resolution.214/instructs__2" …><p class="words" lang="fr">… <b>2</b> d'organiser …</p>
//!   <ul class="links"><li data-l="7"><a href="#a/AC-008">AC-008</a> … <span data-w="link.declared">Declared</span> …
//! ```
//!
//! Each file here draws one part of the page from the [`Board`](board::Board); `data.rs` writes what the script counts with.

mod bars;
mod board;
mod calendar;
mod conferences;
mod coverage;
mod data;
mod decide;
mod facets;
mod figures;
mod filters;
mod gaps;
mod index;
mod links;
mod masthead;
mod names;
mod remarks;
mod review;
mod suggestions;
mod table;
mod timeline;
mod tree;
mod words;

use super::to_html::interface::Interface;
use super::to_html::shell::{self, Home, Shell};
use crate::lexicon::Lexicon;
use crate::mapping::Mapping;
use board::Board;
use maud::html;
use std::sync::LazyLock;
use words::say;

/// How a dashboard is made.
#[derive(Debug, Clone)]
pub struct DashboardOptions<'l> {
    /// Where the words of the page come from.
    pub lexicon: &'l Lexicon,
    /// The language in which the page opens (`fr`); absent: that of the texts, where the page has words in it, or else English.
    pub language: Option<String>,
    /// Where decisions on suggestions and on links are sent; absent, as in a file: none can be taken.
    pub decisions: Option<DecisionForm>,
    /// The page of the texts on the server that shows this one, for a link back; absent, as in a file: there is none.
    pub home: Option<String>,
}

impl Default for DashboardOptions<'static> {
    fn default() -> Self {
        DashboardOptions { lexicon: Lexicon::built_in(), language: None, decisions: None, home: None }
    }
}

/// Where decisions are sent, as a form with the fields `activity`, `text`, `version`, `clause`, `decision`, `note` and `token`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionForm {
    /// The address.
    pub action: String,
    /// What shows that the form is of this page.
    pub token: String,
}

/// The style as it stands in the page. A checkout may have given it other line ends; its hash is of these bytes.
static STYLE: LazyLock<String> = LazyLock::new(|| {
    [include_str!("style/page.css"), include_str!("style/parts.css"), include_str!("style/media.css")]
        .map(|part| part.replace("\r\n", "\n"))
        .concat()
});

/// The script, likewise.
static SCRIPT: LazyLock<String> = LazyLock::new(|| {
    [
        include_str!("script/state.js"),
        include_str!("script/words.js"),
        include_str!("script/count.js"),
        include_str!("script/draw.js"),
        include_str!("script/waiting.js"),
        include_str!("script/timeline.js"),
        include_str!("script/table.js"),
        include_str!("script/page.js"),
    ]
    .map(|part| part.replace("\r\n", "\n"))
    .concat()
});

/// The page of a mapping. The same mapping and options give the same bytes.
pub fn to_dashboard(mapping: &Mapping, options: &DashboardOptions<'_>) -> String {
    let board = Board::of(mapping, options);
    let body = html! {
        (bars::patterns())
        (masthead::masthead(&board))
        div.columns {
            (filters::filters(&board))
            main.long[board.is_long()] #content {
                (filters::in_force(&board))
                (figures::figures(&board))
                (gaps::gaps(&board))
                (coverage::coverage(&board))
                (tree::tree(&board))
                (timeline::timeline(&board))
                (table::table(&board))
                (suggestions::suggestions(&board))
                (remarks::remarks(&board))
            }
        }
        (data::data(&board))
    };
    let interface = Interface::choose(options.lexicon, Some(board.language()), board.language());
    let title = say!(board, title);
    let shell = Shell {
        interface: &Interface { language: board.language(), ..interface },
        title: &title.text,
        home: if options.decisions.is_some() { Home::Server } else { Home::File },
        skip: ("content", &say!(board, skip).text),
        styles: &[STYLE.as_str()],
        scripts: &[SCRIPT.as_str()],
        body,
    };
    shell::page(&shell).html
}

#[cfg(test)]
mod tests {
    use super::{SCRIPT, STYLE};

    #[test]
    fn style_and_script_are_small_need_no_escape_and_ask_for_nothing() {
        assert!(STYLE.len() + SCRIPT.len() < 60_000, "{} + {}", STYLE.len(), SCRIPT.len());
        for part in [&*STYLE, &*SCRIPT] {
            assert!(!part.contains(['<', '&']), "the page is well-formed XML too");
            assert!(
                !part.replace("url(#", "").contains("url(") && !part.contains("@import") && !part.contains("://"),
                "no request"
            );
            for word in
                ["innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval", "fetch", "XMLHttp", "Function("]
            {
                assert!(!part.contains(word), "{word}");
            }
        }
    }
}
