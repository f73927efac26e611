//! A `MutationObserver` that disconnects itself.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{MutationObserver, Node};

use super::dom::MARKER;
use super::{Callback, js};

/// Watches trees for iframes that come, go or change, until it is dropped.
#[must_use]
pub(crate) struct Observer {
    inner: Option<MutationObserver>,
    _callback: Callback,
}

impl Observer {
    /// Every element that changes in a way that could matter to a frame, with its old value.
    pub(crate) fn new(callback: Callback) -> Self {
        Self {
            inner: MutationObserver::new(callback.as_ref().unchecked_ref()).ok(),
            _callback: callback,
        }
    }

    pub(crate) fn observe(&self, root: &Node) {
        let Some(inner) = &self.inner else { return };
        let names = Array::new();
        for name in [MARKER, "src", "srcdoc", "sandbox"] {
            names.push(&name.into());
        }
        let init = js::object(&[
            ("attributeFilter", &names),
            ("attributeOldValue", &JsValue::TRUE),
            ("childList", &JsValue::TRUE),
            ("subtree", &JsValue::TRUE),
        ]);
        // Fails for no node.
        let _ = inner.observe_with_options(root, init.unchecked_ref());
    }

    /// What has changed since the callback was last called.
    pub(crate) fn take_records(&self) -> Array {
        let inner = self.inner.as_ref();
        inner
            .map(MutationObserver::take_records)
            .unwrap_or_default()
    }
}

impl Drop for Observer {
    fn drop(&mut self) {
        if let Some(inner) = &self.inner {
            inner.disconnect();
        }
    }
}
