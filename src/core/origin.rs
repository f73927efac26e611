//! Which origins are trusted (docs/protocol.md, "Trust").
//!
//! Everything here works on *serialised* origins, as the browser's URL parser prints them:
//! lower-case, IDN hosts in punycode, default ports left out. Nothing is parsed twice, so there
//! is no second opinion on what a host is for an attacker to play against the first.

use super::names;

const PORTAL_SUFFIX: &str = ".portal.ledgerbee.com";
const SCRIPT_PATHS: [&str; 2] = ["/embed.js", "/embed.compat.js"];

/// The parts of a serialised `http:` or `https:` origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Origin<'a> {
    is_secure: bool,
    host: &'a str,
    has_port: bool,
}

impl<'a> Origin<'a> {
    fn parse(origin: &'a str) -> Option<Self> {
        let (is_secure, authority) = match origin.strip_prefix("https://") {
            Some(rest) => (true, rest),
            None => (false, origin.strip_prefix("http://")?),
        };
        let colon = authority.bytes().rposition(|b| b == b':');
        // The last colon of `[::1]` belongs to the address.
        let port = colon.filter(|_| !authority.ends_with(']'));
        let host = authority.get(..port.unwrap_or(authority.len()))?;
        let has_port = port.is_some();
        (!host.is_empty()).then_some(Self {
            is_secure,
            host,
            has_port,
        })
    }

    fn is_loopback(self) -> bool {
        matches!(self.host, "localhost" | "127.0.0.1" | "[::1]")
            || self
                .host
                .strip_suffix(".localhost")
                .is_some_and(|label| !label.is_empty())
    }

    /// `<label>.portal.ledgerbee.com`, one label of `[a-z0-9-]{1,63}`.
    fn is_tenant_portal(self) -> bool {
        self.host.strip_suffix(PORTAL_SUFFIX).is_some_and(|label| {
            (1..=63).contains(&label.len())
                && label
                    .bytes()
                    .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        })
    }
}

/// Whether this is an origin that can be listed: `http:` or `https:`, with a host.
#[must_use]
pub fn is_origin(origin: &str) -> bool {
    Origin::parse(origin).is_some()
}

/// Where the embed script came from, if its own path says that this is a portal.
///
/// `None` if the path is not the script's, the origin is the page's own (a self-hosted copy says
/// nothing about portals), or it is neither `https:` nor loopback.
#[must_use]
pub fn self_origin<'a>(path: &str, origin: &'a str, page: &str) -> Option<&'a str> {
    let parsed = Origin::parse(origin)?;
    (SCRIPT_PATHS.contains(&path) && origin != page && (parsed.is_secure || parsed.is_loopback()))
        .then_some(origin)
}

/// The origins a page trusts with its tokens.
#[derive(Debug, Default)]
pub struct Trust {
    is_page_loopback: bool,
    selves: Vec<String>,
    listed: Option<Vec<String>>,
}

impl Trust {
    /// Trust as it is without options, for a page of the given origin.
    #[must_use]
    pub fn new(page: &str) -> Self {
        Self {
            is_page_loopback: Origin::parse(page).is_some_and(Origin::is_loopback),
            ..Self::default()
        }
    }

    /// Adds the origin a script tag was loaded from, as [`self_origin`] judged it.
    pub fn add_self(&mut self, origin: &str) {
        names::add(&mut self.selves, origin);
    }

    /// Trusts exactly these origins from now on.
    ///
    /// Returns `false`, and changes nothing, if another list was given before: a later script on the
    /// page must not be able to widen it. The same list again is no mistake.
    pub fn restrict(&mut self, origins: Vec<String>) -> bool {
        match &self.listed {
            Some(listed) => *listed == origins,
            None => {
                self.listed = Some(origins);
                true
            }
        }
    }

    /// Whether a frame pinned to `origin` may be served.
    #[must_use]
    pub fn accepts(&self, origin: &str) -> bool {
        let Some(parsed) = Origin::parse(origin) else {
            return false;
        };
        if let Some(listed) = &self.listed {
            return listed.iter().any(|known| known == origin);
        }
        let is_loopback = parsed.is_loopback();
        // Without a list, only `https:` on the default port, or loopback.
        let is_eligible = is_loopback || (parsed.is_secure && !parsed.has_port);
        is_eligible
            && (parsed.is_tenant_portal()
                || self.selves.iter().any(|known| known == origin)
                || (self.is_page_loopback && is_loopback))
    }
}
