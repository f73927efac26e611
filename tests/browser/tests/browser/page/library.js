// A page with a library: one portal, which is served, and one stranger in a marked frame, who is not.
const [f, stranger] = [await frame(), await frame({ src: `${origins.foreign}/frame` })];
eq([await f.token('bind', 1), await f.token('bind', 'plain')], [probe.marked('bind'), probe.marked('plain')]);
eq(await f.token('catalog', 1), probe.marked('catalog'));
await stranger.ask('bind', 1);
await f.post({ type: 'pageLoaded' });
await f.post({ type: 'checkoutConfirmed', status: 'CONFIRMED' });
await f.post({ type: 'resize', height: 321 });
eq([named('pageLoaded').length, named('checkoutConfirmed')[0]?.fields], [1, { status: 'CONFIRMED' }]);
eq([f.element.style.height, await stranger.inbox()], ['321px', []]);

// A deadline comes by the page's own clock where that has been replaced.
await f.ask('bind', 'none');
await f.inbox();
await window.clock?.tick(400);
eq((await f.answer('none')).token, null);

// A frame that comes and goes.
const g = await frame();
eq(LedgerBee.bridge.frames(), [f.element, g.element]);
f.element.remove();
eq([LedgerBee.bridge.frames(), await g.token('bind', 2)], [[g.element], probe.marked('bind')]);

await window.finish?.();
ok(isThere(), 'the library has not run');
eq(await probe.find(), []);
// Of the stranger when it was found, and when it spoke.
eq(diagnostics(), ['untrusted-origin', 'untrusted-origin', 'provider-timeout']);
expectWarnings('untrusted-origin');
