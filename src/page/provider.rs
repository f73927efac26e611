//! The page's own functions that fetch tokens (contract: "Providers").

use std::cell::Cell;

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

use super::handshake::Question;
use super::{Page, js};
use crate::core::wire::Kind;

/// A function and what it is called on.
pub(crate) struct Provider {
    function: Function,
    this: JsValue,
}

impl Provider {
    /// The function for `kind` on `holder`, if there is one.
    ///
    /// # Errors
    ///
    /// What a getter of the page threw.
    pub(crate) fn of(holder: JsValue, kind: Kind) -> Result<Option<Self>, JsValue> {
        let function = js::try_get(&holder, kind.provider())?.dyn_into();
        Ok(function.ok().map(|function| Self {
            function,
            this: holder,
        }))
    }
}

impl Page {
    /// Who is to be asked now: what `start()` was given comes before the global, which is the
    /// page's to change at any time, so it is read anew for every request.
    ///
    /// # Errors
    ///
    /// What an accessor of the page threw.
    pub(crate) fn find_provider(&self, kind: Kind) -> Result<Option<Provider>, JsValue> {
        let given = js::get(&self.memory.given, kind.provider());
        if let Some(provider) = Provider::of(given, kind)? {
            return Ok(Some(provider));
        }
        let holder = js::try_get(&js::try_get(&self.window, "LedgerBee")?, "embed")?;
        Provider::of(holder, kind)
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Promise)]
    type Deferred;
    #[wasm_bindgen(constructor, js_class = "Promise")]
    fn new(executor: &Function) -> Deferred;
}

/// A call to a provider, which ends when the provider answers or nobody waits for it any more.
#[derive(Default)]
pub(crate) struct Call(Cell<Option<Function>>);

impl Call {
    /// Calls the provider; what it makes of it is the future's result.
    ///
    /// # Errors
    ///
    /// What the provider threw.
    pub(crate) fn start(
        &self,
        provider: &Provider,
        question: &Question,
    ) -> Result<JsFuture, JsValue> {
        let controller = AbortController::new()?;
        let context = js::object(&[
            ("kind", &question.key.kind.name().into()),
            ("frame", &question.frame.element),
            ("requestId", &question.id),
            ("signal", &js::get(&controller, "signal")),
        ]);
        question.letter.0.push(&controller);
        // A provider that never answers would keep its future alive for ever; this second promise
        // ends it. Its executor is the `push` of a list, which leaves `resolve` there: a closure
        // of our own would bring more glue. `race` takes plain values, and thenables of any kind.
        let resolvers = Array::new();
        let push: Function = js::get(&resolvers, "push").unchecked_into();
        let cancelled = Deferred::new(&push.bind0(&resolvers));
        self.0.set(resolvers.get(0).dyn_into().ok());
        let answer = provider.function.call1(&provider.this, &context)?;
        let first = Promise::race(&Array::of2(&answer, &cancelled));
        Ok(JsFuture::from(first))
    }

    /// Tells the provider that nobody waits for its answer any more, and frees the future.
    pub(crate) fn abort(&self, question: &Question) {
        if let Some(cancel) = self.0.take() {
            // A promise's own resolve function does not throw.
            let _ = cancel.call0(&JsValue::UNDEFINED);
        }
        let controller = question.letter.0.get(3);
        if !controller.is_undefined() {
            controller.unchecked_ref::<AbortController>().abort();
        }
    }
}
