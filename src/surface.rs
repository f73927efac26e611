//! What the loader calls: the program's exports.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::core::diagnostic::Code;
use crate::core::inbox::Held;
use crate::page::bridge::Bridge;
use crate::page::memory::Memory;
use crate::page::permit::Permit;

/// Starts the bridge. `memory` is the loader's and outlives this program (see `page::memory`).
#[wasm_bindgen]
pub fn start(memory: JsValue) {
    #[cfg(debug_assertions)]
    crate::page::panics::show();
    Bridge::run(Some(Bridge::new(memory.unchecked_into::<Memory>())));
}

/// Begins to listen and to serve, once the options are there; again at each further start, because a
/// page that was written anew has lost its listeners, and a further tag is of another origin.
#[wasm_bindgen]
pub fn open() {
    if let Some(bridge) = Bridge::running() {
        let permit = &mut Permit::on_entry();
        bridge.listen();
        bridge.trust_tags(permit);
        bridge.survey(permit);
    }
}

/// Merges the options of a start.
#[wasm_bindgen]
pub fn configure(options: JsValue) {
    if let Some(bridge) = Bridge::running() {
        bridge.apply(&options, &mut Permit::on_entry());
    }
}

/// Reports a code that the loader knows of, by its place among all, with what made it happen.
#[wasm_bindgen]
pub fn report(code: usize, cause: JsValue) {
    if let (Some(bridge), Some(code)) = (Bridge::running(), Code::ALL.get(code)) {
        bridge.report(*code, cause, &mut Permit::on_entry());
    }
}

/// Judges a `message` event that the loader has held for so many ms, and may have answered.
#[wasm_bindgen]
pub fn receive(event: JsValue, waited: f64, is_answered: bool) {
    if let Some(bridge) = Bridge::running() {
        let held = Held {
            waited,
            is_answered,
        };
        bridge.receive_held(event.unchecked_ref(), held, &mut Permit::on_entry());
    }
}

/// The iframes that are being served.
#[wasm_bindgen]
#[must_use]
pub fn frames() -> Array {
    Bridge::running()
        .map(|bridge| bridge.frames(&mut Permit::on_entry()))
        .unwrap_or_default()
}

/// The status of an iframe; `undefined` if it is not marked.
#[wasm_bindgen]
#[must_use]
pub fn status(frame: JsValue) -> JsValue {
    Bridge::running().map_or(JsValue::UNDEFINED, |bridge| {
        bridge.status(&frame, &mut Permit::on_entry())
    })
}

/// Watches a shadow root too.
#[wasm_bindgen]
pub fn observe(root: JsValue) {
    let permit = &mut Permit::on_entry();
    if let Some(bridge) = Bridge::running()
        && !bridge.observe(&root, permit)
    {
        bridge.reject_option("root", permit);
    }
}

/// Stops the bridge and lets go of everything.
#[wasm_bindgen]
pub fn stop() {
    if let Some(bridge) = Bridge::run(None) {
        bridge.close(&mut Permit::on_entry());
    }
}
