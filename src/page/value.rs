//! JavaScript values, as the core looks at them.

use js_sys::JSON;
use wasm_bindgen::prelude::*;

use super::js;
use crate::core::value::Value;

#[wasm_bindgen(module = "/src/page/value.js")]
extern "C" {
    /// Of any type. For `Option<JsValue>` the program would have to ask whether it is there.
    type Own;
    fn own(value: &JsValue, name: &str) -> Option<Own>;
    /// Whether it is a string of at most that many UTF-16 units, and not empty.
    #[wasm_bindgen(js_name = isText)]
    pub(crate) fn is_text(value: &JsValue, max: u32) -> bool;
    /// The text of a string of at most that many: an own field, or without a name the value itself.
    #[wasm_bindgen(js_name = textOf)]
    fn text_of(value: &JsValue, name: &str, max: u32) -> Option<String>;
}

impl Value for JsValue {
    /// Own fields only: what a page has put on `Object.prototype` is not in the message, and
    /// neither is what a `Blob` or an array inherits. None is an accessor: a message is a copy.
    #[inline(never)]
    fn get(&self, field: &str) -> Option<Self> {
        own(self, field).map(JsValue::from)
    }

    #[inline(never)]
    fn text(&self, max: u32) -> Option<String> {
        text_of(self, "", max)
    }

    #[inline(never)]
    fn text_at(&self, field: &str, max: u32) -> Option<String> {
        text_of(self, field, max)
    }

    fn null() -> Self {
        Self::NULL
    }

    fn is_text(&self) -> bool {
        self.is_string()
    }

    #[inline(never)]
    fn number(&self) -> Option<f64> {
        self.as_f64()
    }

    fn is_true(&self) -> bool {
        *self == Self::TRUE
    }

    /// JSON writes lone surrogates as escapes, where a copy into Rust would make them all alike.
    #[inline(never)]
    fn key(&self) -> Option<String> {
        let json = JSON::stringify(self).ok()?;
        js::string(js::joined(&json, "\u{fffd}"))
    }
}
