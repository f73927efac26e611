//! JavaScript values, as the core looks at them.

use wasm_bindgen::prelude::*;
use web_sys::Event;

use super::word::word;
use crate::core::value::{Index, Value};

#[wasm_bindgen(module = "/src/page/platform.js")]
extern "C" {
    fn own(value: &JsValue, name: &JsValue) -> JsValue;
    fn joined(text: &JsValue, more: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = textOf)]
    fn text_of(value: &JsValue, max: u32) -> Option<String>;
    #[wasm_bindgen(js_name = lengthOf)]
    fn length_of(value: &JsValue) -> i32;
    #[wasm_bindgen(js_name = numberOf)]
    fn number_of(value: &JsValue) -> f64;

    #[derive(Debug)]
    type Slots;
    #[wasm_bindgen(js_name = newMap)]
    fn new_map() -> Slots;
    #[wasm_bindgen(js_name = slotOf)]
    fn slot_of(message: &Event, slots: &Slots) -> i32;
    #[wasm_bindgen(js_name = slotAt)]
    fn slot_at(slots: &Slots, key: &JsValue) -> i32;
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(method)]
    fn set(this: &Slots, key: &JsValue, slot: u32);
    #[wasm_bindgen(method)]
    fn delete(this: &Slots, key: &JsValue);
}

impl Value for JsValue {
    type Index = JsIndex;

    /// Own fields only: what a page has put on `Object.prototype` is not in the message, and
    /// neither is what a `Blob` or an array inherits. None is an accessor: a message is a copy.
    fn get(&self, field: &'static str) -> Self {
        own(self, word(field))
    }

    #[inline(never)]
    fn text(&self, max: u32) -> Option<String> {
        text_of(self, max)
    }

    fn null() -> Self {
        Self::NULL
    }

    fn word(text: &'static str) -> Self {
        word(text).clone()
    }

    fn joined(text: &'static str, more: &Self) -> Self {
        joined(word(text), more)
    }

    fn is_nothing(&self) -> bool {
        *self == Self::UNDEFINED || *self == Self::NULL
    }

    fn length(&self) -> Option<u32> {
        length_of(self).try_into().ok()
    }

    fn number(&self) -> Option<f64> {
        Some(number_of(self)).filter(|number| !number.is_nan())
    }

    fn is_true(&self) -> bool {
        *self == Self::TRUE
    }
}

/// A `Map` from windows or elements to slots.
#[derive(Debug)]
#[allow(unreachable_pub, reason = "the core names it as a type of its own")]
pub struct JsIndex(Slots);

impl JsIndex {
    /// The slot of a message's source. One call, where source, look-up and drop would be three.
    pub(crate) fn slot_of_source(&self, message: &Event) -> Option<usize> {
        slot_of(message, &self.0).try_into().ok()
    }
}

impl Default for JsIndex {
    fn default() -> Self {
        Self(new_map())
    }
}

impl Index<JsValue> for JsIndex {
    fn slot(&self, key: &JsValue) -> Option<usize> {
        slot_at(&self.0, key).try_into().ok()
    }

    fn set(&mut self, key: &JsValue, slot: usize) {
        self.0.set(key, slot as u32);
    }

    fn remove(&mut self, key: &JsValue) {
        self.0.delete(key);
    }
}
