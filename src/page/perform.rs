//! Does what a change of the books has led to: events, diagnostics, answers.

use std::rc::Rc;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::bridge::Bridge;
use super::permit::Permit;
use super::word::word;
use super::{platform, request};
use crate::core::calls::{Calls, Loud, Quiet};
use crate::core::diagnostic::{Code, EVENT, Report};
use crate::core::field::Fields;
use crate::core::value::Value;
use crate::core::wire::{HELLO, PREFIX};

const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Bridge {
    pub(super) fn perform(
        self: &Rc<Self>,
        Calls { quiet, loud }: Calls<JsValue>,
        permit: &mut Permit,
    ) {
        for call in &quiet {
            self.do_quietly(call);
        }
        drop(quiet);
        // From here on the page runs.
        for call in loud {
            self.do_loudly(call, permit);
        }
    }

    #[inline(never)]
    fn do_quietly(self: &Rc<Self>, call: &Quiet<JsValue>) {
        match call {
            Quiet::Ask(question) => {
                self.memory.entry(question);
                spawn_local(request::answer(self.clone(), question.clone()));
            }
            Quiet::Answer(it, token) => {
                self.memory.answer(self.memory.entry(it), token);
            }
            Quiet::Forget(it) => self.memory.close(self.memory.entry(it)),
            Quiet::Hello(window, origin) => {
                if self.memory.is_first(window) {
                    platform::post_hello(
                        window,
                        origin,
                        &JsValue::joined(PREFIX, word(HELLO)),
                        word(VERSION),
                    );
                }
            }
        }
    }

    #[inline(never)]
    fn do_loudly(&self, call: Loud<JsValue>, permit: &mut Permit) {
        match call {
            Loud::Abort(question) => {
                self.memory.abort(&question, permit);
            }
            Loud::Resize(frame, height) => self.observer.resize(&frame, height, permit),
            Loud::Event {
                name,
                fields,
                is_kept,
            } => self.dispatch(name, with(Object::new(), fields), is_kept, permit),
            Loud::Report(report) => self.report_it(report, permit),
            Loud::Note(fields) => {
                platform::tell(word("info"), &with(Object::new(), fields), permit)
            }
        }
    }

    fn report_it(&self, report: Report<JsValue>, permit: &mut Permit) {
        // Never fails: every name is a string.
        let detail = Said(report.code).serialize(&SERIALIZER).unwrap_or_default();
        let detail = with(detail.unchecked_into(), report.fields);
        let name = word(report.name.unwrap_or_default());
        platform::complete(&detail, name);
        // One warning for each code, and for each option or provider it names.
        let topic = JsValue::joined(report.code.name(), name);
        if report.is_warning && self.memory.is_first(&topic) {
            platform::tell(word("warn"), &detail, permit);
        } else if self.is_debug() {
            platform::tell(word("info"), &detail, permit);
        }
        if report.is_event {
            self.dispatch(JsValue::joined(PREFIX, word(EVENT)), detail, false, permit);
        }
    }

    /// Dispatches an event on the window. One of a frame's lifecycle is kept for late listeners.
    fn dispatch(&self, name: JsValue, detail: JsValue, is_kept: bool, permit: &mut Permit) {
        // Nothing if the page has broken `CustomEvent`: then nobody can be told.
        if let Some(event) = platform::custom_event(name, &detail) {
            if is_kept {
                self.memory.record(detail, &event);
            }
            platform::dispatch(event, permit);
        }
    }
}

/// An object, with these fields too.
#[inline(never)]
fn with(object: Object, Fields(fields): Fields<JsValue>) -> JsValue {
    for (name, value) in fields {
        object.set(word(name), value);
    }
    object.into()
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = js_sys::Object)]
    type Object;
    #[wasm_bindgen(constructor)]
    fn new() -> Object;
    #[wasm_bindgen(method, structural, indexing_setter)]
    fn set(this: &Object, name: &JsValue, value: JsValue);
}

const SERIALIZER: serde_wasm_bindgen::Serializer =
    serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);

/// The fields that come from a code.
struct Said(Code);

impl Serialize for Said {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", self.0.name())?;
        map.serialize_entry("message", self.0.sentence())?;
        map.end()
    }
}
