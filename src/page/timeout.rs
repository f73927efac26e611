//! A `setTimeout` that clears itself.

use wasm_bindgen::prelude::*;
use web_sys::Window;

use super::Page;

/// Something that is to happen later, unless this is dropped before.
#[must_use]
pub(crate) struct Timeout {
    window: Window,
    handle: i32,
}

impl Drop for Timeout {
    fn drop(&mut self) {
        self.window.clear_timeout_with_handle(self.handle);
    }
}

impl Page {
    /// Milliseconds since the page began; unlike the date, it never jumps.
    pub(crate) fn now(&self) -> f64 {
        self.clock.now()
    }

    /// Calls [`Page::due`] with `what` after `delay` ms.
    pub(crate) fn later(&self, delay: f64, what: &JsValue) -> Option<Timeout> {
        let callback = self.on_timeout.as_ref().unchecked_ref();
        let window = self.window.clone();
        let handle = window
            .set_timeout_with_callback_and_timeout_and_arguments_1(callback, delay as i32, what)
            .ok()?;
        Some(Timeout { window, handle })
    }

    /// What is due says itself what it is: requests that nobody has answered, requests without a
    /// provider that look again, or by its element a frame that should have been heard by now.
    pub(crate) fn due(&self, what: &JsValue) {
        if what.is_null() {
            self.time_out();
        } else if what.is_undefined() {
            self.look_again();
        } else {
            self.judge_silence(what);
        }
    }
}
