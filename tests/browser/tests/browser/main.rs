//! The contract, checked in real browsers: the partner's pages against the sandbox, and hostile
//! or synthetic frames in the lab.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod access;
mod bad_input;
mod bind;
mod binding;
mod bounds;
mod breakout;
mod bridge;
mod catalog;
mod clones;
mod command_line;
mod correlation;
mod csp;
mod differential;
mod discovery;
mod doctor;
mod events;
mod faults;
mod floods;
mod flows;
mod forgery;
mod harness;
mod hosts;
mod inspector;
mod keyboard;
mod life;
mod markup;
mod memory;
mod moves;
mod npm;
mod opaque;
mod origins;
mod own_frames;
mod portal;
mod privacy;
mod probe;
mod providers;
mod reentrancy;
mod replaced;
mod resize;
mod script;
mod selfcheck;
mod stateful;
mod strangers;
mod surfaces;

use std::process::ExitCode;

fn main() -> ExitCode {
    harness::run(vec![
        ("selfcheck", selfcheck::cases()),
        ("bind", bind::cases()),
        ("catalog", catalog::cases()),
        ("providers", providers::cases()),
        ("correlation", correlation::cases()),
        ("stateful", stateful::cases()),
        ("origins", origins::cases()),
        ("discovery", discovery::cases()),
        ("events", events::cases()),
        ("resize", resize::cases()),
        ("bad_input", bad_input::cases()),
        ("hosts", hosts::cases()),
        ("opaque", opaque::cases()),
        ("strangers", strangers::cases()),
        ("moves", moves::cases()),
        ("markup", markup::cases()),
        ("forgery", forgery::cases()),
        ("bounds", bounds::cases()),
        ("clones", clones::cases()),
        ("floods", floods::cases()),
        ("privacy", privacy::cases()),
        ("bridge", bridge::cases()),
        ("npm", npm::cases()),
        ("own_frames", own_frames::cases()),
        ("script", script::cases()),
        ("faults", faults::cases()),
        ("reentrancy", reentrancy::cases()),
        ("replaced", replaced::cases()),
        ("csp", csp::cases()),
        ("inspector", inspector::cases()),
        ("memory", memory::cases()),
        ("life", life::cases()),
        ("differential", differential::cases()),
        ("flows", flows::cases()),
        ("surfaces", surfaces::cases()),
        ("binding", binding::cases()),
        ("breakout", breakout::cases()),
        ("portal", portal::cases()),
        ("keyboard", keyboard::cases()),
        ("access", access::cases()),
        ("command_line", command_line::cases()),
    ])
}
