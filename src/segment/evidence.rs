//! What a line may be, from its style and its words, before its neighbours are looked at.

use super::outline::{BodyLine, NumberLine, Proposal, Slice, VersionMark};
use super::version::versions;
use crate::lexicon::fold::{Plain, bare_ends, stops};
use crate::lexicon::{Language, Lexicon, Matcher, Screened};
use crate::read::Line;
use std::ops::Range;

/// The context of all questions: the lexicon and the language of the text.
#[derive(Clone, Copy)]
pub struct Grammar<'g> {
    /// Everything known.
    pub lexicon: &'g Lexicon,
    /// The text's language.
    pub language: &'g Language,
}

/// A document symbol alone on its line: `A/RES/77/268`. Gives body, kind and number.
pub fn symbol(text: &str, lexicon: &Lexicon) -> Option<(String, String, String)> {
    let plain = Plain::new(text.trim());
    lexicon.symbols.that_may_match(&plain).find_map(|matcher| {
        let found = matcher.regex.captures(&plain.text)?;
        let (body, kind) = matcher.kind.split_once(' ')?;
        Some((body.to_owned(), kind.to_owned(), found.name("number")?.as_str().to_owned()))
    })
}

/// A number line with what else stands on it.
pub struct Numbered {
    /// Kind, number and versions.
    pub number: NumberLine,
    /// The title behind the number.
    pub title: Option<Slice>,
    /// The bracket behind the title that says when the text was adopted and amended: `(C05)`.
    pub history: Option<(Slice, Vec<VersionMark>)>,
}

/// The trimmed extent of a line.
pub fn whole(index: usize, line: &Line) -> Slice {
    let start = line.text.len() - line.text.trim_start().len();
    let end = line.text.trim_end().len().max(start);
    Slice { line: index, range: start..end }
}

impl Grammar<'_> {
    /// The role that a line's style gives it: its own name first, then those it is based on.
    pub fn style_role(&self, line: &Line) -> Option<&str> {
        let style = line.style.as_ref()?;
        let own = [style.id.as_str(), style.name.as_str()];
        let base = style.based_on.iter().flat_map(|(id, name)| [id.as_str(), name.as_str()]);
        own.into_iter().chain(base).find_map(|name| self.lexicon.style_role(name))
    }

    /// A proposal marker.
    pub fn marker(&self, index: usize, line: &Line, next: Option<&str>) -> Option<Proposal> {
        let text = line.text.trim();
        if !self.lexicon.markers.may_begin(text) {
            return None;
        }
        let plain = Plain::new(text);
        if plain.text.len() > 120 || !plain.text.starts_with(|c: char| c.is_ascii_uppercase() || c == '(') {
            return None;
        }
        for matcher in self.lexicon.markers.that_may_match(&plain) {
            let Some(found) = matcher.regex.captures(&plain.text) else {
                continue;
            };
            // A bare action is a margin mark only where a text follows it.
            if matcher.kind == "bare" && next.is_none_or(|next| self.number_line(index + 1, next).is_none()) {
                continue;
            }
            let group = |name: &str| found.name(name).map(|m| m.as_str());
            // An id alone is a marker where the action stands on the next line.
            let action = match matcher.kind.as_str() {
                "id-only" => match next.map(str::trim).filter(|next| self.lexicon.action(next).is_some()) {
                    Some(action) => action,
                    None => continue,
                },
                _ => group("action").unwrap_or_default(),
            };
            let id = group("source").map(|source| {
                format!(
                    "{source}/{}{}/{}{}",
                    group("document").unwrap_or_default(),
                    group("addenda").unwrap_or_default(),
                    group("number").unwrap_or_default(),
                    group("reference").unwrap_or_default(),
                )
            });
            let addenda = group("addenda").unwrap_or_default();
            return Some(Proposal {
                slice: whole(index, line),
                action: action.to_owned(),
                id,
                source: group("source").map(|s| s.split('/').map(str::to_owned).collect()).unwrap_or_default(),
                document: group("document").and_then(|n| n.parse().ok()),
                addenda: addenda.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect(),
                number: group("number").and_then(|n| n.parse().ok()),
                provision: group("provision").map(str::to_owned),
            });
        }
        None
    }

    /// Whether a line begins like a proposal marker: an action in capitals, then an id or nothing that reads as a sentence.
    pub fn is_like_marker(&self, text: &str) -> bool {
        let mut words = text.split_whitespace();
        let known = words.next().is_some_and(|first| self.lexicon.action(first).is_some());
        known
            && words.clone().count() <= 3
            && words.any(|word| word.contains('/') && word.chars().any(|c| c.is_ascii_digit()))
    }

    /// A number line in the words of the language (or of English, in which symbols are often left).
    pub fn number_line(&self, index: usize, text: &str) -> Option<Numbered> {
        const LONGEST: usize = 300;
        let text_fits = text.trim().len() <= LONGEST;
        text_fits.then(|| self.numbered(index, text, &self.language.number_lines)).flatten()
    }

    /// A number line that needs no words, and the title behind it: `77/268.⇥Education for democracy`.
    pub fn symbol_line(&self, index: usize, text: &str) -> Option<Numbered> {
        self.numbered(index, text, &self.lexicon.number_lines)
    }

    /// A line as the first of some patterns reads it.
    fn numbered(&self, index: usize, text: &str, patterns: &Screened<Matcher>) -> Option<Numbered> {
        let indent = text.len() - text.trim_start().len();
        let trimmed = text.trim();
        if !patterns.may_begin(trimmed) {
            return None;
        }
        let plain = Plain::new(trimmed);
        patterns.that_may_match(&plain).find_map(|matcher| {
            let found = matcher.regex.captures(&plain.text)?;
            let group = |name: &str| found.name(name).map(|m| m.as_str());
            let range = |name: &str| found.name(name).map(|m| plain.source(m.range()));
            let slice = |range: Range<usize>| Slice { line: index, range: indent + range.start..indent + range.end };
            let marks = |range: Range<usize>| versions(&trimmed[range], self.lexicon, self.language);
            // `ITU-R 4-7` has the prefix of its body in the number; elsewhere it stands apart (`39 C/Resolution 5`).
            let printed = group("number").or(group("draft")).unwrap_or_default();
            let prefix = printed.split_once(char::is_whitespace).map(|(prefix, _)| prefix).or(group("sector"));
            let bare = printed.rsplit(char::is_whitespace).next().unwrap_or(printed).trim_matches(['[', ']']);
            // Where a kind holds two words, the form of the number tells the body.
            let (body, kind) = match matcher.kind.split_once(' ') {
                Some((body, kind)) => (Some(body.to_owned()), kind),
                None => (prefix.and_then(|prefix| self.body_with_prefix(prefix.trim())), matcher.kind.as_str()),
            };
            let title = range("title");
            let end = title.as_ref().map_or(trimmed.len(), |title| title.start);
            let number = NumberLine {
                slice: slice(0..end),
                kind: kind.to_owned(),
                number: group("session").map_or_else(|| bare.to_owned(), |session| format!("{session}/{bare}")),
                body,
                versions: range("versions").map_or_else(Vec::new, marks),
            };
            let history = range("history").map(|range| (slice(range.clone()), marks(range)));
            Some(Numbered { number, title: title.map(slice), history })
        })
    }

    /// The body before whose numbers a prefix stands.
    fn body_with_prefix(&self, prefix: &str) -> Option<String> {
        let bodies = &self.lexicon.general.body;
        bodies.iter().find(|body| body.prefixes.iter().any(|p| p == prefix)).map(|body| body.id.clone())
    }

    /// An adopting-body sentence: the body, perhaps a place and year in brackets, a comma at the end.
    pub fn body_line(&self, index: usize, line: &Line) -> Option<BodyLine> {
        let text = bare_ends(&line.text);
        if text.chars().count() > 220 {
            return None;
        }
        let tokens = self.language.tokens_of_body(text);
        let found = self.language.body(&tokens)?;
        let behind = text[tokens[found.end - 1].range.end..].trim();
        let ends = behind.ends_with(stops::COMMA);
        let inside = behind.trim_end_matches(stops::COMMA).trim();
        let is_place = inside.is_empty() || (inside.starts_with(stops::OPEN) && inside.ends_with(stops::CLOSE));
        if !(ends && is_place) {
            return None;
        }
        let versions = versions(inside, self.lexicon, self.language);
        Some(BodyLine { slice: whole(index, line), body: Some(found.value), versions })
    }

    /// Whether a line begins by naming a body whose texts carry their acts on each clause.
    pub fn opens_text_with_own_acts(&self, line: &Line) -> bool {
        let text = bare_ends(&line.text);
        let tokens = self.language.tokens_of_body(text);
        let Some(found) = self.language.body(&tokens) else { return false };
        let house = self.lexicon.body(&found.value).and_then(|body| self.lexicon.house(&body.house));
        house.is_some_and(|house| house.act_on == "clause")
    }

    /// Whether a line says by whom and when the text was adopted.
    pub fn is_adoption(&self, text: &str) -> bool {
        let tokens = self.language.tokens_of_structure(text);
        let worded = self.language.structure(&tokens).is_some_and(|found| found.value == "adoption");
        worded || self.front_line(text).is_some_and(|(key, _)| key == "adoption")
    }

    /// Front matter that says what it is without a label, and the bytes of its value: a date, a document number, the masthead.
    pub fn front_line(&self, text: &str) -> Option<(&str, Range<usize>)> {
        const LONGEST: usize = 200;
        if text.len() > LONGEST {
            return None;
        }
        let plain = Plain::new(text);
        self.language.front_lines.that_may_match(&plain).find_map(|matcher| {
            let value = matcher.regex.captures(&plain.text)?.name("value")?.range();
            Some((matcher.kind.as_str(), plain.source(value)))
        })
    }

    /// Whether a line says which documents the text rests on, below its end: `Ref.: Documents C95/111 and C95/117.`
    pub fn is_sources(&self, text: &str) -> bool {
        let tokens = self.language.tokens_of_structure(text);
        let Some(found) = self.language.structure(&tokens).filter(|f| f.value == "sources") else { return false };
        let behind = text[tokens[found.end - 1].range.end..].trim_start();
        behind.trim_start_matches(stops::FULL).trim_start().starts_with(stops::COLON)
    }

    /// The words of a line that gives reasons: those behind its label, or all of it.
    pub fn reasons(&self, index: usize, line: &Line) -> Slice {
        let slice = whole(index, line);
        let text = &line.text[slice.range.clone()];
        let tokens = self.language.tokens_of_structure(text);
        let Some(found) = self.language.structure(&tokens).filter(|f| f.value == "reasons") else { return slice };
        let behind = text[tokens[found.end - 1].range.end..].trim_start();
        match behind.strip_prefix(stops::COLON) {
            Some(words) => Slice { range: slice.range.end - words.trim_start().len()..slice.range.end, ..slice },
            None => slice,
        }
    }

    /// Whether a line begins with the words that give reasons, followed by a colon or nothing.
    pub fn is_reasons(&self, line: &Line) -> bool {
        if self.style_role(line) == Some("reasons") {
            return true;
        }
        let text = bare_ends(&line.text);
        let tokens = self.language.tokens_of_structure(text);
        let Some(found) = self.language.structure(&tokens).filter(|f| f.value == "reasons") else {
            return false;
        };
        let behind = text[tokens[found.end - 1].range.end..].trim_start();
        behind.starts_with(stops::COLON)
    }

    /// Whether a line is the heading of an annex: its style says so, or it is the word alone with a number or a reference.
    pub fn is_annex(&self, line: &Line) -> bool {
        match self.style_role(line) {
            Some("annex") => return true,
            Some("annex_title" | "head" | "title") => return false,
            _ => {}
        }
        let text = bare_ends(&line.text);
        let tokens = self.language.tokens_of_structure(text);
        let Some(found) = self.language.structure(&tokens).filter(|f| f.value == "annex") else {
            return false;
        };
        let behind = text[tokens[found.end - 1].range.end..].trim();
        let upper = text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
        let number =
            |s: &str| !s.is_empty() && s.chars().count() <= 5 && s.chars().all(|c| c.is_alphanumeric() || c == '.');
        behind.is_empty() || number(behind) || (upper && text.chars().count() < 120)
    }

    /// A structure word alone on its line.
    pub fn structure_heading(&self, text: &str) -> Option<String> {
        let tokens = self.language.tokens_of_structure(text);
        let found = self.language.structure(&tokens)?;
        let is_heading = !matches!(found.value.as_str(), "reasons" | "adoption" | "sources");
        (is_heading && text.len() < 200 && found.end == tokens.len() && !text.trim_end().ends_with(stops::COLON))
            .then_some(found.value)
    }
}
