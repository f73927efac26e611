//! "Frames that are served" of docs/protocol.md, naively: from URLs, not from serialised origins.

use std::sync::LazyLock;

use ledgerbee_embed::core::diagnostic::Code;
use regex_lite::Regex;
use url::{Host, Url};

static PORTAL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\A[a-z0-9-]{1,63}\.portal\.ledgerbee\.com\z").unwrap());

/// The scripts a page has run, by what their origin counts for.
#[derive(Debug, Default)]
struct Scripts {
    portals: Vec<Url>,
    others: Vec<Url>,
    in_the_clear: Vec<Url>,
    the_pages_own: Vec<Url>,
}

/// What a page has been told of whom to trust.
#[derive(Debug)]
pub(crate) struct Rules {
    page: Url,
    is_page_loopback: bool,
    scripts: Scripts,
    listed: Option<Vec<String>>,
}

/// What a marked iframe says of itself.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) src: Option<String>,
    pub(crate) has_srcdoc: bool,
    pub(crate) sandbox: Option<String>,
}

/// What becomes of a frame, and by which rule.
#[derive(Debug)]
pub(crate) struct Verdict {
    /// The origin it is pinned to, or why it is refused.
    pub(crate) pin: Result<String, Code>,
    pub(crate) rule: &'static str,
}

impl Rules {
    pub(crate) fn new(page: &Url) -> Self {
        // A `blob:` page has the origin of whoever made it.
        let origin = Url::parse(&page.origin().ascii_serialization());
        Self {
            page: page.clone(),
            is_page_loopback: origin.is_ok_and(|origin| is_loopback(&origin)),
            scripts: Scripts::default(),
            listed: None,
        }
    }

    /// A script tag with this `src`.
    pub(crate) fn run_script(&mut self, src: &Url) {
        let is_safe = src.scheme() == "https" || src.scheme() == "http" && is_loopback(src);
        let scripts = &mut self.scripts;
        let list = if !["/embed.js", "/embed.compat.js"].contains(&src.path()) {
            &mut scripts.others
        } else if !is_safe {
            &mut scripts.in_the_clear
        } else if src.origin() == self.page.origin() {
            &mut scripts.the_pages_own
        } else {
            &mut scripts.portals
        };
        list.push(src.clone());
    }

    /// `portalOrigins` of a start; whether every entry counts.
    pub(crate) fn list(&mut self, entries: &[String]) -> bool {
        let (origins, others): (Vec<String>, Vec<String>) =
            entries.iter().cloned().partition(|entry| {
                Url::parse(entry).is_ok_and(|url| {
                    matches!(url.scheme(), "https" | "http")
                        && url.origin().ascii_serialization() == *entry
                })
            });
        // Given once, it counts; the same again is no mistake.
        let is_same = *self.listed.get_or_insert_with(|| origins.clone()) == origins;
        is_same && others.is_empty()
    }

    pub(crate) fn judge(&self, frame: &Frame) -> Verdict {
        let refused = |code: Code| Verdict {
            pin: Err(code),
            rule: code.name(),
        };
        if frame.has_srcdoc {
            return refused(Code::SrcdocFrame);
        }
        if frame.sandbox.as_ref().is_some_and(|it| !allows_origin(it)) {
            return refused(Code::SandboxedFrame);
        }
        let src = frame.src.as_ref().filter(|src| !src.is_empty());
        let Some(url) = src.and_then(|src| self.page.join(src).ok()) else {
            return refused(Code::UntrustedOrigin);
        };
        let (pin, rule) = match self.trust(&url) {
            Ok(rule) => (Ok(url.origin().ascii_serialization()), rule),
            Err(rule) => (Err(Code::UntrustedOrigin), rule),
        };
        Verdict { pin, rule }
    }

    /// By which rule an address is trusted, or is not.
    fn trust(&self, url: &Url) -> Result<&'static str, &'static str> {
        // Never `blob:`, whose origin is another URL's.
        if !matches!(url.scheme(), "https" | "http") {
            return Err("not of the web");
        }
        if let Some(listed) = &self.listed {
            let is_listed = listed.contains(&url.origin().ascii_serialization());
            return is_listed.then_some("listed").ok_or("not listed");
        }
        let is_of = |list: &[Url]| list.iter().any(|script| script.origin() == url.origin());
        let is_self = is_of(&self.scripts.portals);
        if !is_loopback(url) {
            if is_of(&self.scripts.in_the_clear) {
                return Err("from a script, but in the clear");
            }
            if is_self && url.port().is_some() {
                return Err("self, but a port");
            }
            if url.scheme() != "https" || url.port().is_some() {
                return Err("in the clear, or a port");
            }
        }
        let is_portal = url.scheme() == "https"
            && url.port().is_none()
            && url.host_str().is_some_and(|host| PORTAL.is_match(host));
        if is_portal {
            return Ok("portal");
        }
        if is_self {
            return Ok("self");
        }
        if is_loopback(url) {
            let is_trusted = self.is_page_loopback;
            return is_trusted
                .then_some("loopback")
                .ok_or("loopback, but not the page");
        }
        if is_of(&self.scripts.others) {
            return Err("from a script, but of another path");
        }
        if is_of(&self.scripts.the_pages_own) {
            return Err("from a script, but the page's own");
        }
        Err("unknown")
    }
}

/// `localhost`, `*.localhost`, `127.0.0.1`, `[::1]`; http or https.
fn is_loopback(url: &Url) -> bool {
    matches!(url.scheme(), "https" | "http")
        && match url.host() {
            Some(Host::Domain(name)) => {
                name == "localhost" || name.len() > 10 && name.ends_with(".localhost")
            }
            Some(Host::Ipv4(address)) => address.octets() == [127, 0, 0, 1],
            Some(Host::Ipv6(address)) => address.segments() == [0, 0, 0, 0, 0, 0, 0, 1],
            None => false,
        }
}

/// The tokens of a `sandbox` are separated by ASCII whitespace and told apart in any case.
fn allows_origin(sandbox: &str) -> bool {
    sandbox
        .split(['\t', '\n', '\u{c}', '\r', ' '])
        .any(|token| {
            let lower: String = token.chars().map(|c| c.to_ascii_lowercase()).collect();
            lower == "allow-same-origin"
        })
}
