// `index.js` as a module (docs/api.md).

import {
  bare, diagnostics, eq, events, expectWarnings, frame, NEVER, ok, origins, page, shadowRoot, stub, test, TOKEN, warnings,
} from './lab.js';

test(
  'importing_does_nothing',
  bare()
    .script('window.before = Reflect.ownKeys(window).length;')
    .before("<script type=module src='/index.js'></script>"),
  async () => {
    const { start } = await lab.load('/index.js');
    ok(typeof start === 'function', 'start');
    const f = await frame();
    await f.ask('bind', 1);
    eq([await f.inbox(), events, 'LedgerBee' in window], [[], [], false]);
    eq(Object.getOwnPropertySymbols(window).filter((it) => String(it).includes('ledgerbee')), []);
  },
);

test('what_is_configured_waits_for_a_start_and_holds_for_it', bare().providers(NEVER), async () => {
  const { configure, start } = await lab.load('/index.js');
  configure({ portalOrigins: [origins.frame] });
  configure({ providers: { fetchBindToken: () => 'configured' } });
  eq('LedgerBee' in window && 'bridge' in window.LedgerBee, false, 'nothing runs');
  await start().ready;
  const [f, stranger] = [await frame(), await frame({ src: `${origins.foreign}/frame` })];
  await stranger.ask('bind', 1);
  eq([await f.token('bind', 1), await stranger.inbox(), diagnostics()[0]], ['configured', [], 'untrusted-origin']);
  expectWarnings('untrusted-origin');
});

test(
  'an_import_in_the_page_serves_it',
  bare()
    .body("<iframe id='m' src='{{frame}}/frame' data-ledgerbee-pricing></iframe>")
    .after(`
      <script type=module>import { start } from '/index.js';
      window.bridge = start({ providers: { fetchBindToken: async () => 'mine' } });</script>
    `),
  async () => {
    const f = await stub(document.getElementById('m'));
    eq(await f.token('bind', 1), 'mine');
    ok(bridge === LedgerBee.bridge, 'published');
    await bridge.ready;
  },
);

test(
  'given_providers_come_before_the_global_kind_by_kind',
  bare().providers("{ fetchBindToken: () => 'global-b', fetchCatalogToken: () => 'global-c' }"),
  async () => {
    const { start } = await lab.load('/index.js');
    const mine = { prefix: 'mine', fetchBindToken() { return `${this.prefix}-b`; } };
    const bridge = start({ providers: mine });
    await bridge.ready;
    const f = await frame();
    eq([await f.token('bind', 1), await f.token('catalog', 1)], ['mine-b', 'global-c']);
    ok(start({ providers: { fetchCatalogToken: () => 'mine-c' } }) === bridge, 'one bridge');
    eq([await f.token('bind', 2), await f.token('catalog', 2)], ['mine-b', 'mine-c']);
    start({ providers: { fetchBindToken: () => 'newer' } });
    eq(await f.token('bind', 3), 'newer');
    eq(diagnostics(), ['already-started', 'already-started']);
  },
);

test('tag_and_import_give_one_bridge', page().providers("{ fetchBindToken: () => 'global' }"), async () => {
  const { bridge } = LedgerBee;
  const { start } = await lab.load('/index.js');
  ok(start() === bridge, 'one bridge');
  eq(diagnostics(), ['already-started']);
  const f = await frame();
  eq(await f.token('bind', 1), 'global');
  bridge.stop();
  const next = start({ providers: { fetchBindToken: () => 'mine' } });
  ok(next !== bridge, 'afresh');
  eq(await f.token('bind', 2), 'mine');
  await lab.script({ src: '/embed.js' });
  ok(LedgerBee.bridge === next, 'one bridge');
});

test('a_stopped_bridge_is_followed_by_one_without_its_providers', bare(), async () => {
  const { start } = await lab.load('/index.js');
  start({ providers: { fetchBindToken: () => 'old' } }).stop();
  start();
  const f = await frame();
  eq(await f.token('bind', 1), null);
});

test('origins_given_once_cannot_be_widened', bare().providers(TOKEN), async () => {
  const { start } = await lab.load('/index.js');
  await start({ portalOrigins: [origins.foreign] }).ready;
  start({ portalOrigins: [origins.frame] });
  const [f, g] = [await frame(), await frame({ src: `${origins.foreign}/frame` })];
  await f.ask('bind', 1);
  eq([await f.inbox(), await g.token('bind', 1)], [[], 'token']);
  expectWarnings('invalid-option', 'untrusted-origin');
});

test('origins_given_later_narrow', bare().providers(NEVER), async () => {
  const { start } = await lab.load('/index.js');
  const bridge = start();
  const f = await frame();
  await f.ask('bind', 1);
  start({ portalOrigins: [] });
  eq(bridge.frames(), []);
  await f.ask('bind', 2);
  eq(await f.inbox(), []);
  expectWarnings('untrusted-origin');
});

test('bad_options_are_left_out_one_by_one_and_reported', bare().providers("{ fetchBindToken: () => 'global' }"), async () => {
  const { start } = await lab.load('/index.js');
  const bridge = start({ providers: { fetchBindToken: 5, fetchCatalogToken: () => 'mine' }, providerTimeoutMs: '100', debug: 'yes', root: document.body });
  await bridge.ready;
  eq(diagnostics(), Array(4).fill('invalid-option'));
  const f = await frame();
  eq([await f.token('bind', 1), await f.token('catalog', 1)], ['global', 'mine']);
  for (const options of [null, undefined, 5, 'text', [], () => {}, true]) ok(start(options) === bridge, 'the bridge');
  for (const value of [5, 'x', true]) start({ providers: value });
  for (const value of [NaN, {}, []]) start({ providerTimeoutMs: value });
  start({ get debug() { throw new Error('own'); } });
  start(new Proxy({}, { get() { throw new Error('own'); } }));
  eq(await f.token('bind', 2), 'global');
  const names = warnings.map((text) => /invalid-option: (\w+)/.exec(text)?.[1]);
  eq([...new Set(names)].length, names.length, 'each name once');
  expectWarnings(...warnings.map(() => 'invalid-option'));
});

test('a_value_that_is_no_list_trusts_nobody', bare().providers(TOKEN), async () => {
  const { start } = await lab.load('/index.js');
  start({ portalOrigins: origins.frame });
  const f = await frame();
  await f.ask('bind', 1);
  eq(await f.inbox(), []);
  expectWarnings('invalid-option', 'untrusted-origin');
});

test('a_root_is_observed_in_addition', bare().providers(TOKEN), async () => {
  const { start } = await lab.load('/index.js');
  const root = shadowRoot('closed');
  start({ root });
  const [f, g] = [await frame({}, root), await frame()];
  eq([await f.token('bind', 1), await g.token('bind', 1)], ['token', 'token']);
});

test('a_module_has_no_origin_of_its_own', bare().public(), async () => {
  const { start } = await lab.load(`${origins.frame}/index.js`);
  start();
  const f = await frame();
  await f.ask('bind', 1);
  eq(await f.inbox(), []);
  expectWarnings('untrusted-origin');
});
