//! Events on `window` (contract: "Events").

use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, Window};

use super::js;
use super::memory::Memory;
use crate::core::event::PREFIX;

/// Dispatches a `ledgerbee:embed:*` event, not cancelable; a memory keeps it for late listeners.
///
/// A listener that throws is reported by the browser and harms only itself.
#[inline(never)]
pub(crate) fn dispatch(window: &Window, name: &str, detail: &JsValue, memory: Option<&Memory>) {
    let mut full = String::from(PREFIX);
    full.push_str(name);
    let init = js::object();
    js::set(&init, "detail", detail);
    // Fails only if the page has broken `CustomEvent`; then nobody listens.
    let Ok(event) = CustomEvent::new_with_event_init_dict(&full, init.unchecked_ref()) else {
        return;
    };
    if let Some(memory) = memory {
        memory.record(&js::get(detail, "frame"), &event);
    }
    let _ = window.dispatch_event(&event);
}
