//! The shell of every page: head, style, script, the links and switches that do not belong to one text.
//!
//! The policy allows the style and the script of this file by their hashes, and nothing else: no request leaves the page, and
//! nothing that a document smuggles in would run.

use super::PageView;
use super::interface::Interface;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// What the shell surrounds.
pub struct Shell<'s> {
    /// Words and direction.
    pub interface: &'s Interface<'s>,
    /// Title of the window.
    pub title: &'s str,
    /// What stands in the body.
    pub body: Markup,
}

/// Style and script as they stand in the page. A checkout may have given them other line ends; the hashes are of these bytes.
static STYLE: LazyLock<String> = LazyLock::new(|| include_str!("page.css").replace("\r\n", "\n"));
static SCRIPT: LazyLock<String> = LazyLock::new(|| include_str!("page.js").replace("\r\n", "\n"));

static POLICY: LazyLock<String> = LazyLock::new(|| {
    format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
        hash(&STYLE),
        hash(&SCRIPT)
    )
});

/// The whole file.
pub fn page(shell: &Shell<'_>) -> String {
    let Shell { interface, title, body } = shell;
    let page = html! {
        (DOCTYPE)
        html lang=(interface.language) dir=(interface.direction(interface.language)) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(*POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(STYLE.as_str())) }
            }
            body {
                a.skip href="#texts" { (interface.words.skip) }
                (body)
                script { (PreEscaped(SCRIPT.as_str())) }
            }
        }
    };
    page.into_string() + "\n"
}

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

/// `sha256-…` in Base64, as a content security policy names what it allows.
fn hash(content: &str) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digest = Sha256::digest(content.as_bytes());
    let mut out = String::from("sha256-");
    for three in digest.chunks(3) {
        let bits = (0..3).fold(0, |bits, at| bits << 8 | u32::from(three.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * at)) as usize & 63];
            out.push(if at <= three.len() { char::from(sign) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{SCRIPT, STYLE, hash};

    #[test]
    fn a_hash_is_what_a_browser_computes() {
        // The example of the specification of content security policies, level 2, §7.17.
        assert_eq!(hash("alert('Hello, world.');"), "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
    }

    #[test]
    fn style_and_script_are_small_and_need_no_escape() {
        assert!(STYLE.len() + SCRIPT.len() < 15_000, "{} + {}", STYLE.len(), SCRIPT.len());
        for part in [&*STYLE, &*SCRIPT] {
            assert!(!part.contains(['<', '&']), "the page is well-formed XML too");
            assert!(!part.contains("url(") && !part.contains("@import") && !part.contains("//"), "no request");
        }
    }
}
