//! Events on `window` (contract: "Events").

use wasm_bindgen::prelude::*;
use web_sys::Window;

use super::dom::CustomEvent;
use super::js;
use super::memory::Memory;
use crate::core::event::PREFIX;

/// Dispatches a `ledgerbee:embed:*` event, not cancelable; a memory keeps it for late listeners.
///
/// A listener that throws is reported by the browser and harms only itself.
#[inline(never)]
pub(crate) fn dispatch(window: &Window, name: &str, detail: &JsValue, memory: Option<&Memory>) {
    let full = js::joined(&PREFIX.into(), name);
    let init = js::object();
    js::set(&init, "detail", detail);
    // Fails only if the page has broken `CustomEvent`; then nobody listens.
    let Ok(event) = CustomEvent::new(&full, &init) else {
        return;
    };
    if let Some(memory) = memory {
        memory.record(&js::get(detail, "frame"), &event);
    }
    let _ = window.dispatch_event(event.unchecked_ref());
}
