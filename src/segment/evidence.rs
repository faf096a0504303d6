//! What a line may be, from its style and its words, before its neighbours are looked at.

use super::outline::{BodyLine, NumberLine, Proposal, Slice};
use super::version::versions;
use crate::lexicon::fold::{Plain, bare_ends, stops};
use crate::lexicon::{Language, Lexicon};
use crate::read::Line;

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
    lexicon.houses.iter().flat_map(|rules| &rules.symbols).find_map(|matcher| {
        let found = matcher.regex.captures(&plain.text)?;
        let (body, kind) = matcher.kind.split_once(' ')?;
        Some((body.to_owned(), kind.to_owned(), found.name("number")?.as_str().to_owned()))
    })
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
        let plain = Plain::new(line.text.trim());
        if plain.text.len() > 120 || !plain.text.starts_with(|c: char| c.is_ascii_uppercase() || c == '(') {
            return None;
        }
        for matcher in &self.lexicon.markers {
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
    pub fn number_line(&self, index: usize, text: &str) -> Option<NumberLine> {
        let indent = text.len() - text.trim_start().len();
        let trimmed = text.trim();
        if trimmed.len() > 300 {
            return None;
        }
        let plain = Plain::new(trimmed);
        for matcher in &self.language.number_lines {
            let Some(found) = matcher.regex.captures(&plain.text) else {
                continue;
            };
            let number = found.name("number").or(found.name("draft")).map_or("", |m| m.as_str());
            let sector = number.split_once(char::is_whitespace).map(|(sector, _)| sector.to_owned());
            let sector = sector.or_else(|| found.name("sector").map(|m| m.as_str().trim().to_owned()));
            let bare = number.rsplit(char::is_whitespace).next().unwrap_or(number);
            return Some(NumberLine {
                slice: Slice { line: index, range: indent..indent + trimmed.len() },
                kind: matcher.kind.clone(),
                number: bare.trim_matches(['[', ']']).to_owned(),
                body: sector.and_then(|sector| self.body_with_prefix(&sector)),
                versions: found.name("versions").map_or_else(Vec::new, |found| {
                    let range = plain.source(found.range());
                    versions(&trimmed[range], self.lexicon, self.language)
                }),
            });
        }
        None
    }

    /// The body before whose numbers a prefix stands.
    fn body_with_prefix(&self, prefix: &str) -> Option<String> {
        let bodies = &self.lexicon.general.body;
        bodies.iter().find(|body| body.prefixes.iter().any(|p| p == prefix)).map(|body| body.id.clone())
    }

    /// A number line that needs no words, and the title behind it: `77/268.⇥Education for democracy`.
    pub fn symbol_line(&self, index: usize, text: &str) -> Option<(NumberLine, Slice)> {
        let indent = text.len() - text.trim_start().len();
        let trimmed = text.trim();
        let plain = Plain::new(trimmed);
        for rules in &self.lexicon.houses {
            for matcher in &rules.number_lines {
                let Some(found) = matcher.regex.captures(&plain.text) else {
                    continue;
                };
                let number = found.name("number")?;
                let title = plain.source(found.name("title")?.range());
                let line = NumberLine {
                    slice: Slice { line: index, range: indent..indent + title.start },
                    kind: matcher.kind.clone(),
                    number: number.as_str().to_owned(),
                    // The sentence that follows names the body.
                    body: None,
                    versions: Vec::new(),
                };
                return Some((line, Slice { line: index, range: indent + title.start..indent + title.end }));
            }
        }
        None
    }

    /// An adopting-body sentence: the body, perhaps a place and year in brackets, a comma at the end.
    pub fn body_line(&self, index: usize, line: &Line) -> Option<BodyLine> {
        let text = bare_ends(&line.text);
        if text.chars().count() > 220 {
            return None;
        }
        let tokens = self.language.first_tokens(text);
        let found = self.language.body(&tokens)?;
        let behind = text[tokens[found.end - 1].range.end..].trim();
        let ends = behind.ends_with(stops::COMMA);
        let inside = behind.trim_end_matches(stops::COMMA).trim();
        let is_place = inside.is_empty() || (inside.starts_with(['(', '（']) && inside.ends_with([')', '）']));
        if !(ends && is_place) {
            return None;
        }
        let versions = versions(inside, self.lexicon, self.language);
        Some(BodyLine { slice: whole(index, line), body: Some(found.value), versions })
    }

    /// Whether a line begins by naming a body whose texts carry their acts on each clause.
    pub fn opens_text_with_own_acts(&self, line: &Line) -> bool {
        let text = bare_ends(&line.text);
        let tokens = self.language.first_tokens(text);
        let Some(found) = self.language.body(&tokens) else { return false };
        let house = self.lexicon.body(&found.value).and_then(|body| self.lexicon.house(&body.house));
        house.is_some_and(|rules| rules.house.act_on == "clause")
    }

    /// Whether a line says by whom and when the text was adopted.
    pub fn is_adoption(&self, text: &str) -> bool {
        let tokens = self.language.first_tokens(text);
        self.language.structure(&tokens).is_some_and(|found| found.value == "adoption")
    }

    /// The words of a line that gives reasons: those behind its label, or all of it.
    pub fn reasons(&self, index: usize, line: &Line) -> Slice {
        let slice = whole(index, line);
        let text = &line.text[slice.range.clone()];
        let tokens = self.language.first_tokens(text);
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
        let tokens = self.language.first_tokens(text);
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
        let tokens = self.language.first_tokens(text);
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
        let tokens = self.language.first_tokens(text);
        let found = self.language.structure(&tokens)?;
        let is_heading = !matches!(found.value.as_str(), "reasons" | "adoption");
        (is_heading && text.len() < 200 && found.end == tokens.len() && !text.trim_end().ends_with(stops::COLON))
            .then_some(found.value)
    }
}
