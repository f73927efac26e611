//! The page's own functions that fetch tokens (contract: "Providers").

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::{Page, js};
use crate::core::wire::Kind;

#[wasm_bindgen(module = "/src/page/provider.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    fn embed() -> Result<JsValue, JsValue>;
}

/// A function and what it is called on.
pub(crate) struct Provider {
    pub(crate) function: Function,
    pub(crate) holder: JsValue,
}

impl Provider {
    /// The function for `kind` on `holder`, if there is one.
    ///
    /// # Errors
    ///
    /// What a getter of the page threw.
    pub(crate) fn of(holder: JsValue, kind: Kind) -> Result<Option<Self>, JsValue> {
        let function = js::try_get(&holder, kind.provider())?.dyn_into();
        Ok(function.ok().map(|function| Self { function, holder }))
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
        if !given.is_undefined()
            && let Some(provider) = Provider::of(given, kind)?
        {
            return Ok(Some(provider));
        }
        let holder = embed()?;
        Provider::of(holder, kind)
    }
}
