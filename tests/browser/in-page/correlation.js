// Which request is which (docs/protocol.md, "Which request is which").

import { diagnostics, eq, events, frame, ok, page, print, test, until } from './lab.js';

/** Counts the calls, and answers each at once. */
const counted = () =>
  page().script(() => {
    window.calls = [];
    window.LedgerBee = {
      embed: {
        fetchBindToken({ requestId }) {
          calls.push(requestId);
          return `t${calls.length}`;
        },
      },
    };
  });

test('the_very_id_is_returned', counted(), async () => {
  const f = await frame();
  const ids = ['r', 'x'.repeat(128), 'ü€𝄞', '__proto__', 'constructor', ' ', '\u0000', 0, 1, -1,
    2 ** 53 - 1, -(2 ** 53 - 1), '1', '"1"', 'null', 'toString'];
  for (const id of ids) {
    await f.ask('bind', id);
    const { requestId, token } = await f.answer(id);
    ok(requestId === id && typeof requestId === typeof id, print(id));
    eq(token, `t${calls.length}`);
  }
  eq(calls, ids);
  eq(events, []);
});

test('invalid_ids_are_malformed_and_not_answered', counted(), async () => {
  const f = await frame();
  const ids = ['', 'x'.repeat(129), 1.5, 2 ** 53, -(2 ** 53), NaN, Infinity, -Infinity, null, undefined, {},
    ['r'], true, 10n, new Date(), new Map()];
  for (const id of ids) await f.ask('bind', id);
  await f.post({ type: 'requestBindToken' });
  eq(await f.inbox(), []);
  eq(diagnostics(), Array(17).fill('malformed-message'));
  eq(calls, []);
  eq(await f.token('bind', 'good'), 't1');
});

test('lone_surrogates_are_kept_apart_and_returned_as_they_are', page().held(), async () => {
  const f = await frame();
  const ids = ['\ud800', '\udc00', '\ud801', '\ufffd', 'a\ud800', 'a\udbff'];
  for (const id of ids) await f.ask('bind', id);
  eq(calls.map(({ requestId }) => requestId), ids);
  calls.forEach(({ give }, i) => give(`t${i}`));
  for (const [i, id] of ids.entries()) eq((await f.answer(id)).token, `t${i}`);
});

test('number_and_string_are_different_ids', page().held(), async () => {
  const f = await frame();
  await f.ask('bind', 1);
  await f.ask('bind', '1');
  eq(calls.length, 2);
  calls[1].give('string');
  calls[0].give('number');
  eq([(await f.answer(1)).token, (await f.answer('1')).token], ['number', 'string']);
});

test('a_repeat_in_flight_is_the_same_request_in_either_spelling', page().held(), async () => {
  const f = await frame();
  await f.ask('bind', 'r');
  await f.ask('bind', 'r');
  await f.post({ type: 'ledgerbee:embed:requestBindToken', requestId: 'r' });
  eq(calls.length, 1);
  calls[0].give('once');
  await f.answer('r');
  eq(await f.answers('r'), [{ type: 'bindToken', requestId: 'r', token: 'once' }]);
  eq(events, []);
});

test('a_repeat_just_after_the_answer_is_absorbed', counted().fakeClock(), async () => {
  const f = await frame();
  await f.token('bind', 'r');
  await f.ask('bind', 'r');
  eq((await f.answers('r')).length, 1);
  eq(calls, ['r']);
});

test('two_seconds_after_the_answer_it_is_a_new_request', counted().fakeClock(), async () => {
  const f = await frame();
  await f.token('bind', 'r');
  await lab.skip(1_950);
  await f.ask('bind', 'r');
  eq((await f.answers('r')).length, 1);
  await lab.skip(100);
  await f.ask('bind', 'r');
  await until(async () => (await f.answers('r')).length === 2, 'a second answer');
  eq(calls, ['r', 'r']);
});

test('the_last_256_answered_ids_are_absorbed', counted().fakeClock(), async () => {
  const f = await frame();
  const ask = (ids) => {
    for (const requestId of ids) parent.postMessage({ type: 'requestBindToken', requestId }, '*');
  };
  await f.speak(ask, 20, Array.from({ length: 20 }, (_, i) => i + 1));
  for (let from = 0; from < 256; from += 16) {
    await f.run(ask, Array.from({ length: 16 }, (_, i) => `x${from + i}`));
    await f.answer(`x${from + 15}`);
  }
  const before = calls.length;
  eq(before, 276);
  await f.ask('bind', 'x0');
  eq(calls.length, before, 'the 256th last');
  await f.ask('bind', 20);
  eq(calls.length, before + 1, 'the one before it');
});

test('a_load_forgets_answered_ids', counted(), async () => {
  const f = await frame();
  eq(await f.token('bind', 'r'), 't1');
  await f.change((it) => it.setAttribute('src', it.src));
  eq(await f.token('bind', 'r'), 't2');
  await f.navigate(f.element.src);
  eq(await f.token('bind', 'r'), 't3');
});

test('a_load_does_not_forget_pending_ids', page().held(), async () => {
  const f = await frame();
  await f.ask('bind', 'r');
  await f.navigate(f.element.src);
  await f.ask('bind', 'r');
  eq(calls.length, 1);
  calls[0].give('token');
  eq((await f.answer('r')).token, 'token');
});

test('the_33rd_in_flight_is_answered_null_at_once', page().held(), async () => {
  const f = await frame();
  for (let id = 1; id <= 33; id++) await f.ask('bind', id);
  eq(calls.length, 32);
  eq(await f.inbox().then((all) => all.map(({ data }) => [data.requestId, data.token])), [[33, null]]);
  eq(diagnostics(), ['too-many-requests']);
  eq(events[0].fields.requestId, 33);
  const g = await frame();
  await g.ask('bind', 1);
  eq(calls.length, 33, 'another frame has room of its own');
  calls[0].give('one');
  await f.answer(1);
  await f.ask('bind', 34);
  eq(calls.length, 34, 'there is room again');
});

test(
  'both_kinds_share_the_limit',
  page().providers('{ fetchBindToken: () => new Promise(() => {}), fetchCatalogToken: () => new Promise(() => {}) }'),
  async () => {
    const f = await frame();
    for (let id = 1; id <= 16; id++) { await f.ask('bind', id); await f.ask('catalog', id); }
    eq(await f.inbox(), []);
    await f.ask('catalog', 17);
    eq((await f.answer(17)).token, null);
    eq(diagnostics(), ['too-many-requests']);
  },
);

test('twenty_frames_with_the_same_ids_never_get_each_others_answers', page().held(), async () => {
  const frames = await Promise.all(Array.from({ length: 20 }, () => frame()));
  await Promise.all(frames.map((f) => f.speak(
    'for (const id of [1, 2, "r", "1"]) parent.postMessage({ type: "requestBindToken", requestId: id }, "*")', 4)));
  eq(calls.length, 80);
  const order = calls.map((call, i) => [(i * 37) % 80, call]).sort(([a], [b]) => a - b);
  for (const [, { frame, requestId, give }] of order) give(`${frame.id}/${typeof requestId}/${requestId}`);
  for (const f of frames) {
    await until(async () => (await f.inbox()).length === 4, 'four answers');
    const all = (await f.inbox()).map(({ data: { requestId, token } }) => [token, `${f.element.id}/${typeof requestId}/${requestId}`]);
    for (const [token, wanted] of all) eq(token, wanted);
  }
  eq(events, []);
});
