//! The router: one table of pages, one of JSON, and one address that writes.
//!
//! Each answer is made on a thread of its own, of which there is a fixed number, and within a fixed time.

use super::api::{self, Endpoint, IN_LANGUAGE, LANGUAGE, NEWER, OFFSET, OLDER, PROPOSAL, TEXT};
use super::failure::Failure;
use super::mapping::{self, Sent};
use super::pages;
use super::site::Site;
use super::visit::{Asked, Parameter, Visit};
use super::words::Words;
use crate::emit::to_html::shell::Page;
use crate::store::Interrupter;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts as _, RawPathParams, Request, State};
use axum::http::StatusCode;
use axum::http::header::{self, HeaderValue};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{get, post};
use std::sync::{Arc, OnceLock};
use tokio::time::timeout;

/// A page.
struct Shown {
    path: &'static str,
    parameters: &'static [&'static Parameter],
    draw: fn(&Visit<'_>) -> Result<Page, Failure>,
}

const PAGES: &[Shown] = &[
    Shown { path: "/", parameters: &[], draw: pages::texts::page },
    Shown { path: "/texts/{text}", parameters: &[&LANGUAGE], draw: pages::text::page },
    Shown { path: "/texts/{text}/versions/{version}", parameters: &[&LANGUAGE, &PROPOSAL], draw: pages::version::page },
    Shown { path: "/texts/{text}/clauses/{clause}", parameters: &[&LANGUAGE], draw: pages::life::page },
    Shown { path: "/texts/{text}/diff", parameters: &[&OLDER, &NEWER, &LANGUAGE], draw: pages::diff::page },
    Shown {
        path: "/search",
        parameters: &[&pages::search::WORDS, &IN_LANGUAGE, &TEXT, &OFFSET],
        draw: pages::search::page,
    },
    Shown { path: mapping::PAGE, parameters: &[], draw: mapping::page },
    Shown { path: "/api", parameters: &[], draw: pages::data::page },
];

/// Every address of the router: method and path.
pub fn addresses() -> Vec<(&'static str, &'static str)> {
    let read = PAGES.iter().map(|page| page.path).chain(api::ENDPOINTS.iter().map(|endpoint| endpoint.path));
    read.map(|path| ("GET", path)).chain([("POST", mapping::DECISIONS)]).collect()
}

/// The router.
pub fn router(site: Arc<Site>) -> Router {
    let mut router = Router::new();
    for page in PAGES {
        let answer = move |State(site): State<Arc<Site>>, request: Request| show(site, page, request);
        router = router.route(page.path, get(answer));
    }
    for endpoint in api::ENDPOINTS {
        let answer = move |State(site): State<Arc<Site>>, request: Request| tell(site, endpoint, request);
        router = router.route(endpoint.path, get(answer));
    }
    router
        .route(mapping::DECISIONS, post(decide))
        .fallback(nowhere)
        .method_not_allowed_fallback(not_so)
        .layer(middleware::from_fn_with_state(site.clone(), guarded))
        .with_state(site)
}

/// What stands around every answer: the host that is named, and the headers.
async fn guarded(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    const LONGEST: usize = 8 * 1024;
    let manner = Manner::of(&request);
    let mut response = match site.hosts.check(request.headers(), request.uri()) {
        Err(failure) => failed(&site, &manner, &failure),
        Ok(()) if request.uri().path_and_query().is_some_and(|address| address.as_str().len() > LONGEST) => {
            let help = "ids and words to search for are much shorter";
            let failure = Failure::new(StatusCode::URI_TOO_LONG, "too-long", "this address is too long", help);
            failed(&site, &manner, &failure)
        }
        Ok(()) => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        // The store may change at any moment, and a page may hold the token.
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let bare = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(bare);
    response
}

/// How an answer is to be given: as JSON or as a page, and in whose language.
struct Manner {
    is_data: bool,
    accepted: Option<String>,
    line: String,
}

impl Manner {
    fn of(request: &Request) -> Self {
        let of_header = |name| request.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let sends_json = of_header(header::CONTENT_TYPE).is_some_and(|kind| kind.starts_with("application/json"));
        Manner {
            is_data: request.uri().path().starts_with("/api/") || sends_json,
            accepted: of_header(header::ACCEPT_LANGUAGE).map(str::to_owned),
            line: format!("{} {}", request.method(), request.uri().path()),
        }
    }

    fn words<'s>(&self, site: &'s Site) -> Words<'s> {
        Words::choose(site.lexicon(), site.language.as_deref(), self.accepted.as_deref())
    }
}

async fn show(site: Arc<Site>, page: &'static Shown, request: Request) -> Response {
    let manner = Manner::of(&request);
    let made = match asked(request, page.parameters).await {
        Ok(asked) => work(&site, asked, &manner, page.draw).await,
        Err(failure) => Err(failure),
    };
    match made {
        Ok(page) => of_page(StatusCode::OK, page),
        Err(failure) => failed(&site, &manner, &failure),
    }
}

async fn tell(site: Arc<Site>, endpoint: &'static Endpoint, request: Request) -> Response {
    let manner = Manner::of(&request);
    let made = match asked(request, endpoint.parameters).await {
        Ok(asked) => work(&site, asked, &manner, endpoint.answer).await,
        Err(failure) => Err(failure),
    };
    match made {
        Ok(json) => of_data(StatusCode::OK, json),
        Err(failure) => failed(&site, &manner, &failure),
    }
}

async fn decide(State(site): State<Arc<Site>>, request: Request) -> Response {
    let manner = Manner::of(&request);
    match written(&site, &manner, request).await {
        Ok(response) => response,
        Err(failure) => failed(&site, &manner, &failure),
    }
}

async fn written(site: &Arc<Site>, manner: &Manner, request: Request) -> Result<Response, Failure> {
    mapping::may_write(site, request.headers())?;
    let (head, body) = request.into_parts();
    let most = site.limits.body_size;
    let too_large = |_| {
        let help = format!("a decision has at most {most} bytes");
        Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "what was sent is too large", help)
    };
    let late = |_| {
        let message = "what was to be sent did not come in time";
        Failure::new(StatusCode::REQUEST_TIMEOUT, "too-slow", message, "send it again")
    };
    let body = timeout(site.limits.body, to_bytes(body, most)).await.map_err(late)?.map_err(too_large)?;
    let (posted, sent) = mapping::posted(site, &head.headers, &body)?;
    let decision = work(site, Asked::default(), manner, move |visit| mapping::decide(visit, &posted)).await?;
    match sent {
        Sent::Json => {
            let json = serde_json::to_string(&decision).map_err(|error| Failure::internal(error.to_string()))?;
            Ok(of_data(StatusCode::CREATED, json + "\n"))
        }
        Sent::Form => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::SEE_OTHER;
            response.headers_mut().insert(header::LOCATION, HeaderValue::from_static(mapping::PAGE));
            Ok(response)
        }
    }
}

async fn nowhere(State(site): State<Arc<Site>>, request: Request) -> Response {
    let help = "texts are listed at /, the addresses of JSON at /api";
    failed(&site, &Manner::of(&request), &Failure::not_found("there is nothing at this address", help))
}

async fn not_so(State(site): State<Arc<Site>>, request: Request) -> Response {
    let is_written_to = request.uri().path() == mapping::DECISIONS;
    let help = if is_written_to { "send decisions there with POST" } else { "read it with GET or HEAD" };
    let message = "this address does not take this method";
    let failure = Failure::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", message, help);
    let mut response = failed(&site, &Manner::of(&request), &failure);
    let allowed = HeaderValue::from_static(if is_written_to { "POST" } else { "GET, HEAD" });
    response.headers_mut().insert(header::ALLOW, allowed);
    response
}

/// Path and query, decoded and checked.
async fn asked(request: Request, known: &[&Parameter]) -> Result<Asked, Failure> {
    let (mut head, _) = request.into_parts();
    let unreadable =
        |_| Failure::not_found("this address cannot be read", "its parts are ids in UTF-8, percent-encoded");
    let parts = RawPathParams::from_request_parts(&mut head, &()).await.map_err(unreadable)?;
    let path = parts.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    Asked::new(path, head.uri.query().unwrap_or_default(), known)
}

/// Makes an answer on one of the threads that are there for it, within the time that is given.
async fn work<T: Send + 'static>(
    site: &Arc<Site>,
    asked: Asked,
    manner: &Manner,
    make: impl FnOnce(&Visit<'_>) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let unavailable =
        |name, message| Failure::new(StatusCode::SERVICE_UNAVAILABLE, name, message, "try again in a moment");
    let desk = timeout(site.limits.queue, site.desks.clone().acquire_owned()).await;
    let Ok(Ok(desk)) = desk else { return Err(unavailable("busy", "too much is asked of the server at once")) };
    let interrupter: Arc<OnceLock<Interrupter>> = Arc::default();
    let (of_work, site_of_work, accepted) = (interrupter.clone(), site.clone(), manner.accepted.clone());
    let making = tokio::task::spawn_blocking(move || {
        let site = site_of_work;
        let words = Words::choose(site.lexicon(), site.language.as_deref(), accepted.as_deref());
        let made = make(&Visit { site: &site, asked: &asked, words, interrupter: &of_work });
        drop(desk);
        made
    });
    match timeout(site.limits.work, making).await {
        Ok(Ok(made)) => made,
        Ok(Err(panic)) => Err(Failure::internal(panic.to_string())),
        Err(_) => {
            if let Some(interrupter) = interrupter.get() {
                interrupter.interrupt();
            }
            Err(unavailable("too-slow", "this answer takes too long"))
        }
    }
}

/// A failure in the manner of the request. What only the one who runs the server should see goes to standard error.
fn failed(site: &Site, manner: &Manner, failure: &Failure) -> Response {
    if let Some(cause) = &failure.cause {
        eprintln!("error: {}: {cause}", manner.line);
    }
    if manner.is_data {
        let json = serde_json::to_string(&failure.body()).unwrap_or_default();
        return of_data(failure.status, json + "\n");
    }
    of_page(failure.status, pages::failure::page(&manner.words(site), site, failure))
}

fn of_page(status: StatusCode, page: Page) -> Response {
    let policy = HeaderValue::from_str(&format!("{}; frame-ancestors 'none'", page.policy));
    let mut response = answer(status, "text/html; charset=utf-8", page.html);
    // A policy is made of names and hashes in ASCII; without it, the bare one stands in.
    if let Ok(policy) = policy {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept-Language"));
    response
}

fn of_data(status: StatusCode, json: String) -> Response {
    answer(status, "application/json", json)
}

fn answer(status: StatusCode, kind: &'static str, content: String) -> Response {
    let mut response = Response::new(Body::from(content));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
