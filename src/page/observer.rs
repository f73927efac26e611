//! A `MutationObserver` that disconnects itself.

use js_sys::JSON;
use wasm_bindgen::prelude::*;
use web_sys::{MutationObserver, MutationObserverInit, Node};

use super::Callback;
use super::platform::{disconnect, take_records};

/// Every element that comes or goes, and every attribute that matters to a frame.
const WATCHED: &str = concat!(
    r#"{"childList":true,"subtree":true,"attributeOldValue":true,"attributeFilter":"#,
    r#"["data-ledgerbee-pricing","src","srcdoc","sandbox"]}"#,
);

/// Watches trees for iframes that come, go or change, until it is dropped.
#[must_use]
pub(crate) struct Observer {
    inner: Option<MutationObserver>,
    _callback: Callback,
}

impl Observer {
    pub(crate) fn new(callback: Callback) -> Self {
        Self {
            inner: MutationObserver::new(callback.as_ref().unchecked_ref()).ok(),
            _callback: callback,
        }
    }

    /// Watches a tree, from now on or still.
    pub(crate) fn observe(&self, root: &Node) {
        if let Some(inner) = &self.inner
            && let Ok(options) = JSON::parse(WATCHED)
        {
            // Fails for no node.
            let options: &MutationObserverInit = options.unchecked_ref();
            let _ = inner.observe_with_options(root, options);
        }
    }

    /// What has changed since the callback was last called: `undefined` if nothing has, `null` if it
    /// cannot be told.
    pub(crate) fn take_records(&self) -> JsValue {
        self.inner.as_ref().map_or(JsValue::NULL, take_records)
    }
}

impl Drop for Observer {
    fn drop(&mut self) {
        if let Some(inner) = &self.inner {
            disconnect(inner);
        }
    }
}
