//! How long each test took: where the time of a whole run goes.

use std::sync::Mutex;
use std::time::Duration;

/// How many of the slowest are told.
const TOLD: usize = 12;

#[derive(Default)]
pub(crate) struct Pace(Mutex<Vec<(Duration, String)>>);

impl Pace {
    pub(crate) fn note(&self, took: Duration, test: String) {
        self.0.lock().expect("a list").push((took, test));
    }

    #[expect(clippy::print_stdout, reason = "it is for people to read")]
    pub(crate) fn print(&self) {
        let mut tests = self.0.lock().expect("a list");
        let total: Duration = tests.iter().map(|(took, _)| *took).sum();
        tests.sort_unstable_by(|a, b| b.cmp(a));
        println!("\nslowest of {:.0} s:", total.as_secs_f64());
        for (took, test) in tests.iter().take(TOLD) {
            println!("{:6.1} s  {test}", took.as_secs_f64());
        }
    }
}
