//! One `setTimeout` for everything that is due later.

use std::cell::Cell;

use wasm_bindgen::prelude::*;
use web_sys::{Performance, Window};

use super::state::State;
use crate::core::schedule::Schedule;

/// What can be due.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Task {
    /// The request of this number has had its time.
    Deadline(u32),
    /// The frame of this number should have been heard by now.
    Silence(u32),
    /// Requests without a provider look again.
    Look,
}

/// The page's clock, and the timer that is cleared when this is dropped.
#[must_use]
pub(crate) struct Timer {
    window: Window,
    clock: Option<Performance>,
    schedule: State<Schedule<Task>>,
    armed: Cell<Option<(i32, f64)>>,
    callback: Closure<dyn Fn()>,
}

impl Timer {
    /// `callback` is to call [`Timer::take_due`].
    pub(crate) fn new(window: &Window, callback: impl Fn() + 'static) -> Self {
        Self {
            window: window.clone(),
            clock: window.performance(),
            schedule: State::default(),
            armed: Cell::default(),
            callback: Closure::<dyn Fn()>::new(callback),
        }
    }

    /// Milliseconds since the page began; unlike the date, it never jumps.
    pub(crate) fn now(&self) -> f64 {
        self.clock.as_ref().map_or(0.0, Performance::now)
    }

    pub(crate) fn add(&self, at: f64, task: Task) {
        self.schedule.with(|schedule| schedule.add(at, task));
        self.arm();
    }

    /// The timer itself stays armed: clearing it for each answer would cost more than one call
    /// that finds nothing due.
    pub(crate) fn remove(&self, task: Task) {
        self.schedule.with(|schedule| schedule.remove(&task));
    }

    pub(crate) fn take_due(&self) -> Vec<Task> {
        self.armed.set(None);
        let now = self.now();
        let due = self.schedule.with(|schedule| schedule.take_due(now));
        self.arm();
        due.unwrap_or_default()
    }

    fn arm(&self) {
        let Some(next) = self.schedule.with(|schedule| schedule.next()).flatten() else {
            return;
        };
        if self.armed.get().is_some_and(|(_, at)| at <= next) {
            return;
        }
        self.disarm();
        let delay = (next - self.now()).max(0.0).ceil() as i32;
        let callback = self.callback.as_ref().unchecked_ref();
        let handle = self
            .window
            .set_timeout_with_callback_and_timeout_and_arguments_0(callback, delay);
        self.armed.set(handle.ok().map(|handle| (handle, next)));
    }

    fn disarm(&self) {
        if let Some((handle, _)) = self.armed.take() {
            self.window.clear_timeout_with_handle(handle);
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        self.disarm();
    }
}
