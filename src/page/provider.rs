//! The page's own functions that fetch tokens (contract: "Providers").

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
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

/// Calls the provider; [`Page::hear_answer`] is told of what comes of it.
///
/// # Errors
///
/// What the provider threw.
pub(crate) fn call(
    page: &Page,
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
    let answer = provider.function.call1(&provider.this, &context)?;
    // Takes plain values, and thenables of any kind; and it always settles, so that one callback
    // does for all. One that never answers keeps nothing of ours alive.
    let outcome = Promise::all_settled(&Array::of2(&number.into(), &answer));
    let _ = outcome.then(&page.on_answer);
    Ok(())
}
