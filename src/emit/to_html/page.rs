//! The style and the script of a page of texts, and its switches.

use super::PageView;
use super::interface::Interface;
use maud::{Markup, html};
use std::sync::LazyLock;

/// Style and script as they stand in the page. A checkout may have given them other line ends; the hashes are of these bytes.
pub static STYLE: LazyLock<String> = LazyLock::new(|| include_str!("page.css").replace("\r\n", "\n"));
/// The keys.
pub static SCRIPT: LazyLock<String> = LazyLock::new(|| include_str!("page.js").replace("\r\n", "\n"));

/// The switches. They are radio buttons that the style looks at, and work without the script.
pub fn tools(interface: &Interface<'_>, view: PageView) -> Markup {
    let words = interface.words;
    let choice = |group: &str, name: &str, label: &str, is_chosen: bool| {
        html! {
            input type="radio" name=(group) id={ (group) "-" (name) } checked[is_chosen];
            label for={ (group) "-" (name) } { (label) }
        }
    };
    html! {
        section.tools aria-label=(words.view) {
            fieldset {
                legend { (words.view) }
                (choice("view", "inline", &words.inline, view == PageView::Inline))
                (choice("view", "sides", &words.side_by_side, view == PageView::SideBySide))
            }
            fieldset {
                legend { (words.show) }
                (choice("show", "all", &words.all, true))
                (choice("show", "changed", &words.changed_only, false))
                (choice("show", "doubtful", &words.doubtful_only, false))
            }
            output #position aria-live="polite" {}
            // Keys need the script, which shows this.
            details #help hidden {
                summary { (words.keyboard) " " kbd { "?" } }
                div.keys {
                    dl {
                        (key(&["j", "n"], &words.next_change))
                        (key(&["k", "p"], &words.previous_change))
                        (key(&["i"], &words.inline))
                        (key(&["s"], &words.side_by_side))
                        (key(&["c"], &words.changed_only))
                        (key(&["d"], &words.doubtful_only))
                        (key(&["?"], &words.keyboard))
                    }
                    label { input #keys type="checkbox" checked; " " (words.keys_active) }
                }
            }
        }
    }
}

fn key(keys: &[&str], does: &str) -> Markup {
    html! { dt { @for key in keys { kbd { (key) } " " } } dd { (does) } }
}

#[cfg(test)]
mod tests {
    use super::{SCRIPT, STYLE};

    #[test]
    fn style_and_script_are_small_and_need_no_escape() {
        assert!(STYLE.len() + SCRIPT.len() < 15_000, "{} + {}", STYLE.len(), SCRIPT.len());
        for part in [&*STYLE, &*SCRIPT] {
            assert!(!part.contains(['<', '&']), "the page is well-formed XML too");
            assert!(!part.contains("url(") && !part.contains("@import") && !part.contains("//"), "no request");
        }
    }
}
