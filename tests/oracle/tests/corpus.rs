//! What the fuzzer has found worth keeping, on the stable toolchain.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs::read_to_string;
use std::panic::catch_unwind;
use std::path::Path;

use base64::prelude::{BASE64_STANDARD, Engine};
use ledgerbee_oracle::{Reached, TARGETS, Target};
use proptest::prelude::*;

fn lines(file: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fuzz")
        .join(file);
    let text = read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(str::to_owned).collect()
}

fn replay(target: &Target, line: &str) -> Reached {
    let data = BASE64_STANDARD.decode(line);
    let data = data.unwrap_or_else(|error| panic!("{}: {line:?}: {error}", target.name));
    let reached = catch_unwind(|| (target.check)(&data));
    reached.unwrap_or_else(|_| panic!("a finding: {} {line}", target.name))
}

#[test]
fn each_corpus_still_comes_to_all_its_target_can() {
    let mut poor = String::new();
    for target in TARGETS {
        let mut reached = Reached::new();
        for line in lines(&format!("corpus/{}.txt", target.name)) {
            reached.append(&mut replay(target, &line));
        }
        let all: Reached = target.reaches.iter().copied().collect();
        let missing: Vec<_> = all.difference(&reached).collect();
        if !missing.is_empty() {
            poor += &format!(" --target {}: {missing:?}\n", target.name);
        }
        let unnamed: Vec<_> = reached.difference(&all).collect();
        assert!(
            unnamed.is_empty(),
            "REACHES of {}: {unnamed:?}",
            target.name
        );
    }
    assert!(
        poor.is_empty(),
        "make these corpora anew, by npm run fuzz -- --runs 200000 --keep and\n{poor}"
    );
}

#[test]
fn nothing_comes_to_nothing() {
    for target in TARGETS {
        let reached = (target.check)(&[]);
        assert!(reached.len() < 2, "{}: {reached:?}", target.name);
    }
}

#[test]
fn what_was_found_and_mended_stays_mended() {
    for line in lines("findings.txt") {
        let mut words = line.split(' ');
        let (name, data) = (words.next().unwrap(), words.next().unwrap());
        let target = TARGETS.iter().find(|target| target.name == name).unwrap();
        replay(target, data);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_bytes_pass_every_check(data in prop::collection::vec(any::<u8>(), 0..400)) {
        for target in TARGETS {
            (target.check)(&data);
        }
    }
}
