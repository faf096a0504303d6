//! `dispositif serve`: the store as pages and JSON over HTTP.

use super::input::bytes_of;
use super::limits::Bounds;
use super::{BAD, report};
use crate::emit::{DashboardOptions, DecisionForm, to_dashboard};
use crate::lexicon::Lexicon;
use crate::mapping::{MapInput, Mapping, TableOptions, map, read_activities, read_decisions};
use crate::read::Limits as SourceLimits;
use crate::serve::{Limits, MappingSource, Offer, Server, Settings, Trouble, Writing};
use crate::store::Store;
use clap::Args;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Show a store in a browser, and as JSON to programs
#[derive(Args)]
#[command(after_help = "Examples:
  dispositif serve                                           dispositif.db on http://127.0.0.1:8080
  dispositif serve --db texts.db --listen 127.0.0.1:0        on a port that is free
  dispositif serve --activities plan.csv --decisions decided.csv --write --who Mira

The address is printed on standard error. Nothing is changed but the file of decisions, and that only with --write. The server asks
nobody who they are: by default it answers this machine alone.")]
pub struct Arguments {
    /// The store
    #[arg(long, value_name = "FILE", default_value = "dispositif.db")]
    db: PathBuf,
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080", value_parser = address)]
    listen: SocketAddr,
    /// Let other machines reach it, where --listen says so
    #[arg(long)]
    allow_remote: bool,
    /// A name under which it is reached, besides localhost; repeatable
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
    /// The language of the words around the texts (en, fr) [default: that of the reader's browser]
    #[arg(long, value_name = "CODE", value_parser = |code: &str| Ok::<_, std::convert::Infallible>(code.to_lowercase()))]
    language: Option<String>,
    /// A lexicon folder to use instead of the one that is built in
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
    /// A table of activities: shows what answers which clause
    #[arg(long, value_name = "FILE")]
    activities: Option<PathBuf>,
    /// Decisions on what the mapping suggests (CSV)
    #[arg(long, value_name = "FILE", requires = "activities")]
    decisions: Option<PathBuf>,
    /// Let suggestions be accepted and rejected on the page of the mapping; decisions are added to --decisions
    #[arg(long, requires = "decisions", requires = "who")]
    write: bool,
    /// Who decides
    #[arg(long, value_name = "NAME", requires = "write")]
    who: Option<String>,
    #[command(flatten)]
    bounds: Bounds,
}

/// Runs the verb.
pub fn run(arguments: &Arguments) -> ExitCode {
    let served = settings(arguments).and_then(|settings| {
        let server = Server::bind(settings).map_err(|error| error.to_string())?;
        if !server.address().ip().is_loopback() {
            report::aside(
                "other machines can reach this server; it asks nobody who they are, and nothing is encrypted",
            );
        }
        report::notes(&format!("http://{}\n", server.address()));
        server.run().map_err(|error| error.to_string())
    });
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            report::error("serve", &message);
            ExitCode::from(BAD)
        }
    }
}

fn settings(arguments: &Arguments) -> Result<Settings, String> {
    let lexicon = arguments.lexicon.as_deref().map(Lexicon::load).transpose().map_err(|error| error.to_string())?;
    // What is wrong with the store is better known now than at the first request.
    let of_lexicon = lexicon.as_ref().unwrap_or_else(|| Lexicon::built_in());
    Store::reading(&arguments.db, of_lexicon).map_err(|error| error.to_string())?;
    let sources = arguments.bounds.limits();
    let mapping = match &arguments.activities {
        Some(activities) => {
            let (activities, decisions) = (activities.clone(), arguments.decisions.clone());
            Some(mapping(Tables { activities, decisions, limits: sources }, of_lexicon)?)
        }
        None => None,
    };
    let writing = match (&arguments.decisions, &arguments.who) {
        (Some(decisions), Some(who)) if arguments.write => {
            Some(Writing { decisions: decisions.clone(), who: who.clone() })
        }
        _ => None,
    };
    Ok(Settings {
        db: arguments.db.clone(),
        lexicon,
        listen: arguments.listen,
        allows_remote: arguments.allow_remote,
        hosts: arguments.host.clone(),
        language: arguments.language.clone(),
        mapping,
        writing,
        sources,
        limits: Limits::default(),
    })
}

/// The files of a mapping, and what each may cost.
struct Tables {
    activities: PathBuf,
    decisions: Option<PathBuf>,
    limits: SourceLimits,
}

/// How the mapping is made of a table of activities and of decisions: both are read again when they change.
fn mapping(tables: Tables, lexicon: &Lexicon) -> Result<MappingSource, String> {
    if tables.activities.as_os_str() == "-" {
        return Err("--activities takes a file here: it is read again when it changes".to_owned());
    }
    // What is wrong with the table is better known now than at the first request.
    tables.input(lexicon).map_err(|Trouble(message)| message)?;
    let files = [Some(&tables.activities), tables.decisions.as_ref()].into_iter().flatten().cloned().collect();
    let of_files = move |store: &Store<'_>, lexicon: &Lexicon| {
        let input = tables.input(lexicon)?;
        map(store, input).map_err(|error| Trouble(error.to_string()))
    };
    Ok(MappingSource { files, map: Box::new(of_files), draw: Box::new(draw) })
}

/// The page of the mapping, with forms where decisions are taken.
fn draw(mapping: &Mapping, lexicon: &Lexicon, offer: &Offer<'_>) -> String {
    let decisions =
        offer.decide.map(|(action, token)| DecisionForm { action: action.to_owned(), token: token.to_owned() });
    let options = DashboardOptions {
        lexicon,
        language: Some(offer.language.to_owned()),
        decisions,
        home: Some(offer.home.to_owned()),
    };
    to_dashboard(mapping, &options)
}

impl Tables {
    /// Table and decisions. Their files are named without folders: a mapping is shown to others.
    fn input(&self, lexicon: &Lexicon) -> Result<MapInput, Trouble> {
        let read = |file: &Path| {
            let bytes = bytes_of(file, &self.limits);
            bytes.map_err(|message| Trouble(format!("{}: {message}", file.display())))
        };
        let name = |file: &Path| file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let options = TableOptions { lexicon, format: None, sheet: None };
        let activities_file = name(&self.activities);
        let activities = read_activities(&activities_file, &read(&self.activities)?, &options)
            .map_err(|error| Trouble(format!("{}: {error}", self.activities.display())))?;
        let mut input = MapInput { activities, ..MapInput::default() };
        // The first decision makes the file.
        if let Some(decisions) = self.decisions.as_deref().filter(|file| file.exists()) {
            input.decisions_file = name(decisions);
            (input.decisions, input.remarks) = read_decisions(&input.decisions_file, &read(decisions)?);
        }
        Ok(input)
    }
}

/// `127.0.0.1:8080`, `[::1]:8080` or `localhost:8080`.
fn address(given: &str) -> Result<SocketAddr, String> {
    let numeric = given.strip_prefix("localhost:").map(|port| format!("127.0.0.1:{port}"));
    let wrong = |_| "write it as 127.0.0.1:8080, [::1]:8080 or localhost:8080".to_owned();
    numeric.as_deref().unwrap_or(given).parse().map_err(wrong)
}
