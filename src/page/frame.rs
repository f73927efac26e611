//! A marked iframe in the page, under one pin.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::HtmlIFrameElement;

use super::state::State;
use crate::core::diagnostic::{Code, Tally};
use crate::core::requests::Requests;

/// One frame from when it is found, or pinned anew, until it is released.
pub(crate) struct Frame {
    /// Tells it from every other there was.
    pub(crate) number: u32,
    pub(crate) element: HtmlIFrameElement,
    /// Its window when it was found; a frame that is moved gets another.
    pub(crate) window: JsValue,
    /// The origin it is pinned to, or why it is refused.
    pub(crate) pin: Result<String, Code>,
    /// Whether a message came since silence was last judged.
    pub(crate) is_heard: Cell<bool>,
    pub(crate) requests: State<Requests>,
    /// Of the iframe, not of the pin: changing `src` must not buy new reports.
    pub(crate) tally: Rc<State<Tally>>,
}

const RESIZE_SWITCH: &str = "data-ledgerbee-resize";

impl Frame {
    /// Sets the iframe's height, in CSS pixels, unless the page has switched that off.
    pub(crate) fn resize(&self, height: f64) {
        if self.element.get_attribute(RESIZE_SWITCH).as_deref() == Some("off") {
            return;
        }
        // JavaScript writes the number: a float formatter would cost nine kilobytes here.
        let length = JsValue::from_f64(height) + JsValue::from_str("px");
        let style = self.element.style();
        if let Some(length) = length.as_string() {
            // Fails only where the page has made its own style read-only; then it stays as it is.
            let _ = style.set_property("height", &length);
        }
    }
}
