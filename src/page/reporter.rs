//! Diagnostics, as events and on the console (contract: "Events").

use std::cell::Cell;

use wasm_bindgen::JsValue;
use web_sys::{Window, console};

use super::dispatch::{dispatch, event};
use super::frame::Frame;
use super::state::State;
use crate::core::diagnostic::{Code, Tally};

/// What a report is about.
#[derive(Clone, Copy, Default)]
pub(crate) struct Subject<'a> {
    pub(crate) frame: Option<&'a Frame>,
    pub(crate) request_id: Option<&'a JsValue>,
    /// Completes the code's text, and makes it a warning of its own.
    pub(crate) name: &'a str,
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
    warned: State<Vec<(Code, String)>>,
}

impl Reporter {
    /// Reports what the page's author must mend, if it is of that sort.
    pub(crate) fn report(&self, window: &Window, code: Code, subject: Subject<'_>) {
        self.tell(window, code, subject, code.is_for_author());
    }

    /// Reports; `is_loud` puts it on the console too, once.
    pub(crate) fn tell(&self, window: &Window, code: Code, subject: Subject<'_>, is_loud: bool) {
        let Subject {
            frame,
            request_id,
            name,
        } = subject;
        let mut text = String::from(code.text());
        if !name.is_empty() {
            text.extend([" (", name, ")"]);
        }
        let element = frame.map_or(JsValue::UNDEFINED, |frame| frame.element.clone().into());
        if is_loud && self.is_first_warning(code, name) {
            console::warn_2(&label(code.name(), &text).into(), &element);
        } else {
            self.explain(code.name(), &text, &element);
        }
        let tally = frame.map_or(&self.tally, |frame| &*frame.tally);
        if !tally.with(|tally| tally.admit(code)).unwrap_or(false) {
            return;
        }
        let mut fields = vec![("code", code.name().into()), ("message", text.into())];
        if frame.is_some() {
            fields.push(("frame", element));
        }
        if let Some(id) = request_id {
            fields.push(("requestId", id.clone()));
        }
        if let Some(event) = event("diagnostic", fields) {
            dispatch(window, &event);
        }
    }

    /// With `data-debug`: why something from a marked frame came to nothing.
    pub(crate) fn explain(&self, code: &str, text: &str, element: &JsValue) {
        if self.is_debug.get() {
            console::info_2(&label(code, text).into(), element);
        }
    }

    fn is_first_warning(&self, code: Code, name: &str) -> bool {
        let is_first = self.warned.with(|warned| {
            let is_first = !warned
                .iter()
                .any(|(known, of)| *known == code && of == name);
            if is_first {
                warned.push((code, name.into()));
            }
            is_first
        });
        is_first.unwrap_or(false)
    }
}

fn label(code: &str, text: &str) -> String {
    ["ledgerbee-embed: ", code, ": ", text].concat()
}
