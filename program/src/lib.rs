//! The embed script as one WebAssembly file: what `surface` exports, and nothing else.

#[cfg(target_arch = "wasm32")]
pub use ledgerbee_embed::surface::*;
