//! What outlives the program. It belongs to the loader, so that a program that traps can be
//! followed by another (docs/protocol.md, "Faults").

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::Event;

use super::permit::Permit;
use crate::core::frame::Question;

// `js/loader/memory.ts` says what each does.
#[wasm_bindgen]
extern "C" {
    pub(crate) type Memory;

    /// The options that were valid, under their names, and the providers under theirs.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn given(this: &Memory) -> JsValue;
    /// The `src` attributes of the tags that the embed came by.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn scripts(this: &Memory) -> JsValue;

    /// The observed shadow roots that are still there.
    #[wasm_bindgen(method)]
    pub(crate) fn roots(this: &Memory) -> Array;
    /// Notes one; `false` if it was noted before.
    #[wasm_bindgen(method, js_name = addRoot)]
    pub(crate) fn add_root(this: &Memory, root: &JsValue) -> bool;

    /// Notes something that happens once a page; `false` if it was noted before.
    #[wasm_bindgen(method, js_name = isFirst)]
    pub(crate) fn is_first(this: &Memory, what: &JsValue) -> bool;

    /// Keeps a lifecycle event for late listeners.
    #[wasm_bindgen(method)]
    pub(crate) fn record(this: &Memory, detail: JsValue, event: &Event);
    /// Lets go of the events of frames that have left the page.
    #[wasm_bindgen(method)]
    pub(crate) fn prune(this: &Memory);

    /// Notes a request that is unanswered.
    #[wasm_bindgen(method, js_name = open)]
    fn open_entry(
        this: &Memory,
        number: u32,
        window: &JsValue,
        origin: &JsValue,
        kind: &JsValue,
        id: &JsValue,
    );
    /// Makes what aborts the signal of a request's provider, and notes it.
    #[wasm_bindgen(method, js_name = control)]
    fn control_entry(this: &Memory, number: u32) -> JsValue;
    /// Takes a request off.
    #[wasm_bindgen(method)]
    pub(crate) fn close(this: &Memory, number: u32);
}

impl Memory {
    pub(crate) fn open(&self, it: &Question<JsValue>) {
        self.open_entry(
            it.number,
            &it.pinned.window,
            &it.pinned.origin,
            &it.word,
            &it.key.id,
        );
    }

    /// Gives a request what aborts its provider's signal, once. An `AbortController` of the page's own runs then.
    pub(crate) fn control(&self, it: &Question<JsValue>, _: &mut Permit) {
        let _ = it.controller.set(self.control_entry(it.number));
    }
}
