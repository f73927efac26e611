//! The origin a frame is pinned to, from the frame's own attributes (docs/protocol.md, "Pin").

use super::diagnostic::Code;
use super::origin::Trust;

/// What a marked iframe says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Attributes<'a> {
    /// The scheme of `src` with its colon, by the browser's URL parser; empty if there is none.
    pub protocol: &'a str,
    /// The origin of `src` by the same parser; `"null"` for an opaque one.
    pub origin: &'a str,
    /// Whether there is a `srcdoc`, which overrides `src`.
    pub has_srcdoc: bool,
    /// The `sandbox` attribute, if there is one.
    pub sandbox: Option<&'a str>,
}

/// Why a frame is not pinned to its `origin`, which messages would have to come from, and answers
/// to go to: [`Code::SrcdocFrame`], [`Code::SandboxedFrame`] or [`Code::UntrustedOrigin`].
#[must_use]
pub fn refusal(frame: Attributes<'_>, trust: &Trust) -> Option<Code> {
    if frame.has_srcdoc {
        return Some(Code::SrcdocFrame);
    }
    if frame.sandbox.is_some_and(is_opaque) {
        return Some(Code::SandboxedFrame);
    }
    // `blob:https://host/…` has the origin `https://host`, but whoever made the blob wrote it:
    // an origin that counts begins as the URL itself does.
    let is_pinned = frame.origin.starts_with(frame.protocol) && trust.accepts(frame.origin);
    (!is_pinned).then_some(Code::UntrustedOrigin)
}

/// Whether this `sandbox` gives the frame an opaque origin, `"null"`, which says nothing about who is
/// in it.
#[must_use]
pub fn is_opaque(sandbox: &str) -> bool {
    !sandbox
        .as_bytes()
        .split(u8::is_ascii_whitespace)
        .any(|token| token.eq_ignore_ascii_case(b"allow-same-origin"))
}

/// Whether a `src` is still to come, so that a frame without a portal is no mistake to warn of.
#[must_use]
pub fn is_blank(href: &str) -> bool {
    href.is_empty() || href.starts_with("about:")
}
