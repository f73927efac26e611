//! A small allocator: the default one costs two kilobytes more.

use talc::cell::TalcSyncCell;
use talc::wasm::{WasmBinning, WasmGrowAndClaim};

// The source that never extends a heap is the smaller one, and this program needs few pages.
#[global_allocator]
static TALC: TalcSyncCell<WasmGrowAndClaim, WasmBinning> = TalcSyncCell::new_wasm(WasmGrowAndClaim);
