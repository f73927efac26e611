// Where a token is: in the page's provider and in the frame that asked, and in no other place (docs/protocol.md, "On the wire");
// and where personal data is, which is nowhere.

import {
  diagnostics, eq, expectErrors, expectWarnings, frame, named, ok, origins, page, settle, test, until, watch, words,
} from './lab.js';

/** Long enough for a slow machine to answer in, and past it. */
const [TIMEOUT, LATE] = [1_000, 1_200];
const debugged = () => page().with(`data-debug data-provider-timeout=${TIMEOUT}`).probed();

/**
 * What a provider does with a token, and whether the frame gets it.
 *
 * @type {[string, (token: string, context: any) => unknown, boolean][]}
 */
const GIVERS = [
  ['a value', (token) => token, true],
  ['a promise', async (token) => token, true],
  ['a promise that takes its time', (token) => lab.sleep(20).then(() => token), true],
  ['a thenable', (token) => ({ then: (resolve) => resolve(token) }), true],
  ['the context kept', (token, context) => { context.token = token; return token; }, true],
  ['too late', (token) => lab.sleep(LATE).then(() => token), false],
  ['too long', (token) => token.repeat(200), false],
  ['in an object', (token) => ({ token }), false],
  ['in a list', async (token) => [token], false],
  ['as an object', (token) => new String(token), false],
  ['in a function', (token) => () => token, false],
  ['as bytes', (token) => new TextEncoder().encode(token), false],
  ['rejected too late', (token) => lab.sleep(LATE).then(() => { throw new Error(token); }), false],
  ['thrown beside it', () => { throw new Error('no token'); }, false],
  ['rejected beside it', async () => { throw new TypeError('no token'); }, false],
];

/** @type {import('./types').Kind[]} */
const KINDS = ['bind', 'catalog'];

/** Ways for a token to get where it must not be, by what finds it there. */
const PLANTS = {
  console: (token) => console.info('x', { deep: [new Map([['it', token]])] }),
  events: (token) => window.dispatchEvent(new CustomEvent('ledgerbee:embed:pageLoaded', { detail: { token } })),
  errors: (token) => reportError(new Error('x', { cause: token })),
  sent: (token) => fetch(`/blank?${token}`),
  globals: (token) => { window.kept = { token }; },
  bridge: (token) => { Object.assign(LedgerBee.bridge, { kept: { token } }); },
  dom: (token) => document.body.append(document.createComment(token)),
  urls: (token) => { location.hash = token; },
  state: (token) => { window.name = token; },
  storage: (token) => sessionStorage.setItem('it', token),
};

test('a_token_is_nowhere_but_in_the_answer', debugged(), async () => {
  const f = await frame();
  let number = 0;
  for (const [name, give, arrives] of GIVERS) {
    for (const kind of KINDS) {
      const token = probe.marked(`${++number}`);
      const provider = kind === 'bind' ? 'fetchBindToken' : 'fetchCatalogToken';
      window.LedgerBee.embed = { [provider]: (context) => give(token, context) };
      eq([name, await f.token(kind, number)], [name, arrives ? token : null]);
      await f.ask(kind, number);
    }
  }
  for (const length of [1, 4096]) {
    const token = probe.marked('long', length);
    window.LedgerBee.embed = { fetchBindToken: () => token };
    eq(await f.token('bind', `of ${length}`), token);
  }
  await lab.sleep(LATE);
  eq([await probe.find(), probe.inMemory()], [[], []]);
  ok(probe.memories.length > 0 && probe.bytes() > 0, 'there is a memory');
  ok(lab.infos.length > 10 && diagnostics().length > 10 && probe.said.length > 10, 'much was said');
  expectWarnings('provider-failed', 'provider-failed');
});

test('a_provider_that_cannot_be_read_says_nothing_either', debugged(), async () => {
  const f = await frame();
  const token = probe.marked('1');
  const getter = { get() { void token; throw new Error('own'); }, configurable: true };
  Object.defineProperty(LedgerBee, 'embed', getter);
  eq(await f.token('bind', 1), null);
  Object.defineProperty(LedgerBee, 'embed', { value: Object.defineProperty({}, 'fetchBindToken', getter) });
  eq(await f.token('bind', 2), null);
  eq([await probe.find(), probe.inMemory()], [[], []]);
  eq(diagnostics(), ['provider-failed', 'provider-failed']);
  expectWarnings('provider-failed');
});

test('what_a_provider_throws_is_handed_back_and_is_in_no_message', debugged(), async () => {
  const f = await frame();
  const causes = [];
  addEventListener('ledgerbee:embed:diagnostic', ({ detail }) => causes.push(detail));
  const thrown = [new Error(probe.marked('1')), probe.marked('2'), { token: probe.marked('3') }, undefined];
  for (const [id, it] of thrown.entries()) {
    window.LedgerBee.embed = { fetchBindToken: id % 2 ? async () => { throw it; } : () => { throw it; } };
    eq((await f.token('bind', id)), null);
  }
  eq(causes.map(({ cause }, at) => Object.is(cause, thrown[at])), thrown.map(() => true), 'the very value');
  ok(causes.every(({ message }) => message.startsWith('provider-failed: fetchBindToken') && !message.includes(probe.marked('1').slice(0, 9))), 'no message');
  eq([probe.inMemory(), (await f.inbox()).map(({ data }) => data.token)], [[], [null, null, null, null]]);
  expectWarnings('provider-failed');
});

test('a_token_that_nobody_waits_for_any_more_is_dropped', debugged(), async () => {
  const gives = [];
  window.LedgerBee.embed = { fetchBindToken: ({ signal }) => new Promise((give) => { gives.push({ give, signal }); }) };
  const ends = [
    (f) => f.element.remove(),
    (f) => { f.element.src = `${origins.foreign}/frame`; },
    (f) => f.element.setAttribute('srcdoc', 'x'),
    (f) => f.element.removeAttribute('data-ledgerbee-pricing'),
    () => LedgerBee.bridge.stop(),
  ];
  for (const end of ends) {
    const f = await frame();
    await f.ask('bind', 1);
    end(f);
    await until(() => gives.at(-1).signal.aborted);
    gives.at(-1).give(probe.marked('1'));
    await settle();
  }
  eq(gives.length, ends.length);
  eq([await probe.find(), probe.inMemory()], [[], []]);
  expectWarnings('srcdoc-frame');
});

test('the_search_finds_what_is_planted', debugged(), async () => {
  await frame();
  const token = probe.marked('1');
  eq([await probe.find(), probe.inMemory()], [[], []]);
  for (const [place, plant] of Object.entries(PLANTS)) {
    plant(token);
    await settle();
    await until(async () => (await probe.find()).includes(place), place);
  }
  const buffer = new Uint8Array(probe.memories[0]());
  const end = buffer.slice(-200);
  buffer.set([...token].map((it) => it.charCodeAt(0)), buffer.length - 200);
  eq(probe.inMemory(), ['memory: UTF-8']);
  buffer.set([...token].flatMap((it) => [it.charCodeAt(0), 0]), buffer.length - 200);
  eq(probe.inMemory(), ['memory: UTF-16']);
  buffer.set(end, buffer.length - 200);
  sessionStorage.clear();
  expectErrors('Error: x');
});

test('personal_data_passes_in_no_field', debugged(), async () => {
  const f = await frame();
  const names = [...Object.keys(words.events), 'resize', 'quoteRequested',
    'requestBindToken', 'requestCatalogToken', 'diagnostic', 'bindToken', 'ledgerbee:embed:checkoutConfirmed'];
  const known = [...Object.keys(words.fields), 'height'];
  const extra = ['email', 'name', 'phone', 'customer', 'address', 'token', 'frame', 'code', 'message', 'detail', '__proto__'];
  const data = [`${probe.mark}@acme.example`, `Jane ${probe.mark}`, `+45 ${probe.mark}`, `<${probe.mark}>`,
    { email: probe.mark }, [probe.mark], new Map([['email', probe.mark]])];
  watch('quoteRequested');
  for (const type of names) {
    for (const value of data) {
      const fields = Object.fromEntries(known.map((field) => [field, value]));
      await f.post({ ...fields, ...Object.fromEntries(extra.map((field) => [field, value])), type });
    }
  }
  eq(named('checkoutConfirmed').length, 2 * data.length);
  eq(named('customCtaClicked').map(({ fields }) => fields), data.map(() => ({ ctaLink: null })));
  eq(await probe.find(), []);
});

test('what_passes_in_a_field_is_found_by_the_same_search', debugged(), async () => {
  const f = await frame();
  await f.post({ type: 'checkoutConfirmed', status: probe.mark });
  eq(await probe.find(), ['events', 'globals']);
});
