// The script's tag, and pages that stand in its way (docs/protocol.md, "Options").

import {
  bare, diagnostics, element, eq, expectWarnings, frame, infos, named, NEVER, ok, origins, page, stub, test, textOf, TOKEN,
} from './lab.js';

test(
  'twice_is_one_bridge',
  page().providers(TOKEN).after("<script>window.first = LedgerBee.bridge</script><script src='/embed.js'></script>"),
  async () => {
    ok(LedgerBee.bridge === first, 'one bridge');
    eq(diagnostics(), ['already-started']);
    const f = await frame();
    await f.ask('bind', 1);
    await f.answer(1);
    await f.post({ type: 'pageLoaded' });
    eq([(await f.answers(1)).length, named('pageLoaded').length], [1, 1]);
  },
);

test(
  'a_further_tag_merges_its_options_and_cannot_widen_trust',
  page().with("data-portal-origins='{{foreign}}'").providers(NEVER),
  async () => {
    await lab.script({ src: '/embed.js', 'data-provider-timeout': '100', 'data-portal-origins': origins.frame });
    eq(diagnostics(), ['invalid-option', 'already-started']);
    const [f, g] = [await frame(), await frame({ src: `${origins.foreign}/frame` })];
    await f.ask('bind', 1);
    eq(await f.inbox(), []);
    eq(await g.token('bind', 1), null);
    expectWarnings('invalid-option', 'untrusted-origin');
  },
);

test('a_further_tag_adds_its_own_origin', page().public().providers(TOKEN), async () => {
  const f = await frame();
  await f.ask('bind', 1);
  eq(await f.inbox(), []);
  await lab.script({ src: `${origins.frame}/embed.js` });
  eq(await f.token('bind', 1), 'token');
  expectWarnings('untrusted-origin');
});

test('another_version_joins_and_warns_once', page().providers(TOKEN), async () => {
  const { bridge } = LedgerBee;
  await lab.script({ src: '/stale/embed.js' });
  await lab.script({ src: '/stale/embed.js' });
  ok(LedgerBee.bridge === bridge, 'one bridge');
  eq(diagnostics(), ['version-mismatch', 'version-mismatch']);
  const f = await frame();
  eq(await f.token('bind', 1), 'token');
  expectWarnings('version-mismatch');
});

test('async_and_defer_start_as_well', bare().providers(TOKEN).after("<script src='/embed.js' async></script>"), async () => {
  const f = await frame();
  eq(await f.token('bind', 1), 'token');
  LedgerBee.bridge.stop();
  await lab.script({ src: '/embed.js', defer: '' });
  eq(await f.token('bind', 2), 'token');
});

test('inlined_it_has_attributes_but_no_origin_of_its_own', bare(), async () => {
  const tag = document.createElement('script');
  tag.textContent = await textOf('/embed.js');
  tag.setAttribute('data-portal-origins', origins.foreign);
  document.head.append(tag);
  const [, g] = [await frame(), await frame({ src: `${origins.foreign}/frame` })];
  eq(LedgerBee.bridge.frames(), [g.element]);
  expectWarnings('untrusted-origin');
});

test('debug_says_why_a_message_was_dropped', page().with('data-debug').providers(TOKEN), async () => {
  const f = await frame();
  await f.token('bind', 1);
  eq(infos, []);
  await f.ask('bind', 1);
  await f.post(5);
  await f.post({ type: 'requestFoo' });
  eq(infos.map((text) => /^ledgerbee-embed: ([a-z-]+)/.exec(text)?.[1]), ['repeat', 'malformed-message', 'unknown-message']);
  const other = await frame({ 'data-ledgerbee-pricing': null });
  await other.post(5);
  eq(infos.slice(3).map((text) => /^ledgerbee-embed: ([a-z-]+)/.exec(text)?.[1]), ['frame-unmarked']);
});

test('without_debug_the_console_stays_silent', page(), async () => {
  const f = await frame();
  await f.post(5);
  await f.post({ type: 'requestFoo' });
  eq(infos, []);
});

const withTimeout = (value) => page().fakeClock().with(`data-provider-timeout='${value}'`).providers(NEVER);

/** A request that no provider answers is answered with `null` at this time, and not before. */
const givesUpAfter = async (ms) => {
  const f = await frame();
  await f.ask('bind', 1);
  await lab.skip(ms - 10);
  eq(await f.inbox(), []);
  await lab.skip(20);
  eq((await f.answer(1)).token, null);
};

test('a_timeout_is_clamped_from_below', withTimeout('1'), () => givesUpAfter(100));

test('a_timeout_is_clamped_from_above', withTimeout('1e9'), () => givesUpAfter(60_000));

test(
  'a_frozen_global_is_served_and_nothing_thrown',
  page().script(`window.LedgerBee = Object.freeze({ embed: ${TOKEN} });`),
  async () => {
    const f = await frame();
    eq(await f.token('bind', 1), 'token');
    eq(Object.keys(LedgerBee), ['embed']);
  },
);

test(
  'a_global_that_cannot_be_written_is_served_too',
  page().script(`Object.defineProperty(window, 'LedgerBee', { value: Object.freeze({ embed: ${TOKEN} }), writable: false });`),
  async () => {
    const f = await frame();
    eq(await f.token('bind', 1), 'token');
  },
);

test('a_global_replaced_later_is_left_alone', page(), async () => {
  const { bridge } = LedgerBee;
  window.LedgerBee = { embed: { fetchBindToken: () => 'token' } };
  const f = await frame();
  eq(await f.token('bind', 1), 'token');
  eq(Object.keys(LedgerBee), ['embed']);
  bridge.stop();
  eq(Object.keys(LedgerBee), ['embed']);
});

test(
  'an_image_named_currentscript_is_not_the_tag',
  bare()
    .providers(TOKEN)
    .before("<img alt='' name=currentScript data-portal-origins='' src='{{foreign}}/embed.js'>")
    .embed("src='/embed.js' data-portal-origins='{{frame}}'"),
  async () => {
    const [f] = [await frame(), await frame({ src: `${origins.foreign}/frame` })];
    ok(document.currentScript instanceof HTMLImageElement, 'clobbered');
    eq(await f.token('bind', 1), 'token');
    eq(LedgerBee.bridge.frames(), [f.element]);
    expectWarnings('untrusted-origin');
  },
);

const images = (...names) => names.map((name) => `<img alt='' name=${name}>`).join('');

test(
  'elements_named_like_methods_hide_no_frame',
  page()
    .providers(TOKEN)
    .body("<iframe id='m' src='{{frame}}/frame' data-ledgerbee-pricing></iframe>")
    .before(images('querySelectorAll', 'documentElement', 'addEventListener', 'body', 'readyState', 'baseURI', 'defaultView'))
    .before('<form name=createElement></form>')
    .before(images('getElementsByTagName', 'nodeType')),
  async () => {
    const f = await stub(window.m);
    ok(document.querySelectorAll instanceof Element, 'clobbered');
    eq(await f.token('bind', 1), 'token');
    eq(LedgerBee.bridge.frames(), [f.element]);
  },
);

test('inputs_named_like_properties_hide_no_frame_of_their_form', page().providers(TOKEN), async () => {
  const names = ['nodeType', 'matches', 'querySelectorAll', 'getRootNode', 'isConnected', 'children', 'localName', 'tagName', 'shadowRoot'];
  const box = document.createElement('div');
  box.innerHTML = `<form>${names.map((name) => `<input name=${name}>`).join('')}</form>`;
  box.firstElementChild.append(element());
  document.body.append(box.firstChild);
  const form = document.querySelector('form');
  ok(typeof form.nodeType === 'object', 'clobbered');
  const f = await stub(form.querySelector.call(document.body, 'iframe'));
  eq(await f.token('bind', 1), 'token');
  document.body.removeChild(form);
  eq(LedgerBee.bridge.frames(), []);
});

test(
  'a_frame_named_ledgerbee_is_not_the_pages_object',
  bare().before('').body("<iframe name=LedgerBee src='{{foreign}}/frame'></iframe><script src='/embed.js'></script>"),
  async () => {
    const f = await frame();
    eq(await f.token('bind', 1), null);
    await f.post({ type: 'pageLoaded' });
    eq(named('pageLoaded').length, 1);
    eq(diagnostics(), ['provider-missing']);
  },
);

test(
  'an_image_named_ledgerbee_is_not_the_pages_object',
  bare().body("<img alt='' id=LedgerBee><script src='/embed.js'></script>"),
  async () => {
    const f = await frame();
    eq(await f.token('bind', 1), null);
    eq(Reflect.get(document.querySelector('img'), 'bridge'), undefined);
  },
);

test(
  'what_is_on_object_prototype_is_no_field',
  page().script(() => {
    window.names = ['type', 'requestId', 'height', 'vanity', 'deferred', 'embed'];
    for (const name of names) {
      const value = { type: 'pageLoaded', deferred: true, height: 5 }[name] ?? 'x';
      Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
    }
  }),
  async () => {
    const f = await frame();
    await f.post({});
    await f.post({ type: 'checkoutInitiated' });
    await f.post({ type: 'requestBindToken' });
    await f.post({ type: 'resize' });
    for (const name of names) delete Object.prototype[name];
    eq(diagnostics(), Array(3).fill('malformed-message'));
    eq(named('checkoutInitiated')[0].fields, {});
  },
);

test(
  'what_is_on_object_prototype_is_no_attribute_of_the_tag',
  page()
    .public()
    .script(() => {
      Object.defineProperty(Object.prototype, 'portalOrigins', { value: '{{frame}}', configurable: true });
      Object.defineProperty(Object.prototype, 'providerTimeout', { value: 'x', configurable: true });
    }),
  async () => {
    for (const name of ['portalOrigins', 'providerTimeout']) delete Object.prototype[name];
    await frame();
    eq(LedgerBee.bridge.frames(), [], 'trust is not for any script to widen by accident');
    eq(diagnostics(), ['untrusted-origin']);
    expectWarnings('untrusted-origin');
  },
);

for (const [name, value] of [
  ['a_timeout_that_is_empty_is_the_default', ''],
  ['a_timeout_that_is_a_word_is_the_default', 'soon'],
  ['a_timeout_that_is_nan_is_the_default', 'NaN'],
  ['a_timeout_with_a_unit_is_the_default', '100ms'],
]) {
  test(name, withTimeout(value), async () => {
    await givesUpAfter(10_000);
    eq(diagnostics(), ['invalid-option', 'provider-timeout']);
    expectWarnings('invalid-option');
  });
}
