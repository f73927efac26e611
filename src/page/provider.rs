//! The page's own functions that fetch tokens (contract: "Providers").

use std::cell::Cell;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

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
pub(crate) struct Call {
    cancel: Cell<Option<Function>>,
    answer: Cell<Option<JsFuture>>,
}

/// Takes an answer to its request the moment it is there: an executor would have it wait for one
/// more microtask, and weigh more than all the rest of this file.
struct Answered(f64);

impl Wake for Answered {
    fn wake(self: Arc<Self>) {
        if let Some(page) = Page::running() {
            page.hear_answer(self.0);
        }
    }
}

impl Call {
    /// Calls the provider; [`Page::hear_answer`] is told of its answer.
    ///
    /// # Errors
    ///
    /// What the provider threw.
    pub(crate) fn start(
        &self,
        provider: &Provider,
        question: &Question,
        number: f64,
    ) -> Result<(), JsValue> {
        let controller = AbortController::new()?;
        let context = js::object();
        js::set(&context, "kind", &js::word(question.key.kind));
        js::set(&context, "frame", &question.frame.element);
        js::set(&context, "requestId", &question.id);
        js::set(&context, "signal", &js::get(&controller, "signal"));
        question.letter.0.push(&controller);
        // A provider that never answers would keep its future alive for ever; this second promise
        // ends it. Its executor is the `push` of a list, which leaves `resolve` there: a closure
        // of our own would bring more glue. `race` takes plain values, and thenables of any kind.
        let resolvers = Array::new();
        let push: Function = js::get(&resolvers, "push").unchecked_into();
        let cancelled = Deferred::new(&push.bind0(&resolvers));
        self.cancel.set(resolvers.get(0).dyn_into().ok());
        let answer = provider.function.call1(&provider.this, &context)?;
        let first = Promise::race(&Array::of2(&answer, &cancelled));
        self.answer.set(Some(JsFuture::from(first)));
        // It can't be there yet: promises never settle at once.
        let _ = self.answer(number);
        Ok(())
    }

    /// What the provider has made of it, if it has; it is heard of later if not.
    pub(crate) fn answer(&self, number: f64) -> Option<Result<JsValue, JsValue>> {
        let mut future = self.answer.take()?;
        let waker = Waker::from(Arc::new(Answered(number)));
        match Pin::new(&mut future).poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(answer) => Some(answer),
            Poll::Pending => {
                self.answer.set(Some(future));
                None
            }
        }
    }

    /// Tells the provider that nobody waits for its answer any more, and frees the future.
    pub(crate) fn abort(&self, question: &Question) {
        if let Some(cancel) = self.cancel.take() {
            // A promise's own resolve function does not throw.
            let _ = cancel.call0(&JsValue::UNDEFINED);
        }
        let controller = question.letter.0.get(3);
        if !controller.is_undefined() {
            controller.unchecked_ref::<AbortController>().abort();
        }
    }
}
