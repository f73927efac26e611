//! Browsers of one engine with one form of the program, each with servers of its own: lanes run side
//! by side.

use std::env;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::Case;
use super::browser::Browser;
use super::engine::{ENGINES, Engine};
use super::failure;
use super::listing::Files;
use super::pace::Pace;
use super::program::{PROGRAMS, Program};
use super::scope::{Scope, is_all};
use super::tab::{Failure, Left, Outcome, Tab, fail};
use super::world::World;

/// The machine in shares, as many as tests run side by side, for browsers wait more than they work:
/// one for each, or all for one.
const SHARES: u32 = 4;
static MACHINE: Semaphore = Semaphore::const_new(SHARES as usize);

/// How long a test may take before its browser is given up.
const LIMIT: Duration = Duration::from_secs(600);

pub(crate) struct Lane {
    pub(crate) name: String,
    engine: &'static Engine,
    program: &'static Program,
    files: Arc<Files>,
    /// As many tests of the lane as run at once.
    places: Semaphore,
    /// The browsers that no test has just now; one is started when none is left.
    idle: Mutex<Vec<Running>>,
}

/// A browser with its servers, and what the last test has left there.
struct Running {
    world: World,
    browser: Browser,
    left: Left,
}

impl Lane {
    /// Every engine with every program, or those of the environment's `ENGINES` and `PROGRAMS`,
    /// which take what is to run in them. With `ALL_LANES`, that is every test.
    pub(crate) fn all(files: &Arc<Files>) -> Vec<Self> {
        let lanes = PROGRAMS.iter().flat_map(|program| {
            ENGINES.iter().map(move |engine| Self {
                name: format!("{}/{}", engine.name, program.name),
                engine,
                program,
                files: files.clone(),
                places: Semaphore::new(places(engine, program)),
                idle: Mutex::default(),
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

    /// Whether a test of this scope asks something here, or everything is to run.
    pub(crate) fn is_for(&self, scope: Scope) -> bool {
        scope.asks(self.engine, self.program, is_all())
    }

    /// Runs a test once it is its turn, and says how long it took then. One that fails has a second try,
    /// which tells a fault from a test that is flaky; that fails too where every fault counts.
    pub(crate) async fn run(&self, name: &str, case: &Case, pace: &Pace) -> (Duration, Outcome) {
        let _place = self.places.acquire().await;
        // After the place, so that who waits for a long test of the lane keeps nobody else from
        // working.
        let shares = if case.is_alone { SHARES } else { 1 };
        let _machine = MACHINE.acquire_many(shares).await;
        let from = Instant::now();
        let mut outcome = self.attempt(name, case).await;
        match &outcome {
            Ok(()) => failure::forget(&self.name, name),
            Err(Failure(first)) => {
                let flaky = format!("flaky: passed on a second try, after\n{first}");
                outcome = self.attempt(name, case).await;
                if outcome.is_ok() {
                    pace.note_flaky(format!("[{}] {name}: {flaky}", self.name));
                    if is_strict() {
                        outcome = fail(flaky);
                    }
                }
            }
        }
        (from.elapsed(), outcome)
    }

    async fn attempt(&self, name: &str, case: &Case) -> Outcome {
        let mut running = match self.take_idle() {
            Some(running) => running,
            None => self.start().await,
        };
        match running.run(case).await {
            Ok(()) => {
                self.give_back(running);
                Ok(())
            }
            Err(failure) => Err(self.tell(running, name, failure).await),
        }
    }

    fn take_idle(&self) -> Option<Running> {
        self.idle.lock().expect("a list").pop()
    }

    fn give_back(&self, running: Running) {
        self.idle.lock().expect("a list").push(running);
    }

    async fn start(&self) -> Running {
        let world = World::start(self.program, self.files.clone()).await;
        let browser = Browser::start(self.engine, &world).await;
        Running {
            world,
            browser,
            left: Left::Nothing,
        }
    }

    /// Says what is kept of the failure, and how to run the test alone.
    async fn tell(&self, running: Running, name: &str, failure: Failure) -> Failure {
        let Failure(why) = failure;
        let (kept, does_answer) = failure::keep(&running.browser, &self.name, name, &why).await;
        if does_answer {
            // One that hangs is not to take the other tests with it.
            self.give_back(running);
        }
        let all = if is_all() { "ALL_LANES=1 " } else { "" };
        let (engine, program) = (self.engine.name, self.program.name);
        Failure(format!(
            "{why}\n{kept}\nalone: PATH=$PWD/.tools/bin:$PATH {all}ENGINES={engine} PROGRAMS={program} \
             cargo test -p ledgerbee-browser-tests -- --exact '{name}'"
        ))
    }

    pub(crate) async fn stop(self) {
        for Running { browser, .. } in self.idle.into_inner().expect("a list") {
            browser.stop().await;
        }
    }
}

impl Running {
    async fn run(&mut self, case: &Case) -> Outcome {
        // Should it fail, that may be anything.
        let left = std::mem::replace(&mut self.left, Left::Anything);
        let work = async {
            let tab = Tab::open(&self.world, &self.browser, left, case.is_in_page).await?;
            (case.run)(&tab).await
        };
        let outcome = timeout(LIMIT, work).await;
        let outcome = outcome.unwrap_or_else(|_| fail("the browser does not answer"));
        if outcome.is_ok() && case.is_in_page {
            self.left = Left::Page;
        }
        outcome
    }
}

/// Whether a flaky test fails.
fn is_strict() -> bool {
    env::var_os("CI").is_some()
}

/// How many tests of a lane run at once: two where every test runs, for that lane alone has as many
/// as all the others.
fn places(engine: &Engine, program: &Program) -> usize {
    if Scope::Rules.asks(engine, program, false) {
        2
    } else {
        1
    }
}

fn is_wanted(variable: &str, name: &str) -> bool {
    env::var(variable).map_or(true, |list| list.split(',').any(|it| it == name))
}
