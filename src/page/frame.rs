//! A marked iframe in the page, under one pin.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use web_sys::HtmlIFrameElement;

use super::handshake::Request;
use super::memory::Recipient;
use super::state::State;
use super::timeout::Timeout;
use super::{dom, js};
use crate::core::diagnostic::{Code, Tally};
use crate::core::requests::Requests;

/// One frame from when it is found, or pinned anew, until it is released.
pub(crate) struct Frame {
    /// Its place in the registry.
    pub(crate) slot: usize,
    pub(crate) element: HtmlIFrameElement,
    /// Its window when it was found; a frame that is moved gets another.
    pub(crate) window: JsValue,
    /// The origin it is pinned to, or why it is refused.
    pub(crate) pin: Result<JsValue, Code>,
    /// Where its answers go: the loader's.
    pub(crate) recipient: Recipient,
    /// Whether a message came since silence was last judged.
    pub(crate) is_heard: Cell<bool>,
    pub(crate) _load: EventListener,
    /// Runs out when it should have been heard.
    pub(crate) silence: Cell<Option<Timeout>>,
    pub(crate) requests: State<Requests<Rc<Request>>>,
    /// Of the iframe, not of the pin: changing `src` must not buy new reports.
    pub(crate) tally: Rc<State<Tally>>,
}

const RESIZE_SWITCH: &str = "data-ledgerbee-resize";

impl Frame {
    /// Sets the iframe's height, in CSS pixels, unless the page has switched that off.
    pub(crate) fn resize(&self, height: f64) {
        if dom::attribute(&self.element, RESIZE_SWITCH) == "off" {
            return;
        }
        // JavaScript writes the number: a float formatter would cost nine kilobytes here.
        let length = js::joined(&height.into(), "px");
        let style = js::get(&self.element, "style");
        js::set(&style, "height", &length);
    }
}
