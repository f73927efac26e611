//! "Which frames are served" of the contract, naively: from URLs, not from serialised origins.

use std::sync::LazyLock;

use ledgerbee_embed::core::diagnostic::Code;
use regex_lite::Regex;
use url::{Host, Url};

static PORTAL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\A[a-z0-9-]{1,63}\.portal\.ledgerbee\.com\z").unwrap());

/// What a page has been told of whom to trust.
#[derive(Debug)]
pub(crate) struct Rules {
    page: Url,
    is_page_loopback: bool,
    selves: Vec<Url>,
    listed: Option<Vec<String>>,
}

/// What a marked iframe says of itself.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) src: Option<String>,
    pub(crate) has_srcdoc: bool,
    pub(crate) sandbox: Option<String>,
}

/// Whom a frame is served for.
#[derive(Debug)]
pub(crate) struct Pin {
    pub(crate) origin: String,
    pub(crate) why: &'static str,
}

impl Rules {
    pub(crate) fn new(page: &Url) -> Self {
        // A `blob:` page has the origin of whoever made it.
        let origin = Url::parse(&page.origin().ascii_serialization());
        Self {
            page: page.clone(),
            is_page_loopback: origin.is_ok_and(|origin| is_loopback(&origin)),
            selves: Vec::new(),
            listed: None,
        }
    }

    /// A script tag with this `src`.
    pub(crate) fn run_script(&mut self, src: &Url) {
        let is_script = ["/embed.js", "/embed.compat.js"].contains(&src.path());
        let is_safe = src.scheme() == "https" || src.scheme() == "http" && is_loopback(src);
        if is_script && is_safe && src.origin() != self.page.origin() {
            self.selves.push(src.clone());
        }
    }

    /// `portalOrigins` of a start; whether every entry counts.
    pub(crate) fn list(&mut self, entries: &[String]) -> bool {
        if self.listed.is_some() {
            return false;
        }
        let (origins, others): (Vec<String>, Vec<String>) =
            entries.iter().cloned().partition(|entry| {
                Url::parse(entry).is_ok_and(|url| {
                    matches!(url.scheme(), "https" | "http")
                        && url.origin().ascii_serialization() == *entry
                })
            });
        self.listed = Some(origins);
        others.is_empty()
    }

    /// The origin a frame is pinned to, or why it is refused.
    pub(crate) fn pin(&self, frame: &Frame) -> Result<Pin, Code> {
        if frame.has_srcdoc {
            return Err(Code::SrcdocFrame);
        }
        if frame.sandbox.as_ref().is_some_and(|it| !allows_origin(it)) {
            return Err(Code::SandboxedFrame);
        }
        let src = frame.src.as_ref().filter(|src| !src.is_empty());
        src.and_then(|src| self.page.join(src).ok())
            .and_then(|url| {
                Some(Pin {
                    why: self.why(&url)?,
                    origin: url.origin().ascii_serialization(),
                })
            })
            .ok_or(Code::UntrustedOrigin)
    }

    /// Why it is trusted, if it is.
    fn why(&self, url: &Url) -> Option<&'static str> {
        // Never `blob:`, whose origin is another URL's.
        if !matches!(url.scheme(), "https" | "http") {
            return None;
        }
        if let Some(listed) = &self.listed {
            let is_listed = listed.contains(&url.origin().ascii_serialization());
            return is_listed.then_some("listed");
        }
        let is_loopback_frame = is_loopback(url);
        if !is_loopback_frame && (url.scheme() != "https" || url.port().is_some()) {
            return None;
        }
        let is_portal = url.scheme() == "https"
            && url.port().is_none()
            && url.host_str().is_some_and(|host| PORTAL.is_match(host));
        if is_portal {
            Some("portal")
        } else if self.selves.iter().any(|own| own.origin() == url.origin()) {
            Some("self")
        } else {
            (is_loopback_frame && self.is_page_loopback).then_some("loopback")
        }
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
