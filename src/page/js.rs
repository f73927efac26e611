//! Properties by name. One import serves every property that is not read for each message, where
//! a typed import each would be most of the program's size.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::core::value::Value as _;

// `holder[name]`, with a name that is copied into JavaScript on the way: one call, where a name that
// is a value of its own is made, passed and dropped. And `Reflect` is not among what browsers make fast.
#[wasm_bindgen]
extern "C" {
    type Holder;
    #[wasm_bindgen(method, structural, indexing_getter, catch)]
    fn at(this: &Holder, name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, structural, indexing_setter, catch)]
    fn put(this: &Holder, name: &str, value: &JsValue) -> Result<(), JsValue>;
}

/// A property of something the page may have put in the place of an object.
///
/// # Errors
///
/// What an accessor threw.
#[inline(never)]
pub(crate) fn try_get(holder: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    match holder.unchecked_ref::<Holder>().at(name) {
        // Not an accessor: `undefined` and `null` have no properties.
        Err(_) if !is_given(holder) => Ok(JsValue::UNDEFINED),
        read => read,
    }
}

/// A property of the platform's own objects, whose accessors do not throw; of what is none,
/// `undefined`.
#[inline(never)]
pub(crate) fn get(holder: &JsValue, name: &str) -> JsValue {
    holder
        .unchecked_ref::<Holder>()
        .at(name)
        .unwrap_or(JsValue::UNDEFINED)
}

/// The text of a string. It takes the value, so that nobody has to let go of it.
#[inline(never)]
pub(crate) fn string(value: JsValue) -> Option<String> {
    value.text(u32::MAX)
}

/// A property that is a string; empty if it is none.
#[inline(never)]
pub(crate) fn text(holder: &JsValue, name: &str) -> String {
    string(get(holder, name)).unwrap_or_default()
}

/// A text and what comes after it. JavaScript joins them: Rust would have to copy both.
#[inline(never)]
pub(crate) fn joined(text: &JsValue, more: &str) -> JsValue {
    text + &JsValue::from(more)
}

/// Sets a property of an object of our own, which cannot fail, or of the page's, whose own doing
/// it is then.
#[inline(never)]
pub(crate) fn set(holder: &JsValue, name: &str, value: &JsValue) {
    let _ = holder.unchecked_ref::<Holder>().put(name, value);
}

/// A word of the core, as the page sees it.
pub(crate) fn word(word: impl Serialize) -> JsValue {
    // Cannot fail: it is a string.
    word.serialize(&Serializer::new()).unwrap_or(JsValue::NULL)
}

/// A boolean, if it is one.
pub(crate) fn flag(value: &JsValue) -> Option<bool> {
    let is_true = *value == JsValue::TRUE;
    (is_true || *value == JsValue::FALSE).then_some(is_true)
}

/// Whether there is a value: an option that was given, an attribute that is there.
pub(crate) fn is_given(value: &JsValue) -> bool {
    !value.is_undefined() && !value.is_null()
}
