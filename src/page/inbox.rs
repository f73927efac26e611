//! Messages to the page: which count (docs/protocol.md, "Messages that count").
//!
//! A message is judged in the order trusted event, source, pin, origin, shape; nothing is looked at
//! before what comes before it is known to be right. The listener passes trusted events only, because
//! a page's script can make one with any source and origin it likes.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::Event;

use super::bridge::Bridge;
use super::discovery::MARKED;
use super::permit::Permit;
use super::word::word;
use super::{js, platform};
use crate::core::inbox::Held;

impl Bridge {
    pub(super) fn receive(self: &Rc<Self>, event: &Event, permit: &mut Permit) {
        self.receive_held(event, Held::default(), permit);
    }

    /// Judges a message that the loader may have held.
    pub(crate) fn receive_held(self: &Rc<Self>, event: &Event, held: Held, permit: &mut Permit) {
        #[cfg(feature = "trap-hook")]
        if js::get(&js::get(event, "data"), "type") == "trap" {
            trap();
        }
        self.turn(permit, |books, calls| {
            let Some(slot) = books.by_window().slot_of_source(event) else {
                return;
            };
            let expected = books.expected(slot);
            match expected.and_then(|origin| platform::data_from(event, origin)) {
                Some(data) => books.receive(slot, &data, held, platform::now, calls),
                None => books.refuse(slot, platform::origin_of(event), calls),
            }
        });
    }

    pub(super) fn page_loaded(self: &Rc<Self>, _: &Event, permit: &mut Permit) {
        self.turn(permit, |books, _| books.page_loaded(platform::now()));
    }

    pub(super) fn frame_loaded(self: &Rc<Self>, event: &Event, permit: &mut Permit) {
        let frame = js::get(event, "target");
        self.turn(permit, |books, _| books.loaded(&frame, platform::now()));
    }

    /// The status of an iframe; `undefined` if it is not marked.
    pub(crate) fn status(self: &Rc<Self>, frame: &JsValue, permit: &mut Permit) -> JsValue {
        let status = self.turn(permit, |books, calls| {
            self.catch_up(books, calls);
            books.status(frame)
        });
        status.map_or(JsValue::UNDEFINED, |status| status.name().into())
    }

    /// The iframes that are being served, in the order of the document.
    pub(crate) fn frames(self: &Rc<Self>, permit: &mut Permit) -> Array {
        self.turn(permit, |books, calls| {
            self.catch_up(books, calls);
            let frames = Array::new();
            for element in platform::find(&self.trees(), word(MARKED)).iter() {
                if books.is_served(&element) {
                    frames.set(frames.length(), element);
                }
            }
            frames
        })
    }
}

/// Traps in the middle of the program, for tests.
#[cfg(feature = "trap-hook")]
#[expect(clippy::panic, reason = "that is what it is for")]
fn trap() {
    panic!("the trap hook");
}
