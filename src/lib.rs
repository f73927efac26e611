//! LedgerBee's embed script, as a program for the browser.
//!
//! It answers the token requests of pricing and checkout frames from the page's own providers,
//! and turns their lifecycle messages into events. Three layers, with imports downwards only:
//!
//! - `surface` — what the JavaScript loader calls;
//! - `page` — frames, listeners, providers and events, over the DOM;
//! - [`core`] — the rules: origins, the wire, correlation, limits. It knows no browser.

pub mod core;

#[cfg(all(target_arch = "wasm32", feature = "small-allocator"))]
mod allocator;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
pub mod surface;
