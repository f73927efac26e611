//! Messages to the page: which count, and what they lead to (contract: "Which frames are served").
//!
//! A message is judged in the order trusted event (by the listener: a page's script can make one
//! with any source and origin it likes), source, pin, origin, shape; nothing is looked at before
//! what comes before it is known to be right.

use js_sys::Object;
use wasm_bindgen::prelude::*;
use web_sys::Event;

use super::dispatch::dispatch;
use super::dom::{Incoming, data_from};
use super::frame::Frame;
use super::reporter::Subject;
use super::{Page, js};
use crate::core::diagnostic::Code;
use crate::core::event::{PREFIX, each_field, known};
use crate::core::requests::Key;
use crate::core::wire::{self, Message, Refusal};

impl Page {
    /// Judges a message that was held back, in ms, before this program was there.
    pub(crate) fn receive_held(&self, event: &Event, waited: f64) {
        self.waited.set(waited);
        self.receive(event);
        self.waited.set(0.0);
    }

    pub(crate) fn receive(&self, event: &Event) {
        let message: &Incoming = event.unchecked_ref();
        #[cfg(feature = "trap-hook")]
        if js::text(&js::get(event, "data"), "type") == "trap" {
            std::arch::wasm32::unreachable();
        }
        let Some(frame) = self.registry.by_source(message) else {
            return;
        };
        let subject = Subject::from(&*frame);
        let pin = match &frame.pin {
            Ok(pin) => pin,
            Err(code) => return self.report_refused(&frame, *code),
        };
        let Some(data) = data_from(message, pin) else {
            return self.report(Code::OriginMismatch, subject);
        };
        frame.is_heard.set(true);
        let admit = |name: &str| self.future_names.with(|names| names.admit(name));
        match wire::read(&*data, admit) {
            Ok(Message::Request {
                kind,
                is_prefixed,
                id,
                key,
            }) => {
                let answer = kind.answer(is_prefixed);
                let key = Key::new(kind, key);
                self.receive_question(&frame, key, id, answer);
            }
            Ok(Message::Resize(height)) => frame.resize(height),
            Ok(Message::Event(name)) => self.emit(&frame, &name, &data),
            Err(Refusal::Malformed) => self.report(Code::MalformedMessage, subject),
            Err(Refusal::Unknown) => self.report(Code::UnknownMessage, subject),
        }
    }

    fn emit(&self, frame: &Frame, name: &str, data: &JsValue) {
        let detail = Object::new();
        each_field(name, data, |field, value| js::set(&detail, field, &value));
        js::set(&detail, "frame", &frame.element);
        let kind = known(name).map_or_else(|| js::joined(&PREFIX.into(), name), JsValue::from);
        let log = (&self.memory.log, &frame.element);
        dispatch(&self.window, &kind, &detail, Some(log));
    }
}
