// A page that comes back in from wherever it is called: each thing it can do, in each place.

import { codes, element, eq, expectErrors, expectWarnings, frame, named, origins, page, settle, test, until } from './lab.js';

/**
 * Where the page is called: what it sets up for that, and what brings the call about.
 *
 * @type {[string, () => void, (f: import('./types').Stub) => unknown][]}
 */
const PLACES = [
  [
    'in_a_listener_of_an_event',
    () => addEventListener('ledgerbee:embed:pageLoaded', () => act()),
    (f) => f.post({ type: 'pageLoaded' }),
  ],
  [
    'in_a_listener_of_the_bridge',
    () => {},
    async (f) => {
      LedgerBee.bridge.on('pageLoaded', () => act());
      await f.post({ type: 'pageLoaded' });
    },
  ],
  [
    'in_a_listener_of_a_diagnostic',
    () => addEventListener('ledgerbee:embed:diagnostic', () => act()),
    (f) => f.post(5),
  ],
  [
    'in_a_provider',
    () => {
      LedgerBee.embed.fetchBindToken = () => {
        act();
        return 'token';
      };
    },
    (f) => f.ask('bind', 'place'),
  ],
  [
    'in_a_provider_after_a_while',
    () => {
      LedgerBee.embed.fetchBindToken = async () => {
        await null;
        act();
        return 'token';
      };
    },
    (f) => f.ask('bind', 'place'),
  ],
  [
    'in_an_accessor',
    () => {
      const get = () => {
        act();
        return { fetchBindToken: () => 'token' };
      };
      Object.defineProperty(LedgerBee, 'embed', { configurable: true, get });
    },
    (f) => f.ask('bind', 'place'),
  ],
  [
    'in_a_listener_of_the_signal',
    () => {
      LedgerBee.embed.fetchCatalogToken = ({ signal }) => new Promise(() => signal.addEventListener('abort', () => act()));
    },
    async (f) => {
      await f.ask('catalog', 'place');
      f.element.remove();
    },
  ],
];

/**
 * What it does there, once, with the frame of the place and another.
 *
 * @type {Record<string, (f: import('./types').Stub, g: import('./types').Stub) => unknown>}
 */
const ACTIONS = {
  stop: () => LedgerBee.bridge.stop(),
  start: () => window.start({ debug: false }),
  'stop and start': () => { LedgerBee.bridge.stop(); window.start(); },
  'remove own': (f) => f.element.remove(),
  'remove another': (f, g) => g.element.remove(),
  'move own': (f) => document.body.prepend(f.element),
  'add another': () => document.body.append(element()),
  'ask for the frames': () => LedgerBee.bridge.frames(),
  'dispatch a message': ({ window: source }) =>
    window.dispatchEvent(new MessageEvent('message', { source, origin: origins.frame, data: { type: 'pageLoaded' } })),
  'dispatch an event': () => window.dispatchEvent(new CustomEvent('ledgerbee:embed:other', { detail: {} })),
  throw: () => window.thrower(),
};

for (const [name, setting, call] of PLACES) {
  const reentrant = page()
    .script(() => {
      window.act = () => {};
      window.thrower = () => { throw new Error('of the page'); };
      window.LedgerBee = { embed: { fetchBindToken: () => 'token' } };
      lab.load('/index.js').then(({ start }) => { window.start = start; });
    })
    .script(setting);
  test(name, reentrant, async () => {
    await until(() => window.start, 'the module');
    let done = 0;
    for (const [what, action] of Object.entries(ACTIONS)) {
      start();
      await LedgerBee.bridge.ready;
      const [f, g] = [await frame(), await frame()];
      window.act = () => {
        window.act = () => {};
        done++;
        // What the page throws is reported where it stands, and this is the page's own.
        action(f, g);
      };
      await call(f);
      await until(() => window.act.toString() === '() => {}', `the place of ${what}`);
      await settle();
      window.act = () => {};
      start();
      await LedgerBee.bridge.ready;
      const h = await frame();
      eq(await h.token('bind', 'after'), 'token', what);
      const from = named('pageLoaded').length;
      await h.post({ type: 'pageLoaded' });
      eq(named('pageLoaded').length, from + 1, what);
      eq(codes().includes('module-restarted'), false, what);
      document.querySelectorAll('iframe').forEach((it) => it.remove());
      eq(LedgerBee.bridge.frames(), [], what);
    }
    eq(done, Object.keys(ACTIONS).length);
    const report = lab.report();
    expectWarnings(...report.codes.filter((code) => code === 'provider-failed'));
    const own = report.errors.filter((text) => text.includes('of the page'));
    if (own.length) expectErrors('of the page');
  });
}

test(
  'an_answer_is_posted_before_the_page_is_told_why',
  page().providers("{ fetchBindToken: () => { throw 'own' } }"),
  async () => {
    const f = await frame();
    addEventListener('ledgerbee:embed:diagnostic', () => f.window.postMessage('told', '*'));
    await f.ask('bind', 1);
    await until(async () => (await f.inbox()).length === 2, 'both');
    eq((await f.inbox()).map(({ data }) => data.token === null || data), [true, 'told']);
    expectWarnings('provider-failed');
  },
);
