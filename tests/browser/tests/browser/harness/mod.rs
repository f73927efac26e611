//! Browsers, servers and windows for the tests.

mod browser;
mod engine;
mod hands;
mod lab;
mod lane;
mod pace;
mod page;
mod program;
mod proxy;
mod tab;
mod world;

use std::pin::Pin;
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};

use lane::Lane;
use pace::Pace;
pub(crate) use page::{Page, bare, page};
pub(crate) use tab::{Outcome, Tab, fail};
pub(crate) use world::workspace;

type Running<'a> = Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;
type Run = dyn for<'a> Fn(&'a Tab<'a>) -> Running<'a> + Send + Sync;

/// A test and its name.
pub(crate) struct Case {
    name: &'static str,
    run: Arc<Run>,
    is_alone: bool,
}

impl Case {
    /// A test so heavy that no other lane is to run beside it.
    pub(crate) fn alone(self) -> Self {
        Self {
            is_alone: true,
            ..self
        }
    }
}

/// A test that runs in a page of the lab, as JavaScript.
pub(crate) fn in_page(name: &'static str, page: Page, test: impl Into<String>) -> Case {
    let (page, test) = (Arc::new(page), Arc::new(test.into()));
    Case {
        name,
        run: Arc::new(move |tab| {
            let (page, test) = (page.clone(), test.clone());
            Box::pin(async move { tab.run(&page, &test).await })
        }),
        is_alone: false,
    }
}

/// A test that drives the browser itself.
pub(crate) fn driven<F>(name: &'static str, run: F) -> Case
where
    F: for<'a> Fn(&'a Tab<'a>) -> Running<'a> + Send + Sync + 'static,
{
    Case {
        name,
        run: Arc::new(run),
        is_alone: false,
    }
}

/// A test that is a function of its tab.
macro_rules! flow {
    ($name:literal, $flow:ident) => {
        $crate::harness::driven($name, |tab| Box::pin($flow(tab)))
    };
}
pub(crate) use flow;

/// Runs the tests of all groups in every lane. A browser that is missing leaves its tests out.
pub(crate) fn run(groups: Vec<(&'static str, Vec<Case>)>) -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Browsers wait more than they work.
    arguments.test_threads.get_or_insert(4);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let lanes: Vec<_> = Lane::all().into_iter().map(Arc::new).collect();
    let pace = Arc::new(Pace::default());
    let mut trials = Vec::new();
    for (group, cases) in groups {
        for case in cases {
            let name = format!("{group}::{}", case.name);
            let case = Arc::new(case);
            // Lane by lane in turn, so that tests that run side by side are in different ones.
            for lane in &lanes {
                let (lane, case) = (lane.clone(), case.clone());
                let (kind, is_there) = (lane.name.clone(), lane.is_there());
                let handle = runtime.handle().clone();
                let (pace, label) = (pace.clone(), format!("[{kind}] {name}"));
                let test = move || {
                    let (took, outcome) = handle.block_on(lane.run(&case));
                    pace.note(took, group, label);
                    outcome.map_err(|failure| Failed::from(failure.0))
                };
                let trial = Trial::test(name.clone(), test).with_kind(kind);
                trials.push(trial.with_ignored_flag(!is_there));
            }
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    pace.print();
    for lane in lanes {
        if let Some(lane) = Arc::into_inner(lane) {
            runtime.block_on(lane.stop());
        }
    }
    conclusion.exit_code()
}
