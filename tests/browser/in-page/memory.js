// The program's memory: that it grows under traffic without harm, and is not kept.

import { bare, diagnostics, eq, frame, named, ok, test } from './lab.js';

/** How large the program's memory is, in bytes, of whichever kind it is. */
const MEASURE = () => {
  window.memorySize = () => 0;
  if (window.WebAssembly) {
    WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
      construct(target, args) {
        const instance = Reflect.construct(target, args);
        const memory = Object.values(instance.exports).find((it) => it instanceof WebAssembly.Memory);
        window.memorySize = () => memory.buffer.byteLength;
        return instance;
      },
    });
  }
  window.watchBuffers = () => {
    let size = 0;
    const own = ArrayBuffer;
    window.ArrayBuffer = new Proxy(own, {
      construct(target, args) {
        if (args[0] % 65536 === 0) size = args[0];
        return Reflect.construct(target, args);
      },
    });
    window.memorySize = () => size;
  };
};

/** More answered requests than the memory there is at first can remember, and texts of every length that a character has. */
const grow = async () => {
  const text = (i) => `${i} ${'aé語😀'.repeat(20)}`;
  const speak = (ids) => {
    for (const [i, requestId] of ids) {
      parent.postMessage({ type: 'requestBindToken', requestId }, '*');
      parent.postMessage({ type: 'checkoutConfirmed', status: `s${i}` }, '*');
    }
  };
  const from = memorySize();
  ok(from > 0, 'the memory is seen');
  const frames = [];
  while (memorySize() === from) {
    ok(frames.length < 60, 'it grows');
    const f = await frame();
    const first = 256 * frames.push(f) - 256;
    const ids = Array.from({ length: 256 }, (_, n) => [first + n, text(first + n)]);
    await f.speak(speak, 512, ids);
  }
  await frames.at(-1).token('catalog', 'last');
  for (const [index, f] of frames.entries()) {
    const inbox = (await f.inbox()).filter(({ data }) => data.type === 'bindToken');
    eq(inbox.length, 256);
    inbox.forEach(({ data }, n) => {
      const id = text(256 * index + n);
      eq(data, { type: 'bindToken', requestId: id, token: `token ${id}` });
    });
  }
  named('checkoutConfirmed').forEach(({ fields }, n) => eq(fields, { status: `s${n}` }));
  eq([named('checkoutConfirmed').length, diagnostics()], [256 * frames.length, []]);
};

const measured = () =>
  bare().script(MEASURE).providers("{ fetchBindToken: async ({ requestId }) => `token ${requestId}`, fetchCatalogToken: () => 'last' }");

test('it_grows_in_the_middle_of_traffic', measured(), async () => {
  if (!window.WebAssembly) watchBuffers();
  await lab.script({ src: '/embed.js' });
  await grow();
});

test('without_webassembly_it_grows_as_well', measured(), async () => {
  watchBuffers();
  await lab.script({ src: '/embed.compat.js' });
  await grow();
});
