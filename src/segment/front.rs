//! What stands outside the resolutions: front matter (`Abstract:` and its text), headings, prose.

use super::evidence::{Grammar, symbol, whole};
use super::label::Label;
use super::outline::{Heading, Outline, Slice};
use crate::lexicon::fold::stops;
use crate::read::Line;

/// Collects the lines outside the resolutions.
#[derive(Default)]
pub struct Front {
    /// The field whose value goes on in the following lines.
    open: Option<usize>,
    /// Whether the open field has a value yet.
    begun: bool,
}

impl Front {
    /// A blank line ends a value that has begun, unless the lines stand in a table.
    pub fn blank(&mut self, line: &Line) {
        if self.begun && line.cell.is_none() {
            self.close();
        }
    }

    /// Ends the open field.
    pub fn close(&mut self) {
        self.open = None;
        self.begun = false;
    }

    /// Takes in a line.
    pub fn line(&mut self, index: usize, line: &Line, grammar: Grammar<'_>, out: &mut Outline) {
        let text = line.text.trim();
        let slice = whole(index, line);
        let role = grammar.style_role(line);
        let styled = match role {
            Some("source") => Some("source"),
            Some("document_title") => Some("title"),
            Some("agenda_item") => Some("agenda_item"),
            Some("abstract") => Some("abstract"),
            Some("document_number") => Some("document"),
            _ => None,
        };
        // A label in words is more exact than a style.
        if let Some((key, value)) = self.labelled(text, slice.range.start, index, grammar) {
            self.close();
            self.begun = !value.range.is_empty();
            self.open = Some(out.front_matter.len());
            out.labels.push(Slice { line: index, range: slice.range.start..value.range.start });
            out.front_matter.push((key, if value.range.is_empty() { Vec::new() } else { vec![value] }));
            return;
        }
        if let Some(key) = styled {
            self.close();
            field(key, slice, out);
            return;
        }
        // What follows a label directly is its value, whatever it looks like.
        if let Some(open) = self.open.filter(|_| !self.begun) {
            out.front_matter[open].1.push(slice);
            self.begun = true;
            return;
        }
        if let Some((key, value)) = self.recognised(text, slice.range.start, index, grammar) {
            self.close();
            out.labels.push(Slice { line: index, range: slice.range.start..value.range.start });
            out.labels.push(Slice { line: index, range: value.range.end..slice.range.end });
            out.front_matter.push((key, vec![value]));
            return;
        }
        if let Some(heading) = heading(index, line, grammar) {
            self.close();
            out.labels.push(Slice { line: index, range: slice.range.start..heading.text.range.start });
            out.headings.push(heading);
            return;
        }
        match self.open {
            Some(open) => {
                out.front_matter[open].1.push(slice);
                self.begun = true;
            }
            None => out.prose.push(slice),
        }
    }

    fn labelled(&self, text: &str, indent: usize, index: usize, grammar: Grammar<'_>) -> Option<(String, Slice)> {
        let tokens = grammar.language.first_tokens(text);
        let found = grammar.language.front_label(&tokens)?;
        let end = tokens[found.end - 1].range.end;
        let behind = &text[end..];
        let colon = behind.trim_start().strip_prefix(stops::COLON)?;
        let value = text.len() - colon.trim_start().len();
        Some((found.value, Slice { line: index, range: indent + value..indent + text.len() }))
    }

    /// Lines that say what they are without a label: a symbol, a date, a document number.
    fn recognised(&self, text: &str, indent: usize, index: usize, grammar: Grammar<'_>) -> Option<(String, Slice)> {
        if symbol(text, grammar.lexicon).is_some() {
            return Some(("symbol".to_owned(), Slice { line: index, range: indent..indent + text.len() }));
        }
        let (key, value) = grammar.front_line(text)?;
        Some((key.to_owned(), Slice { line: index, range: indent + value.start..indent + value.end }))
    }
}

/// Adds to a field, which a style may spread over several paragraphs.
fn field(key: &str, slice: Slice, out: &mut Outline) {
    match out.front_matter.iter_mut().find(|(held, _)| held == key) {
        Some((_, lines)) => lines.push(slice),
        None => out.front_matter.push((key.to_owned(), vec![slice])),
    }
}

/// A heading: by its style, by its words, or a short numbered line without a full stop.
pub fn heading(index: usize, line: &Line, grammar: Grammar<'_>) -> Option<Heading> {
    const LONGEST: usize = 120;
    let text = line.text.trim();
    let slice = whole(index, line);
    let outline = line.style.as_ref().and_then(|style| style.outline_level);
    let label =
        Label::of(&line.text, line.label.as_deref(), grammar.lexicon, grammar.language).filter(Label::is_figure);
    let level_of = |label: &Option<Label>| {
        let dots = label.as_ref().map_or(0, |l| l.text.trim_end_matches('.').matches('.').count());
        u8::try_from(dots + 1).unwrap_or(u8::MAX)
    };
    let styled = grammar.style_role(line) == Some("heading") || outline.is_some();
    let worded = grammar.structure_heading(text).is_some();
    let short = text.chars().count() <= LONGEST && !text.ends_with(stops::ANY);
    if !(styled || worded || (label.is_some() && short)) {
        return None;
    }
    let level = outline.map_or_else(|| level_of(&label), |level| level.saturating_add(1));
    let start = label.as_ref().map_or(slice.range.start, |l| l.range.end.clamp(slice.range.start, slice.range.end));
    let text = Slice { line: index, range: start..slice.range.end };
    Some(Heading { label: label.map(|l| l.text), text, level })
}
