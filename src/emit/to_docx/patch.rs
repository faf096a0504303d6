//! The plan carried out on the main part: a list of edits of its bytes, applied in order. What no edit names stays as it is.

use super::WordError;
use super::fresh::{Direction, dress, form, table};
use super::plan::{Becomes, Fate, New, NewParagraph, Plan, Slot};
use super::properties::{MarkChange, Properties, form_of};
use super::roles::Role;
use super::runs::{Edit, edits};
use super::sides::Sides;
use super::tags::{Insertion, Tags};
use crate::read::{EnclosureKind, ParagraphSpan, Survey};
use std::ops::Range;

/// What carries out a plan.
pub struct Patch<'p> {
    /// Where everything stands in the part.
    pub survey: &'p Survey,
    /// The two texts.
    pub sides: &'p Sides<'p>,
    /// Writes under the part's prefix.
    pub tags: &'p Tags,
    /// Which way new paragraphs run that are like no other.
    pub direction: Direction,
}

impl Patch<'_> {
    /// The part as it is to be.
    pub fn apply(&self, plan: &Plan) -> Result<String, WordError> {
        let source = self.source()?;
        let mut all = Vec::new();
        for (slot, new) in &plan.new {
            let place = self.place(*slot)?;
            all.push(Edit::at(place, self.written(new)));
        }
        for row in &plan.deleted_rows {
            all.push(self.deleted_row(*row, source));
        }
        for (o, fate) in &plan.fates {
            all.extend(self.paragraph(*o, fate, source));
        }
        all.sort_by_key(|edit| (edit.range.start, edit.range.end.min(edit.range.start + 1)));
        let mut out = String::with_capacity(source.len() + all.iter().map(|edit| edit.text.len()).sum::<usize>());
        let mut at = 0;
        for edit in &all {
            let between = source.get(at..edit.range.start);
            out.push_str(between.ok_or_else(|| WordError::unpatchable("two changes meet in one piece of XML"))?);
            out.push_str(&edit.text);
            at = edit.range.end;
        }
        out.push_str(&source[at..]);
        Ok(utf8(out))
    }

    fn source(&self) -> Result<&str, WordError> {
        let source = std::str::from_utf8(&self.survey.source);
        source.map_err(|_| WordError::unpatchable("the part is not text"))
    }

    fn place(&self, slot: Slot) -> Result<usize, WordError> {
        let paragraphs = &self.survey.paragraphs;
        Ok(match slot {
            Slot::Behind(o) => paragraphs[o].end.end,
            Slot::Before(o) => paragraphs[o].open.start,
            Slot::BehindEnclosure(e) => self.survey.enclosures[e].whole.end,
            Slot::BeforeEnclosure(e) => self.survey.enclosures[e].whole.start,
            Slot::End => return Err(WordError::unpatchable("the body holds no paragraph")),
        })
    }

    fn paragraph(&self, o: usize, fate: &Fate, source: &str) -> Vec<Edit> {
        let span = &self.survey.paragraphs[o];
        let own = Properties::of(span, source);
        let properties = match &fate.becomes {
            Becomes::Itself => own.clone(),
            Becomes::Unnumbered => own.clone().unnumbered(self.tags).changed_from(&own, self.tags),
            Becomes::Like(like) => {
                let other = Properties::of(&self.survey.paragraphs[*like], source).dress();
                if other.is_like(&own) { own.clone() } else { other.changed_from(&own, self.tags).at_mark_of(&own) }
            }
        };
        let is_touched = fate.mark != MarkChange::None || fate.becomes != Becomes::Itself;
        let written = properties.written(fate.mark, self.tags);
        let text = self.sides.older_text(o);
        let words = edits(span, &text, &fate.words, source, self.tags);
        if span.end.is_empty() {
            let new: String = words.iter().map(|edit| edit.text.as_str()).collect();
            if !is_touched && new.is_empty() {
                return Vec::new();
            }
            let tag = source[span.open.clone()].trim_end_matches("/>").trim_end();
            let text = format!("{tag}>{written}{new}</{}>", span.name);
            return vec![Edit { range: span.open.clone(), text }];
        }
        let held = span.properties.as_ref().map_or(span.open.end..span.open.end, |properties| properties.whole.clone());
        let properties = is_touched.then_some(Edit { range: held, text: written });
        properties.into_iter().chain(words).collect()
    }

    fn written(&self, new: &New) -> String {
        match new {
            New::Paragraph(new) => self.new_paragraph(new, new.mark),
            New::Rows { rows, like: Some(row) } => rows.iter().map(|cells| self.row(cells, Some(*row))).collect(),
            New::Rows { rows, like: None } => {
                let columns = rows.iter().map(Vec::len).max().unwrap_or(1);
                let rows: String = rows.iter().map(|cells| self.row(cells, None)).collect();
                format!("{}{rows}{}", table(columns, self.direction, self.tags), self.tags.close("tbl"))
            }
        }
    }

    fn new_paragraph(&self, new: &NewParagraph, mark: MarkChange) -> String {
        let source = self.source().unwrap_or_default();
        let like: Option<&ParagraphSpan> = new.like.map(|o| &self.survey.paragraphs[o]);
        let (properties, form) = match like {
            Some(span) => (Properties::of(span, source).dress(), form_of(span, source)),
            None => {
                let role = self.sides.newer_roles.get(&self.sides.newer.lines[new.line].paragraph);
                let role = role.copied().unwrap_or(Role::Prose);
                (dress(role, new.words.iter().any(has_tab), self.direction, self.tags), form(self.direction, self.tags))
            }
        };
        let counted = new.like.is_some_and(|o| self.sides.older.lines[o].label.is_some());
        let properties = if counted && !new.is_counted { properties.unnumbered(self.tags) } else { properties };
        let properties = match new.takes_over {
            Some(o) => {
                let before = Properties::of(&self.survey.paragraphs[o], source);
                if properties.is_like(&before) {
                    before
                } else {
                    properties.changed_from(&before, self.tags).at_mark_of(&before)
                }
            }
            None => properties,
        };
        let words: String = new.words.iter().map(|new| self.tags.come(&form, new)).collect();
        let properties = properties.written(mark, self.tags);
        format!("{}{properties}{words}{}", self.tags.open("p"), self.tags.close("p"))
    }

    /// A new row, dressed like another. Its mark says that it is new, so that its paragraphs need none.
    fn row(&self, cells: &[Vec<NewParagraph>], like: Option<usize>) -> String {
        let tags = self.tags;
        let forms = like.map_or(Vec::new(), |row| self.cells(row));
        let auto = || {
            format!("{}{}{}", tags.open("tcPr"), tags.empty("tcW", &[("w", "0"), ("type", "auto")]), tags.close("tcPr"))
        };
        let cells: String = cells
            .iter()
            .enumerate()
            .map(|(at, paragraphs)| {
                let form = forms.get(at).filter(|_| forms.len() == cells.len()).cloned().unwrap_or_else(auto);
                let mut inside: String =
                    paragraphs.iter().map(|new| self.new_paragraph(new, MarkChange::None)).collect();
                if inside.is_empty() {
                    inside = tags.empty("p", &[]);
                }
                format!("{}{form}{inside}{}", tags.open("tc"), tags.close("tc"))
            })
            .collect();
        let mark = format!("{}{}/>{}", tags.open("trPr"), tags.change("ins"), tags.close("trPr"));
        format!("{}{mark}{cells}{}", tags.open("tr"), tags.close("tr"))
    }

    /// The properties of the cells of a row, without merges down the page.
    fn cells(&self, row: usize) -> Vec<String> {
        let source = self.source().unwrap_or_default();
        let inside = |range: &Range<usize>, outer: &Range<usize>| outer.start < range.start && range.end < outer.end;
        let enclosures = &self.survey.enclosures;
        let row = &enclosures[row].whole;
        let of_kind = |kind: EnclosureKind| enclosures.iter().filter(move |e| e.kind == kind && inside(&e.whole, row));
        let nested: Vec<&Range<usize>> = of_kind(EnclosureKind::Table).map(|table| &table.whole).collect();
        of_kind(EnclosureKind::Cell)
            .filter(|cell| !nested.iter().any(|table| inside(&cell.whole, table)))
            .map(|cell| cell.properties.clone().map_or(String::new(), |range| source[range].to_owned()))
            .map(|form| {
                if form.contains("vMerge") || form.contains("cellIns") || form.contains("tcPrChange") {
                    String::new()
                } else {
                    form
                }
            })
            .collect()
    }

    fn deleted_row(&self, row: usize, source: &str) -> Edit {
        let tags = self.tags;
        let enclosure = &self.survey.enclosures[row];
        let mark = tags.change("del") + "/>";
        let Some(held) = enclosure.properties.clone() else {
            // Exceptions to the table's properties stand before those of the row (ECMA-376 §17.4.79).
            let after = &source[enclosure.open.end..];
            let exceptions = after.trim_start().starts_with(&tags.start("tblPrEx", &[]));
            let behind = exceptions.then(|| after.find(&tags.close("tblPrEx"))).flatten();
            let at = enclosure.open.end + behind.map_or(0, |at| at + tags.close("tblPrEx").len());
            return Edit::at(at, format!("{}{mark}{}", tags.open("trPr"), tags.close("trPr")));
        };
        let properties = &source[held.clone()];
        if properties.ends_with("/>") {
            return Edit { range: held, text: format!("{}{mark}{}", tags.open("trPr"), tags.close("trPr")) };
        }
        let close = properties.rfind("</").unwrap_or(properties.len());
        let at = properties.find(&tags.start("trPrChange", &[])).unwrap_or(close);
        Edit::at(held.start + at, mark)
    }
}

/// A part that was in another encoding is UTF-8 now, and says so.
fn utf8(text: String) -> String {
    let Some(end) = text.strip_prefix("<?xml").and_then(|rest| rest.find("?>")) else { return text };
    let (declaration, rest) = text.split_at(end + 5);
    let named = regex::Regex::new(r#"(?i)encoding\s*=\s*["']utf-16(?:le|be)?["']"#).expect("a fixed pattern");
    format!("{}{rest}", named.replace(declaration, "encoding=\"UTF-8\""))
}

fn has_tab(new: &Insertion) -> bool {
    matches!(new, Insertion::Words(words) if words.contains('\t'))
}
