//! Words found in the passages of all versions, best first, each with the words around it.

use super::derive::PassageKind;
use super::key::Key;
use super::list::{Status, key_of};
use super::words::{Term, expression, hits, terms};
use super::{Store, StoreError};
use crate::lexicon::fold::{Lookalikes, is_han, tokens};
use rusqlite::params;
use schemars::JsonSchema;
use serde::Serialize;
use std::ops::Range;

/// Where to search, and how much to bring back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchOptions {
    /// In one language only.
    pub language: Option<String>,
    /// In the versions of one text only.
    pub text: Option<String>,
    /// How many passages at most.
    pub limit: usize,
}

impl Default for SearchOptions {
    fn default() -> Self {
        SearchOptions { language: None, text: None, limit: 20 }
    }
}

/// A passage that holds what was searched for.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Hit {
    /// The version.
    #[serde(serialize_with = "printed")]
    #[schemars(with = "String")]
    pub key: Key,
    /// Adopted or proposed.
    pub status: Status,
    /// Its language.
    pub language: String,
    /// What the passage is.
    pub kind: PassageKind,
    /// The id of the clause or section; `title`, `annex__1`.
    pub passage: String,
    /// The clause's label.
    pub label: Option<String>,
    /// The words around the first hit; `…` stands where more goes before or follows.
    pub snippet: String,
    /// The hits in the snippet, in characters: first, one past the last.
    pub marks: Vec<(usize, usize)>,
}

fn printed<S: serde::Serializer>(key: &Key, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(key)
}

impl Store<'_> {
    /// Searches for words: each must be in the passage. `"member states"` stands in a row, `access*` begins a word.
    pub fn search(&self, typed: &str, options: &SearchOptions) -> Result<Vec<Hit>, StoreError> {
        let terms = terms(typed);
        if terms.is_empty() {
            return Err(StoreError::NoWords(typed.to_owned()));
        }
        let mut statement = self.connection.prepare(
            "SELECT version.*, passage.kind AS kind, passage.name AS passage, passage.label AS label, passage.words AS said
             FROM search JOIN passage ON passage.id = search.rowid JOIN version ON version.id = passage.version
             WHERE search MATCH ?1 AND (?2 IS NULL OR version.language = ?2) AND (?3 IS NULL OR version.text = ?3)
             ORDER BY bm25(search), version.year DESC, version.id, passage.position LIMIT ?4",
        )?;
        let limit = i64::try_from(options.limit).unwrap_or(i64::MAX);
        let rows = statement.query_map(params![expression(&terms), options.language, options.text, limit], |row| {
            let key = key_of(row)?;
            let language: String = row.get("language")?;
            let (snippet, marks) = self.snippet(&row.get::<_, String>("said")?, &language, &terms);
            Ok(Hit {
                status: if key.proposal.is_some() { Status::Proposed } else { Status::Adopted },
                key,
                language,
                kind: PassageKind::of(&row.get::<_, String>("kind")?),
                passage: row.get("passage")?,
                label: row.get("label")?,
                snippet,
                marks,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn snippet(&self, said: &str, language: &str, terms: &[Term]) -> (String, Vec<(usize, usize)>) {
        let source = match self.lexicon.language(language) {
            Some(language) => language.tokens(said),
            None => tokens(said, &Lookalikes::default()),
        };
        cut(said, &hits(&source, terms))
    }
}

/// The words around the first hit, and where the hits stand in them.
fn cut(said: &str, hits: &[Range<usize>]) -> (String, Vec<(usize, usize)>) {
    /// Characters before the first hit, and in all.
    const BEFORE: usize = 50;
    const SHOWN: usize = 160;
    let at: Vec<usize> = said.char_indices().map(|(at, _)| at).chain([said.len()]).collect();
    let of_byte = |byte: usize| at.partition_point(|held| *held < byte);
    let count = at.len() - 1;
    let first = hits.first().map_or(0, |hit| of_byte(hit.start));
    let mut from = first.saturating_sub(BEFORE);
    let mut to = (from + SHOWN).min(count);
    from = from.min(to.saturating_sub(SHOWN));
    // A word is shown whole or not at all; Chinese has no space to look for.
    let letters: Vec<char> = said.chars().collect();
    let splits = |edge: usize| {
        edge > 0
            && edge < count
            && [letters[edge - 1], letters[edge]].iter().all(|c| c.is_alphanumeric() && !is_han(*c))
    };
    while from < first && splits(from) {
        from += 1;
    }
    let end = hits.first().map_or(0, |hit| of_byte(hit.end));
    while to > end.max(from + 1) && splits(to) {
        to -= 1;
    }
    let (before, behind) = (if from > 0 { "…" } else { "" }, if to < count { "…" } else { "" });
    let shift = before.chars().count();
    let shown = said[at[from]..at[to]].replace(['\n', '\u{2028}', '\t'], " ");
    let marks = hits
        .iter()
        .map(|hit| (of_byte(hit.start), of_byte(hit.end)))
        .filter(|(start, end)| *start >= from && *end <= to)
        .map(|(start, end)| (start - from + shift, end - from + shift));
    (format!("{before}{shown}{behind}"), marks.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_shows_whole_words_around_the_first_hit() {
        let said = format!("{} receivers {}", "before ".repeat(20), "behind ".repeat(40));
        let start = said.find("receivers").expect("there");
        let (snippet, marks) = cut(&said, std::slice::from_ref(&(start..start + 9)));
        assert!(snippet.starts_with("…before"), "{snippet}");
        assert!(snippet.ends_with("behind…") || snippet.ends_with("behind …"), "{snippet}");
        let (from, to) = marks[0];
        assert_eq!(snippet.chars().skip(from).take(to - from).collect::<String>(), "receivers");
    }

    #[test]
    fn what_is_short_is_shown_whole() {
        let said = "关于预警系统的决议";
        let at = said.find("预警").expect("there");
        let (snippet, marks) = cut(said, std::slice::from_ref(&(at..at + "预警".len())));
        assert_eq!((snippet.as_str(), marks), (said, vec![(2, 4)]));
    }
}
