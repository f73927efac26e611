//! For `npm run fuzz -- --keep`: reads inputs, each a line of base64, and prints those that reach something that none
//! before them does.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs
)]

use std::io::{read_to_string, stdin};

use base64::prelude::{BASE64_STANDARD, Engine};
use ledgerbee_oracle::{Reached, TARGETS};

fn main() {
    let name = std::env::args().nth(1).expect("the name of a target");
    let target = TARGETS.iter().find(|target| target.name == name);
    let target = target.expect("a target of this name");
    let inputs = read_to_string(stdin()).unwrap();
    let mut reached = Reached::new();
    for line in inputs.lines() {
        let before = reached.len();
        reached.append(&mut (target.check)(&BASE64_STANDARD.decode(line).unwrap()));
        if reached.len() > before {
            println!("{line}");
        }
        if reached.len() == target.reaches.len() {
            break;
        }
    }
}
