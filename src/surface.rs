//! What the loader calls: the program's exports.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::core::diagnostic::Code;
use crate::page::{Page, js::flag};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Starts the bridge. `memory` is the loader's and outlives this program (see `page::memory`);
/// `cause` is what brought this program here: `true` if another one has trapped, `false` if
/// `WebAssembly` was refused.
#[wasm_bindgen]
pub fn start(memory: JsValue, options: JsValue, cause: JsValue) {
    let page = Page::new(&memory);
    Page::run(Some(page.clone()));
    page.restore();
    page.apply(&options);
    if let Some(is_restart) = flag(&cause) {
        let code = if is_restart {
            Code::ModuleRestarted
        } else {
            Code::WasmUnavailable
        };
        page.report(code, Default::default());
    }
    page.open();
}

/// Merges the options of a further start, by a script of the given version.
#[wasm_bindgen]
pub fn join(options: JsValue, version: JsValue) {
    let Some(page) = Page::running() else { return };
    page.apply(&options);
    page.survey();
    page.report(
        if version == VERSION {
            Code::AlreadyStarted
        } else {
            Code::VersionMismatch
        },
        Default::default(),
    );
}

/// Judges a `message` event that the loader has held back for so many ms.
#[wasm_bindgen]
pub fn receive(event: JsValue, waited: f64) {
    if let Some(page) = Page::running() {
        page.receive_held(event.unchecked_ref(), waited);
    }
}

/// Hears what a provider has given for a request, by its length; whether that is its answer.
#[wasm_bindgen]
#[must_use]
pub fn hear(number: f64, length: f64) -> bool {
    Page::running().is_some_and(|page| page.hear(number, length))
}

/// The iframes that are being served.
#[wasm_bindgen]
#[must_use]
pub fn frames() -> Array {
    Page::running()
        .map(|page| page.frames())
        .unwrap_or_default()
}

/// Watches a shadow root too.
#[wasm_bindgen]
pub fn observe(root: JsValue) {
    if let Some(page) = Page::running() {
        page.observe(&root);
    }
}

/// Stops the bridge and lets go of everything.
#[wasm_bindgen]
pub fn stop() {
    if let Some(page) = Page::run(None) {
        page.close();
    }
}
