//! A damaged part becomes well-formed again, without what cannot be read: what follows need not know that it was damaged.
//!
//! Enters the text of a part; leaves a text in which each damaged stretch is cut out and every element closes, and the [`Loss`] of each.
//! Reading goes on at the next tag that begins or ends a paragraph, a table, a note or the like. So of a damaged paragraph the words before
//! the damage stay, and nothing is made up:
//!
//! ```text
//! <w:p><w:r><w:t>to keep</w:t></w:r><w:r></w:rPr><w:t>the</w:t></w:r></w:p><w:p>…     </w:rPr> closes what is not open
//! <w:p><w:r><w:t>to keep</w:t></w:r><w:r></w:r></w:p><w:p>…
//! ```

use super::attributes::is_session_id;
use super::xml::{declaration, decoded, entity};
use crate::read::{Meter, ReadError};
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use std::ops::Range;

/// A stretch of a part that was passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// Its bytes; empty where the part ends too early.
    pub bytes: Range<usize>,
    /// How many paragraphs were read before it, where that was counted.
    pub paragraphs: Option<usize>,
    /// What is wrong.
    pub reason: String,
}

/// A part that is well-formed again.
pub struct Mended {
    /// Its text in UTF-8.
    pub text: Vec<u8>,
    /// What was passed over, in order; of very much the beginning.
    pub losses: Vec<Loss>,
    /// How many losses there are besides.
    pub more: usize,
}

/// So many losses of a part are told one by one.
const TOLD: usize = 20;

/// What may stand in a paragraph's place, or hold paragraphs: a new one begins within the innermost of these.
const HOLDERS: [&[u8]; 9] =
    [b"body", b"tc", b"txbxContent", b"footnote", b"endnote", b"comment", b"hdr", b"ftr", b"sdtContent"];
/// What stands directly below the root of its part.
const ENTRIES: [&[u8]; 6] = [b"footnote", b"endnote", b"comment", b"style", b"abstractNum", b"num"];
/// What reading goes on behind, where it is open.
const ENDS: [&[u8]; 13] = [
    b"p",
    b"tbl",
    b"tr",
    b"tc",
    b"txbxContent",
    b"body",
    b"footnote",
    b"endnote",
    b"comment",
    b"style",
    b"abstractNum",
    b"num",
    b"lvl",
];

/// Mends a part. One that is well-formed comes back as it is, without losses.
pub fn mend(part: &str, bytes: &[u8], meter: &Meter<'_>) -> Result<Mended, ReadError> {
    let (text, garbled) = text_of(bytes);
    let mended = Mended { text: Vec::new(), losses: garbled.into_iter().collect(), more: 0 };
    let last_comment = text.windows(3).rposition(|signs| signs == b"-->").unwrap_or(0);
    let endless = comment(&text, last_comment);
    let mut mender = Mender { source: &text, open: Vec::new(), mended, kept: 0, paragraphs: 0, endless };
    let mut at = declaration(&text);
    while let Some(resumed) = mender.stretch(at, part, meter)? {
        at = resumed;
    }
    Ok(mender.mended)
}

/// The part in UTF-8. What is none is replaced; a character that the end of the part cuts in two goes with the rest of it.
fn text_of(bytes: &[u8]) -> (Vec<u8>, Option<Loss>) {
    if let Some(text) = decoded(bytes.to_vec()) {
        return (text.into_bytes(), None);
    }
    let own = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let (at, is_cut) = match std::str::from_utf8(own) {
        Ok(text) => (text.len(), true),
        Err(error) => (error.valid_up_to(), error.error_len().is_none()),
    };
    if is_cut {
        return (own[..at].to_vec(), None);
    }
    let reason = "not all that follows is UTF-8; what is none was replaced by “\u{FFFD}”".to_owned();
    (String::from_utf8_lossy(own).into_owned().into_bytes(), Some(Loss { bytes: at..at, paragraphs: None, reason }))
}

struct Mender<'s> {
    source: &'s [u8],
    /// Names of the open elements as written, outermost first.
    open: Vec<Vec<u8>>,
    mended: Mended,
    /// The source is copied up to here.
    kept: usize,
    paragraphs: usize,
    /// The first comment without an end, from where reading was last resumed.
    endless: usize,
}

impl Mender<'_> {
    /// Reads from a byte to the next damage; where to go on behind it, or `None` at the end.
    fn stretch(&mut self, from: usize, part: &str, meter: &Meter<'_>) -> Result<Option<usize>, ReadError> {
        let end = self.endless_comment(from);
        let mut reader = Reader::from_reader(&self.source[from..end]);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        loop {
            let position =
                |reader: &Reader<&[u8]>| from + usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let start = position(&reader);
            let event = reader.read_event();
            let behind = position(&reader);
            let fault = match event {
                Ok(Event::Start(tag)) => match fault_of(&tag) {
                    None => {
                        self.open.push(tag.name().as_ref().to_vec());
                        meter.element(self.open.len(), part)?;
                        continue;
                    }
                    fault => fault,
                },
                Ok(Event::Empty(tag)) => fault_of(&tag),
                Ok(Event::End(tag)) if self.open.last().is_some_and(|open| *open == tag.name().as_ref()) => {
                    self.paragraphs += usize::from(local(tag.name().as_ref()) == b"p");
                    self.open.pop();
                    None
                }
                Ok(Event::End(tag)) => {
                    let wanted = self.open.last().map_or("nothing".into(), |open| String::from_utf8_lossy(open));
                    Some(format!("</{}> ends {wanted}", String::from_utf8_lossy(tag.name().as_ref())))
                }
                Ok(Event::GeneralRef(name)) if name.decode().ok().and_then(|name| entity(&name)).is_some() => None,
                // Neither is damage to what stands around it.
                Ok(Event::GeneralRef(_)) => {
                    self.pass(start, behind, "an entity that is not known".to_owned());
                    None
                }
                Ok(Event::DocType(_)) => {
                    self.pass(start, behind, "a document type declaration, which is never read".to_owned());
                    None
                }
                Ok(Event::Eof) if end < self.source.len() => Some("a comment begins and does not end".to_owned()),
                Ok(Event::Eof) => {
                    self.end(self.source.len());
                    return Ok(None);
                }
                Ok(_) => None,
                Err(error) => Some(error.to_string()),
            };
            if let Some(reason) = fault {
                return self.damage(start, reason, part, meter);
            }
        }
    }

    /// Where, from a byte on, a comment begins that does not end; else the end of the source. To look for the end of each of very many would
    /// ask for the square.
    fn endless_comment(&mut self, from: usize) -> usize {
        if self.endless < from {
            self.endless = comment(self.source, from);
        }
        self.endless
    }

    /// The text ends, if need be before its time.
    fn end(&mut self, at: usize) {
        self.keep(at);
        if !self.open.is_empty() {
            let reason = format!("it ends there and should not ({} elements are open)", self.open.len());
            self.lose(at..at, reason);
        }
        self.close_to(0);
    }

    /// Passes over a stretch within which nothing opens or closes.
    fn pass(&mut self, start: usize, behind: usize, reason: String) {
        self.keep(start);
        self.lose(start..behind, reason);
        self.kept = behind;
    }

    /// Passes over a damaged stretch; where reading goes on.
    fn damage(
        &mut self,
        start: usize,
        reason: String,
        part: &str,
        meter: &Meter<'_>,
    ) -> Result<Option<usize>, ReadError> {
        meter.in_time(part)?;
        self.keep(start);
        let resumed = self.next_landmark(start, part, meter)?;
        let end = resumed.as_ref().map_or(self.source.len(), |(at, _)| *at);
        self.lose(start..end, reason);
        match resumed {
            None => self.close_to(0),
            Some((_, depth)) => self.close_to(depth),
        }
        self.kept = end;
        Ok(resumed.map(|(at, _)| at))
    }

    fn lose(&mut self, bytes: Range<usize>, reason: String) {
        match self.mended.losses.len() < TOLD {
            true => self.mended.losses.push(Loss { bytes, paragraphs: Some(self.paragraphs), reason }),
            false => self.mended.more += 1,
        }
    }

    /// The next tag behind a byte at which the structure is known again, and how many elements stay open before it.
    fn next_landmark(
        &mut self,
        from: usize,
        part: &str,
        meter: &Meter<'_>,
    ) -> Result<Option<(usize, usize)>, ReadError> {
        let mut at = from;
        loop {
            let next = self.source.get(at + 1..).and_then(|rest| rest.iter().position(|byte| *byte == b'<'));
            let Some(next) = next else { return Ok(None) };
            at += 1 + next;
            meter.step(part)?;
            let tag = &self.source[at + 1..];
            let is_end = tag.first() == Some(&b'/');
            let tag = &tag[usize::from(is_end)..];
            let length = tag.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>' | b'<'));
            let Some(name) = length.map(|length| &tag[..length]) else { continue };
            if let Some(depth) = if is_end { self.depth_of_end(name) } else { self.depth_of_start(name) } {
                return Ok(Some((at, depth)));
            }
        }
    }

    /// How many elements stay open before an end tag that closes something.
    fn depth_of_end(&self, name: &[u8]) -> Option<usize> {
        if !ENDS.contains(&local(name)) {
            return None;
        }
        // What the end tag closes stays open until it is read.
        self.open.iter().rposition(|open| open == name).map(|at| at + 1)
    }

    /// How many elements stay open before a start tag that has one place.
    fn depth_of_start(&mut self, name: &[u8]) -> Option<usize> {
        let within =
            |holders: &[&[u8]]| self.open.iter().rposition(|open| holders.contains(&local(open))).map(|at| at + 1);
        match local(name) {
            b"p" | b"tbl" => within(&HOLDERS).or_else(|| self.root(name)),
            b"tr" => within(&[b"tbl"]),
            b"tc" => within(&[b"tr"]),
            name if ENTRIES.contains(&name) && !self.open.is_empty() => Some(1),
            _ => None,
        }
    }

    /// A root and a body where the part's own are lost; their prefix is that of the tag for which they are needed.
    fn root(&mut self, name: &[u8]) -> Option<usize> {
        const WORD: &[u8] = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        let prefix = name.strip_suffix(local(name)).filter(|prefix| prefix.len() > 1)?;
        let (document, body) = ([prefix, b"document"].concat(), [prefix, b"body"].concat());
        if self.open.is_empty() && is_before_root(&self.mended.text) {
            let bound = prefix.strip_suffix(b":")?;
            self.mended.text = [b"<", &document[..], b" xmlns:", bound, b"=\"", WORD, b"\">"].concat();
            self.open.push(document.clone());
        }
        if self.open.first() != Some(&document) {
            return None;
        }
        self.close_to(1);
        self.mended.text.extend([b"<", &body[..], b">"].concat());
        self.open.push(body);
        Some(self.open.len())
    }

    /// Copies the source up to a byte.
    fn keep(&mut self, to: usize) {
        self.mended.text.extend_from_slice(&self.source[self.kept..to]);
        self.kept = to;
    }

    /// Closes elements until so many are open.
    fn close_to(&mut self, depth: usize) {
        for name in self.open.drain(depth..).rev() {
            self.paragraphs += usize::from(local(&name) == b"p");
            self.mended.text.extend_from_slice(b"</");
            self.mended.text.extend_from_slice(&name);
            self.mended.text.push(b'>');
        }
    }
}

/// What is wrong with a tag.
fn fault_of(tag: &BytesStart<'_>) -> Option<String> {
    if tag.contains(&b'<') {
        return Some("a tag begins within a tag".to_owned());
    }
    tag.attributes().find_map(|attribute| match attribute {
        Ok(attribute) if is_session_id(attribute.key) => None,
        Ok(attribute) => attribute.normalized_value(XmlVersion::Implicit1_0).err().map(|error| error.to_string()),
        Err(error) => Some(error.to_string()),
    })
}

/// Where the first comment from a byte on begins, else the end of the source.
fn comment(source: &[u8], from: usize) -> usize {
    source[from..].windows(4).position(|signs| signs == b"<!--").map_or(source.len(), |at| from + at)
}

fn local(name: &[u8]) -> &[u8] {
    name.rsplit(|byte| *byte == b':').next().unwrap_or(name)
}

/// Whether nothing but white space and the XML declaration stands there, so that a root may still come.
fn is_before_root(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    let declaration = text.strip_prefix(b"<?xml".as_slice());
    text.is_empty() || declaration.is_some_and(|rest| rest.ends_with(b"?>") && !rest.contains(&b'<'))
}
