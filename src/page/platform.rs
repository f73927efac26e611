//! What `platform.js` has taken of the platform. None of it throws, and none runs code of the page
//! unless it says so.

use wasm_bindgen::prelude::*;
use web_sys::{Event, EventTarget, MutationObserver};

#[wasm_bindgen(module = "/src/page/platform.js")]
extern "C" {
    /// A list of nodes or records; empty if it could not be had.
    pub(crate) type List;

    #[wasm_bindgen(js_name = getAttribute)]
    pub(crate) fn attribute(element: &JsValue, name: &str) -> JsValue;
    #[wasm_bindgen(js_name = hasAttribute)]
    pub(crate) fn has_attribute(element: &JsValue, name: &str) -> bool;
    pub(crate) fn matches(element: &JsValue, selector: &str) -> bool;
    #[wasm_bindgen(js_name = contentWindow)]
    pub(crate) fn content_window(frame: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = rootOf)]
    pub(crate) fn root_of(node: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = documentOf)]
    pub(crate) fn document_of(node: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = findIn)]
    pub(crate) fn find_in(element: &JsValue, selector: &str) -> JsValue;
    #[wasm_bindgen(js_name = findInRoot)]
    pub(crate) fn find_in_root(root: &JsValue, selector: &str) -> JsValue;
    #[wasm_bindgen(js_name = findInDocument)]
    pub(crate) fn find_in_document(document: &JsValue, selector: &str) -> JsValue;
    #[wasm_bindgen(js_name = isLoading)]
    pub(crate) fn is_loading() -> bool;
    #[wasm_bindgen(js_name = hasDocument)]
    pub(crate) fn has_document(frame: &JsValue) -> bool;

    #[wasm_bindgen(js_name = addressOf)]
    pub(crate) fn address_of(frame: &JsValue, src: &JsValue) -> JsValue;
    pub(crate) fn parse(url: &JsValue) -> JsValue;
    pub(crate) fn absolute(src: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = pageOrigin)]
    pub(crate) fn page_origin() -> String;

    pub(crate) fn now() -> f64;
    pub(crate) fn later(ring: &JsValue, delay: f64) -> JsValue;
    /// Calls what keeps something from happening.
    pub(crate) fn cancel(it: &JsValue);
    pub(crate) fn listening(target: &EventTarget) -> EventTarget;

    #[wasm_bindgen(js_name = customEvent)]
    pub(crate) fn custom_event(name: &JsValue, detail: &JsValue) -> Option<Event>;
    /// Runs the page's listeners.
    pub(crate) fn dispatch(event: &Event);
    /// Runs whatever the page has in the place of its console.
    pub(crate) fn print(
        level: &str,
        prefix: &str,
        message: &JsValue,
        element: &JsValue,
        cause: &JsValue,
    );
    /// Runs the page's abort listeners.
    pub(crate) fn abort(controller: &JsValue);

    #[wasm_bindgen(js_name = dataFrom)]
    pub(crate) fn data_from(message: &Event, origin: &JsValue) -> Option<JsValue>;
    #[wasm_bindgen(js_name = originOf)]
    pub(crate) fn origin_of(message: &Event) -> JsValue;
    pub(crate) fn disconnect(observer: &MutationObserver);
    #[wasm_bindgen(js_name = takeRecords)]
    pub(crate) fn take_records(observer: &MutationObserver) -> JsValue;
    #[wasm_bindgen(js_name = postAnswer)]
    pub(crate) fn post_answer(
        window: &JsValue,
        origin: &JsValue,
        kind: &JsValue,
        id: &JsValue,
        token: &JsValue,
    );
    #[wasm_bindgen(js_name = postHello)]
    pub(crate) fn post_hello(window: &JsValue, origin: &JsValue, kind: &JsValue, version: &str);
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(method, catch, getter)]
    fn length(this: &List) -> Result<u32, JsValue>;
    #[wasm_bindgen(method, catch, structural, indexing_getter)]
    fn at(this: &List, index: u32) -> Result<JsValue, JsValue>;
}

/// The items of a list as it is now; none of what is no list.
#[inline(never)]
pub(crate) fn items(list: &JsValue) -> Vec<JsValue> {
    let list: &List = list.unchecked_ref();
    let length = list.length().unwrap_or(0);
    (0..length)
        .filter_map(|index| list.at(index).ok())
        .collect()
}
