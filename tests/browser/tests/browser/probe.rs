//! A page that can be looked into: memory, console, storage and what was read of a message.

use crate::harness::Page;

/// Puts the looking glass into a page, before the embed and before what the page adds.
pub(crate) fn probed(page: Page) -> Page {
    page.script(include_str!("page/probe.js"))
}
