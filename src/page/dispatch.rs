//! Events on `window` (contract: "Events").

use wasm_bindgen::prelude::*;
use web_sys::{Event, HtmlIFrameElement, Window};

use super::memory::Log;

#[wasm_bindgen(module = "/src/page/dispatch.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = customEvent)]
    fn custom_event(name: &JsValue, detail: &JsValue) -> Result<Event, JsValue>;
}

/// Dispatches an event, not cancelable; a log keeps it for late listeners, with the frame it is of.
///
/// A listener that throws is reported by the browser and harms only itself.
#[inline(never)]
pub(crate) fn dispatch(
    window: &Window,
    name: &JsValue,
    detail: &JsValue,
    log: Option<(&Log, &HtmlIFrameElement)>,
) {
    // Fails only if the page has broken `CustomEvent`; then nobody listens.
    let Ok(event) = custom_event(name, detail) else {
        return;
    };
    if let Some((log, frame)) = log {
        log.record(frame, &event);
    }
    let _ = window.dispatch_event(&event);
}
