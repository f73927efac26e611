//! What the loader calls: the program's exports.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::core::diagnostic::Code;
use crate::page::{Page, State};

const VERSION: &str = env!("CARGO_PKG_VERSION");

thread_local! {
    static PAGE: State<Option<Rc<Page>>> = const { State::new(None) };
}

/// The running bridge, cloned out, so that nothing stays borrowed while it works.
fn page() -> Option<Rc<Page>> {
    PAGE.with(|page| page.with(|page| page.clone()))
}

fn set_page(page: Option<Rc<Page>>) -> Option<Rc<Page>> {
    PAGE.with(|held| held.with(|held| std::mem::replace(held, page)))
}

/// Starts the bridge. `log` keeps `[frame, event]` pairs for late listeners; it is the loader's.
#[wasm_bindgen]
pub fn start(log: Array, options: JsValue, script: JsValue) {
    let page = Page::new(log);
    set_page(Some(page.clone()));
    page.apply(&options, &script);
    page.open();
}

/// Merges the options of a further start, by a script of the given version.
#[wasm_bindgen]
pub fn join(options: JsValue, script: JsValue, version: JsValue) {
    let Some(page) = page() else { return };
    page.apply(&options, &script);
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

/// The iframes that are being served.
#[wasm_bindgen]
#[must_use]
pub fn frames() -> Array {
    page().map(|page| page.frames()).unwrap_or_default()
}

/// Watches a shadow root too.
#[wasm_bindgen]
pub fn observe(root: JsValue) {
    if let Some(page) = page() {
        page.observe(&root);
    }
}

/// Stops the bridge and lets go of everything.
#[wasm_bindgen]
pub fn stop() {
    if let Some(page) = set_page(None) {
        page.close();
    }
}
