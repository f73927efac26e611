//! What can be wrong, in one table (docs/protocol.md, "Diagnostics").

use super::field::Fields;
use super::value::Value;

/// The event that reports one, without the prefix.
pub const EVENT: &str = "diagnostic";
/// How often one code is reported for one frame (or for the page).
pub const MAX_REPORTS: u8 = 20;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident $code:literal $audience:ident $sentence:literal,)*) => {
        /// A stable code, as `detail.code` of a diagnostic event.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Code { $($(#[$doc])* $variant,)* }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            const fn row(self) -> &'static Row {
                match self {
                    $(Self::$variant => &Row {
                        code: $code,
                        audience: Audience::$audience,
                        sentence: $sentence,
                    },)*
                }
            }
        }
    };
}

/// One row of [`codes!`].
struct Row {
    code: &'static str,
    audience: Audience,
    sentence: &'static str,
}

impl Code {
    /// The code as the page sees it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().code
    }

    /// What happened and what to do about it; `|origin|`, `|expected|` and `|name|` stand for what is
    /// concerned (`complete` in `src/page/platform.js`).
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        self.row().sentence
    }

    /// Whether the page's author has to correct it, and so is warned on the console.
    #[must_use]
    pub const fn is_for_author(self) -> bool {
        matches!(self.row().audience, Audience::Author)
    }
}

/// Who is told: everybody who listens, or the author as well, by a warning on the console.
enum Audience {
    Listeners,
    Author,
}

codes! {
    /// The frame's `src` is not a trusted portal's.
    UntrustedOrigin "untrusted-origin" Author "|origin| is not trusted; if it is your portal, add it to portalOrigins",
    /// The frame is sandboxed to an opaque origin.
    SandboxedFrame "sandboxed-frame" Author "the iframe's sandbox lacks allow-same-origin; add it or remove sandbox",
    /// The frame shows a `srcdoc`.
    SrcdocFrame "srcdoc-frame" Author "the iframe has a srcdoc; give it the portal's address as src",
    /// A message came from another origin than the frame's.
    OriginMismatch "origin-mismatch" Author "a message came from |origin|, not |expected|; check where the frame was led",
    /// A message is not of the wire's shape.
    MalformedMessage "malformed-message" Listeners "|name| of a message is missing or not valid; correct the portal",
    /// A message's name is not ours to pass on.
    UnknownMessage "unknown-message" Listeners "a message's type is not known; a newer embed may know it",
    /// No provider was there when it was needed.
    ProviderMissing "provider-missing" Listeners "no |name|; set it in window.LedgerBee.embed or pass it to start()",
    /// A provider threw or rejected.
    ProviderFailed "provider-failed" Author "|name| threw or rejected; see cause",
    /// A provider did not answer in time.
    ProviderTimeout "provider-timeout" Author "|name| did not answer in time; make it faster or raise providerTimeoutMs",
    /// A provider answered with something that is no token.
    ProviderInvalidToken "provider-invalid-token" Author "|name| must give a string of 1 to 4,096 characters, or null",
    /// A frame has too many requests in flight.
    TooManyRequests "too-many-requests" Listeners "the frame has 32 requests in flight, so this one got null",
    /// Nothing came from a frame that has loaded.
    FrameSilent "frame-silent" Author "no message from |expected|; check its address, and that the portal allows this page",
    /// An option was left out.
    InvalidOption "invalid-option" Author "|name| is not valid and was left out; check its type and values",
    /// The embed was started again.
    AlreadyStarted "already-started" Listeners "the embed runs already; the new options were merged",
    /// Another version runs already.
    VersionMismatch "version-mismatch" Author "another version of the embed runs already; use one version",
    /// The browser or the page's CSP refuses WebAssembly; the same program runs without it.
    WasmUnavailable "wasm-unavailable" Listeners "WebAssembly was refused, so embed.compat.js runs; nothing is lost",
    /// A program has failed, and another one taken over.
    ModuleRestarted "module-restarted" Listeners "the program failed and was replaced; please report the cause",
    /// A classic script could not find its own tag.
    TagUnknown "tag-unknown" Author "the embed's script tag was not found, so its attributes do not count; use start()",
    /// An iframe of a portal lacks the mark.
    FrameUnmarked "frame-unmarked" Listeners "an iframe of |origin| lacks data-ledgerbee-pricing, so it is not served",
}

/// A diagnostic, and what it is about.
#[derive(Debug)]
pub struct Report<V> {
    /// What is wrong.
    pub code: Code,
    /// The option, provider or field that is concerned, if it is about one.
    pub name: Option<&'static str>,
    /// Whether the page's author is warned on the console.
    pub is_warning: bool,
    /// Whether listeners are told: not once there have been [`MAX_REPORTS`].
    pub is_event: bool,
    /// Of the event, after `code` and `message`.
    pub fields: Fields<V>,
}

impl<V: Value> Report<V> {
    /// A report of this code, about nothing yet.
    #[must_use]
    pub fn new(code: Code, is_event: bool) -> Self {
        Self {
            code,
            name: None,
            is_warning: code.is_for_author(),
            is_event,
            fields: Fields::default(),
        }
    }

    /// Adds a field.
    pub fn add(&mut self, name: &'static str, value: V) {
        self.fields.add(name, value);
    }
}

/// How often each code was reported, for one frame or for the page.
#[derive(Clone, Debug)]
pub struct Tally([u8; Code::ALL.len()]);

impl Default for Tally {
    fn default() -> Self {
        Self([0; Code::ALL.len()])
    }
}

impl Tally {
    /// Counts a report; `false` once there were [`MAX_REPORTS`] of its code.
    pub fn admit(&mut self, code: Code) -> bool {
        let Some(count) = self.0.get_mut(code as usize) else {
            return false;
        };
        let has_room = *count < MAX_REPORTS;
        *count += u8::from(has_room);
        has_room
    }
}
