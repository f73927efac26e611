//! The core's rules a second time: each as docs/protocol.md says it, the slow way, and compared with
//! the core in scenarios that are made of any bytes.
//!
//! The fuzz targets call the checks with bytes that a fuzzer makes up, the tests with those that
//! are kept in `fuzz/`. A check that finds a difference panics, and prints the scenario.

#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing)]

mod address;
mod bench;
pub mod field;
mod ledger;
pub mod origin;
mod reading;
pub mod requests;
pub mod sample;
mod text;
mod trust;
mod watched;
pub mod wire;
mod witness;

use std::collections::BTreeSet;

/// What a scenario came to, by name: that a corpus still comes to all of it shows that its bytes
/// still mean something.
pub type Reached = BTreeSet<&'static str>;

/// A check, as a fuzz target and the tests know it.
#[derive(Debug)]
pub struct Target {
    /// Of the fuzz target, and of its corpus.
    pub name: &'static str,
    /// Compares the core with the slow way, in the scenario these bytes stand for.
    pub check: fn(&[u8]) -> Reached,
    /// All that a scenario can come to.
    pub reaches: &'static [&'static str],
}

/// Every check.
pub const TARGETS: &[Target] = &[
    Target {
        name: "wire",
        check: wire::check,
        reaches: wire::REACHES,
    },
    Target {
        name: "origin",
        check: origin::check,
        reaches: origin::REACHES,
    },
    Target {
        name: "requests",
        check: requests::check,
        reaches: requests::REACHES,
    },
    Target {
        name: "field",
        check: field::check,
        reaches: field::REACHES,
    },
];
