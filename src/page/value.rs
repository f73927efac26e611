//! JavaScript values, as the core looks at them.

use js_sys::JSON;
use wasm_bindgen::prelude::*;

use super::js;
use crate::core::value::Value;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Object)]
    type AnyObject;
    #[wasm_bindgen(method, final, catch, js_class = "Object", js_name = hasOwnProperty)]
    fn has_own(this: &AnyObject, name: &str) -> Result<bool, JsValue>;
}

impl Value for JsValue {
    /// Own fields only: what a page has put on `Object.prototype` is not in the message, and
    /// neither is what a `Blob` or an array inherits. None is an accessor: a message is a copy.
    #[inline(never)]
    fn get(&self, field: &str) -> Option<Self> {
        // `null` and `undefined` have none, and throw.
        let is_own = self.unchecked_ref::<AnyObject>().has_own(field);
        is_own.unwrap_or(false).then(|| js::get(self, field))
    }

    #[inline(never)]
    fn text(&self, max: u32) -> Option<String> {
        if js::is_text(self, max) {
            self.as_string()
        } else {
            None
        }
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
