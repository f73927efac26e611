//! What a panic says, on the console: in the debug build alone, for in what is shipped it has no text.

use std::panic::set_hook;

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console)]
    fn error(text: &str);
}

/// Shows each panic from now on.
pub(crate) fn show() {
    set_hook(Box::new(|panic| {
        error(&format!("ledgerbee-embed: {panic}"))
    }));
}
