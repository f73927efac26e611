//! Prints what each input of a target reaches, for `npm run fuzz -- --keep`. The inputs are lines of base64.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs
)]

use std::io::stdin;

use base64::prelude::{BASE64_STANDARD, Engine};
use ledgerbee_oracle::TARGETS;

fn main() {
    let name = std::env::args().nth(1).expect("the name of a target");
    let target = TARGETS.iter().find(|target| target.name == name);
    let target = target.expect("a target of this name");
    for line in stdin().lines() {
        let data = BASE64_STANDARD.decode(line.unwrap()).unwrap();
        let reached: Vec<_> = (target.check)(&data).into_iter().collect();
        println!("{}", reached.join("\t"));
    }
}
