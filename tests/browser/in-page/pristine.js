// Pages as they are: a base that is injected later, globals that are assigned, a library that has replaced
// `window.Document`, timers that are cleared, handlers that change the page (docs/protocol.md, "The page is not trusted to
// be pristine").

import {
  allowErrors, bare, codes, diagnostics, element, eq, errors, expectErrors, expectWarnings, failureOf, frame, named, NEVER,
  ok, origins, page, requested, settle, shadowRoot, stub, test, textOf, TOKEN, until,
} from './lab.js';

/** Providers of which the first request of a name is never answered, and whose abort calls `onAbort`. */
const ABORTING = () => {
  window.onAbort = () => {};
  window.contexts = [];
  window.LedgerBee = {
    embed: {
      fetchBindToken(context) {
        contexts.push(context);
        if (context.requestId !== 'first') return 'token';
        context.signal.addEventListener('abort', () => onAbort());
        return new Promise(() => {});
      },
    },
  };
};

// Whoever could get a token that way must not.

test('a_base_that_is_injected_while_the_script_loads_makes_no_portal', bare().public().providers(TOKEN), async () => {
  const tag = document.createElement('script');
  const ran = new Promise((resolve) => { tag.onload = resolve; });
  tag.src = '/embed.js';
  document.head.append(tag);
  const base = document.createElement('base');
  base.href = `${origins.frame}/`;
  document.head.prepend(base);
  ok(tag.src.startsWith(origins.frame), 'the tag seems to come from there');
  await ran;
  const f = await frame();
  await f.ask('bind', 1);
  eq([await f.inbox(), diagnostics()[0]], [[], 'untrusted-origin']);
  expectWarnings('untrusted-origin');
});

test(
  'a_base_that_is_injected_while_the_script_loads_brings_in_no_other_program',
  bare().public().providers(TOKEN),
  async () => {
    const tag = document.createElement('script');
    const ran = new Promise((resolve) => { tag.onload = resolve; });
    tag.src = '/loader/embed.js';
    tag.dataset.engine = 'js';
    document.head.append(tag);
    const base = document.createElement('base');
    base.href = `${origins.frame}/`;
    document.head.prepend(base);
    await ran;
    await LedgerBee.bridge.ready;
    const from = requested('compat');
    eq(from, [`${location.origin}/loader/embed.compat.js`]);
  },
);

test(
  'an_origin_that_the_page_has_assigned_makes_it_no_loopback_page',
  page().public().script("var origin = 'http://localhost:3000';").providers(TOKEN),
  async () => {
    const f = await frame();
    await f.ask('bind', 1);
    eq([window.origin, await f.inbox(), diagnostics()[0]], ['http://localhost:3000', [], 'untrusted-origin']);
    expectWarnings('untrusted-origin');
  },
);

test(
  'an_origin_that_the_page_has_assigned_makes_the_page_no_portal',
  bare().public().script("var origin = 'CPH';").providers(TOKEN),
  async () => {
    await lab.script({ src: `${location.origin}/embed.js` });
    await LedgerBee.bridge.ready;
    const f = await frame({ src: `${location.origin}/frame` });
    await f.ask('bind', 1);
    eq([await f.inbox(), diagnostics()[0]], [[], 'untrusted-origin']);
    expectWarnings('untrusted-origin');
  },
);

test(
  'an_origin_that_is_a_word_of_the_pages_own_changes_nothing',
  page().script("var origin = 'CPH';").providers(TOKEN),
  async () => {
    const f = await frame();
    eq([window.origin, await f.token('bind', 1), diagnostics()], ['CPH', 'token', []]);
  },
);

test(
  'a_replaced_document_constructor_loses_no_option',
  page()
    .script('window.Document = function () {}; window.HTMLDocument = window.Document;')
    .providers(TOKEN)
    .with("data-portal-origins='{{foreign}}'"),
  async () => {
    const [f, g] = [await frame(), await frame({ src: `${origins.foreign}/frame` })];
    await f.ask('bind', 1);
    eq([await f.inbox(), await g.token('bind', 1)], [[], 'token']);
    expectWarnings('untrusted-origin');
  },
);

test(
  'an_abort_listener_that_unmarks_its_frame_leaves_it_unserved',
  page().with("data-portal-origins='{{frame}}'").script(ABORTING),
  async () => {
    const acts = [
      (it) => it.removeAttribute('data-ledgerbee-pricing'),
      (it) => { it.src = `${origins.foreign}/frame`; },
      (it) => it.setAttribute('sandbox', 'allow-scripts'),
      (it) => it.remove(),
    ];
    for (const act of acts) {
      const g = await frame();
      await g.ask('bind', 'first');
      await g.inbox();
      window.onAbort = () => act(g.element);
      // To another origin and back in one batch: the frame is released, and would be found anew.
      g.element.src = `${origins.foreign}/frame`;
      g.element.src = `${origins.frame}/frame`;
      await settle();
      ok(!LedgerBee.bridge.frames().includes(g.element), `after ${act}`);
      g.element.remove();
    }
    eq(LedgerBee.bridge.frames(), []);
    expectWarnings('untrusted-origin', 'sandboxed-frame');
  },
);

test('an_abort_listener_that_narrows_the_list_leaves_its_frame_unserved', page().script(ABORTING), async () => {
  const { start } = await lab.load('/index.js');
  const [f, g] = [await frame(), await frame()];
  await f.ask('bind', 'first');
  await f.inbox();
  window.onAbort = () => start({ portalOrigins: [origins.foreign] });
  f.element.src = `${origins.foreign}/frame`;
  f.element.src = `${origins.frame}/frame`;
  await until(() => contexts[0].signal.aborted, 'the abort');
  await settle();
  eq([LedgerBee.bridge.frames(), LedgerBee.bridge.status(f.element)], [[], 'refused']);
  await g.ask('bind', 2);
  eq([await g.inbox(), contexts.length], [[], 1]);
  expectWarnings('untrusted-origin');
});

test('an_abort_listener_that_mounts_another_frame_has_it_served', page().script(ABORTING), async () => {
  const f = await frame();
  await f.ask('bind', 'first');
  await f.inbox();
  const others = [];
  window.onAbort = () => { others.push(element()); document.body.append(others[0]); };
  f.element.remove();
  await until(() => others[0], 'the abort');
  const g = await stub(others[0]);
  await settle();
  eq([LedgerBee.bridge.frames(), await g.token('bind', 'next'), others.length], [others, 'token', 1]);
});

test('a_tag_in_a_shadow_tree_has_no_options_and_says_so', bare().providers(TOKEN), async () => {
  await lab.script({ src: '/embed.js', 'data-portal-origins': origins.foreign }, shadowRoot('open'));
  const f = await frame();
  eq([await f.token('bind', 1), diagnostics()], ['token', ['tag-unknown']]);
  expectWarnings('tag-unknown');
});

test('a_tag_of_a_blob_says_that_it_needs_to_be_told_where_the_other_program_is', bare().providers(TOKEN), async () => {
  const text = await textOf('/loader/embed.js');
  const src = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  await lab.script({ src, 'data-engine': 'js' });
  const reason = await failureOf(LedgerBee.bridge.ready);
  ok(reason.includes('data-compat-src') && !reason.includes('blob:'), reason);
  eq(errors.filter((text) => text.startsWith('ledgerbee-embed:')).length, 1);
  expectErrors('data-compat-src');
});

test('a_script_without_a_tag_has_no_options_and_says_so', bare().providers(TOKEN), async () => {
  const text = await textOf('/embed.js');
  (0, eval)(text);
  const f = await frame();
  eq([await f.token('bind', 1), diagnostics()], ['token', ['tag-unknown']]);
  expectWarnings('tag-unknown');
});

// Whatever the page has done, the embed goes on.

/** @type {[string, string | (() => void)][]} */
const SURVIVED = [
  ['performance_that_is_an_object', 'var performance = { score: 5 };'],
  ['url_that_is_a_text', "const URL = '/api';"],
  [
    'console_without_methods',
    () => {
      for (const name of ['warn', 'info', 'error', 'log']) console[name] = undefined;
    },
  ],
  [
    'console_that_throws',
    () => {
      for (const name of ['warn', 'info']) console[name] = () => { throw new Error('own'); };
    },
  ],
  [
    'shift_that_throws_when_empty',
    () => {
      const { shift } = Array.prototype;
      Array.prototype.shift = function () {
        if (!this.length) throw new Error('empty');
        return shift.call(this);
      };
    },
  ],
  [
    'observer_without_take_records',
    () => {
      const Real = MutationObserver;
      const Own = class {
        #real;
        constructor(call) { this.#real = new Real((records) => call(records, this)); }
        observe(...given) { this.#real.observe(...given); }
        disconnect() { this.#real.disconnect(); }
      };
      Object.assign(window, { MutationObserver: Own });
    },
  ],
];
for (const [name, script] of SURVIVED) {
  test(
    name,
    page()
      .script(script)
      .providers(TOKEN)
      .body("<iframe data-ledgerbee-pricing src='https://evil.example.invalid/x'></iframe>"),
    async () => {
      const f = await frame();
      eq(await f.token('bind', 1), 'token');
      await f.post({ type: 'pageLoaded' });
      eq([named('pageLoaded').length, diagnostics(f.element), LedgerBee.bridge.status(f.element)], [1, [], 'ready']);
      f.element.remove();
      eq(LedgerBee.bridge.frames(), []);
      // A program that had failed in its first steps would have been followed by another.
      eq(codes().filter((code) => code === 'module-restarted'), []);
      const warned = lab.warnings.length;
      if (warned) expectWarnings('untrusted-origin');
      allowErrors('evil.example.invalid', 'ERR_', 'blocked');
    },
  );
}

test(
  'a_deadline_is_kept_when_the_page_clears_every_timer',
  page().with('data-provider-timeout=300').providers(NEVER),
  async () => {
    const f = await frame();
    await f.ask('bind', 1);
    await f.inbox();
    let id = setTimeout(() => {}, 0);
    while (id--) clearTimeout(id);
    eq((await f.answer(1)).token, null);
    eq(diagnostics(), ['provider-timeout']);
  },
);

test(
  'a_deadline_is_kept_where_a_timeout_calls_at_once',
  page()
    .before('<script>window.real = setTimeout; window.setTimeout = (call) => (call(), 1);</script>')
    .with('data-provider-timeout=300')
    .providers(NEVER)
    // A driver uses the page's own.
    .after('<script>window.setTimeout = window.real;</script>'),
  async () => {
    const f = await frame();
    await f.ask('bind', 1);
    eq((await f.answer(1)).token, null);
    await f.ask('bind', 2);
    eq((await f.answer(2)).token, null, 'and the next one');
    eq(diagnostics(), ['provider-timeout', 'provider-timeout']);
  },
);

test(
  'what_is_on_object_prototype_makes_no_accessor',
  page().before("<script>Object.prototype.get = () => {};</script>").providers(TOKEN),
  async () => {
    const f = await frame();
    eq([await f.token('bind', 1), diagnostics()], ['token', []]);
    Reflect.deleteProperty(Object.prototype, 'get');
  },
);

test(
  'an_image_stands_in_for_no_trusted_types',
  bare().before("<img alt='' name=trustedTypes>").script('delete window.WebAssembly').providers(TOKEN).embed("src='/loader/embed.js'"),
  async () => {
    await LedgerBee.bridge.ready;
    const f = await frame();
    eq([await f.token('bind', 1), codes()], ['token', ['wasm-unavailable']]);
  },
);

test('what_a_page_replaces_later_is_not_used', page().providers(TOKEN), async () => {
  const fail = () => { throw new Error('own'); };
  const real = {};
  for (const name of ['URL', 'CustomEvent', 'AbortController', 'Map', 'WeakRef', 'queueMicrotask', 'setTimeout', 'MutationObserver', 'TextDecoder', 'Event']) {
    real[name] = window[name];
    window[name] = fail;
  }
  const replaced = document.createElement('iframe');
  replaced.setAttribute('data-ledgerbee-pricing', '');
  replaced.src = `${origins.frame}/frame`;
  document.body.append(replaced);
  await 0;
  await 0;
  const served = LedgerBee.bridge.frames();
  Object.assign(window, real);
  eq(served, [replaced]);
  const f = await stub(replaced);
  eq(await f.token('bind', 1), 'token');
});

test('a_document_that_is_a_proxy_is_seen_through', bare().providers(TOKEN), async () => {
  const text = await textOf('/embed.js');
  const seen = (real) => new Proxy(real, {
    get: (it, name) => { const value = it[name]; return typeof value === 'function' && !value.prototype ? value.bind(it) : value; },
    set: (it, name, value) => { it[name] = value; return true; },
  });
  new Function('window', 'document', text)(seen(window), seen(document));
  const f = await frame();
  eq(await f.token('bind', 1), 'token');
  expectWarnings('tag-unknown');
});

test('a_page_that_is_written_anew_is_heard_again', page().providers(TOKEN), async () => {
  const before = await frame();
  eq(await before.token('bind', 1), 'token');
  const heard = [];
  LedgerBee.bridge.on('pageLoaded', ({ detail }) => heard.push(detail.frame));
  document.open();
  document.write('<!doctype html><title>page</title><body></body>');
  document.close();
  lab.listen();
  await lab.script({ src: '/embed.js' });
  const f = await frame();
  eq(await f.token('bind', 2), 'token');
  await f.post({ type: 'pageLoaded' });
  eq([heard, diagnostics(), LedgerBee.bridge.frames()], [[f.element], ['already-started'], [f.element]]);
});

test('a_refused_frame_with_an_address_of_two_megabytes_holds_up_nobody', page().providers(TOKEN), async () => {
  const refused = element({ src: `https://evil.example.invalid/${'x'.repeat(1_900_000)}` });
  document.body.append(refused);
  const f = await frame();
  eq([await f.token('bind', 1), LedgerBee.bridge.status(refused)], ['token', 'refused']);
  const said = [...lab.warnings, ...named('diagnostic').map(({ fields }) => fields.message)];
  ok(said.length && said.every((text) => text.length < 1_000), said.map((text) => text.length));
  refused.remove();
  // Firefox takes no address of more than a megabyte, and an iframe without one is worth no warning.
  if (lab.warnings.length) expectWarnings('untrusted-origin');
  allowErrors('evil.example.invalid', 'ERR_', 'blocked');
});

test('a_height_is_that_of_the_view_also_where_borders_count', page(), async () => {
  const f = await frame({ style: 'box-sizing: border-box; border: 3px solid; padding: 2px 0' });
  await f.post({ type: 'resize', height: 100 });
  eq(f.element.style.height, '110px');
  // The frame hears of its height at the next layout.
  await until(async () => (await f.run('return innerHeight')) === 100, 'a view of 100');
});

test('a_listener_is_an_object_too_and_once_is_a_promise', page(), async () => {
  const f = await frame();
  const heard = [];
  const listener = { name: 'mine', handleEvent({ detail }) { heard.push([this.name, detail.frame]); } };
  const end = LedgerBee.bridge.on('pageLoaded', listener);
  const next = LedgerBee.bridge.once('pageLoaded');
  const abort = new AbortController();
  const never = LedgerBee.bridge.once('pageLoaded', { signal: abort.signal }).catch((reason) => reason);
  abort.abort('enough');
  await f.post({ type: 'pageLoaded' });
  eq([heard, (await next).detail.frame, await never], [[['mine', f.element]], f.element, 'enough']);
  end();
  await f.post({ type: 'pageLoaded' });
  eq(heard.length, 1);
});

test('nested_marked_frames_are_both_found', page().providers(TOKEN), async () => {
  const [outer, inner] = [element(), element()];
  outer.append(inner);
  document.body.append(outer);
  await settle();
  eq(LedgerBee.bridge.frames(), [outer, inner]);
  outer.replaceWith(inner);
  await settle();
  eq(LedgerBee.bridge.frames(), [inner]);
});

test('a_root_whose_host_was_adopted_is_served_no_more', page().providers(TOKEN), async () => {
  const root = shadowRoot('open');
  LedgerBee.bridge.observe(root);
  const f = await frame({}, root);
  eq(LedgerBee.bridge.frames(), [f.element]);
  const other = document.createElement('iframe');
  document.body.append(other);
  other.contentDocument.body.append(root.host);
  eq(LedgerBee.bridge.frames(), []);
  document.body.append(root.host);
  await settle();
  eq(LedgerBee.bridge.frames(), [f.element]);
});

// A script, a frame or a provider that comes late.

test('a_frame_that_was_there_before_the_script_is_greeted_once', bare().providers(TOKEN), async () => {
  const f = await frame();
  await lab.script({ src: '/embed.js' });
  await LedgerBee.bridge.ready;
  eq((await f.greetings()).map(({ data, origin }) => [data, origin]),
    [[{ type: 'ledgerbee:embed:hello', version: LedgerBee.bridge.version }, origins.page]]);
  const g = await frame();
  eq(await g.greetings(), [], 'it will be heard');
  f.element.removeAttribute('data-ledgerbee-pricing');
  await settle();
  f.element.setAttribute('data-ledgerbee-pricing', '');
  await settle();
  eq((await f.greetings()).length, 1, 'once');
});

test('a_frame_that_is_refused_is_not_greeted', bare(), async () => {
  const f = await frame({ src: `${origins.foreign}/frame` });
  await lab.script({ src: '/embed.js', 'data-portal-origins': origins.frame });
  await LedgerBee.bridge.ready;
  eq(await f.greetings(), []);
  expectWarnings('untrusted-origin');
});

test('a_frame_that_was_refused_is_greeted_when_it_is_served', bare().public(), async () => {
  const f = await frame();
  await lab.script({ src: '/embed.js' });
  await LedgerBee.bridge.ready;
  eq([await f.greetings(), LedgerBee.bridge.frames()], [[], []]);
  await lab.script({ src: `${origins.frame}/embed.js` });
  await settle();
  eq([(await f.greetings()).length, LedgerBee.bridge.frames()], [1, [f.element]]);
  expectWarnings('untrusted-origin');
});

test('a_frame_that_leaves_its_sandbox_is_not_greeted', bare(), async () => {
  const f = await frame({ sandbox: 'allow-scripts' });
  await lab.script({ src: '/embed.js' });
  await LedgerBee.bridge.ready;
  f.element.removeAttribute('sandbox');
  await settle();
  eq(LedgerBee.bridge.frames(), [f.element]);
  eq(await f.greetings(), [], 'its document has an origin of its own still');
  expectWarnings('sandboxed-frame');
});

/** A frame asks, and its provider comes within the wait. */
const waitsForALateProvider = async (f) => {
  await f.ask('catalog', 1);
  await lab.skip(1_900);
  eq(await f.answers(1), []);
  window.LedgerBee.embed = { fetchCatalogToken: () => 'late' };
  await lab.skip(60);
  eq((await f.answer(1)).token, 'late');
};

test('a_frame_that_is_found_long_after_load_waits_for_its_provider', page().fakeClock(), async () => {
  await lab.skip(60_000);
  await waitsForALateProvider(await frame());
});

test('an_embed_that_starts_long_after_load_waits_for_providers', bare().fakeClock(), async () => {
  const f = await frame();
  await lab.skip(60_000);
  await lab.script({ src: '/embed.js' });
  await LedgerBee.bridge.ready;
  await waitsForALateProvider(f);
});

test('a_page_that_is_written_anew_waits_for_providers_from_then_on', bare().fakeClock(), async () => {
  await lab.skip(60_000);
  document.open();
  document.write('<!doctype html><title>page</title><script src="/embed.js"></scr' + 'ipt><body></body>');
  document.close();
  lab.listen();
  await until(() => window.LedgerBee?.bridge && document.body, 'the embed and the body');
  await LedgerBee.bridge.ready;
  await waitsForALateProvider(await frame());
});

test('a_bind_request_long_after_load_does_not_wait', page().fakeClock(), async () => {
  await lab.skip(60_000);
  const f = await frame();
  await f.ask('bind', 1);
  eq((await f.answer(1)).token, null);
});

test('a_frame_says_how_it_is_doing', page().fakeClock().with('data-silence=1000'), async () => {
  const { bridge } = LedgerBee;
  const f = await frame();
  const other = await frame({ src: `${origins.frame}/frame`, sandbox: 'allow-scripts' });
  const unmarked = await frame({ 'data-ledgerbee-pricing': null });
  eq([bridge.status(f.element), bridge.status(other.element), bridge.status(unmarked.element)], ['loading', 'refused', undefined]);
  await lab.skip(1_100);
  eq(bridge.status(f.element), 'silent');
  await f.post({ type: 'resize', height: 5 });
  eq(bridge.status(f.element), 'loading');
  await f.post({ type: 'pageLoaded' });
  eq(bridge.status(f.element), 'ready');
  const mine = (element) => lab.statuses.filter((it) => it.frame === element).map(({ status, code }) => [status, code]);
  eq(mine(f.element), [['loading', undefined], ['silent', 'frame-silent'], ['loading', undefined], ['ready', undefined]]);
  eq(mine(other.element), [['refused', 'sandboxed-frame']]);
  const replayed = [];
  bridge.on('status', (event) => replayed.push(event), { replay: true });
  eq(replayed, []);
  bridge.stop();
  eq(bridge.status(f.element), undefined);
  expectWarnings('sandboxed-frame');
});
