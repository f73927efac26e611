//! A small allocator: the default one costs two kilobytes more.

#![allow(
    unsafe_code,
    reason = "an allocator is told which memory is free; nothing else here is unsafe"
)]

use std::alloc::Layout;
use std::arch::wasm32::{memory_grow, memory_size};

use talc::base::Talc;
use talc::base::binning::Binning;
use talc::cell::TalcSyncCell;
use talc::source::Source;

const PAGE: usize = 65_536;
/// What the allocator itself needs in new memory, generously.
const OVERHEAD: usize = 64;

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

unsafe extern "C" {
    /// Where the linker has put the end of everything else.
    static mut __heap_base: u8;
}

/// Where memory is taken from next: what is left of the pages that the program begins with, which is enough for
/// a small page and saves a twentieth of the start, and then new ones.
#[derive(Debug)]
struct Pages {
    next: *mut u8,
}

// SAFETY: nothing else uses the memory behind the heap's base, and each part of it is claimed once.
unsafe impl Source for Pages {
    fn acquire<B: Binning>(talc: &mut Talc<Self, B>, layout: Layout) -> Result<(), ()> {
        let from = talc.source.next;
        let is_left = from.addr() < memory_size::<0>() * PAGE;
        let wanted = layout.size() + layout.align() + OVERHEAD;
        let pages = if is_left { 0 } else { wanted.div_ceil(PAGE) };
        let before = memory_grow::<0>(pages);
        if before == usize::MAX {
            return Err(());
        }
        let size = (before + pages) * PAGE - from.addr();
        talc.source.next = from.wrapping_add(size);
        unsafe { talc.claim(from, size) }.map(|_| ()).ok_or(())
    }
}

#[global_allocator]
static TALC: TalcSyncCell<Pages, OneBin> = TalcSyncCell::new_wasm(Pages {
    next: &raw mut __heap_base,
});
