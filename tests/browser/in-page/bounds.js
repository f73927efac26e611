// How much is looked at of a message before it is known whose it is and what it is (docs/protocol.md, "Frames that are
// served"): nothing of a stranger's, and of a frame's no field before the shape before it is known.

import { eq, expectWarnings, frame, ok, origins, page, test, TOKEN } from './lab.js';

const lookedInto = () => page().with("data-portal-origins='{{frame}}'").probed().providers(TOKEN);

test('nothing_of_a_strangers_message_is_read', lookedInto(), async () => {
  const served = await frame();
  const strangers = {
    unmarked: await frame({ 'data-ledgerbee-pricing': null }),
    untrusted: await frame({ src: `${origins.foreign}/frame` }),
    sandboxed: await frame({ sandbox: 'allow-scripts' }),
    navigated: await (await frame()).navigate(`${origins.foreign}/frame`),
  };
  const messages = [{ type: 'requestBindToken', requestId: 'r' }, { type: 'pageLoaded' }, 'x'.repeat(1e6), null];
  for (const [name, f] of Object.entries(strangers)) {
    for (const message of messages) {
      eq([name, await probe.looksDuring(() => f.post(message))], [name, { data: 0, fields: 0, lists: 0 }]);
    }
  }
  const looks = await probe.looksDuring(() => served.post({ type: 'requestBindToken', requestId: 'r' }));
  ok(looks.data === 1 && looks.fields > 1 && looks.lists === 0, 'the looks at a message that counts are seen');
  expectWarnings('untrusted-origin', 'sandboxed-frame');
});

test('a_large_message_costs_no_more_looks_than_a_small_one', lookedInto(), async () => {
  const f = await frame();
  const rest = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`k${i}`, { deep: [[[i]]] }]));
  const bases = [{}, { type: 5 }, { type: 'x'.repeat(97) }, { type: 'request' }, { type: 'requestBindToken' },
    { type: 'requestBindToken', requestId: [] }, { type: 'resize', height: 'x' }, { type: 'pageLoaded' },
    { type: 'checkoutConfirmed', vanity: 'v' }, { type: 'requestBindToken', requestId: 'r' }];
  for (const base of bases) {
    const small = await probe.looksDuring(() => f.post(base));
    const large = await probe.looksDuring(() => f.post({ ...rest, ...base }));
    eq([base, large, small.lists], [base, small, 0]);
    ok(small.fields <= 6, 'a look at each field that is known');
  }
  const looks = [];
  for (const message of [5, {}, { type: 5 }, { type: 'request' }, { type: 'requestBindToken', requestId: 'q' }]) {
    looks.push((await probe.looksDuring(() => f.post(message))).fields);
  }
  eq(looks, [0, 1, 1, 1, 2], 'none before the one before it is right');
});

test('nothing_of_a_refused_message_is_copied', lookedInto(), async () => {
  const f = await frame();
  const { marked } = probe;
  // Long: the allocator writes over what it gets back, but not over all of it at once.
  const mark = marked('m', 250);
  const refused = [
    mark, [mark], { [mark]: 1 }, { type: marked('t', 97) }, { type: [mark] }, { type: 5, requestId: mark, vanity: mark },
    { type: 'request', requestId: mark, vanity: mark }, { type: 'bindToken', requestId: mark, token: mark },
    { type: 'diagnostic', code: mark, message: mark },
    { type: 'requestBindToken', requestId: marked('r', 129) }, { type: 'requestBindToken', requestId: [mark] },
    { type: 'requestBindToken', token: mark, vanity: mark }, { type: 'resize', height: mark },
    { type: 'checkoutConfirmed', vanity: marked('v', 257), status: [mark], email: mark, ctaLink: mark },
    { type: 'customCtaClicked', ctaLink: `/${marked('l', 2048)}` }, { type: 'pageLoaded', vanity: mark, status: mark }];
  for (const message of refused) {
    await f.post(message);
    eq([message, probe.inMemory()], [message, []]);
  }
  ok(probe.bytes() > 0, 'there is a memory');
  await f.post({ type: 'checkoutConfirmed', vanity: mark });
  eq(probe.inMemory(), ['memory: UTF-8'], 'what is short enough to be one is copied to be judged');
});
