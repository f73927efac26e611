//! A browser with one form of the program, and servers of its own: lanes run side by side.

use std::env;
use std::time::{Duration, Instant};

use tokio::sync::{Mutex, Semaphore};
use tokio::time::timeout;

use super::browser::Browser;
use super::engine::{ENGINES, Engine};
use super::program::{PROGRAMS, Program};
use super::tab::{Outcome, Tab, fail};
use super::world::World;
use super::{Case, Running};

/// The machine in shares, more than tests that ever run side by side: one for each, or all for one.
const SHARES: u32 = 64;
static MACHINE: Semaphore = Semaphore::const_new(SHARES as usize);

/// How long a test may take before its browser is given up.
const LIMIT: Duration = Duration::from_secs(600);

pub(crate) struct Lane {
    pub(crate) name: String,
    engine: &'static Engine,
    program: &'static Program,
    /// Started by its first test.
    running: Mutex<Option<(World, Browser)>>,
}

impl Lane {
    /// Every engine with every program, or those of the environment's `ENGINES` and `PROGRAMS`.
    pub(crate) fn all() -> Vec<Self> {
        let lanes = PROGRAMS.iter().flat_map(|program| {
            ENGINES.iter().map(move |engine| Self {
                name: format!("{}/{}", engine.name, program.name),
                engine,
                program,
                running: Mutex::default(),
            })
        });
        lanes
            .filter(|lane| {
                is_wanted("ENGINES", lane.engine.name) && is_wanted("PROGRAMS", lane.program.name)
            })
            .collect()
    }

    /// Whether the browser is on this machine.
    pub(crate) fn is_there(&self) -> bool {
        let path = env::var_os("PATH").unwrap_or_default();
        let has = |program: &&str| env::split_paths(&path).any(|it| it.join(program).is_file());
        self.engine.programs.iter().all(has)
    }

    /// Runs a test once it is its turn, and says how long it took then.
    pub(crate) async fn run(&self, case: &Case) -> (Duration, Outcome) {
        // Before the lane, so that who waits for the machine holds nothing.
        let shares = if case.is_alone { SHARES } else { 1 };
        let _machine = MACHINE.acquire_many(shares).await;
        let mut running = self.running.lock().await;
        let from = Instant::now();
        let outcome = self.run_in(&mut running, case).await;
        (from.elapsed(), outcome)
    }

    async fn run_in(&self, running: &mut Option<(World, Browser)>, case: &Case) -> Outcome {
        if running.is_none() {
            let world = World::start(self.program).await;
            let browser = Browser::start(self.engine, &world).await;
            *running = Some((world, browser));
        }
        let Some((world, browser)) = running.as_ref() else {
            return fail("no browser");
        };
        let work = async {
            let tab = Tab::open(world, browser).await?;
            let work: Running<'_> = (case.run)(&tab);
            work.await
        };
        let outcome = timeout(LIMIT, work).await;
        outcome.unwrap_or_else(|_| {
            // A browser that hangs is not to take the other tests with it.
            *running = None;
            fail("the browser does not answer")
        })
    }

    pub(crate) async fn stop(self) {
        if let Some((_, browser)) = self.running.into_inner() {
            browser.stop().await;
        }
    }
}

fn is_wanted(variable: &str, name: &str) -> bool {
    env::var(variable).map_or(true, |list| list.split(',').any(|it| it == name))
}
