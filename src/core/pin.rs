//! The origin a frame is pinned to, from the frame's own attributes
//! (contract: "Which frames are served").

use super::diagnostic::Code;
use super::origin::Trust;

/// What a marked iframe says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Attributes<'a> {
    /// `src`, resolved and serialised by the browser's URL parser; empty if there is none.
    pub href: &'a str,
    /// The origin of `href` by the same parser; `"null"` for an opaque one.
    pub origin: &'a str,
    /// Whether there is a `srcdoc`, which overrides `src`.
    pub has_srcdoc: bool,
    /// The `sandbox` attribute, if there is one.
    pub sandbox: Option<&'a str>,
}

/// The origin that messages must come from and answers go to, or why the frame is refused.
///
/// # Errors
///
/// [`Code::SrcdocFrame`], [`Code::SandboxedFrame`] or [`Code::UntrustedOrigin`].
pub fn pin(frame: Attributes<'_>, trust: &Trust) -> Result<String, Code> {
    if frame.has_srcdoc {
        return Err(Code::SrcdocFrame);
    }
    if frame.sandbox.is_some_and(is_opaque) {
        return Err(Code::SandboxedFrame);
    }
    // `blob:https://host/…` has the origin `https://host`, but whoever made the blob wrote it:
    // the origin has to stand at the front of the URL itself, user-info aside.
    let is_own = ["https:", "http:"]
        .iter()
        .any(|scheme| frame.origin.starts_with(scheme) && frame.href.starts_with(scheme));
    if is_own && trust.accepts(frame.origin) {
        Ok(frame.origin.into())
    } else {
        Err(Code::UntrustedOrigin)
    }
}

/// A sandbox without `allow-same-origin` gives the frame an opaque origin, `"null"`, which says
/// nothing about who is in it.
#[must_use]
pub fn is_opaque(sandbox: &str) -> bool {
    !sandbox
        .split_ascii_whitespace()
        .any(|token| token.eq_ignore_ascii_case("allow-same-origin"))
}

/// Whether a page's author meant this `src` to be a portal: a frame whose address is still to
/// come is no mistake to warn of.
#[must_use]
pub fn is_blank(href: &str) -> bool {
    href.is_empty() || href.starts_with("about:")
}
