//! A pull reader over one XML part: elements with their namespace resolved, text decoded, depth bounded.
//!
//! Prefixes mean nothing (`x:p` is a paragraph where `x` is bound to WordprocessingML), Strict and transitional namespaces are
//! one, UTF-16 is decoded, and a stream that ends with elements open is an error, never a short document.

use super::attributes::{Attributes, is_session_id};
use crate::read::{Meter, ReadError};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{NamespaceResolver, QName, ResolveResult};
use quick_xml::reader::Reader;
use std::borrow::Cow;

/// The vocabularies that matter to the text of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vocabulary {
    /// WordprocessingML (`w`).
    Word,
    /// Office Math (`m`).
    Math,
    /// Markup compatibility (`mc`).
    Compatibility,
    /// Anything else.
    Other,
}

/// Binding of a namespace URI to its vocabulary: transitional and Strict forms.
fn vocabulary(uri: &[u8]) -> Vocabulary {
    match uri {
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | b"http://purl.oclc.org/ooxml/wordprocessingml/main" => Vocabulary::Word,
        b"http://schemas.openxmlformats.org/officeDocument/2006/math"
        | b"http://purl.oclc.org/ooxml/officeDocument/math" => Vocabulary::Math,
        b"http://schemas.openxmlformats.org/markup-compatibility/2006" => Vocabulary::Compatibility,
        _ => Vocabulary::Other,
    }
}

/// Namespaces a `Choice` may require and still be taken: those of Microsoft's own extensions, which this reader sees through.
fn is_understood(uri: &[u8]) -> bool {
    uri.starts_with(b"http://schemas.microsoft.com/office/") || vocabulary(uri) != Vocabulary::Other
}

/// A document of several vocabularies has some ten prefixes; one made to cost much is looked up anew each time.
const MOST_PREFIXES: usize = 32;

/// An opened element.
pub struct Element<'a> {
    /// Its vocabulary.
    pub vocabulary: Vocabulary,
    name: &'a str,
    attributes: Attributes<'a>,
    /// For `mc:Choice`: whether all that it requires is understood.
    pub understood: bool,
}

impl<'a> Element<'a> {
    /// The name without its prefix.
    pub fn local(&self) -> &'a str {
        self.name
    }

    /// An attribute by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.value(name)
    }

    /// The `val` attribute.
    pub fn value(&self) -> Option<&str> {
        self.attribute("val")
    }

    /// An on/off property (ECMA-376 §17.17.4): present without a value means on.
    pub fn is_on(&self) -> bool {
        !matches!(self.value(), Some("0" | "false" | "off"))
    }
}

/// What the reader meets.
pub enum Item<'a> {
    /// An element opens.
    Open(Element<'a>),
    /// The element opened last closes.
    Close,
    /// Character data.
    Text(Cow<'a, str>),
}

/// The pull reader.
pub struct Xml<'a> {
    part: &'a str,
    text: &'a str,
    reader: Reader<&'a [u8]>,
    namespaces: NamespaceResolver,
    /// The vocabularies of the prefixes that were met since a namespace was bound or unbound.
    prefixes: Vec<(Option<&'a str>, Vocabulary)>,
    depth: usize,
    meter: &'a Meter<'a>,
    closing: bool,
    /// Bytes of the XML declaration and of byte order marks, which the parser does not see.
    declaration: usize,
    /// Where the event met last begins.
    begins: usize,
}

impl<'a> Xml<'a> {
    /// A reader over the text of a part, as [`text_of`] gives it.
    pub fn new(part: &'a str, text: &'a str, meter: &'a Meter<'a>) -> Self {
        // The text is UTF-8 by now, whatever its declaration says: a parser that believed `encoding="UTF-16"` would decode it again
        // (quick-xml does so where another crate of the build turns on its feature `encoding`).
        // A byte order mark within the text says nothing; the parser passes over one, and does not count it.
        let behind_marks = |at: usize| text.len() - text[at..].trim_start_matches('\u{FEFF}').len();
        let begin = behind_marks(0);
        let declaration = behind_marks(begin + declaration(&text.as_bytes()[begin..]));
        let mut reader = Reader::from_str(&text[declaration..]);
        let config = reader.config_mut();
        config.check_end_names = true;
        config.allow_dangling_amp = false;
        let (namespaces, prefixes) = (NamespaceResolver::default(), Vec::new());
        Xml { part, text, reader, namespaces, prefixes, depth: 0, meter, closing: false, declaration, begins: 0 }
    }

    /// The next item, or `None` at the end of a well-formed part.
    pub fn next(&mut self) -> Result<Option<Item<'a>>, ReadError> {
        if self.closing {
            self.closing = false;
            self.begins = self.position();
            self.close();
            return Ok(Some(Item::Close));
        }
        loop {
            self.begins = self.position();
            match self.reader.read_event() {
                Err(error) => return Err(self.malformed(error)),
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
                Ok(event) => return self.item(event),
            }
        }
    }

    fn item(&mut self, event: Event<'a>) -> Result<Option<Item<'a>>, ReadError> {
        Ok(Some(match event {
            Event::Start(start) => Item::Open(self.open(&start)?),
            Event::Empty(start) => {
                let element = self.open(&start)?;
                self.closing = true;
                Item::Open(element)
            }
            Event::End(_) => {
                self.close();
                Item::Close
            }
            Event::Text(text) => Item::Text(text.xml10_content().map_err(|e| self.malformed(e.into()))?),
            Event::CData(data) => Item::Text(data.decode().map_err(|e| self.malformed(e.into()))?),
            Event::GeneralRef(reference) => {
                let name = reference.decode().map_err(|e| self.malformed(e.into()))?;
                let unknown = || self.malformed_as(format!("unknown entity &{name};"));
                Item::Text(Cow::Owned(entity(&name).ok_or_else(unknown)?))
            }
            // A document type could define entities that expand without bound: none is read (ECMA-376 part 2 §8.1.4 forbids it).
            Event::DocType(_) => return Err(self.malformed_as("a document type declaration is not allowed".into())),
            Event::Eof if self.depth > 0 => {
                return Err(ReadError::CutOff { part: self.part.to_owned(), open: self.depth });
            }
            Event::Eof | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => return Ok(None),
        }))
    }

    /// The name of the part.
    pub fn part(&self) -> &'a str {
        self.part
    }

    fn position(&self) -> usize {
        self.declaration + self.reader.buffer_position() as usize
    }

    /// Passes over the rest of the element opened last.
    pub fn skip(&mut self) -> Result<(), ReadError> {
        let outside = self.depth - 1;
        while self.depth > outside {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn open(&mut self, start: &BytesStart<'a>) -> Result<Element<'a>, ReadError> {
        self.depth += 1;
        self.meter.element(self.depth, self.part)?;
        // All between the angle brackets; the stroke of an empty element belongs to no attribute.
        let tag = &self.text[self.begins + 1..self.begins + 1 + start.len()];
        let (name, written) = tag.split_at(start.name().as_ref().len());
        let (attributes, binds) = match Attributes::as_written(written) {
            Some(found) => found,
            None => (self.attributes(start)?, true),
        };
        if binds {
            // It counts in sixteen bits, which is why `depth` ends there ([`crate::read::Limit`]).
            self.namespaces.set_level((self.depth - 1) as u16);
            self.namespaces.push(start).map_err(|error| self.malformed(error.into()))?;
            self.prefixes.clear();
        }
        let (prefix, name) = name.split_once(':').map_or((None, name), |(prefix, name)| (Some(prefix), name));
        let vocabulary = self.vocabulary(prefix, start);
        let mut element = Element { vocabulary, name, attributes, understood: true };
        if vocabulary == Vocabulary::Compatibility && element.name == "Choice" {
            element.understood = element.attribute("Requires").is_none_or(|required| {
                let understands = |prefix| is_understood(self.namespace(&format!("{prefix}:x")).unwrap_or_default());
                required.split_whitespace().all(understands)
            });
        }
        Ok(element)
    }

    fn close(&mut self) {
        self.depth -= 1;
        if usize::from(self.namespaces.level()) > self.depth {
            self.namespaces.set_level(self.depth as u16);
            self.prefixes.clear();
        }
    }

    /// The attributes of a tag that says them in a less common way, or not well.
    fn attributes(&self, start: &BytesStart<'a>) -> Result<Attributes<'a>, ReadError> {
        let mut made = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|e| self.malformed(e.into()))?;
            if is_session_id(attribute.key) {
                continue;
            }
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|e| self.malformed(e))?;
            let name = String::from_utf8_lossy(attribute.key.local_name().as_ref()).into_owned();
            made.push((name, value.into_owned()));
        }
        Ok(Attributes::Made(made))
    }

    fn vocabulary(&mut self, prefix: Option<&'a str>, start: &BytesStart<'_>) -> Vocabulary {
        if let Some((_, known)) = self.prefixes.iter().find(|(met, _)| *met == prefix) {
            return *known;
        }
        let found = match self.namespaces.resolve_element(start.name()).0 {
            ResolveResult::Bound(bound) => vocabulary(bound.0),
            _ => Vocabulary::Other,
        };
        if self.prefixes.len() < MOST_PREFIXES {
            self.prefixes.push((prefix, found));
        }
        found
    }

    /// The namespace of a name as written, where it is bound.
    fn namespace(&self, name: &str) -> Option<&[u8]> {
        match self.namespaces.resolve_element(QName(name.as_bytes())).0 {
            ResolveResult::Bound(bound) => Some(bound.0),
            _ => None,
        }
    }

    fn malformed(&self, error: quick_xml::Error) -> ReadError {
        // The parser says "unexpected end" for a part that is cut off within a tag.
        self.malformed_as(error.to_string())
    }

    fn malformed_as(&self, reason: String) -> ReadError {
        let offset = self.position() as u64;
        ReadError::Xml { part: self.part.to_owned(), offset, reason }
    }
}

/// What is asked by who writes into a part.
#[cfg(feature = "word")]
impl Xml<'_> {
    /// The text of the part: what [`Xml::span`] counts in.
    pub fn source(&self) -> &str {
        self.text
    }

    /// The bytes of the tag or text met last; none for the end of an empty element.
    pub fn span(&self) -> std::ops::Range<usize> {
        self.begins..self.position()
    }

    /// The namespace of a name as written; empty where none is bound.
    pub fn namespace_of(&self, name: &str) -> String {
        String::from_utf8_lossy(self.namespace(name).unwrap_or_default()).into_owned()
    }
}

/// The five predefined entities and character references.
pub(super) fn entity(name: &str) -> Option<String> {
    let character = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "apos" => '\'',
        "quot" => '"',
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some(character.to_string())
}

/// The length of the XML declaration that opens a part.
pub(super) fn declaration(text: &[u8]) -> usize {
    let opens = text.starts_with(b"<?xml") && text.get(5).is_some_and(u8::is_ascii_whitespace);
    let end = || text.windows(2).position(|signs| signs == b"?>");
    opens.then(end).flatten().map_or(0, |at| at + 2)
}

/// The text of a part: UTF-8 as it is, UTF-16 (by its byte order mark, or by the shape of `<?`) decoded, anything else refused.
pub(super) fn text_of(part: &str, bytes: Vec<u8>) -> Result<String, ReadError> {
    decoded(bytes).ok_or_else(|| ReadError::Xml {
        part: part.to_owned(),
        offset: 0,
        reason: "neither UTF-8 nor UTF-16".to_owned(),
    })
}

/// The text of a part, where its bytes are one.
pub(super) fn decoded(mut bytes: Vec<u8>) -> Option<String> {
    let (at, big) = match bytes.as_slice() {
        [0xFF, 0xFE, ..] => (2, false),
        [0xFE, 0xFF, ..] => (2, true),
        [b'<', 0, ..] => (0, false),
        [0, b'<', ..] => (0, true),
        [0xEF, 0xBB, 0xBF, ..] => {
            bytes.drain(..3);
            return String::from_utf8(bytes).ok();
        }
        _ => return String::from_utf8(bytes).ok(),
    };
    let units = bytes[at..].chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
    });
    char::decode_utf16(units).collect::<Result<String, _>>().ok()
}
