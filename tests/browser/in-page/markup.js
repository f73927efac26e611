// HTML that somebody could put into the page, without a script (docs/protocol.md, "Frames that are served", "Options").

import { bare, diagnostics, eq, expectWarnings, frame, named, ok, origins, page, print, settle, stub, test } from './lab.js';
import { isNobody, speak } from './lib/nobody.js';

const listed = () => page().with("data-portal-origins='{{frame}}'").held();

test('a_marked_frame_of_another_site_is_refused', listed(), async () => {
  const box = document.createElement('div');
  document.body.append(box);
  const markup = [
    `<iframe data-ledgerbee-pricing src='${origins.foreign}/frame'></iframe>`,
    `<IFRAME DATA-LEDGERBEE-PRICING=1 SRC='${origins.foreign}/frame'></IFRAME>`,
    `<p><iframe data-ledgerbee-pricing src='//127.0.0.1:${new URL(origins.foreign).port}/frame'></iframe>`,
    `<iframe data-ledgerbee-pricing src='${origins.frame}@127.0.0.1:1/' srcdoc=''></iframe>`,
    `<iframe data-ledgerbee-pricing src='${origins.foreign}/frame' name='${origins.frame}' title='${origins.frame}' id=LedgerBee></iframe>`,
    `<iframe data-ledgerbee-pricing src='${origins.frame}/frame' src='x' srcdoc='<p>x' sandbox></iframe>`];
  for (const html of markup) {
    box.innerHTML = html;
    const it = box.querySelector('iframe');
    await settle();
    eq([html, LedgerBee.bridge.frames()], [html, []]);
    if (!it.hasAttribute('srcdoc')) await isNobody(await stub(it), html);
  }
  box.innerHTML = `<iframe data-ledgerbee-pricing src='${origins.frame}/frame'></iframe>`;
  const f = await stub(box.firstElementChild);
  await speak(f);
  eq(calls.length, 2, 'the portal itself, in the same way, is served');
  expectWarnings('untrusted-origin', 'srcdoc-frame');
});

test('look_alikes_of_a_marked_frame_are_ignored', page().held(), async () => {
  const box = document.createElement('div');
  document.body.append(box);
  const src = `${origins.frame}/frame`;
  const markup = [`<embed data-ledgerbee-pricing src='${src}'>`, `<object data-ledgerbee-pricing data='${src}'></object>`,
    `<iframe data-ledgerbee-pricing- src='${src}'></iframe>`, `<iframe data-ledgerbee_pricing src='${src}'></iframe>`,
    `<iframe ledgerbee-pricing src='${src}'></iframe>`, `<iframe class=data-ledgerbee-pricing src='${src}'></iframe>`,
    `<template><iframe data-ledgerbee-pricing src='${src}'></iframe></template>`,
    `<noscript><iframe data-ledgerbee-pricing src='${src}'></iframe></noscript>`,
    `<svg><iframe data-ledgerbee-pricing src='${src}'></iframe></svg>`,
    `<svg><foreignObject data-ledgerbee-pricing></foreignObject></svg>`];
  for (const html of markup) {
    box.innerHTML = html;
    await settle();
    eq([html, LedgerBee.bridge.frames().length], [html, 0]);
  }
  eq(diagnostics(), []);
  box.innerHTML = `<iframe data-ledgerbee-pricing src='${src}'></iframe>`;
  eq(LedgerBee.bridge.frames().length, 1);
});

test('a_base_that_comes_later_makes_no_portal_of_another_site', listed(), async () => {
  document.head.insertAdjacentHTML('beforeend', `<base href='${origins.foreign}/'>`);
  const f = await frame({ src: 'frame' });
  await isNobody(f, 'under a base of another site');
  document.querySelector('base').href = `${origins.frame}/`;
  f.element.setAttribute('data-ledgerbee-pricing', 'again');
  eq(LedgerBee.bridge.frames(), [f.element], 'its address is that of the portal by now, its document is not');
  await isNobody(f, 'which is still not heard');
  eq([...new Set(diagnostics(f.element))], ['untrusted-origin', 'origin-mismatch']);
  expectWarnings('untrusted-origin');
});

/** Puts every member of `document` and `window` that the embed could ask into the markup, as a name. Gives the form. */
const clobber = () => {
  const names = ['currentScript', 'querySelectorAll', 'querySelector', 'createElement', 'documentElement', 'head', 'body', 'baseURI',
    'defaultView', 'readyState', 'addEventListener', 'removeEventListener', 'dispatchEvent', 'getElementsByTagName', 'getRootNode',
    'nodeType', 'ownerDocument', 'location', 'URL', 'cookie', 'forms', 'all', 'contains', 'isConnected', 'append', 'children',
    'attributes', 'matches', 'getAttribute', 'contentWindow', 'performance', 'postMessage', 'origin', 'trustedTypes',
    'MutationObserver', 'customElements', 'toString', 'valueOf', 'constructor', '__proto__', 'then', 'length', '0'];
  const box = document.createElement('div');
  box.innerHTML = names.map((it) => `<img alt='' name='${it}' id='${it}'><form name='${it}'></form><a id='${it}'></a>`).join('');
  Document.prototype.getElementsByTagName.call(document, 'html')[0].append(box);
  const form = Document.prototype.createElement.call(document, 'form');
  form.innerHTML = names.map((it) => `<input name='${it}'><button name='${it}'></button>`).join('');
  Element.prototype.append.call(box, form);
  return form;
};

test('names_of_everything_hide_nothing', page().held(), async () => {
  const form = clobber();
  ok([document.currentScript, document.querySelectorAll, document.body].every((it) => typeof it === 'object' && it !== null), 'clobbered');
  const { append, remove } = Element.prototype;
  const make = () => {
    const it = Document.prototype.createElement.call(document, 'iframe');
    it.setAttribute('data-ledgerbee-pricing', '');
    it.src = `${origins.frame}/frame`;
    return it;
  };
  const [inForm, outside] = [make(), make()];
  append.call(form, inForm);
  append.call(Document.prototype.querySelector.call(document, 'html'), outside);
  for (const it of [inForm, outside]) {
    const f = await stub(it);
    await f.ask('bind', 1);
    calls.at(-1).give(it === inForm ? 'in' : 'out');
    eq((await f.answer(1)).token, it === inForm ? 'in' : 'out');
  }
  eq(LedgerBee.bridge.frames(), [inForm, outside]);
  remove.call(form);
  eq(LedgerBee.bridge.frames(), [outside]);
  const again = Document.prototype.createElement.call(document, 'script');
  const loaded = new Promise((resolve) => { again.onload = resolve; });
  again.src = '/embed.js';
  append.call(Document.prototype.querySelector.call(document, 'head'), again);
  await loaded;
  eq(diagnostics(), ['already-started']);
});

test(
  'a_named_image_stands_in_for_no_script',
  bare().held()
    .before("<img alt='' name=currentScript src='{{foreign}}/embed.js' data-portal-origins='{{foreign}}' data-provider-timeout=x data-debug>")
    .before('<form name=currentScript><input name=src><input name=getAttribute></form>')
    .embed("src='/embed.js' data-portal-origins='{{frame}}'"),
  async () => {
    const f = await frame({ src: `${origins.foreign}/frame` });
    await isNobody(f, 'the list is the tag’s own');
    eq([[...new Set(diagnostics())], lab.infos], [['untrusted-origin'], []]);
    const g = await frame();
    await g.ask('bind', 1);
    eq(calls.length, 1);
    expectWarnings('untrusted-origin');
  },
);

// What a name in the page's markup can stand for where a script looks for `LedgerBee`.
for (const [name, html] of [
  ['an_image', "<img alt='' id=LedgerBee>"],
  ['an_image_by_name', "<img alt='' name=LedgerBee>"],
  ['two_links', "<a id=LedgerBee></a><a id=LedgerBee name=embed href='https://evil.example'></a>"],
  ['two_links_and_a_bridge', '<a id=LedgerBee></a><a id=LedgerBee name=bridge></a><a id=LedgerBee name=embed></a>'],
  ['a_form', '<form id=LedgerBee><input name=embed><input name=bridge></form>'],
  ['a_form_with_an_object', '<form id=LedgerBee><object name=embed></object></form>'],
  ['two_forms', '<form id=LedgerBee></form><form id=LedgerBee name=embed><object name=fetchBindToken></object><output name=fetchBindToken></output></form>'],
  ['a_frame', "<iframe name=LedgerBee src='{{foreign}}/frame'></iframe>"],
  ['a_frame_of_the_portal', "<iframe name=LedgerBee src='{{frame}}/frame'></iframe>"],
  ['a_frame_with_markup_of_its_own', "<iframe name=LedgerBee srcdoc='<form name=embed><object name=fetchBindToken></object></form><a id=bridge></a>'></iframe>"],
  ['an_embed', "<embed name=LedgerBee type='image/png'>"],
  ['an_object', '<object id=LedgerBee></object>'],
]) {
  test(name, bare().body(html).body("<script src='/embed.js'></script>"), async () => {
    const f = await frame();
    eq([await f.token('bind', 1), (await f.inbox()).length], [null, 1]);
    await f.post({ type: 'pageLoaded' });
    eq([named('pageLoaded').length, LedgerBee.bridge instanceof Element], [1, LedgerBee.bridge instanceof Element]);
    ok(['provider-missing', 'provider-failed'].includes(diagnostics()[0]), print(diagnostics()));
    if (diagnostics()[0] === 'provider-failed') expectWarnings('provider-failed');
    window.LedgerBee = { embed: { fetchBindToken: () => 'token' } };
    eq(await f.token('bind', 2), 'token', 'what the page says counts, as soon as it says it');
  });
}
