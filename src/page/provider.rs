//! The page's own functions that fetch tokens (docs/protocol.md, "Providers").

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::memory::Memory;
use super::permit::Permit;
use super::word::word;
use crate::core::frame::Question;
use crate::core::wake::{News, Outcome};
use crate::core::wire::Kind;

#[wasm_bindgen(module = "/src/page/provider.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    fn provider(
        frame: &JsValue,
        memory: &Memory,
        name: &JsValue,
    ) -> Result<Option<Function>, JsValue>;
    fn ask(call: &Function, kind: &JsValue, frame: &JsValue, entry: &JsValue, done: &JsValue);
    fn forget(entry: &JsValue);
}

/// A provider that was found. Calling it runs code of the page.
pub(crate) struct Provider(Function);

impl Provider {
    /// The function to be asked now, which is called on its holder.
    ///
    /// # Errors
    ///
    /// What an accessor of the page threw.
    pub(crate) fn find(
        frame: &JsValue,
        memory: &Memory,
        kind: Kind,
        _: &mut Permit,
    ) -> Result<Option<Self>, JsValue> {
        Ok(provider(frame, memory, word(kind.provider()))?.map(Self))
    }

    /// Calls it; the result is news for the request's task.
    pub(crate) fn call(
        &self,
        question: &Rc<Question<JsValue>>,
        memory: &Memory,
        _: &mut Permit,
    ) -> Call {
        let asked = question.clone();
        let done = Closure::<dyn Fn(JsValue, bool)>::new(move |value, has_failed| {
            asked.wake.tell(News::Came(if has_failed {
                Outcome::Failed(value)
            } else {
                Outcome::Given(value)
            }));
        });
        let entry = memory.entry(question);
        let kind = word(question.key.kind.name());
        ask(
            &self.0,
            kind,
            &question.pinned.element,
            entry,
            done.as_ref(),
        );
        Call {
            question: question.clone(),
            _done: done,
        }
    }
}

/// A call of a provider. Once this is dropped, one that never settles keeps nothing of the bridge's.
#[must_use]
pub(crate) struct Call {
    question: Rc<Question<JsValue>>,
    _done: Closure<dyn Fn(JsValue, bool)>,
}

impl Drop for Call {
    fn drop(&mut self) {
        if let Some(entry) = self.question.entry.get() {
            forget(entry);
        }
    }
}
