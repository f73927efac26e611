//! The page's own functions that fetch tokens (contract: "Providers").

use std::cell::Cell;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Window};

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
        let function = get(holder, kind.provider())?.dyn_into::<Function>().ok();
        Ok(function.map(|function| Self {
            function,
            this: holder.clone(),
        }))
    }
}

/// The providers handed to `start()`, kind by kind; they come before the global ones.
#[derive(Default)]
pub(crate) struct Providers(State<Vec<(Kind, Provider)>>);

impl Providers {
    pub(crate) fn set(&self, kind: Kind, provider: Provider) {
        self.0.with(|known| {
            known.retain(|(of, _)| *of != kind);
            known.push((kind, provider));
        });
    }

    /// Who is to be asked now. `window.LedgerBee.embed` is the page's to change at any time, so
    /// it is read anew for every request.
    ///
    /// # Errors
    ///
    /// What an accessor of the page threw.
    pub(crate) fn find(&self, window: &Window, kind: Kind) -> Result<Option<Provider>, JsValue> {
        let own = self.0.all().into_iter().find(|(of, _)| *of == kind);
        if let Some((_, provider)) = own {
            return Ok(Some(provider));
        }
        Provider::of(&get(&get(window, "LedgerBee")?, "embed")?, kind)
    }
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
        let context = Object::new();
        Reflect::set(&context, &"kind".into(), &kind.name().into())?;
        Reflect::set(&context, &"frame".into(), frame)?;
        Reflect::set(&context, &"requestId".into(), id)?;
        Reflect::set(&context, &"signal".into(), &controller.signal())?;
        self.controller.set(Some(controller));
        // A provider that never answers would keep its future alive for ever; this second promise
        // ends it. `race` also takes plain values, and thenables of any kind.
        let cancelled = Promise::new(&mut |resolve, _| self.cancel.set(Some(resolve)));
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

/// A field of something the page may have put in the place of an object.
fn get(holder: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    if holder.is_object() || holder.is_function() {
        Reflect::get(holder, &name.into())
    } else {
        Ok(JsValue::UNDEFINED)
    }
}
