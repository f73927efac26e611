//! `docs/sandbox.md` as it stands there: its commands run, and its table holds every option.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Map, Value};

const PAGE: &str = include_str!("../../docs/sandbox.md");
const PROGRAM: &str = env!("CARGO_BIN_EXE_ledgerbee-sandbox");

/// The first sample in that language with that word.
fn sample(language: &str, word: &str) -> &'static str {
    let mut samples = PAGE
        .split("\n```")
        .filter_map(|it| it.strip_prefix(language));
    let found = samples.find(|it| it.contains(word));
    found.unwrap_or_else(|| panic!("no sample in {language} with {word}"))
}

/// What comes after that start of a line in the sample.
fn rest(sample: &'static str, start: &str) -> Vec<&'static str> {
    let line = sample.lines().find_map(|it| it.strip_prefix(start));
    line.unwrap().split_whitespace().collect()
}

#[test]
fn the_command_prints_the_line() {
    let start = sample("sh", "cargo run");
    let mut process = Command::new(PROGRAM)
        .args(rest(start, "cargo run -p ledgerbee-sandbox --"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let read = BufReader::new(process.stdout.take().unwrap()).read_line(&mut line);
    process.kill().unwrap();
    process.wait().unwrap();
    read.unwrap();
    let shown: Map<String, Value> = serde_json::from_str(sample("json", "apiKey")).unwrap();
    let mut printed: Map<String, Value> = serde_json::from_str(&line).unwrap();
    for (name, value) in &shown {
        let value = value.as_str().unwrap();
        // The port is any.
        if let Some(start) = value.strip_suffix('…') {
            let printed = printed.get_mut(name).unwrap();
            assert!(printed.as_str().unwrap().starts_with(start), "{printed}");
            *printed = value.into();
        }
    }
    assert_eq!(printed, shown);
}

/// The example of a partner's own test, run the way a partner would.
#[test]
fn a_partners_own_test_passes() {
    let run = sample("sh", "node --test");
    let variable = "LEDGERBEE_SANDBOX=target/debug/ledgerbee-sandbox node";
    let done = Command::new("node")
        .arg("--test-reporter=tap")
        .args(rest(run, variable))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .env("LEDGERBEE_SANDBOX", PROGRAM)
        .env_remove("NODE_TEST_CONTEXT")
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{report}");
    // It has not passed for want of tests.
    assert!(
        report.contains("# pass 2") && report.contains("# fail 0"),
        "{report}"
    );
}

#[test]
fn the_table_has_every_option_and_no_other() {
    let help = Command::new(PROGRAM).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let table: String = PAGE.lines().filter(|it| it.starts_with("| `--")).collect();
    let mut wanted = options(&help);
    assert!(wanted.remove("--help") && wanted.remove("--version"));
    assert_eq!(options(&table), wanted);
}

fn options(text: &str) -> BTreeSet<&str> {
    let words = text.split(|it: char| !it.is_ascii_lowercase() && it != '-');
    words
        .filter(|it| it.len() > 2 && it.starts_with("--"))
        .collect()
}
