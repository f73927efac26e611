// `LedgerBee.bridge` (docs/protocol.md, "`LedgerBee.bridge`").

import {
  bare, diagnostics, eq, errors, events, expectErrors, expectWarnings, frame, ok, page, settle, test, TOKEN,
} from './lab.js';

test(
  'has_what_the_contract_says_and_no_global_besides',
  bare().script('window.before = new Set(Reflect.ownKeys(window));').embed("src='/embed.js'"),
  async () => {
    const { bridge } = LedgerBee;
    eq(Object.keys(bridge).sort(), ['frames', 'observe', 'on', 'once', 'ready', 'status', 'stop', 'version']);
    ok(/^\d+\.\d+\.\d+/.test(bridge.version), bridge.version);
    ok(bridge.ready instanceof Promise, 'a promise');
    eq(await bridge.ready, undefined);
    eq(bridge.frames(), []);
    const added = Reflect.ownKeys(window).filter((key) => !before.has(key) && key !== 'before');
    eq(added.filter((key) => typeof key === 'string' && !/^(cdc_|\$|ret_)/.test(key)), ['LedgerBee']);
    eq(added.filter((key) => typeof key === 'symbol').map(String).filter((key) => !key.includes('automation')), ['Symbol(ledgerbee-embed)']);
    eq(Object.keys(LedgerBee), ['bridge']);
  },
);

test('on_gives_the_event_until_it_is_ended', page(), async () => {
  const f = await frame();
  const seen = [];
  const end = LedgerBee.bridge.on('pageLoaded', (event) => seen.push(event));
  await f.post({ type: 'pageLoaded' });
  end();
  end();
  await f.post({ type: 'pageLoaded' });
  eq(seen.length, 1);
  ok(seen[0] instanceof CustomEvent && seen[0].detail.frame === f.element, 'the event itself');
  eq(seen[0].type, 'ledgerbee:embed:pageLoaded');
});

test('on_takes_one_listener_twice_and_ends_each_alone', page(), async () => {
  const f = await frame();
  let calls = 0;
  const listener = () => calls++;
  const ends = [LedgerBee.bridge.on('pageLoaded', listener), LedgerBee.bridge.on('pageLoaded', listener)];
  await f.post({ type: 'pageLoaded' });
  eq(calls, 2);
  ends[0]();
  await f.post({ type: 'pageLoaded' });
  eq(calls, 3);
});

test('on_hears_diagnostics_and_names_from_the_future', page(), async () => {
  const f = await frame();
  const seen = [];
  LedgerBee.bridge.on('diagnostic', ({ detail }) => seen.push(detail.code));
  LedgerBee.bridge.on('quoteRequested', ({ detail }) => seen.push(detail.status));
  await f.post(5);
  await f.post({ type: 'quoteRequested', status: 'NEW' });
  eq(seen, ['malformed-message', 'NEW']);
});

test('replay_hands_out_the_past_before_on_returns_oldest_first', page(), async () => {
  const [f, g] = [await frame(), await frame()];
  for (const { it, vanity } of [{ it: f, vanity: 'a' }, { it: g, vanity: 'b' }, { it: f, vanity: 'c' }]) {
    await it.post({ type: 'checkoutInitiated', vanity });
  }
  await f.post({ type: 'pageLoaded' });
  const seen = [];
  const listener = ({ detail }) => seen.push([detail.vanity, detail.frame.id]);
  LedgerBee.bridge.on('checkoutInitiated', listener)();
  eq(seen, [], 'without replay');
  LedgerBee.bridge.on('checkoutInitiated', listener, { replay: true });
  eq(seen, [['a', 'f1'], ['b', 'f2'], ['c', 'f1']]);
  await g.post({ type: 'checkoutInitiated', vanity: 'd' });
  eq(seen.length, 4);
});

test('replay_leaves_out_frames_that_are_gone', page(), async () => {
  const [f, g] = [await frame(), await frame()];
  await f.post({ type: 'checkoutInitiated', vanity: 'a' });
  await g.post({ type: 'checkoutInitiated', vanity: 'b' });
  f.element.remove();
  const seen = [];
  LedgerBee.bridge.on('checkoutInitiated', ({ detail }) => seen.push(detail.vanity), { replay: true });
  eq(seen, ['b']);
  await settle();
  document.body.append(f.element);
  LedgerBee.bridge.on('checkoutInitiated', ({ detail }) => seen.push(detail.vanity), { replay: true });
  eq(seen, ['b', 'b'], 'for good');
});

test('the_last_64_events_are_kept_and_diagnostics_not_counted', page(), async () => {
  const f = await frame();
  await f.speak(() => {
    for (let i = 0; i < 70; i++) {
      parent.postMessage({ type: 'checkoutInitiated', vanity: `v${i}` }, '*');
      parent.postMessage(i, '*');
    }
  }, 140);
  const seen = [];
  LedgerBee.bridge.on('checkoutInitiated', ({ detail }) => seen.push(detail.vanity), { replay: true });
  eq(seen, Array.from({ length: 64 }, (_, i) => `v${i + 6}`));
  let count = 0;
  LedgerBee.bridge.on('diagnostic', () => count++, { replay: true });
  eq(count, 0);
});

test(
  'a_listener_that_throws_harms_neither_the_others_nor_replay',
  page().script(() => {
    window.seen = [];
    window.bad = () => { throw new Error('of the page'); };
    window.good = ({ detail }) => seen.push(detail.vanity);
  }),
  async () => {
    const f = await frame();
    await f.post({ type: 'checkoutInitiated', vanity: 'a' });
    LedgerBee.bridge.on('checkoutInitiated', bad, { replay: true });
    LedgerBee.bridge.on('checkoutInitiated', good, { replay: true });
    await f.post({ type: 'checkoutInitiated', vanity: 'b' });
    eq(seen, ['a', 'b']);
    eq(errors.filter((text) => text.includes('of the page')).length, 2);
    expectErrors('of the page');
  },
);

test('what_a_listener_registers_or_ends_while_it_runs_is_safe', page(), async () => {
  const f = await frame();
  const seen = [];
  const end = LedgerBee.bridge.on('pageLoaded', () => {
    seen.push('first');
    end();
    LedgerBee.bridge.on('pageLoaded', () => seen.push('second'), { replay: true });
  });
  await f.post({ type: 'pageLoaded' });
  await f.post({ type: 'pageLoaded' });
  eq(seen.filter((it) => it === 'first').length, 1);
  ok(seen.filter((it) => it === 'second').length >= 2, seen);
});

test('stop_answers_what_is_pending_and_lets_go_of_everything', page().held(), async () => {
  const [f, g] = [await frame(), await frame()];
  const { bridge } = LedgerBee;
  const seen = [];
  bridge.on('pageLoaded', () => seen.push(1));
  await f.ask('bind', 'r');
  await g.ask('bind', 's');
  bridge.stop();
  eq([(await f.answer('r')).token, (await g.answer('s')).token], [null, null]);
  eq(calls.map(({ signal }) => signal.aborted), [true, true]);
  calls[0].give('late');
  eq((await f.answers('r')).length, 1);
  eq('bridge' in LedgerBee, false);
  ok(typeof LedgerBee.embed.fetchBindToken === 'function', 'the page keeps what is its own');
  await f.ask('bind', 'r2');
  await f.post({ type: 'pageLoaded' });
  await f.post({ type: 'resize', height: 55 });
  await f.post(5);
  eq([calls.length, events, seen, f.element.style.height], [2, [], [], '']);
  bridge.stop();
  eq(bridge.frames(), []);
  bridge.observe(document.createElement('div').attachShadow({ mode: 'open' }));
  bridge.on('pageLoaded', () => seen.push(2), { replay: true })();
  window.dispatchEvent(new CustomEvent('ledgerbee:embed:pageLoaded', { detail: {} }));
  eq(seen, []);
  ok(/\d/.test(bridge.version), 'the version stays');
});

test(
  'stop_is_safe_in_any_handler',
  bare().script(() => {
    window.LedgerBee = { embed: { fetchBindToken: () => new Promise(() => {}) } };
    window.places = {
      event: ['pageLoaded', { type: 'pageLoaded' }],
      diagnostic: ['diagnostic', 5],
    };
  }),
  async () => {
    for (const [name, message] of Object.values(places)) {
      await lab.script({ src: '/embed.js' });
      const { bridge } = LedgerBee;
      const f = await frame();
      await f.ask('bind', 'r');
      let after = 0;
      bridge.on(name, () => bridge.stop());
      bridge.on(name, () => after++);
      await f.post(message);
      eq((await f.answer('r')).token, null);
      eq([after, LedgerBee.bridge], [0, undefined]);
      f.element.remove();
    }
    await lab.script({ src: '/embed.js' });
    const f = await frame();
    const { bridge } = LedgerBee;
    for (let i = 0; i < 2; i++) await f.post({ type: 'pageLoaded' });
    let replayed = 0;
    bridge.on('pageLoaded', () => { replayed++; bridge.stop(); }, { replay: true });
    await f.ask('bind', 'r3');
    eq([await f.inbox(), replayed], [[], 1], 'stopped in replay');
    window.addEventListener('ledgerbee:embed:pageLoaded', () => LedgerBee.bridge?.stop());
    await lab.script({ src: '/embed.js' });
    const g = await frame();
    await g.ask('bind', 'x');
    const speak = () => {
      parent.postMessage({ type: 'pageLoaded' }, '*');
      parent.postMessage({ type: 'requestBindToken', requestId: 'y' }, '*');
    };
    g.run(`setTimeout(${speak}, 0)`);
    eq((await g.answer('x')).token, null);
    eq(await g.answers('y'), []);
  },
);

test(
  'a_script_after_stop_starts_afresh',
  page().with("data-portal-origins=''").providers(TOKEN),
  async () => {
    const f = await frame();
    eq(diagnostics(), ['untrusted-origin']);
    const old = LedgerBee.bridge;
    old.stop();
    await lab.script({ src: '/embed.js' });
    ok(LedgerBee.bridge !== old, 'another bridge');
    eq(LedgerBee.bridge.frames(), [f.element]);
    eq(await f.token('bind', 1), 'token');
    old.stop();
    eq(await f.token('bind', 2), 'token', 'the old one stops nothing');
    expectWarnings('untrusted-origin');
  },
);
