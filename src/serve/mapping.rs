//! The mapping on the site: its page, and decisions on what it suggests.
//!
//! How activities are mapped is no concern of this room: a [`MappingSource`] says how the mapping is made and how it is drawn. What is made
//! is kept until the store or one of the files that it was made of changes.

use super::decisions::{NewDecision, append, now};
use super::failure::{Failure, shown};
use super::guard::is_of_this_site;
use super::site::Site;
use super::visit::Visit;
use crate::emit::to_html::shell::Page;
use crate::lexicon::Lexicon;
use crate::mapping::{Mapping, Target, Verdict};
use crate::store::Store;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use schemars::JsonSchema;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// The page of the mapping.
pub const PAGE: &str = "/mapping";
/// Where decisions are sent.
pub const DECISIONS: &str = "/mapping/decisions";

/// How the mapping is made and drawn.
pub struct MappingSource {
    /// The files besides the store of which it is made: when one of them changes, it is made anew.
    pub files: Vec<PathBuf>,
    /// Makes it.
    pub map: MapMaker,
    /// Draws its page: a whole file of HTML whose content security policy stands in its head.
    pub draw: PageMaker,
}

/// Makes the mapping over a store.
pub type MapMaker = Box<dyn Fn(&Store<'_>, &Lexicon) -> Result<Mapping, Trouble> + Send + Sync>;

/// Draws a mapping; the words around it in a language.
pub type PageMaker = Box<dyn Fn(&Mapping, &Lexicon, &Offer<'_>) -> String + Send + Sync>;

/// Why the mapping cannot be made: for who runs the server, since it may name files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble(pub String);

/// What the page of the mapping may offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer<'o> {
    /// The language of the words around it.
    pub language: &'o str,
    /// Where the form of a decision is sent (`POST`, fields `token`, `activity`, `text`, `version`, `clause`, `decision`, `note`), and the token that goes with it; `None`: nothing can be decided.
    pub decide: Option<(&'o str, &'o str)>,
    /// The page of the texts, for a link back.
    pub home: &'o str,
}

/// A decision as a page or a program sends it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Posted {
    /// The token of the page.
    pub token: String,
    /// The activity.
    pub activity: String,
    /// The text.
    pub text: String,
    /// The version in force.
    pub version: String,
    /// The clause in that version.
    pub clause: String,
    /// `accept` or `reject`.
    pub decision: String,
    /// A remark.
    #[serde(default)]
    pub note: String,
}

/// How a decision was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// By the form of a page.
    Form,
    /// By a program.
    Json,
}

/// A mapping that is kept.
pub struct Mapped {
    source: MappingSource,
    kept: Mutex<Option<(Vec<Mark>, Arc<Mapping>)>>,
}

/// By which a file is told from what it was: when it was changed, and its size; `None` where it is not there.
type Mark = Option<(SystemTime, u64)>;

impl Mapped {
    pub fn new(source: MappingSource) -> Self {
        Mapped { source, kept: Mutex::new(None) }
    }

    /// The mapping as store and files are now.
    pub fn read(&self, visit: &Visit<'_>) -> Result<Arc<Mapping>, Failure> {
        // Who waits here waits for the same mapping.
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        // Before anything is read: what changes meanwhile is read again the next time.
        let marks = self.marks(&visit.site.db);
        if let Some((_, mapping)) = kept.as_ref().filter(|(of, _)| *of == marks) {
            return Ok(mapping.clone());
        }
        // Nothing ends this work: who comes after the one that waited in vain finds it done.
        let made = (self.source.map)(&visit.site.store()?, visit.site.lexicon());
        let mapping = Arc::new(made.map_err(|Trouble(cause)| Failure::internal(cause))?);
        *kept = Some((marks, mapping.clone()));
        Ok(mapping)
    }

    fn marks(&self, db: &Path) -> Vec<Mark> {
        let mut journal = db.as_os_str().to_owned();
        journal.push("-wal");
        let files = [db, Path::new(&journal)].into_iter().chain(self.source.files.iter().map(PathBuf::as_path));
        let mark = |file: &Path| fs::metadata(file).ok().and_then(|held| Some((held.modified().ok()?, held.len())));
        files.map(mark).collect()
    }
}

impl Site {
    /// The mapping, where the server was started with activities.
    pub fn mapped(&self) -> Result<&Mapped, Failure> {
        self.mapping.as_ref().ok_or_else(|| {
            let help = "who runs the server gives the activities with --activities";
            Failure::new(StatusCode::NOT_FOUND, "no-mapping", "this server was started without activities", help)
        })
    }
}

/// The page of the mapping.
pub fn page(visit: &Visit<'_>) -> Result<Page, Failure> {
    let mapped = visit.site.mapped()?;
    let mapping = mapped.read(visit)?;
    let decide = visit.site.token.as_ref().map(|token| (DECISIONS, token.as_str()));
    let offer = Offer { language: visit.words.page.language, decide, home: "/" };
    let html = (mapped.source.draw)(&mapping, visit.site.lexicon(), &offer);
    Ok(Page { policy: policy(&html), html })
}

/// The policy that stands in a page: its first, before anything that a document says.
fn policy(html: &str) -> String {
    const BEGIN: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
    let found = html.split_once(BEGIN).and_then(|(_, rest)| rest.split_once('"'));
    found.map_or_else(|| "default-src 'none'".to_owned(), |(policy, _)| policy.replace("&#39;", "'"))
}

/// What a request sends, if it may write at all.
pub fn posted(site: &Site, headers: &HeaderMap, body: &[u8]) -> Result<(Posted, Sent), Failure> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let unreadable = |what: &str| {
        let help = "send token, activity, text, version, clause, decision (accept or reject) and, if you like, note";
        Failure::new(StatusCode::BAD_REQUEST, "bad-decision", format!("the decision cannot be read: {what}"), help)
    };
    let (posted, sent) = match kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "application/x-www-form-urlencoded" => {
            let fields =
                form_urlencoded::parse(body).map(|(name, value)| (name.into_owned(), value.into_owned().into()));
            let fields = serde_json::Value::Object(fields.collect());
            (serde_json::from_value(fields).map_err(|error| unreadable(&shown(&error.to_string())))?, Sent::Form)
        }
        "application/json" => {
            (serde_json::from_slice(body).map_err(|error| unreadable(&shown(&error.to_string())))?, Sent::Json)
        }
        _ => {
            let help = "send a form (application/x-www-form-urlencoded) or JSON (application/json)";
            let message = "a decision of this content type is not read";
            return Err(Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "content-type", message, help));
        }
    };
    let posted: Posted = posted;
    site.token.as_ref().ok_or_else(read_only)?.check(&posted.token)?;
    Ok((posted, sent))
}

/// Whether a request may write, as far as its head says: before its body is read.
pub fn may_write(site: &Site, headers: &HeaderMap) -> Result<(), Failure> {
    if site.writing.is_none() {
        return Err(read_only());
    }
    is_of_this_site(headers, &site.hosts)
}

fn read_only() -> Failure {
    let help = "who runs the server starts it with --write";
    Failure::new(
        StatusCode::FORBIDDEN,
        "read-only",
        "this server was started without --write: nothing can be decided",
        help,
    )
}

/// Writes a decision, if the mapping has what it is about.
pub fn decide(visit: &Visit<'_>, posted: &Posted) -> Result<NewDecision, Failure> {
    let writing = visit.site.writing.as_ref().ok_or_else(read_only)?;
    let mapping = visit.site.mapped()?.read(visit)?;
    let decision = decision(posted, &writing.who, &mapping)?;
    let _pen = visit.site.pen.lock().unwrap_or_else(PoisonError::into_inner);
    append(&writing.decisions, &decision).map_err(|error| Failure::internal(error.to_string()))?;
    Ok(decision)
}

fn decision(posted: &Posted, who: &str, mapping: &Mapping) -> Result<NewDecision, Failure> {
    const LONGEST_NOTE: usize = 2_000;
    let unknown = |what: &str, given: &str| {
        let message = format!("the mapping has no {what} {}", shown(given));
        Failure::not_found(message, "load the page of the mapping anew: activities or texts may have changed since")
    };
    let verdict = [Verdict::Accept, Verdict::Reject].into_iter().find(|verdict| verdict.as_str() == posted.decision);
    let verdict = verdict.ok_or_else(|| {
        Failure::parameter(format!("“{}” is no decision", shown(&posted.decision)), "it is accept or reject")
    })?;
    if posted.note.chars().count() > LONGEST_NOTE {
        return Err(Failure::parameter("the note is too long", format!("write at most {LONGEST_NOTE} characters")));
    }
    if !mapping.activities.iter().any(|mapped| mapped.activity.id == posted.activity) {
        return Err(unknown("activity", &posted.activity));
    }
    let text = mapping.texts.iter().find(|text| text.id == posted.text);
    let text = text.ok_or_else(|| unknown("text", &posted.text))?;
    let is_in_force = text.version == posted.version;
    let has_clause =
        || text.sections.iter().flat_map(|section| &section.clauses).any(|clause| clause.id == posted.clause);
    if !(is_in_force && has_clause() || is_linked(posted, mapping)) {
        if is_in_force {
            return Err(unknown("clause", &posted.clause));
        }
        let message = format!("{} is not the version of {} in force", shown(&posted.version), text.id);
        let help = format!("it is {}: load the page of the mapping anew and decide on that", text.version);
        return Err(Failure::new(StatusCode::CONFLICT, "not-in-force", message, help));
    }
    let note = posted.note.trim();
    Ok(NewDecision {
        activity: posted.activity.clone(),
        text: posted.text.clone(),
        version: posted.version.clone(),
        clause: posted.clause.clone(),
        decision: verdict,
        who: who.to_owned(),
        when: now(),
        note: (!note.is_empty()).then(|| note.to_owned()),
    })
}

/// Whether a decision is about a link that the activity has, or about what was decided before: its clause may be gone.
fn is_linked(posted: &Posted, mapping: &Mapping) -> bool {
    let is_meant = |target: &Target| {
        target.text == posted.text
            && target.version.as_ref() == Some(&posted.version)
            && target.clause.as_ref() == Some(&posted.clause)
    };
    let links = mapping.links.iter().filter(|link| link.activity == posted.activity);
    let of_links = links.flat_map(|link| [Some(&link.target), link.carried.as_ref().map(|carried| &carried.from)]);
    let decided = mapping.decisions.iter().filter(|decided| decided.activity == posted.activity);
    of_links.flatten().chain(decided.map(|decided| &decided.target)).any(is_meant)
}
