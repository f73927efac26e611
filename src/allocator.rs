//! A small allocator: the default one costs two kilobytes more.

use talc::base::binning::Binning;
use talc::cell::TalcSyncCell;
use talc::wasm::WasmGrowAndClaim;

/// One list of what is free, instead of one for each of many sizes: this program holds little.
struct OneBin;

impl Binning for OneBin {
    type AvailabilityBitField = u32;
    const BIN_COUNT: u32 = 1;

    fn size_to_bin(_size: usize) -> u32 {
        0
    }

    fn size_to_bin_ceil(_size: usize) -> u32 {
        0
    }
}

// The source that never extends a heap is the smaller one, and this program needs few pages.
#[global_allocator]
static TALC: TalcSyncCell<WasmGrowAndClaim, OneBin> = TalcSyncCell::new_wasm(WasmGrowAndClaim);
