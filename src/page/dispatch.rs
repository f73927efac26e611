//! Events on `window` (contract: "Events").

use js_sys::Array;
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_wasm_bindgen::preserve;
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit, HtmlIFrameElement, Window};

use crate::core::event::{MAX_REPLAYED, PREFIX};

/// The fields of a `detail`, in order.
pub(crate) type Fields = Vec<(&'static str, JsValue)>;

struct Detail(Fields);
struct Kept<'a>(&'a JsValue);

impl Serialize for Detail {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, &Kept(value))?;
        }
        map.end()
    }
}

impl Serialize for Kept<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        preserve::serialize(self.0, serializer)
    }
}

/// A `ledgerbee:embed:*` event, not cancelable; `None` if the page has broken `CustomEvent`.
pub(crate) fn event(name: &str, fields: Fields) -> Option<CustomEvent> {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    let init = CustomEventInit::new();
    init.set_detail(&Detail(fields).serialize(&serializer).ok()?);
    let mut full = String::from(PREFIX);
    full.push_str(name);
    CustomEvent::new_with_event_init_dict(&full, &init).ok()
}

/// Dispatches it. A listener that throws is reported by the browser and harms only itself; the
/// call fails only if a listener dispatches the very event it is being called with.
pub(crate) fn dispatch(window: &Window, event: &CustomEvent) {
    let _ = window.dispatch_event(event);
}

/// The events kept for late listeners, oldest first, each with its frame.
pub(crate) struct Log(Array);

impl Log {
    /// `entries` belongs to the loader, so that it outlives this program.
    pub(crate) const fn new(entries: Array) -> Self {
        Self(entries)
    }

    pub(crate) fn push(&self, frame: &HtmlIFrameElement, event: &CustomEvent) {
        self.0.push(&Array::of2(frame, event));
        if self.0.length() > MAX_REPLAYED {
            self.0.shift();
        }
    }

    /// Lets go of frames that have left the page.
    pub(crate) fn prune(&self) {
        for index in (0..self.0.length()).rev() {
            let entry: Array = self.0.get(index).unchecked_into();
            let frame: HtmlIFrameElement = entry.get(0).unchecked_into();
            if !frame.is_connected() {
                self.0.splice(index, 1, &JsValue::UNDEFINED);
            }
        }
    }
}
