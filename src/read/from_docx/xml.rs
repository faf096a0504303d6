//! A pull reader over one XML part: elements with their namespace resolved, text decoded, depth bounded.
//!
//! Prefixes mean nothing (`x:p` is a paragraph where `x` is bound to WordprocessingML), Strict and transitional namespaces are
//! one, UTF-16 is decoded, and a stream that ends with elements open is an error, never a short document.

use crate::read::{Meter, ReadError};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{QName, ResolveResult};
use quick_xml::reader::NsReader;
use smol_str::SmolStr;
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

/// An opened element.
pub struct Element {
    /// Its vocabulary.
    pub vocabulary: Vocabulary,
    // Names and most values are short: they are kept without an allocation of their own.
    name: SmolStr,
    attributes: Vec<(SmolStr, SmolStr)>,
    /// For `mc:Choice`: whether all that it requires is understood.
    pub understood: bool,
}

impl Element {
    /// The name without its prefix.
    pub fn local(&self) -> &str {
        &self.name
    }

    /// An attribute by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| Cow::Borrowed(value.as_str()))
    }

    /// The `val` attribute.
    pub fn value(&self) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == "val").map(|(_, value)| value.as_str())
    }

    /// An on/off property (ECMA-376 §17.17.4): present without a value means on.
    pub fn is_on(&self) -> bool {
        !matches!(self.value(), Some("0" | "false" | "off"))
    }
}

/// What the reader meets.
pub enum Item {
    /// An element opens.
    Open(Element),
    /// The element opened last closes.
    Close,
    /// Character data.
    Text(String),
}

/// The pull reader.
pub struct Xml<'a> {
    part: &'a str,
    reader: NsReader<std::io::Cursor<Cow<'a, [u8]>>>,
    buffer: Vec<u8>,
    depth: usize,
    meter: &'a Meter<'a>,
    closing: bool,
    /// Bytes of the XML declaration, which the parser does not see.
    declaration: usize,
    /// Where the event met last begins.
    begins: usize,
}

impl<'a> Xml<'a> {
    /// A reader over the bytes of a part.
    pub fn new(part: &'a str, bytes: &'a [u8], meter: &'a Meter<'a>) -> Result<Self, ReadError> {
        let decoded = decode(bytes).ok_or_else(|| ReadError::Xml {
            part: part.to_owned(),
            offset: 0,
            reason: "neither UTF-8 nor UTF-16".to_owned(),
        })?;
        // The text is UTF-8 by now, whatever its declaration says: a parser that believed `encoding="UTF-16"` would decode it again
        // (quick-xml does so where another crate of the build turns on its feature `encoding`).
        let declaration = declaration(&decoded);
        let mut decoded = std::io::Cursor::new(decoded);
        decoded.set_position(declaration as u64);
        let mut reader = NsReader::from_reader(decoded);
        let config = reader.config_mut();
        config.check_end_names = true;
        config.allow_dangling_amp = false;
        Ok(Xml { part, reader, buffer: Vec::new(), depth: 0, meter, closing: false, declaration, begins: 0 })
    }

    /// The next item, or `None` at the end of a well-formed part.
    pub fn next(&mut self) -> Result<Option<Item>, ReadError> {
        if self.closing {
            self.closing = false;
            self.depth -= 1;
            self.begins = self.position();
            return Ok(Some(Item::Close));
        }
        // The event borrows the buffer, which is why the buffer leaves the reader while the event is looked at.
        let mut buffer = std::mem::take(&mut self.buffer);
        let item = loop {
            buffer.clear();
            self.begins = self.position();
            match self.reader.read_event_into(&mut buffer) {
                Err(error) => break Err(self.malformed(error)),
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
                Ok(event) => break self.item(event),
            }
        };
        self.buffer = buffer;
        item
    }

    fn item(&mut self, event: Event<'_>) -> Result<Option<Item>, ReadError> {
        Ok(Some(match event {
            Event::Start(start) => Item::Open(self.open(&start)?),
            Event::Empty(start) => {
                let element = self.open(&start)?;
                self.closing = true;
                Item::Open(element)
            }
            Event::End(_) => {
                self.depth -= 1;
                Item::Close
            }
            Event::Text(text) => Item::Text(text.xml10_content().map_err(|e| self.malformed(e.into()))?.into_owned()),
            Event::CData(data) => Item::Text(data.decode().map_err(|e| self.malformed(e.into()))?.into_owned()),
            Event::GeneralRef(reference) => {
                let name = reference.decode().map_err(|e| self.malformed(e.into()))?;
                let unknown = || self.malformed_as(format!("unknown entity &{name};"));
                Item::Text(entity(&name).ok_or_else(unknown)?)
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

    fn open(&mut self, start: &BytesStart<'_>) -> Result<Element, ReadError> {
        self.depth += 1;
        self.meter.element(self.depth, self.part)?;
        let (namespace, local) = self.reader.resolver().resolve_element(start.name());
        let vocabulary = match namespace {
            ResolveResult::Bound(bound) => vocabulary(bound.0),
            _ => Vocabulary::Other,
        };
        let name = name_of(local.as_ref());
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|e| self.malformed(e.into()))?;
            // Ids of editing sessions: up to five in each tag, and nobody asks for them.
            if attribute.key.local_name().as_ref().starts_with(b"rsid") {
                continue;
            }
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|e| self.malformed(e))?;
            let key = attribute.key.local_name();
            attributes.push((name_of(key.as_ref()), value.into()));
        }
        let mut element = Element { vocabulary, name, attributes, understood: true };
        if vocabulary == Vocabulary::Compatibility && element.name == "Choice" {
            element.understood = element.attribute("Requires").is_none_or(|required| {
                required.split_whitespace().all(|prefix| {
                    let probe = format!("{prefix}:x");
                    match self.reader.resolver().resolve_element(QName(probe.as_bytes())).0 {
                        ResolveResult::Bound(bound) => is_understood(bound.0),
                        _ => false,
                    }
                })
            });
        }
        Ok(element)
    }

    fn malformed(&self, error: quick_xml::Error) -> ReadError {
        // The parser says "unexpected end" for a part that is cut off within a tag.
        self.malformed_as(error.to_string())
    }

    fn malformed_as(&self, reason: String) -> ReadError {
        let offset = self.declaration as u64 + self.reader.buffer_position();
        ReadError::Xml { part: self.part.to_owned(), offset, reason }
    }
}

/// What is asked by who writes into a part.
#[cfg(feature = "word")]
impl Xml<'_> {
    /// The decoded part: what [`Xml::span`] counts in.
    pub fn source(&self) -> &[u8] {
        self.reader.get_ref().get_ref()
    }

    /// The bytes of the tag or text met last; none for the end of an empty element.
    pub fn span(&self) -> std::ops::Range<usize> {
        self.begins..self.position()
    }

    /// The namespace of a name as written, where it is bound.
    pub fn namespace_of(&self, name: &str) -> String {
        match self.reader.resolver().resolve_element(QName(name.as_bytes())).0 {
            ResolveResult::Bound(bound) => String::from_utf8_lossy(bound.0).into_owned(),
            _ => String::new(),
        }
    }
}

fn name_of(bytes: &[u8]) -> SmolStr {
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes).into(), SmolStr::new)
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

/// UTF-8 as it is; UTF-16 (by its byte order mark, or by the shape of `<?`) decoded; anything else refused.
pub(super) fn decode(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    let (rest, big) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (rest, false),
        [0xFE, 0xFF, rest @ ..] => (rest, true),
        [b'<', 0, ..] => (bytes, false),
        [0, b'<', ..] => (bytes, true),
        [0xEF, 0xBB, 0xBF, rest @ ..] => {
            return std::str::from_utf8(rest).ok().map(|_| Cow::Borrowed(rest));
        }
        _ => {
            return std::str::from_utf8(bytes).ok().map(|_| Cow::Borrowed(bytes));
        }
    };
    let units = rest.chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
    });
    let text: Result<String, _> = char::decode_utf16(units).collect();
    text.ok().map(|text| Cow::Owned(text.into_bytes()))
}
