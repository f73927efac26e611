// Libraries that change the language or the browser for the whole page, each before the embed and after it, as their authors
// publish them (`scripts/libraries.mjs` puts them there).

import {
  bare, diagnostics, eq, errors, expectWarnings, frame, named, ok, origins, page, settle, stub, test, until,
} from './lab.js';

const library = (file) => `<script src='/library/${file}.js'></script>`;

/** A page that can be searched for what it must not say, and that trusts one origin only. */
const serving = () =>
  page()
    .with("data-portal-origins='{{frame}}' data-provider-timeout=300")
    .probed()
    .providers(() => ({
      fetchBindToken({ requestId }) {
        if (requestId === 'none') return new Promise(() => {});
        return requestId === 'plain' ? probe.marked('plain') : Promise.resolve(probe.marked('bind'));
      },
      async fetchCatalogToken() {
        await null;
        return probe.marked('catalog');
      },
    }));

/** What every page with a library has to do: one portal, which is served, and one stranger in a marked frame, who is not. */
const serves = async (isThere) => {
  const [f, stranger] = [await frame(), await frame({ src: `${origins.foreign}/frame` })];
  eq([await f.token('bind', 1), await f.token('bind', 'plain')], [probe.marked('bind'), probe.marked('plain')]);
  eq(await f.token('catalog', 1), probe.marked('catalog'));
  await stranger.ask('bind', 1);
  await f.post({ type: 'pageLoaded' });
  await f.post({ type: 'checkoutConfirmed', status: 'CONFIRMED' });
  await f.post({ type: 'resize', height: 321 });
  eq([named('pageLoaded').length, named('checkoutConfirmed')[0]?.fields], [1, { status: 'CONFIRMED' }]);
  eq([f.element.style.height, await stranger.inbox()], ['321px', []]);

  // A deadline comes by the page's own clock where that has been replaced.
  await f.ask('bind', 'none');
  await f.inbox();
  await window.clock?.tick(400);
  eq((await f.answer('none')).token, null);

  // A frame that comes and goes.
  const g = await frame();
  eq(LedgerBee.bridge.frames(), [f.element, g.element]);
  f.element.remove();
  eq([LedgerBee.bridge.frames(), await g.token('bind', 2)], [[g.element], probe.marked('bind')]);

  await window.finish?.();
  ok(isThere(), 'the library has not run');
  eq(await probe.find(), []);
  // Of the stranger when it was found, and when it spoke.
  eq(diagnostics(), ['untrusted-origin', 'untrusted-origin', 'provider-timeout']);
  expectWarnings('untrusted-origin');
};

/**
 * The names of a library's two tests, its file, how it is seen to be there, and what the page does with it.
 *
 * @type {[string, string, string, () => unknown, (() => void)?][]}
 */
const LIBRARIES = [
  ['mootools_before', 'mootools_after', 'mootools', () => typeOf([]) === 'array' && 'append' in []],
  [
    'prototype_before',
    'prototype_after',
    'prototype',
    () => Prototype.Version,
    () => {
      // Drivers hand values over as JSON, which it changes.
      window.finish = () => {
        for (const { prototype } of [Array, String, Object]) Reflect.deleteProperty(prototype, 'toJSON');
      };
    },
  ],
  ['zone_before', 'zone_after', 'zone', () => /Zone/i.test(String(Promise))],
  ['core_js_2_before', 'core_js_2_after', 'core-js-2', () => window['__core-js_shared__']],
  ['core_js_3_before', 'core_js_3_after', 'core-js-3', () => window['__core-js_shared__']],
  ['es6_shim_before', 'es6_shim_after', 'es6-shim', () => Object.getOwnPropertyNames(Promise).length],
  [
    'sentry_before',
    'sentry_after',
    'sentry',
    () => envelopes.length,
    () => {
      window.envelopes = [];
      Sentry.init({
        dsn: 'https://key@sentry.lab.example/1',
        sendDefaultPii: true,
        tracesSampleRate: 1,
        integrations: [Sentry.browserTracingIntegration(), Sentry.captureConsoleIntegration()],
        transport: () => ({
          send: async (envelope) => {
            envelopes.push(JSON.stringify(envelope));
            return {};
          },
          flush: async () => true,
        }),
      });
      window.finish = async () => {
        Sentry.captureMessage('own');
        await Sentry.flush();
      };
    },
  ],
  [
    'turbo_before',
    'turbo_after',
    'turbo',
    () => window.Turbo,
    () => {
      window.finish = () => Turbo.session.history.replace(new URL(location.href));
    },
  ],
  [
    'sinon_before',
    'sinon_after',
    'sinon',
    () => clock,
    () => {
      window.clock = sinon.useFakeTimers();
    },
  ],
];
for (const [before, after, file, isThere, setting = () => {}] of LIBRARIES) {
  test(before, serving().before(library(file)).script(setting), () => serves(isThere));
  test(after, serving().after(library(file)).after(`<script>(${setting})();</script>`), () => serves(isThere));
}

test('turbo_morphs_a_page_and_leaves_the_height', page().before(library('turbo')), async () => {
  const holder = document.createElement('main');
  document.body.append(holder);
  const f = await frame({}, holder);
  await f.post({ type: 'resize', height: 300 });
  const { id, src } = f.element;
  const fresh = document.createElement('main');
  fresh.innerHTML = `<iframe id='${id}' src='${src}' data-ledgerbee-pricing style='width: 90%'></iframe>`;
  Turbo.morphChildren(holder, fresh);
  eq([holder.firstElementChild === f.element, f.element.getAttribute('style')], [true, 'width: 90%']);
  await settle();
  eq([f.element.style.height, f.element.style.width], ['300px', '90%']);
});

test('vue_writes_a_style_anew_and_leaves_the_height', page().before(library('vue')), async () => {
  const holder = document.createElement('main');
  document.body.append(holder);
  const style = Vue.ref('width: 80%');
  const src = `${origins.frame}/frame`;
  const attributes = { id: 'vue', src, 'data-ledgerbee-pricing': '' };
  Vue.createApp({ render: () => Vue.h('iframe', { ...attributes, style: style.value }) }).mount(holder);
  const f = await stub(holder.firstElementChild);
  await settle();
  await f.post({ type: 'resize', height: 300 });
  style.value = 'width: 90%';
  await Vue.nextTick();
  eq(f.element.style.width, '90%');
  await settle();
  eq(f.element.style.height, '300px');
});

// An app that qiankun keeps in a sandbox, where `window` and `document` are stand-ins. It brings the embed along, and is
// mounted, unmounted and mounted again.
for (const speedy of [false, true]) {
  const name = speedy ? 'qiankun_with_names_taken_early_keeps_it' : 'qiankun_keeps_it_over_an_unmount';
  test(name, bare().before(library('qiankun')), async () => {
    const html = `<!doctype html><html><head></head><body><div id="app"></div>
    <script>
      window.LedgerBee = { embed: { fetchBindToken: () => 'token' } };
    </script>
    <script src="${location.origin}/embed.js"></script>
    <script>
      const mount = async ({ container }) => {
        const it = document.createElement('iframe');
        it.setAttribute('data-ledgerbee-pricing', '');
        it.src = '${origins.frame}/frame';
        container.querySelector('#app').append(it);
      };
      const unmount = async ({ container }) => container.querySelector('#app').replaceChildren();
      window.micro = { bootstrap: async () => {}, mount, unmount };
    </script></body></html>`;
    const host = document.createElement('main');
    document.body.append(host);
    const entry = `${location.origin}/micro/`;
    const app = qiankun.loadMicroApp(
      { name: 'micro', entry, container: host },
      { sandbox: { speedy }, fetch: async (url) => (url === entry ? new Response(html) : window.fetch(url)) },
    );

    /** The frame of an app that is mounted is served, and its event heard. */
    const isServed = async (nth) => {
      await app.mountPromise;
      const it = await until(() => host.querySelector('iframe'), 'the frame');
      const f = await stub(it);
      await settle();
      eq(await f.token('bind', nth), 'token');
      await f.post({ type: 'pageLoaded' });
      eq([named('pageLoaded').length, named('pageLoaded')[nth - 1].frame], [nth, it]);
    };
    await isServed(1);
    await app.unmount();
    eq(host.querySelector('iframe'), null);
    await app.mount();
    await isServed(2);
    ok(!Object.hasOwn(window, 'micro'), 'there is no sandbox');
    eq(errors, []);
    eq(diagnostics(), ['tag-unknown']);
    expectWarnings('tag-unknown');
  });
}
