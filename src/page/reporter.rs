//! Diagnostics, as events and on the console (contract: "Events").

use std::cell::Cell;

use js_sys::Object;
use wasm_bindgen::JsValue;
use web_sys::console;

use super::Page;
use super::dispatch::dispatch;
use super::frame::Frame;
use super::js;
use super::state::State;
use crate::core::diagnostic::{Code, EVENT, Tally};

/// What a report is about.
#[derive(Clone, Default)]
pub(crate) struct Subject<'a> {
    pub(crate) frame: Option<&'a Frame>,
    pub(crate) request_id: JsValue,
    /// Completes the code, and makes it a warning of its own.
    pub(crate) name: &'static str,
}

impl<'a> From<&'a Frame> for Subject<'a> {
    fn from(frame: &'a Frame) -> Self {
        Self {
            frame: Some(frame),
            ..Self::default()
        }
    }
}

#[derive(Default)]
pub(crate) struct Reporter {
    pub(crate) is_debug: Cell<bool>,
    tally: State<Tally>,
}

impl Reporter {
    /// Reports; `is_loud` puts it on the console too, once.
    #[inline(never)]
    pub(crate) fn tell(&self, page: &Page, code: Code, subject: Subject<'_>, is_loud: bool) {
        let name = subject.name;
        let mut text = JsValue::from(code.name());
        if !name.is_empty() {
            text = js::joined(&js::joined(&text, ": "), name);
        }
        let mut element = JsValue::UNDEFINED;
        let mut tally = &self.tally;
        if let Some(frame) = subject.frame {
            element = frame.element.clone().into();
            tally = &frame.tally;
        }
        let is_warning = is_loud && page.memory.is_first_warning(&text);
        self.print(is_warning, &text, &element);
        if tally.with(|tally| tally.admit(code)) {
            let detail = Object::new();
            js::set(&detail, "code", &js::word(code));
            js::set(&detail, "message", &text);
            if !element.is_undefined() {
                js::set(&detail, "frame", &element);
            }
            if !subject.request_id.is_undefined() {
                js::set(&detail, "requestId", &subject.request_id);
            }
            dispatch(&page.window, &EVENT.into(), &detail, None);
        }
    }

    /// A warning for the page's author, or with `data-debug` why something came to nothing.
    pub(crate) fn print(&self, is_warning: bool, text: &JsValue, element: &JsValue) {
        if !is_warning && !self.is_debug.get() {
            return;
        }
        let print = if is_warning {
            console::warn_3
        } else {
            console::info_3
        };
        print(&"ledgerbee-embed:".into(), text, element);
    }
}
