//! The life of a text's clauses, as the lineages tell it: a table of all, or one clause with each change of its words.

use super::key::{Edition, Key};
use super::lineage::Kind;
use super::list::{Status, key_of};
use super::pairing::Tie;
use super::{Store, StoreError};
use crate::compare::comparison::{Redlined, Relation};
use crate::compare::redlined;
use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// All lineages of a text in one language.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct History {
    /// The text.
    pub text: String,
    /// The language in which its versions were compared.
    pub language: String,
    /// The title of its newest version.
    pub title: Option<String>,
    /// Adopted versions, oldest first.
    pub versions: Vec<Column>,
    /// A line for each clause that ever was, in the order in which they came in.
    pub lineages: Vec<Line>,
    /// Proposals on it, oldest first.
    pub proposals: Vec<Proposed>,
    /// Versions that are held in other languages only: they are not compared.
    pub not_compared: Vec<Other>,
}

/// An adopted version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Column {
    /// `geneva-2022`.
    pub version: String,
    /// As printed.
    pub printed: Option<String>,
    #[serde(skip)]
    id: i64,
}

/// One clause through the versions.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Line {
    /// The clause in the version in which it came in: `resolves__1@geneva-2022`.
    pub lineage: String,
    /// What happened, in the order of the versions; nothing is said of a version in which it neither was nor went.
    pub events: Vec<Event>,
    /// Its words, those that it had last.
    pub words: String,
    #[serde(skip)]
    id: i64,
}

/// What happened to a clause in a version.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Event {
    /// The version.
    pub version: String,
    /// The clause's id in it; `null` where it is gone.
    pub clause: Option<String>,
    /// Its label.
    pub label: Option<String>,
    /// Kinds of change.
    pub kinds: Vec<Kind>,
    /// What alone changed.
    pub only: Option<String>,
    /// Lineages from which it was split or into which it was merged.
    pub related: Vec<(Relation, String)>,
}

/// A proposal on the text.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Proposed {
    /// Its key.
    #[serde(serialize_with = "printed")]
    #[schemars(with = "String")]
    pub key: Key,
    /// MOD, ADD, SUP …; `null` for a draft without a marker.
    pub action: Option<String>,
    /// The version that it claims to change.
    pub claims: Option<String>,
    /// How many clauses it would change, by kind.
    pub changes: BTreeMap<Kind, usize>,
}

/// A version that is not held in the language of the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Other {
    /// `geneva-2022`.
    pub version: String,
    /// The languages in which it is held.
    pub languages: Vec<String>,
}

/// The life of one clause.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ClauseLife {
    /// The text.
    pub text: String,
    /// The language.
    pub language: String,
    /// The lineage's name.
    pub lineage: String,
    /// What happened in each version, oldest first.
    pub moments: Vec<Moment>,
    /// What proposals would do to it.
    pub proposals: Vec<OnClause>,
}

/// A clause in one version.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Moment {
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
    /// The words before and now.
    pub text: Redlined,
}

/// What a proposal would do to a clause.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OnClause {
    /// The proposal's key.
    #[serde(serialize_with = "printed")]
    #[schemars(with = "String")]
    pub key: Key,
    /// MOD, SUP …
    pub action: Option<String>,
    /// The clause's id in the proposal; `null` where it would be deleted.
    pub clause: Option<String>,
    /// Kinds of change.
    pub kinds: Vec<Kind>,
    /// What alone would change.
    pub only: Option<String>,
    /// The words in force, and those proposed.
    pub text: Redlined,
}

fn printed<S: serde::Serializer>(key: &Key, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(key)
}

/// A value that this room wrote as JSON.
fn parsed<T: DeserializeOwned + Default>(json: &str) -> T {
    serde_json::from_str(json).unwrap_or_default()
}

impl Store<'_> {
    /// The history of a text, in a language or in that in which most of its versions are held.
    pub fn history(&self, text: &str, language: Option<&str>) -> Result<History, StoreError> {
        let language = self.language_of_history(text, language)?;
        let versions = self.columns(text, &language)?;
        let newest = versions.last().map(|column| column.id);
        let title = match newest {
            Some(id) => self.connection.query_row("SELECT title FROM version WHERE id = ?1", [id], |row| row.get(0))?,
            None => None,
        };
        let mut lineages = self.lines(text, &language)?;
        for line in &mut lineages {
            line.events = self.events(line.id)?;
            line.words = self.last_words(line.id)?;
        }
        let proposals = self.proposals(text, &language)?;
        let not_compared = self.elsewhere(text, &versions)?;
        Ok(History { text: text.to_owned(), language, title, versions, lineages, proposals, not_compared })
    }

    /// The life of one clause: named by its id in the newest version that has it (`resolves__1`), or in another
    /// (`resolves__1@geneva-2022`).
    pub fn life(&self, text: &str, clause: &str, language: Option<&str>) -> Result<ClauseLife, StoreError> {
        let language = self.language_of_history(text, language)?;
        let (name, edition) = match clause.split_once('@') {
            Some((name, edition)) => {
                (name, Some(edition.parse::<Edition>().map_or(edition.to_owned(), |e| e.to_string())))
            }
            None => (clause, None),
        };
        let found: Option<(i64, String)> = self
            .connection
            .prepare_cached(
                "SELECT lineage.id, lineage.name FROM event JOIN lineage ON lineage.id = event.lineage
                    JOIN version ON version.id = event.version
                 WHERE lineage.text = ?1 AND lineage.language = ?2 AND clause = ?3 AND (?4 IS NULL OR edition = ?4)
                 ORDER BY year DESC, edition DESC LIMIT 1",
            )?
            .query_row(params![text, language, name, edition], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((id, lineage)) = found else {
            let reason = match self.columns(text, &language)?.last() {
                Some(newest) => format!(
                    "no version of it has such a clause; `dispositif store history {text}` lists those that there are, \
                     up to {}",
                    newest.version
                ),
                None => "no adopted version of it is held: a proposal alone has no history".to_owned(),
            };
            return Err(StoreError::Unknown { asked: format!("{text} --clause {clause}"), reason });
        };
        let mut moments: Vec<Moment> = Vec::new();
        let mut words: Option<String> = None;
        for event in self.events(id)? {
            let now = match &event.clause {
                Some(clause) => self.words(text, &language, &event.version, "", clause)?,
                None => None,
            };
            moments.push(Moment { event, text: self.redlined(words.as_deref(), now.as_deref(), &language) });
            words = now.or(words);
        }
        Ok(ClauseLife {
            text: text.to_owned(),
            proposals: self.on_clause(id, text, &language)?,
            language,
            lineage,
            moments,
        })
    }

    fn redlined(&self, older: Option<&str>, newer: Option<&str>, language: &str) -> Redlined {
        let language = self.lexicon.language(language).or_else(|| self.lexicon.languages().next());
        language.map(|language| redlined(older, newer, language)).unwrap_or_default()
    }

    /// The language of a history: the one asked for, or that of most versions.
    fn language_of_history(&self, text: &str, asked: Option<&str>) -> Result<String, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT language FROM version WHERE text = ?1 GROUP BY language ORDER BY sum(proposal = '') DESC, count(*) DESC, min(source)",
        )?;
        let held: Vec<String> =
            statement.query_map([text], |row| row.get(0))?.collect::<Result<_, rusqlite::Error>>()?;
        match asked {
            _ if held.is_empty() => Err(self.unknown(&Key::newest(text))?),
            None => Ok(held[0].clone()),
            Some(language) if held.iter().any(|code| code == language) => Ok(language.to_owned()),
            Some(language) => {
                let reason = format!("the store has it in {}, not in {language}", held.join(", "));
                Err(StoreError::Unknown { asked: text.to_owned(), reason })
            }
        }
    }

    fn columns(&self, text: &str, language: &str) -> Result<Vec<Column>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, edition, printed FROM version WHERE text = ?1 AND language = ?2 AND proposal = '' ORDER BY year, edition",
        )?;
        let rows = statement.query_map([text, language], |row| {
            Ok(Column { id: row.get(0)?, version: row.get(1)?, printed: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn lines(&self, text: &str, language: &str) -> Result<Vec<Line>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, name FROM lineage WHERE text = ?1 AND language = ?2 ORDER BY id")?;
        let rows = statement.query_map([text, language], |row| {
            Ok(Line { id: row.get(0)?, lineage: row.get(1)?, events: Vec::new(), words: String::new() })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn events(&self, lineage: i64) -> Result<Vec<Event>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT version.id, edition, clause, label, kinds, only, related FROM event
                JOIN version ON version.id = event.version WHERE lineage = ?1 ORDER BY year, edition",
        )?;
        let rows = statement.query_map([lineage], |row| {
            let event = Event {
                version: row.get(1)?,
                clause: row.get(2)?,
                label: row.get(3)?,
                kinds: parsed(&row.get::<_, String>(4)?),
                only: row.get(5)?,
                related: Vec::new(),
            };
            Ok((row.get::<_, i64>(0)?, event, row.get::<_, String>(6)?))
        })?;
        let mut events = Vec::new();
        for row in rows {
            let (version, mut event, related) = row?;
            for tie in parsed::<Vec<Tie>>(&related) {
                event.related.extend(self.tied(version, &tie)?.map(|name| (tie.relation, name)));
            }
            events.push(event);
        }
        Ok(events)
    }

    /// The lineage of the clause to which another is tied in a version: by its id there, else by that in the version before.
    fn tied(&self, version: i64, tie: &Tie) -> Result<Option<String>, StoreError> {
        let here =
            "SELECT name FROM lineage JOIN event ON event.lineage = lineage.id WHERE version = ?1 AND clause = ?2";
        let before = "SELECT name FROM lineage JOIN event ON event.lineage = lineage.id WHERE clause = ?2 AND version = (
                SELECT other.id FROM version AS this JOIN version AS other ON other.text = this.text
                    AND other.language = this.language AND other.proposal = '' AND other.year <= this.year AND other.id <> this.id
                WHERE this.id = ?1 ORDER BY other.year DESC, other.edition DESC LIMIT 1)";
        for (sql, id) in [(here, &tie.newer), (before, &tie.older)] {
            let Some(id) = id else { continue };
            let name =
                self.connection.prepare_cached(sql)?.query_row(params![version, id], |row| row.get(0)).optional()?;
            if name.is_some() {
                return Ok(name);
            }
        }
        Ok(None)
    }

    /// The words that a clause had last.
    fn last_words(&self, lineage: i64) -> Result<String, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT words FROM event JOIN version ON version.id = event.version
                JOIN passage ON passage.version = event.version AND kind = 'clause' AND passage.name = clause
             WHERE lineage = ?1 ORDER BY year DESC, edition DESC LIMIT 1",
        )?;
        Ok(statement.query_row([lineage], |row| row.get(0)).optional()?.flatten().unwrap_or_default())
    }

    /// The words of a clause in a version.
    fn words(
        &self,
        text: &str,
        language: &str,
        edition: &str,
        proposal: &str,
        clause: &str,
    ) -> Result<Option<String>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT words FROM version JOIN passage ON passage.version = version.id
             WHERE text = ?1 AND language = ?2 AND edition = ?3 AND proposal = ?4 AND kind = 'clause' AND name = ?5",
        )?;
        let read = |row: &rusqlite::Row<'_>| row.get::<_, Option<String>>(0);
        Ok(statement.query_row(params![text, language, edition, proposal, clause], read).optional()?.flatten())
    }

    fn proposals(&self, text: &str, language: &str) -> Result<Vec<Proposed>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT * FROM version WHERE text = ?1 AND language = ?2 AND proposal <> '' ORDER BY year, edition, proposal",
        )?;
        let rows = statement.query_map([text, language], |row| {
            let (key, action, claims) = (key_of(row)?, row.get("action")?, row.get("claims")?);
            Ok((row.get::<_, i64>("id")?, Proposed { key, action, claims, changes: BTreeMap::new() }))
        })?;
        let mut out = Vec::new();
        for row in rows {
            let (id, mut proposed) = row?;
            let mut statement = self.connection.prepare_cached("SELECT kinds FROM proposed WHERE version = ?1")?;
            for kinds in statement.query_map([id], |row| row.get::<_, String>(0))? {
                for kind in parsed::<Vec<Kind>>(&kinds?) {
                    *proposed.changes.entry(kind).or_default() += 1;
                }
            }
            out.push(proposed);
        }
        Ok(out)
    }

    fn on_clause(&self, lineage: i64, text: &str, language: &str) -> Result<Vec<OnClause>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT version.*, clause, kinds, only FROM proposed JOIN version ON version.id = proposed.version
             WHERE lineage = ?1 ORDER BY year, edition, proposal",
        )?;
        let rows = statement.query_map([lineage], |row| {
            let on = OnClause {
                key: key_of(row)?,
                action: row.get("action")?,
                clause: row.get("clause")?,
                kinds: parsed(&row.get::<_, String>("kinds")?),
                only: row.get("only")?,
                text: Redlined::default(),
            };
            Ok((on, row.get::<_, Option<String>>("claims")?))
        })?;
        let events = self.events(lineage)?;
        let mut out = Vec::new();
        for row in rows {
            let (mut on, claims) = row?;
            let at = claims.and_then(|claims| events.iter().rfind(|event| event.version == claims)).or_else(|| {
                let year = on.key.version.as_ref().and_then(Edition::year);
                let before = |event: &&Event| event.version.parse::<Edition>().is_ok_and(|e| e.year() <= year);
                events.iter().rfind(before)
            });
            let in_force = match at.and_then(|event| Some((event, event.clause.as_ref()?))) {
                Some((event, clause)) => self.words(text, language, &event.version, "", clause)?,
                None => None,
            };
            let edition = on.key.version.as_ref().map(Edition::to_string).unwrap_or_default();
            let proposal = on.key.proposal.clone().unwrap_or_default();
            let wanted = match &on.clause {
                Some(clause) => self.words(text, language, &edition, &proposal, clause)?,
                None => None,
            };
            on.text = self.redlined(in_force.as_deref(), wanted.as_deref(), language);
            out.push(on);
        }
        Ok(out)
    }

    fn elsewhere(&self, text: &str, here: &[Column]) -> Result<Vec<Other>, StoreError> {
        let mut out: Vec<Other> = Vec::new();
        for held in self.list()?.into_iter().filter(|held| held.text == text && held.status == Status::Adopted) {
            let version = held.key.version.as_ref().map(Edition::to_string).unwrap_or_default();
            if here.iter().any(|column| column.version == version) {
                continue;
            }
            match out.iter_mut().find(|other| other.version == version) {
                Some(other) => other.languages.push(held.language),
                None => out.push(Other { version, languages: vec![held.language] }),
            }
        }
        Ok(out)
    }
}
