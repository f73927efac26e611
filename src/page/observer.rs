//! A `MutationObserver` that disconnects itself.

use wasm_bindgen::prelude::*;

use super::Callback;
use super::permit::Permit;
use super::platform::{Records, disconnect, new_observer, resize, take_records, watch};

/// Watches trees for iframes that come, go or change, until it is dropped.
#[must_use]
pub(crate) struct Observer {
    /// `undefined` if the page has broken it; then what has changed cannot be told.
    inner: JsValue,
    _callback: Callback,
}

impl Observer {
    pub(crate) fn new(callback: Callback) -> Self {
        Self {
            inner: new_observer(callback.as_ref()),
            _callback: callback,
        }
    }

    /// Watches a tree, from now on or still.
    pub(crate) fn observe(&self, tree: &JsValue) {
        watch(&self.inner, tree);
    }

    /// Sets an iframe's height, and watches its style from then on.
    pub(crate) fn resize(&self, frame: &JsValue, height: f64, _: &mut Permit) {
        resize(frame, height, &self.inner);
    }

    /// What has changed since the callback was last called: `None` if nothing has, `false` if that cannot be told.
    pub(crate) fn take_records(&self) -> Option<Records> {
        take_records(&self.inner)
    }
}

impl Drop for Observer {
    fn drop(&mut self) {
        disconnect(&self.inner);
    }
}
