// What is drawn of messages, calls and frames.

import { eq, expectWarnings, frame, ok, origins, page, test, until } from '../lab.js';
import { inspected, TOKENS, watched } from './lib.js';

/** A handshake is drawn, with times. */
const handshake = async () => {
  const f = await frame();
  eq(await f.token('bind', 'r1'), 'bind token');
  const answer = await lab.inspector.row('bindToken #1');
  const rows = lab.inspector.rows().filter(({ label }) => label.includes('#1'));
  eq(rows.map(({ way, label }) => [way, label]), [
    ['frame page', 'requestBindToken #1'],
    ['page provider', 'fetchBindToken() #1'],
    ['provider page', 'token of 10 #1'],
    ['page frame', 'bindToken #1: token of 10'],
  ]);
  ok(/^\d+ ms after the request$/.test(answer.note) && answer.tone === 'good', answer.note);
  const times = rows.map(({ time }) => Number(/^(\d+\.\d{3}) s$/.exec(time)[1]));
  ok(times.every((it, at) => it > 0 && it >= (times[at - 1] ?? 0)), String(times));
};

test('a_handshake_is_drawn_with_times', inspected(page().providers(TOKENS)), handshake);

test('a_page_that_has_long_loaded_can_be_inspected', watched(page().providers(TOKENS)), async () => {
  const g = await frame();
  await g.post({ type: 'pageLoaded' });
  await lab.script({ src: '/inspector.js' });
  await lab.inspector.row('pageLoaded', 'before the inspector was there');
  await lab.inspector.row('is served');
  await handshake();
});

test('without_a_provider_the_answer_is_drawn_alone', inspected(page()), async () => {
  const f = await frame();
  eq(await f.token('bind', 'r1'), null);
  const answer = await lab.inspector.row('bindToken #1');
  eq([answer.label, answer.tone], ['bindToken #1: null', 'plain']);
  ok(answer.note.includes('provider-missing: anonymous'), answer.note);
  eq(lab.inspector.rows().filter(({ way }) => way.includes('provider')), []);
});

test(
  'a_message_of_an_untrusted_frame_is_drawn_with_the_reason',
  inspected(page().with("data-portal-origins='{{foreign}}'")),
  async () => {
    const f = await frame();
    await f.ask('bind', 1);
    const row = await lab.inspector.row('requestBindToken', 'dropped');
    ok(row.tone === 'bad' && row.note.includes('untrusted-origin'), row.note);
    eq(lab.inspector.rows().filter(({ way }) => way === 'page frame'), []);
    expectWarnings('untrusted-origin');
  },
);

test(
  'a_message_of_a_trusted_frame_is_drawn_as_passed_on',
  inspected(page().with("data-portal-origins='{{frame}}'")),
  async () => {
    const f = await frame();
    await f.post({ type: 'checkoutConfirmed', status: 'CONFIRMED', subscriptionId: 'sub-1' });
    const row = await lab.inspector.row('checkoutConfirmed', 'passed on as ledgerbee:embed:checkoutConfirmed');
    eq([row.tone, row.label], ['good', 'checkoutConfirmed { status=CONFIRMED, subscriptionId }']);
    eq(lab.inspector.rows().filter(({ note }) => note.includes('dropped')), []);
  },
);

test('a_message_from_another_origin_is_drawn_with_both', inspected(page()), async () => {
  const f = await frame();
  await f.navigate(`${origins.foreign}/frame`);
  await f.ask('bind', 1);
  const row = await lab.inspector.row('requestBindToken', 'origin-mismatch');
  ok(row.note.includes(origins.foreign), row.note);
});

test('a_repeat_is_drawn_as_one', inspected(page().providers(TOKENS)), async () => {
  const f = await frame();
  await f.token('bind', 1);
  await f.ask('bind', 1);
  await lab.inspector.row('requestBindToken #1', 'repeated');
  eq(lab.inspector.rows().filter(({ way }) => way === 'page frame').length, 1);
});

test(
  'what_a_provider_does_wrong_is_drawn',
  inspected(page().providers("{ fetchBindToken: async () => { throw new TypeError('x'); }, fetchCatalogToken: () => ({}) }")),
  async () => {
    const f = await frame();
    eq([await f.token('bind', 1), await f.token('catalog', 2)], [null, null]);
    await lab.inspector.row('rejected TypeError #1');
    await lab.inspector.row('bindToken #1: null', 'provider-failed');
    await lab.inspector.row('an object #2');
    await lab.inspector.row('catalogToken #2: null', 'provider-invalid-token');
    expectWarnings('provider-failed');
  },
);

test('every_frame_has_its_state', inspected(page().with("data-portal-origins='{{frame}}'")), async () => {
  const f = await frame();
  await f.post({ type: 'pageLoaded' });
  await frame({ src: `${origins.foreign}/frame` });
  await frame({ 'data-ledgerbee-pricing': null });
  const cards = () => {
    lab.inspector.press('Frames');
    return lab.inspector.all('[data-frame]').map((it) => it.textContent);
  };
  const seen = await until(() => cards().length === 2 && cards(), 'two frames');
  ok(seen[0].includes('is served') && seen[0].includes('1 message heard'), seen[0]);
  ok(seen[1].includes('is refused: untrusted-origin') && seen[1].includes('0 messages'), seen[1]);
  expectWarnings('untrusted-origin');
});
