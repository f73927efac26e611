//! The contract, checked in real browsers: the partner's pages against the sandbox, and hostile
//! or synthetic frames in the lab.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod bind;
mod catalog;
mod correlation;
mod harness;
mod providers;

use std::process::ExitCode;

fn main() -> ExitCode {
    harness::run(vec![
        ("bind", bind::cases()),
        ("catalog", catalog::cases()),
        ("providers", providers::cases()),
        ("correlation", correlation::cases()),
    ])
}
