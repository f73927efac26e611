//! The page's own functions that fetch tokens (contract: "Providers").

use std::cell::Cell;

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Window};

use super::js;
use super::state::State;
use crate::core::wire::Kind;

/// A function and what it is called on.
#[derive(Clone)]
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
    pub(crate) fn of(holder: &JsValue, kind: Kind) -> Result<Option<Self>, JsValue> {
        let function = js::try_get(holder, kind.provider())?
            .dyn_into::<Function>()
            .ok();
        Ok(function.map(|function| Self {
            function,
            this: holder.clone(),
        }))
    }
}

/// What `start()` was given to ask, kind by kind; it comes before the global.
#[derive(Default)]
pub(crate) struct Providers([State<Option<Provider>>; 2]);

impl Providers {
    pub(crate) fn set(&self, kind: Kind, provider: Provider) {
        if let Some(place) = self.0.get(kind as usize) {
            place.with(|held| *held = Some(provider));
        }
    }

    /// Who is to be asked now. `window.LedgerBee.embed` is the page's to change at any time, so
    /// it is read anew for every request.
    ///
    /// # Errors
    ///
    /// What an accessor of the page threw.
    pub(crate) fn find(&self, window: &Window, kind: Kind) -> Result<Option<Provider>, JsValue> {
        let own = self.0.get(kind as usize);
        if let Some(provider) = own.and_then(|place| place.with(|held| held.clone())) {
            return Ok(Some(provider));
        }
        let holder = js::try_get(&js::try_get(window, "LedgerBee")?, "embed")?;
        Provider::of(&holder, kind)
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
    controller: Cell<Option<AbortController>>,
}

impl Call {
    /// Calls the provider; what it makes of it is the future's result.
    ///
    /// # Errors
    ///
    /// What the provider threw.
    pub(crate) fn start(
        &self,
        provider: &Provider,
        kind: Kind,
        frame: &JsValue,
        id: &JsValue,
    ) -> Result<JsFuture, JsValue> {
        let controller = AbortController::new()?;
        let context = js::object(&[
            ("kind", &kind.name().into()),
            ("frame", frame),
            ("requestId", id),
            ("signal", &js::get(&controller, "signal")),
        ]);
        self.controller.set(Some(controller));
        // A provider that never answers would keep its future alive for ever; this second promise
        // ends it. Its executor is the `push` of a list, which leaves `resolve` there: a closure
        // of our own would bring more glue. `race` takes plain values, and thenables of any kind.
        let resolvers = Array::new();
        let push: Function = js::get(&resolvers, "push").unchecked_into();
        let cancelled = Deferred::new(&push.bind0(&resolvers));
        self.cancel.set(resolvers.get(0).dyn_into().ok());
        let answer = provider.function.call1(&provider.this, &context)?;
        let first = Promise::race(&Array::of2(&answer, &cancelled));
        Ok(JsFuture::from(first))
    }

    /// Tells the provider that nobody waits for its answer any more, and frees the future.
    pub(crate) fn abort(&self) {
        if let Some(cancel) = self.cancel.take() {
            // A promise's own resolve function does not throw.
            let _ = cancel.call0(&JsValue::UNDEFINED);
        }
        if let Some(controller) = self.controller.take() {
            controller.abort();
        }
    }
}
