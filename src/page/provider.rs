//! The page's own functions that fetch tokens (contract: "Providers").

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::Page;
use crate::core::wire::Kind;

#[wasm_bindgen(module = "/src/page/provider.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    fn provider(given: &JsValue, name: &str) -> Result<Option<Function>, JsValue>;
}

impl Page {
    /// Calls who is to be asked now, on its holder. Nothing is kept: it is found anew for every request.
    ///
    /// # Errors
    ///
    /// What an accessor of the page threw.
    pub(crate) fn find_provider(&self, kind: Kind) -> Result<Option<Function>, JsValue> {
        provider(&self.memory.given, kind.provider())
    }
}
