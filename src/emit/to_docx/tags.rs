//! WordprocessingML as text: escaped words in runs, marks of insertion and deletion with ids of their own.
//!
//! ```text
//! inserted("", "to\ttest")   <w:ins w:id="7" w:author="dispositif"><w:r><w:t xml:space="preserve">to</w:t><w:tab/>…</w:r></w:ins>
//! ```

use std::cell::Cell;
use std::collections::BTreeSet;

/// Writes tags under the prefix that the part itself uses.
pub struct Tags {
    /// `w:`, or nothing where the namespace is the default one.
    prefix: String,
    /// ` xmlns:w="…"`, where attributes would be in no namespace without it.
    declaration: String,
    /// The prefix of attributes.
    own: String,
    author: String,
    date: Option<String>,
    taken: BTreeSet<u64>,
    next: Cell<u64>,
}

/// Something new within a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Insertion {
    /// Words.
    Words(String),
    /// The call of a footnote, by its id.
    Call(u64),
}

/// Who made a change, and when.
#[derive(Debug, Clone, Copy)]
pub struct Signature<'a> {
    /// The name that a word processor shows.
    pub author: &'a str,
    /// ISO 8601 (`2024-03-01T00:00:00Z`); `None`: no date is written.
    pub date: Option<&'a str>,
}

impl Tags {
    /// Tags for a part whose paragraphs are written as `paragraph` (`w:p`) in `namespace`. `taken` are the ids in use.
    pub fn of(paragraph: &str, namespace: &str, signature: Signature<'_>, taken: BTreeSet<u64>) -> Self {
        let prefix = paragraph.rsplit_once(':').map_or(String::new(), |(prefix, _)| format!("{prefix}:"));
        let (declaration, own) = match prefix.as_str() {
            "" => (format!(" xmlns:w=\"{}\"", escaped(namespace)), "w:".to_owned()),
            prefix => (String::new(), prefix.to_owned()),
        };
        Tags {
            prefix,
            declaration,
            own,
            author: escaped(signature.author),
            date: signature.date.map(escaped),
            taken,
            next: Cell::new(1),
        }
    }

    /// `<w:NAME attribute="value"…`, open: the caller closes it with `>` or `/>`. Attributes come without their prefix.
    pub fn start(&self, name: &str, attributes: &[(&str, &str)]) -> String {
        let mut out = format!("<{}{name}", self.prefix);
        if !attributes.is_empty() {
            out.push_str(&self.declaration);
        }
        for (key, value) in attributes {
            out.push_str(&format!(" {}{key}=\"{}\"", self.own, escaped(value)));
        }
        out
    }

    /// `<w:NAME/>` with attributes.
    pub fn empty(&self, name: &str, attributes: &[(&str, &str)]) -> String {
        self.start(name, attributes) + "/>"
    }

    /// `<w:NAME>`.
    pub fn open(&self, name: &str) -> String {
        self.start(name, &[]) + ">"
    }

    /// `</w:NAME>`.
    pub fn close(&self, name: &str) -> String {
        format!("</{}{name}>", self.prefix)
    }

    /// `<w:NAME w:id="…" w:author="…" w:date="…"`, with an id that nothing else bears; the caller closes it.
    pub fn change(&self, name: &str) -> String {
        let mut id = self.next.get();
        while self.taken.contains(&id) {
            id += 1;
        }
        self.next.set(id + 1);
        let own = &self.own;
        let mut out =
            format!("<{}{name}{} {own}id=\"{id}\" {own}author=\"{}\"", self.prefix, self.declaration, self.author);
        if let Some(date) = &self.date {
            out.push_str(&format!(" {own}date=\"{date}\""));
        }
        out
    }

    /// A run of new words, marked as inserted. `properties` is a whole `w:rPr` or nothing.
    pub fn inserted(&self, properties: &str, text: &str) -> String {
        let run = self.run(properties, text);
        format!("{}>{run}{}", self.change("ins"), self.close("ins"))
    }

    /// What is new, marked as inserted.
    pub fn come(&self, properties: &str, new: &Insertion) -> String {
        match new {
            Insertion::Words(words) => self.inserted(properties, words),
            Insertion::Call(id) => format!("{}>{}{}", self.change("ins"), self.call(*id), self.close("ins")),
        }
    }

    /// The call of a footnote.
    pub fn call(&self, id: u64) -> String {
        let reference = self.empty("footnoteReference", &[("id", &id.to_string())]);
        format!("{}{}{reference}{}", self.open("r"), self.raised(), self.close("r"))
    }

    /// A footnote of these words; `properties` is a whole `w:pPr`, `form` a whole `w:rPr`, or nothing.
    pub fn footnote(&self, id: u64, words: &str, properties: &str, form: &str) -> String {
        let sign = format!("{}{}{}{}", self.open("r"), self.raised(), self.empty("footnoteRef", &[]), self.close("r"));
        let mut out = self.start("footnote", &[("id", &id.to_string())]) + ">";
        for (at, line) in words.split('\n').enumerate() {
            let sign = if at == 0 { sign.as_str() } else { "" };
            let words = self.run(form, &if at == 0 { format!(" {line}") } else { line.to_owned() });
            out.push_str(&format!("{}{properties}{sign}{words}{}", self.open("p"), self.close("p")));
        }
        out + &self.close("footnote")
    }

    /// The form of the sign of a note.
    fn raised(&self) -> String {
        let raised = self.empty("vertAlign", &[("val", "superscript")]);
        format!("{}{raised}{}", self.open("rPr"), self.close("rPr"))
    }

    /// A run.
    pub fn run(&self, properties: &str, text: &str) -> String {
        format!("{}{properties}{}{}", self.open("r"), self.words(text, "t"), self.close("r"))
    }

    /// Words as the children of a run; `element` is `t` or `delText`.
    pub fn words(&self, text: &str, element: &str) -> String {
        let mut out = String::new();
        let mut plain = String::new();
        let flush = |plain: &mut String, out: &mut String| {
            if !plain.is_empty() {
                let open = format!("<{}{element} xml:space=\"preserve\">", self.prefix);
                out.push_str(&format!("{open}{}{}", escaped(plain), self.close(element)));
                plain.clear();
            }
        };
        for c in text.chars() {
            let sign = match c {
                '\t' => "tab",
                '\n' => "br",
                '\u{2011}' => "noBreakHyphen",
                '\u{AD}' => "softHyphen",
                c => {
                    plain.push(c);
                    continue;
                }
            };
            flush(&mut plain, &mut out);
            out.push_str(&self.empty(sign, &[]));
        }
        flush(&mut plain, &mut out);
        out
    }
}

/// Text as XML character data and attribute values alike.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A parser makes a space of a line feed in an attribute, and a line feed of a carriage return anywhere.
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            c if is_legal(c) => out.push(c),
            _ => {}
        }
    }
    out
}

/// Whether XML 1.0 can hold the character (production 2).
pub fn is_legal(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
}
