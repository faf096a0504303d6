//! Who may ask, and who may write.
//!
//! A page of another site may make a browser send requests here. It cannot read the answers, unless its name is made to point at this
//! machine (DNS rebinding): so a request must name a host under which the server is really reached. And it could write: so a request
//! that writes must come from a page of this server, as the browser says (`Origin`, `Sec-Fetch-Site`), and show the token that stands in
//! those pages alone.

use super::ServeError;
use super::failure::Failure;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, StatusCode, Uri};
use std::net::{IpAddr, SocketAddr};

/// The hosts that requests may name.
#[derive(Debug, Clone)]
pub struct Hosts {
    address: SocketAddr,
    names: Vec<String>,
}

impl Hosts {
    /// Those of an address, and names that were given besides.
    pub fn of(address: SocketAddr, names: Vec<String>) -> Self {
        Hosts { address, names: names.into_iter().map(|name| name.to_ascii_lowercase()).collect() }
    }

    /// The host that a request names, if it names one under which the server is reached, and no other.
    pub fn check(&self, headers: &HeaderMap, uri: &Uri) -> Result<(), Failure> {
        let mut given = headers.get_all(HOST).iter();
        let host = given.next().and_then(|host| host.to_str().ok()).filter(|_| given.next().is_none());
        let of_address = uri.authority().map(|authority| authority.as_str());
        if host.is_some_and(|host| self.has(host)) && of_address.is_none_or(|host| self.has(host)) {
            return Ok(());
        }
        let message = "the server is not reached under the name that this request gives";
        let help = "use the address that the server printed when it was started; further names are given with --host";
        Err(Failure::new(StatusCode::FORBIDDEN, "wrong-host", message, help))
    }

    fn has(&self, host: &str) -> bool {
        let (name, port) = split(host);
        let name = name.to_ascii_lowercase();
        // A name that was given may be that of a server in front of this one, with a port of its own.
        if self.names.contains(&name) {
            return true;
        }
        let Some(port) = port.map_or(Some(80), |port| port.parse().ok()) else { return false };
        port == self.address.port() && (name == "localhost" || self.is_own(&name))
    }

    /// Whether a numeric address is this machine's. A number is never made to point elsewhere; where the server listens on all
    /// addresses, each may be its own.
    fn is_own(&self, name: &str) -> bool {
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        let ip: Option<IpAddr> = bare.parse().ok();
        ip.is_some_and(|ip| ip == self.address.ip() || self.address.ip().is_unspecified())
    }

    /// Whether an origin is that of a page of this server.
    fn is_origin(&self, origin: &str) -> bool {
        let at = |scheme: &str| origin.strip_prefix(scheme);
        match (at("http://"), at("https://")) {
            (Some(host), _) => self.has(host),
            // Only a server in front of this one speaks so.
            (None, Some(host)) => self.names.contains(&split(host).0.to_ascii_lowercase()),
            (None, None) => false,
        }
    }
}

/// Host and port: `[::1]:8080` is `[::1]` and `8080`.
fn split(host: &str) -> (&str, Option<&str>) {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    }
}

/// Whether a request that would write comes from a page of this server, as far as the browser says.
pub fn is_of_this_site(headers: &HeaderMap, hosts: &Hosts) -> Result<(), Failure> {
    let said = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let is_own = match (said("sec-fetch-site"), said(ORIGIN.as_str())) {
        // A page that sends no referrer sends `null` as its origin.
        (Some("same-origin"), None | Some("null")) => true,
        (Some("same-origin") | None, Some(origin)) => hosts.is_origin(origin),
        _ => false,
    };
    if is_own {
        return Ok(());
    }
    let message = "this request does not come from a page of this server";
    let help = "decide on the page of the mapping; a program sends the header Origin with the address of the server";
    Err(Failure::new(StatusCode::FORBIDDEN, "cross-site", message, help))
}

/// What a request must show that would write. It stands in the pages of this process, and no other site can read them.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A new one, of 256 random bits.
    pub fn fresh() -> Result<Self, ServeError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| ServeError::Random(error.to_string()))?;
        Ok(Token(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    /// As it stands in a page.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is what a request shows. Every byte is looked at, so that the time tells nothing of where they differ.
    pub fn check(&self, shown: &str) -> Result<(), Failure> {
        let differs = self.0.bytes().zip(shown.bytes()).fold(0, |differs, (own, theirs)| differs | (own ^ theirs));
        if std::hint::black_box(differs) == 0 && shown.len() == self.0.len() {
            return Ok(());
        }
        let message = "this request does not show the token of this server";
        let help = "load the page anew and decide again: the server may have been started anew since";
        Err(Failure::new(StatusCode::FORBIDDEN, "wrong-token", message, help))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(listen: &str, names: &[&str]) -> Hosts {
        Hosts::of(listen.parse().expect("an address"), names.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn a_host_is_one_under_which_the_server_is_reached() {
        let local = hosts("127.0.0.1:8080", &[]);
        for own in ["127.0.0.1:8080", "localhost:8080", "LOCALHOST:8080"] {
            assert!(local.has(own), "{own}");
        }
        for other in
            ["127.0.0.1", "localhost:80", "evil.example:8080", "127.0.0.1.evil.example:8080", "", ":8080", "[::1]:8080"]
        {
            assert!(!local.has(other), "{other}");
        }
        assert!(hosts("[::1]:9", &[]).has("[::1]:9") && hosts("127.0.0.1:80", &[]).has("localhost"));
        let remote = hosts("0.0.0.0:8080", &["texts.example.org"]);
        assert!(remote.has("192.0.2.7:8080") && remote.has("texts.example.org"), "a number cannot be rebound");
        assert!(!remote.has("evil.example:8080"));
        assert!(remote.is_origin("https://texts.example.org") && !remote.is_origin("https://192.0.2.7:8080"));
    }

    #[test]
    fn only_a_page_of_this_server_may_write() {
        let hosts = hosts("127.0.0.1:8080", &[]);
        let may = |site: Option<&str>, origin: Option<&str>| {
            let mut headers = HeaderMap::new();
            for (name, value) in [("sec-fetch-site", site), ("origin", origin)] {
                if let Some(value) = value {
                    headers.insert(name, value.parse().expect("a header"));
                }
            }
            is_of_this_site(&headers, &hosts).is_ok()
        };
        let own = Some("http://127.0.0.1:8080");
        assert!(may(Some("same-origin"), own) && may(None, own) && may(Some("same-origin"), Some("null")));
        assert!(may(Some("same-origin"), None));
        assert!(!may(None, None) && !may(None, Some("null")));
        assert!(!may(Some("cross-site"), own) && !may(Some("same-site"), own) && !may(Some("none"), own));
        assert!(!may(Some("same-origin"), Some("http://127.0.0.1:9")) && !may(None, Some("http://evil.example")));
        assert!(!may(None, Some("http://127.0.0.1:8080.evil.example")));
    }

    #[test]
    fn a_token_is_compared_whole() {
        let token = Token::fresh().expect("random numbers");
        assert_ne!(token.as_str(), Token::fresh().expect("random numbers").as_str());
        assert!(token.check(token.as_str()).is_ok());
        let (head, tail) = token.as_str().split_at(63);
        for wrong in
            ["", head, &format!("{head}{}", if tail == "0" { "1" } else { "0" }), &format!("{}0", token.as_str())]
        {
            assert!(token.check(wrong).is_err(), "{wrong}");
        }
    }
}
