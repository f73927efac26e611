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
    /// The function to be asked now, which is called on its holder; found anew for every request.
    ///
    /// # Errors
    ///
    /// What an accessor of the page threw.
    pub(crate) fn find_provider(&self, kind: Kind) -> Result<Option<Function>, JsValue> {
        provider(&self.memory.given, kind.provider())
    }
}
