//! A Word file becomes a [`Manuscript`]: a streaming reader, non-recursive, that keeps every mark.
//!
//! One file for each part of the package: [`package`] (the zip and its relationships), [`xml`] (elements with namespaces
//! resolved, [`attributes`]), [`styles`], [`numbering`], [`revisions`] (tracked changes) and [`story`] (body, notes, headers, comments alike).

mod attributes;
mod mend;
mod numbering;
mod package;
mod remains;
mod revisions;
mod story;
mod styles;
#[cfg(feature = "word")]
mod survey;
mod xml;

#[cfg(feature = "word")]
pub use survey::{EnclosureKind, ParagraphSpan, RunSpan, Survey, survey};

use crate::note::{Name, Note, Noted};
use crate::read::manuscript::{Format, Manuscript, Margin, MarginKind, NoteKind, NoteText};
use crate::read::{Limits, Meter, ReadError};
use package::{Damage, Package};
use std::collections::HashMap;
use story::{Context, Story};
use styles::Styles;
use xml::{Item, Vocabulary, Xml};

/// Reads a Word file. An unreadable main part is an error; an unreadable part beside it is a note, and the rest is read.
pub fn from_docx(bytes: &[u8], limits: &Limits) -> Result<Noted<Manuscript>, ReadError> {
    let meter = &Meter::new(limits);
    from_package(&mut Package::open(bytes, Damage::Refuse, meter)?, meter)
}

/// Reads what a damaged Word file still holds; each loss is a note. One that is whole is read like any other.
pub fn from_damaged_docx(bytes: &[u8], limits: &Limits) -> Result<Noted<Manuscript>, ReadError> {
    let meter = &Meter::new(limits);
    let mut package = Package::open(bytes, Damage::PassOver, meter).map_err(|error| lost(error, &[]))?;
    let read = from_package(&mut package, meter);
    let losses = package.into_losses();
    match read {
        Ok(mut noted) => {
            // What was lost first: it says why other parts are not there.
            noted.notes.splice(0..0, losses);
            Ok(noted)
        }
        Err(error) => Err(lost(error, &losses)),
    }
}

/// The error of a file of which nothing is left to read: what is wrong with it, and what else is missing.
fn lost(error: ReadError, losses: &[Note]) -> ReadError {
    const TOLD: usize = 3;
    if !error.is_damage() && !matches!(error, ReadError::NoDocument) {
        return error;
    }
    let fault = match error {
        ReadError::NoDocument => "no main document part of a Word file that can be read".to_owned(),
        other => other.fault(),
    };
    let more = losses.iter().take(TOLD).map(|note| note.message.clone());
    ReadError::Lost([fault].into_iter().chain(more).collect::<Vec<_>>().join("; "))
}

/// Whether a file that does not begin like a package holds the main part of a Word file all the same.
pub fn holds_document(bytes: &[u8], limits: &Limits) -> Result<bool, ReadError> {
    Ok(remains::all(bytes, &Meter::new(limits))?.iter().any(|part| part.name == package::MAIN))
}

fn from_package(package: &mut Package<'_>, meter: &Meter<'_>) -> Result<Noted<Manuscript>, ReadError> {
    let document = package.document()?;
    let parts = package.related(&document)?;
    let part_of = |kind: &str| parts.get(kind).and_then(|targets| targets.first()).cloned();
    let mut notes = Vec::new();

    let styles = beside(package, part_of("styles"), &mut notes, |name, text| Styles::read(name, &text, meter))?;
    let styles = styles.unwrap_or_default();
    let lists = beside(package, part_of("numbering"), &mut notes, |name, text| numbering::read(name, &text, meter))?;
    let (lists, style_levels) = match lists {
        Some(lists) => {
            for format in &lists.unknown_formats {
                notes.push(Note::new(
                    Name::UnknownNumberFormat,
                    format!("the number format “{format}” is rendered in plain figures"),
                ));
            }
            (lists.numbering, lists.style_levels)
        }
        None => Default::default(),
    };

    // Notes are numbered before the body is read, so that a call in the body finds its note.
    let mut index = HashMap::new();
    let mut note_parts = Vec::new();
    for (kind, relationship) in [(NoteKind::Footnote, "footnotes"), (NoteKind::Endnote, "endnotes")] {
        let ids = beside(package, part_of(relationship), &mut notes, |name, text| {
            let ids = note_ids(name, &text, meter)?;
            Ok((name.to_owned(), text, ids))
        })?;
        let Some((name, text, ids)) = ids else {
            continue;
        };
        for id in &ids {
            let next = index.len();
            index.insert((kind == NoteKind::Endnote, id.clone()), next);
        }
        note_parts.push((kind, name, text));
    }
    let context = Context { styles: &styles, numbering: &lists, style_levels: &style_levels, notes: &index, meter };

    let mut note_texts: Vec<(usize, NoteText)> = Vec::new();
    for (kind, name, text) in &note_parts {
        for (id, paragraphs) in stories(name, text, &context, &["footnote", "endnote"])? {
            if let Some(&at) = index.get(&(*kind == NoteKind::Endnote, id.clone())) {
                note_texts.push((at, NoteText { kind: *kind, id, paragraphs }));
            }
        }
    }
    note_texts.sort_by_key(|(at, _)| *at);

    let main = package.part(&document)?.ok_or(ReadError::NoDocument)?;
    let mut xml = Xml::new(&document, &main, meter);
    let mut body = Story::default();
    let mut is_word = false;
    while let Some(item) = xml.next()? {
        if let Item::Open(element) = &item {
            is_word |= element.vocabulary == Vocabulary::Word && element.local() == "body";
        }
        body.item(item, &mut xml, &context)?;
    }
    if !is_word {
        return Err(ReadError::NoDocument);
    }
    if body.embedded > 0 {
        notes.push(Note::new(
            Name::EmbeddedDocument,
            format!("{} embedded document(s) (w:altChunk) were not read", body.embedded),
        ));
    }
    let paragraphs = body.take();

    let mut margins = Vec::new();
    for (kind, relationship) in
        [(MarginKind::Header, "header"), (MarginKind::Footer, "footer"), (MarginKind::Comment, "comments")]
    {
        for name in parts.get(relationship).into_iter().flatten() {
            let read = beside(package, Some(name.clone()), &mut notes, |name, text| {
                stories(name, &text, &context, &["hdr", "ftr", "comment"])
            })?;
            margins.extend(read.into_iter().flatten().map(|(_, paragraphs)| Margin { kind, paragraphs }));
        }
    }
    let note_texts = note_texts.into_iter().map(|(_, note)| note).collect();
    let manuscript = Manuscript { format: Format::Docx, paragraphs, notes: note_texts, margins, numbering: lists };
    Ok(Noted { value: manuscript, notes })
}

/// Reads a part that the text can do without: a missing or damaged one is a note. Passing a limit stays an error.
fn beside<T>(
    package: &mut Package<'_>,
    name: Option<String>,
    notes: &mut Vec<Note>,
    read: impl FnOnce(&str, String) -> Result<T, ReadError>,
) -> Result<Option<T>, ReadError> {
    let Some(name) = name else { return Ok(None) };
    let result = match package.part(&name) {
        Ok(Some(text)) => read(&name, text).map(Some),
        Ok(None) => {
            notes.push(Note::new(Name::UnreadablePart, format!("the part {name} is named but not in the file")));
            return Ok(None);
        }
        Err(error) => Err(error),
    };
    match result {
        Err(error @ ReadError::Limit { .. }) => Err(error),
        Err(error) => {
            notes.push(Note::new(Name::UnreadablePart, error.to_string()));
            Ok(None)
        }
        Ok(value) => Ok(value),
    }
}

/// The ids of the notes in a part, in order; separators are not notes.
fn note_ids(part: &str, text: &str, meter: &Meter<'_>) -> Result<Vec<String>, ReadError> {
    let mut xml = Xml::new(part, text, meter);
    let mut ids = Vec::new();
    while let Some(item) = xml.next()? {
        if let Item::Open(element) = item
            && element.vocabulary == Vocabulary::Word
            && matches!(element.local(), "footnote" | "endnote")
        {
            let kind = element.attribute("type");
            if kind.is_none_or(|k| k == "normal") {
                ids.push(element.attribute("id").unwrap_or_default().to_owned());
            }
            xml.skip()?;
        }
    }
    Ok(ids)
}

/// The stories of a part: one for each element of the given names, with its id.
fn stories(
    part: &str,
    text: &str,
    context: &Context<'_>,
    names: &[&str],
) -> Result<Vec<(String, Vec<crate::read::manuscript::Paragraph>)>, ReadError> {
    let mut xml = Xml::new(part, text, context.meter);
    let mut story = Story::default();
    let mut found = Vec::new();
    // The element that holds the story, and how many elements are open within it.
    let mut within: Option<(String, usize)> = None;
    while let Some(item) = xml.next()? {
        match (&item, &mut within) {
            (Item::Open(element), None) => {
                if element.vocabulary == Vocabulary::Word && names.contains(&element.local()) {
                    within = Some((element.attribute("id").unwrap_or_default().to_owned(), 0));
                }
                continue;
            }
            (Item::Close, Some((id, 0))) => {
                found.push((std::mem::take(id), story.take()));
                within = None;
                continue;
            }
            (_, None) => continue,
            (_, Some(_)) => {}
        }
        let before = story.depth();
        story.item(item, &mut xml, context)?;
        if let Some((_, open)) = &mut within {
            *open = (*open + story.depth()).saturating_sub(before);
        }
    }
    Ok(found)
}
