//! A `MutationObserver` that disconnects itself.

use js_sys::{Array, JSON};
use wasm_bindgen::prelude::*;
use web_sys::{MutationObserver, Node};

use super::Callback;

#[wasm_bindgen(module = "/src/page/observer.js")]
extern "C" {
    #[wasm_bindgen(js_name = takeRecords)]
    fn take_records(observer: &MutationObserver) -> Option<Array>;
}

/// Every element that comes or goes, and every attribute that matters to a frame.
const WATCHED: &str = concat!(
    r#"{"childList":true,"subtree":true,"attributeOldValue":true,"#,
    r#""attributeFilter":["data-ledgerbee-pricing","src","srcdoc","sandbox"]}"#,
);

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
        // Cannot fail: the text is right.
        let Ok(options) = JSON::parse(WATCHED) else {
            return;
        };
        // Fails for no node.
        let _ = inner.observe_with_options(root, options.unchecked_ref());
    }

    /// What has changed since the callback was last called.
    pub(crate) fn take_records(&self) -> Option<Array> {
        take_records(self.inner.as_ref()?)
    }
}

impl Drop for Observer {
    fn drop(&mut self) {
        if let Some(inner) = &self.inner {
            inner.disconnect();
        }
    }
}
