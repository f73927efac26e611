// Lifecycle events and what passes in them (docs/protocol.md, "Events").

import {
  diagnostics, eq, events, expectErrors, frame, named, ok, origins, page, print, test, TOKEN, until, watch, words,
} from './lab.js';

/** Values of one field, each with whether it passes. */
const IDS = [
  ['550e8400-e29b-41d4-a716-446655440100', 1], ['a', 1], ['A.b_c:d~e-f', 1], ['x'.repeat(256), 1],
  ['x'.repeat(257), 0], ['', 0], ['jane@acme.example', 0], ['a b', 0], ['a/b', 0], ['a%40b', 0], ['ü', 0],
  ['a\n', 0], ['\ud800', 0], ['<b>', 0], [5, 0], [true, 0], [null, 0], [undefined, 0], [['a'], 0],
  [{ a: 1 }, 0], [new String('a'), 0],
];

const LINKS = [
  ['https://acme.example/contact?x=1#y', 1], ['HTTPS://acme.example', 1], ['https://acme.example:8443', 1],
  ['/contact', 1], ['/', 1], ['/a//b', 1], ['mailto:sales@acme.example', 1], ['MAILTO:a@b', 1], ['tel:+4512345678', 1],
  ['https://acme.example/' + 'x'.repeat(2027), 1], ['https://acme.example/' + 'x'.repeat(2028), 0],
  ['//evil.example', 0], ['///evil.example', 0], ['/\\evil.example', 0], ['\\\\evil.example', 0], ['/\t/evil.example', 0],
  ['http://acme.example', 0], ['https:acme.example', 0], ['https://', 0], ['https:///x', 0], ['https://?x', 0],
  ['javascript:alert(1)', 0], ['JavaScript:alert(1)', 0], [' javascript:alert(1)', 0], ['java\nscript:alert(1)', 0],
  ['data:text/html,x', 0], ['vbscript:x', 0], ['blob:https://a/b', 0], ['ftp://a/b', 0], ['file:///etc', 0],
  ['contact', 0], ['#top', 0], ['?x', 0], ['', 0], ['https://acme.example/a b', 0], ['https://acme.example/\u0000', 0],
  ['https://acme.example/\x7f', 0], ['https://acme.example\\@evil.example', 0], [' https://acme.example', 0],
  [5, 0], [null, 0], [undefined, 0], [{}, 0], [['https://acme.example'], 0], [new String('/a'), 0],
];

test('each_event_with_all_its_fields', page(), async () => {
  const f = await frame();
  const ids = { planVersionId: 'v1', planItemId: 'i1', vanity: 'pro-plan' };
  const all = [
    { type: 'pageLoaded' },
    { type: 'checkoutInitiated', ...ids, deferred: true },
    { type: 'customCtaClicked', ...ids, ctaLink: '/contact' },
    { type: 'checkoutConfirmed', ...ids, status: 'CONFIRMED', subscriptionId: 's1' }];
  for (const message of all) await f.post(message);
  for (const message of all) await f.post({ ...message, type: `ledgerbee:embed:${message.type}` });
  const wanted = [...all, ...all].map(({ type, ...fields }) => [type, fields]);
  eq(events.map(({ name, fields }) => [name, fields]), wanted);
  for (const event of events) {
    ok(event.frame === f.element, 'the frame');
    eq(event.place, { isOnWindow: true, isPlain: true });
  }
});

test('each_event_is_dispatched_once_and_on_the_window_only', page(), async () => {
  const f = await frame();
  const seen = [];
  for (const target of [window, document, document.documentElement, f.element]) {
    for (const phase of [true, false]) {
      target.addEventListener('ledgerbee:embed:pageLoaded', (event) => {
        seen.push(target === window); event.preventDefault(); eq(event.defaultPrevented, false); }, phase);
    }
  }
  await f.post({ type: 'pageLoaded' });
  eq(seen, [true, true]);
});

test('ids_pass_if_they_are_ids', page(), async () => {
  const f = await frame();
  const fields = Object.keys(words.fields).filter((field) => words.fields[field] === 'Id');
  ok(fields.includes('planItemId'), 'the ids');
  for (const [value, passes] of IDS) {
    for (const field of fields) {
      const type = Object.keys(words.events).find((name) => words.events[name].includes(field));
      await f.post({ type, [field]: value });
      const { ctaLink, ...kept } = events.at(-1).fields;
      eq(kept, passes ? { [field]: value } : {}, `${field} ${print(value)}`);
    }
  }
  eq(diagnostics(), []);
});

test('links_pass_if_they_are_safe_and_are_null_otherwise', page(), async () => {
  const f = await frame();
  for (const [ctaLink, passes] of LINKS) {
    await f.post({ type: 'customCtaClicked', ctaLink });
    eq(events.at(-1).fields, { ctaLink: passes ? ctaLink : null }, print(ctaLink));
  }
  await f.post({ type: 'customCtaClicked' });
  eq(events.at(-1).fields, { ctaLink: null });
});

test('deferred_is_there_only_if_it_is_true', page(), async () => {
  const f = await frame();
  for (const deferred of [false, 'true', 1, null, undefined, {}, new Boolean(true)]) {
    await f.post({ type: 'checkoutInitiated', deferred });
    eq(events.at(-1).keys, ['frame']);
  }
  await f.post({ type: 'checkoutInitiated', deferred: true });
  eq(events.at(-1).fields, { deferred: true });
});

test('no_other_field_passes', page(), async () => {
  const f = await frame();
  const more = { email: 'jane', name: 'Jane', token: 'lbk', requestId: 'r', frame: 'f', code: 'c', message: 'm', type2: 't' };
  // Which fields are an event's own is asked in tests/core/event.rs, without these tables.
  ok('checkoutConfirmed' in words.events, 'the events');
  const samples = { Id: 'i', Flag: true, Link: '/l' };
  const fields = Object.fromEntries(Object.entries(words.fields).map(([name, rule]) => [name, samples[rule]]));
  for (const [type, names] of Object.entries(words.events)) {
    await f.post({ ...fields, ...more, type });
    eq(Object.keys(events.at(-1).fields).sort(), [...names].sort(), type);
    ok(events.at(-1).frame === f.element, 'the frame is ours');
  }
});

test('a_name_from_the_future_is_passed_on_with_the_fields_of_today', page(), async () => {
  watch('quoteRequested');
  watch('planCompared');
  const f = await frame();
  await f.post({ type: 'quoteRequested', planItemId: 'i', status: 'OPEN', deferred: true, ctaLink: '/x', email: 'jane', subscriptionId: 'a b' });
  await f.post({ type: 'ledgerbee:embed:planCompared', ctaLink: 'javascript:1' });
  eq(events.map(({ name, fields }) => [name, fields]), [
    ['quoteRequested', { planItemId: 'i', status: 'OPEN', deferred: true, ctaLink: '/x' }], ['planCompared', {}]]);
  ok(events[0].frame === f.element, 'the frame');
});

test('sixteen_names_from_the_future_and_no_more', page(), async () => {
  const names = Array.from({ length: 20 }, (_, i) => `future${String.fromCharCode(65 + i)}`);
  names.forEach(watch);
  const [f, g] = [await frame(), await frame()];
  for (const type of names) await f.post({ type });
  for (const type of names) await g.post({ type });
  const passed = events.filter(({ name }) => name !== 'diagnostic').map(({ name }) => name);
  eq(passed, [...names.slice(0, 16), ...names.slice(0, 16)]);
  eq(diagnostics(), Array(8).fill('unknown-message'));
});

test('words_of_the_wire_never_become_events', page(), async () => {
  const names = ['bindToken', 'catalogToken', 'requestFoo', 'request', 'requestbindtoken', 'diagnostic', 'PageLoaded',
    'page-loaded', 'page_loaded', 'page1', 'pagé', ' pageLoaded', 'a'.repeat(65), 'ledgerbee:embed:', '',
    'ledgerbee:embed:ledgerbee:embed:pageLoaded', 'Ledgerbee:embed:pageLoaded', 'x'.repeat(1e6), '__proto__', 'resize2'];
  names.filter((name) => name !== 'diagnostic').forEach(watch);
  const f = await frame();
  for (const type of names) await f.post({ type, code: 'x', message: 'x', token: 'x', requestId: 'r', height: 5 });
  eq(events.map(({ name, fields }) => [name, fields.code]), names.map(() => ['diagnostic', 'unknown-message']));
  eq(await f.inbox(), []);
  await f.post({ type: 'a'.repeat(64) });
  eq(diagnostics().length, 20, 'the longest name passes');
});

test('at_most_twenty_diagnostics_of_a_code_and_frame', page(), async () => {
  const [f, g] = [await frame(), await frame()];
  for (let i = 0; i < 25; i++) await f.post(i);
  eq(diagnostics().length, 20);
  for (let i = 0; i < 25; i++) await f.post({ type: 'requestFoo' });
  eq(diagnostics().length, 40, 'another code');
  await g.post(0);
  eq(diagnostics().length, 41, 'another frame');
  await f.change((it) => { it.src += '?2'; });
  await f.change((it) => { it.src = `${origins.foreign}/frame`; });
  await f.post(0);
  eq(diagnostics().length, 41, 'the same frame under another address');
});

test('a_diagnostic_says_what_and_where', page(), async () => {
  const f = await frame();
  await f.ask('bind', 'r');
  await f.answer('r');
  await f.post(5);
  eq(events.map(({ keys }) => keys.sort()), [['code', 'frame', 'message', 'requestId'], ['code', 'frame', 'message']]);
  for (const { fields, frame } of events) ok(fields.message.length > 5 && frame === f.element, 'a text and the frame');
});

test(
  'a_listener_that_throws_harms_only_itself',
  page()
    .providers(TOKEN)
    .script(() => {
      window.heardAfter = 0;
      window.addEventListener('ledgerbee:embed:pageLoaded', () => { throw new Error('of the page'); });
      window.addEventListener('ledgerbee:embed:pageLoaded', () => heardAfter++);
    }),
  async () => {
    const f = await frame();
    await f.post({ type: 'pageLoaded' });
    eq(heardAfter, 1);
    eq(await f.token('bind', 1), 'token');
    expectErrors('of the page');
  },
);

test('a_handler_may_remove_the_frame_or_come_back_in', page().providers(TOKEN), async () => {
  const [f, g] = [await frame(), await frame()];
  window.addEventListener('ledgerbee:embed:checkoutConfirmed', ({ detail }) => {
    detail.frame.remove();
    LedgerBee.bridge.frames();
    window.dispatchEvent(new MessageEvent('message', { source: g.window, origin: origins.frame, data: { type: 'pageLoaded' } }));
  });
  const speak = () => {
    for (const type of ['checkoutConfirmed', 'pageLoaded']) parent.postMessage({ type }, '*');
  };
  f.run(`setTimeout(${speak}, 0)`);
  await until(() => named('checkoutConfirmed').length === 1);
  eq(LedgerBee.bridge.frames(), [g.element]);
  eq(await g.token('bind', 1), 'token');
  eq(named('pageLoaded'), []);
});
