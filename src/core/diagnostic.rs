//! What can be wrong, in one table; `docs/protocol.md` has cause and cure (contract: "Events", `ledgerbee:embed:diagnostic`).

use serde::{Serialize, Serializer};

/// What a page listens to for all of them.
pub const EVENT: &str = "ledgerbee:embed:diagnostic";
/// How often one code is reported for one frame (or for the page).
pub const MAX_REPORTS: u8 = 20;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident $code:literal,)*) => {
        /// A stable code, as `detail.code` of a diagnostic event.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Code { $($(#[$doc])* $variant,)* }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The code as the page sees it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
        }
    };
}

codes! {
    /// The frame's `src` is not a trusted portal's.
    UntrustedOrigin "untrusted-origin",
    /// The frame is sandboxed to an opaque origin.
    SandboxedFrame "sandboxed-frame",
    /// The frame shows a `srcdoc`.
    SrcdocFrame "srcdoc-frame",
    /// A message came from another origin than the frame's.
    OriginMismatch "origin-mismatch",
    /// A message is not of the wire's shape.
    MalformedMessage "malformed-message",
    /// A message's name is not ours to pass on.
    UnknownMessage "unknown-message",
    /// No provider was there when it was needed.
    ProviderMissing "provider-missing",
    /// A provider threw or rejected.
    ProviderFailed "provider-failed",
    /// A provider did not answer in time.
    ProviderTimeout "provider-timeout",
    /// A provider answered with something that is no token.
    ProviderInvalidToken "provider-invalid-token",
    /// A frame has too many requests in flight.
    TooManyRequests "too-many-requests",
    /// Nothing came from a frame that has loaded.
    FrameSilent "frame-silent",
    /// An option was left out.
    InvalidOption "invalid-option",
    /// The embed was started again.
    AlreadyStarted "already-started",
    /// Another version runs already.
    VersionMismatch "version-mismatch",
    /// The browser or the page's CSP refuses WebAssembly; the same program runs without it.
    WasmUnavailable "wasm-unavailable",
    /// A program has failed, and another one taken over.
    ModuleRestarted "module-restarted",
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl Code {
    /// Whether the page's author must mend it, and so is told on the console.
    #[must_use]
    pub const fn is_for_author(self) -> bool {
        matches!(
            self,
            Self::UntrustedOrigin
                | Self::SandboxedFrame
                | Self::SrcdocFrame
                | Self::VersionMismatch
                | Self::InvalidOption
                | Self::ProviderFailed
        )
    }
}

/// How often each code was reported, for one frame or for the page.
#[derive(Debug, Default)]
pub struct Tally([u8; Code::ALL.len()]);

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
