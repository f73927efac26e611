//! The rules, without a browser: values in, decisions out. Runs and is tested natively.

pub mod diagnostic;
pub mod event;
pub mod field;
pub mod names;
pub mod origin;
pub mod patience;
pub mod pin;
pub mod requests;
pub mod value;
pub mod wire;
