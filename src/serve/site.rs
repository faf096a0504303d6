//! What all answers share: the store's place, the words, the mapping, and what a request may cost.

use super::ServeError;
use super::guard::{Hosts, Token};
use super::mapping::{Mapped, MappingSource};
use crate::lexicon::Lexicon;
use crate::store::{Store, StoreError};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Semaphore;

/// How a server is started.
pub struct Settings {
    /// The store.
    pub db: PathBuf,
    /// The lexicon; absent: the one that is built in.
    pub lexicon: Option<Lexicon>,
    /// The address; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Whether the address may be one that other machines reach.
    pub allows_remote: bool,
    /// Names other than `localhost` under which it is reached.
    pub hosts: Vec<String>,
    /// The language of the words around the texts; absent: that of the reader's browser.
    pub language: Option<String>,
    /// What answers the clauses, where that is shown.
    pub mapping: Option<MappingSource>,
    /// Where decisions on the mapping are written; absent: nothing is written.
    pub writing: Option<Writing>,
    /// What a source of the store may cost that is read again.
    pub sources: crate::read::Limits,
    /// What a request may cost.
    pub limits: Limits,
}

/// Where decisions are written, and in whose name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writing {
    /// The file (CSV); it is made with the first decision.
    pub decisions: PathBuf,
    /// Who decides.
    pub who: String,
}

/// What a request may cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Connections at once; others wait.
    pub connections: usize,
    /// How long a connection may last, its answer included.
    pub connection: Duration,
    /// How long the head of a request may take.
    pub head: Duration,
    /// How long its body may take.
    pub body: Duration,
    /// The size of a body, in bytes.
    pub body_size: usize,
    /// Answers that are worked on at once; others wait.
    pub works: usize,
    /// How long an answer may wait for its turn.
    pub queue: Duration,
    /// How long the work on an answer may take.
    pub work: Duration,
    /// How long the end waits for what was begun.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            connections: 128,
            connection: Duration::from_secs(90),
            head: Duration::from_secs(10),
            body: Duration::from_secs(10),
            body_size: 16 * 1024,
            works: 8,
            queue: Duration::from_secs(10),
            work: Duration::from_secs(30),
            farewell: Duration::from_secs(5),
        }
    }
}

/// What all answers share.
pub struct Site {
    /// The store.
    pub db: PathBuf,
    /// The language that was asked for when the server was started.
    pub language: Option<String>,
    /// The hosts that requests may name.
    pub hosts: Hosts,
    /// What a request must show that would write.
    pub token: Option<Token>,
    /// What answers the clauses.
    pub mapping: Option<Mapped>,
    /// Where decisions are written.
    pub writing: Option<Writing>,
    /// One decision is written at a time.
    pub pen: Mutex<()>,
    /// What a request may cost.
    pub limits: Limits,
    /// One permit for each answer that is worked on.
    pub desks: Arc<Semaphore>,
    lexicon: Option<Lexicon>,
    sources: crate::read::Limits,
}

impl Site {
    /// The store, as it is now.
    pub fn store(&self) -> Result<Store<'_>, StoreError> {
        Ok(Store::reading(&self.db, self.lexicon())?.within(self.sources))
    }

    /// The site of a server that listens on an address.
    pub fn new(settings: Settings, address: SocketAddr) -> Result<Self, ServeError> {
        let token = settings.writing.as_ref().map(|_| Token::fresh()).transpose()?;
        Ok(Site {
            hosts: Hosts::of(address, settings.hosts),
            token,
            mapping: settings.mapping.map(Mapped::new),
            writing: settings.writing,
            sources: settings.sources,
            pen: Mutex::new(()),
            desks: Arc::new(Semaphore::new(settings.limits.works)),
            limits: settings.limits,
            db: settings.db,
            language: settings.language,
            lexicon: settings.lexicon,
        })
    }

    /// The lexicon.
    pub fn lexicon(&self) -> &Lexicon {
        self.lexicon.as_ref().unwrap_or_else(|| Lexicon::built_in())
    }
}
