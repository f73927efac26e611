//! How long each test took, where the time of a whole run goes, and which were flaky.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

/// How many of the slowest are told.
const TOLD: usize = 12;

#[expect(clippy::print_stdout, reason = "it is for people to read")]
fn print<'a>(times: impl Iterator<Item = (Duration, &'a str)>) {
    for (took, what) in times.take(TOLD) {
        println!("{:6.1} s  {what}", took.as_secs_f64());
    }
}

#[derive(Default)]
pub(crate) struct Pace {
    tests: Mutex<Vec<(Duration, &'static str, String)>>,
    flaky: Mutex<Vec<String>>,
}

impl Pace {
    pub(crate) fn note(&self, took: Duration, group: &'static str, test: String) {
        let mut tests = self.tests.lock().expect("a list");
        tests.push((took, group, test));
    }

    /// Notes a test that has failed and then passed.
    pub(crate) fn note_flaky(&self, test: String) {
        self.flaky.lock().expect("a list").push(test);
    }

    #[expect(clippy::print_stdout, reason = "it is for people to read")]
    pub(crate) fn print(&self) {
        for test in self.flaky.lock().expect("a list").iter() {
            println!("\n{test}");
        }
        let mut tests = self.tests.lock().expect("a list");
        let total: Duration = tests.iter().map(|(took, ..)| *took).sum();
        tests.sort_unstable_by(|a, b| b.cmp(a));
        println!("\nslowest of {:.0} s:", total.as_secs_f64());
        print(tests.iter().map(|(took, _, test)| (*took, test.as_str())));
        let mut groups = HashMap::<&str, Duration>::new();
        for (took, group, _) in tests.iter() {
            *groups.entry(group).or_default() += *took;
        }
        let mut groups: Vec<_> = groups.into_iter().collect();
        groups.sort_unstable_by_key(|(_, took)| Reverse(*took));
        println!("\nslowest groups, in all engines:");
        print(groups.into_iter().map(|(group, took)| (took, group)));
    }
}
