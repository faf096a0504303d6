//! Paragraph properties: marks on the paragraph mark, numbering taken away, a new paragraph dressed like another (ECMA-376 §17.3.1).
//!
//! A `w:pPr` is taken apart into its children and put together anew in the order of the schema; what is not touched keeps its bytes.

use super::runs::without_former;
use super::tags::Tags;
use crate::read::{ParagraphSpan, RunSpan};

/// What happens to the mark that ends a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MarkChange {
    /// Nothing.
    #[default]
    None,
    /// It goes: the paragraph joins the next.
    Deleted,
    /// It is new: the paragraph was part of the next.
    Inserted,
}

impl MarkChange {
    fn element(self) -> Option<&'static str> {
        match self {
            MarkChange::None => None,
            MarkChange::Deleted => Some("del"),
            MarkChange::Inserted => Some("ins"),
        }
    }
}

/// What stands behind the properties proper: the form of the mark, the section that ends here, the former properties.
const BEHIND: [&str; 3] = ["rPr", "sectPr", "pPrChange"];
/// What stands before the numbering.
const BEFORE_NUMBERING: [&str; 6] = ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"];

/// The properties of a paragraph, taken apart.
#[derive(Debug, Clone, Default)]
pub struct Properties {
    /// The properties proper: name, bytes.
    own: Vec<(String, String)>,
    /// What stands in the `w:rPr` of the mark.
    mark: String,
    section: String,
    former: String,
}

impl Properties {
    /// Those of a paragraph of the part.
    pub fn of(paragraph: &ParagraphSpan, source: &str) -> Self {
        let mut out = Properties::default();
        for (name, range) in paragraph.properties.iter().flat_map(|properties| &properties.children) {
            let bytes = &source[range.clone()];
            match name.as_str() {
                "rPr" => out.mark = inner(bytes).to_owned(),
                "sectPr" => out.section = bytes.to_owned(),
                "pPrChange" => out.former = bytes.to_owned(),
                _ => out.own.push((name.clone(), bytes.to_owned())),
            }
        }
        debug_assert!(out.own.iter().all(|(name, _)| !BEHIND.contains(&name.as_str())));
        out
    }

    /// Properties that a new paragraph of the same kind has: no section ends at it, and it has no former ones.
    pub fn dress(&self) -> Properties {
        Properties { own: self.own.clone(), mark: without_former(&self.mark), ..Properties::default() }
    }

    /// Those of one style.
    pub fn of_style(style: &str, rest: &[(&str, String)], tags: &Tags) -> Properties {
        let style = ("pStyle".to_owned(), tags.empty("pStyle", &[("val", style)]));
        let rest = rest.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.clone()));
        Properties { own: std::iter::once(style).chain(rest).collect(), ..Properties::default() }
    }

    /// The same without a number that is counted: the list 0 is none (§17.9.18).
    pub fn unnumbered(mut self, tags: &Tags) -> Properties {
        self.own.retain(|(name, _)| name != "numPr");
        let at = self.own.iter().take_while(|(name, _)| BEFORE_NUMBERING.contains(&name.as_str())).count();
        let none = format!(
            "{}{}{}{}",
            tags.open("numPr"),
            tags.empty("ilvl", &[("val", "0")]),
            tags.empty("numId", &[("val", "0")]),
            tags.close("numPr")
        );
        self.own.insert(at, ("numPr".to_owned(), none));
        self
    }

    /// The same, which were others before.
    pub fn changed_from(mut self, before: &Properties, tags: &Tags) -> Properties {
        let own: String = before.own.iter().map(|(_, bytes)| bytes.as_str()).collect();
        let former = format!("{}{own}{}", tags.open("pPr"), tags.close("pPr"));
        self.former = format!("{}>{former}{}", tags.change("pPrChange"), tags.close("pPrChange"));
        self
    }

    /// Keeps the section that ends at another's mark, and the form of that mark.
    pub fn at_mark_of(mut self, other: &Properties) -> Properties {
        self.section.clone_from(&other.section);
        self.mark.clone_from(&other.mark);
        self
    }

    /// The properties proper are alike.
    pub fn is_like(&self, other: &Properties) -> bool {
        self.own == other.own
    }

    /// As a `w:pPr`; nothing where there are none.
    pub fn written(&self, mark: MarkChange, tags: &Tags) -> String {
        let change = mark.element().map_or(String::new(), |name| tags.change(name) + "/>");
        let of_mark = match format!("{change}{}", self.mark) {
            none if none.is_empty() => none,
            some => format!("{}{some}{}", tags.open("rPr"), tags.close("rPr")),
        };
        let own: String = self.own.iter().map(|(_, bytes)| bytes.as_str()).collect();
        match format!("{own}{of_mark}{}{}", self.section, self.former) {
            none if none.is_empty() => none,
            some => format!("{}{some}{}", tags.open("pPr"), tags.close("pPr")),
        }
    }
}

/// The form of most words of a paragraph, as a whole `w:rPr`: that of a new paragraph like it.
pub fn form_of(paragraph: &ParagraphSpan, source: &str) -> String {
    let words = |run: &&RunSpan| run.pieces.iter().map(|piece| piece.text.len()).sum::<usize>();
    let plain = paragraph.runs.iter().filter(|run| run.open.is_some() && run.nested == 0);
    let most = plain.rev().max_by_key(words).and_then(|run| run.properties.clone());
    most.map_or(String::new(), |range| without_former(&source[range]))
}

/// What stands between the tags of an element.
fn inner(element: &str) -> &str {
    let from = element.find('>').map_or(element.len(), |at| at + 1);
    let to = element.rfind("</").unwrap_or(from);
    element.get(from..to).unwrap_or_default()
}
