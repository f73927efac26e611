// No WebAssembly, a program that can't be loaded, and programs that trap (docs/protocol.md, "Faults").

import {
  bare, codes, diagnostics, element, eq, errors, expectErrors, expectWarnings, failureOf, frame, infos, named, NEVER, ok,
  openGate, origins, page, requested, settle, shadowRoot, test, textOf, TOKEN, until,
} from './lab.js';

/** The next call into the program throws in the middle of it, which is to it as a trap is. */
const TRAP = () => {
  window.trap = () => {
    const { prototype } = DataView;
    const { setInt32 } = prototype;
    prototype.setInt32 = () => {
      prototype.setInt32 = setInt32;
      throw new Error('unreachable');
    };
  };
};

// Without WebAssembly.

test(
  'without_webassembly_a_page_sees_one_diagnostic',
  bare().script('delete window.WebAssembly').providers(TOKEN).embed("src='/loader/embed.js'"),
  async () => {
    await LedgerBee.bridge.ready;
    const f = await frame();
    eq(await f.token('bind', 1), 'token');
    await f.post({ type: 'pageLoaded' });
    eq([named('pageLoaded').length, LedgerBee.bridge.frames()], [1, [f.element]]);
    eq(codes(), ['wasm-unavailable']);
    eq(performance.getEntriesByName(`${location.origin}/loader/embed.compat.js`).length, 1);
    eq(document.querySelectorAll('script[src*=compat]').length, 0, 'its tag is gone');
  },
);

test('with_webassembly_nothing_else_is_loaded', page().providers(TOKEN), async () => {
  await LedgerBee.bridge.ready;
  const f = await frame();
  eq(await f.token('bind', 1), 'token');
  eq(diagnostics(), []);
  eq(requested('compat').length, 0);
});

test(
  'refused_at_instantiation_is_refused',
  page()
    .script("if (window.WebAssembly) WebAssembly.Instance = function () { throw new EvalError('refused') };")
    .providers(TOKEN),
  async () => {
    await LedgerBee.bridge.ready;
    const f = await frame();
    eq(await f.token('bind', 1), 'token');
  },
);

test(
  'asked_for_it_is_taken_without_a_try',
  bare()
    .script(() => {
      window.tries = 0;
      if (window.WebAssembly) WebAssembly.Module = new Proxy(WebAssembly.Module, { construct() { tries++; throw new Error('asked'); } });
    })
    .providers(TOKEN)
    .embed("src='/loader/embed.js' data-engine='js'"),
  async () => {
    await LedgerBee.bridge.ready;
    const f = await frame();
    eq(await f.token('bind', 1), 'token');
    eq([window.tries, codes()], [0, []]);
  },
);

test(
  'used_in_the_embeds_place_it_starts_at_once',
  bare().providers(TOKEN).embed("src='/embed.compat.js' data-debug"),
  async () => {
    const f = await frame();
    eq(await f.token('bind', 1), 'token');
    await f.post({ type: 5 });
    eq([diagnostics(), infos.length], [['malformed-message'], 1]);
  },
);

test(
  'used_in_the_embeds_place_it_trusts_where_it_came_from',
  bare().public().providers(TOKEN).embed("src='{{frame}}/embed.compat.js'"),
  async () => {
    const f = await frame();
    eq(await f.token('bind', 1), 'token');
  },
);

test('the_tag_carries_over_nonce_hash_and_crossorigin', bare().providers(TOKEN), async () => {
  const { files } = await (await fetch('/manifest.json')).json();
  const tags = [];
  const seen = new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const it of addedNodes) if (it instanceof HTMLScriptElement && it.src.includes('compat')) tags.push(it);
  });
  seen.observe(document, { childList: true, subtree: true });
  const start = async (attributes) => {
    await lab.script({ src: '/loader/embed.js', 'data-engine': 'js', ...attributes });
    await LedgerBee.bridge.ready;
    await settle();
    LedgerBee.bridge.stop();
    const { nonce, integrity, crossOrigin } = tags.pop();
    return { nonce, integrity, crossOrigin };
  };
  const hash = files['embed.compat.js'].integrity;
  eq(await start({}), { nonce: '', integrity: '', crossOrigin: null });
  eq(
    await start({ nonce: 'abc', integrity: files['embed.js'].integrity, crossorigin: 'anonymous' }),
    { nonce: 'abc', integrity: hash, crossOrigin: 'anonymous' },
  );
  eq(await start({ 'data-compat-integrity': hash }), { nonce: '', integrity: hash, crossOrigin: 'anonymous' });
});

test('inlined_it_is_told_where_to_find_it', bare(), async () => {
  const text = await textOf('/loader/embed.js');
  const inline = (attributes) => {
    const tag = document.createElement('script');
    for (const [name, value] of Object.entries(attributes)) tag.setAttribute(name, value);
    tag.text = text;
    document.head.append(tag);
    return LedgerBee.bridge.ready.then(() => true, () => false);
  };
  eq(await inline({ 'data-engine': 'js' }), false);
  expectErrors('data-compat-src');
  LedgerBee.bridge.stop();
  eq(await inline({ 'data-engine': 'js', 'data-compat-src': '/embed.compat.js' }), true);
});

test('a_module_loads_it_by_itself', bare().script('delete window.WebAssembly'), async () => {
  const { start } = await lab.load('/index.js');
  const bridge = start({ providers: { fetchBindToken: () => 'token' } });
  ok(bridge === LedgerBee.bridge, 'published at once');
  eq(bridge.frames(), []);
  const f = await frame();
  eq(await f.token('bind', 1), 'token');
  await bridge.ready;
  eq([bridge.frames(), codes()], [[f.element], ['wasm-unavailable']]);
});

// While the program loads.

/** Starts the embed, which has no program before the gate opens. */
const startGated = (attributes = {}) =>
  lab.script({ src: '/loader/embed.js', 'data-engine': 'js', 'data-compat-src': `/gated/${lab.gate}/embed.compat.js`, ...attributes });

test('messages_of_marked_frames_are_held_and_others_are_not', bare().providers(TOKEN), async () => {
  await startGated();
  const f = await frame();
  const root = shadowRoot('closed');
  LedgerBee.bridge.observe(root);
  const [inRoot, unmarked] = [await frame({}, root), await frame({ 'data-ledgerbee-pricing': null })];
  const order = [];
  addEventListener('ledgerbee:embed:pageLoaded', ({ detail }) => order.push(detail.frame));
  for (const it of [f, inRoot, unmarked]) {
    await it.post({ type: 'pageLoaded' });
    await it.ask('bind', 1);
  }
  window.postMessage({ type: 'pageLoaded' }, '*');
  await settle();
  eq([order, await f.inbox()], [[], []]);
  unmarked.element.setAttribute('data-ledgerbee-pricing', '');
  await openGate();
  await LedgerBee.bridge.ready;
  eq(order, [f.element, inRoot.element]);
  eq([(await f.answer(1)).token, (await inRoot.answer(1)).token, await unmarked.inbox()], ['token', 'token', []]);
});

test('at_most_512_are_held', bare(), async () => {
  await startGated();
  const frames = [];
  for (let i = 0; i < 9; i++) frames.push(await frame());
  const speech = () => {
    for (let i = 0; i < 100; i++) parent.postMessage({ type: 'pageLoaded' }, '*');
  };
  for (const it of frames) await it.speak(speech, 100);
  await openGate();
  await LedgerBee.bridge.ready;
  const counts = frames.map(({ element }) => named('pageLoaded').filter((it) => it.frame === element).length);
  eq(counts, [...Array(8).fill(64), 0], '64 of a frame, 512 in all');
  await frames[8].post({ type: 'pageLoaded' });
  eq(named('pageLoaded').length, 513);
});

test('a_held_message_is_judged_at_hand_over', bare().providers(TOKEN), async () => {
  await startGated();
  const [f, g, h] = [await frame(), await frame(), await frame()];
  for (const it of [f, g, h]) await it.ask('bind', 1);
  const inbox = await g.inbox();
  f.element.remove();
  await g.change((it) => { it.src = `${origins.foreign}/frame`; });
  await openGate();
  await LedgerBee.bridge.ready;
  eq([inbox, await g.inbox(), (await h.answer(1)).token], [[], [], 'token']);
});

test('the_deadline_runs_from_the_arrival', bare().fakeClock().providers(NEVER), async () => {
  await startGated({ 'data-provider-timeout': 60000 });
  const f = await frame();
  await f.ask('bind', 1);
  await lab.skip(50_000);
  await openGate();
  await LedgerBee.bridge.ready;
  await lab.skip(9_900);
  eq(await f.inbox(), []);
  await lab.skip(200);
  eq((await f.answer(1)).token, null);
  eq(diagnostics(), ['provider-timeout']);
});

test('a_deadline_that_passes_before_it_is_kept_and_no_token_comes_later', bare().fakeClock().providers("{ fetchBindToken: () => 'late' }"), async () => {
  await startGated();
  const f = await frame();
  await f.ask('bind', 1);
  await lab.skip(9_900);
  eq(await f.inbox(), []);
  await lab.skip(200);
  eq((await f.answer(1)).token, null);
  await openGate();
  await LedgerBee.bridge.ready;
  await lab.skip(60_000);
  eq([(await f.inbox()).length, await f.token('bind', 2)], [1, 'late']);
});

test('a_deadline_that_a_later_start_shortens_leaves_one_answer', bare().fakeClock().providers(TOKEN), async () => {
  await startGated();
  const f = await frame();
  await f.ask('bind', 1);
  await lab.script({ src: '/embed.js', 'data-provider-timeout': '200' });
  await lab.skip(1_000);
  eq(await f.inbox(), [], 'the deadline of its own start has not passed');
  await openGate();
  await LedgerBee.bridge.ready;
  await lab.skip(10);
  eq([(await f.answer(1)).token, await f.token('bind', 2)], [null, 'token']);
  await lab.skip(60_000);
  eq([(await f.inbox()).length, diagnostics()], [2, ['already-started', 'provider-timeout']]);
});

test('a_deadline_that_a_later_start_prolongs_leaves_one_answer', bare().fakeClock().providers(TOKEN), async () => {
  await startGated({ 'data-provider-timeout': '200' });
  const f = await frame();
  await f.ask('bind', 1);
  await lab.script({ src: '/embed.js', 'data-provider-timeout': '60000' });
  await lab.skip(300);
  eq((await f.answer(1)).token, null);
  await openGate();
  await LedgerBee.bridge.ready;
  eq([await f.token('bind', 2), (await f.inbox()).length], ['token', 2]);
});

test('a_stranger_in_a_marked_frame_takes_no_ones_place', bare().providers(TOKEN), async () => {
  await startGated({ 'data-portal-origins': origins.frame });
  const stranger = await frame({ src: `${origins.foreign}/frame` });
  const ask = () => {
    for (let i = 0; i < 512; i++) parent.postMessage({ type: 'requestBindToken', requestId: i }, '*');
  };
  await stranger.speak(ask, 512);
  const f = await frame();
  await f.ask('bind', 1);
  await openGate();
  await LedgerBee.bridge.ready;
  eq([(await f.answer(1)).token, await stranger.inbox()], ['token', []]);
  expectWarnings('untrusted-origin');
});

test('everything_else_works_before_it', bare().providers(TOKEN), async () => {
  await startGated();
  const { bridge } = LedgerBee;
  const heard = [];
  const end = bridge.on('pageLoaded', ({ detail }) => heard.push(detail.frame));
  bridge.on('pageLoaded', () => heard.push('never'))();
  eq([bridge.frames(), bridge.version.length > 0], [[], true]);
  await lab.script({ src: '/embed.js', 'data-provider-timeout': '200' });
  ok(bridge === LedgerBee.bridge, 'one bridge');
  const f = await frame();
  await f.post({ type: 'pageLoaded' });
  await openGate();
  await bridge.ready;
  eq([heard, diagnostics()], [[f.element], ['already-started']]);
  end();
});

test('what_is_no_shadow_root_is_reported_once_there_is_a_program', bare().providers(TOKEN), async () => {
  await startGated();
  const { bridge } = LedgerBee;
  for (const it of [{}, null, 1, document.createElement('p')]) bridge.observe(it);
  await openGate();
  await bridge.ready;
  const f = await frame();
  eq([await f.token('bind', 1), diagnostics()], ['token', Array(4).fill('invalid-option')]);
  expectWarnings('invalid-option');
});

test('stopped_meanwhile_it_never_starts', bare().providers(TOKEN), async () => {
  await startGated();
  const { bridge } = LedgerBee;
  const f = await frame();
  await f.ask('bind', 1);
  bridge.stop();
  await bridge.ready;
  await openGate();
  await until(() => !document.querySelector('script[src*=gated]'), 'the file');
  eq([LedgerBee.bridge, await f.inbox()], [undefined, []]);
  await lab.script({ src: '/embed.js' });
  await LedgerBee.bridge.ready;
  eq(await f.token('bind', 2), 'token');
});

// When it can't be loaded.

test(
  'after_two_retries_it_says_what_to_allow',
  bare().embed("src='/loader/embed.js' data-engine='js' data-compat-src='/nowhere/embed.compat.js?v=1'"),
  async () => {
    const { bridge } = LedgerBee;
    const f = await frame();
    await f.post({ type: 'pageLoaded' });
    const reason = await failureOf(bridge.ready);
    ok(reason.includes('wasm-unsafe-eval') && reason.includes('script-src'), reason);
    const urls = requested('nowhere');
    eq([urls.length, new Set(urls).size], [3, 3]);
    eq(errors.filter((text) => text.startsWith('ledgerbee-embed:')).length, 1);
    eq([named('pageLoaded'), bridge.frames(), LedgerBee.bridge === bridge], [[], [], true]);
    await lab.script({ src: '/embed.js', 'data-compat-src': '/embed.compat.js' });
    bridge.stop();
    eq(LedgerBee.bridge, undefined);
    expectErrors('wasm-unsafe-eval', '/nowhere/');
  },
);

test(
  'a_file_of_another_version_is_not_taken',
  bare().embed("src='/loader/embed.js' data-engine='js' data-compat-src='/stale/embed.compat.js'"),
  async () => {
    ok((await textOf('/stale/embed.compat.js')).includes('0.0.9'), 'another version');
    const reason = await failureOf(LedgerBee.bridge.ready);
    ok(reason.includes('/stale/'), reason);
    expectErrors('/stale/');
  },
);

test(
  'a_file_of_another_hash_is_not_taken',
  bare().embed("src='/loader/embed.js' data-engine='js' data-compat-integrity='sha384-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'"),
  async () => {
    const f = await frame();
    const reason = await failureOf(LedgerBee.bridge.ready);
    ok(reason.includes('embed.compat.js'), reason);
    await f.post({ type: 'pageLoaded' });
    eq(named('pageLoaded'), []);
    expectErrors('embed.compat.js');
  },
);

// When it traps.

test(
  'what_was_pending_is_answered_and_the_next_message_served',
  page()
    .script(TRAP)
    .providers(() => {
      window.signals = [];
      const fetchBindToken = ({ signal }) => (signals.push(signal) > 1 ? 'token' : new Promise(() => {}));
      return { fetchBindToken };
    }),
  async () => {
    const [f, g] = [await frame(), await frame()];
    await f.ask('bind', 1);
    eq(await f.inbox(), []);
    trap();
    await g.ask('bind', 1);
    eq((await f.answer(1)).token, null);
    eq(signals[0].aborted, true);
    eq(await g.token('bind', 2), 'token');
    eq(await f.token('bind', 2), 'token');
    eq(diagnostics(), ['module-restarted']);
    eq([(await f.inbox()).length, LedgerBee.bridge.frames()], [2, [f.element, g.element]]);
  },
);

test(
  'what_was_answered_before_is_not_answered_again',
  page()
    .script(TRAP)
    .providers(() => {
      window.gives = {};
      return { fetchBindToken: ({ requestId }) => new Promise((give) => { gives[requestId] = give; }) };
    }),
  async () => {
    const [f, g] = [await frame(), await frame()];
    for (const id of [1, 2, 3, 4]) await f.ask('bind', id);
    for (const id of [1, 4, 3]) {
      gives[id](`token ${id}`);
      eq((await f.answer(id)).token, `token ${id}`);
    }
    trap();
    await g.ask('bind', 1);
    eq((await f.answer(2)).token, null);
    gives[2]('late');
    await settle();
    eq((await f.inbox()).map(({ data }) => data.requestId), [1, 4, 3, 2]);
    await until(() => diagnostics().length);
    eq(diagnostics(), ['module-restarted']);
  },
);

test(
  'a_listener_that_throws_is_no_trap',
  page().providers(TOKEN).script("addEventListener('ledgerbee:embed:pageLoaded', () => { throw new Error('own'); });"),
  async () => {
    const f = await frame();
    await f.post({ type: 'pageLoaded' });
    eq(await f.token('bind', 1), 'token');
    eq(diagnostics(), []);
    expectErrors('own');
  },
);

test('what_the_page_gave_is_kept', bare().script(TRAP), async () => {
  const { start } = await lab.load('/index.js');
  const bridge = start({ providers: { fetchBindToken: () => 'mine' }, portalOrigins: [origins.frame], debug: true });
  await bridge.ready;
  const root = shadowRoot('closed');
  bridge.observe(root);
  const [f, g, h] = [await frame(), await frame({}, root), await frame({ src: `${origins.foreign}/frame` })];
  await f.post({ type: 'pageLoaded' });
  if (lab.program === 'compat') return expectWarnings('untrusted-origin');
  trap();
  await f.ask('bind', 1);
  eq([await f.token('bind', 2), await g.token('bind', 1)], ['mine', 'mine']);
  await h.ask('bind', 1);
  eq(await h.inbox(), []);
  const past = [];
  bridge.on('pageLoaded', ({ detail }) => past.push(detail.frame), { replay: true });
  eq(past, [f.element]);
  await f.post({ type: 5 });
  ok(infos.some((text) => text.includes('malformed-message')), 'debug');
  ok(bridge === LedgerBee.bridge, 'one bridge');
  expectWarnings('untrusted-origin');
});

test('one_in_the_middle_of_a_listener_ends_what_is_around_it', page().script(TRAP).providers(TOKEN), async () => {
  const f = await frame();
  addEventListener('ledgerbee:embed:pageLoaded', () => {
    trap();
    const g = element();
    document.body.append(g);
    eq(LedgerBee.bridge.frames(), [], 'this call fails, and the page sees nothing');
  }, { once: true });
  await f.post({ type: 'pageLoaded' });
  await f.ask('bind', 1);
  await until(() => diagnostics().includes('module-restarted'), 'a restart');
  eq(await f.token('bind', 2), 'token');
});

test(
  'one_in_the_middle_of_an_answer_leaves_one_answer',
  page()
    .script(TRAP)
    .script(() => {
      window.LedgerBee = { embed: { fetchBindToken: ({ requestId }) =>
      requestId === 'first' ? new Promise((resolve) => { window.give = resolve; }) : 'token' } };
    }),
  async () => {
    const f = await frame();
    await f.ask('bind', 'first');
    eq(await f.inbox(), []);
    addEventListener('ledgerbee:embed:diagnostic', () => {
      trap();
      // Has the program look at every frame.
      LedgerBee.bridge.observe(document.createElement('p').attachShadow({ mode: 'open' }));
      eq(LedgerBee.bridge.frames(), []);
    }, { once: true });
    give('late');
    document.body.append(element({ src: 'about:blank' }));
    eq((await f.answer('first')).token, null);
    await until(() => diagnostics().includes('module-restarted'), 'a restart');
    eq(await f.token('bind', 2), 'token');
    eq((await f.inbox()).length, 2);
  },
);

test(
  'a_page_that_starts_it_again_meanwhile_has_one_program_then',
  page()
    .script(TRAP)
    .script(() => {
      window.LedgerBee = { embed: { fetchBindToken: ({ signal, requestId }) => {
        if (requestId !== 'first') return 'token';
        signal.addEventListener('abort', () => { start(); start(); LedgerBee.bridge.observe(document.createElement('p').attachShadow({ mode: 'open' })); });
        return new Promise(() => {});
      } } };
    }),
  async () => {
    ({ start: window.start } = await lab.load('/index.js'));
    const f = await frame();
    await f.ask('bind', 'first');
    eq(await f.inbox(), []);
    trap();
    await f.ask('bind', 2);
    eq((await f.answer('first')).token, null);
    eq(await f.token('bind', 3), 'token');
    await f.post({ type: 'pageLoaded' });
    eq([await f.inbox().then((it) => it.length), named('pageLoaded').length], [2, 1]);
    const loads = requested('compat');
    ok(loads.length <= 1, 'it was loaded once');
    eq(diagnostics().filter((it) => it === 'module-restarted').length, 1);
  },
);

test('a_page_that_makes_each_trap_is_given_up', bare().providers(TOKEN).embed("src='/trap-hook/embed.js'"), async () => {
  const f = await frame();
  for (let i = 1; i <= 3; i++) {
    await until(() => LedgerBee.bridge.frames().length, 'a program');
    window.postMessage({ type: 'trap' }, '*');
    await until(() => (i < 3 ? diagnostics().length === i : errors.length), 'the next one, or none');
  }
  await f.ask('bind', 'last');
  eq([await f.inbox(), LedgerBee.bridge.frames()], [[], []]);
  eq(diagnostics(), ['module-restarted', 'module-restarted']);
  expectErrors('repeated failures');
});

/** What an engine says of a trap, and the program without WebAssembly. */
const TRAPPED = /unreachable|abort/i;

// With the build that has a message to trap at; its `trap` comes from nowhere in particular.
for (const [name, src] of [
  ['a_trap_in_webassembly_is_survived', '/trap-hook/embed.js'],
  ['a_trap_without_webassembly_is_survived', '/trap-hook/embed.compat.js'],
]) {
  test(
    name,
    bare()
      .providers("{ fetchBindToken: ({ requestId }) => requestId === 'first' ? new Promise(() => {}) : 'token' }")
      .embed(`src='${src}'`),
    async () => {
      const f = await frame();
      await f.ask('bind', 'first');
      eq(await f.inbox(), []);
      window.postMessage({ type: 'trap' }, '*');
      eq((await f.answer('first')).token, null);
      await f.ask('bind', 'held or not');
      await f.post({ type: 'pageLoaded' });
      eq((await f.answer('held or not')).token, 'token');
      eq([diagnostics(), named('pageLoaded').length], [['module-restarted'], 1]);
      const { cause } = named('diagnostic').map(({ fields }) => fields).find(({ code }) => code === 'module-restarted');
      ok(cause instanceof Error && TRAPPED.test(cause.message), `the cause: ${cause}`);
      LedgerBee.bridge.stop();
      await f.ask('bind', 'after');
      eq(await f.answers('after'), []);
    },
  );
}

test('what_is_shipped_has_no_such_message', page().providers(TOKEN), async () => {
  const f = await frame();
  await f.post({ type: 'trap' });
  window.postMessage({ type: 'trap' }, '*');
  eq(await f.token('bind', 1), 'token');
  eq(diagnostics(), []);
});
