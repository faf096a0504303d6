//! The shell of every page: head, styles, scripts, the link that leads past what stands above the content.
//!
//! Enters what stands in the body; leaves a [`Page`]. Its policy allows the styles and scripts of the program by their hashes, and
//! nothing else: no request leaves the page, and nothing that a document smuggles in would run.

use super::interface::Interface;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

/// What the shell surrounds.
pub struct Shell<'s> {
    /// Words and direction.
    pub interface: &'s Interface<'s>,
    /// Title of the window.
    pub title: &'s str,
    /// Where the page lives.
    pub home: Home,
    /// The link that leads past what stands above the content: the id to which it leads, and its words.
    pub skip: (&'s str, &'s str),
    /// Styles, in order.
    pub styles: &'s [&'s str],
    /// Scripts, in order.
    pub scripts: &'s [&'s str],
    /// What stands in the body.
    pub body: Markup,
}

/// Where a page lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    /// A file, which asks for nothing and sends nothing.
    File,
    /// A server, to which its forms may be sent, and which is told whether they come from its own pages.
    Server,
}

/// A page, and what it may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The whole file.
    pub html: String,
    /// Its content security policy, as it stands in the file too.
    pub policy: String,
}

/// The whole file.
pub fn page(shell: &Shell<'_>) -> Page {
    let Shell { interface, title, skip: (target, words), .. } = shell;
    let policy = policy(shell);
    let referrer = match shell.home {
        Home::File => "no-referrer",
        Home::Server => "same-origin",
    };
    let page = html! {
        (DOCTYPE)
        html lang=(interface.language) dir=(interface.direction(interface.language)) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content=(referrer);
                title { (title) }
                @for style in shell.styles { style { (PreEscaped(style)) } }
            }
            body {
                a.skip href={ "#" (target) } { (words) }
                (shell.body)
                @for script in shell.scripts { script { (PreEscaped(script)) } }
            }
        }
    };
    Page { html: page.into_string() + "\n", policy }
}

fn policy(shell: &Shell<'_>) -> String {
    let allowed = |parts: &[&str]| match parts {
        [] => "'none'".to_owned(),
        parts => parts.iter().map(|part| format!("'{}'", hash(part))).collect::<Vec<_>>().join(" "),
    };
    let forms = match shell.home {
        Home::File => "'none'",
        Home::Server => "'self'",
    };
    format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action {forms}",
        allowed(shell.styles),
        allowed(shell.scripts),
    )
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
    use super::hash;

    #[test]
    fn a_hash_is_what_a_browser_computes() {
        // The example of the specification of content security policies, level 2, §7.17.
        assert_eq!(hash("alert('Hello, world.');"), "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
    }
}
