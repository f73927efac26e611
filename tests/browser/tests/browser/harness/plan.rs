//! Which test is to run in which lane, for `scripts/proofs.mjs`: what a page names must have
//! passed there.

use std::fs;

use serde_json::{Map, Value, json};

use super::world::workspace;

#[derive(Default)]
pub(crate) struct Plan(Map<String, Value>);

impl Plan {
    pub(crate) fn add(&mut self, test: &str) {
        self.0.insert(test.to_owned(), json!([]));
    }

    pub(crate) fn add_lane(&mut self, test: &str, lane: &str) {
        if let Some(Value::Array(lanes)) = self.0.get_mut(test) {
            lanes.push(lane.into());
        }
    }

    /// Into `build/`, whichever of the tests this run was told to take.
    pub(crate) fn write(self) {
        let folder = workspace().join("build");
        let text = format!("{:#}\n", Value::Object(self.0));
        let written = fs::create_dir_all(&folder)
            .and_then(|()| fs::write(folder.join("browser-tests.json"), text));
        written.expect("build/browser-tests.json");
    }
}
