//! How long a request waits for a provider that is not there yet
//! (contract: "Late providers").

use super::wire::Kind;

/// How long after the page's `load` a catalog request looks on, in ms.
pub const CATALOG_GRACE_MS: f64 = 2_000.0;
/// How often it looks, in ms.
pub const LOOK_EVERY_MS: f64 = 50.0;
/// How long a provider has, from the request's arrival, in ms, unless the page says otherwise.
pub const DEFAULT_TIMEOUT_MS: f64 = 10_000.0;
/// The least and the most a page can say, in ms.
pub const TIMEOUT_RANGE_MS: (f64, f64) = (100.0, 60_000.0);
/// How long after its `load` a frame may be silent before that is reported, in ms.
pub const SILENCE_MS: f64 = 10_000.0;

/// Whether a request that finds no provider at `now` waits; `loaded_at` is when the page's
/// `load` was, if it was.
#[must_use]
pub fn is_waiting(kind: Kind, loaded_at: Option<f64>, now: f64) -> bool {
    match (loaded_at, kind) {
        (None, _) => true,
        (Some(_), Kind::Bind) => false,
        (Some(at), Kind::Catalog) => now < at + CATALOG_GRACE_MS,
    }
}

/// The deadline a page asked for, within the limits; `None` if it is not a number.
#[must_use]
pub fn timeout(asked: f64) -> Option<f64> {
    let (least, most) = TIMEOUT_RANGE_MS;
    (!asked.is_nan()).then(|| asked.clamp(least, most))
}
