//! Pages that can be looked into: memory, console, storage, what was read of a message, and every
//! call of a provider.

use crate::harness::{Page, page};

/// Puts the looking glass into a page, before the embed and before what the page adds.
pub(crate) fn probed(page: Page) -> Page {
    page.script(include_str!("page/probe.js"))
}

/// However long the machine takes, no deadline of the embed comes: its clock stands still.
pub(crate) fn patient(page: Page) -> Page {
    page.script("performance.now = () => 1;")
}

/// Providers whose calls are kept in `calls`, each with `give` to answer it.
pub(crate) fn holding(page: Page) -> Page {
    page.script(
        "window.calls = [];
         window.hold = (context) => new Promise((give) => { calls.push({ ...context, give }); });
         window.LedgerBee = { embed: { fetchBindToken: hold, fetchCatalogToken: hold } };",
    )
}

/// A page with such providers.
pub(crate) fn held() -> Page {
    holding(page())
}

/// Has a frame `f` say everything it could want heard; leaves it to the test what came of it.
pub(crate) const SPEAK: &str = "const speak = async (f) => {
    for (const type of ['requestBindToken', 'ledgerbee:embed:requestBindToken', 'requestCatalogToken']) await f.post({ type, requestId: 'r' });
    for (const type of ['pageLoaded', 'checkoutConfirmed', 'quoteRequested']) await f.post({ type, status: 'CONFIRMED' });
    await f.post({ type: 'resize', height: 77 });
  };
  const heardBy = async (f) => (await f.inbox()).map(({ data }) => data);
  const isNobody = async (f, what) => {
    const before = [calls.length, lab.events.filter(({ name }) => name !== 'diagnostic').length];
    await speak(f);
    eq([what, calls.length, lab.events.filter(({ name }) => name !== 'diagnostic').length], [what, ...before]);
    eq([what, await heardBy(f), f.element.style?.height ?? ''], [what, [], '']);
  };
  lab.watch('quoteRequested');";
