//! Does what a change of the books has led to: events, diagnostics, answers.

use std::rc::Rc;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::bridge::Bridge;
use super::{js, platform, request};
use crate::core::calls::{Answer, Calls, Loud, Quiet};
use crate::core::diagnostic::{self, Report};
use crate::core::wire::{HELLO, PREFIX};

/// What every line on the console begins with.
const NAME: &str = "ledgerbee-embed:";
const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Bridge {
    pub(super) fn perform(self: &Rc<Self>, calls: Calls<JsValue>) {
        for call in calls.quiet {
            self.do_quietly(call);
        }
        // From here on the page runs.
        for call in calls.loud {
            self.do_loudly(call);
        }
    }

    fn do_quietly(self: &Rc<Self>, call: Quiet<JsValue>) {
        match call {
            Quiet::Ask(question) => {
                let word = word(&question.answer);
                self.memory.open(question.number, &question.answer, &word);
                spawn_local(request::answer(self.clone(), question));
            }
            Quiet::Answer(number, answer, token) => {
                if let Some(number) = number {
                    self.memory.close(number);
                }
                let (window, origin) = (&answer.window, &answer.origin);
                platform::post_answer(window, origin, &word(&answer), &answer.id, &token);
            }
            Quiet::Forget(number) => self.memory.close(number),
            Quiet::Hello(window, origin) => {
                if self.memory.is_first(&window) {
                    platform::post_hello(&window, &origin, &js::joined(PREFIX, HELLO), VERSION);
                }
            }
        }
    }

    fn do_loudly(&self, call: Loud<JsValue>) {
        match call {
            Loud::Abort(controller) => platform::abort(&controller),
            Loud::Resize(frame, height) => self.observer.resize(&frame, height),
            Loud::Event {
                name,
                fields,
                kept_for,
            } => self.dispatch(&name, &fields, kept_for.as_ref()),
            Loud::Report(report) => self.report_it(report),
            Loud::Note(what, frame) => {
                platform::print("info", NAME, &what.into(), &frame, &JsValue::UNDEFINED);
            }
        }
    }

    fn report_it(&self, report: Report<JsValue>) {
        let (code, message) = (report.code.name(), JsValue::from(report.message()));
        // One warning for each code, and for each option or provider it names.
        let is_warning = report.is_warning && self.memory.is_first(&js::joined(code, report.name));
        if is_warning || self.is_debug() {
            let level = if is_warning { "warn" } else { "info" };
            let field = |name| report.field(name).cloned().unwrap_or(JsValue::UNDEFINED);
            platform::print(level, NAME, &message, &field("frame"), &field("cause"));
        }
        if report.is_event {
            let mut fields = vec![("code", code.into()), ("message", message)];
            fields.extend(report.fields);
            self.dispatch(diagnostic::EVENT, &fields, None);
        }
    }

    /// Dispatches an event on the window. One of a frame's lifecycle is kept for late listeners.
    #[inline(never)]
    fn dispatch(&self, name: &str, fields: &[(&'static str, JsValue)], log: Option<&JsValue>) {
        let name = js::joined(PREFIX, name);
        // Fails only if the page has broken `CustomEvent`: then nobody can be told.
        let Ok(detail) = Detail(fields).serialize(&SERIALIZER) else {
            return;
        };
        let Some(event) = platform::custom_event(&name, &detail) else {
            return;
        };
        if let Some(frame) = log {
            self.memory.record(frame, &event);
        }
        platform::dispatch(&event);
    }
}

const SERIALIZER: serde_wasm_bindgen::Serializer =
    serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);

/// The fields of an event, as a page gets them.
struct Detail<'a>(&'a [(&'static str, JsValue)]);

impl Serialize for Detail<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.0 {
            map.serialize_key(name)?;
            map.serialize_value(&Kept(value))?;
        }
        map.end()
    }
}

/// A JavaScript value that stays what it is.
struct Kept<'a>(&'a JsValue);

impl Serialize for Kept<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_wasm_bindgen::preserve::serialize(self.0, serializer)
    }
}

/// The `type` of an answer, in the spelling of its request.
fn word(answer: &Answer<JsValue>) -> JsValue {
    let prefix = if answer.is_prefixed { PREFIX } else { "" };
    js::joined(prefix, answer.kind.answer())
}
