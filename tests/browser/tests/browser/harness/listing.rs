//! The tests that are JavaScript, in `in-page/`: Node lists them, so that one can be changed without
//! a build.

use std::collections::HashMap;
use std::process::{Command, Stdio};
use std::sync::Arc;

use serde::Deserialize;

use super::Case;
use super::page::Page;
use super::tab::Failure;
use super::world::workspace;

/// A test that runs in a page of the lab.
#[derive(Deserialize)]
pub(crate) struct InPage {
    group: String,
    pub(super) name: String,
    file: String,
    line: u32,
    pub(super) page: Page,
    /// Where the page gets the test from, in the order of what needs what.
    pub(super) scripts: Vec<String>,
    /// What it has to fail with, if it is about failing.
    fails: Option<String>,
}

/// The scripts of the tests, by path.
pub(crate) type Files = HashMap<String, String>;

/// As `list.mjs` prints it.
#[derive(Deserialize)]
pub(crate) struct Listing {
    tests: Vec<InPage>,
    files: Files,
}

impl Listing {
    pub(crate) fn read() -> Self {
        let output = Command::new("node")
            .arg("tests/browser/list.mjs")
            .current_dir(workspace())
            .stderr(Stdio::inherit())
            .output()
            .expect("node");
        serde_json::from_slice(&output.stdout).expect("the tests that Node lists")
    }

    /// Takes the tests of a group.
    pub(crate) fn of(&mut self, group: &str) -> Vec<Case> {
        let tests = self.tests.extract_if(.., |test| test.group == group);
        tests.map(|test| Case::in_page(Arc::new(test))).collect()
    }

    /// The scripts, once every test is taken.
    pub(super) fn into_files(self) -> Files {
        // Or a file with the name of no group would never run.
        if let Some(test) = self.tests.first() {
            panic!("{}: main.rs has no group {}", test.file, test.group);
        }
        self.files
    }
}

impl InPage {
    /// What comes of it, in the light of what it is to come to.
    pub(super) fn judge(&self, outcome: Result<(), Failure>) -> Result<(), Failure> {
        match (outcome.map_err(|Failure(why)| self.place(why)), &self.fails) {
            (outcome, None) => outcome,
            (Err(Failure(why)), Some(words)) if why.contains(words) => Ok(()),
            (Err(Failure(why)), Some(_)) => {
                Err(Failure(format!("it failed for another reason: {why}")))
            }
            (Ok(()), Some(_)) => Err(self.place("the test passed".to_owned())),
        }
    }

    /// Says where the test is.
    fn place(&self, why: String) -> Failure {
        Failure(format!("{why}\nof {}:{}", self.file, self.line))
    }
}
