//! The rules, without a browser: events in, calls out. Runs, is tested and is fuzzed natively.
//!
//! [`books::Books`] is what the bridge knows. Every change of it is a method that runs to its end and
//! leaves in [`calls::Calls`] what the page layer does afterwards. Nothing here can call the page.

pub mod books;
pub mod calls;
pub mod clock;
pub mod diagnostic;
pub mod event;
pub mod field;
pub mod frame;
pub mod inbox;
pub mod names;
pub mod origin;
pub mod pin;
pub mod questions;
pub mod requests;
pub mod value;
pub mod wake;
pub mod wire;
