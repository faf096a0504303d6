//! Addresses of pages and of their JSON.
//!
//! `("itu.wtsa.resolution.58", "geneva-2022", "ATU/35A10/1")` becomes
//! `/texts/itu.wtsa.resolution.58/versions/geneva-2022?proposal=ATU%2F35A10%2F1`.

use crate::store::{Edition, Key};

/// A part of a path, in which no sign leads elsewhere.
fn part(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for byte in words.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'@' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// What follows the `?`; parameters without a value are left out.
fn query(parameters: &[(&str, Option<&str>)]) -> String {
    let given = parameters.iter().filter_map(|(name, value)| value.map(|value| (*name, value)));
    let written = form_urlencoded::Serializer::new(String::new()).extend_pairs(given).finish();
    if written.is_empty() { written } else { format!("?{written}") }
}

/// A text.
pub fn text(text: &str, language: Option<&str>) -> String {
    format!("/texts/{}{}", part(text), query(&[("language", language)]))
}

/// A version of a text, or a proposal on it.
pub fn version(key: &Key, language: Option<&str>) -> String {
    let version = key.version.as_ref().map(Edition::to_string).unwrap_or_default();
    let parameters = query(&[("proposal", key.proposal.as_deref()), ("language", language)]);
    format!("/texts/{}/versions/{}{parameters}", part(&key.text), part(&version))
}

/// The life of a clause, by its id in a version.
pub fn life(text: &str, clause: &str, version: &str, language: &str) -> String {
    let clause = part(&format!("{clause}@{version}"));
    format!("/texts/{}/clauses/{clause}{}", part(text), query(&[("language", Some(language))]))
}

/// What changed from one version to another: both as they stand behind the `@` of a key.
pub fn diff(text: &str, older: &str, newer: &str, language: Option<&str>) -> String {
    let parameters = query(&[("older", Some(older)), ("newer", Some(newer)), ("language", language)]);
    format!("/texts/{}/diff{parameters}", part(text))
}

/// Passages that hold some words.
pub fn search(words: &str, language: Option<&str>, text: Option<&str>, offset: usize) -> String {
    let offset = (offset > 0).then(|| offset.to_string());
    let parameters = [("q", Some(words)), ("language", language), ("text", text), ("offset", offset.as_deref())];
    format!("/search{}", query(&parameters))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sign_of_an_id_leads_elsewhere() {
        assert_eq!(text("../a b?c#d", None), "/texts/..%2Fa%20b%3Fc%23d");
        let key: Key = "itu.wtsa.resolution.58@geneva-2022+ATU/35A10/1".parse().expect("a key");
        let address = "/texts/itu.wtsa.resolution.58/versions/geneva-2022?proposal=ATU%2F35A10%2F1&language=fr";
        assert_eq!(version(&key, Some("fr")), address);
        assert_eq!(search("été & \"x\"", None, None, 0), "/search?q=%C3%A9t%C3%A9+%26+%22x%22");
    }
}
