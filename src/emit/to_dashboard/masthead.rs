//! The head of the page: what it is, of which table and texts it was made, and how it may be shown.

use super::board::Board;
use super::words::{anchor, say};
use crate::emit::to_html::wording::visible;
use crate::store::Status;
use maud::{Markup, html};

/// The head.
pub fn masthead(board: &Board<'_>) -> Markup {
    let source = &board.mapping.source;
    html! {
        header.masthead {
            div.heading {
                p.eyebrow {
                    @if let Some(home) = board.home { a href=(home) rel="up" { "dispositif" } " › " }
                    (say!(board, eyebrow))
                }
                h1 { (say!(board, title)) }
                p.about { (say!(board, about)) }
            }
            (switches(board))
            dl.sources {
                div {
                    dt { (say!(board, source)) }
                    dd {
                        bdi { (visible(&source.file)) } ", " (say!(board, rows)) (say!(board, colon).text) (board.number(source.rows))
                        br; code.hash { "SHA-256 " (source.sha256) }
                    }
                }
                div.texts {
                    dt { (say!(board, texts)) (say!(board, colon).text) (board.number(board.mapping.texts.len())) }
                    dd { (texts(board)) }
                }
            }
            nav.contents data-w-aria="contents" aria-label=(say!(board, contents).text) {
                ul {
                    @for (target, label) in [
                        ("gaps", say!(board, gap.title)),
                        ("coverage", say!(board, coverage.title)),
                        ("clauses", say!(board, tree.title)),
                        ("timeline", say!(board, timeline.title)),
                        ("table", say!(board, table.title)),
                        ("suggestions", say!(board, suggestion.title)),
                        ("remarks", say!(board, remark.title)),
                    ] {
                        li { a href={ "#" (target) } { (label) } }
                    }
                }
            }
        }
    }
}

/// The texts in force, each with its version and leading to its clauses; many are folded up.
fn texts(board: &Board<'_>) -> Markup {
    const FEW: usize = 6;
    let list = html! {
        ul {
            @for (at, text) in board.mapping.texts.iter().enumerate() {
                li {
                    a href={ "#t/" (anchor(&text.id)) } { (board.text_name(at)) } " "
                    span.version {
                        @match &text.printed {
                            Some(printed) => bdi lang=(text.language) dir=(text.direction) { "(" (visible(printed)) ")" },
                            None => { "(" (board.version(&text.id, &text.version)) ")" },
                        }
                    }
                    @if text.status == Status::Proposed { " " strong.warning { (say!(board, proposed)) } }
                }
            }
        }
    };
    html! {
        @if board.mapping.texts.is_empty() { (say!(board, tree.no_texts)) }
        @else if board.mapping.texts.len() > FEW { details { summary { (say!(board, show_all)) } (list) } }
        @else { (list) }
    }
}

/// Language and colours. They need the script, which shows them.
fn switches(board: &Board<'_>) -> Markup {
    let themes =
        [("system", say!(board, theme.system)), ("light", say!(board, theme.light)), ("dark", say!(board, theme.dark))];
    html! {
        div.switches hidden data-script="" {
            fieldset #languages {
                legend { (say!(board, language)) }
                @for (at, tongue) in board.tongues.iter().enumerate() {
                    input type="radio" name="language" id={ "language-" (tongue.code) } value=(tongue.code) checked[at == board.tongue];
                    label for={ "language-" (tongue.code) } lang=(tongue.code) dir=(tongue.direction) { (tongue.name) }
                }
            }
            fieldset #themes {
                legend { (say!(board, theme.title)) }
                @for (name, label) in themes {
                    input type="radio" name="theme" id={ "theme-" (name) } value=(name) checked[name == "system"];
                    label for={ "theme-" (name) } { (label) }
                }
            }
            (keys(board))
        }
    }
}

fn keys(board: &Board<'_>) -> Markup {
    let keys = [
        ("/", say!(board, key.search)),
        ("g", say!(board, key.gaps)),
        ("c", say!(board, key.coverage)),
        ("m", say!(board, key.clauses)),
        ("t", say!(board, key.timeline)),
        ("a", say!(board, key.table)),
        ("r", say!(board, key.reset)),
        ("d", say!(board, key.theme)),
        ("l", say!(board, key.language)),
        ("?", say!(board, key.help)),
    ];
    html! {
        details #help {
            summary { (say!(board, key.title)) " " kbd { "?" } }
            div.keys {
                dl { @for (key, does) in keys { dt { kbd { (key) } } dd { (does) } } }
                label { input #keys type="checkbox" checked; " " (say!(board, key.active)) }
            }
        }
    }
}
