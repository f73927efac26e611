//! Browsers, servers and windows for the tests.

mod browser;
mod engine;
mod failure;
mod hands;
mod lab;
mod lane;
mod listing;
mod pace;
mod page;
mod plan;
mod program;
mod proxy;
mod scope;
mod tab;
mod wait;
mod world;

use std::env;
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};

use lane::Lane;
use listing::InPage;
pub(crate) use listing::Listing;
use pace::Pace;
pub(crate) use page::{Page, bare, page};
use plan::Plan;
pub(crate) use scope::{Group, Scope, group};
pub(crate) use tab::{Outcome, Tab, fail};
pub(crate) use wait::until;
pub(crate) use world::workspace;

type Running<'a> = Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;
type Run = dyn for<'a> Fn(&'a Tab<'a>) -> Running<'a> + Send + Sync;

/// A test and its name.
pub(crate) struct Case {
    name: String,
    run: Arc<Run>,
    is_alone: bool,
    /// Whether it is all in one page of the lab.
    is_in_page: bool,
}

impl Case {
    fn in_page(test: Arc<InPage>) -> Self {
        Self {
            name: test.name.clone(),
            run: Arc::new(move |tab| {
                let test = test.clone();
                Box::pin(async move { test.judge(tab.run(&test).await) })
            }),
            is_alone: false,
            is_in_page: true,
        }
    }

    /// A test so heavy that no other lane is to run beside it.
    pub(crate) fn alone(self) -> Self {
        Self {
            is_alone: true,
            ..self
        }
    }
}

/// A test that drives the browser itself.
pub(crate) fn driven<F>(name: &str, run: F) -> Case
where
    F: for<'a> Fn(&'a Tab<'a>) -> Running<'a> + Send + Sync + 'static,
{
    Case {
        name: name.to_owned(),
        run: Arc::new(run),
        is_alone: false,
        is_in_page: false,
    }
}

/// A test that is a function of its tab.
macro_rules! flow {
    ($name:literal, $flow:ident) => {
        $crate::harness::driven($name, |tab| Box::pin($flow(tab)))
    };
}
pub(crate) use flow;

/// Runs the tests of all groups, each in the lanes that its scope names; with `CORE` in the
/// environment, those of the core only. A browser that is missing leaves its tests out.
pub(crate) fn run(groups: Vec<Group>, listing: Listing) -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Most of them wait for their lane, so that a long test holds up no other lane's.
    arguments.test_threads.get_or_insert(64);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let files = Arc::new(listing.into_files());
    let lanes: Vec<_> = Lane::all(&files).into_iter().map(Arc::new).collect();
    let pace = Arc::new(Pace::default());
    let mut plan = Plan::default();
    let mut queues: Vec<Vec<Trial>> = lanes.iter().map(|_| Vec::new()).collect();
    let is_quick = env::var_os("CORE").is_some();
    for Group {
        name: group,
        is_core,
        cases,
        ..
    } in groups
    {
        for (scope, case) in cases {
            let name = format!("{group}::{}", case.name);
            let case = Arc::new(case);
            plan.add(&name);
            for (lane, queue) in lanes.iter().zip(&mut queues) {
                if !lane.is_for(scope) || (is_quick && !is_core) {
                    continue;
                }
                let (lane, case) = (lane.clone(), case.clone());
                let (kind, is_there) = (lane.name.clone(), lane.is_there());
                plan.add_lane(&name, &kind);
                let handle = runtime.handle().clone();
                let (pace, label) = (pace.clone(), format!("[{kind}] {name}"));
                let full_name = name.clone();
                let test = move || {
                    let (took, outcome) = handle.block_on(lane.run(&full_name, &case, &pace));
                    pace.note(took, group, label);
                    outcome.map_err(|failure| Failed::from(failure.0))
                };
                let trial = Trial::test(name.clone(), test).with_kind(kind);
                queue.push(trial.with_ignored_flag(!is_there));
            }
        }
    }
    plan.write();
    let conclusion = libtest_mimic::run(&arguments, side_by_side(queues));
    pace.print();
    for lane in lanes {
        if let Some(lane) = Arc::into_inner(lane) {
            runtime.block_on(lane.stop());
        }
    }
    conclusion.exit_code()
}

/// One list of the lanes' tests, in which each lane's are spread over the whole: tests that run side
/// by side are in different lanes, and the longest lane has none left over in the end.
fn side_by_side(queues: Vec<Vec<Trial>>) -> Vec<Trial> {
    let mut placed = Vec::new();
    for queue in queues {
        let length = queue.len() as f64;
        let places = (0..queue.len()).map(|index| (index as f64 + 0.5) / length);
        placed.extend(places.zip(queue));
    }
    placed.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    placed.into_iter().map(|(_, trial)| trial).collect()
}
