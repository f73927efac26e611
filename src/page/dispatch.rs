//! Events on `window` (contract: "Events").

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_wasm_bindgen::preserve;
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, Window};

use super::js;
use super::memory::Memory;
use crate::core::event::PREFIX;

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

/// Dispatches a `ledgerbee:embed:*` event, not cancelable; a memory keeps it for late listeners.
///
/// A listener that throws is reported by the browser and harms only itself.
#[inline(never)]
pub(crate) fn dispatch(
    window: &Window,
    name: &str,
    detail: &[(&'static str, JsValue)],
    memory: Option<&Memory>,
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
    if let Some(memory) = memory {
        memory.record(&js::get(&detail, "frame"), &event);
    }
    let _ = window.dispatch_event(&event);
}
