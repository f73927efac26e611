//! The page: frames, listeners, providers and events over the DOM, with the rules of [`core`].
//!
//! [`core`]: crate::core

use wasm_bindgen::prelude::*;

mod alarm;
pub(crate) mod bridge;
mod discovery;
mod inbox;
mod js;
pub(crate) mod memory;
mod observer;
mod options;
#[cfg(debug_assertions)]
pub(crate) mod panics;
mod perform;
pub(crate) mod permit;
mod platform;
mod provider;
mod request;
mod value;
pub(crate) mod word;

/// What the browser calls back. It can be called while it runs: a page with a clock of its own can let
/// time pass in the middle of anything.
type Callback = Closure<dyn Fn(JsValue)>;
