// The catalog handshake, and providers that come late (docs/protocol.md, "Late providers").

import { diagnostics, eq, events, expectWarnings, frame, origins, page, test, until } from './lab.js';

test('answers_with_the_token', page().providers('{ fetchCatalogToken: async ({ kind }) => `${kind}-1` }'), async () => {
  const f = await frame();
  await f.ask('catalog', 'r1');
  await f.answer('r1');
  eq(await f.inbox(), [{ data: { type: 'catalogToken', requestId: 'r1', token: 'catalog-1' },
    origin: origins.page, isParent: true }]);
});

test('answers_in_the_spelling_of_the_request', page().providers("{ fetchCatalogToken: () => 'c' }"), async () => {
  const f = await frame();
  await f.post({ type: 'ledgerbee:embed:requestCatalogToken', requestId: 'p' });
  eq(await f.answer('p'), { type: 'ledgerbee:embed:catalogToken', requestId: 'p', token: 'c' });
});

test(
  'each_kind_asks_its_own_provider',
  page().providers("{ fetchCatalogToken: () => 'c', fetchBindToken: () => 'b' }"),
  async () => {
    const f = await frame();
    eq([await f.token('bind', 'b1'), await f.token('catalog', 'c1')], ['b', 'c']);
    await f.ask('bind', 'same');
    await f.ask('catalog', 'same');
    await until(async () => (await f.answers('same')).length === 2, 'two answers to one id');
    eq((await f.answers('same')).map(({ type }) => type).sort(), ['bindToken', 'catalogToken']);
  },
);

test('looks_on_for_two_seconds_after_load', page().fakeClock(), async () => {
  const f = await frame();
  await f.ask('catalog', 1);
  eq(await f.answers(1), []);
  await lab.skipFromLoad(1_940);
  eq(await f.answers(1), [], 'before the two seconds');
  window.LedgerBee.embed = { fetchCatalogToken: () => 'late' };
  await lab.skip(45);
  eq((await f.answer(1)).token, 'late');
  eq(events, []);
});

test('gives_up_two_seconds_after_load_and_warns', page().fakeClock(), async () => {
  const f = await frame();
  await f.ask('catalog', 1);
  await lab.skipFromLoad(2_100);
  eq((await f.answer(1)).token, null);
  eq(await f.token('catalog', 2), null);
  eq(diagnostics(), ['provider-missing', 'provider-missing']);
  expectWarnings('provider-missing');
});

test('a_bind_request_does_not_look_on_after_load', page().fakeClock(), async () => {
  const f = await frame();
  await f.ask('bind', 1);
  eq((await f.answer(1)).token, null);
});

test(
  'a_kind_that_is_missing_does_not_hold_up_the_other',
  page().fakeClock().providers("{ fetchBindToken: () => 'b' }"),
  async () => {
    const f = await frame();
    await f.ask('catalog', 'c');
    eq(await f.token('bind', 'b'), 'b');
    window.LedgerBee.embed.fetchCatalogToken = () => 'c';
    await lab.skip(100);
    await f.answer('c');
  },
);

test(
  'the_default_deadline_is_ten_seconds',
  page().fakeClock().providers('{ fetchCatalogToken: () => new Promise(() => {}) }'),
  async () => {
    const f = await frame();
    await f.ask('catalog', 1);
    await lab.skip(9_950);
    eq(await f.answers(1), []);
    await lab.skip(100);
    eq((await f.answer(1)).token, null);
    eq(diagnostics(), ['provider-timeout']);
  },
);
