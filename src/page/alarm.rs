//! One timer for everything that is due later.

use std::cell::{Cell, RefCell};

use wasm_bindgen::prelude::*;

use super::Callback;
use super::permit::Permit;
use super::platform::{cancel, later, now};
use crate::core::clock::Due;

/// Rings at the earliest time it was set to. To set and clear a timer for each request would take
/// longer than the rest of the request, so one that is answered leaves the alarm as it is.
pub(crate) struct Alarm {
    ring: Callback,
    timer: RefCell<Option<Timer>>,
    at: Cell<Due>,
}

/// A timer that clears itself.
struct Timer(JsValue);

impl Drop for Timer {
    fn drop(&mut self) {
        cancel(&self.0);
    }
}

impl Alarm {
    pub(crate) fn new(ring: Callback) -> Self {
        Self {
            ring,
            timer: RefCell::default(),
            at: Cell::new(Due::NEVER),
        }
    }

    /// Rings at this time, unless it rings before. A page may have replaced `setTimeout`, which
    /// runs then.
    pub(crate) fn set(&self, at: Due, _: &mut Permit) {
        if at < self.at.get()
            && let Some(delay) = at.after(now())
        {
            self.at.set(at);
            let timer = Timer(later(self.ring.as_ref(), delay));
            self.timer.replace(Some(timer));
        }
    }

    /// Lets go of the timer, which has rung or is not needed any more.
    pub(crate) fn clear(&self) {
        self.at.set(Due::NEVER);
        self.timer.take();
    }
}
