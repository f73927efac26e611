//! The rules, natively: each against a table or a naive reference, with its negative twin.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

#[path = "core/circles.rs"]
mod circles;
#[path = "core/clock.rs"]
mod clock;
#[path = "core/docs.rs"]
mod docs;
#[path = "core/event.rs"]
mod event;
#[path = "core/field.rs"]
mod field;
#[path = "core/origin.rs"]
mod origin;
#[path = "core/pin.rs"]
mod pin;
#[path = "core/requests.rs"]
mod requests;
#[path = "core/wire.rs"]
mod wire;
