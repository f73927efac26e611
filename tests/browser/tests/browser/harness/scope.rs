//! Where a test runs: in the lanes in which its answer can differ.

use super::Case;
use super::engine::{ENGINES, Engine};
use super::program::{PROGRAMS, Program};

/// What a test's answer depends on. A run of everything takes every lane all the same, but for
/// [`Scope::WebAssembly`].
#[derive(Clone, Copy)]
pub(crate) enum Scope {
    /// The rules alone, or the sandbox: one lane, the first engine with WebAssembly.
    Rules,
    /// What a browser makes of a page: every engine, with WebAssembly.
    Engine,
    /// How a form of the program handles texts, memory and faults: both, in the first engine.
    Program,
    /// Both at once, and what must never break anywhere: every lane.
    Everywhere,
    /// Every engine with WebAssembly, even in a run of everything: the test brings in its programs
    /// by itself, or is about WebAssembly. In the other lanes it would ask the same once more, or
    /// nothing.
    WebAssembly,
}

impl Scope {
    /// Whether a lane can tell something that the others don't.
    pub(super) fn asks(self, engine: &Engine, program: &Program, is_all: bool) -> bool {
        let is_first = engine.name == ENGINES[0].name;
        let has_first = program.name == PROGRAMS[0].name;
        match self {
            Self::WebAssembly => program.has_webassembly,
            _ if is_all => true,
            Self::Rules => is_first && has_first,
            Self::Engine => has_first,
            Self::Program => is_first,
            Self::Everywhere => true,
        }
    }
}

/// The tests of a file or folder, each with where it runs.
pub(crate) struct Group {
    pub(super) name: &'static str,
    scope: Scope,
    pub(super) is_core: bool,
    pub(super) cases: Vec<(Scope, Case)>,
}

/// Tests of which most depend on the same.
pub(crate) fn group(name: &'static str, scope: Scope, cases: Vec<Case>) -> Group {
    Group {
        name,
        scope,
        is_core: false,
        cases: cases.into_iter().map(|case| (scope, case)).collect(),
    }
}

impl Group {
    /// Further tests.
    pub(crate) fn and(mut self, cases: Vec<Case>) -> Self {
        let scope = self.scope;
        self.cases
            .extend(cases.into_iter().map(|case| (scope, case)));
        self
    }

    /// Belongs to what a quick run asks.
    pub(crate) fn core(mut self) -> Self {
        self.is_core = true;
        self
    }

    /// The tests of these names depend on something else.
    pub(crate) fn but(mut self, scope: Scope, names: &[&str]) -> Self {
        for name in names {
            let found = self.cases.iter_mut().find(|(_, case)| case.name == *name);
            // Or a test that gets another name would quietly run somewhere else.
            let Some((own, _)) = found else {
                panic!(
                    "{}::{name} has another scope, but there is no such test",
                    self.name
                );
            };
            *own = scope;
        }
        self
    }
}

/// Whether every test runs in every lane, whatever its scope.
pub(super) fn is_all() -> bool {
    std::env::var_os("ALL_LANES").is_some()
}
