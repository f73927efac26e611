//! JavaScript values, as the core looks at them.

use js_sys::{JSON, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::js;
use crate::core::value::Value;

impl Value for JsValue {
    /// Own fields only: what a page has put on `Object.prototype` is not in the message, and
    /// neither is what a `Blob` or an array inherits.
    #[inline(never)]
    fn get(&self, field: &str) -> Option<Self> {
        if !self.is_object() {
            return None;
        }
        let object: &Object = self.unchecked_ref();
        let descriptor = Reflect::get_own_property_descriptor(object, &field.into()).ok()?;
        if descriptor.is_undefined() {
            return None;
        }
        Some(js::get(&descriptor, "value"))
    }

    #[inline(never)]
    fn text(&self, max: u32) -> Option<String> {
        let text: &JsString = self.dyn_ref()?;
        (1..=max).contains(&text.length()).then(|| text.into())
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
        JSON::stringify(self).ok().map(String::from)
    }
}
