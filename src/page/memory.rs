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

    /// Notes a request that is unanswered; gives its entry.
    #[wasm_bindgen(method)]
    fn open(
        this: &Memory,
        window: &JsValue,
        origin: &JsValue,
        kind: &JsValue,
        id: &JsValue,
    ) -> JsValue;
    /// Takes an entry off, and posts its answer.
    #[wasm_bindgen(method)]
    pub(crate) fn answer(this: &Memory, entry: &JsValue, token: &JsValue);
    /// Takes an entry off, with nobody left to answer.
    #[wasm_bindgen(method)]
    pub(crate) fn close(this: &Memory, entry: &JsValue);
    #[wasm_bindgen(method, js_name = control)]
    fn control_entry(this: &Memory, entry: &JsValue);
    #[wasm_bindgen(method, js_name = abort)]
    fn abort_entry(this: &Memory, entry: &JsValue);
}

impl Memory {
    /// A request's entry in the list of what is unanswered. The first call of this puts it there.
    pub(crate) fn entry<'a>(&self, it: &'a Question<JsValue>) -> &'a JsValue {
        it.entry
            .get_or_init(|| self.open(&it.pinned.window, &it.pinned.origin, &it.word, &it.key.id))
    }

    /// Makes what aborts the signal of a request's provider. An `AbortController` of the page's own runs then.
    pub(crate) fn control(&self, it: &Question<JsValue>, _: &mut Permit) {
        self.control_entry(self.entry(it));
    }

    /// Runs the page's abort listeners.
    pub(crate) fn abort(&self, it: &Question<JsValue>, _: &mut Permit) {
        if let Some(entry) = it.entry.get() {
            self.abort_entry(entry);
        }
    }
}
