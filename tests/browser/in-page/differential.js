// Both programs, one after the other on one page, make the same of the same messages.

import { bare, eq, expectWarnings, frame, ok, print, settle, test, textOf, watch, words } from './lab.js';

/** Posts as many generated messages as it is told to, the same for the same seed. */
const speech = (seed, count, corpus) => `const seed = ${seed}; const count = ${count}; const words = ${JSON.stringify(words)}; ${corpus}`;

test(
  'both_programs_make_the_same_of_4000_messages',
  // Time stands still, so that no repeat is absorbed in one run and asked again in the other.
  bare()
    .fakeClock()
    .providers(`
      {
        fetchBindToken: ({ requestId }) => {
          if (requestId === 1) throw new Error('own');
          return requestId === 'é' ? 5 : \`token \${requestId}\`;
        },
        fetchCatalogToken: async ({ requestId }) => (typeof requestId === 'number' ? null : 'catalog'),
      }
    `),
  async () => {
    const corpus = await textOf('/page/file/corpus.js');
    for (const name of ['somethingNew', 'planHovered', 'toString', 'constructor', 'aaa']) watch(name);
    const record = async (src) => {
      const from = lab.events.length;
      await lab.script({ src });
      await LedgerBee.bridge.ready;
      const frames = [];
      for (let i = 0; i < 40; i++) {
        const f = await frame();
        frames.push(f);
        await f.speak(speech(i, 100, corpus), 100);
      }
      // Whatever the generated messages lead to, these do.
      for (const message of [{ type: 5 }, { type: 'requestAnything' }, ...[1, 'é'].map((requestId) => ({ type: 'requestBindToken', requestId }))]) {
        await frames[0].post(message);
      }
      await settle();
      const seen = lab.events.slice(from).map(({ name, keys, fields, frame, place }) =>
        print([name, keys, fields, place, frames.findIndex((f) => f.element === frame)]));
      const answers = await Promise.all(frames.map(async (f) => print((await f.inbox()).map(({ data, origin }) => [data, origin]))));
      const heights = frames.map(({ element }) => element.style.height);
      LedgerBee.bridge.stop();
      frames.forEach(({ element }) => element.remove());
      return { seen, answers, heights, codes: [...new Set(lab.events.slice(from).map(({ fields }) => fields.code))] };
    };
    const [one, other] = [await record('/embed.js'), await record('/embed.compat.js')];
    ok(one.seen.length > 500 && one.answers.join('').length > 10_000, 'much was said');
    for (const code of ['malformed-message', 'unknown-message', 'provider-failed', 'provider-invalid-token']) {
      ok(one.codes.includes(code), code);
    }
    for (const key of ['seen', 'answers', 'heights']) {
      one[key].forEach((it, i) => { if (it !== other[key][i]) throw new Error(`${key} ${i}: ${it}, then ${other[key][i]}`); });
      eq(one[key].length, other[key].length, key);
    }
    expectWarnings(...lab.report().codes);
  },
);

test('a_difference_would_be_seen', bare(), async () => {
  const corpus = await textOf('/page/file/corpus.js');
  const [f, g] = [await frame(), await frame()];
  const heard = [];
  addEventListener('message', ({ data, source }) => {
    const type = typeof data?.type === 'string' ? data.type : '';
    heard.push([source, `${typeof data} ${Object.keys(data ?? {}).slice(0, 20)} ${type}`]);
  });
  const told = async (f, seed) => {
    heard.length = 0;
    await f.speak(speech(seed, 50, corpus), 50);
    return heard.filter(([source]) => source === f.window).map(([, text]) => text).join();
  };
  eq(await told(f, 1), await told(g, 1));
  ok((await told(f, 1)) !== (await told(g, 2)), 'another seed, other messages');
});
