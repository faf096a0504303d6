//! The pages of a store over HTTP, and the same as JSON.
//!
//! Enters a request; leaves a page or a document, drawn from the store as it is at that moment. Nothing is kept between two requests but the
//! mapping, and nothing is written but decisions on it, where the server was started so.
//!
//! ```text
//! GET /texts/itu.wtsa.resolution.58          ─listening─▶ guard ─▶ routes ─▶ pages ─▶ HTML
//! GET /api/v1/texts/itu.wtsa.resolution.58                                ─▶ api   ─▶ JSON
//! POST /mapping/decisions                                                 ─▶ mapping ─▶ decisions.csv
//! ```
//!
//! A page that cannot be shown says why and what helps, and never where on the machine something lies.

mod api;
mod decisions;
mod failure;
mod guard;
mod holdings;
mod links;
mod listening;
mod mapping;
mod names;
mod openapi;
mod pages;
mod routes;
mod site;
mod visit;
mod words;

pub use decisions::{DecisionError, NewDecision, append};
pub use mapping::{MappingSource, Offer, Trouble};
pub use routes::addresses;
pub use site::{Limits, Settings, Writing};

use crate::lexicon::Lexicon;
use site::Site;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use thiserror::Error;
use tokio::sync::watch;

/// Why a server cannot be started.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The address can be reached from elsewhere, and nobody said that it may.
    #[error(
        "{0} can be reached from other machines, and the server asks nobody who they are; listen on 127.0.0.1, or say --allow-remote"
    )]
    Remote(SocketAddr),
    /// The address cannot be had.
    #[error("{address}: {reason}; give another address with --listen (port 0 takes a free one)")]
    Address {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        reason: io::Error,
    },
    /// The lexicon has no words for the pages in this language.
    #[error("the lexicon has no words for the pages of a server in “{asked}”; it has them in {there}")]
    Language {
        /// As asked.
        asked: String,
        /// The languages that have words.
        there: String,
    },
    /// The system gives no random numbers, without which nothing can be written safely.
    #[error("the system gives no random numbers ({0}); start without --write")]
    Random(String),
    /// The system gives no threads.
    #[error("the server cannot start its threads: {0}")]
    Threads(io::Error),
}

/// A server that has its address and does not answer yet.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    site: Arc<Site>,
    stop: watch::Sender<bool>,
}

/// Ends a server from another thread.
#[derive(Debug, Clone)]
pub struct Stopper(watch::Sender<bool>);

impl Stopper {
    /// Lets the server end: what was begun is finished, nothing else is taken up.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl Server {
    /// Takes the address.
    pub fn bind(settings: Settings) -> Result<Self, ServeError> {
        if !settings.listen.ip().is_loopback() && !settings.allows_remote {
            return Err(ServeError::Remote(settings.listen));
        }
        let lexicon = settings.lexicon.as_ref().unwrap_or_else(|| Lexicon::built_in());
        words::check(lexicon, settings.language.as_deref())?;
        let problem = |reason: io::Error| ServeError::Address { address: settings.listen, reason };
        let listener = TcpListener::bind(settings.listen).map_err(problem)?;
        listener.set_nonblocking(true).map_err(problem)?;
        let address = listener.local_addr().map_err(problem)?;
        let site = Arc::new(Site::new(settings, address)?);
        Ok(Server { listener, address, site, stop: watch::Sender::new(false) })
    }

    /// Where it listens; the port that was taken, where 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What ends it.
    pub fn stopper(&self) -> Stopper {
        Stopper(self.stop.clone())
    }

    /// Answers until it is stopped, or the process is told to end (Ctrl-C, SIGTERM).
    pub fn run(self) -> Result<(), ServeError> {
        let limits = self.site.limits.clone();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(limits.works + 1)
            .enable_all()
            .build()
            .map_err(ServeError::Threads)?;
        let problem = |reason: io::Error| ServeError::Address { address: self.address, reason };
        let router = routes::router(self.site);
        let stopped = self.stop.subscribe();
        let done = runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            listening::serve(listener, router, &limits, listening::told(stopped)?).await;
            Ok(())
        });
        // A thread that still works on an answer nobody waits for is left behind.
        runtime.shutdown_timeout(limits.farewell);
        done.map_err(problem)
    }
}
