// Every way a provider can fail: the buyer goes on anonymously and the page hears of it once, as a diagnostic (docs/protocol.md,
// "Providers").

import { bare, diagnostics, eq, events, expectWarnings, frame, named, page, settle, test } from './lab.js';

/**
 * What the page has put there, the diagnostic's code, and whether the console says so too.
 *
 * @type {[string, () => void, string, boolean?][]}
 */
const FAULTS = [
  ['no_object', () => {}, 'provider-missing'],
  ['embed_null', () => { window.LedgerBee = { embed: null }; }, 'provider-missing'],
  ['embed_number', () => { window.LedgerBee = { embed: 5 }; }, 'provider-missing'],
  ['ledgerbee_null', () => { window.LedgerBee = null; }, 'provider-missing'],
  ['ledgerbee_string', () => { window.LedgerBee = 'text'; }, 'provider-missing'],
  ['not_a_function', () => { window.LedgerBee = { embed: { fetchBindToken: 'x' } }; }, 'provider-missing'],
  ['gives_null', () => { window.LedgerBee = { embed: { fetchBindToken: async () => null } }; }, ''],
  ['gives_undefined', () => { window.LedgerBee = { embed: { fetchBindToken: () => undefined } }; }, ''],
  ['gives_empty', () => { window.LedgerBee = { embed: { fetchBindToken: async () => '' } }; }, 'provider-invalid-token'],
  ['gives_4097', () => { window.LedgerBee = { embed: { fetchBindToken: () => 'x'.repeat(4097) } }; }, 'provider-invalid-token'],
  ['gives_a_number', () => { window.LedgerBee = { embed: { fetchBindToken: async () => 42 } }; }, 'provider-invalid-token'],
  ['gives_an_object', () => { window.LedgerBee = { embed: { fetchBindToken: async () => ({ checkoutBindToken: 'x' }) } }; }, 'provider-invalid-token'],
  ['gives_a_string_object', () => { window.LedgerBee = { embed: { fetchBindToken: () => new String('x') } }; }, 'provider-invalid-token'],
  ['gives_a_symbol', () => { window.LedgerBee = { embed: { fetchBindToken: () => Symbol('x') } }; }, 'provider-invalid-token'],
  ['throws', () => { window.LedgerBee = { embed: { fetchBindToken: () => { throw new Error('own') } } }; }, 'provider-failed', true],
  ['throws_null', () => { window.LedgerBee = { embed: { fetchBindToken: () => { throw null } } }; }, 'provider-failed', true],
  ['rejects', () => { window.LedgerBee = { embed: { fetchBindToken: () => Promise.reject(new Error('own')) } }; }, 'provider-failed', true],
  ['rejects_with_undefined', () => { window.LedgerBee = { embed: { fetchBindToken: () => Promise.reject() } }; }, 'provider-failed', true],
  ['ledgerbee_getter_throws', () => { Object.defineProperty(window, 'LedgerBee', { get() { throw new Error('own') } }); }, 'provider-failed', true],
  ['embed_getter_throws', () => { window.LedgerBee = { get embed() { throw new Error('own') } }; }, 'provider-failed', true],
  ['function_getter_throws', () => { window.LedgerBee = { embed: { get fetchBindToken() { throw new Error('own') } } }; }, 'provider-failed', true],
  ['proxy_throws', () => { window.LedgerBee = { embed: new Proxy({}, { get() { throw new Error('own') } }) }; }, 'provider-failed', true],
  ['thenable_throws', () => { window.LedgerBee = { embed: { fetchBindToken: () => ({ then() { throw new Error('own') } }) } }; }, 'provider-failed', true],
  ['then_getter_throws', () => { window.LedgerBee = { embed: { fetchBindToken: () => ({ get then() { throw new Error('own') } }) } }; }, 'provider-failed', true],
  ['revoked_proxy', () => { const p = Proxy.revocable(function () {}, {}); p.revoke(); window.LedgerBee = { embed: { fetchBindToken: p.proxy } }; }, 'provider-failed', true],
  ['class_without_new', () => { window.LedgerBee = { embed: { fetchBindToken: class {} } }; }, 'provider-failed', true],
  ['never_answers', () => { window.LedgerBee = { embed: { fetchBindToken: () => new Promise(() => {}) } }; }, 'provider-timeout'],
  ['thenable_never_answers', () => { window.LedgerBee = { embed: { fetchBindToken: () => ({ then() {} }) } }; }, 'provider-timeout'],
];

for (const [name, spoil, diagnostic, isLoud] of FAULTS) {
  // Only where the deadline is waited for is it short: on a slow machine 100 ms can pass before any answer.
  const timeout = diagnostic === 'provider-timeout' ? 100 : 10_000;
  test(name, page().with(`data-provider-timeout=${timeout}`).script(spoil), async () => {
    const f = await frame();
    eq(await f.token('bind', 'r1'), null);
    eq((await f.answers('r1')).length, 1);
    eq(diagnostics(), diagnostic ? [diagnostic] : []);
    await f.post({ type: 'pageLoaded' });
    eq(named('pageLoaded').length, 1, 'events go on');
    if (isLoud) expectWarnings(diagnostic);
  });
}

test('4096_pass', page().providers("{ fetchBindToken: () => 'x'.repeat(4096) }"), async () => {
  const f = await frame();
  eq((await f.token('bind', 1)).length, 4096);
  eq(events, []);
});

test(
  'a_rejection_after_the_deadline_harms_nobody',
  page()
    .with('data-provider-timeout=100')
    .script('window.LedgerBee = { embed: { fetchBindToken: () => new Promise((_, reject) => { window.reject = reject; }) } };'),
  async () => {
    const f = await frame();
    eq(await f.token('bind', 1), null);
    reject(new Error('too late'));
    await settle();
    eq((await f.answers(1)).length, 1);
    eq(diagnostics(), ['provider-timeout']);
  },
);

test(
  'an_answer_after_the_deadline_goes_nowhere',
  page()
    .with('data-provider-timeout=100')
    .script('window.LedgerBee = { embed: { fetchBindToken: () => new Promise((give) => { window.give = give; }) } };'),
  async () => {
    const f = await frame();
    eq(await f.token('bind', 1), null);
    give('late');
    eq((await f.answers(1)).map(({ token }) => token), [null]);
  },
);

test(
  'an_answer_is_late_although_no_timer_could_tell',
  page()
    .with('data-provider-timeout=100')
    .script(() => {
      window.LedgerBee = { embed: { fetchBindToken: () => {
        for (const end = performance.now() + 150; performance.now() < end; );
        return 'late';
      } } };
    }),
  async () => {
    const f = await frame();
    eq(await f.token('bind', 1), null);
    eq(diagnostics(), ['provider-timeout']);
  },
);

test(
  'a_rejection_warns_once_however_often_it_happens',
  page().providers("{ fetchBindToken: () => Promise.reject(new Error('own')) }"),
  async () => {
    const [f, g] = [await frame(), await frame()];
    for (const id of [1, 2, 3]) eq(await f.token('bind', id), null);
    eq(await g.token('bind', 1), null);
    eq(diagnostics().length, 4);
    expectWarnings('provider-failed');
  },
);

test(
  'one_that_removes_the_frame_gets_no_answer_posted',
  page().providers("{ fetchBindToken: ({ frame }) => { frame.remove(); return 'x'; } }"),
  async () => {
    const f = await frame();
    await f.ask('bind', 1);
    await settle();
    eq([events, LedgerBee.bridge.frames().length], [[], 0]);
  },
);

test(
  'one_that_stops_the_bridge_leaves_null',
  page().providers("{ fetchBindToken: () => { LedgerBee.bridge.stop(); return 'x'; } }"),
  async () => {
    const f = await frame();
    eq(await f.token('bind', 1), null);
    eq((await f.answers(1)).length, 1);
    eq(LedgerBee.bridge, undefined);
  },
);

test(
  'an_accessor_that_stops_the_bridge_leaves_null',
  page().script(() => {
    window.calls = 0;
    window.LedgerBee = { embed: { get fetchBindToken() { LedgerBee.bridge?.stop(); return () => calls++; } } };
  }),
  async () => {
    const f = await frame();
    eq(await f.token('bind', 1), null);
    eq([(await f.answers(1)).length, calls, diagnostics()], [1, 0, []]);
  },
);

test('one_that_starts_the_bridge_anew_leaves_null', bare(), async () => {
  const { start } = await lab.load('/index.js');
  start({ providers: { fetchBindToken() { LedgerBee.bridge.stop(); start(); return 'x'; } } });
  const f = await frame();
  eq(await f.token('bind', 1), null);
  eq((await f.answers(1)).length, 1);
  await LedgerBee.bridge.ready;
  eq(LedgerBee.bridge.frames(), [f.element]);
});

