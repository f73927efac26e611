//! Pages that can be looked into: memory, console, storage, what was read of a message, and every
//! call of a provider.

use crate::harness::{Page, page};

/// Puts the looking glass into a page, before the embed and before what the page adds.
pub(crate) fn probed(page: Page) -> Page {
    page.file("probe.js")
}

/// However long the machine takes, no deadline of the embed comes: its clock stands still.
pub(crate) fn patient(page: Page) -> Page {
    page.script("performance.now = () => 1;")
}

/// Providers whose calls are kept in `calls`, each with `give` to answer it.
pub(crate) fn held() -> Page {
    page().script(
        "window.calls = [];
         window.hold = (context) => new Promise((give) => { calls.push({ ...context, give }); });
         window.LedgerBee = { embed: { fetchBindToken: hold, fetchCatalogToken: hold } };",
    )
}
