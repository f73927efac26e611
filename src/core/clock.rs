//! Deadlines and waits, in milliseconds (docs/protocol.md, "Which request is which" and "Late providers").

use super::wire::Kind;

/// How long a request that the frame needs looks for a provider after the page has loaded, the embed
/// has started and its frame was found, whichever was last.
pub const PROVIDER_WAIT_MS: f64 = 2_000.0;
/// How often it looks then.
pub const LOOK_EVERY_MS: f64 = 50.0;
/// How long a provider has, from the request's arrival, unless the page says otherwise.
pub const DEFAULT_TIMEOUT_MS: f64 = 10_000.0;
/// The least and the most a page can say.
pub const TIMEOUT_RANGE_MS: (f64, f64) = (100.0, 60_000.0);
/// How long after its `load` a frame may be silent before that is reported, unless the page says
/// otherwise.
pub const DEFAULT_SILENCE_MS: f64 = 10_000.0;
/// The least and the most a page can say.
pub const SILENCE_RANGE_MS: (f64, f64) = (1_000.0, 60_000.0);

/// Whether a request that finds no provider at `now` waits for one. `last` is when the page loaded,
/// the embed started or the frame was found, whichever was last; `None` while the page is loading.
#[must_use]
pub fn waits_for_provider(kind: Kind, last: Option<f64>, now: f64) -> bool {
    match last {
        None => true,
        Some(last) => kind.is_needed() && now < last + PROVIDER_WAIT_MS,
    }
}

/// The time a page asked for, within the limits.
#[must_use]
pub fn within(asked: f64, (least, most): (f64, f64)) -> f64 {
    asked.clamp(least, most)
}

/// When something is due: at a time in ms, or never.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Due(f64);

impl Due {
    /// Nothing is awaited.
    pub const NEVER: Self = Self(f64::INFINITY);

    /// Due at this time.
    #[must_use]
    pub const fn at(ms: f64) -> Self {
        Self(ms)
    }

    /// The earlier of the two.
    #[must_use]
    pub const fn earlier(self, other: Self) -> Self {
        Self(self.0.min(other.0))
    }

    /// Whether the time has come.
    #[must_use]
    pub fn has_come(self, now: f64) -> bool {
        self.0 <= now
    }

    /// How long it is until then, in whole ms; `None` if that is never.
    #[must_use]
    pub fn after(self, now: f64) -> Option<f64> {
        (self < Self::NEVER).then(|| (self.0 - now).max(0.0).ceil())
    }
}
