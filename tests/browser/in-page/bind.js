// The bind handshake and what a provider sees of it (docs/protocol.md, "Providers", "On the wire").

import { bare, diagnostics, eq, events, frame, ok, openGate, origins, page, settle, test, until } from './lab.js';

/** Providers that never answer, and whose signals the page keeps. */
const keepSignals = () => {
  window.signals = [];
  window.LedgerBee = {
    embed: {
      fetchBindToken({ signal }) {
        signals.push(signal);
        return new Promise(() => {});
      },
    },
  };
};

test('answers_with_the_token', page().providers("{ fetchBindToken: async () => 'token-1' }"), async () => {
  const f = await frame();
  await f.ask('bind', 'r1');
  await f.answer('r1');
  eq(await f.inbox(), [{ data: { type: 'bindToken', requestId: 'r1', token: 'token-1' },
    origin: origins.page, isParent: true }]);
  eq(events, []);
});

test('answers_in_the_spelling_of_the_request', page().providers("{ fetchBindToken: async () => 'token-1' }"), async () => {
  const f = await frame();
  await f.post({ type: 'ledgerbee:embed:requestBindToken', requestId: 7 });
  eq(await f.answer(7), { type: 'ledgerbee:embed:bindToken', requestId: 7, token: 'token-1' });
});

test('takes_a_plain_value', page().providers("{ fetchBindToken: () => 'plain' }"), async () => {
  const f = await frame();
  eq(await f.token('bind', 1), 'plain');
});

test(
  'takes_a_thenable',
  page().providers("{ fetchBindToken: () => ({ then: (resolve) => setTimeout(resolve, 1, 'then') }) }"),
  async () => {
    const f = await frame();
    eq(await f.token('bind', 1), 'then');
  },
);

test(
  'calls_the_provider_on_its_object_with_a_context',
  page().script(() => {
    window.calls = [];
    window.LedgerBee = {
      embed: {
        fetchBindToken(...given) {
          calls.push({ isThis: this === LedgerBee.embed, given });
          return 'x';
        },
      },
    };
  }),
  async () => {
    const f = await frame();
    await f.token('bind', 'r1');
    await f.token('bind', 5);
    eq(calls.map(({ isThis, given }) => [isThis, given.length]), [[true, 1], [true, 1]]);
    const [context] = calls[0].given;
    eq(Object.keys(context).sort(), ['frame', 'kind', 'requestId', 'signal']);
    eq([context.kind, context.requestId], ['bind', 'r1']);
    ok(context.frame === f.element, 'the frame is the element');
    ok(context.signal instanceof AbortSignal, 'a signal');
    eq(calls[1].given[0].requestId, 5);
    await settle();
    eq(context.signal.aborted, false, 'aborted after success');
  },
);

test('without_a_provider_the_answer_is_null_without_a_warning', page(), async () => {
  const f = await frame();
  eq(await f.token('bind', 'r1'), null);
  eq(diagnostics(), ['provider-missing']);
  eq(events[0].fields.requestId, 'r1');
  ok(events[0].frame === f.element, 'the frame');
});

test('a_provider_set_after_load_serves_from_then_on', page(), async () => {
  const f = await frame();
  eq(await f.token('bind', 1), null);
  window.LedgerBee.embed = { fetchBindToken: () => 'late' };
  eq(await f.token('bind', 2), 'late');
  window.LedgerBee.embed.fetchBindToken = () => 'replaced';
  eq(await f.token('bind', 3), 'replaced');
  window.LedgerBee = { embed: { fetchBindToken: () => 'elsewhere' } };
  eq(await f.token('bind', 4), 'elsewhere');
  delete window.LedgerBee;
  eq(await f.token('bind', 5), null);
});

test(
  'an_early_request_waits_for_dom_content_loaded',
  page()
    .early()
    .body("<script src='/gate/{{gate}}'></script><script>window.LedgerBee.embed = { fetchBindToken: () => 'parsed' };</script>"),
  async () => {
    const f = await frame({}, document.documentElement);
    await f.ask('bind', 1);
    await settle();
    eq(document.readyState, 'loading');
    eq(await f.answers(1), []);
    await openGate();
    eq((await f.answer(1)).token, 'parsed');
  },
);

test('an_early_request_waits_for_load', page().early().body("<img alt='' src='/gate/{{gate}}'>"), async () => {
  await until(() => document.readyState === 'interactive');
  const f = await frame();
  await f.ask('bind', 1);
  await settle();
  eq(await f.answers(1), []);
  window.LedgerBee.embed = { fetchBindToken: () => 'loaded' };
  await settle();
  eq(await f.answers(1), []);
  await openGate();
  eq((await f.answer(1)).token, 'loaded');
});

test(
  'an_early_request_is_answered_null_at_load_if_there_is_still_none',
  page().early().body("<img alt='' src='/gate/{{gate}}'>"),
  async () => {
    const f = await frame({}, document.documentElement);
    await f.ask('bind', 1);
    eq(await f.answers(1), []);
    await openGate();
    eq((await f.answer(1)).token, null);
    eq(diagnostics(), ['provider-missing']);
  },
);

test(
  'the_deadline_bounds_the_waiting_for_a_provider',
  page().with('data-provider-timeout=100').early().body("<img alt='' src='/gate/{{gate}}'>"),
  async () => {
    const f = await frame({}, document.documentElement);
    await f.ask('bind', 1);
    eq((await f.answer(1)).token, null);
    ok(document.readyState !== 'complete', 'still loading');
    eq(diagnostics(), ['provider-missing']);
    await openGate();
  },
);

test(
  'a_script_that_comes_late_serves_the_repeated_request',
  bare().providers("{ fetchBindToken: async () => 'token-1' }"),
  async () => {
    const f = await frame();
    await f.ask('bind', 'r1');
    await lab.script({ src: '/embed.js' });
    await f.ask('bind', 'r1');
    eq((await f.answer('r1')).token, 'token-1');
    eq((await f.answers('r1')).length, 1);
  },
);

test(
  'aborts_the_signal_at_the_deadline_only_then',
  page()
    .with('data-provider-timeout=500')
    .script(() => {
      window.signals = []; window.LedgerBee = { embed: { fetchBindToken: ({ signal }) => {
      signals.push(signal); return new Promise(() => {}); } } };
    }),
  async () => {
    const f = await frame();
    await f.ask('bind', 1);
    eq(signals[0].aborted, false);
    eq((await f.answer(1)).token, null);
    eq(signals[0].aborted, true);
    eq(diagnostics(), ['provider-timeout']);
  },
);

test(
  'aborts_the_signal_when_the_frame_goes',
  page().script(keepSignals),
  async () => {
    const [f, g] = [await frame(), await frame()];
    await f.ask('bind', 1);
    await g.ask('bind', 1);
    f.element.remove();
    await until(() => signals[0].aborted);
    eq(signals[1].aborted, false);
    g.element.removeAttribute('data-ledgerbee-pricing');
    await until(() => signals[1].aborted);
    eq(await g.answers(1), []);
    eq(events, []);
  },
);
