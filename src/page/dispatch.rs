//! Events on `window` (contract: "Events").

use wasm_bindgen::prelude::*;
use web_sys::{HtmlIFrameElement, Window};

use super::dom::CustomEvent;
use super::js;
use super::memory::Memory;

/// Dispatches an event, not cancelable; a memory keeps it for late listeners, with the frame it is of.
///
/// A listener that throws is reported by the browser and harms only itself.
#[inline(never)]
pub(crate) fn dispatch(
    window: &Window,
    kind: &JsValue,
    detail: &JsValue,
    memory: Option<(&Memory, &HtmlIFrameElement)>,
) {
    let init = js::object();
    js::set(&init, "detail", detail);
    // Fails only if the page has broken `CustomEvent`; then nobody listens.
    let Ok(event) = CustomEvent::new(kind, &init) else {
        return;
    };
    if let Some((memory, frame)) = memory {
        memory.record(frame, &event);
    }
    let _ = window.dispatch_event(event.unchecked_ref());
}
