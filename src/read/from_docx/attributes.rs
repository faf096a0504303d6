//! The attributes of a tag, looked at where they stand: a document has thousands, and most are never asked for.
//!
//! Enters what stands behind the name of a tag; leaves values by name. A tag in the form that nearly all have is checked by one scan and keeps
//! its text: ` w:val="1" w:eastAsia="x"`, each name once, no value with a reference or white space that XML would change. Any other is
//! parsed by quick-xml, which knows what is wrong with it. (quick-xml alone, asked for the values of all attributes of all tags, took
//! a fifth of what a paper of sixty clauses cost.)

use quick_xml::name::QName;

/// The attributes of a tag.
pub enum Attributes<'a> {
    /// As they stand in the tag: checked, with values that mean what they say.
    Written(&'a str),
    /// Names without prefix, and values.
    Made(Vec<(String, String)>),
}

/// More attributes than nearly all tags have.
const MOST: usize = 16;

impl<'a> Attributes<'a> {
    /// The attributes of a tag in the common form, and whether one of them binds a namespace; `None` for any other tag.
    pub fn as_written(text: &'a str) -> Option<(Self, bool)> {
        let mut names = [""; MOST];
        let mut binds = false;
        for (count, pair) in pairs(text).enumerate() {
            let (name, _) = pair?;
            if count == MOST || names[..count].contains(&name) {
                return None;
            }
            binds |= name.starts_with("xmlns");
            names[count] = name;
        }
        Some((Attributes::Written(text), binds))
    }

    /// The value of the first attribute with a name, whatever its prefix.
    pub fn value(&self, name: &str) -> Option<&str> {
        match self {
            Attributes::Written(text) => {
                let mut all = pairs(text).map_while(|pair| pair);
                all.find(|(written, _)| local(written) == name).map(|(_, value)| value)
            }
            Attributes::Made(made) => made.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()),
        }
    }
}

/// Whether an attribute is the id of an editing session: nobody asks for one, so what is wrong with its value does not matter.
pub fn is_session_id(name: QName<'_>) -> bool {
    name.local_name().as_ref().starts_with(b"rsid")
}

fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

/// Names and values in their order; `None`, as the last, where the text is not in the common form.
fn pairs(text: &str) -> impl Iterator<Item = Option<(&str, &str)>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let begin = at + bytes[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).count();
        if begin == bytes.len() {
            return None;
        }
        let pair = pair(text, at, begin);
        at = pair.map_or(bytes.len(), |(_, _, end)| end);
        Some(pair.map(|(name, value, _)| (name, value)))
    })
}

/// The pair that begins at a byte, and where it ends. White space stands between it and what is before it.
fn pair(text: &str, before: usize, begin: usize) -> Option<(&str, &str, usize)> {
    let bytes = text.as_bytes();
    let is_of_name =
        |byte: &u8| !matches!(byte, b'=' | b'"' | b'\'' | b'<' | b'/' | b'&') && !byte.is_ascii_whitespace();
    let name = bytes[begin..].iter().take_while(|byte| is_of_name(byte)).count();
    let equals = begin + name;
    let quote = *bytes.get(equals + 1).filter(|_| bytes[equals] == b'=')?;
    if name == 0 || begin == before || !matches!(quote, b'"' | b'\'') {
        return None;
    }
    let from = equals + 2;
    let means_itself = |byte: &u8| *byte != quote && !matches!(byte, b'&' | b'\t' | b'\n' | b'\r');
    let to = from + bytes[from..].iter().take_while(|byte| means_itself(byte)).count();
    let is_closed = bytes.get(to) == Some(&quote);
    is_closed.then(|| (&text[begin..equals], &text[from..to], to + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use quick_xml::events::attributes::Attributes as Parsed;

    /// Tags in the common form are read as the parser reads them; others are left to it.
    #[test]
    fn what_is_read_where_it_stands_is_what_the_parser_reads() {
        let common = [
            "",
            " ",
            " w:val=\"1\"",
            "\r\n\tw:val='a \"b\" <c>'  id=\"é\"\n",
            " a=\"\" b:c:d=\"x/y\"",
            " xmlns:w=\"urn:w\" xmlns=\"urn:x\"",
        ];
        for text in common {
            let (found, binds) = Attributes::as_written(text).unwrap_or_else(|| panic!("{text:?}"));
            assert_eq!(binds, text.contains("xmlns"), "{text:?}");
            for parsed in Parsed::new(text, 0) {
                let parsed = parsed.unwrap_or_else(|error| panic!("{text:?}: {error}"));
                let name = String::from_utf8_lossy(parsed.key.local_name().into_inner()).into_owned();
                let value = parsed.normalized_value(quick_xml::XmlVersion::Implicit1_0).expect("a value");
                assert_eq!(found.value(&name), Some(&*value), "{text:?}");
            }
            assert_eq!(found.value("none"), None);
        }
        let many: String = (0..=MOST).map(|at| format!(" a{at}=\"\"")).collect();
        let others = [
            " a",
            " a=1",
            " a=\"1",
            " a=\"1\"b=\"2\"",
            " a=\"&lt;\"",
            " a=\"x\ty\"",
            " a=\"1\" a=\"2\"",
            " a=\"1\" \u{C}",
            " a =\"1\"",
            &many,
        ];
        for text in others {
            assert!(Attributes::as_written(text).is_none(), "{text:?}");
        }
    }
}
