//! Properties by name. One import serves every property that is not read for each message; a typed
//! import for each would be most of the program's size.

use wasm_bindgen::prelude::*;

use crate::core::value::Value;

#[wasm_bindgen(module = "/src/page/platform.js")]
extern "C" {
    /// A property of the platform's own objects; `undefined` if it cannot be read.
    pub(crate) fn get(holder: &JsValue, name: &str) -> JsValue;
    /// Sets a property. It cannot fail for an object of ours; for one of the page's, that is its own doing.
    pub(crate) fn set(holder: &JsValue, name: &str, value: &JsValue);
}

// `holder[name]`, with a name that is copied into JavaScript on the way: a name that is a value of its
// own would be made, passed and dropped.
#[wasm_bindgen]
extern "C" {
    type Holder;
    #[wasm_bindgen(method, structural, indexing_getter, catch)]
    fn at(this: &Holder, name: &str) -> Result<JsValue, JsValue>;
}

/// A property of something the page may have put in the place of an object.
///
/// # Errors
///
/// What an accessor threw.
pub(crate) fn try_get(holder: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    match holder.unchecked_ref::<Holder>().at(name) {
        // Not an accessor: `undefined` and `null` have no properties.
        Err(_) if !is_given(holder) => Ok(JsValue::UNDEFINED),
        read => read,
    }
}

/// A property that is a string.
#[inline(never)]
pub(crate) fn text(holder: &JsValue, name: &str) -> Option<String> {
    get(holder, name).as_string()
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
