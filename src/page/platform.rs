//! What `platform.js` has taken of the platform. None of it throws, and what runs code of the page takes
//! [`Permit`] for it.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Event, EventTarget};

use super::permit::Permit;
use crate::core::value::{ANY, Value};

#[wasm_bindgen(module = "/src/page/platform.js")]
extern "C" {
    pub(crate) fn resize(frame: &JsValue, height: f64, observer: &JsValue);
    #[wasm_bindgen(js_name = items)]
    fn items_of(list: &JsValue) -> Array;
    #[wasm_bindgen(js_name = isList)]
    pub(crate) fn is_list(value: &JsValue) -> bool;

    #[wasm_bindgen(js_name = treesOf)]
    pub(crate) fn trees_of(roots: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = isRoot)]
    pub(crate) fn is_root(root: &JsValue) -> bool;
    pub(crate) fn find(trees: &JsValue, selector: &JsValue) -> Array;
    pub(crate) fn touched(records: &JsValue, trees: &JsValue, selector: &JsValue) -> Array;
    #[wasm_bindgen(js_name = isMarked)]
    pub(crate) fn is_marked(element: &JsValue, trees: &JsValue, mark: &JsValue) -> Option<bool>;
    pub(crate) fn describe(frame: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = isLoading)]
    pub(crate) fn is_loading() -> bool;

    #[wasm_bindgen(js_name = originAt)]
    pub(crate) fn origin_at(frame: &JsValue, src: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = originOfUrl)]
    pub(crate) fn origin_of_url(url: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = addressesOf)]
    pub(crate) fn addresses_of(scripts: &JsValue) -> Array;
    #[wasm_bindgen(js_name = pageOrigin)]
    fn page_origin_of() -> JsValue;

    pub(crate) fn now() -> f64;
    pub(crate) fn later(ring: &JsValue, delay: f64) -> JsValue;
    /// Calls what keeps something from happening.
    pub(crate) fn cancel(it: &JsValue);
    pub(crate) fn listening(target: &EventTarget) -> EventTarget;

    #[wasm_bindgen(js_name = customEvent)]
    pub(crate) fn custom_event(name: JsValue, detail: &JsValue) -> Option<Event>;
    #[wasm_bindgen(js_name = dispatch)]
    fn dispatch_event(event: Event);
    /// Completes the message of a diagnostic.
    pub(crate) fn complete(detail: &JsValue, name: &JsValue);
    #[wasm_bindgen(js_name = tell)]
    fn say(level: &JsValue, detail: &JsValue);

    /// What a message carries.
    pub(crate) type Data;
    #[wasm_bindgen(js_name = dataFrom)]
    pub(crate) fn data_from(message: &Event, origin: &JsValue) -> Option<Data>;
    #[wasm_bindgen(js_name = originOf)]
    pub(crate) fn origin_of(message: &Event) -> JsValue;
    /// What an observer has seen: a list, or `false` if it cannot tell.
    pub(crate) type Records;
    #[wasm_bindgen(js_name = newObserver)]
    pub(crate) fn new_observer(changed: &JsValue) -> JsValue;
    pub(crate) fn watch(observer: &JsValue, tree: &JsValue);
    pub(crate) fn disconnect(observer: &JsValue);
    #[wasm_bindgen(js_name = takeRecords)]
    pub(crate) fn take_records(observer: &JsValue) -> Option<Records>;
    #[wasm_bindgen(js_name = postHello)]
    pub(crate) fn post_hello(window: &JsValue, origin: &JsValue, kind: &JsValue, version: &JsValue);
}

/// The items of a list as it is now, which may be a `Proxy` of the page's.
pub(crate) fn items(list: &JsValue, _: &mut Permit) -> Array {
    items_of(list)
}

/// Runs the page's listeners.
pub(crate) fn dispatch(event: Event, _: &mut Permit) {
    dispatch_event(event);
}

/// Runs whatever the page has replaced the console by.
pub(crate) fn tell(level: &JsValue, detail: &JsValue, _: &mut Permit) {
    say(level, detail);
}

/// Who the page is. As a value it needs no glue of its own.
pub(crate) fn page_origin() -> String {
    page_origin_of().text(ANY).unwrap_or_default()
}
