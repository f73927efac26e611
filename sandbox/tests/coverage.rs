//! `docs/coverage.md` names tests that exist, and nothing goes unsaid.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The second cells of the table rows.
fn answers(page: &str) -> Vec<(&str, &str)> {
    let rows = page.lines().filter(|line| line.starts_with("| "));
    rows.filter_map(|row| row.trim_end_matches(" |").rsplit_once(" | "))
        .filter(|(_, answer)| *answer != "---" && *answer != "shown by")
        .collect()
}

/// The tests named in a cell.
fn named(answer: &str) -> Vec<&str> {
    let quoted = answer.split('`').skip(1).step_by(2);
    quoted.filter(|text| text.contains("::")).collect()
}

/// Whether there is a test by this name.
fn exists(name: &str) -> bool {
    let (kind, path) = name.split_once(' ').unwrap_or(("sandbox", name));
    let (file, test) = path.rsplit_once("::").unwrap();
    let folder = match kind {
        "sandbox" => "sandbox/tests",
        "unit" => "sandbox/src",
        "browser" => "tests/browser/tests/browser",
        _ => return false,
    };
    let file = workspace().join(folder).join(format!("{file}.rs"));
    let source = std::fs::read_to_string(file).unwrap_or_default();
    // Browser tests are named by a string, which may be put together.
    let marks = match kind {
        "browser" => vec![format!("\"{test}\"")],
        _ => vec![format!("fn {test}()")],
    };
    marks.iter().any(|mark| source.contains(mark))
}

#[test]
fn every_statement_names_a_test_that_exists_or_says_why_there_is_none() {
    let page = std::fs::read_to_string(workspace().join("docs/coverage.md")).unwrap();
    let answers = answers(&page);
    assert!(answers.len() > 80, "{}", answers.len());
    let mut wrong = Vec::new();
    for (statement, answer) in answers {
        let tests = named(answer);
        if tests.is_empty() && !answer.starts_with("*Not here*: ") {
            wrong.push(format!("nothing shows:{statement}"));
        }
        wrong.extend(
            tests
                .iter()
                .filter(|it| !exists(it))
                .map(|it| format!("no such test: {it}")),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_test_that_does_not_exist_is_found_out() {
    assert!(exists("coverage::a_test_that_does_not_exist_is_found_out"));
    for name in [
        "coverage::no_such_test",
        "no_such_file::a_test",
        "browser flows::no_such_test",
        "elsewhere coverage::a_test_that_does_not_exist_is_found_out",
    ] {
        assert!(!exists(name), "{name}");
    }
}
