//! A `MutationObserver` that disconnects itself.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{MutationObserver, MutationObserverInit, Node};

use super::dom::MARKER;

/// Watches trees for iframes that come, go or change, until it is dropped.
#[must_use]
pub(crate) struct Observer {
    inner: Option<MutationObserver>,
    _callback: Closure<dyn Fn(Array)>,
}

impl Observer {
    /// Every element that changes in a way that could matter to a frame, with its old value.
    pub(crate) fn new(callback: impl Fn(Array) + 'static) -> Self {
        let callback = Closure::<dyn Fn(Array)>::new(callback);
        Self {
            inner: MutationObserver::new(callback.as_ref().unchecked_ref()).ok(),
            _callback: callback,
        }
    }

    pub(crate) fn observe(&self, root: &Node) {
        let Some(inner) = &self.inner else { return };
        let init = MutationObserverInit::new();
        let names = [MARKER, "src", "srcdoc", "sandbox"];
        init.set_attribute_filter(&names.into_iter().map(JsValue::from_str).collect::<Array>());
        init.set_attribute_old_value(true);
        init.set_child_list(true);
        init.set_subtree(true);
        // Fails for no node.
        let _ = inner.observe_with_options(root, &init);
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
