//! Properties by name. One import serves every property that is not read for each message; a typed
//! import for each would be most of the program's size.

use wasm_bindgen::prelude::*;

use super::permit::Permit;
use super::word::word;
use crate::core::value::{ANY, Value};

#[wasm_bindgen(module = "/src/page/platform.js")]
extern "C" {
    /// A property of the platform's own objects; `undefined` if it cannot be read.
    #[wasm_bindgen(js_name = get)]
    fn get_by(holder: &JsValue, name: &JsValue) -> JsValue;
    /// Sets a property; nothing happens if it cannot be set.
    #[wasm_bindgen(js_name = set)]
    fn set_by(holder: &JsValue, name: &JsValue, value: &JsValue);
}

#[wasm_bindgen]
extern "C" {
    type Holder;
    #[wasm_bindgen(method, structural, indexing_getter, catch)]
    fn at(this: &Holder, name: &JsValue) -> Result<JsValue, JsValue>;
}

pub(crate) fn get(holder: &JsValue, name: &'static str) -> JsValue {
    get_by(holder, word(name))
}

pub(crate) fn set(holder: &JsValue, name: &'static str, value: &JsValue) {
    set_by(holder, word(name), value);
}

/// A property of a value that the page has given, and that may not be an object.
///
/// # Errors
///
/// What an accessor threw.
pub(crate) fn try_get(
    holder: &JsValue,
    name: &'static str,
    _: &mut Permit,
) -> Result<JsValue, JsValue> {
    match holder.unchecked_ref::<Holder>().at(word(name)) {
        // Not an accessor: `undefined` and `null` have no properties.
        Err(_) if !is_given(holder) => Ok(JsValue::UNDEFINED),
        read => read,
    }
}

/// A property that is a string.
#[inline(never)]
pub(crate) fn text(holder: &JsValue, name: &'static str) -> Option<String> {
    get(holder, name).text(ANY)
}

/// A boolean, if it is one.
pub(crate) fn flag(value: &JsValue) -> Option<bool> {
    let is_true = *value == JsValue::TRUE;
    (is_true || *value == JsValue::FALSE).then_some(is_true)
}

/// Whether there is a value: an option that was given, an attribute that is there.
pub(crate) fn is_given(value: &JsValue) -> bool {
    !value.is_nothing()
}
