//! The page's own functions that fetch tokens (docs/protocol.md, "Providers").

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::platform::cancel;
use crate::core::calls::Question;
use crate::core::questions::Outcome;
use crate::core::wire::Kind;

#[wasm_bindgen(module = "/src/page/provider.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    fn provider(frame: &JsValue, given: &JsValue, name: &str) -> Result<Option<Function>, JsValue>;
    #[wasm_bindgen(catch, js_name = newController)]
    fn new_controller() -> Result<JsValue, JsValue>;
    fn ask(
        call: &Function,
        kind: &str,
        frame: &JsValue,
        id: &JsValue,
        controller: &JsValue,
        done: &JsValue,
    ) -> JsValue;
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
        given: &JsValue,
        kind: Kind,
    ) -> Result<Option<Self>, JsValue> {
        Ok(provider(frame, given, kind.provider())?.map(Self))
    }

    /// Calls it.
    pub(crate) fn call(&self, question: &Question<JsValue>, controller: &JsValue) -> Call {
        let state = Rc::new(RefCell::new(State::default()));
        let told = state.clone();
        let done = Closure::<dyn Fn(JsValue, bool)>::new(move |value, has_failed| {
            let waker = {
                let mut state = told.borrow_mut();
                state.outcome = Some(if has_failed {
                    Outcome::Failed(value)
                } else {
                    Outcome::Given(value)
                });
                state.waker.take()
            };
            if let Some(waker) = waker {
                waker.wake();
            }
        });
        let forget = ask(
            &self.0,
            question.answer.kind.name(),
            &question.frame,
            &question.answer.id,
            controller,
            done.as_ref(),
        );
        Call {
            state,
            forget,
            _done: done,
        }
    }
}

/// What aborts a provider's signal, unless the page has broken `AbortController`.
pub(crate) fn controller() -> JsValue {
    new_controller().unwrap_or(JsValue::UNDEFINED)
}

/// A call of a provider. Once this is dropped, one that never settles keeps nothing of the bridge's.
#[must_use]
pub(crate) struct Call {
    state: Rc<RefCell<State>>,
    forget: JsValue,
    _done: Closure<dyn Fn(JsValue, bool)>,
}

#[derive(Default)]
struct State {
    outcome: Option<Outcome<JsValue>>,
    waker: Option<Waker>,
}

impl Future for Call {
    type Output = Outcome<JsValue>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.state.borrow_mut();
        match state.outcome.take() {
            Some(outcome) => Poll::Ready(outcome),
            None => {
                state.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        cancel(&self.forget);
    }
}
