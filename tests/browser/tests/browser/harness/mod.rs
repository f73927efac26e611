//! Browsers, servers and windows for the tests.

mod browser;
mod engine;
mod lab;
mod page;
mod tab;
mod world;

use std::pin::Pin;
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use tokio::sync::Mutex;

use browser::Browser;
use engine::ENGINES;
pub(crate) use page::{Page, bare, page};
pub(crate) use tab::{Outcome, Tab, fail};
pub(crate) use world::{World, workspace};

type Running<'a> = Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;
type Run = dyn for<'a> Fn(&'a Tab<'a>) -> Running<'a> + Send + Sync;

/// A test and its name.
pub(crate) struct Case {
    name: &'static str,
    run: Arc<Run>,
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
    }
}

/// Runs the tests of all groups in every browser, one after another.
pub(crate) fn run(groups: Vec<(&'static str, Vec<Case>)>) -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(1);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let is_listing = arguments.list;
    let world = (!is_listing).then(|| Arc::new(runtime.block_on(World::start())));
    let mut browsers = Vec::new();
    let mut trials = Vec::new();
    for engine in ENGINES {
        let browser = world
            .as_ref()
            .map(|world| Arc::new(Mutex::new(runtime.block_on(Browser::start(engine, world)))));
        for (group, cases) in &groups {
            for case in cases {
                let (world, browser, run) = (world.clone(), browser.clone(), case.run.clone());
                let handle = runtime.handle().clone();
                let name = format!("{group}::{}", case.name);
                let test = move || {
                    let (Some(world), Some(browser)) = (world, browser) else {
                        return Ok(());
                    };
                    handle
                        .block_on(async {
                            let browser = browser.lock().await;
                            let tab = Tab::open(&world, &browser).await?;
                            run(&tab).await
                        })
                        .map_err(|failure| Failed::from(failure.0))
                };
                trials.push(Trial::test(name, test).with_kind(engine.name));
            }
        }
        browsers.extend(browser);
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    for browser in browsers {
        if let Ok(browser) = Arc::try_unwrap(browser) {
            runtime.block_on(browser.into_inner().stop());
        }
    }
    conclusion.exit_code()
}
