//! Events on `window` (contract: "Events").

use js_sys::Array;
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_wasm_bindgen::preserve;
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, Window};

use super::js;
use crate::core::event::{MAX_REPLAYED, PREFIX};

/// The fields of a `detail`; those that are undefined are left out.
struct Detail<'a>(&'a [(&'static str, JsValue)]);
/// A value that is in JavaScript already.
struct Kept<'a>(&'a JsValue);

impl Serialize for Detail<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.0 {
            if !value.is_undefined() {
                map.serialize_entry(&Kept(&JsValue::from_str(name)), &Kept(value))?;
            }
        }
        map.end()
    }
}

impl Serialize for Kept<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        preserve::serialize(self.0, serializer)
    }
}

/// Dispatches a `ledgerbee:embed:*` event, not cancelable, after handing it to `keep`.
///
/// A listener that throws is reported by the browser and harms only itself.
#[inline(never)]
pub(crate) fn dispatch(
    window: &Window,
    name: &str,
    detail: &[(&'static str, JsValue)],
    log: Option<&Log>,
) {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    let mut full = String::from(PREFIX);
    full.push_str(name);
    // Neither fails unless the page has broken `Object` or `CustomEvent`; then nobody listens.
    let Ok(detail) = Detail(detail).serialize(&serializer) else {
        return;
    };
    let init = js::object(&[("detail", &detail)]);
    let Ok(event) = CustomEvent::new_with_event_init_dict(&full, init.unchecked_ref()) else {
        return;
    };
    if let Some(log) = log {
        log.push(&js::get(&detail, "frame"), &event);
    }
    let _ = window.dispatch_event(&event);
}

/// The events kept for late listeners, oldest first, each with its frame.
pub(crate) struct Log(Array);

impl Log {
    /// `entries` belongs to the loader, so that it outlives this program.
    pub(crate) const fn new(entries: Array) -> Self {
        Self(entries)
    }

    fn push(&self, frame: &JsValue, event: &JsValue) {
        self.0.push(&Array::of2(frame, event));
        if self.0.length() > MAX_REPLAYED {
            self.0.shift();
        }
    }

    /// Lets go of frames that have left the page.
    pub(crate) fn prune(&self) {
        for _ in 0..self.0.length() {
            let entry = self.0.shift();
            let frame = js::get(&entry, "0");
            if js::get(&frame, "isConnected") == JsValue::TRUE {
                self.0.push(&entry);
            }
        }
    }
}
