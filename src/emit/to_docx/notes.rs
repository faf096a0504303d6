//! Footnotes that are new: added to the part that holds footnotes, or in a part of their own, which the package then names.

use super::envelope;
use super::fresh::Direction;
use super::package::text_of;
use super::tags::Tags;
use super::{WordError, fresh};
use crate::read::Survey;

/// The parts that change so that the package holds these notes: id and words of each.
pub fn parts(
    package: &[u8],
    survey: &Survey,
    notes: &[(u64, &str)],
    direction: Direction,
    tags: &dyn Fn(&str) -> Tags,
) -> Result<Vec<(String, String)>, WordError> {
    if notes.is_empty() {
        return Ok(Vec::new());
    }
    if let Some((name, bytes)) = &survey.footnotes {
        let text = std::str::from_utf8(bytes).map_err(|_| WordError::unpatchable("the footnotes are not UTF-8"))?;
        let at = text.rfind("</").ok_or_else(|| WordError::unpatchable("the footnotes have no end"))?;
        let root = text[at + 2..].split('>').next().unwrap_or_default().trim();
        let tags = tags(&root.replace("footnotes", "p"));
        let new = written(notes, direction, &tags);
        return Ok(vec![(name.clone(), format!("{}{new}{}", &text[..at], &text[at..]))]);
    }
    let (folder, file) = survey.part.rsplit_once('/').unwrap_or(("", &survey.part));
    let slash = if folder.is_empty() { "" } else { "/" };
    let name = format!("{folder}{slash}footnotes.xml");
    let tags = tags("w:p");
    let new = written(notes, direction, &tags);
    let relations = format!("{folder}{slash}_rels/{file}.rels");
    let named = text_of(package, &relations).unwrap_or_else(|| envelope::relations(&[]));
    // An id that nothing bears: longer than any of them.
    let id = format!("rId{}footnotes", named.matches("Relationship ").count() + 1);
    let relation = format!("Id=\"{id}\" Type=\"{}/footnotes\" Target=\"footnotes.xml\"", envelope::OFFICE);
    let types =
        text_of(package, "[Content_Types].xml").ok_or_else(|| WordError::unpatchable("the package has no types"))?;
    let content = format!("PartName=\"/{name}\" ContentType=\"{}.footnotes+xml\"", envelope::MAIN);
    Ok(vec![
        (name, fresh::footnotes(&survey.namespace, &new)),
        (relations, within(&named, "Relationship", &relation)?),
        ("[Content_Types].xml".to_owned(), within(&types, "Override", &content)?),
    ])
}

/// The notes, in the direction of the text.
fn written(notes: &[(u64, &str)], direction: Direction, tags: &Tags) -> String {
    let properties = match direction {
        Direction::LeftToRight => String::new(),
        Direction::RightToLeft => format!("{}{}{}", tags.open("pPr"), tags.empty("bidi", &[]), tags.close("pPr")),
    };
    let form = fresh::form(direction, tags);
    notes.iter().map(|(id, words)| tags.footnote(*id, words, &properties, &form)).collect()
}

/// An element added at the end of a part, under the prefix of its root.
fn within(text: &str, name: &str, attributes: &str) -> Result<String, WordError> {
    let empty = text.trim_end().ends_with("/>");
    let root = text.rfind(if empty { "<" } else { "</" }).ok_or_else(|| WordError::unpatchable("a part has no end"))?;
    let written = text[root..].trim_start_matches(['<', '/']);
    let written = written.split(['>', ' ', '/']).next().unwrap_or_default();
    let prefix = written.rsplit_once(':').map_or(String::new(), |(prefix, _)| format!("{prefix}:"));
    let new = format!("<{prefix}{name} {attributes}/>");
    if empty {
        let open = text.trim_end().trim_end_matches("/>");
        return Ok(format!("{open}>{new}</{written}>"));
    }
    Ok(format!("{}{new}{}", &text[..root], &text[root..]))
}
