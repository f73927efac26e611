// Windows that are no frame of the page, and messages that no window has sent (docs/protocol.md, "Frames that are served").
// Other windows are in ../tests/browser/strangers.rs.

import { diagnostics, eq, events, frame, named, origins, page, settle, test, until } from './lab.js';
import { isNobody } from './lib/nobody.js';

/** Frames in a frame: the portal's own, with what they say to the page around it all. */
const nest = async (f, url) => {
  const before = lab.total();
  const messages = [{ type: 'requestBindToken', requestId: 'r' }, { type: 'pageLoaded' }, { type: 'resize', height: 77 }];
  const add = ({ url, messages }) => {
    for (const message of messages) {
      const nested = document.createElement('iframe');
      nested.dataset.ledgerbeePricing = '';
      nested.src = `${url}?say=${encodeURIComponent(JSON.stringify(message))}`;
      document.body.append(nested);
    }
  };
  await f.run(add, { url, messages });
  await until(() => lab.total() === before + messages.length, 'what the nested frames say');
  await settle();
};

test('a_frame_in_a_frame_is_ignored_wherever_it_is_from', page().held(), async () => {
  const [f, other] = [await frame(), await frame({ src: `${origins.foreign}/frame`, 'data-ledgerbee-pricing': null })];
  for (const outer of [f, other]) {
    for (const origin of [origins.frame, origins.foreign, origins.page]) await nest(outer, `${origin}/frame`);
  }
  eq([calls, events, f.element.style.height, await f.inbox()], [[], [], '', []]);
});

test('a_neighbour_that_says_what_the_frame_says_is_ignored', page().held(), async () => {
  const f = await frame();
  const neighbours = [await frame({ 'data-ledgerbee-pricing': null }),
    await frame({ src: `${origins.foreign}/frame`, 'data-ledgerbee-pricing': null }),
    await frame({ src: '/frame', 'data-ledgerbee-pricing': null }),
    await frame({ id: f.element.id, name: 'f', 'data-ledgerbee-pricing': null, 'data-ledgerbee-pricing-': '' })];
  await f.ask('bind', 'r');
  for (const it of neighbours) await isNobody(it, it.element.src);
  calls[0].give('lbk-secret');
  eq((await f.answer('r')).token, 'lbk-secret');
  for (const it of neighbours) eq(await it.inbox(), []);
  eq([diagnostics(), f.element.style.height], [[], '']);
});

test(
  'a_message_that_is_dispatched_once_more_is_ignored',
  page().held().script(() => {
    addEventListener('message', (event) => {
      if (!event.data?.type || !event.isTrusted) return;
      const { data, origin, source, ports, lastEventId } = event;
      const init = { data, origin, source, ports: [...ports], lastEventId, bubbles: true };
      const old = document.createEvent('MessageEvent');
      old.initMessageEvent('message', true, true, data, origin, lastEventId, source, []);
      const again = () => [event, new MessageEvent('message', init), old].forEach((it) => window.dispatchEvent(it));
      setTimeout(() => { again(); window.again = (window.again ?? 0) + 1; });
    }, true);
  }),
  async () => {
    const f = await frame();
    await f.ask('bind', 'r');
    await f.post({ type: 'pageLoaded' });
    await f.post({ type: 'resize', height: 77 });
    await until(() => window.again === 3);
    // A height of the page's own stays, until the frame asks again.
    f.element.style.height = '5px';
    await f.ask('bind', 'q');
    await until(() => window.again === 4);
    eq([calls.map(({ requestId }) => requestId), named('pageLoaded').length, f.element.style.height], [['r', 'q'], 1, '5px']);
    eq(diagnostics(), []);
  },
);

test('an_object_like_a_message_is_no_message', page().held(), async () => {
  const f = await frame();
  const data = { type: 'requestBindToken', requestId: 'r' };
  const event = (name, fields) => Object.entries(fields).reduce((it, [key, value]) =>
    Object.defineProperty(it, key, { value }), new Event(name));
  for (const isTrusted of [true, 1]) {
    let made;
    try {
      made = event('message', { data, origin: origins.frame, source: f.window, isTrusted });
    } catch {
      // `isTrusted` is not the page's to set.
      made = event('message', { data, origin: origins.frame, source: f.window });
    }
    window.dispatchEvent(made);
  }
  window.onmessage?.(/** @type {any} */ ({ data, origin: origins.frame, source: f.window, isTrusted: true }));
  await settle();
  eq([calls, events], [[], []]);
  await f.ask('bind', 'r');
  eq(calls.length, 1);
});
