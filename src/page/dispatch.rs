//! Events on `window` (contract: "Events").

use js_sys::Object;
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, Window};

use super::js;
use super::memory::Memory;
use crate::core::event::PREFIX;

/// Dispatches a `ledgerbee:embed:*` event, not cancelable, with the fields that are not undefined; a memory keeps it for late listeners.
///
/// A listener that throws is reported by the browser and harms only itself.
#[inline(never)]
pub(crate) fn dispatch(
    window: &Window,
    name: &str,
    detail: &[(&'static str, JsValue)],
    memory: Option<&Memory>,
) {
    let mut full = String::from(PREFIX);
    full.push_str(name);
    let fields = detail;
    let detail = JsValue::from(Object::new());
    for (name, value) in fields {
        if !value.is_undefined() {
            js::set(&detail, name, value);
        }
    }
    let init = js::object(&[("detail", &detail)]);
    // Fails only if the page has broken `CustomEvent`; then nobody listens.
    let Ok(event) = CustomEvent::new_with_event_init_dict(&full, init.unchecked_ref()) else {
        return;
    };
    if let Some(memory) = memory {
        memory.record(&js::get(&detail, "frame"), &event);
    }
    let _ = window.dispatch_event(&event);
}
