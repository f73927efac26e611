//! The DOM, asked in a way that injected markup cannot answer for it.
//!
//! `<img name=querySelectorAll>` shadows the method of that name on `document`, and
//! `<input name=nodeType>` does it on its form. So members of `document` and of nodes that are
//! not known to be iframes are called through their prototypes (`final`).

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlIFrameElement, Node, ShadowRoot};

use super::js;

/// What marks an iframe as one to serve.
pub(crate) const MARKER: &str = "data-ledgerbee-pricing";
/// Every frame to serve.
pub(crate) const MARKED: &str = "iframe[data-ledgerbee-pricing]";
/// Every frame that could become one.
pub(crate) const IFRAME: &str = "iframe";

const ELEMENT_NODE: f64 = 1.0;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Element)]
    type AnyElement;
    #[wasm_bindgen(method, final, catch, js_class = "Element", js_name = matches)]
    fn matches(this: &AnyElement, selector: &str) -> Result<bool, JsValue>;
    #[wasm_bindgen(method, final, catch, js_class = "Element", js_name = querySelectorAll)]
    fn query(this: &AnyElement, selector: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, js_name = getAttribute)]
    fn get_attribute(this: &AnyElement, name: &str) -> JsValue;
    #[wasm_bindgen(method, js_name = hasAttribute)]
    fn has_attribute(this: &AnyElement, name: &str) -> bool;

    pub(crate) type URL;
    #[wasm_bindgen(constructor, catch)]
    pub(crate) fn new(url: &JsValue, base: &JsValue) -> Result<URL, JsValue>;

    #[wasm_bindgen(js_name = Document)]
    type AnyDocument;
    #[wasm_bindgen(method, final, catch, js_class = "Document", js_name = querySelectorAll)]
    fn query_all(this: &AnyDocument, selector: &str) -> Result<JsValue, JsValue>;

    pub(crate) type Incoming;
}

#[wasm_bindgen(module = "/src/page/message.js")]
extern "C" {
    pub(crate) type Data;
    /// What a message carries, if it comes from an origin.
    #[wasm_bindgen(js_name = dataFrom)]
    pub(crate) fn data_from(message: &Incoming, origin: &JsValue) -> Option<Data>;
}

/// Does something with every marked iframe in the document.
pub(crate) fn each_marked_in_document(
    document: &Document,
    work: &mut dyn FnMut(&HtmlIFrameElement),
) {
    if let Ok(list) = document.unchecked_ref::<AnyDocument>().query_all(MARKED) {
        each(&list, &mut |frame| work(frame.unchecked_ref()));
    }
}

pub(crate) use URL as Url;

/// Whether a node is an element. Only an element can have something in place of its number.
pub(crate) fn is_element(node: &Node) -> bool {
    let kind = js::get(node, "nodeType").as_f64();
    kind.is_none_or(|kind| kind == ELEMENT_NODE)
}

/// Whether an element matches.
pub(crate) fn is_match(element: &Node, selector: &str) -> bool {
    let element: &AnyElement = element.unchecked_ref();
    element.matches(selector).unwrap_or(false)
}

/// Does something with every marked iframe among an element and what is below it.
pub(crate) fn each_marked(node: &Node, work: &mut dyn FnMut(&HtmlIFrameElement)) {
    if is_match(node, MARKED) {
        work(node.unchecked_ref());
    } else if let Ok(list) = node.unchecked_ref::<AnyElement>().query(MARKED) {
        each(&list, &mut |frame| work(frame.unchecked_ref()));
    }
}

/// Does something with every marked iframe in a shadow root, on which nothing can be hung.
pub(crate) fn each_marked_in(root: &ShadowRoot, work: &mut dyn FnMut(&HtmlIFrameElement)) {
    if let Ok(list) = root.query_selector_all(MARKED) {
        each(&list, &mut |frame| work(frame.unchecked_ref()));
    }
}

/// Does something with every item of a list as it is now.
pub(crate) fn each(list: &JsValue, work: &mut dyn FnMut(&JsValue)) {
    let items = Array::from(list);
    for index in 0..items.length() {
        work(&items.get(index));
    }
}

/// Whether there is an attribute.
pub(crate) fn has_attribute(element: &Element, name: &str) -> bool {
    element.unchecked_ref::<AnyElement>().has_attribute(name)
}

/// An attribute's value, or `null`.
pub(crate) fn attribute(element: &Element, name: &str) -> JsValue {
    element.unchecked_ref::<AnyElement>().get_attribute(name)
}
